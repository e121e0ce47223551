"""Phiên đăng nhập: where one is signed in, and how to end that; for an administrator, of another person."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from bachdang.accounts.actions import end_session, end_sessions
from bachdang.accounts.door.comings import OpenSession, last_comings, open_sessions
from bachdang.accounts.models import User
from bachdang.accounts.querysets import accounts_of
from bachdang.accounts.roles import CHANGE_USER


@require_http_methods(["GET", "HEAD", "POST"])
def own_sessions(request: HttpRequest) -> HttpResponse:
    """One's own sessions and last sign-ins; a POST ends `end`, one of them or "all"."""
    assert isinstance(request.user, User)
    user, sessions = request.user, list(open_sessions(request.user, request.session.session_key))
    if request.method == "POST":
        return _end(request, user, sessions)
    context = {
        "title": "Phiên đăng nhập",
        "sessions": sessions,
        "comings": last_comings(user),
        "second_factor": settings.SECOND_FACTOR != "off",
    }
    return render(request, "accounts/own_sessions.html", context)


def _end(request: HttpRequest, user: User, sessions: list[OpenSession]) -> HttpResponse:
    asked = request.POST.get("end", "")
    if asked == "all":
        end_sessions(user=user, by=user)
        request.session.flush()
        return redirect("login")
    one = next((one for one in sessions if one.mark == asked and not one.here), None)
    if one is None:
        messages.info(request, "Phiên đăng nhập này đã kết thúc.")
    else:
        end_session(user=user, key=one.key, where=one.where)
        messages.success(request, f"Đã đăng xuất ở {one.where.device}, địa chỉ {one.where.address}.")
    return redirect("own_sessions")


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(CHANGE_USER, raise_exception=True)
def end_of_person(request: HttpRequest, username: str) -> HttpResponse:
    """Sign a person of the own locality out everywhere, after asking."""
    assert isinstance(request.user, User)
    user = get_object_or_404(accounts_of(request.user), username=username)
    if request.method != "POST":
        context = {"title": "Đăng xuất mọi nơi", "person": user}
        return render(request, "accounts/end_sessions.html", context)
    count = end_sessions(user=user, by=request.user)
    messages.success(request, f"Đã kết thúc {count} phiên đăng nhập của {user}.")
    return redirect("account", user.username)
