"""How a plan stands in a quarter: the one read model of pages, charts and reports.

Whatever a page shows of the plan comes from here, so it is fetched once and is the same everywhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cached_property

from django.db.models import Exists, OuterRef, Q

from bachdang.errors import NotYet
from bachdang.scope.scopes import Scope
from bachdang.standing.due_reports import DueReports
from bachdang.standing.duties import DutyRow, duty_rows
from bachdang.standing.money import Ledger, ledgers
from bachdang.standing.plan_book import PlanBook, join, keep, link
from bachdang.standing.projects import ProjectRow, project_rows
from bachdang.standing.tasks import TaskRow, task_rows
from indicators.standings import TargetBook
from indicators.target_row import TargetRow
from plans.due_days import DueDays
from plans.models import Item, ItemKind, Override, Period, Proposal, Report, Terms, TermsUnit
from plans.six_clear import clear_axes
from projects.models import ProjectReport

ASSIGNED_KINDS = [ItemKind.PROGRAMME, ItemKind.TASK, ItemKind.PROJECT]


class QuarterBook:
    """The plan of a scope in its quarter; each part is fetched when it is first asked for, and once.

    `only`: of a part of the plan, as a condition on rows that have an `item`. `known`: what holds for all
    quarters, when it is known already. Raises NotYet without a plan.
    """

    def __init__(self, scope: Scope, only: Q | None = None, known: PlanBook | None = None) -> None:
        if scope.plan is None:
            raise NotYet("Chưa có kế hoạch nào.")
        self.scope, self.plan, self.only = scope, scope.plan, only
        self.known = known or PlanBook(scope.plan, only)

    def at(self, period: Period, due_days: DueDays | None = None) -> QuarterBook:
        """The same plan in another round; what holds for all rounds is not fetched again, nor `due_days`
        when they are known.
        """
        found = QuarterBook(self.scope.at(period), self.only, self.known)
        if due_days is not None:
            found.due_days = due_days
        return found

    def terms(self, kind: str) -> list[Terms]:
        """The terms of a kind that hold at the end of the quarter, in the document's order."""
        return self.known.terms(kind, self.scope.ends)

    @cached_property
    def targets(self) -> TargetBook:
        """The targets up to the quarter."""
        only = None if self.only is None else self.known.mine
        return TargetBook(self.plan, self.scope.quarter, indicators=only, units=self.known.units)

    @cached_property
    def target_rows(self) -> list[TargetRow]:
        return self.targets.rows()

    @cached_property
    def assigned(self) -> list[Terms]:
        """The terms of the plan's assignments, programmes first."""
        found = [one for kind in ASSIGNED_KINDS for one in self.terms(kind)]
        for one in found:  # the next milestone is an answer
            keep(one.item, milestones=self.known.milestones.get(one.item_id, []))
        return found

    @cached_property
    def clear(self) -> dict[int, list[bool]]:
        """Which of the plan's axes are clear, by assignment."""
        return clear_axes(self.assigned, self.plan.axes)

    @cached_property
    def tasks(self) -> list[TaskRow]:
        return task_rows(self, ItemKind.TASK, self.counted)

    @cached_property
    def projects(self) -> list[ProjectRow]:
        return project_rows(self, self.counted)

    @cached_property
    def duties(self) -> list[DutyRow]:
        return duty_rows(self, self.counted)

    @cached_property
    def own(self) -> list[TaskRow]:
        """What units have set themselves, as the quarter sees it."""
        return task_rows(self, ItemKind.OWN, self.counted)

    @cached_property
    def due(self) -> DueReports:
        """Everything due in the round."""
        return DueReports(self)

    @cached_property
    def due_days(self) -> DueDays:
        """By which day each report of the round is due."""
        return DueDays.of([self.scope.period]) if self.scope.period is not None else DueDays()

    def report_due(self, item: Item) -> date | None:
        """The last day on which standing work is reported in time, extension included: once the round is
        locked nothing comes.
        """
        period = self.scope.period
        if period is None:
            return None
        day = self.due_days.day(period, item.reporter_id, item.pk)
        return day if period.locked_at is None else min(day, self.scope.standing_on - timedelta(days=1))

    @cached_property
    def revisions(self) -> Mapping[int, list[Report]]:
        """The round's reports by item, the oldest revision first; of people they name who returned them."""
        found: dict[int, list[Report]] = defaultdict(list)
        if self.scope.period is None:
            return found
        rows = list(Report.objects.filter(self.known.mine, period=self.scope.period).order_by("revision"))
        self.known.name_units(rows, "unit")
        self.known.name_people(rows, "returned_by")
        for row in rows:
            link(row, period=self.scope.period)
            if row.item_id in self.known.items:
                link(row, item=self.known.items[row.item_id])
            found[row.item_id].append(row)
        return found

    @cached_property
    def counted(self) -> dict[int, Report]:
        """The report of the round that counts, by item."""
        return {pk: one for pk, rows in self.revisions.items() for one in rows if one.counted}

    def know_proposals(self) -> None:
        """Let the reports that count answer what they propose. One query."""
        found: dict[int, list[Proposal]] = defaultdict(list)
        rows = list(Proposal.objects.filter(report__in=self.counted.values()).order_by("pk"))
        self.known.name_units(rows, "to")
        for one in rows:
            found[one.report_id].append(one)
        for report in self.counted.values():
            keep(report, proposals=found[report.pk])

    def override(self, item: int) -> Override | None:
        """The office's own verdict of the round."""
        period = self.scope.period
        return self.known.overrides.get((item, period.pk)) if period is not None else None

    def verdicts_of(self, item: int) -> list[Override]:
        """The office's own verdicts of an item in all rounds."""
        found = [one for (pk, _), one in self.known.overrides.items() if pk == item]
        self.name_rounds(found)
        return found

    def name_rounds(self, rows: Iterable[Override | Report]) -> None:
        """Let rows answer with their rounds, as far as those are opened."""
        rounds = {one.pk: one for one in self.scope.periods}
        join([one for one in rows if one.period_id in rounds], ["period"], rounds)

    @cached_property
    def ledgers(self) -> dict[int, Ledger]:
        """The money of projects."""
        return ledgers(self.scope, self.known.project_keys)

    @cached_property
    def latest(self) -> dict[int, ProjectReport]:
        """The newest counted report of each project up to the quarter."""
        keys = {one.step.report for one in self.projects if one.step is not None}
        rows = ProjectReport.objects.filter(pk__in=keys).select_related("report__period")
        return {one.report.item_id: one for one in rows}


def book_of(scope: Scope) -> QuarterBook:
    """The book of a request's scope: the same one for all that a page asks."""
    found = scope.books.get("quarter")
    if found is None:
        found = scope.books["quarter"] = QuarterBook(scope)
    assert isinstance(found, QuarterBook)
    return found


def book_of_kind(scope: Scope, kind: str) -> QuarterBook:
    """Of the items of one kind."""
    return QuarterBook(scope, Q(item__kind=kind))


def book_of_item(scope: Scope, item: int) -> QuarterBook:
    """Of one item and what stands under it."""
    return QuarterBook(scope, Q(item=item) | Q(item__parent=item))


def book_of_works(scope: Scope, unit: int) -> QuarterBook:
    """Of what a unit leads, co-operates in or reports, now or ever. One query."""
    named = Exists(TermsUnit.objects.filter(terms__item=OuterRef("pk"), unit=unit))
    told = Exists(Report.objects.filter(item=OuterRef("pk"), unit=unit))
    mine = Item.objects.filter(Q(reporter=unit) | named | told, plan=scope.plan).order_by()
    return QuarterBook(scope, Q(item__in=list(mine.values_list("pk", flat=True))))


def book_of_unit(scope: Scope, unit: int) -> QuarterBook:
    """Of what one unit reports."""
    return QuarterBook(scope, Q(item__reporter=unit))
