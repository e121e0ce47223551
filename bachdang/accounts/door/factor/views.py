"""Xác thực hai bước: a person's own page, and the administrator's way out for a lost phone."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from bachdang.accounts.door.asking import by_script
from bachdang.accounts.door.confirming import confirm_first
from bachdang.accounts.door.factor.codes import drawn, new_key
from bachdang.accounts.door.factor.keeping import (
    drop,
    factor_of,
    must_have,
    renew_recovery_codes,
    set_up,
)
from bachdang.accounts.door.factor.passkeys import add, ask_new, remove
from bachdang.accounts.door.sessions import HAS_IT
from bachdang.accounts.models import User
from bachdang.accounts.querysets import locality_of
from bachdang.accounts.roles import CHANGE_USER

PURPOSE = "accounts.second_factor"


class CodeForm(forms.Form):
    """The first code of a new key; `pending` is that key, signed for its person."""

    code = forms.CharField(
        label="Mã 6 số đang hiện trong ứng dụng",
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )
    pending = forms.CharField(widget=forms.HiddenInput, max_length=400)


@require_http_methods(["GET", "HEAD", "POST"])
def second_factor(request: HttpRequest) -> HttpResponse:
    """Set it up; with one: what is there, and what a POST asks for (`act`)."""
    assert isinstance(request.user, User)
    if settings.SECOND_FACTOR == "off":
        raise Http404("Xác thực hai bước đang tắt.")
    if asked := confirm_first(request):
        return asked
    user, factor = request.user, factor_of(request.user)
    if factor is None:
        return _set_up(request, user)
    if request.method == "POST":
        return _act(request, user, request.POST.get("act", ""))
    shown: dict[str, Any] = {"factor": factor, "required": must_have(user), "keys": user.passkeys.all()}
    return _page(request, options=ask_new(request, user), add_key=[("act", "add_key")], **shown)


def _act(request: HttpRequest, user: User, act: str) -> HttpResponse:
    """One of the buttons of who has it."""
    if act == "renew":
        return _told_once(request, renew_recovery_codes(user=user))
    if act == "add_key":
        return _add_key(request, user)
    if act == "drop_key":
        key = request.POST.get("key", "")
        remove(user=user, pk=int(key) if key.isascii() and key.isdigit() and len(key) < 19 else 0)
    elif act == "drop" and must_have(user):
        messages.error(request, "Vai trò của bạn phải dùng xác thực hai bước, không tắt được.")
    elif act == "drop":
        drop(user=user, by=user)
        request.session.pop(HAS_IT, None)
        messages.success(request, "Đã tắt xác thực hai bước.")
    return redirect("second_factor")


def _add_key(request: HttpRequest, user: User) -> HttpResponse:
    if add(request, user, request.POST.get("passkey", "")[:20_000]):
        messages.success(request, "Đã thêm khóa bảo mật. Lần đăng nhập sau dùng được thay cho mã.")
    else:
        messages.error(request, "Chưa thêm được khóa bảo mật. Mở lại trang này rồi thử lần nữa.")
    return redirect("second_factor")


def _set_up(request: HttpRequest, user: User) -> HttpResponse:
    form = CodeForm(request.POST) if request.method == "POST" else CodeForm()
    key = _pending(request.POST.get("pending", ""), user) if form.is_bound else None
    if form.is_bound and form.is_valid():
        codes = set_up(user=user, key=key, code=form.cleaned_data["code"]) if key else None
        if codes is not None:
            request.session[HAS_IT] = True
            return _told_once(request, codes)
        form.add_error("code", "Mã chưa đúng. Kiểm tra giờ của điện thoại rồi nhập mã đang hiện.")
    key = key or new_key()
    pending = signing.dumps([user.pk, key], salt=PURPOSE)
    form.data = {**form.data.dict(), "pending": pending} if form.is_bound else {}  # type: ignore[attr-defined]
    form.initial["pending"] = pending
    shown = {"form": form, "drawn": drawn(key, user.username), "key": _in_groups(key)}
    status = 422 if form.is_bound else 200
    return _page(request, status=status, required=must_have(user), **shown)


def _pending(packed: str, user: User) -> str | None:
    """The key of the page; None for what is too old, changed, or another person's."""
    try:
        whose, key = signing.loads(packed, salt=PURPOSE, max_age=60 * 60)
    except signing.BadSignature:
        return None
    return str(key) if whose == user.pk else None


def _in_groups(key: str) -> str:
    return " ".join(key[at : at + 4] for at in range(0, len(key), 4))


def _page(request: HttpRequest, *, status: int = 200, **found: Any) -> HttpResponse:
    name = "accounts/second_factor_box.html" if by_script(request) else "accounts/second_factor.html"
    return _private(render(request, name, {"title": "Xác thực hai bước", **found}, status=status))


def _told_once(request: HttpRequest, codes: list[str]) -> HttpResponse:
    name = "accounts/recovery_box.html" if by_script(request) else "accounts/recovery_codes.html"
    return _private(render(request, name, {"title": "Mã dự phòng", "codes": codes}))


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "private, no-store"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(CHANGE_USER, raise_exception=True)
def reset_second_factor(request: HttpRequest, username: str) -> HttpResponse:
    """For a person of the own locality who has lost phone and recovery codes, after asking."""
    assert isinstance(request.user, User)
    people = User.objects.filter(unit__locality=locality_of(request.user))
    user = get_object_or_404(people, username=username)
    if asked := confirm_first(request):
        return asked
    if request.method != "POST":
        context = {"title": "Bỏ xác thực hai bước", "person": user}
        return render(request, "accounts/reset_second_factor.html", context)
    if drop(user=user, by=request.user):
        messages.success(request, f"Đã bỏ xác thực hai bước của {user}.")
    else:
        messages.info(request, f"{user} chưa bật xác thực hai bước.")
    return redirect("account", user.username)
