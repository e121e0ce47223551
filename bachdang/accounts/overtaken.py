"""What somebody else has done meanwhile, so that this can be done no more: one answer for all flows, 409."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from bachdang.accounts.models import AuditEvent
from bachdang.errors import Overtaken

STALE = (
    "Trong lúc bạn mở trang này, người khác đã sửa cùng nội dung. {} "
    "Nội dung bạn nhập còn trong ô và chưa ghi: xem lại rồi lưu lần nữa để thay, "
    "hoặc tải lại trang để giữ nội dung của họ."
)


class StaleForm(ValidationError):
    """Somebody else has saved since the form was opened: who, when, what; nothing is written over."""


def overtaken(words: str, subject: models.Model) -> Overtaken:
    """To be raised by an action: why it cannot be done now, and who did what to its subject last."""
    return Overtaken(words, last_event(subject))


def last_event(subject: models.Model) -> str:
    """The newest line of the subject's history, in a sentence; "" when it has none."""
    event = _events(subject, ()).select_related("by").first()
    if event is None:
        return ""
    who = f", {event.by}" if event.by else ""
    return f"Gần nhất: {event.verb_label}{who}, {timezone.localtime(event.at):%H:%M ngày %d/%m/%Y}."


def mark_of(subject: models.Model, *verbs: str) -> str:
    """Names the state that a form shows, where its rows have no version of their own: the newest event."""
    return str(_events(subject, verbs).values_list("pk", flat=True).first() or 0)


def is_overtaken(subject: models.Model, seen: str | None, *verbs: str) -> bool:
    """Whether somebody has done one of these since the form was opened; without a mark it is not judged."""
    return bool(seen) and seen != mark_of(subject, *verbs)


def check_mark(subject: models.Model, seen: str | None, *verbs: str) -> None:
    """Raises StaleForm with what was changed since the form with this mark was opened."""
    if not is_overtaken(subject, seen, *verbs):
        return
    since = int(seen) if seen and re.fullmatch("[0-9]{1,18}", seen) else 0
    newer = _events(subject, verbs).filter(pk__gt=since).select_related("by").order_by("pk")
    raise StaleForm(STALE.format(" ".join(map(_told, newer))))


def last_change(subject: models.Model, *verbs: str) -> str:
    """Who last changed what, in a sentence; "" when nobody did."""
    event = _events(subject, verbs).select_related("by").first()
    return "" if event is None else _told(event)


def _told(event: AuditEvent) -> str:
    who = f"{event.by}, " if event.by else ""
    return f"{who}{timezone.localtime(event.at):%H:%M ngày %d/%m/%Y}: {event.change_text.rstrip('.')}."


def _events(subject: models.Model, verbs: tuple[str, ...]) -> models.QuerySet[AuditEvent]:
    rows = AuditEvent.objects.about(subject)
    return rows.filter(verb__in=verbs) if verbs else rows
