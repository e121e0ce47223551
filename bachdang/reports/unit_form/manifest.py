"""The hidden sheet of a form: for whom and what it was made, each of its rows, and how they stood then."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from bachdang.reports.unit_form.rows import Place, UnitForm
from bachdang.spreadsheet.reading import UnreadableFile, read_cell

FORMAT = "bachdang-form/1"
SHEET = "bieu-mau"
KEY = "dong"
"""The key of the hidden first column, by which the hidden row of column keys is found."""
MAX_FORM_ROWS = 3_000
_FIRST = 7
NOT_A_FORM = (
    "Tệp này không phải biểu mẫu tải từ hệ thống, hoặc đã mất trang ẩn của biểu mẫu. "
    "Tải biểu mẫu của đơn vị rồi nhập vào đó."
)


@dataclass(frozen=True)
class Manifest:
    """`rows`: key of a row → columns to be filled in; `items`: code → (token, fingerprint)."""

    plan: str
    unit: str
    period: str
    rows: dict[str, tuple[str, ...]] = field(default_factory=dict)
    items: dict[str, tuple[str, str]] = field(default_factory=dict)


def fingerprint(texts: Mapping[Place, str]) -> str:
    """A short name of all that stands in the cells of an item: tells what the person has touched."""
    filled = sorted([*place, text] for place, text in texts.items() if text)
    return hashlib.sha256(json.dumps(filled).encode()).hexdigest()[:16]


def write_manifest(workbook: Workbook, form: UnitForm) -> None:
    """The last sheet, hidden so that only the system reads it."""
    sheet: Worksheet = workbook.create_sheet(SHEET)
    sheet.sheet_state = "veryHidden"
    head = [FORMAT, form.plan.code, form.unit.code, form.period.slug]
    for number, text in enumerate(head, 1):
        sheet.cell(number, 1, text)
    at = _FIRST
    for entry in form.entries.values():
        for row in entry.rows:
            line = [row.key, ",".join(row.boxes)]
            if row is entry.rows[0]:
                line += [entry.token, fingerprint(entry.texts)]
            for column, text in enumerate(line, 1):
                cell = sheet.cell(at, column, text)
                cell.number_format, cell.data_type = "@", "s"
            at += 1


def worksheet(workbook: Workbook, name: str) -> Worksheet | None:
    """The sheet of cells of that name; charts may stand on sheets of their own."""
    return next((sheet for sheet in workbook.worksheets if sheet.title == name), None)


def read_manifest(workbook: Workbook) -> Manifest:
    """Raises UnreadableFile when this is no form, or one of another version."""
    sheet = worksheet(workbook, SHEET)
    if sheet is None or sheet.max_row > MAX_FORM_ROWS:
        raise UnreadableFile(NOT_A_FORM)
    rows = [[_text(value) for value in row] for row in sheet.iter_rows(max_col=4, values_only=True)]
    head = [row[0] for row in rows[:4]]
    if len(head) < 4 or not head[0].startswith("bachdang-form/"):
        raise UnreadableFile(NOT_A_FORM)
    if head[0] != FORMAT:
        raise UnreadableFile("Biểu mẫu thuộc phiên bản cũ. Tải biểu mẫu mới rồi nhập vào đó.")
    _, plan, unit, period = head
    return _listed(Manifest(plan, unit, period), rows[_FIRST - 1 :])


def _listed(manifest: Manifest, rows: Iterable[list[str]]) -> Manifest:
    for key, columns, token, mark in rows:
        if "|" not in key:
            raise UnreadableFile(NOT_A_FORM)
        manifest.rows[key] = tuple(filter(None, columns.split(",")))
        if key.endswith("|"):
            manifest.items[key[:-1]] = (token, mark)
    return manifest


def _text(value: object) -> str:
    read = read_cell(value)
    return "" if read is None else str(read)
