"""Whether reports came in time: each by its outcome, and units by their rounds.

Judged by the first sending to the Party office, against the due day of that report: the round's, or the later
one that its unit was given. A report returned and sent again keeps its first day. Once
the round is locked, what has not been sent is late whatever its due day. A report belongs to the unit that
sent it; one that never came to the unit that reports the item now. What was sent without being due (the
official figure of the half-year a quarter later) is not judged.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import TypeAlias

from django.utils import timezone

from bachdang.standing.due_reports import owed_items
from bachdang.standing.quarter_book import QuarterBook
from plans.due_days import DueDays
from plans.models import Period, Report

ROUNDS = 8
"""How many rounds the pages look back on: two years."""


Sending: TypeAlias = tuple[date | None, date]
"""The day a report was first sent, None before it, and the day it is due."""


class Outcome(StrEnum):
    ON_TIME = "sent_on_time"
    LATE = "sent_late"
    MISSING = "not_sent"
    PENDING = "not_yet_due"


OUTCOME_LABELS: dict[Outcome, str] = {
    Outcome.ON_TIME: "Gửi đúng hạn",
    Outcome.LATE: "Gửi muộn",
    Outcome.MISSING: "Quá hạn chưa gửi",
    Outcome.PENDING: "Chưa đến hạn",
}


def outcome_of(first_sent: date | None, due: date, today: date, locked: date | None = None) -> Outcome:
    """What became of one report owed. `first_sent`: the local day of its first sending, None before it.

    `locked`: the day the round was locked; what comes after it is late as well.
    """
    if first_sent is not None:
        return Outcome.ON_TIME if first_sent <= min(due, locked or due) else Outcome.LATE
    return Outcome.MISSING if locked is not None or today > due else Outcome.PENDING


@dataclass(frozen=True)
class Timeliness:
    """Reports owed in one round (or in several, added up), by what became of them."""

    on_time: int = 0
    late: int = 0
    missing: int = 0
    pending: int = 0

    @property
    def owed(self) -> int:
        return self.on_time + self.late + self.missing + self.pending

    @property
    def unsent(self) -> int:
        return self.missing + self.pending

    @property
    def share(self) -> Decimal | None:
        """Percent sent in time of what is judged already; None while nothing is (missing is not zero)."""
        judged = self.on_time + self.late + self.missing
        return Decimal(self.on_time) / judged * 100 if judged else None

    @property
    def counts(self) -> dict[Outcome, int]:
        """By outcome, in the order they are shown."""
        return {
            Outcome.ON_TIME: self.on_time,
            Outcome.LATE: self.late,
            Outcome.MISSING: self.missing,
            Outcome.PENDING: self.pending,
        }

    def __add__(self, other: Timeliness) -> Timeliness:
        return Timeliness(
            self.on_time + other.on_time,
            self.late + other.late,
            self.missing + other.missing,
            self.pending + other.pending,
        )


def timeliness(owed: Iterable[Sending], today: date, locked: date | None = None) -> Timeliness:
    """The outcomes of a round's reports, counted."""
    found = Counter(outcome_of(first_sent, due, today, locked) for first_sent, due in owed)
    return Timeliness(
        found[Outcome.ON_TIME], found[Outcome.LATE], found[Outcome.MISSING], found[Outcome.PENDING]
    )


@dataclass(frozen=True)
class RoundTimeliness:
    """How one unit reported in one round."""

    period: Period
    told: Timeliness


class TimelinessBook:
    """The newest rounds up to the scope's, for all units at once; as many queries however many rounds."""

    def __init__(
        self, book: QuarterBook, rounds: int | None = ROUNDS, periods: Sequence[Period] | None = None
    ) -> None:
        """`periods`: the rounds known, when they are not all."""
        self.book, self.scope = book, book.scope
        at = (self.scope.quarter.year, self.scope.quarter.quarter)
        past = [one for one in periods or self.scope.periods if (one.year, one.quarter) <= at]
        past.sort(key=lambda one: (one.year, one.quarter))
        self.left_out = 0 if rounds is None else max(len(past) - rounds, 0)
        self.rounds: list[Period] = past[self.left_out :]
        self.due_days = DueDays.of(self.rounds)
        self._known: dict[int, list[RoundTimeliness]] = {}

    @cached_property
    def sendings(self) -> Mapping[int, Mapping[int, list[Sending]]]:
        """What was owed, by round, then by unit (primary keys)."""
        found: dict[int, dict[int, list[Sending]]] = {}
        for period in self.rounds:
            owed = found[period.pk] = defaultdict(list)
            for item, reporter in owed_items(self.book.at(period, self.due_days)).items():
                unit, day = self._sent.get((period.pk, item), (reporter, None))
                if unit is not None:
                    owed[unit].append((day, self.due_days.day(period, unit, item)))
        return found

    @cached_property
    def _sent(self) -> dict[tuple[int, int], tuple[int | None, date | None]]:
        """By round and item the unit whose report of it was sent first, and when."""
        mine = self.book.known.mine
        sent = Report.objects.filter(mine, period__in=self.rounds, first_sent_on__isnull=False)
        rows = sent.order_by("-revision").values_list("period", "item", "unit", "first_sent_on")
        return {(period, item): (unit, day) for period, item, unit, day in rows}

    @property
    def units(self) -> set[int]:
        """Units that owed something in any of the rounds."""
        return {unit for units in self.sendings.values() for unit in units}

    def of(self, unit: int) -> list[RoundTimeliness]:
        """One unit's rounds, the newest first; rounds in which it owed nothing are left out."""
        return [one for one in reversed(self.all_of(unit)) if one.told.owed]

    def all_of(self, unit: int) -> list[RoundTimeliness]:
        """One unit's rounds, the oldest first, also those in which it owed nothing."""
        if unit not in self._known:
            self._known[unit] = [RoundTimeliness(one, self._told(unit, one)) for one in self.rounds]
        return self._known[unit]

    def total(self, unit: int) -> Timeliness:
        return sum((one.told for one in self.of(unit)), Timeliness())

    def _told(self, unit: int, period: Period) -> Timeliness:
        locked = timezone.localdate(period.locked_at) if period.locked_at else None
        return timeliness(self.sendings.get(period.pk, {}).get(unit, []), self.scope.today, locked)
