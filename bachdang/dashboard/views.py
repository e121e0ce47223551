"""Where one begins, and Tổng quan."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from bachdang.accounts.roles import ADD_USER, WRITE_REPORT, may
from bachdang.dashboard.forms import NarrowForm
from bachdang.dashboard.links import list_link
from bachdang.dashboard.overview import Overview
from bachdang.scope.scopes import scope_of
from bachdang.setup.allowing import sets_up
from bachdang.setup.beginning.steps import remaining
from bachdang.standing.quarter_book import book_of


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Where one begins after signing in: with the own work or the accounts, all others with the overview.

    Until there is a plan, with what a ward must say first.
    """
    if may(request.user, WRITE_REPORT):
        return redirect("my_work")
    if scope_of(request).plan is None and sets_up(request.user):
        return redirect("beginning")
    return redirect("accounts" if may(request.user, ADD_USER) else "overview")


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Where the plan stands in the chosen period, what is red, who answers for it, who has not reported."""
    scope = scope_of(request)
    if scope.plan is None:
        setting_up = sets_up(request.user)
        return render(request, "dashboard/no_plan.html", {"title": "Tổng quan", "setting_up": setting_up})
    choice = NarrowForm(request.GET or None, plan=scope.plan)
    page = Overview(book_of(scope), choice.narrow)
    previous = scope.previous
    chosen = page.chosen(request.GET.get("muc-tieu", ""))
    context = {
        "chosen": chosen,
        "series": chosen.points if chosen else [],
        "title": "Tổng quan",
        "page": page,
        "remaining": remaining(request),
        "choice": choice,
        "list_url": list_link(scope, **page.narrow.filters),
        "since": previous.label if previous.year >= scope.plan.starts.year else "",
        "chart_alt": "; ".join(f"{one.label}: {one.count}" for one in page.counts if one.count),
    }
    return render(request, "dashboard/overview.html", context)
