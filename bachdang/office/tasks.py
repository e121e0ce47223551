"""Rows of tasks (Phụ lục 1): what each is, who answers for it, how it stands on a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TypeVar

from bachdang.accounts.models import Unit
from bachdang.office.scope import Scope
from plans.models import (
    Clause,
    Item,
    Milestone,
    Occurrence,
    Plan,
    Recurrence,
    Report,
    Terms,
    TermsState,
    UnitRole,
)
from plans.rules import TASK_STATUS_LABELS, Schedule, TaskStatus, task_status

OfItem = TypeVar("OfItem", Occurrence, Milestone)


@dataclass(frozen=True)
class TaskRow:
    """One item with dates as it stands on a day; the same for tasks and projects."""

    terms: Terms
    status: TaskStatus
    due: date | None
    completed_on: date | None
    report: Report | None = None
    occurrences: list[Occurrence] = field(default_factory=list)

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
        """The heading the row stands under in the document."""
        return self.clause.parent if self.clause else None

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


def task_rows(scope: Scope, plan: Plan, pk: int | None = None) -> list[TaskRow]:
    """Tasks whose terms hold at the end of the scope's quarter, in the document's order. Five queries."""
    terms = list(terms_of_kind(plan, "task", scope, pk))
    items = [one.item_id for one in terms]
    occurrences = _by_item(Occurrence.objects.filter(item__in=items).order_by("year"))
    milestones = _by_item(Milestone.objects.filter(item__in=items, completed_on__isnull=True).order_by("due"))
    reports = counted_reports(scope, items)
    return [
        _task_row(one, occurrences.get(one.item_id, []), milestones.get(one.item_id, []), reports, scope)
        for one in terms
    ]


def terms_of_kind(plan: Plan, kind: str, scope: Scope, pk: int | None = None) -> Iterable[Terms]:
    found = Terms.objects.valid_on(scope.ends).filter(item__plan=plan, item__kind=kind).for_list()
    if pk is not None:
        found = found.filter(item=pk)
    return found.exclude(state=TermsState.ENDED).order_by("item__order")


def counted_reports(scope: Scope, items: list[int]) -> dict[int, Report]:
    """The counted report of the scope's period by item."""
    if scope.period is None:
        return {}
    found = Report.objects.counted().filter(period=scope.period, item__in=items).select_related("unit")
    return {one.item_id: one for one in found.prefetch_related("proposals")}


def _by_item(rows: Iterable[OfItem]) -> dict[int, list[OfItem]]:
    grouped: dict[int, list[OfItem]] = {}
    for row in rows:
        grouped.setdefault(row.item_id, []).append(row)
    return grouped


def _task_row(
    terms: Terms,
    occurrences: list[Occurrence],
    milestones: list[Milestone],
    reports: dict[int, Report],
    scope: Scope,
) -> TaskRow:
    day = scope.judged_on
    current = _current(occurrences, day)
    due = milestones[0].due if milestones else (current.due if current else None)
    completed = (
        current.completed_on if current and current.completed_on and current.completed_on <= day else None
    )
    schedule = Schedule(
        starts=current.starts if current else terms.starts,
        due=due,
        completed_on=completed,
        suspended=terms.state == TermsState.SUSPENDED,
        standing=terms.recurrence == Recurrence.CONTINUOUS,
        reported=terms.item_id in reports,
        report_due=scope.period.due if scope.period else None,
    )
    return TaskRow(
        terms=terms,
        status=task_status(schedule, day, terms.item.plan.due_soon_days),
        due=due,
        completed_on=completed,
        report=reports.get(terms.item_id),
        occurrences=occurrences,
    )


def _current(occurrences: list[Occurrence], day: date) -> Occurrence | None:
    """The run a day is judged by: the year's own, else the one-off, else the last begun."""
    for one in occurrences:
        if one.year == day.year or one.year is None:
            return one
    return occurrences[-1] if occurrences else None
