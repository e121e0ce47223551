"""Reports that have gone all the way through the flow, for tests that start after it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.models import Group
from django.utils import timezone

from bachdang.accounts.models import User
from bachdang.accounts.roles import Role
from bachdang.reporting.flow.actions import advance, current_report, save_report, seen_token
from bachdang.reporting.flow.content import Content, FigurePart
from bachdang.reporting.flow.correcting import correct_report
from indicators.entry import NewFigure
from indicators.models import Indicator
from plans.flow import Step
from plans.models import Item, Period, Report, ReportState
from tests.factories.people import user_with_role


def someone(role: Role, like: User) -> User:
    """A person in a role, of the unit of another; made when there is none."""
    known = User.objects.filter(unit=like.unit, groups__name=role.value, is_active=True).first()
    return known or user_with_role(role, unit=like.unit)


def corrected(item: Item, period: Period, by: User) -> None:
    """What was accepted is opened to be corrected, where something was."""
    current = current_report(item, period)
    if current is not None and current.state == ReportState.ACCEPTED:
        correct_report(item=item, period=period, reason="Đính chính", by=by, today=period.due)


def drafted(
    indicator: Indicator, period: Period, figures: Sequence[NewFigure], by: User, **words: Any
) -> Report:
    """A saved draft with these figures only."""
    places = frozenset((one.year, one.quarter, one.form.value) for one in figures)
    corrected(indicator.item, period, by)
    return save_report(
        item=indicator.item,
        period=period,
        content=Content(part=FigurePart(tuple(figures), places), **words),
        by=by,
        seen=seen_token(current_report(indicator.item, period)),
        today=period.due,
    )


def accepted(indicator: Indicator, period: Period, figures: Sequence[NewFigure], by: User) -> Report:
    """Written, approved by a head of the unit, accepted by the Party office: it counts."""
    assert Group.objects.exists(), "roles are synced by user_with_role"
    report = drafted(indicator, period, figures, by)
    head, office = someone(Role.HEAD, by), someone(Role.OFFICE, by)
    report = advance(report=report, step=Step.APPROVE, by=head, today=period.due)
    return advance(report=report, step=Step.ACCEPT, by=office, today=timezone.localdate())
