"""Signing in: what may be typed, and one name of an account however its letters are typed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.forms import AuthenticationForm, UsernameField
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import salted_hmac

from bachdang.accounts.door.asking import by_script
from bachdang.accounts.models import User
from bachdang.accounts.passwords import LONGEST_TYPED

WRONG = "Tên đăng nhập hoặc mật khẩu chưa đúng. Chú ý chữ hoa, chữ thường của mật khẩu rồi nhập lại."
EXPIRED = (
    "Mật khẩu tạm này đã hết hạn nên không dùng được nữa. Xin liên hệ quản trị hệ thống để được cấp mật khẩu "
    "tạm mới."
)
LONGEST_NAME = User._meta.get_field("username").max_length


class SignInForm(AuthenticationForm):
    """Longer names and passwords than there can be are refused before anything is looked up or kept."""

    username = UsernameField(max_length=LONGEST_NAME)
    password = forms.CharField(label="Mật khẩu", strip=False, max_length=LONGEST_TYPED)

    def confirm_login_allowed(self, user: Any) -> None:
        """Asked once the password was right."""
        super().confirm_login_allowed(user)
        until = user.temporary_until
        if until is not None and until <= timezone.now():
            raise ValidationError(EXPIRED, code="expired")

    @property
    def elsewhere(self) -> str:
        """The name of the provider where one may sign in as well; "" without one."""
        return settings.OIDC_NAME if settings.OIDC_ISSUER else ""

    @property
    def refusal(self) -> str:
        """Why not, in one sentence: nothing tells a wrong name from a wrong password."""
        if not self.is_bound or self.is_valid():
            return ""
        return EXPIRED if self.has_error(NON_FIELD_ERRORS, "expired") else WRONG


def locked_out(request: HttpRequest, response: object, credentials: object) -> HttpResponse:
    """The answer while this account is locked from this address: a page, or the box over a page."""
    page = "accounts/locked_box.html" if by_script(request) else "registration/locked.html"
    return render(request, page, status=429)


def counted_name(request: HttpRequest, credentials: Mapping[str, Any] | None) -> str | None:
    """The name under which wrong passwords are counted: one account, one count.

    A name that no account has may be a password typed into the wrong box: what is counted does not tell it.
    """
    name = (credentials or request.POST).get("username")
    if not isinstance(name, str):
        return None
    if User.objects.named(name) is not None:
        return name.lower()
    return "?" + salted_hmac("accounts.unknown_name", name.lower(), algorithm="sha256").hexdigest()[:20]
