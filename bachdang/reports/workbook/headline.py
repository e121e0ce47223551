"""Sheet Chỉ tiêu chủ yếu: the plan's headline indicators in the office's order, on one page."""

from __future__ import annotations

from bachdang.quarter.rows.targets import main_lines
from bachdang.reports.workbook.common import Book, new_sheet, paint_status, spanned
from bachdang.reports.workbook.targets import figures_of
from bachdang.spreadsheet import Column, Kind

COLUMNS = [
    Column("TT", 6, Kind.NUMBER, align="center"),
    Column("Mã", 8, align="center"),
    Column("Chỉ tiêu", 52),
    Column("ĐVT", 18, align="center"),
    Column("Mục tiêu", 30),
    Column("Kế hoạch năm", 12, Kind.NUMBER),
    Column("Lũy kế", 12, Kind.NUMBER),
    Column("Cùng kỳ năm trước", 12, Kind.NUMBER),
    Column("Đánh giá", 20, align="center"),
    Column("Đơn vị báo cáo", 22),
]
STATUS_COLUMN = 9


def paint_headlines(book: Book) -> None:
    """Nothing where rows do not say which they are (frozen before), or the plan has none."""
    report = book.report
    lines = main_lines(report.targets)
    if not lines:
        return
    columns = spanned(COLUMNS, report.head)
    sheet = new_sheet(book, "Chỉ tiêu chủ yếu", columns, "CÁC CHỈ TIÊU CHỦ YẾU CỦA KẾ HOẠCH")
    sheet.write_header(frozen_columns=3)
    for number, line in enumerate(lines, 1):
        to_date, last_year = figures_of(line)
        cells = [line.code, line.name, line.measure, line.wording, line.plan_figure, to_date, last_year]
        row = sheet.write_row([number, *cells, line.status_text, line.unit])
        paint_status(sheet, row, STATUS_COLUMN, report.looks[line.status])
        sheet.note(row, STATUS_COLUMN, line.explanation)
    sheet.break_pages()
