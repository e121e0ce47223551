"""Cán bộ: what an official answers for in the rounds of a year, and how it was done.

By Nghị định 335/2025/NĐ-CP an official is followed month by month by quantity, quality and progress of
products and work. The counts here are what that needs; nothing is scored: what a piece of work weighs is for
those who assess. An item is somebody's as its contact officer or by the name in "lãnh đạo chịu trách nhiệm",
as it is assigned today; a report is on time or late as for its unit (timeliness.py).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils import timezone

from bachdang.accounts.models import User
from bachdang.standing.due_reports import owed_items
from bachdang.standing.quarter_book import QuarterBook
from bachdang.standing.timeliness import Outcome, outcome_of
from bachdang.vietnamese.text import nfc
from plans.due_days import DueDays
from plans.models import Item, Occurrence, Period, Report, Terms
from projects.models import ProjectReport

_BETWEEN = re.compile(r"[,;:()/\n–-]")
CONTACT, LEADER = "Cán bộ đầu mối", "Lãnh đạo chịu trách nhiệm"


@dataclass(frozen=True)
class Assigned:
    """An item of an official, what it is called, and in which part they answer for it."""

    item: Item
    title: str
    parts: tuple[str, ...]


@dataclass(frozen=True)
class Work:
    """One report owed in a round: when it was first sent, whether it ever came back."""

    assigned: Assigned
    period: Period
    outcome: Outcome
    first_sent: date | None
    returned_on: tuple[date, ...] = ()


@dataclass(frozen=True)
class Delivered:
    """A product handed over, with the document that says so."""

    assigned: Assigned
    on: date
    document: str


@dataclass(frozen=True)
class Tally:
    """Quantity, quality and progress of a month or a quarter, as counts."""

    label: str
    owed: int = 0
    on_time: int = 0
    late: int = 0
    missing: int = 0
    pending: int = 0
    returned: int = 0
    delivered: int = 0

    @property
    def sent(self) -> int:
        return self.on_time + self.late


@dataclass(frozen=True)
class PersonYear:
    """One official's year up to the quarter looked at; `total` adds all of it up."""

    person: User
    year: int
    assigned: Sequence[Assigned]
    work: Sequence[Work]
    delivered: Sequence[Delivered]
    rounds: Sequence[Period]

    @property
    def assigned_count(self) -> int:
        return len(self.assigned)

    @property
    def by_quarter(self) -> list[Tally]:
        """A line a round; a product belongs to the quarter of its day."""
        return [
            _tally(
                one.label,
                [work for work in self.work if work.period == one],
                [done for done in self.delivered if (done.on.month + 2) // 3 == one.quarter],
            )
            for one in self.rounds
        ]

    @property
    def by_month(self) -> list[Tally]:
        """Months in which something was due, sent back or handed over: work by its due day, returns and
        products by their own.
        """
        days = [one.period.due for one in self.work] + [one.on for one in self.delivered]
        days += [day for one in self.work for day in one.returned_on]
        found = []
        for year, month in sorted({(day.year, day.month) for day in days}):
            due = [one for one in self.work if (one.period.due.year, one.period.due.month) == (year, month)]
            done = [one for one in self.delivered if (one.on.year, one.on.month) == (year, month)]
            back = sum((day.year, day.month) == (year, month) for one in self.work for day in one.returned_on)
            found.append(_tally(f"Tháng {month}/{year}", due, done, back))
        return found

    @property
    def total(self) -> Tally:
        return _tally(f"Năm {self.year}", self.work, self.delivered)


def _tally(
    label: str, work: Iterable[Work], delivered: Sequence[Delivered], returned: int | None = None
) -> Tally:
    rows = list(work)
    counts = {outcome: sum(one.outcome == outcome for one in rows) for outcome in Outcome}
    return Tally(
        label,
        len(rows),
        counts[Outcome.ON_TIME],
        counts[Outcome.LATE],
        counts[Outcome.MISSING],
        counts[Outcome.PENDING],
        sum(len(one.returned_on) for one in rows) if returned is None else returned,
        len(delivered),
    )


class PeopleBook:
    """The year of the book's quarter for several officials; as many queries however many they are."""

    def __init__(self, book: QuarterBook, people: Sequence[User]) -> None:
        self.book, self.scope, self.people = book, book.scope, people
        self.year = self.scope.quarter.year
        until = self.scope.quarter.quarter
        found = [one for one in self.scope.periods if one.year == self.year and one.quarter <= until]
        self.rounds = sorted(found, key=lambda one: one.quarter)

    def of(self, person: User) -> PersonYear:
        mine = {one.item.pk: one for one in self.assigned.get(person.pk, ())}
        work = [
            _work(assigned, period, self._reports.get((period.pk, pk), []), self.scope.today)
            for period in self.rounds
            for pk, assigned in mine.items()
            if pk in self._owed[period.pk]
        ]
        delivered = [Delivered(mine[pk], day, document) for pk, day, document in self._products if pk in mine]
        return PersonYear(person, self.year, list(mine.values()), work, delivered, self.rounds)

    @cached_property
    def assigned(self) -> Mapping[int, list[Assigned]]:
        """The items of each official, in the order of the document."""
        names = {one.pk: _plain(one.full_name) for one in self.people if one.full_name.strip()}
        found: dict[int, list[Assigned]] = defaultdict(list)
        rows = Terms.objects.valid_on(self.scope.ends).filter(item__plan=self.book.plan)
        for terms in rows.select_related("item").order_by("item__kind", "item__order"):
            leaders = [part.strip() for part in _BETWEEN.split(_plain(terms.leader))]
            for person in self.people:
                named = person.pk in names and _names(leaders, names[person.pk])
                holds = {CONTACT: terms.item.contact_id == person.pk, LEADER: named}
                if parts := tuple(part for part, held in holds.items() if held):
                    found[person.pk].append(Assigned(terms.item, terms.title, parts))
        return found

    @cached_property
    def _items(self) -> set[int]:
        return {one.item.pk for rows in self.assigned.values() for one in rows}

    @cached_property
    def _owed(self) -> Mapping[int, set[int]]:
        due_days = DueDays.of(self.rounds)
        return {one.pk: set(owed_items(self.book.at(one, due_days))) for one in self.rounds}

    @cached_property
    def _reports(self) -> Mapping[tuple[int, int], list[Report]]:
        """By round and item, the earliest revision first."""
        found: dict[tuple[int, int], list[Report]] = defaultdict(list)
        rows = Report.objects.filter(period__in=self.rounds, item__in=self._items).order_by("revision")
        for one in rows.only("period", "item", "revision", "first_sent_on", "returned_at"):
            found[one.period_id, one.item_id].append(one)
        return found

    @cached_property
    def _products(self) -> list[tuple[int, date, str]]:
        """Item, day and document of what was handed over in the year, up to the end of the quarter."""
        within = {"completed_on__year": self.year, "completed_on__lte": self.scope.ends}
        tasks = Occurrence.objects.filter(item__in=self._items, **within)
        works = ProjectReport.objects.filter(report__item__in=self._items, report__counted=True, **within)
        rows = [
            *tasks.values_list("item", "completed_on", "product_document"),
            *works.values_list("report__item", "completed_on", "product_document"),
        ]
        return sorted({(pk, day, text) for pk, day, text in rows if day}, key=lambda one: (one[1], one[0]))


def _work(assigned: Assigned, period: Period, reports: Sequence[Report], today: date) -> Work:
    first = min((one.first_sent_on for one in reports if one.first_sent_on), default=None)
    locked = timezone.localdate(period.locked_at) if period.locked_at else None
    returned = tuple(timezone.localdate(one.returned_at) for one in reports if one.returned_at)
    return Work(assigned, period, outcome_of(first, period.due, today, locked), first, returned)


def _plain(text: str) -> str:
    return " ".join(nfc(text).casefold().split())


def _names(parts: Sequence[str], name: str) -> bool:
    """Whether one of the parts is the name, or a title and the name: "phó chủ tịch nguyễn văn a"."""
    return any(part == name or part.endswith(f" {name}") for part in parts)
