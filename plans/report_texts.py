"""Lời văn báo cáo, Mẫu Word: the office's own texts and form of the written report."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from bachdang.accounts.actions import record_event
from bachdang.accounts.models import User
from bachdang.accounts.roles import EDIT_PLAN, may
from plans.models import Plan, ReportTemplate, ReportText


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


FIRST = "mẫu có sẵn"
"""What the history calls the form that the program begins with."""


def template_of(plan: Plan) -> ReportTemplate | None:
    """The one in use; None for the program's own. One query."""
    found = ReportTemplate.objects.filter(plan=plan, retired_at=None).select_related("uploaded_by")
    return found.first()


@transaction.atomic
def set_report_template(*, plan: Plan, name: str, content: bytes, by: User) -> ReportTemplate:
    """Put an uploaded file in use; the caller has looked at what is in it. The earlier ones are kept."""
    before = _retire(plan, by)
    template = ReportTemplate.objects.create(
        plan=plan, name=name[:200], content=content, uploaded_at=timezone.now(), uploaded_by=by
    )
    _record(plan, by, before, template.name)
    return template


@transaction.atomic
def drop_report_template(*, plan: Plan, by: User) -> bool:
    """Use the program's own form again; whether there was another."""
    before = _retire(plan, by)
    if before == FIRST:
        return False
    _record(plan, by, before, FIRST)
    return True


def _retire(plan: Plan, by: User) -> str:
    if not may(by, EDIT_PLAN):
        raise PermissionDenied("Mẫu Word do Văn phòng Đảng ủy đặt.")
    Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    found = template_of(plan)
    if found is None:
        return FIRST
    ReportTemplate.objects.filter(pk=found.pk).update(retired_at=timezone.now())
    return found.name


def _record(plan: Plan, by: User, before: str, after: str) -> None:
    record_event(
        verb="set_report_template",
        subject=plan,
        by=by,
        locality=plan.locality_id,
        changes={"Mẫu Word": (before, after)},
    )
