"""Thông báo: what asks for something, grouped, then what was said and done before."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from bachdang.accounts.models import User
from bachdang.reporting.notice_lines import lines_of, unseen_count
from plans.models import Notice

PER_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
def notices(request: HttpRequest) -> HttpResponse:
    """One's own notices; POST marks all as seen."""
    own, user = Notice.objects.visible_to(request.user), request.user
    if request.method == "POST":
        own.filter(read_at=None).update(read_at=timezone.now())
        messages.success(request, "Đã đánh dấu xem hết.")
        return redirect("notices")
    lines = lines_of(user, timezone.localdate()) if isinstance(user, User) else []
    past = own.exclude(pk__in=own.asking().values("pk"))
    context = {
        "title": "Thông báo",
        "lines": lines,
        "unread": any(one.unseen for one in lines),
        "page": Paginator(past, PER_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "reporting/notices.html", context)


def notices_context(request: HttpRequest) -> dict[str, Any]:
    """Context processor: how many lines of Thông báo have something new."""
    user = getattr(request, "user", None)
    return {"unseen": cache(lambda: unseen_count(user))} if isinstance(user, User) else {}
