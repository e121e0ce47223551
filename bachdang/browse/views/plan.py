"""Kế hoạch: the document as a tree, with how each line is measured and stands."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from bachdang.browse.tree import Outline, Tree
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
    query, whole = request.GET.get("q", "").strip()[:200], WHOLE in request.GET
    outline = Outline(scope.plan)
    path = outline.path_to(request.GET.get(OPENED, ""))
    sent = None if whole or query else outline.sent(path)
    tree = Tree(book_of(scope), outline, sent) if scope.plan else None
    context = {
        "title": "Kế hoạch",
        "query": query,
        "tree": tree.roots if tree else [],
        "found": (tree.matching(query) if tree else []) if query else None,
        "whole": whole,
        "opened": {one.key for one in path},
    }
    if getattr(request, "htmx", False):
        branch = next((one.pk for one in path if outline.folds(one)), None)
        if tree is None or branch is None:
            raise Http404("Không có phần này trong kế hoạch.")
        response = render(request, "browse/_branch.html", context | {"node": tree.nodes[branch]})
    else:
        response = render(request, "browse/plan_tree.html", context)
    patch_vary_headers(response, ["HX-Request"])
    return response
