"""Rows of projects (Phụ lục 2): the dates of a task, and the money."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from bachdang.scope.scopes import Scope
from bachdang.standing.money import Ledger, Money, ledgers
from bachdang.standing.tasks import (
    TaskRow,
    counted_reports,
    milestones_of,
    next_milestone_due,
    overrides_of,
    terms_of_kind,
)
from plans.models import Clause, Milestone, Override, Plan, Report, Terms, TermsState
from plans.rules import Schedule, task_status
from projects.models import Project, ProjectReport, Stage
from projects.rules import FINISHED, Finding

__all__ = ["Money", "ProjectRow", "project_rows"]


@dataclass(frozen=True)
class ProjectRow(TaskRow):
    """One project in a quarter; `latest` is its newest counted report up to then."""

    project: Project | None = None
    latest: ProjectReport | None = None
    ledger: Ledger | None = None

    @property
    def printed_sources(self) -> str:
        """Nguồn vốn as the document prints it."""
        return self._cell(2)

    @property
    def printed_lead(self) -> str:
        return self._cell(3)

    @property
    def money(self) -> Money:
        return self.ledger.money if self.ledger else Money()

    @property
    def stage(self) -> str:
        return self.latest.stage if self.latest else ""

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
        return self.ledger.findings if self.ledger else []

    @property
    def field_clause(self) -> Clause | None:
        return self.group


def project_rows(scope: Scope, plan: Plan, pk: int | None = None) -> list[ProjectRow]:
    """Projects valid at the end of the scope's quarter, in the document's order; constant queries."""
    terms = list(terms_of_kind(plan, "project", scope, pk))
    items = [one.item_id for one in terms]
    projects = Project.objects.in_bulk(items)
    reports = counted_reports(scope, items)
    latest = _latest_reports(scope, items)
    books = ledgers(scope, items)
    milestones, overrides = milestones_of(items), overrides_of(scope, items)
    return [
        _row(
            one,
            scope,
            project=projects[one.item_id],
            report=reports.get(one.item_id),
            latest=latest.get(one.item_id),
            ledger=books[one.item_id],
            milestones=milestones.get(one.item_id, []),
            override=overrides.get(one.item_id),
        )
        for one in terms
    ]


def _row(
    terms: Terms,
    scope: Scope,
    *,
    project: Project,
    report: Report | None,
    latest: ProjectReport | None,
    ledger: Ledger,
    milestones: Sequence[Milestone],
    override: Override | None,
) -> ProjectRow:
    """Due is the next unfinished milestone, else the end; what is finished is judged by the end."""
    day = scope.judged_on
    finished = latest.completed_on if latest and latest.stage in FINISHED else None
    completed = finished if finished and finished <= day else None
    due = terms.ends if completed else next_milestone_due(terms.ends, milestones, day)
    schedule = Schedule(
        starts=terms.starts,
        due=due,
        completed_on=completed,
        suspended=terms.state == TermsState.SUSPENDED or bool(latest and latest.stage == Stage.SUSPENDED),
    )
    return ProjectRow(
        terms=terms,
        computed=task_status(schedule, day, scope.plan.due_soon_days if scope.plan else 10),
        due=due,
        completed_on=completed,
        report=report,
        project=project,
        latest=latest,
        ledger=ledger,
        milestones=milestones,
        override=override,
    )


def _latest_reports(scope: Scope, items: list[int]) -> dict[int, ProjectReport]:
    """The newest counted project report up to the scope's quarter, by item."""
    rows = (
        ProjectReport.objects.filter(report__item__in=items, report__counted=True)
        .select_related("report__period")
        .order_by("report__period__year", "report__period__quarter")
    )
    at = (scope.quarter.year, scope.quarter.quarter)
    return {
        one.report.item_id: one for one in rows if (one.report.period.year, one.report.period.quarter) <= at
    }
