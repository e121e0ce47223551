"""Dòng thời gian and the data of its chart."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from bachdang.dashboard.charts import as_json
from bachdang.dashboard.timeline.figure import timeline_figure, timeline_height
from bachdang.dashboard.timeline.page import YEAR_PARAMETER, Timeline, tabs, window_of
from bachdang.scope.conditional import conditional
from bachdang.scope.scopes import scope_of
from bachdang.standing.quarter_book import book_of
from bachdang.ui.addresses import add_parameters


def timeline_of(request: HttpRequest) -> Timeline:
    """What the address asks for."""
    book = book_of(scope_of(request))
    window = window_of(request.GET.get(YEAR_PARAMETER, ""), book.scope, book.plan)
    return Timeline(book, window, request.GET)


@require_safe
def timeline(request: HttpRequest) -> HttpResponse:
    """Tasks, projects, milestones and due days of a year or of the whole plan."""
    page = timeline_of(request)
    kept = {**page.scope.chosen, YEAR_PARAMETER: page.window.key, **page.choice}
    context = {
        "title": "Dòng thời gian",
        "page": page,
        "tabs": tabs(page.plan, page.window),
        "counts_url": add_parameters(reverse("timeline"), {**kept, "status": ""}),
        "chart_height": timeline_height(page),
    }
    return render(request, "dashboard/timeline.html", context)


@require_safe
@conditional
def timeline_chart(request: HttpRequest) -> JsonResponse:
    """Figure data of the timeline."""
    return JsonResponse(as_json(timeline_figure(timeline_of(request))))
