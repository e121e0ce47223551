"""Conditional answers: what a person asks for again of a locked round is sent again only after a change."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, wraps
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.http import quote_etag
from django.views.decorators.http import condition

from bachdang.accounts.models import AuditEvent
from bachdang.accounts.verbs import COMINGS
from bachdang.scope.scopes import scope_of
from plans.models import Snapshot

View = Callable[..., HttpResponseBase]
PACKAGES = ("bachdang", "plans", "indicators", "projects")


def locked_tag(request: HttpRequest, *args: Any, **kwargs: Any) -> str | None:
    """The ETag of a locked round's answer to this person; None while the round is open.

    It names what the answer is made of: the address, the person with unit and rights, the newest frozen
    version, the newest change in the ward's history (every change writes one), the day, the software.
    """
    scope = scope_of(request)
    if scope.plan is None or scope.period is None or scope.period.locked_at is None:
        return None
    frozen = Snapshot.objects.filter(period=scope.period).order_by("-version").values_list("pk", "seal")
    changes = AuditEvent.objects.exclude(verb__in=COMINGS)
    history = changes.filter(locality=scope.plan.locality_id).values_list("pk")
    user: Any = request.user
    parts = (
        request.get_full_path(),
        (user.pk, user.unit_id, sorted(user.get_all_permissions())),
        (scope.plan.pk, scope.period.pk, frozen.first(), history.first(), scope.today),
        _software(),
    )
    return quote_etag(sha256(repr(parts).encode()).hexdigest())


def conditional_on(tag: Callable[..., str | None]) -> Callable[[View], View]:
    """304 for what this person has already. Stands below what decides who may see the view.

    No answer is kept for another person; what a browser keeps, it asks for again each time.
    """

    def decorate(view: View) -> View:
        answer = condition(etag_func=tag)(view)

        @wraps(view)
        def told(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            response = answer(request, *args, **kwargs)
            if response.has_header("ETag") or not response.has_header("Cache-Control"):
                response["Cache-Control"] = "private, no-cache"
            return response

        return told

    return decorate


conditional = conditional_on(locked_tag)


@cache
def _software() -> float:
    """When the newest file of the code was written: another release may draw the same rows otherwise."""
    files = (file for package in PACKAGES for file in (settings.BASE_DIR / package).rglob("*.py"))
    return max(file.stat().st_mtime for file in files)
