"""One official's year as a workbook, for the monthly assessment of Nghị định 335/2025/NĐ-CP."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time

from django.utils import timezone
from openpyxl import Workbook

from bachdang.browse.people.year import PersonYear, Tally
from bachdang.scope.scopes import ILLUSTRATIVE, Scope
from bachdang.spreadsheet import Column, Kind, Line, Sheet, new_workbook, save
from bachdang.spreadsheet.sheet import AUTHOR
from bachdang.ui.statuses import look_of

NOTE = (
    "Số liệu đếm từ báo cáo và sản phẩm đã ghi nhận, theo phân công hiện nay. Cột “Số lượng quy đổi” và điểm "
    "do người có thẩm quyền đánh giá ghi theo Nghị định 335/2025/NĐ-CP; chương trình không chấm điểm."
)
COUNTS = [
    Column("Thời gian", 20),
    Column("Số lượng giao", 12, Kind.NUMBER),
    Column("Số lượng đã gửi", 12, Kind.NUMBER),
    Column("Tiến độ: đúng hạn", 12, Kind.NUMBER),
    Column("Tiến độ: gửi muộn", 12, Kind.NUMBER),
    Column("Quá hạn chưa gửi", 12, Kind.NUMBER),
    Column("Chưa đến hạn", 12, Kind.NUMBER),
    Column("Chất lượng: bị trả lại", 12, Kind.NUMBER),
    Column("Sản phẩm giao nộp", 12, Kind.NUMBER),
    Column("Số lượng quy đổi", 14),
    Column("Ghi chú", 20),
]
WORK = [
    Column("TT", 6, Kind.NUMBER, align="center"),
    Column("Mã", 14),
    Column("Sản phẩm, công việc", 52),
    Column("Vai trò", 24),
    Column("Kỳ", 14),
    Column("Hạn gửi", 12, Kind.DATE),
    Column("Gửi lần đầu", 12, Kind.DATE),
    Column("Tiến độ", 18),
    Column("Bị trả lại ngày", 18),
]
DELIVERED = [
    Column("TT", 6, Kind.NUMBER, align="center"),
    Column("Mã", 14),
    Column("Sản phẩm, công việc", 60),
    Column("Ngày giao nộp", 14, Kind.DATE),
    Column("Văn bản, sản phẩm", 50),
]


def person_workbook(year: PersonYear, scope: Scope) -> bytes:
    """Sheets Theo tháng, Theo quý, Công việc, Sản phẩm; the same data gives the same bytes."""
    at = timezone.make_aware(datetime.combine(scope.judged_on, time()))
    title = f"Theo dõi kết quả: {year.person}"
    workbook = new_workbook(title=title, creator=AUTHOR, at=at)
    for name, tallies in (("Theo tháng", year.by_month), ("Theo quý", year.by_quarter)):
        sheet = _sheet(workbook, name, COUNTS, year, scope)
        _write_counts(sheet, tallies, year)
    _write_work(_sheet(workbook, "Công việc", WORK, year, scope), year)
    _write_delivered(_sheet(workbook, "Sản phẩm", DELIVERED, year, scope), year)
    return save(workbook)


def _sheet(workbook: Workbook, name: str, columns: Sequence[Column], year: PersonYear, scope: Scope) -> Sheet:
    person = year.person
    sheet = Sheet(workbook, name, columns, footer=f"{person} · {name}")
    about = ", ".join(part for part in (person.title, str(person.unit or "")) if part)
    title = f"THEO DÕI KẾT QUẢ THỰC HIỆN NHIỆM VỤ: {person}".upper()
    sheet.write_title([title, about, f"Năm {year.year}, tính đến hết {scope.quarter.label}"])
    if scope.plan is not None and scope.plan.illustrative:
        sheet.write_title([Line(ILLUSTRATIVE, bold=True)])
    sheet.write_note(NOTE)
    sheet.skip()
    sheet.write_header(frozen_columns=1)
    return sheet


def _write_counts(sheet: Sheet, tallies: Sequence[Tally], year: PersonYear) -> None:
    for one in tallies:
        sheet.write_row(_counts(one))
    sheet.write_row(_counts(year.total), bold=True)


def _counts(one: Tally) -> list[str | int]:
    return [
        one.label, one.owed, one.sent, one.on_time, one.late, one.missing, one.pending, one.returned,
        one.delivered, "", "",
    ]  # fmt: skip


def _write_work(sheet: Sheet, year: PersonYear) -> None:
    for number, one in enumerate(year.work, 1):
        assigned = one.assigned
        back = ", ".join(f"{day:%d/%m/%Y}" for day in one.returned_on)
        sheet.write_row([
            number, assigned.item.code, assigned.title, "; ".join(assigned.parts), one.period.label,
            one.period.due, one.first_sent, look_of(one.outcome.value).label, back,
        ])  # fmt: skip


def _write_delivered(sheet: Sheet, year: PersonYear) -> None:
    for number, one in enumerate(year.delivered, 1):
        sheet.write_row([number, one.assigned.item.code, one.assigned.title, one.on, one.document])
