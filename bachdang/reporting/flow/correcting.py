"""An accepted report corrected by its unit: an act of its own, with a reason."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from bachdang.accounts.actions import record_event
from bachdang.accounts.models import User
from bachdang.accounts.overtaken import last_event
from bachdang.accounts.roles import WRITE_REPORT, may
from bachdang.reporting.flow.actions import WrongStep, current_report, lock_of
from bachdang.reporting.flow.copying import new_revision
from plans.flow import refusal
from plans.models import Item, Period, Report, ReportState


@transaction.atomic
def correct_report(*, item: Item, period: Period, reason: str, by: User, today: date) -> Report:
    """A new draft that begins as the accepted report, which counts until the draft is accepted.

    Raises PermissionDenied, WrongStep when nothing accepted stands there, or ValidationError.
    """
    if by.unit is None or item.reporter_id != by.unit_id or not may(by, WRITE_REPORT):
        raise PermissionDenied("Việc này do đơn vị khác báo cáo.")
    if not reason.strip():
        raise ValidationError({"reason": "Ghi rõ lý do."})
    period = Period.objects.select_for_update().get(pk=period.pk)
    before = current_report(item, period)
    if before is None or before.state != ReportState.ACCEPTED:
        words = "Báo cáo không còn ở bước “Đã tiếp nhận”: đang có bản sửa, hoặc đã được rút lại."
        raise WrongStep(words, last_event(before) if before else "")
    if fault := refusal(lock_of(period, before)):
        raise ValidationError(fault)
    draft = new_revision(item, period, by.unit, before, by)
    draft.correction_reason = reason.strip()
    draft.version += 1
    draft.save()
    record_event(
        verb="correct_report",
        subject=draft,
        by=by,
        locality=period.plan.locality_id,
        item_id=item.pk,
        changes={"Báo cáo": (None, f"{period.label}, sửa lần {draft.revision}")},
        reason=reason.strip(),
    )
    return draft
