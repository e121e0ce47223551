"""Code or security key as a way to authenticate: wrong ones are counted and lock as wrong passwords do."""

from __future__ import annotations

from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from bachdang.accounts.door.factor.keeping import spend
from bachdang.accounts.door.factor.passkeys import sign
from bachdang.accounts.models import User


class SecondFactorBackend(BaseBackend):
    """Asked by `code` or `passkey` alone, of somebody whose password was right or who is signed in."""

    def authenticate(  # type: ignore[override]
        self, request: HttpRequest, username: str, code: str = "", passkey: str = ""
    ) -> User | None:
        user = User.objects.named(username)
        if user is None or not user.is_active:
            return None
        user.proven_by = sign(request, user, passkey) if passkey else spend(user, code)
        return user if user.proven_by else None
