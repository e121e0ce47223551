"""Writes about periods. Atomic; every change leaves its history in the same transaction."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from bachdang.accounts.actions import record_event
from bachdang.accounts.models import User
from plans.models import Period, Plan
from plans.rules import default_cutoff, default_due


@transaction.atomic
def open_period(
    *,
    plan: Plan,
    year: int,
    quarter: int,
    by: User,
    cutoff: date | None = None,
    due: date | None = None,
) -> Period:
    """Open a quarter's round for reporting; opening an open one changes nothing.

    Days default to Nghị định 09/2019/NĐ-CP. Raises ValidationError for a quarter outside the plan
    or a period that is already locked.
    """
    if not plan.starts.year <= year <= plan.ends.year:
        raise ValidationError(f"Năm {year} nằm ngoài kế hoạch ({plan.starts.year}–{plan.ends.year}).")
    period: Period
    period, _ = Period.objects.select_for_update().get_or_create(
        plan=plan,
        year=year,
        quarter=quarter,
        defaults={
            "cutoff": cutoff or default_cutoff(year, quarter),
            "due": due or default_due(year, quarter),
        },
    )
    if period.locked_at is not None:
        raise ValidationError(f"{period.label} đã chốt; Văn phòng Đảng ủy mở lại từng báo cáo khi cần sửa.")
    if period.opened_at is None:
        period.opened_at, period.opened_by = timezone.now(), by
        period.save(update_fields=["opened_at", "opened_by"])
        record_event(
            verb="open_period",
            subject=period,
            by=by,
            locality=plan.locality_id,
            changes={"cutoff": (None, period.cutoff), "due": (None, period.due)},
        )
    return period
