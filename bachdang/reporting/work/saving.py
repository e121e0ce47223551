"""What was typed into rows of one's own work, written: each row by itself, all that a page sent at once."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from bachdang.accounts.models import User
from bachdang.errors import Overtaken
from bachdang.reporting.flow.actions import StaleReport, current_report, save_report, seen_token
from bachdang.reporting.work.book import WorkBook
from bachdang.reporting.work.row import ReportForm, WorkRow
from plans.models import Period, Report

CHOOSE = "Có người vừa lưu báo cáo này trong lúc bạn nhập: chọn số được dùng."


@transaction.atomic
def save_changed(
    book: WorkBook, period: Period, user: User, today: date
) -> tuple[list[WorkRow], list[WorkRow]]:
    """Save each row that was changed, in one transaction; (rows saved, rows refused, each undone alone)."""
    saved: list[WorkRow] = []
    wrong: list[WorkRow] = []
    for row in book.rows:
        if row.form is None or not row.form.is_bound or not _typed(row.form):
            continue
        (wrong if save_row(row, period, user, today) is None else saved).append(row)
    return saved, wrong


def _typed(form: ReportForm) -> bool:
    """Whether something else than the hidden mark was changed."""
    return bool(set(form.changed_data) - {"seen", "confirmed"})


def save_row(row: WorkRow, period: Period, user: User, today: date) -> Report | None:
    """Write one row; None when it is refused, with the reason on the row or in its form."""
    form = row.form
    if form is None or not form.is_valid():
        return None
    try:
        return save_report(
            item=row.owed.item,
            period=period,
            content=form.content(),
            by=user,
            seen=form.cleaned_data["seen"],
            today=today,
        )
    except StaleReport as error:
        # The row keeps the mark of what its page showed: whatever sends it again by itself is refused again.
        row.both, row.message = error.lines, CHOOSE
        row.seen = form.cleaned_data["seen"]
        row.newer = seen_token(current_report(row.owed.item, period))
    except ValidationError as error:
        row.message = " ".join(error.messages)
    except (PermissionDenied, Overtaken) as error:
        row.message = str(error)
    return None
