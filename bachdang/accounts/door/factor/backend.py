"""The code as a way to authenticate, so that wrong ones are counted and lock as wrong passwords do."""

from __future__ import annotations

from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from bachdang.accounts.door.factor.keeping import spend
from bachdang.accounts.models import User


class SecondFactorBackend(BaseBackend):
    """Asked by `code` alone, of somebody whose password was right or who is signed in."""

    def authenticate(  # type: ignore[override]
        self, request: HttpRequest | None, username: str, code: str
    ) -> User | None:
        user = User.objects.named(username)
        if user is None or not user.is_active:
            return None
        user.proven_by = spend(user, code)
        return user if user.proven_by else None
