"""Which reports each unit owed in the rounds, and the day each was first sent.

What a round owed is not stored: it is derived as OwedBook derives it today from the plan as it then stood.
What was sent without being owed (the official figure of the half-year a quarter later) is not judged. A
report belongs to the unit that wrote it; one that never came to the unit that reports the item now.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.utils import timezone

from bachdang.accounts.models import AuditEvent
from bachdang.office.owed import OwedBook
from bachdang.office.scope import Scope
from bachdang.office.timeliness import Timeliness, timeliness
from indicators.standings import TargetBook
from plans.flow import Step
from plans.models import Period, Plan, Report

ROUNDS = 8
"""How many rounds the pages look back on: two years."""


@dataclass(frozen=True)
class Sending:
    """One report owed by a unit in a round; `first`: the local day it was first sent, None before that."""

    item: int
    unit: int
    first: date | None


@dataclass(frozen=True)
class RoundTimeliness:
    """How one unit reported in one round."""

    period: Period
    told: Timeliness


class SendingBook:
    """The newest rounds up to the scope's, for all units at once.

    Queries: those of one TargetBook, one set a kind of item for the terms, two for all that was sent, and
    again for each round what was reported in it.
    """

    def __init__(
        self, scope: Scope, plan: Plan, rounds: int | None = ROUNDS, book: TargetBook | None = None
    ) -> None:
        self.scope, self.plan = scope, plan
        at = (scope.quarter.year, scope.quarter.quarter)
        past = [one for one in scope.periods if (one.year, one.quarter) <= at]
        past.sort(key=lambda one: (one.year, one.quarter))
        self.left_out = 0 if rounds is None else max(len(past) - rounds, 0)
        self.rounds: list[Period] = past[self.left_out :]
        self.book = book or TargetBook(plan, scope.quarter)
        self._sent = _first_sendings(self.rounds)
        self._owed = {one.pk: self._owed_in(one) for one in self.rounds}

    def _owed_in(self, period: Period) -> OwedBook:
        return OwedBook(self.scope.at(period), self.plan, book=self.book)

    @cached_property
    def current(self) -> OwedBook | None:
        """What is owed in the scope's own round."""
        return self._owed.get(self.scope.period.pk) if self.scope.period else None

    @cached_property
    def sendings(self) -> dict[int, dict[int, list[Sending]]]:
        """By round, then by unit (primary keys)."""
        return {one.pk: self._in_round(one) for one in self.rounds}

    def _in_round(self, period: Period) -> dict[int, list[Sending]]:
        sent = self._sent.get(period.pk, {})
        found: dict[int, list[Sending]] = defaultdict(list)
        for one in self._owed[period.pk].all:
            unit, first = sent.get(one.item.pk) or (one.item.reporter_id, None)
            if unit is not None:
                found[unit].append(Sending(one.item.pk, unit, first))
        return dict(found)

    def of(self, unit: int) -> list[RoundTimeliness]:
        """One unit's rounds, the newest first; rounds in which it owed nothing are left out."""
        return [one for one in reversed(self.all_of(unit)) if one.told.owed]

    def all_of(self, unit: int) -> list[RoundTimeliness]:
        """One unit's rounds, the oldest first, also those in which it owed nothing."""
        return [RoundTimeliness(one, self._told(unit, one)) for one in self.rounds]

    def unsent(self, unit: int) -> list[int]:
        """Items of the scope's round that the unit still has to send, returned ones too: as on Tổng quan."""
        rows = self.current.all if self.current else []
        return [one.item.pk for one in rows if one.item.reporter_id == unit and one.unsent]

    def total(self, unit: int) -> Timeliness:
        return sum((one.told for one in self.of(unit)), Timeliness())

    def _told(self, unit: int, period: Period) -> Timeliness:
        rows = self.sendings[period.pk].get(unit, [])
        return timeliness((one.first for one in rows), period.due, self.scope.today)


def _first_sendings(rounds: Sequence[Period]) -> dict[int, dict[int, tuple[int, date]]]:
    """{round: {item: (unit, day)}} of what was sent at least once. Two queries.

    A report that is sent again overwrites its moment, so the first one is looked up in the history.
    """
    reports = list(
        Report.objects.filter(period__in=rounds, sent_at__isnull=False)
        .order_by("revision")
        .values_list("pk", "period", "item", "unit", "sent_at")
    )
    earlier = _approvals(item for _, _, item, _, _ in reports)
    found: dict[int, dict[int, tuple[int, date]]] = defaultdict(dict)
    for pk, period, item, unit, sent_at in reports:
        # The first revision comes first: later ones are corrections.
        found[period].setdefault(item, (unit, timezone.localdate(min(sent_at, earlier.get(pk, sent_at)))))
    return found


def _approvals(items: Iterable[int]) -> dict[int, datetime]:
    """The first time each report was sent to the office, by primary key. One query."""
    events = (
        AuditEvent.objects.filter(verb=Step.APPROVE.value, item_id__in=set(items))
        .order_by("-at")
        .values_list("subject", "at")
    )
    label = f"{Report._meta.label_lower}:"
    return {int(subject.removeprefix(label)): at for subject, at in events if subject.startswith(label)}
