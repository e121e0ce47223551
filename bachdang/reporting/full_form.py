"""The whole form of a report, of one item or of many at once with a constant number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import prefetch_related_objects

from bachdang.reporting.flow.actions import seen_token
from bachdang.reporting.flow.forms import (
    FORMS,
    IndicatorReportForm,
    current_occurrence,
    late_occurrences,
)
from bachdang.reporting.flow.project_checks import ProjectContext, project_contexts
from bachdang.reporting.flow.project_form import ProjectReportForm
from bachdang.reporting.work.beside import known_of, shared_now
from bachdang.reporting.work.cells import prefix_of
from bachdang.reporting.work.row import ReportForm
from bachdang.scope.scopes import Scope
from bachdang.standing.occurrences import occurrences_under
from bachdang.standing.plan_book import by_item, milestones_of
from indicators.entry import as_new_figure
from indicators.standings import TargetBook
from indicators.target_row import TargetRow
from plans.milestones import STEPPED_KINDS
from plans.models import Item, ItemKind, Milestone, Occurrence, Plan, Report, Terms

_SAID = (
    "measurements",
    "proposals",
    "milestone_results",
    "task_report__results",
    "project_report__disbursements",
)
_CARRIED = ("result", "difficulties", "causes", "next_steps")


class FullForms:
    """Everything the forms of these items need. `reports`: what each says now, by item; `book`: one that
    holds their indicators, if there is one already.
    """

    def __init__(
        self,
        scope: Scope,
        plan: Plan,
        items: Sequence[Item],
        reports: Mapping[int, Report],
        book: TargetBook | None = None,
    ) -> None:
        assert scope.period is not None
        self.scope, self.period, self.reports = scope, scope.period, reports
        self._kinds = {item.pk: item.kind for item in items}
        indicators = self._of(ItemKind.INDICATOR)
        self.book = book or (TargetBook(plan, scope.quarter, indicators=indicators) if indicators else None)
        self.targets = self._targets()
        self.contexts = self._contexts(self._of(ItemKind.PROJECT))
        self.runs = self._runs(self._of(ItemKind.TASK))
        self.milestones = self._milestones(self._of(*STEPPED_KINDS))
        prefetch_related_objects([reports[pk] for pk in self._kinds if pk in reports], *_SAID)

    def form(
        self,
        item: Item,
        data: Mapping[str, Any] | None = None,
        initial: Mapping[str, Any] | None = None,
        *,
        in_row: bool = False,
    ) -> ReportForm:
        """The item's form; `initial` counts more than what is stored. `in_row`: among many on a page."""
        stored, prefix = self.reports.get(item.pk), prefix_of(item) if in_row else None
        begins: dict[str, Any] = {"seen": seen_token(stored), **(initial or {})}
        if item.kind == ItemKind.INDICATOR:
            return self._figures(item, stored, data, begins, prefix)
        form_class = ProjectReportForm if item.kind == ItemKind.PROJECT else FORMS[item.kind]
        extra: dict[str, Any] = {"prefix": prefix}
        if item.kind == ItemKind.PROJECT:
            extra["context"] = self.contexts[item.pk]
        if item.kind == ItemKind.TASK:
            runs, year = self.runs.get(item.pk, []), self.scope.quarter.year
            extra["occurrence"] = current_occurrence(runs, year)
            extra["late"] = late_occurrences(runs, year, stored)
        if item.kind in STEPPED_KINDS:
            extra["milestones"] = self.milestones.get(item.pk, [])
        return form_class(data, item=item, stored=stored, initial=begins, today=self.scope.today, **extra)

    def _figures(
        self,
        item: Item,
        stored: Report | None,
        data: Mapping[str, Any] | None,
        initial: dict[str, Any],
        prefix: str | None,
    ) -> IndicatorReportForm:
        assert self.book is not None
        rows = self.targets.get(item.pk, [])
        return IndicatorReportForm(
            data,
            indicator=item.indicator,
            period=self.period,
            stored=stored.measurements.all() if stored else [],
            shared=shared_now(self.book, item.indicator, self.scope.quarter),
            known=[as_new_figure(one) for one in self.book.measurements(item.indicator)],
            compared=known_of(self.book, rows, self.period),
            kinds=[row.terms.kind for row in rows],
            reason=stored.no_data_reason if stored else "",
            initial=initial,
            prefix=prefix,
        )

    def _of(self, *kinds: str) -> list[int]:
        return [pk for pk, kind in self._kinds.items() if kind in kinds]

    def _targets(self) -> dict[int, list[TargetRow]]:
        found: dict[int, list[TargetRow]] = defaultdict(list)
        rows = [*self.book.rows(), *self.book.plain_rows()] if self.book else []
        for row in rows:
            found[row.indicator.pk].append(row)
        return found

    def _contexts(self, items: list[int]) -> dict[int, ProjectContext]:
        return project_contexts(self.scope, items) if items else {}

    def _runs(self, items: list[int]) -> dict[int, list[Occurrence]]:
        """The occurrences that the terms of the quarter speak of, by item."""
        terms = {one.item_id: one for one in Terms.objects.valid_on(self.scope.ends).filter(item__in=items)}
        found = by_item(Occurrence.objects.filter(item__in=terms))
        return {pk: occurrences_under(terms[pk], rows) for pk, rows in found.items()}

    def _milestones(self, items: list[int]) -> dict[int, list[Milestone]]:
        return milestones_of(items) if items else {}


def full_form(
    item: Item, scope: Scope, plan: Plan, report: Report | None, data: Mapping[str, Any] | None, carry: bool
) -> ReportForm:
    """The whole form of one item's report; `carry` begins with last quarter's words."""
    forms = FullForms(scope, plan, [item], {item.pk: report} if report else {})
    before = last_quarters(scope, [item.pk]).get(item.pk) if carry else None
    initial = {name: getattr(before, name) for name in _CARRIED} if before else {}
    return forms.form(item, data, initial)


def last_quarters(scope: Scope, items: Sequence[int]) -> dict[int, Report]:
    """What was accepted of each item in the quarter before."""
    before = scope.previous
    found = Report.objects.counted().filter(item__in=items)
    rows = found.filter(period__year=before.year, period__quarter=before.quarter)
    return {one.item_id: one for one in rows.select_related("task_report", "project_report")}


def last_quarter(item: Item, scope: Scope) -> Report | None:
    """What was accepted of the item in the quarter before."""
    return last_quarters(scope, [item.pk]).get(item.pk)
