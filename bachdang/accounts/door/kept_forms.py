"""A form that was sent when the session was over, or from a page of before: kept, and offered again.

What was typed travels signed in the sign-in page, not on the server, and only to the person for whom the form
was drawn ({% csrf_token %} says who that is). Files do not travel; they are named. Passwords are never kept.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from bachdang.accounts.door.asking import by_script, session_over
from bachdang.accounts.door.sign_in import SignInForm
from bachdang.accounts.models import User
from bachdang.ui.templatetags.whose import WHOSE

logger = logging.getLogger(__name__)

FIELD = "kept"
PURPOSE = "accounts.kept_form"
AGE = 24 * 60 * 60
LONGEST = 1024 * 1024
"""Characters of it in a page."""
OWN = {"csrfmiddlewaretoken", WHOSE, FIELD}


@dataclass(frozen=True)
class KeptForm:
    """Where it was sent, what stood in it, and the files (field, name) that have to be chosen again."""

    path: str
    values: list[tuple[str, str]]
    files: list[tuple[str, str]]


def kept_form(request: HttpRequest) -> str:
    """The form of this request, signed for its person; "" for what is not kept."""
    sent = request.POST
    whose = sent.get(WHOSE, "")
    names = [name for name in sent if name not in OWN]
    if not whose.isdecimal() or not _from_this_site(request) or any("password" in name for name in names):
        return ""
    values = [(name, str(one)) for name in names for one in sent.getlist(name)]
    files = [(name, str(one.name)) for name, all_of in request.FILES.lists() for one in all_of]
    packed = signing.dumps([int(whose), request.get_full_path(), values, files], salt=PURPOSE, compress=True)
    return packed if len(packed) <= LONGEST else ""


def _from_this_site(request: HttpRequest) -> bool:
    """Whether a page of this site sent it: nothing that a stranger's page sends is offered to anyone."""
    origin = request.headers.get("Origin") or request.headers.get("Referer", "")
    return urlsplit(origin).netloc == request.get_host()


def form_kept_for(user: User, packed: str) -> KeptForm | None:
    """The form again; None for another person, for what is too old or was changed."""
    try:
        whose, path, values, files = signing.loads(packed, salt=PURPOSE, max_age=AGE)
    except signing.BadSignature:
        return None
    return KeptForm(path, values, files) if whose == user.pk else None


def offer(request: HttpRequest, form: KeptForm, status: int = 200) -> HttpResponse:
    """What was typed, with the button that sends it."""
    return render(
        request,
        "accounts/kept_form.html",
        {"title": "Gửi tiếp nội dung đã nhập", "kept": form},
        status=status,
    )


def ask_to_sign_in(request: HttpRequest, kept: str = "", *, stale: bool = False) -> HttpResponse:
    """The sign-in page in place of the answer; `stale`: it stood open for too long itself."""
    name = request.POST.get("username", "") if stale else ""
    context: dict[str, Any] = {
        "form": SignInForm(request, initial={"username": name[:60]}),
        "kept": kept or (request.POST.get(FIELD, "") if stale else ""),
        "stale": stale,
        "next": request.POST.get("next", "") if stale else "",
    }
    return render(request, "registration/login.html", context, status=403 if stale else 401)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A page of before the last sign-in, or cookies that are gone; what was typed is kept if it can be."""
    logger.warning("CSRF: %s", reason)
    if by_script(request):
        return session_over()
    if request.path_info == reverse("login"):
        return ask_to_sign_in(request, stale=True)
    user, kept = request.user, kept_form(request)
    if not isinstance(user, User):
        return ask_to_sign_in(request, kept) if kept else redirect("login")
    form = form_kept_for(user, kept)
    if form is not None:
        return offer(request, form, status=403)
    return render(request, "403_csrf.html", status=403)
