"""The round that is open already while an earlier quarter is shown."""

from __future__ import annotations

from dataclasses import dataclass

from bachdang.standing.due_reports import ACCEPTED, SENT, owed_items
from bachdang.standing.quarter_book import QuarterBook
from plans.models import Period, Report


@dataclass(frozen=True)
class Announced:
    """A round, and how many of the reports due in it the Party office has got; of the whole plan."""

    period: Period
    sent: int
    due: int


def announced_round(book: QuarterBook, period: Period) -> Announced:
    """A constant number of queries, no figure read."""
    there = book.at(period)
    due = owed_items(there).keys()
    got = Report.objects.filter(there.known.mine, period=period, state__in=(SENT, ACCEPTED))
    return Announced(period, len(due & set(got.values_list("item", flat=True))), len(due))
