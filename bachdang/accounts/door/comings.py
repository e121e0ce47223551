"""Who came in, was refused and went, in the history; a person's own sessions and the last of these.

Wrong passwords are told once when they begin, once when they lock, and with their number at the next sign-in:
nobody fills the history by trying. Names that no account has are never written: they may be passwords.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from bachdang.accounts.actions import record_event
from bachdang.accounts.door.devices import WHERE, Where, where_in, where_of
from bachdang.accounts.door.locks import wrong_ones
from bachdang.accounts.door.sessions import SessionStore
from bachdang.accounts.models import AuditEvent, Session, User
from bachdang.accounts.querysets import locality_of
from bachdang.accounts.verbs import COMINGS

RESET = "reset_second_factor"
FACTOR = (
    "set_second_factor",
    "renew_recovery_codes",
    "add_passkey",
    "drop_passkey",
    "drop_second_factor",
    RESET,
    "change_password",
)
SHOWN = 20
"""Of the last comings, on a person's page."""


def came_in(request: HttpRequest, user: User, *, wrong: int = 0, by: str = "") -> None:
    """A person has signed in, after so many `wrong` passwords from that address; `by` what else they gave."""
    where = where_of(request)
    _tell_of_reset(request, user)
    request.session[WHERE] = [where.address, where.device]
    more = {"Lần sai trước đó": (None, wrong or None), "Bằng": (None, by or None)}
    _record("sign_in", user, where, by=user, more={key: two for key, two in more.items() if two[1]})


def _tell_of_reset(request: HttpRequest, user: User) -> None:
    """Whose second factor was taken away by somebody else since the last sign-in is told so."""
    event = AuditEvent.objects.about(user).filter(verb__in=("sign_in", RESET)).select_related("by").first()
    if event is not None and event.verb == RESET:
        when = f"{timezone.localtime(event.at):%H:%M ngày %d/%m/%Y}"
        messages.warning(
            request,
            f"{event.by} đã bỏ xác thực hai bước của bạn lúc {when}. Bật lại ở mục Xác thực hai bước; "
            "nếu bạn không nhờ việc này, báo ngay cho Văn phòng Đảng ủy.",
        )


def went(request: HttpRequest, user: User) -> None:
    _record("sign_out", user, where_of(request), by=user)


def refused(request: HttpRequest, name: str, *, before: int) -> None:
    """A password or code was wrong; `before`: how many were already."""
    now = wrong_ones(request, name)
    user = User.objects.named(name) if now > before else None
    if user is None:
        return
    if now >= settings.AXES_FAILURE_LIMIT:
        _record("sign_in_locked", user, where_of(request), more={"Lần sai": (None, now)})
    elif before == 0:
        _record("sign_in_refused", user, where_of(request))


def _record(
    verb: str,
    user: User,
    where: Where,
    *,
    by: User | None = None,
    more: Mapping[str, tuple[None, object]] | None = None,
) -> None:
    changes = {**where.changes, **(more or {})}
    record_event(verb=verb, subject=user, by=by, locality=locality_of(user), changes=changes)


def last_comings(user: User) -> list[AuditEvent]:
    """The newest first."""
    return list(
        AuditEvent.objects.about(user).filter(verb__in=(*COMINGS, *FACTOR)).select_related("by")[:SHOWN]
    )


@dataclass(frozen=True)
class OpenSession:
    """One browser in which a person is signed in; `mark` names it on a page, where its key must not stand."""

    mark: str
    key: str
    began: datetime
    ends: datetime
    where: Where
    here: bool


def open_sessions(user: User, here: str | None) -> Iterator[OpenSession]:
    """Newest first; `here` is the key of the session that asks."""
    store = SessionStore()
    rows = Session.objects.filter(user=user, expire_date__gt=timezone.now())
    for row in rows.order_by("-began", "pk"):
        data = store.decode(row.session_data)
        if str(data.get(SESSION_KEY)) == str(user.pk):
            mark = salted_hmac("accounts.session", row.pk, algorithm="sha256").hexdigest()[:20]
            yield OpenSession(mark, row.pk, row.began, row.expire_date, where_in(data), row.pk == here)
