"""What waits for somebody's decision in a round, before anything is said of it."""

from __future__ import annotations

from dataclasses import dataclass

from bachdang.accounts.models import User
from bachdang.accounts.roles import APPROVE_REPORT, may
from bachdang.reporting.flow.checks import doubts_of
from plans.models import Period, Report, ReportState

_PEOPLE = ("submitted_by", "sent_by")


def waiting_for_head(period: Period, user: User) -> list[Report]:
    """What waits for this head's approval and can still be sent."""
    found = Report.objects.reviewed_by(user).filter(period=period, state=ReportState.WAITING)
    if period.locked_at is not None:
        found = found.exclude(reopen_reason="")
    rows = found.select_related("item", "unit", "period", *_PEOPLE)
    return list(rows.order_by("item__kind", "item__order"))


def waiting_for_office(period: Period, user: User) -> list[Report]:
    """What was sent to the Party office and waits to be accepted."""
    found = Report.objects.visible_to(user).filter(period=period, state=ReportState.SENT)
    rows = found.select_related("item", "unit", "period", *_PEOPLE)
    return list(rows.order_by("item__kind", "item__order"))


@dataclass(frozen=True)
class Waiting:
    """How much waits, and how much of it has a flag."""

    count: int
    flagged: int


def head_summary(period: Period, user: User) -> Waiting | None:
    """For one line on Việc của tôi; None when nothing waits or the person approves nothing."""
    rows = waiting_for_head(period, user) if may(user, APPROVE_REPORT) else []
    return Waiting(len(rows), len(doubts_of(rows))) if rows else None
