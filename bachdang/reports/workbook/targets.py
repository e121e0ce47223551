"""Sheet Chỉ tiêu."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from bachdang.quarter.rows import Amount, Heading, TargetLine
from bachdang.reports.workbook.common import Book, new_sheet, paint_status, spanned
from bachdang.spreadsheet import Column, Formula, Kind, Sheet, Value, shown, worded

COLUMNS = [
    Column("TT", 6.5, align="center"),
    Column("Chỉ tiêu", 31),
    Column("ĐVT", 13, align="center"),
    Column("Số gốc", 8, Kind.NUMBER),
    Column("Mục tiêu", 16),
    Column("Kế hoạch năm", 9, Kind.NUMBER),
    Column("Thực hiện/ước quý", 11, Kind.NUMBER),
    Column("Lũy kế", 9.5, Kind.NUMBER),
    Column("Cùng kỳ năm trước", 9, Kind.NUMBER),
    Column("So kế hoạch (%)", 9.5, Kind.PERCENT, 1),
    Column("So cùng kỳ (%)", 9, Kind.PERCENT, 1),
    Column("Đánh giá", 14, align="center"),
    Column("Đơn vị báo cáo", 15.5),
    Column("Căn cứ", 20),
    Column("Ghi chú", 30),
]
GOAL, STATUS_COLUMN = 4, 12
PLAN, OF_QUARTER, TO_DATE, LAST_YEAR = "F", "G", "H", "I"


def paint_targets(book: Book) -> None:
    """Targets under the document's headings, with live rates beside the figures they are of."""
    report = book.report
    title = "KẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU"
    columns = [*spanned(COLUMNS, report.head)]
    columns[GOAL] = replace(columns[GOAL], title=f"Mục tiêu {report.head.until}")
    sheet = new_sheet(book, "Chỉ tiêu", columns, title)
    sheet.write_header(frozen_columns=2)
    looks = report.looks
    for line in report.targets:
        if isinstance(line, Heading):
            sheet.write_group(line.text, marker=line.marker, level=line.level)
        else:
            row = sheet.write_row(_values(line, sheet.next_row))
            paint_status(sheet, row, STATUS_COLUMN, looks[line.status])
            say_partial(sheet, row, {OF_QUARTER: line.of_quarter, TO_DATE: line.to_date})
            sheet.note(row, STATUS_COLUMN, line.explanation)
    if not report.counts["targets"]:
        sheet.write_note("Không có mục tiêu nào thuộc phạm vi báo cáo này.")
    sheet.break_pages()


def _values(line: TargetLine, row: int) -> list[Value]:
    to_date = _amount(line.to_date, line.is_state)
    return [
        line.code,
        line.name,
        line.measure,
        _state(line.baseline) if line.is_state else shown(line.baseline),
        line.wording,
        line.plan_figure,
        _amount(line.of_quarter, line.is_state),
        to_date,
        _state(line.last_year) if line.is_state else shown(line.last_year),
        _ratio(line.against_plan, to_date, line.plan_figure, f"={TO_DATE}{row}/{PLAN}{row}"),
        _ratio(line.against_last_year, to_date, line.last_year, f"={TO_DATE}{row}/{LAST_YEAR}{row}"),
        line.status_text,
        line.unit,
        line.places,
        line.note,
    ]


def figures_of(line: TargetLine) -> tuple[Value, Value]:
    """The figure to date and that of the same period last year, as cells take them."""
    last_year = _state(line.last_year) if line.is_state else shown(line.last_year)
    return _amount(line.to_date, line.is_state), last_year


def _amount(amount: Amount, is_state: bool) -> Value:
    if is_state:
        return _state(amount.number)
    if isinstance(amount.value, Decimal):
        return shown(amount.value)
    value = amount.value
    return value if value is None or isinstance(value, date) else str(value)


def _state(value: Decimal | None) -> str | None:
    return None if value is None else ("Có" if value >= 1 else "Không")


def _ratio(ratio: Decimal | None, above: Value, below: Decimal | None, formula: str) -> Value:
    """A live division where the row's own cells give the ratio, else its value in percentage points."""
    if ratio is None:
        return None
    if isinstance(above, Decimal) and below and abs(above / below - ratio) < Decimal("0.0005"):
        return Formula(formula)
    return ratio * 100


def say_partial(sheet: Sheet, row: int, amounts: Mapping[str, Amount]) -> None:
    """ "ít nhất" before a sum that lacks a quarter, kept a true number; amounts by their columns."""
    for column, amount in amounts.items():
        if amount.partial:
            cell = sheet.worksheet[f"{column}{row}"]
            cell.number_format = worded("ít nhất", cell.number_format)
