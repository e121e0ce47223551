"""Sheet 6 rõ."""

from __future__ import annotations

from bachdang.quarter.rows import Heading
from bachdang.reports.workbook.common import Book, new_sheet, paint_status
from bachdang.spreadsheet import Column, Kind, Value


def paint_clear(book: Book) -> None:
    """Every assignment against the plan's own axes, with how it stands."""
    report = book.report
    axes = [Column(axis.label, 19) for axis in report.summary.axes]
    columns = [
        Column("Vị trí", 10),
        Column("Phân công", 33),
        Column("Đơn vị báo cáo", 13),
        *axes,
        Column("Số mặt rõ", 7, Kind.NUMBER, align="center"),
        Column("Tiến độ", 14, align="center"),
    ]
    title = "PHÂN CÔNG “6 RÕ” VÀ TIẾN ĐỘ"
    sheet = new_sheet(book, "6 rõ", columns, title)
    sheet.write_header(frozen_columns=2)
    looks = report.looks
    for line in report.clear:
        if isinstance(line, Heading):
            sheet.write_group(line.text, marker=line.marker, level=line.level)
            continue
        cells: list[Value] = [line.place, line.title, line.unit, *line.answers, line.clear, line.status_text]
        row = sheet.write_row(cells)
        if line.status:
            paint_status(sheet, row, len(columns), looks[line.status])
    sheet.break_pages()
