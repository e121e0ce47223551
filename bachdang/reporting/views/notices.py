"""Thông báo: what one was told, newest first; reading marks it as seen."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from plans.models import Notice

PER_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
def notices(request: HttpRequest) -> HttpResponse:
    """One's own notices; POST marks all as seen."""
    own = Notice.objects.visible_to(request.user)
    if request.method == "POST":
        own.filter(read_at=None).update(read_at=timezone.now())
        messages.success(request, "Đã đánh dấu xem hết.")
        return redirect("notices")
    page = Paginator(own, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "reporting/notices.html", {"title": "Thông báo", "page": page})


def notices_context(request: HttpRequest) -> dict[str, Any]:
    """Context processor: how many notices are not seen yet."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    return {"unseen": cache(Notice.objects.visible_to(user).filter(read_at=None).count)}
