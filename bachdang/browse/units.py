"""Đơn vị: the units of the ward as rows of a list, and one unit's page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.db.models import F

from bachdang.accounts.models import Unit, User
from bachdang.browse.unit_works import ROLE_LABELS, Role, Work, WorkBook, by_kind
from bachdang.standing.clarity import AxisCount, assignments, count_axes
from bachdang.standing.due_reports import DueReport
from bachdang.standing.explanations import OVERDUE, WAITING, Thread, threads
from bachdang.standing.quarter_book import QuarterBook
from bachdang.standing.timeliness import RoundTimeliness, Timeliness, TimelinessBook
from bachdang.trees import downward
from bachdang.vietnamese.numbers import format_percent
from plans.due_days import extension_words
from plans.models import Proposal, Report


class UnitBook:
    """Work and timeliness of all units of a plan; a constant number of queries."""

    def __init__(self, book: QuarterBook) -> None:
        self.book, self.scope, self.plan = book, book.scope, book.plan
        self.rounds = TimelinessBook(book)

    @cached_property
    def works(self) -> WorkBook:
        return WorkBook(self.book)

    def unsent(self, unit: int) -> list[DueReport]:
        """What the unit has still to send in the scope's round, returned ones too."""
        return [one for one in self._unsent if one.item.reporter_id == unit]

    @cached_property
    def _unsent(self) -> list[DueReport]:
        return [one for one in self.book.due.all if one.unsent] if self.scope.period else []


@dataclass(frozen=True)
class UnitRow:
    """One unit of the list; each number is the length of a list on the unit's page."""

    unit: Unit
    depth: int
    leads: int
    cooperates: int
    reports: int
    late: int
    unsent: int
    told: Timeliness

    @property
    def has_work(self) -> bool:
        return bool(self.leads or self.cooperates or self.reports or self.told.owed)

    @property
    def share(self) -> Decimal | None:
        return self.told.share


def unit_rows(book: UnitBook, units: Sequence[Unit]) -> list[UnitRow]:
    """The units as a tree, each with what it has to do; those without work are told apart by `has_work`."""
    rows = {unit.pk: _row(book, unit) for unit in units}
    return [
        UnitRow(**{**vars(rows[unit.pk]), "depth": sum(1 for one in above if rows[one.pk].has_work)})
        for unit, above in _tree(units)
    ]


def _row(book: UnitBook, unit: Unit) -> UnitRow:
    works = book.works
    return UnitRow(
        unit=unit,
        depth=0,
        leads=len(works.of(unit.pk, Role.LEADS)),
        cooperates=len(works.of(unit.pk, Role.COOPERATES)),
        reports=len(works.of(unit.pk, Role.REPORTS)),
        late=sum(1 for one in works.of(unit.pk) if one.is_late),
        unsent=len(book.unsent(unit.pk)),
        told=book.rounds.total(unit.pk),
    )


@dataclass(frozen=True)
class UnitRounds:
    """How one unit reported in each round looked back on, the oldest first."""

    unit: Unit
    rounds: list[RoundTimeliness]

    @property
    def whole(self) -> Timeliness:
        return sum((one.told for one in self.rounds), Timeliness())


def timeliness_grid(book: UnitBook, units: Sequence[Unit]) -> list[UnitRounds]:
    """Units that owed something in any of the rounds, as a tree; no query."""
    found = [UnitRounds(unit, book.rounds.all_of(unit.pk)) for unit, _ in _tree(units)]
    return [one for one in found if one.whole.owed]


def timeliness_finding(grid: Sequence[UnitRounds]) -> str:
    """What the grid says: the share sent in time, and the unit with the least."""
    whole = sum((one.whole for one in grid), Timeliness())
    if whole.share is None:
        return "Chưa có báo cáo nào đến hạn gửi"
    said = f"{format_percent(whole.share, at_most=0)} báo cáo đến hạn đã gửi đúng hạn"
    judged = [(one.whole.share, one.unit) for one in grid if one.whole.share is not None]
    least, unit = min(judged, key=lambda one: (one[0], one[1].order))
    return said if least == 100 else f"{said}; thấp nhất là {unit} ({format_percent(least, at_most=0)})"


def _tree(units: Sequence[Unit]) -> Iterator[tuple[Unit, tuple[Unit, ...]]]:
    """Each unit after the one above it, in the official order, with all that stand above it."""
    known = {unit.pk: unit for unit in units}
    under: dict[int | None, list[Unit]] = defaultdict(list)
    in_order = sorted(units, key=lambda one: (one.order, one.pk))
    for unit in in_order:
        under[unit.parent_id if unit.parent_id in known else None].append(unit)
    # After the roots, units that none of them leads to: a loop in the data hides nobody.
    above: dict[int, tuple[Unit, ...]] = {}
    for unit in downward([*under[None], *in_order], lambda one: under[one.pk]):
        over = known.get(unit.parent_id) if unit.parent_id else None
        above[unit.pk] = (*above.get(over.pk, ()), over) if over and over.pk in above else ()
        yield unit, above[unit.pk]


class UnitPage:
    """All that one unit answers for. `role` narrows the work listed."""

    def __init__(self, book: UnitBook, unit: Unit, role: str = "") -> None:
        self.book, self.unit, self.role = book, unit, role
        self.scope, self.plan = book.scope, book.plan

    @cached_property
    def works(self) -> list[Work]:
        return self.book.works.of(self.unit.pk)

    @cached_property
    def groups(self) -> list[tuple[str, list[tuple[Work, Report | None]]]]:
        """(kind in words, its works with their latest report)."""
        kept = by_kind(self.book.works.of(self.unit.pk, self.role))
        return [(label, [(one, self.results.get(one.item.pk)) for one in works]) for label, works in kept]

    @property
    def role_counts(self) -> list[tuple[str, str, int]]:
        """(role, label, number of works) of the roles it has; "" is all of them."""
        counted = [
            (role.value, label, len(self.book.works.of(self.unit.pk, role)))
            for role, label in ROLE_LABELS.items()
        ]
        return [("", "Tất cả", len(self.works)), *(one for one in counted if one[2])]

    @cached_property
    def attention(self) -> list[Work]:
        return self.book.works.attention(self.unit.pk)

    @property
    def late(self) -> list[Work]:
        return [one for one in self.attention if one.is_late]

    @property
    def nearly_due(self) -> list[Work]:
        return [one for one in self.attention if not one.is_late]

    @cached_property
    def unsent(self) -> list[tuple[DueReport, str]]:
        """What the unit has still to send in the round looked at, with its address."""
        urls = {work.item.pk: work.url for work in self.works}
        return [(one, urls.get(one.item.pk, "")) for one in self.book.unsent(self.unit.pk)]

    @property
    def unsent_note(self) -> str:
        """What that is made of: "7 chưa gửi lần nào, 2 gửi lại"."""
        again = sum(1 for one, _ in self.unsent if one.sent is not None)
        first = len(self.unsent) - again
        said = f"{self.scope.quarter.label}: {first} chưa gửi lần nào"
        return f"{said}, {again} phải gửi lại" if again else said

    @cached_property
    def rounds(self) -> list[tuple[RoundTimeliness, list[str]]]:
        """Its rounds, the newest first, with the later days it was given in words."""
        rounds, pk = self.book.rounds, self.unit.pk
        return [(one, extension_words(rounds.due_days.of_unit(one.period, pk))) for one in rounds.of(pk)]

    @property
    def told(self) -> Timeliness:
        return self.book.rounds.total(self.unit.pk)

    @property
    def share_words(self) -> str:
        return format_percent(self.told.share, at_most=0)

    @property
    def share_note(self) -> str:
        judged = self.told.owed - self.told.pending
        return f"{self.told.on_time}/{judged} báo cáo đến hạn"

    @cached_property
    def results(self) -> dict[int, Report]:
        """The latest counted report up to the quarter, by item: mostly that of the round, which is known."""
        items = dict.fromkeys(one.item.pk for one in self.works)
        counted = self.book.book.counted
        found = counted | self._before(items.keys() - counted.keys())
        return {pk: found[pk] for pk in items if pk in found}

    def _before(self, items: set[int]) -> dict[int, Report]:
        """The latest counted report of items that have none of the round."""
        at, year = self.scope.quarter, F("period__year")
        found = Report.objects.counted().filter(item__in=items)
        found = found.alias(ordinal=year * 4 + F("period__quarter")).filter(
            ordinal__lte=at.year * 4 + at.quarter
        )
        newest = dict(found.order_by("ordinal").values_list("item", "pk"))
        rows = Report.objects.filter(pk__in=newest.values()).order_by()
        self.book.book.name_rounds(rows)
        return {one.item_id: one for one in rows}

    @property
    def difficulties(self) -> list[tuple[Work, Report]]:
        """Difficulties its counted reports of the round name."""
        found = {work.item.pk: work for work in self.works if Role.REPORTS in work.roles}
        return [
            (work, report)
            for pk, work in found.items()
            if (report := self.results.get(pk)) is not None
            and report.period_id == (self.scope.period.pk if self.scope.period else None)
            and report.difficulties
        ]

    @cached_property
    def proposals(self) -> list[Proposal]:
        """Its proposals that wait for a decision, the oldest first."""
        rows = Proposal.objects.open().filter(report__period__plan=self.plan, report__unit=self.unit)
        return list(rows.select_related("report__item", "to").order_by("pk"))

    @cached_property
    def threads(self) -> list[Thread]:
        """Explanation requests it must still answer, those overdue first."""
        found = threads(self.plan, self.scope.today, unit=self.unit)
        mine = [one for one in found if one.state in (WAITING, OVERDUE)]
        return sorted(mine, key=lambda one: (one.state != OVERDUE, one.due))

    @cached_property
    def people(self) -> list[User]:
        """Who works there, by the given name."""
        return list(User.objects.filter(unit=self.unit, is_active=True).order_by("name_key", "pk"))

    @cached_property
    def axes(self) -> list[AxisCount]:
        """How clear the assignments it leads are, axis by axis."""
        mine = {one.item.pk for one in self.works if Role.LEADS in one.roles}
        rows = [one for one in assignments(self.book.book) if one.pk in mine]
        return count_axes(self.plan.axes, rows)
