"""Đơn vị: the list of units, and the page of one."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from bachdang.accounts.models import Unit
from bachdang.browse.unit_works import Role
from bachdang.browse.units import (
    UnitBook,
    UnitPage,
    timeliness_finding,
    timeliness_grid,
    unit_rows,
)
from bachdang.scope.scopes import scope_of
from bachdang.spreadsheet import Kind
from bachdang.standing.quarter_book import book_of, book_of_works
from bachdang.standing.timeliness import ROUNDS
from bachdang.ui.list_files import Out, list_file, wants_file

ROLE_PARAMETER = "role"
OUT = [
    Out("Đơn vị", 40, "unit__name"),
    Out("Trực thuộc", 30, "unit__parent"),
    Out("Chủ trì", 10, "leads", Kind.NUMBER),
    Out("Phối hợp", 10, "cooperates", Kind.NUMBER),
    Out("Báo cáo", 10, "reports", Kind.NUMBER),
    Out("Chậm, quá hạn", 10, "late", Kind.NUMBER),
    Out("Còn phải gửi", 10, "unsent", Kind.NUMBER),
    Out("Gửi đúng hạn (%)", 12, "share", Kind.PERCENT, 0),
]


@require_safe
def unit_list(request: HttpRequest) -> HttpResponse:
    """Every unit of the ward: what it leads and reports, what is late, how timely it reports."""
    book = UnitBook(book_of(scope_of(request)))
    units = list(Unit.objects.visible_to(request.user).select_related("parent"))
    rows = unit_rows(book, units)
    busy = [one for one in rows if one.has_work]
    if wants_file(request):
        return list_file("Đơn vị", OUT, busy, notes=book.scope.notes, slug=str(book.scope.quarter))
    grid = timeliness_grid(book, units)
    context = {
        "grid": grid,
        "grid_finding": timeliness_finding(grid),
        "title": "Đơn vị",
        "rows": busy,
        "idle": [one.unit for one in rows if not one.has_work],
        "rounds": book.rounds.rounds,
    }
    return render(request, "browse/unit_list.html", context)


@require_safe
def unit_detail(request: HttpRequest, code: str) -> HttpResponse:
    """One unit: what needs attention, its timeliness, and all it leads, co-operates in and reports."""
    units = Unit.objects.visible_to(request.user).select_related("parent")
    unit = get_object_or_404(units, code=code)
    role = request.GET.get(ROLE_PARAMETER, "")
    if role not in ("", *Role):
        raise Http404("Không có vai trò này.")
    page = UnitPage(UnitBook(book_of_works(scope_of(request), unit.pk)), unit, role)
    reports = any(one == Role.REPORTS for one, _, _ in page.role_counts)
    context = {"title": unit.name, "page": page, "unit": unit, "reports": reports, "most_rounds": ROUNDS}
    return render(request, "browse/unit_detail.html", context)
