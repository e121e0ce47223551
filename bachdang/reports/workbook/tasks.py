"""Sheet Nhiệm vụ."""

from __future__ import annotations

from bachdang.quarter.rows import Heading
from bachdang.reports.workbook.common import Book, new_sheet, paint_status, spanned
from bachdang.spreadsheet import Column, Kind

COLUMNS = [
    Column("STT", 6, align="center"),
    Column("Nhiệm vụ", 35),
    Column("Chủ trì", 14),
    Column("Phối hợp", 17),
    Column("Thời hạn", 12, Kind.DATE),
    Column("Kết quả/sản phẩm", 33),
    Column("Kết quả thực hiện trong quý", 33),
    Column("Trạng thái", 14, align="center"),
    Column("Khó khăn, vướng mắc", 18),
    Column("Đề xuất, kiến nghị", 18),
]
STATUS_COLUMN = 8


def paint_tasks(book: Book) -> None:
    """The rows of Phụ lục 1 in the document's grouping."""
    report = book.report
    title = report.head.tasks("Tình hình thực hiện các nhiệm vụ cụ thể").upper()
    sheet = new_sheet(book, "Nhiệm vụ", spanned(COLUMNS, report.head), title)
    sheet.write_header(frozen_columns=2)
    looks = report.looks
    for line in report.tasks:
        if isinstance(line, Heading):
            sheet.write_group(line.text, marker=line.marker, level=line.level)
            continue
        row = sheet.write_row(
            [
                str(line.number),
                line.title,
                line.lead,
                line.cooperating,
                line.due,
                line.product,
                line.result,
                line.status_text,
                line.difficulties,
                line.proposals,
            ]
        )
        paint_status(sheet, row, STATUS_COLUMN, looks[line.status])
    if not report.counts["tasks"]:
        sheet.write_note("Không có nhiệm vụ nào thuộc phạm vi báo cáo này.")
    sheet.break_pages()
