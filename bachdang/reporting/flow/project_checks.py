"""What to look at twice in a project's report: before it is saved, and before the office accepts it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from bachdang.reporting.flow.project_part import Paid
from bachdang.scope.scopes import Scope
from bachdang.standing.money import Ledger, ledgers
from plans.models import ItemKind, Period, Report
from projects.models import Disbursement, ProjectReport
from projects.rules import Finding, disbursement_findings, payment_magnitudes, stage_finding


@dataclass(frozen=True)
class ProjectContext:
    """What a project's report of a period is read against; `before` is its last counted report."""

    period: Period
    ledger: Ledger
    before: ProjectReport | None = None

    def warnings(self, stage: str, paid: Paid) -> list[Finding]:
        """Stage going backwards, disbursement over or without plan, an amount in the wrong unit."""
        funding = self.ledger.paying(paid).funding
        years = sorted({year for (year, _), dong in paid.items() if dong})
        money = [*disbursement_findings(funding, years), *payment_magnitudes(funding)] if years else []
        step = stage_finding(self.before.stage if self.before else "", stage)
        return [step, *money] if step else money


def project_contexts(scope: Scope, items: Sequence[int]) -> dict[int, ProjectContext]:
    """Of each project in the scope's period; three queries."""
    assert scope.period is not None
    at = (scope.period.year, scope.period.quarter)
    rows = (
        ProjectReport.objects.filter(report__item__in=items, report__counted=True)
        .select_related("report__period")
        .order_by("report__period__year", "report__period__quarter")
    )
    before = {
        one.report.item_id: one for one in rows if (one.report.period.year, one.report.period.quarter) < at
    }
    books = ledgers(scope, items)
    return {pk: ProjectContext(scope.period, books[pk], before.get(pk)) for pk in items}


def project_warnings(reports: Sequence[Report]) -> dict[int, list[str]]:
    """Reasons to read a project's report, by its primary key; constant queries a period."""
    mine = [one for one in reports if one.item.kind == ItemKind.PROJECT]
    if not mine:
        return {}
    parts = ProjectReport.objects.in_bulk([one.pk for one in mine])
    paid: dict[int, dict[tuple[int, str], int]] = defaultdict(dict)
    for row in Disbursement.objects.filter(project_report__in=parts):
        paid[row.project_report_id][row.budget_year, row.source] = row.dong
    found = {}
    for period in Period.objects.filter(pk__in={one.period_id for one in mine}).select_related("plan"):
        own = [one for one in mine if one.period_id == period.pk and one.pk in parts]
        contexts = project_contexts(Scope(period.plan, period), [one.item_id for one in own])
        for one in own:
            warnings = contexts[one.item_id].warnings(parts[one.pk].stage, paid[one.pk])
            found[one.pk] = [warning.text for warning in warnings]
    return found
