"""What waits for somebody's decision in a round, before anything is said of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.http import Http404, HttpRequest

from bachdang.accounts.models import User
from bachdang.accounts.roles import APPROVE_REPORT, may
from bachdang.reporting.flow.checks import doubts_of
from bachdang.scope.scopes import scope_of
from plans.models import Period, Report, ReportState
from plans.querysets import ReportQuerySet

_PEOPLE = ("submitted_by", "sent_by")


def waiting_for_head(period: Period, user: User) -> list[Report]:
    """What waits for this head's approval and can still be sent."""
    rows = _for_head(period, user).select_related("item", "unit", "period", *_PEOPLE)
    return list(rows.order_by("item__kind", "item__order"))


def _for_head(period: Period, user: User) -> ReportQuerySet:
    found = Report.objects.reviewed_by(user).filter(period=period, state=ReportState.WAITING)
    return found if period.locked_at is None else found.exclude(reopen_reason="")


def waiting_for_office(period: Period, user: User) -> list[Report]:
    """What was sent to the Party office and waits to be accepted."""
    found = Report.objects.visible_to(user).filter(period=period, state=ReportState.SENT)
    rows = found.select_related("item", "unit", "period", *_PEOPLE)
    return list(rows.order_by("item__kind", "item__order"))


def waiting_context(request: HttpRequest) -> dict[str, Any]:
    """Context processor: how many reports of the page's round wait for this head; heads' menus ask."""
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return {}

    @cache
    def count() -> int:
        try:
            period = scope_of(request).round
        except Http404:
            return 0
        return _for_head(period, user).count() if period is not None else 0

    return {"waiting_reports": count}


@dataclass(frozen=True)
class Waiting:
    """How much waits, and how much of it has a flag."""

    count: int
    flagged: int


def head_summary(period: Period, user: User) -> Waiting | None:
    """For one line on Việc của tôi; None when nothing waits or the person approves nothing."""
    rows = waiting_for_head(period, user) if may(user, APPROVE_REPORT) else []
    return Waiting(len(rows), len(doubts_of(rows))) if rows else None
