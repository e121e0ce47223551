"""The plan and period named on a command line."""

from __future__ import annotations

from django.core.management.base import CommandError

from bachdang.scope.scopes import Scope
from plans.models import Period, Plan


def scope_named(period: str, code: str | None) -> tuple[Scope, Plan]:
    """The opened period "2026-Q3" of a plan (the newest without a code). Raises CommandError."""
    plans = Plan.objects.select_related("locality__parent").order_by("-starts", "-id")
    plan = (plans.filter(code=code) if code else plans).first()
    if plan is None:
        raise CommandError("Không có kế hoạch này. Chạy load_plan trước.")
    periods = list(Period.objects.filter(plan=plan).opened().order_by("-year", "-quarter"))
    found = next((one for one in periods if one.slug == period), None)
    if found is None:
        known = ", ".join(one.slug for one in periods) or "chưa mở kỳ nào"
        raise CommandError(f"Không có kỳ báo cáo “{period}” đã mở ({known}).")
    return Scope(plan, found, periods), plan
