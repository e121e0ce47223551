"""Lời văn báo cáo: the office's own texts of the written report."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction

from bachdang.accounts.actions import record_event
from bachdang.accounts.models import User
from bachdang.accounts.roles import EDIT_PLAN, may
from plans.models import Plan, ReportText


@transaction.atomic
def set_report_texts(
    *, plan: Plan, texts: Mapping[str, str], defaults: Mapping[str, str], letterhead: str, by: User
) -> int:
    """Keep the texts that differ from those a report begins with; returns how many changed."""
    if not may(by, EDIT_PLAN):
        raise PermissionDenied("Lời văn báo cáo do Văn phòng Đảng ủy sửa.")
    plan = Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    known = {one.section: one.text for one in ReportText.objects.filter(plan=plan)}
    changes: dict[str, tuple[str | None, str | None]] = {}
    for section, text in texts.items():
        before = known.get(section, defaults[section])
        if text == before:
            continue
        changes[section] = (before or None, text or None)
        if text == defaults[section]:
            ReportText.objects.filter(plan=plan, section=section).delete()
        else:
            ReportText.objects.update_or_create(plan=plan, section=section, defaults={"text": text})
    if plan.letterhead != letterhead:
        changes["letterhead"] = (plan.letterhead, letterhead)
        plan.letterhead = letterhead
        plan.save(update_fields=["letterhead"])
    if changes:
        record_event(verb="set_report_texts", subject=plan, by=by, locality=plan.locality_id, changes=changes)
    return len(changes)


def report_texts(plan: Plan, defaults: Mapping[str, str]) -> dict[str, str]:
    """The text of every section: the office's own, else the one it begins with. One query."""
    own = {one.section: one.text for one in ReportText.objects.filter(plan=plan)}
    return {section: own.get(section, text) for section, text in defaults.items()}
