"""Việc của tôi as a workbook: what the unit owes in the round, how far each is, what stands beside it."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse

from bachdang.accounts.models import User
from bachdang.reporting.work.beside import beside
from bachdang.reporting.work.book import WorkBook
from bachdang.reporting.work.row import WorkRow
from bachdang.ui.list_files import Out, list_file
from bachdang.ui.statuses import look_of
from bachdang.vietnamese.numbers import format_date

OUT = [
    Out("Mã", 13, lambda line: line[0].code),
    Out("Loại", 18, lambda line: line[0].owed.item.get_kind_display()),
    Out("Nội dung", 56, lambda line: line[0].owed.title),
    Out("Báo cáo", 20, lambda line: line[0].owed.state_label),
    Out("Đánh giá", 20, lambda line: look_of(line[0].owed.status).label if line[0].owed.status else ""),
    Out("Đầu mối", 24, lambda line: line[1] or "Chưa phân công"),
    Out("Kỳ trước, cùng kỳ, kế hoạch", 40, lambda line: line[2]),
    Out("Kết quả đã ghi", 56, lambda line: _written(line[0])),
]
"""Lines are a row, the name of its contact, and what stands beside its figure."""


def work_file(book: WorkBook, due: date | None) -> HttpResponse:
    """All that is owed, or only what the person is the contact of, in the order of the page."""
    contacts = {row.owed.item.contact_id or 0 for row in book.rows}
    names = {one.pk: str(one) for one in User.objects.filter(pk__in=contacts)}
    scope = book.scope
    return list_file(
        "Việc của tôi",
        OUT,
        [(row, names.get(row.owed.item.contact_id or 0, ""), _beside(row, book)) for row in book.rows],
        filters=[("Việc của", "tôi là đầu mối" if book.choice.mine else "cả đơn vị")],
        notes=[*scope.notes, f"Đơn vị: {book.user.unit}", *([f"Hạn gửi: {format_date(due)}"] if due else [])],
        slug=str(scope.quarter),
    )


def _beside(row: WorkRow, book: WorkBook) -> str:
    targets = book.owed.book.targets
    known = beside(targets, row.owed.targets[0], book.scope) if row.owed.targets else []
    return "\n".join(f"{one.label}: {one.text}" for one in known)


def _written(row: WorkRow) -> str:
    """The words of the report on its way, or why there is nothing to say."""
    report = row.owed.report
    return (report.result or report.no_data_reason) if report else ""
