"""The office's own verdict in place of a computed status: for one period, with its reason."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from bachdang.accounts.actions import record_event
from bachdang.accounts.models import User
from bachdang.accounts.roles import ACCEPT_REPORT, may
from indicators.rules import Status
from plans.models import Item, ItemKind, Override, Period
from plans.rules import TASK_STATUS_LABELS, TaskStatus

OVERRIDDEN_KINDS = (ItemKind.INDICATOR, ItemKind.TASK, ItemKind.PROJECT)


def may_override(item: Item, by: User) -> bool:
    return item.kind in OVERRIDDEN_KINDS and may(by, ACCEPT_REPORT)


def status_words(kind: str) -> dict[str, str]:
    """The statuses an item of the kind may have, in words."""
    if kind == ItemKind.INDICATOR:
        return {one.value: str(one.label) for one in Status}
    return {one.value: TASK_STATUS_LABELS[one] for one in TaskStatus}


def _check(item: Item, period: Period, by: User) -> None:
    if not may_override(item, by):
        raise PermissionDenied("Chỉ Văn phòng Đảng ủy ghi đánh giá của Văn phòng.")
    if period.locked_at is not None:
        raise ValidationError(f"{period.label} đã chốt nên đánh giá của kỳ này giữ nguyên.")


@transaction.atomic
def set_override(
    *, item: Item, period: Period, status: str, reason: str, by: User, series: str = ""
) -> Override:
    """Let the office's verdict stand for the period; a second one takes the place of the first."""
    period = Period.objects.select_for_update().get(pk=period.pk)
    _check(item, period, by)
    words = status_words(item.kind)
    if status not in words:
        raise ValidationError({"status": "Chọn một mức đánh giá trong danh sách."})
    if not reason.strip():
        raise ValidationError({"reason": "Ghi lý do: lý do được hiện cùng đánh giá ở mọi nơi."})
    before = Override.objects.filter(item=item, series=series, period=period).first()
    made, _ = Override.objects.update_or_create(
        item=item,
        series=series,
        period=period,
        defaults={"status": status, "reason": reason.strip(), "made_by": by},
    )
    _record("override", made, by, before, words[status], reason.strip())
    return made


@transaction.atomic
def lift_override(*, override: Override, by: User) -> None:
    """Go back to the status that figures and dates give; the history keeps what was lifted."""
    period = Period.objects.select_for_update().get(pk=override.period_id)
    _check(override.item, period, by)
    _record("lift_override", override, by, override, None, "")
    override.delete()


def _record(
    verb: str, subject: Override, by: User, before: Override | None, after: str | None, reason: str
) -> None:
    item = subject.item
    old = status_words(item.kind)[before.status] if before else None
    field = f"Đánh giá {subject.period.within}{f' ({subject.series})' if subject.series else ''}"
    record_event(
        verb=verb,
        subject=subject,
        by=by,
        locality=item.plan.locality_id,
        item_id=item.pk,
        changes={field: (old, after)},
        reason=reason,
    )
