"""How long a person stays signed in (SESSION_ENGINE): until idle for too long, and not beyond a longest time.

The row's expire_date is the end, held by the server whatever the browser keeps. Work moves it on, at most
once in GRAIN: a request costs no write. An idle session so ends up to GRAIN early, never late.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as RowStore
from django.utils import timezone

from bachdang.accounts.door.models import Session

GRAIN = timedelta(minutes=2)
HAS_IT = "second_factor"
"""Of a session's data: its person has a second factor, so that it is not looked up again."""


def _end(began: datetime) -> datetime:
    """When a session that is used now ends if it is not used again."""
    return min(timezone.now() + settings.SESSION_IDLE, _last_end(began))


def _last_end(began: datetime) -> datetime:
    longest: timedelta = settings.SESSION_LONGEST
    return began + longest


def close_sessions(user_id: int, *, but: str | None = None) -> int:
    """End all sessions of a person, `but` the one of that key; how many."""
    rows = Session.objects.filter(user=user_id).exclude(pk=but or "")
    open_ones = rows.filter(expire_date__gt=timezone.now()).count()
    rows.delete()
    return open_ones


class SessionStore(RowStore):
    """Sessions of the model above; `row` is the one that was read or written last."""

    row: Session | None = None

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    def _get_session_from_db(self) -> Session | None:
        self.row = super()._get_session_from_db()  # type: ignore[misc]
        return self.row

    def create(self) -> None:
        """Each signing in begins a new session, with a key and a time of its own."""
        self.row = None
        super().create()

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        row: Session = super().create_model_instance(data)  # type: ignore[assignment]
        row.user_id = data.get(SESSION_KEY)
        row.began = self.row.began if self.row else timezone.now()
        row.expire_date = _end(row.began)
        self.row = row
        return row

    def slide(self) -> None:
        """The person is at work: idleness begins anew."""
        if self.row is None or self.session_key is None:
            return
        end = _end(self.row.began)
        if end - self.row.expire_date >= min(GRAIN, settings.SESSION_IDLE / 10):
            Session.objects.filter(pk=self.row.pk).update(expire_date=end)
            self.row.expire_date = end

    @property
    def seconds_left(self) -> int:
        """Until the end, when nothing more is done; 0 without a session."""
        if self.row is None or self.session_key is None:
            return 0
        return max(int((self.row.expire_date - timezone.now()).total_seconds()), 0)

    @property
    def warn(self) -> int:
        """Seconds before the end at which a page that stands open says so."""
        return int(min(settings.SESSION_WARNING, settings.SESSION_IDLE / 2).total_seconds())

    @property
    def can_slide(self) -> bool:
        """Whether work moves the end on; False in the last stretch before the longest time."""
        return self.row is not None and self.row.expire_date < _last_end(self.row.began)
