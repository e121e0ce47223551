"""The hidden sheet of the workbook: for which ward and plan it was made, and what stood in its cells."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from openpyxl.cell.cell import Cell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from bachdang.spreadsheet import as_read_back, safe_cell
from bachdang.spreadsheet.reading import Sheet, UnreadableFile

FORMAT: Final = "bachdang-setup/1"
SHEET: Final = "so-khoi-tao"
NOT_ONE: Final = (
    "Tệp này không phải sổ khởi tạo tải từ hệ thống, hoặc đã mất trang ẩn của sổ. "
    "Tải sổ trên trang này rồi ghi vào đó."
)
_FIRST: Final = 5


@dataclass(frozen=True)
class Manifest:
    """`marks`: of each row (sheet, key) what stood in its columns; an empty cell has none."""

    locality: str
    plan: str
    marks: Mapping[tuple[str, str], Mapping[str, str]] = field(default_factory=dict)


def mark_of(text: str) -> str:
    """A short name of a text, to tell whether a cell was touched; "" for an empty one."""
    text = as_read_back(text).strip()
    return hashlib.sha256(text.encode()).hexdigest()[:8] if text else ""


def write_manifest(
    workbook: Workbook, locality: str, plan: str, rows: Iterable[tuple[str, str, Mapping[str, str]]]
) -> None:
    """The last sheet; `rows`: sheet, key of the row, its texts by column."""
    sheet: Worksheet = workbook.create_sheet(SHEET)
    sheet.sheet_state = "veryHidden"
    lines = [[FORMAT], [locality], [plan], []]
    for part, key, texts in rows:
        marks = {column: mark for column, text in texts.items() if (mark := mark_of(text))}
        lines.append([part, key, " ".join(f"{column}:{mark}" for column, mark in marks.items())])
    for number, line in enumerate(lines, 1):
        for column, text in enumerate(line, 1):
            cell = sheet.cell(number, column)
            assert isinstance(cell, Cell)
            safe_cell(cell, text)


def read_manifest(sheets: Mapping[str, Sheet]) -> Manifest:
    """Raises UnreadableFile for what is no such workbook, or one of another version."""
    sheet = sheets.get(SHEET)
    form = sheet.cell(1, 1).typed if sheet is not None else ""
    if sheet is None or not form.startswith("bachdang-setup/"):
        raise UnreadableFile(NOT_ONE)
    if form != FORMAT:
        raise UnreadableFile("Sổ khởi tạo thuộc phiên bản khác. Tải sổ mới trên trang này rồi ghi vào đó.")
    marks: dict[tuple[str, str], dict[str, str]] = {}
    for number in range(_FIRST, sheet.last_row + 1):
        part, key, said = (sheet.cell(number, column).typed for column in (1, 2, 3))
        pairs = (one.partition(":") for one in said.split())
        marks[part, key] = {column: mark for column, _, mark in pairs}
    return Manifest(sheet.cell(2, 1).typed, sheet.cell(3, 1).typed, marks)
