"""Rows of projects (Phụ lục 2): the dates of a task, and the money."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from bachdang.office.scope import Scope
from bachdang.office.tasks import TaskRow, counted_reports, terms_of_kind
from plans.models import Clause, Plan, Report, Terms, TermsState
from plans.rules import Schedule, TaskStatus, task_status
from projects.models import Capital, CapitalScope, Disbursement, Project, ProjectReport, Stage


@dataclass(frozen=True)
class Money:
    """Amounts of a project in whole đồng; None where nothing was entered (missing is not zero)."""

    total: int | None = None
    medium_term: int | None = None
    year_plan: int | None = None
    quarter_paid: int | None = None
    year_paid: int | None = None
    all_paid: int | None = None

    @property
    def rate(self) -> Decimal | None:
        """Disbursed in the budget year ÷ the year's plan, in percent."""
        if self.year_paid is None or not self.year_plan:
            return None
        return Decimal(self.year_paid) / Decimal(self.year_plan) * 100


@dataclass(frozen=True)
class ProjectRow(TaskRow):
    """One project in a quarter."""

    project: Project | None = None
    money: Money = Money()
    latest: ProjectReport | None = None

    @property
    def printed_sources(self) -> str:
        """Nguồn vốn as the document prints it."""
        return self._cell(2)

    @property
    def printed_lead(self) -> str:
        return self._cell(3)

    @cached_property
    def stage_label(self) -> str:
        return Stage(self.latest.stage).label if self.latest and self.latest.stage else ""

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
    money = _money(scope, items)
    return [_row(one, projects[one.item_id], reports, latest, money, scope) for one in terms]


def _row(
    terms: Terms,
    project: Project,
    reports: dict[int, Report],
    latest: dict[int, ProjectReport],
    money: dict[int, Money],
    scope: Scope,
) -> ProjectRow:
    last = latest.get(terms.item_id)
    schedule = Schedule(
        starts=terms.starts,
        due=terms.ends,
        suspended=terms.state == TermsState.SUSPENDED or bool(last and last.stage == Stage.SUSPENDED),
    )
    return ProjectRow(
        terms=terms,
        computed=_status(schedule, last, scope),
        due=terms.ends,
        completed_on=None,
        report=reports.get(terms.item_id),
        project=project,
        money=money.get(terms.item_id, Money()),
        latest=last,
    )


def _status(schedule: Schedule, last: ProjectReport | None, scope: Scope) -> TaskStatus:
    plan = scope.plan
    return task_status(schedule, scope.judged_on, plan.due_soon_days if plan else 10)


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


def _money(scope: Scope, items: list[int]) -> dict[int, Money]:
    planned: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for capital in Capital.objects.filter(project__in=items):
        if capital.scope != CapitalScope.YEAR or capital.year == scope.quarter.year:
            planned[capital.project_id][capital.scope] += capital.dong
    paid = _paid(scope, items)
    return {
        pk: Money(
            total=planned[pk].get(CapitalScope.TOTAL),
            medium_term=planned[pk].get(CapitalScope.MEDIUM_TERM),
            year_plan=planned[pk].get(CapitalScope.YEAR),
            quarter_paid=paid[pk].get("quarter"),
            year_paid=paid[pk].get("year"),
            all_paid=paid[pk].get("all"),
        )
        for pk in {*planned, *paid}
    }


def _paid(scope: Scope, items: list[int]) -> dict[int, dict[str, int]]:
    """Sums by item: this quarter's report, this budget year up to the quarter, and all so far."""
    sums: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    at = (scope.quarter.year, scope.quarter.quarter)
    rows = Disbursement.objects.filter(
        project_report__report__item__in=items, project_report__report__counted=True
    ).select_related("project_report__report__period")
    for row in rows:
        period = row.project_report.report.period
        if (period.year, period.quarter) > at:
            continue
        one = sums[row.project_report.report.item_id]
        one["all"] += row.dong
        if row.budget_year == scope.quarter.year:
            one["year"] += row.dong
            if (period.year, period.quarter) == at:
                one["quarter"] += row.dong
    return sums
