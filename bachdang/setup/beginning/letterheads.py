"""Whose paper reports are written on: the choices in the words of a ward, and choosing one."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction

from bachdang.accounts.actions import record_event
from bachdang.accounts.models import Locality, User
from bachdang.accounts.querysets import locality_of
from bachdang.accounts.roles import SET_UP, may
from plans.models import Letterhead, Plan


def letterheads(locality: Locality) -> list[tuple[str, str]]:
    """(choice, label): "Đảng ủy xã (…-BC/ĐU)"."""
    return [(one.value, str(one.label).replace(" (", f" {locality.level} (", 1)) for one in Letterhead]


@transaction.atomic
def set_letterhead(*, plan: Plan, letterhead: str, by: User) -> bool:
    """Whether anything changed. Locked quarters keep the paper that they were printed on."""
    if not may(by, SET_UP) or locality_of(by) != plan.locality_id:
        raise PermissionDenied("Thể thức báo cáo do Văn phòng Đảng ủy hoặc quản trị hệ thống chọn.")
    plan = Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    if plan.letterhead == letterhead:
        return False
    before = plan.get_letterhead_display()
    plan.letterhead = letterhead
    plan.save(update_fields=["letterhead"])
    record_event(
        verb="set_letterhead", subject=plan, by=by, locality=plan.locality_id,
        changes={"Thể thức báo cáo": (before, plan.get_letterhead_display())},
    )  # fmt: skip
    return True
