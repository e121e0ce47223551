"""The first sheet: whose form it is, until when, and how it is filled in."""

from __future__ import annotations

from openpyxl.styles import PatternFill
from openpyxl.workbook import Workbook

from bachdang.reports.unit_form.rows import UnitForm
from bachdang.spreadsheet import Column, Kind, Line, Sheet
from bachdang.spreadsheet.paper import INPUT_FILL
from bachdang.vietnamese.numbers import format_date

NAME = "Hướng dẫn"
STEPS = (
    "Nhập vào các ô màu vàng nhạt của ba trang Chỉ tiêu, Nhiệm vụ, Dự án; các ô khác đã khóa.",
    "Không thêm, xóa, gộp, dán đè dòng hoặc cột; không đổi tên trang. Lưu tệp ở dạng .xlsx.",
    "Số gõ 1234,5 hoặc 1.234,5; không cần kèm đơn vị. Ngày gõ ngày/tháng/năm, ví dụ 30/9/2026.",
    "Ô để trống là chưa có số liệu, khác với số 0. Chưa có số liệu hoặc không phát sinh thì ghi lý do.",
    "Xóa trắng một ô đã có số là bỏ số đó khỏi bản nháp. Dòng không sửa thì giữ nguyên như trên hệ thống.",
    "Việc đã trình, đã gửi hoặc đã tiếp nhận không sửa được ở đây; muốn sửa thì rút lại hoặc chờ trả lại.",
    "Xong thì vào Việc của tôi, chọn Biểu mẫu Excel, tải tệp lên, xem lại các thay đổi rồi xác nhận.",
    "Số liệu được ghi vào bản nháp; sau đó trình lãnh đạo hoặc gửi Văn phòng Đảng ủy như thường lệ.",
    "Không nhập bí mật nhà nước.",
)


def write_guide(workbook: Workbook, form: UnitForm) -> None:
    """Instructions, how much is to be filled in, and what the tints mean."""
    sheet = Sheet(workbook, NAME, [Column("", 22), Column("", 22), Column("", 74)])
    title = f"BIỂU MẪU BÁO CÁO {form.period.label.upper()}"
    sheet.write_title([title, Line(str(form.unit), bold=True, size=13), form.plan.title])
    due = f"Chốt số liệu {format_date(form.period.cutoff)}; hạn gửi {format_date(form.due)}."
    sheet.write_note(Line(due))
    if form.lateness:
        sheet.write_note(Line(form.lateness, bold=True))
    sheet.skip()
    for number, step in enumerate(STEPS, 1):
        sheet.write_note(Line(f"{number}. {step}"))
    if form.elsewhere:
        more = f"Còn {form.elsewhere} việc của chương trình, của phần tổ chức thực hiện: nhập ở Việc của tôi."
        sheet.write_note(Line(more, bold=True))
    sheet.skip()
    columns = [
        Column("Trang", 22),
        Column("Số việc", 22, Kind.NUMBER),
        Column("Còn nhập được", 74, Kind.NUMBER),
    ]
    sheet.write_header(columns, autofilter=False, repeated=False)
    for name, entries in form.sheets.items():
        sheet.write_row([name, len(entries), sum(1 for one in entries if not one.refused)])
    sheet.skip()
    _write_tints(sheet)
    sheet.protect()


def _write_tints(sheet: Sheet) -> None:
    tints: list[tuple[PatternFill | None, str]] = [
        (INPUT_FILL, "Ô để nhập"),
        (None, "Ô chỉ để xem, hoặc dòng không sửa được trong kỳ này"),
    ]
    sheet.write_header(
        [Column("Màu ô", 22), Column("", 22), Column("Ý nghĩa", 74)], autofilter=False, repeated=False
    )
    for fill, meaning in tints:
        row = sheet.write_row([None, None, meaning])
        if fill is not None:
            sheet.worksheet.cell(row, 1).fill = fill
