"""Sheet Tình hình báo cáo."""

from __future__ import annotations

from bachdang.reports.workbook.common import Book, new_sheet
from bachdang.spreadsheet import Column, Formula, Kind

COLUMNS = [
    Column("TT", 6, Kind.NUMBER, align="center"),
    Column("Đơn vị", 34),
    Column("Phải gửi", 10, Kind.NUMBER),
    Column("Đúng hạn", 10, Kind.NUMBER),
    Column("Gửi muộn", 10, Kind.NUMBER),
    Column("Quá hạn chưa gửi", 12, Kind.NUMBER),
    Column("Chưa đến hạn", 10, Kind.NUMBER),
    Column("Tỷ lệ đúng hạn (%)", 12, Kind.PERCENT, 1),
    Column("Gia hạn", 28),
    Column("Đã trả lại: việc, người trả, ngày, lý do", 52),
]


def paint_sending(book: Book) -> None:
    """Unit by unit: what was owed, in time, late, missing, and what was returned."""
    report = book.report
    sheet = new_sheet(book, "Tình hình báo cáo", COLUMNS, "TÌNH HÌNH GỬI BÁO CÁO CỦA CÁC ĐƠN VỊ")
    sheet.write_header(frozen_columns=2)
    first = sheet.next_row
    for line in report.sending:
        row, told = sheet.next_row, line.told
        rate = Formula(f"=D{row}/(D{row}+E{row}+F{row})") if told.share is not None else None
        owed = Formula(f"=SUM(D{row}:G{row})")
        counts = [told.on_time, told.late, told.missing, told.pending]
        sheet.write_row([line.number, line.unit, owed, *counts, rate, line.extended, line.returned])
    if not report.sending:
        sheet.write_note("Kỳ này chưa có đơn vị nào phải gửi báo cáo.")
        return
    last, row = sheet.row, sheet.next_row
    sums = [Formula(f"=SUM({letter}{first}:{letter}{last})") for letter in "CDEFG"]
    judged = any(line.told.share is not None for line in report.sending)
    rate = Formula(f"=D{row}/(D{row}+E{row}+F{row})") if judged else None
    sheet.keep_together(last, sheet.write_row(["", "Cộng", *sums, rate, "", ""], bold=True))
    sheet.break_pages()
