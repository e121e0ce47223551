"""Tạm khóa: which accounts are locked from where after wrong passwords, and lifting that."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from axes.helpers import get_cool_off
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.db.models import Max, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from bachdang.accounts.actions import lift_lock
from bachdang.accounts.door.locks import counting
from bachdang.accounts.models import User
from bachdang.accounts.querysets import locality_of
from bachdang.accounts.roles import CHANGE_USER


@dataclass(frozen=True)
class SignInLock:
    """An account that is locked from an address, after so many wrong passwords, until a time."""

    user: User
    address: str
    wrong: int
    until: datetime


def sign_in_locks(by: User) -> Iterator[SignInLock]:
    """Of the administrator's own locality, the longest first."""
    people = User.objects.filter(unit__locality=locality_of(by)).select_related("unit")
    named = {user.username.lower(): user for user in people}
    rows = counting().values("username", "ip_address").order_by()
    counted = rows.annotate(wrong=Sum("failures_since_start"), last=Max("attempt_time"))
    for row in counted.filter(wrong__gte=settings.AXES_FAILURE_LIMIT).order_by("-last"):
        if row["username"] in named:
            user, until = named[row["username"]], row["last"] + get_cool_off()
            yield SignInLock(user, row["ip_address"] or "", row["wrong"], until)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(CHANGE_USER, raise_exception=True)
def locks(request: HttpRequest) -> HttpResponse:
    """A POST lifts the lock of `person` from `address`."""
    assert isinstance(request.user, User)
    found = list(sign_in_locks(request.user))
    if request.method != "POST":
        context = {"title": "Tạm khóa đăng nhập", "locks": found, "limit": settings.AXES_FAILURE_LIMIT}
        return render(request, "accounts/locks.html", context)
    asked = request.POST.get("person", ""), request.POST.get("address", "")
    one = next((one for one in found if (one.user.username, one.address) == asked), None)
    if one is None:
        messages.info(request, "Khóa này đã hết.")
    else:
        lift_lock(user=one.user, address=one.address, by=request.user)
        messages.success(request, f"Đã mở khóa cho {one.user} từ địa chỉ {one.address}.")
    return redirect("locks")
