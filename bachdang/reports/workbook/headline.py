"""Sheet Chỉ tiêu chủ yếu: the plan's headline indicators in the office's order, on one page."""

from __future__ import annotations

from bachdang.quarter.prose.sentences import Time, title_verdict
from bachdang.quarter.rows import TargetLine
from bachdang.quarter.rows.targets import main_lines
from bachdang.reports.workbook.common import Book, new_sheet, paint_status, spanned
from bachdang.reports.workbook.targets import figures_of, say_partial
from bachdang.spreadsheet import Column, Kind, Value

COLUMNS = [
    Column("TT", 6, Kind.NUMBER, align="center"),
    Column("Mã", 8, align="center"),
    Column("Chỉ tiêu", 46),
    Column("ĐVT", 18, align="center"),
    Column("Mục tiêu", 26),
    Column("Kế hoạch năm", 12, Kind.NUMBER),
    Column("Lũy kế", 12, Kind.NUMBER),
    Column("Số liệu của", 12, align="center"),
    Column("Cùng kỳ năm trước", 12, Kind.NUMBER),
    Column("Đánh giá", 20, align="center"),
    Column("Đơn vị báo cáo", 22),
]
TO_DATE, STATUS_COLUMN = "G", 10


def paint_headlines(book: Book) -> None:
    """Nothing where rows do not say which they are (frozen before), or the plan has none."""
    report = book.report
    lines = main_lines(report.targets)
    if not lines:
        return
    columns = spanned(COLUMNS, report.head)
    sheet = new_sheet(book, "Chỉ tiêu chủ yếu", columns, "CÁC CHỈ TIÊU CHỦ YẾU CỦA KẾ HOẠCH")
    sheet.write_header(frozen_columns=3)
    now = Time.of(report.head).now
    for number, line in enumerate(lines, 1):
        row = sheet.write_row([number, *_values(line, now)])
        say_partial(sheet, row, {TO_DATE: line.to_date})
        paint_status(sheet, row, STATUS_COLUMN, report.looks[line.status])
        sheet.note(row, STATUS_COLUMN, line.explanation)
    sheet.break_pages()


def _values(line: TargetLine, now: str) -> list[Value]:
    """The figure of an earlier quarter says which, and nothing of a year before stands beside it."""
    to_date, last_year = figures_of(line)
    of = line.figure_of or now if to_date is not None else None
    before = None if line.figure_of else last_year
    said = title_verdict(line) if line.grey else line.status_text
    return [
        line.code,
        line.name,
        line.measure,
        line.wording,
        line.plan_figure,
        to_date,
        of,
        before,
        said,
        line.unit,
    ]
