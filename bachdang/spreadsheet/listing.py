"""A list as a workbook: title, how it was filtered, the table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.utils import timezone

from bachdang.spreadsheet.book import new_workbook, save
from bachdang.spreadsheet.cells import Column, Value
from bachdang.spreadsheet.sheet import AUTHOR, Sheet
from bachdang.vietnamese.numbers import format_date


def list_workbook(
    title: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Value]],
    *,
    filters: Sequence[tuple[str, str]] = (),
    notes: Sequence[str] = (),
    at: datetime,
) -> bytes:
    """The .xlsx of a list as filtered (label, words), taken `at` that moment."""
    workbook = new_workbook(title=title, creator=AUTHOR, at=at)
    sheet = Sheet(workbook, title, columns)
    sheet.write_title([title])
    local = timezone.localtime(at)
    words = "; ".join(f"{label}: {value}" for label, value in filters) or "không lọc"
    for note in (f"Lúc {local:%H:%M} ngày {format_date(local)}", f"Bộ lọc: {words}", *notes):
        sheet.write_note(note)
    sheet.skip()
    sheet.write_header()
    for row in rows:
        sheet.write_row(row)
    return save(workbook)
