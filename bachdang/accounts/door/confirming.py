"""Asking once more who it is, before what cannot simply be undone or opens the door to others.

Who signed in or was asked within CONFIRM_AGAIN goes on. Else the answer to a POST is a page that holds all
that was typed and asks for the password, or the code of who has a second factor; what it sends is that very
POST again, to the same address. Nothing is kept on the server, nothing typed is lost; files are chosen again.
"""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from bachdang.accounts.door.factor.keeping import factor_of
from bachdang.accounts.door.kept_forms import OWN, KeptForm
from bachdang.accounts.door.proving import proves
from bachdang.accounts.door.sessions import SessionStore
from bachdang.accounts.models import User
from bachdang.accounts.passwords import LONGEST_TYPED

FIELD = "confirm_again"
AT = "confirmed"
"""Of a session's data: when its person was asked last."""


def confirm_first(request: HttpRequest) -> HttpResponse | None:
    """The page that asks; None: go on. Call it once it is clear that the person may do this at all."""
    assert isinstance(request.user, User)
    typed = request.POST.get(FIELD)
    if request.method != "POST" or (typed is None and _is_recent(request)):
        return None
    by_code = factor_of(request.user) is not None
    if typed is not None:
        given = {"code" if by_code else "password": typed[:LONGEST_TYPED]}
        if proves(request, request.user, **given):
            request.session[AT] = timezone.now().isoformat()
            return None
    context = {
        "title": "Xác nhận lại",
        "kept": _sent(request),
        "by_code": by_code,
        "has_password": request.user.has_usable_password(),
        "wrong": typed is not None,
        "minutes": int(settings.CONFIRM_AGAIN.total_seconds() // 60),
    }
    response = render(request, "accounts/confirm_again.html", context, status=403)
    response["Cache-Control"] = "private, no-store"
    return response


def _is_recent(request: HttpRequest) -> bool:
    session = request.session
    began = session.row.began if isinstance(session, SessionStore) and session.row else None
    asked = session.get(AT)
    times = [one for one in (began, datetime.fromisoformat(asked) if asked else None) if one]
    now = timezone.now()
    return any(one <= now < one + settings.CONFIRM_AGAIN for one in times)


def _sent(request: HttpRequest) -> KeptForm:
    """What was typed, as the page repeats it."""
    names = [name for name in request.POST if name not in OWN | {FIELD}]
    values = [(name, str(one)) for name in names for one in request.POST.getlist(name)]
    files = [(name, str(one.name)) for name, all_of in request.FILES.lists() for one in all_of]
    return KeptForm(request.get_full_path(), values, files)
