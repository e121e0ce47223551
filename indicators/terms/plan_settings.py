"""Thiết lập kế hoạch: its name and the settings by which it is judged, as the office keeps them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from bachdang.accounts.actions import record_event
from bachdang.accounts.models import User
from bachdang.accounts.overtaken import check_mark
from bachdang.accounts.roles import EDIT_PLAN, may
from indicators.keeping import restate
from plans.models import Plan

WORDS = ("title", "number", "issued_on", "issuer", "source_programme")
JUDGING = ("slow_band", "lenient_quarters", "tolerance")
"""What decides how every target is judged: a change writes every standing anew."""
SETTINGS = (*WORDS, *JUDGING, "due_soon_days")


@transaction.atomic
def set_plan_settings(
    *, plan: Plan, values: Mapping[str, Any], labels: Mapping[str, str], by: User, seen: str
) -> bool:
    """Change SETTINGS and the `labels` of axes (by the axis's code); whether anything changed.

    `seen`: the mark of what the form showed. Raises PermissionDenied, StaleForm, ValidationError by field.
    """
    if not may(by, EDIT_PLAN):
        raise PermissionDenied("Chỉ Văn phòng Đảng ủy sửa thiết lập kế hoạch.")
    plan = Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    check_mark(plan, seen, "change")
    changed = [name for name in SETTINGS if getattr(plan, name) != values[name]]
    changes = {_label(name): (getattr(plan, name), values[name]) for name in changed} | _relabel(plan, labels)
    if not changes:
        return False
    for name in changed:
        setattr(plan, name, values[name])
    plan.full_clean()
    plan.save()
    record_event(verb="change", subject=plan, by=by, locality=plan.locality_id, changes=changes)
    if not set(JUDGING).isdisjoint(changed):
        restate(plan)
    return True


def _label(name: str) -> str:
    words = str(Plan._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
    return words[:1].upper() + words[1:]


def _relabel(plan: Plan, labels: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Name axes anew; what changed, for the history. Codes and fields of an axis stay."""
    changes = {}
    for axis in plan.axes:
        new = labels.get(str(axis["code"]), axis["label"])
        if new != axis["label"]:
            changes[f"Tên mặt rõ {axis['code']}"] = (axis["label"], new)
            axis["label"] = new
    return changes
