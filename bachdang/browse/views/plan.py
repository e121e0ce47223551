"""Kế hoạch: the document as a tree, with how each line is measured and stands."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from bachdang.browse.tree import Node, build_tree, matching, path_to
from bachdang.scope.scopes import scope_of
from bachdang.standing.quarter_book import book_of

# Sends the whole document unfolded; names a clause whose branch is sent and open.
WHOLE, OPENED = "day-du", "mo"


@require_safe
def plan_tree(request: HttpRequest) -> HttpResponse:
    """The document with its branches folded, or with ?q= the clauses that hold every word, accents or not.

    A folded branch is sent when it is opened: by HTMX alone, else as the page with ?mo=.
    """
    scope = scope_of(request)
    query = request.GET.get("q", "").strip()[:200]
    tree = build_tree(book_of(scope)) if scope.plan else []
    path = path_to(tree, request.GET.get(OPENED, ""))
    context = {
        "title": "Kế hoạch",
        "query": query,
        "tree": tree,
        "found": matching(tree, query) if query else None,
        "whole": WHOLE in request.GET,
        "opened": {node.clause.key for node in path},
    }
    if getattr(request, "htmx", False):
        response = render(request, "browse/_branch.html", context | {"node": _branch(path)})
    else:
        response = render(request, "browse/plan_tree.html", context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _branch(path: list[Node]) -> Node:
    """The outermost branch on the way to a clause. Raises Http404 when nothing there folds."""
    for node in path:
        if node.folds:
            return node
    raise Http404("Không có phần này trong kế hoạch.")
