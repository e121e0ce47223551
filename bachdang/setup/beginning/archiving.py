"""A plan that is put away: nothing of it is lost, it is no longer chosen by itself, and may be used again."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from bachdang.accounts.actions import record_event
from bachdang.accounts.models import User
from bachdang.accounts.querysets import locality_of
from bachdang.accounts.roles import SET_UP, may
from plans.models import Plan


@transaction.atomic
def put_away(*, plan: Plan, by: User) -> bool:
    """Whether it was in use until now."""
    return _set(plan, True, by)


@transaction.atomic
def use_again(*, plan: Plan, by: User) -> bool:
    """Whether it was put away until now."""
    return _set(plan, False, by)


def _set(plan: Plan, away: bool, by: User) -> bool:
    if not may(by, SET_UP) or locality_of(by) != plan.locality_id:
        raise PermissionDenied("Kế hoạch do Văn phòng Đảng ủy hoặc quản trị hệ thống cất.")
    plan = Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    if (plan.archived_at is not None) == away:
        return False
    plan.archived_at = timezone.now() if away else None
    plan.save(update_fields=["archived_at"])
    words = ("đang dùng", "đã cất") if away else ("đã cất", "đang dùng")
    record_event(
        verb="archive_plan" if away else "restore_plan", subject=plan, by=by, locality=plan.locality_id,
        changes={"Kế hoạch": words},
    )  # fmt: skip
    return True
