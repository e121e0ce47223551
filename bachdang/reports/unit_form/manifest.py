"""The hidden sheet of a form: for whom and what it was made, each of its rows, and how they stood then."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from bachdang.reports.unit_form.rows import Place, Row, UnitForm
from bachdang.spreadsheet import Value, as_read_back
from bachdang.spreadsheet.reading import Cell, UnreadableFile
from bachdang.spreadsheet.reading import Sheet as ReadSheet
from bachdang.vietnamese.numbers import format_date, format_input

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
    """`rows`: key of a row → columns to be filled in; `items`: code → (token, fingerprint).

    `shown`: key of a row → a mark of what stands in its columns that are only read; a form handed out
    before these were kept has none.
    """

    plan: str
    unit: str
    period: str
    rows: dict[str, tuple[str, ...]] = field(default_factory=dict)
    items: dict[str, tuple[str, str]] = field(default_factory=dict)
    shown: dict[str, dict[str, str]] = field(default_factory=dict)


def fingerprint(texts: Mapping[Place, str]) -> str:
    """A short name of all that stands in the cells of an item: tells what the person has touched."""
    filled = sorted([*place, text] for place, text in texts.items() if text)
    return hashlib.sha256(json.dumps(filled).encode()).hexdigest()[:16]


def mark_of(text: str) -> str:
    """A short name of what a cell says, to tell whether it says something else; "" for an empty one."""
    return hashlib.sha256(text.encode()).hexdigest()[:8] if text else ""


def _shown(row: Row) -> str:
    """The marks of what a row shows: "code:1f3a… name:77b0…"."""
    texts = {column: _read_back(value) for column, value in row.cells.items() if column not in row.boxes}
    return " ".join(f"{column}:{mark_of(text)}" for column, text in texts.items() if text)


def _read_back(value: Value) -> str:
    """What the reader finds in a cell that holds this value."""
    if isinstance(value, date):
        return format_date(value)
    if isinstance(value, int | Decimal):
        return format_input(Decimal(f"{float(value):.15g}"))
    return as_read_back(value) if isinstance(value, str) else ""


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
            line = [row.key, ",".join(row.boxes), "", "", _shown(row)]
            if row is entry.rows[0]:
                line[2:4] = entry.token, fingerprint(entry.texts)
            for column, text in enumerate(line, 1):
                cell = sheet.cell(at, column, text)
                cell.number_format, cell.data_type = "@", "s"
            at += 1


def read_manifest(sheets: Mapping[str, ReadSheet]) -> Manifest:
    """Raises UnreadableFile when this is no form, or one of another version."""
    sheet = sheets.get(SHEET)
    if sheet is None or sheet.last_row > MAX_FORM_ROWS:
        raise UnreadableFile(NOT_A_FORM)
    rows = [
        [_text(sheet.cell(row, column)) for column in range(1, 6)] for row in range(1, sheet.last_row + 1)
    ]
    head = [row[0] for row in rows[:4]]
    if len(head) < 4 or not head[0].startswith("bachdang-form/"):
        raise UnreadableFile(NOT_A_FORM)
    if head[0] != FORMAT:
        raise UnreadableFile("Biểu mẫu thuộc phiên bản cũ. Tải biểu mẫu mới rồi nhập vào đó.")
    _, plan, unit, period = head
    return _listed(Manifest(plan, unit, period), rows[_FIRST - 1 :])


def _listed(manifest: Manifest, rows: Iterable[list[str]]) -> Manifest:
    for key, columns, token, mark, shown in rows:
        if "|" not in key:
            raise UnreadableFile(NOT_A_FORM)
        manifest.rows[key] = tuple(filter(None, columns.split(",")))
        if shown:
            manifest.shown[key] = dict(one.partition(":")[::2] for one in shown.split())
        if key.endswith("|"):
            manifest.items[key[:-1]] = (token, mark)
    return manifest


def _text(cell: Cell) -> str:
    return "" if cell.value is None else str(cell.value)
