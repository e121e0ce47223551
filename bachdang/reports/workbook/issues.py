"""Sheet Vướng mắc, kiến nghị."""

from __future__ import annotations

from bachdang.reports.workbook.common import Book, new_sheet
from bachdang.spreadsheet import Column, Kind

COLUMNS = [
    Column("TT", 6, Kind.NUMBER, align="center"),
    Column("Loại", 13),
    Column("Mã", 13),
    Column("Chỉ tiêu, nhiệm vụ, dự án", 32),
    Column("Đơn vị", 14),
    Column("Nội dung", 38),
    Column("Gửi tới", 14),
    Column("Ý kiến giải quyết, trả lời", 32),
    Column("Tình trạng", 15),
]


def paint_issues(book: Book) -> None:
    """Difficulties, proposals and explanation threads of the period."""
    report = book.report
    title = "KHÓ KHĂN, VƯỚNG MẮC, KIẾN NGHỊ VÀ GIẢI TRÌNH TRONG KỲ"
    sheet = new_sheet(book, "Vướng mắc, kiến nghị", COLUMNS, title)
    sheet.write_header(frozen_columns=2)
    for line in report.issues:
        sheet.write_row(
            [
                line.number,
                line.kind_text,
                line.code,
                line.title,
                line.unit,
                line.text,
                line.to,
                line.answer,
                line.state,
            ]
        )
    if not report.issues:
        sheet.write_note("Không có khó khăn, kiến nghị, giải trình nào trong kỳ.")
    sheet.break_pages()
