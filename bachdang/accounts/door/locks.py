"""Wrong passwords, counted by django-axes for an account and an address; so many lock the two for a while."""

from __future__ import annotations

from axes.helpers import get_client_ip_address, get_cool_off
from axes.models import AccessAttempt
from axes.utils import reset
from django.db.models import QuerySet, Sum
from django.http import HttpRequest
from django.utils import timezone

from bachdang.accounts.models import User


def counting() -> QuerySet[AccessAttempt]:
    """What still counts. One account and address have a row for each browser."""
    rows: QuerySet[AccessAttempt] = AccessAttempt.objects.filter(
        attempt_time__gte=timezone.now() - get_cool_off()
    )
    return rows


def wrong_ones(request: HttpRequest, name: str) -> int:
    """How many passwords of this account were wrong from the request's address."""
    rows = counting().filter(username=name.lower(), ip_address=get_client_ip_address(request))
    return rows.aggregate(sum=Sum("failures_since_start"))["sum"] or 0


def unlock(user: User, address: str | None = None) -> None:
    """Forget the wrong passwords of an account, from one address or from everywhere."""
    reset(username=user.username.lower(), ip=address)
