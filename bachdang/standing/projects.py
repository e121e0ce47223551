"""Rows of projects (Phụ lục 2): the dates of a task, and the money."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from bachdang.standing.money import Ledger, Money
from bachdang.standing.plan_book import Step
from bachdang.standing.tasks import TaskRow, next_milestone_due
from plans.models import Clause, ItemKind, Report, Terms, TermsState
from plans.rules import Schedule, task_status
from projects.models import Project, ProjectReport, Stage
from projects.rules import FINISHED, Finding

if TYPE_CHECKING:
    from bachdang.standing.quarter_book import QuarterBook


@dataclass(frozen=True)
class ProjectRow(TaskRow):
    """One project in a quarter; `step` is what its newest counted report up to then said of the stage."""

    book: QuarterBook = field(kw_only=True, repr=False, compare=False)
    step: Step | None = None

    @cached_property
    def project(self) -> Project:
        return self.book.known.projects[self.pk]

    @property
    def latest(self) -> ProjectReport | None:
        """Its newest counted report up to the quarter."""
        return self.book.latest.get(self.pk)

    @cached_property
    def ledger(self) -> Ledger:
        return self.book.ledgers[self.pk]

    @property
    def printed_sources(self) -> str:
        """Nguồn vốn as the document prints it."""
        return self._cell(2)

    @property
    def printed_lead(self) -> str:
        return self._cell(3)

    @property
    def money(self) -> Money:
        return self.ledger.money

    @property
    def stage(self) -> str:
        return self.step.stage if self.step else ""

    @property
    def sources_text(self) -> str:
        """Nguồn vốn: as printed until a decision changes it."""
        if "resources" in self.amended:
            return self.terms.resources
        return self.printed_sources or self.terms.resources

    @cached_property
    def stage_label(self) -> str:
        return Stage(self.stage).label if self.stage else ""

    @property
    def is_settled(self) -> bool:
        """Whether nothing is left to report: finished works still await their settlement (quyết toán)."""
        return self.stage == Stage.SETTLED

    @property
    def findings(self) -> list[Finding]:
        """What is wrong with its money, with the numbers."""
        return self.ledger.findings

    @property
    def field_clause(self) -> Clause | None:
        return self.group


def project_rows(book: QuarterBook, reports: Mapping[int, Report]) -> list[ProjectRow]:
    """Projects valid at the end of the book's quarter, in the document's order.

    `reports`: what counts in the round, by item.
    """
    return [_row(one, book, reports.get(one.item_id)) for one in book.terms(ItemKind.PROJECT)]


def _row(terms: Terms, book: QuarterBook, report: Report | None) -> ProjectRow:
    """Due is the next unfinished milestone, else the end; what is finished is judged by the end."""
    known, day, quarter = book.known, book.scope.judged_on, book.scope.quarter
    milestones = known.milestones.get(terms.item_id, ())
    step = next((one for one in reversed(known.steps[terms.item_id]) if one.quarter <= quarter), None)
    finished = step.completed_on if step and step.stage in FINISHED else None
    completed = finished if finished and finished <= day else None
    due = terms.ends if completed else next_milestone_due(terms.ends, milestones, day)
    schedule = Schedule(
        starts=terms.starts,
        due=due,
        completed_on=completed,
        suspended=terms.state == TermsState.SUSPENDED or bool(step and step.stage == Stage.SUSPENDED),
    )
    return ProjectRow(
        terms=terms,
        computed=task_status(schedule, day, book.plan.due_soon_days),
        due=due,
        completed_on=completed,
        report=report,
        milestones=milestones,
        override=book.override(terms.item_id),
        day=day,
        first=known.first[terms.item_id],
        book=book,
        step=step,
    )
