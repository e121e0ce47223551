"""Tổng quan, and the data of the charts."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from bachdang.accounts.roles import WRITE_REPORT, may
from bachdang.dashboard.charts import Bar, as_json, chart_height, status_by_group, trajectory
from bachdang.dashboard.forms import NarrowForm
from bachdang.dashboard.overview import Overview, ProgrammeCounts
from bachdang.dashboard.trajectories import trajectory_of
from bachdang.office.scope import Scope, scope_of
from indicators.models import Target
from indicators.standings import TargetBook


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Where one begins after signing in: those who report with their work, all others with the overview."""
    return redirect("my_work" if may(request.user, WRITE_REPORT) else "overview")


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Where the plan stands in the chosen period, what is red, who answers for it, who has not reported."""
    scope = scope_of(request)
    if scope.plan is None:
        return render(request, "dashboard/no_plan.html", {"title": "Tổng quan"})
    choice = NarrowForm(request.GET or None, plan=scope.plan)
    page = Overview(scope, scope.plan, choice.narrow)
    previous = scope.previous
    chosen = page.chosen(request.GET.get("muc-tieu", ""))
    context = {
        "chosen": chosen,
        "series": page.book.series(chosen.indicator) if chosen else [],
        "title": "Tổng quan",
        "page": page,
        "choice": choice,
        "list_url": list_link(scope, **page.narrow.filters),
        "since": previous.label if previous.year >= scope.plan.starts.year else "",
        "chart_alt": "; ".join(f"{one.label}: {one.count}" for one in page.counts if one.count),
        "chart_height": chart_height(len(page.programmes)),
    }
    return render(request, "dashboard/overview.html", context)


def list_link(scope: Scope, **filters: str) -> str:
    """The address of the list of targets behind a count."""
    return f"{reverse('indicator_list')}?{urlencode({**scope.chosen, 'horizon': 'trong-ky', **filters})}"


def _bars(page: Overview, scope: Scope) -> list[Bar]:
    return [_bar(one, page, scope) for one in page.programmes]


def _bar(one: ProgrammeCounts, page: Overview, scope: Scope) -> Bar:
    filters = {**page.narrow.filters, "programme": one.item.code}
    return Bar(
        label=f"{one.item.code}. {_short(one.title)}",
        counts=one.counts,
        links={status: list_link(scope, **filters, status=status) for status in one.counts},
    )


def _short(title: str, length: int = 46) -> str:
    """A programme's name for an axis: what stands in quotation marks, what it is about, its beginning."""
    if "“" in title:
        title = title.split("“", 1)[1].rstrip("”")
    elif "Nghị quyết số" in title and " về " in title:
        title = title.split(" về ", 1)[1]
    for opening in ("Chương trình thực hiện ", "Chương trình ", "Nhiệm vụ "):
        title = title.removeprefix(opening)
    title = title[:1].upper() + title[1:]
    return title if len(title) <= length else title[: length - 1].rsplit(" ", 1)[0] + "…"


@require_safe
@cache_control(private=True, max_age=0, must_revalidate=True)
def status_chart(request: HttpRequest) -> JsonResponse:
    """Figure data: targets by status per programme."""
    scope = scope_of(request)
    if scope.plan is None:
        raise Http404("Chưa có kế hoạch nào.")
    narrow = NarrowForm(request.GET or None, plan=scope.plan).narrow
    return JsonResponse(as_json(status_by_group(_bars(Overview(scope, scope.plan, narrow), scope))))


@require_safe
@cache_control(private=True, max_age=0, must_revalidate=True)
def trajectory_chart(request: HttpRequest, target: int) -> JsonResponse:
    """Figure data: the trajectory of one target."""
    found = get_object_or_404(Target.objects.visible_to(request.user), pk=target)
    scope = scope_of(request)
    if scope.plan is None:
        raise Http404("Chưa có kế hoạch nào.")
    book = TargetBook(scope.plan, scope.quarter, indicators=[found.indicator_id])
    row = next((one for one in book.rows() if one.pk == target), None)
    if row is None:
        raise Http404("Mục tiêu này không có hiệu lực trong kỳ đang xem.")
    return JsonResponse(as_json(trajectory(trajectory_of(row))))
