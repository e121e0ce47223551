"""Signing in at a provider of OpenID Connect (OIDC_ISSUER), for accounts that exist here; off without one.

The provider vouches for an e-mail that it has verified; it must be that of exactly one active account. No
account is made or changed by it. Authlib does the protocol: state, nonce, PKCE, keys, signature, claims.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.django_client import OAuth
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views import View
from joserfc.errors import JoseError
from requests import RequestException

from bachdang.accounts.door.factor.keeping import factor_of
from bachdang.accounts.door.views import Door
from bachdang.accounts.models import User

logger = logging.getLogger(__name__)

NEXT = "going"
"""Of the session's data: where one was going."""
DOWN = "{} đang không trả lời. Xin đăng nhập bằng mật khẩu, hoặc thử lại sau."
REFUSED = "{} không xác nhận lần đăng nhập này. Xin thử lại, hoặc đăng nhập bằng mật khẩu."
UNVERIFIED = "{} chưa xác minh thư điện tử của bạn, nên chưa biết đây là tài khoản nào."
UNKNOWN = (
    "Không có tài khoản nào ở đây ghi thư điện tử này. Xin nhờ quản trị hệ thống ghi vào tài khoản của bạn."
)
CLOSED = "Tài khoản của thư điện tử này đã ngừng. Xin liên hệ quản trị hệ thống."
SEVERAL = "Nhiều tài khoản ghi cùng thư điện tử này. Xin nhờ quản trị hệ thống sửa lại."
# The provider is away or answers nonsense; it answers, and what it says does not hold.
AWAY = (RequestException, ValueError, KeyError, RuntimeError)
FALSE = (AuthlibBaseError, JoseError)


class NotHere(Exception):
    """Why nobody comes in this way, in words."""


def provider() -> Any:
    """The provider as Authlib knows it; asked anew each time for its addresses and keys."""
    return OAuth().register(
        "provider",
        client_id=settings.OIDC_CLIENT_ID,
        client_secret=settings.OIDC_CLIENT_SECRET,
        server_metadata_url=f"{settings.OIDC_ISSUER}/.well-known/openid-configuration",
        client_kwargs={
            "scope": "openid email", "code_challenge_method": "S256", "default_timeout": settings.OIDC_TIMEOUT
        },
    )  # fmt: skip


def account_of(claims: Mapping[str, Any]) -> User:
    """The one active account of the e-mail that the provider has verified; else NotHere."""
    email = claims.get("email")
    if not isinstance(email, str) or not email or claims.get("email_verified") is not True:
        raise NotHere(UNVERIFIED.format(settings.OIDC_NAME))
    found = list(User.objects.filter(email__iexact=email)[:20])
    active = [user for user in found if user.is_active]
    if not active:
        raise NotHere(CLOSED if found else UNKNOWN)
    if len(active) > 1:
        raise NotHere(SEVERAL)
    return active[0]


@method_decorator(login_not_required, name="dispatch")
class Elsewhere(Door, View):
    """To the provider, and back from it: `state` tells which."""

    http_method_names = ["get", "options"]

    def get(self, request: HttpRequest) -> HttpResponse:
        if not settings.OIDC_ISSUER:
            raise Http404("Không có cách đăng nhập này.")
        try:
            return self._come_back(request) if {"state", "error"} & set(request.GET) else self._go(request)
        except NotHere as refusal:
            return self._tell(str(refusal), 403)
        except FALSE as error:
            logger.warning("OpenID Connect: %r", error)
            return self._tell(REFUSED.format(settings.OIDC_NAME), 403)
        except AWAY as error:
            logger.warning("OpenID Connect: %r", error)
            return self._tell(DOWN.format(settings.OIDC_NAME), 503)

    def _go(self, request: HttpRequest) -> HttpResponse:
        if isinstance(request.user, User):
            return redirect("start")
        request.session[NEXT] = self.get_redirect_url()
        back = request.build_absolute_uri(reverse("elsewhere"))
        response: HttpResponse = provider().authorize_redirect(request, back)
        return response

    def _come_back(self, request: HttpRequest) -> HttpResponse:
        token = provider().authorize_access_token(request)
        user = account_of(token.get("userinfo") or {})
        self.going = request.session.pop(NEXT, "")
        if factor_of(user):
            return self.ask_code(user)
        return self.enter(user, by=settings.OIDC_NAME)

    def get_redirect_url(self, request: HttpRequest | None = None) -> str:
        return getattr(self, "going", "") or super().get_redirect_url(request)

    def _tell(self, words: str, status: int) -> HttpResponse:
        return render(self.request, "registration/elsewhere.html", {"words": words}, status=status)
