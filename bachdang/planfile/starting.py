"""A plan that begins empty: its name and years; content comes from a file or a document of the same code."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from bachdang.accounts.actions import record_event
from bachdang.accounts.models import Locality, User
from bachdang.accounts.querysets import locality_of
from bachdang.accounts.roles import SET_UP, may
from plans.models import Plan
from plans.six_clear import STANDARD_AXES


@transaction.atomic
def start_plan(
    *, locality: Locality, code: str, title: str, issuer: str, first_year: int, last_year: int, by: User
) -> Plan:
    """A plan without content. Raises ValidationError for a code that the ward has already."""
    if not may(by, SET_UP) or locality_of(by) != locality.pk:
        raise PermissionDenied("Kế hoạch do Văn phòng Đảng ủy hoặc quản trị hệ thống lập.")
    if Plan.objects.filter(locality=locality, code=code).exists():
        raise ValidationError(f"Địa phương đã có kế hoạch mã “{code}”. Chọn mã khác.")
    plan: Plan = Plan.objects.create(
        locality=locality,
        code=code,
        title=title,
        issuer=issuer,
        starts=date(first_year, 1, 1),
        ends=date(last_year, 12, 31),
        axes=[dict(axis) for axis in STANDARD_AXES],
    )
    record_event(
        verb="start_plan", subject=plan, by=by, locality=locality,
        changes={"Mã": (None, code), "Tên": (None, title), "Thời gian": (None, f"{first_year}–{last_year}")},
    )  # fmt: skip
    return plan
