"""Rows of tasks (Phụ lục 1): what each is, who answers for it, how it stands on a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from django.db.models import Q

from bachdang.accounts.models import Unit
from bachdang.standing.occurrences import (
    OccurrenceStanding,
    completed_by,
    current_run,
    occurrences_under,
    run_ends,
    run_starts,
    run_status,
)
from bachdang.ui.statuses import severity
from bachdang.vietnamese.numbers import format_date
from indicators.rules import Quarter
from plans.models import (
    Clause,
    Item,
    Milestone,
    Occurrence,
    Override,
    Recurrence,
    Report,
    TaskResult,
    Terms,
    TermsState,
    UnitRole,
)
from plans.rules import TASK_STATUS_LABELS, Schedule, TaskStatus, next_due, task_status
from plans.terms.drafts import LABELS, SCHEDULE, TermsDraft

if TYPE_CHECKING:
    from bachdang.standing.quarter_book import QuarterBook


@dataclass(frozen=True)
class Latest:
    """The newest accepted words of an item's results up to a quarter, and how far it then was in percent."""

    result: str
    quarter: Quarter
    percent: int | None = None


@dataclass(frozen=True)
class TaskRow:
    """One item with dates as it stands on a day; the same for tasks and projects.

    `computed` is the status that dates and reports give; `override` is the office's own for the period.
    `day` is the one it is judged for, `first` the terms it began with.
    """

    terms: Terms
    computed: TaskStatus
    due: date | None
    completed_on: date | None
    report: Report | None = None
    occurrences: list[Occurrence] = field(default_factory=list)
    milestones: Sequence[Milestone] = ()
    override: Override | None = None
    day: date | None = None
    first: Terms | None = None
    told: Latest | None = None

    @property
    def is_red(self) -> bool:
        """Whether it is overdue."""
        return self.status == TaskStatus.OVERDUE

    @property
    def percent_done(self) -> int:
        """The percentage reported last, for ordering; -1 where none was."""
        found = self.told.percent if self.told else None
        return -1 if found is None else found

    @property
    def status(self) -> TaskStatus:
        return TaskStatus(self.override.status) if self.override else self.computed

    @property
    def severity(self) -> int:
        return severity(self.status)

    @property
    def is_yearly(self) -> bool:
        return self.terms.recurrence == Recurrence.YEARLY

    @property
    def product_document(self) -> str:
        """The product of the run that is done."""
        done = [one for one in self.occurrences if one.completed_on and one.completed_on == self.completed_on]
        return done[-1].product_document if done else ""

    @cached_property
    def runs(self) -> list[OccurrenceStanding]:
        """Each run as it stands by its own dates."""
        soon = self.item.plan.due_soon_days
        return [
            OccurrenceStanding(one, run_status(one, self.terms, self.day, soon))
            for one in self.occurrences
            if self.day is not None
        ]

    @property
    def late_runs(self) -> list[OccurrenceStanding]:
        """Earlier years of a yearly task that are not finished; the status is that of the latest begun."""
        begun = [one for one in self.runs if one.status != TaskStatus.NOT_STARTED]
        return [one for one in begun[:-1] if one.status == TaskStatus.OVERDUE]

    @property
    def pk(self) -> int:
        return self.terms.item_id

    @property
    def item(self) -> Item:
        return self.terms.item

    @property
    def clause(self) -> Clause | None:
        return self.terms.item.clause

    @property
    def group(self) -> Clause | None:
        """The heading the row stands under in the document, or that a decision put it under."""
        return self.clause.parent if self.clause else self.item.heading

    @property
    def place(self) -> str:
        """Where it stands in the document; for what a decision added, the heading and the decision."""
        if self.clause is not None:
            return self.clause.place
        heading = f"{self.item.heading.place}, bổ sung" if self.item.heading else "Bổ sung"
        decision = self.first.decision if self.first else None
        return f"{heading} theo QĐ số {decision.number}" if decision else heading

    @cached_property
    def amended(self) -> frozenset[str]:
        """Fields of the terms (plans.terms.drafts) that decisions have changed since the document; where they
        have, its printed cells speak no longer.
        """
        if self.clause is None:
            return frozenset(LABELS)
        if self.terms.decision_id is None or self.first is None:
            return frozenset()
        return TermsDraft.of(self.terms).changed(TermsDraft.of(self.first))

    @property
    def lead_text(self) -> str:
        """Đơn vị chủ trì: as printed until a decision names another."""
        named = str(self.lead) if self.lead else ""
        return named if "lead" in self.amended else self.printed_lead or named

    @property
    def cooperating_text(self) -> str:
        named = ", ".join(str(unit) for unit in self.cooperating)
        return named if "cooperating" in self.amended else self.printed_cooperating or named

    @property
    def time_text(self) -> str:
        """Thời gian: as printed until a decision changes it."""
        if not self.amended & set(SCHEDULE):
            return self.printed_time
        days = " – ".join(format_date(day) for day in (self.terms.starts, self.terms.ends) if day)
        repeated = self.terms.recurrence in {Recurrence.YEARLY, Recurrence.CONTINUOUS}
        again = Recurrence(self.terms.recurrence).label if repeated else ""
        return ", ".join(part for part in (again, days) if part)

    @property
    def title(self) -> str:
        return self.terms.title

    @property
    def title_corrections(self) -> list[dict[str, str]]:
        """Corrections that stand in the title; those of other cells are shown with the clause."""
        known = self.clause.corrections if self.clause else []
        return [one for one in known if one["printed"] and one["printed"] in self.title]

    @property
    def status_label(self) -> str:
        return TASK_STATUS_LABELS[self.status]

    @cached_property
    def lead(self) -> Unit | None:
        return next((one.unit for one in self.terms.units.all() if one.role == UnitRole.LEAD), None)

    @cached_property
    def cooperating(self) -> list[Unit]:
        return [one.unit for one in self.terms.units.all() if one.role == UnitRole.COOPERATING]

    @property
    def printed_lead(self) -> str:
        """Đơn vị chủ trì as the document prints it: the third cell of Phụ lục 1."""
        return self._cell(2)

    @property
    def printed_cooperating(self) -> str:
        return self._cell(3)

    @property
    def printed_time(self) -> str:
        return self._cell(4)

    def _cell(self, index: int) -> str:
        cells = self.clause.cells if self.clause and self.clause.cells else []
        return cells[index].strip() if index < len(cells) else ""


def task_rows(book: QuarterBook, kind: str, reports: Mapping[int, Report]) -> list[TaskRow]:
    """Items of a kind that have dates (tasks, own work), as they stand in the book's quarter.

    `reports`: what counts in the round, by item.
    """
    return [_task_row(one, book, reports.get(one.item_id)) for one in book.terms(kind)]


def with_latest(rows: Iterable[TaskRow], book: QuarterBook) -> list[TaskRow]:
    """The same rows with what was reported last, of this year and the one before. Two queries."""
    at = book.scope.quarter
    upto = Q(period__year=at.year - 1) | Q(period__year=at.year, period__quarter__lte=at.quarter)
    told = Report.objects.counted().filter(book.known.mine, upto).exclude(result="")
    found = {
        item: Latest(result, Quarter(year, quarter))
        for item, result, year, quarter in told.order_by("period__year", "period__quarter").values_list(
            "item", "result", "period__year", "period__quarter"
        )
    }
    far = TaskResult.objects.filter(task_report__report__in=told, percent__isnull=False)
    order = ("task_report__report__period__year", "task_report__report__period__quarter")
    percents = dict(far.order_by(*order).values_list("task_report__report__item", "percent"))
    return [
        replace(row, told=replace(found[row.pk], percent=percents.get(row.pk)) if row.pk in found else None)
        for row in rows
    ]


def next_milestone_due(ends: date | None, milestones: Iterable[Milestone], day: date) -> date | None:
    """When an item is due, seen on `day`: see rules.next_due."""
    return next_due(ends, ((one.due, one.completed_on) for one in milestones), day)


def _task_row(terms: Terms, book: QuarterBook, report: Report | None) -> TaskRow:
    scope, known = book.scope, book.known
    day = scope.judged_on
    milestones = known.milestones.get(terms.item_id, ())
    runs = occurrences_under(terms, known.occurrences.get(terms.item_id, ()))
    current = current_run(runs, day)
    completed = completed_by(current, day)
    ends = run_ends(current, terms)
    due = ends if completed else next_milestone_due(ends, milestones, day)
    schedule = Schedule(
        starts=run_starts(current, terms),
        due=due,
        completed_on=completed,
        suspended=terms.state == TermsState.SUSPENDED,
        standing=terms.recurrence == Recurrence.CONTINUOUS,
        reported=report is not None,
        report_due=book.report_due(terms.item) if terms.recurrence == Recurrence.CONTINUOUS else None,
    )
    return TaskRow(
        terms=terms,
        computed=task_status(
            schedule, scope.standing_on if schedule.standing else day, book.plan.due_soon_days
        ),
        due=due,
        completed_on=completed,
        report=report,
        occurrences=runs,
        milestones=milestones,
        override=book.override(terms.item_id),
        day=day,
        first=known.first[terms.item_id],
    )
