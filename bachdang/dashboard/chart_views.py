"""The data of the charts: each address answers {data, layout} as JSON for the scope and filters in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_safe

from bachdang.accounts.models import Unit
from bachdang.browse.units import UnitBook, timeliness_grid
from bachdang.browse.views.details import target_row
from bachdang.browse.views.lists import ProjectList
from bachdang.dashboard.charts import (
    as_json,
    heat_map,
    needed_by_year,
    plan_and_paid,
    status_by_group,
    trajectory,
)
from bachdang.dashboard.forms import NarrowForm
from bachdang.dashboard.grids import clarity_rows, money_lines, timeliness_rows, year_lines
from bachdang.dashboard.links import bars_of
from bachdang.dashboard.overview import GroupCounts, Overview
from bachdang.dashboard.trajectories import trajectory_of
from bachdang.scope.conditional import conditional
from bachdang.scope.scopes import scope_of
from bachdang.standing.clarity import assignments, count_units
from bachdang.standing.quarter_book import book_of, book_of_item
from indicators.required_pace import paces_of
from indicators.wording import difference_measure
from plans.models import Item

GROUPS: Mapping[str, Callable[[Overview], list[GroupCounts]]] = {
    "chuong-trinh": lambda page: page.programmes,
    "don-vi": lambda page: page.units,
    "quy": lambda page: page.quarters,
}


@require_safe
@conditional
def status_chart(request: HttpRequest, group: str) -> JsonResponse:
    """Targets by status per programme, unit or quarter."""
    book = book_of(scope_of(request))
    if group not in GROUPS:
        raise Http404("Không có biểu đồ này.")
    page = Overview(book, NarrowForm(request.GET or None, plan=book.plan).narrow)
    return JsonResponse(as_json(status_by_group(bars_of(page, GROUPS[group](page)))))


@require_safe
@conditional
def trajectory_chart(request: HttpRequest, target: int) -> JsonResponse:
    """The way of one target."""
    return JsonResponse(as_json(trajectory(trajectory_of(target_row(request, target)))))


@require_safe
@conditional
def needed_chart(request: HttpRequest, target: int) -> JsonResponse:
    """What each year brought towards one target and what the years that remain must bring."""
    row = target_row(request, target)
    return JsonResponse(as_json(needed_by_year(paces_of(row), difference_measure(row.indicator.measure))))


@require_safe
@conditional
def timeliness_chart(request: HttpRequest) -> JsonResponse:
    """Units × quarters: the share of reports sent in time."""
    book = UnitBook(book_of(scope_of(request)))
    units = list(Unit.objects.visible_to(request.user).select_related("parent"))
    columns = [one.label.removeprefix("Quý ") for one in book.rounds.rounds]
    return JsonResponse(as_json(heat_map(columns, timeliness_rows(timeliness_grid(book, units), book.scope))))


@require_safe
@conditional
def clarity_chart(request: HttpRequest) -> JsonResponse:
    """Units × axes: the share of assignments that are clear."""
    book = book_of(scope_of(request))
    columns = [str(axis["label"]) for axis in book.plan.axes]
    units = count_units(book.plan.axes, assignments(book))
    return JsonResponse(as_json(heat_map(columns, clarity_rows(units, book.scope))))


@method_decorator(conditional, name="dispatch")
class MoneyChart(ProjectList):
    """Plan against disbursed of the year by field, of exactly the projects the filters leave."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        chosen = self.filterset_class(
            self.filter_data(), queryset=self.get_queryset(), request=request, **self.filter_options()
        )
        self.rows(chosen.qs)
        lines = money_lines(self.extra_context()["totals"], self.filter_data(), self.scope)
        return JsonResponse(as_json(plan_and_paid(lines)))


@require_safe
@conditional
def project_money_chart(request: HttpRequest, code: str) -> JsonResponse:
    """Plan against disbursed of one project by budget year."""
    scope = scope_of(request)
    items = Item.objects.visible_to(request.user)
    item = get_object_or_404(items, code=code, kind="project", plan=scope.plan)
    row = next(iter(book_of_item(scope, item.pk).projects), None)
    years = row.ledger.years if row is not None else []
    return JsonResponse(as_json(plan_and_paid(year_lines(years))))
