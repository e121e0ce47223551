"""Kế hoạch: the document as a tree, with how each line is measured and stands."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bachdang.browse.tree import build_tree, matching
from bachdang.scope.scopes import scope_of
from bachdang.standing.quarter_book import book_of


@require_safe
def plan_tree(request: HttpRequest) -> HttpResponse:
    """The whole document, or with ?q= the clauses that hold every word, accents or not."""
    scope = scope_of(request)
    query = request.GET.get("q", "").strip()[:200]
    if scope.plan is None:
        return render(request, "browse/plan_tree.html", {"title": "Kế hoạch", "tree": []})
    tree = build_tree(book_of(scope))
    context = {
        "title": "Kế hoạch",
        "query": query,
        "tree": tree,
        "found": matching(tree, query) if query else None,
    }
    return render(request, "browse/plan_tree.html", context)
