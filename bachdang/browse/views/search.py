"""Tìm kiếm: one page for everything."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bachdang.accounts.models import User
from bachdang.scope.scopes import scope_of
from bachdang.standing.search import Found, search

PER_PAGE = 20
MAX_QUERY = 200


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """What holds every word of ?q=, best first; ?loai= shows one kind."""
    scope = scope_of(request)
    query = request.GET.get("q", "").strip()[:MAX_QUERY]
    found = Found(query)
    if scope.plan is not None and isinstance(request.user, User):
        kind = request.GET.get("loai", "")
        found = search(query, scope=scope, plan=scope.plan, user=request.user, kind=kind)
    context = {
        "title": f"Tìm “{query}”" if query else "Tìm kiếm",
        "query": query,
        "found": found,
        "page": Paginator(found.chosen, PER_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "browse/search.html", context)
