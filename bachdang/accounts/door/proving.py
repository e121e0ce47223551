"""That somebody who is signed in is still the same person: the password again, counted as at the sign-in."""

from __future__ import annotations

from axes.helpers import get_client_ip_address
from django.contrib.auth import authenticate
from django.http import HttpRequest

from bachdang.accounts.door.comings import refused
from bachdang.accounts.door.locks import unlock, wrong_ones
from bachdang.accounts.models import User


def proves(request: HttpRequest, user: User, **given: str) -> bool:
    """Whether what was given (`password`) is this person's. Wrong ones lock: the answer is 429 then."""
    before = wrong_ones(request, user.username)
    found = authenticate(request, username=user.username, **given)
    if found is None:
        refused(request, user.username, before=before)
        return False
    if before:
        unlock(user, get_client_ip_address(request))
    return found == user
