"""Letters: notices that go out by e-mail, queued with the notice and handed over by a command.

A web request never talks to the mail server. `deliver` takes each letter by itself: marked as taken and
committed, handed over, marked as sent and committed. A letter is thus sent once, but for a command that is
killed between the server's "accepted" and the second commit: that letter goes out again after STALE, under
the same Message-ID, by which mail programs know it as one.
"""

from __future__ import annotations

import contextlib
import logging
import smtplib
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from plans.models import Letter, Notice

logger = logging.getLogger(__name__)

STALE = timedelta(minutes=10)
"""A letter taken longer ago was left by a command that was killed: no mail server is waited for so long."""
WAITS = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240)]
"""After each failed try; the last one again and again."""
GIVE_UP = timedelta(days=3)
"""A reminder that could not be sent for so long says nothing any more."""
_SUBJECT = 100


def queue_letter(notice: Notice, *, more: str = "", enclosure: bytes | None = None) -> None:
    """Let a new notice go out by e-mail too; inside the notice's own transaction.

    `more`: lines below the notice's own. `enclosure`: a PDF that goes along.
    """
    if notice.user.email:
        now = timezone.now()
        Letter.objects.create(notice=notice, queued_at=now, next_at=now, more=more, enclosure=enclosure)


@dataclass
class Delivered:
    """How many letters went out, and how many could not: tried again later, or given up."""

    sent: int = 0
    failed: int = 0


def deliver() -> Delivered:
    """Hand over every letter that is due, each by itself: what is refused for one stops no other.

    Only when the server cannot be reached at all do the others wait, without a try each.
    """
    found, post = Delivered(), _Post()
    with contextlib.closing(post):
        for pk in list(_due().order_by("queued_at", "pk").values_list("pk", flat=True)):
            letter = _take(pk)
            if letter is not None:
                _hand_over(letter, post, found)
            if post.unreachable:
                found.failed += _postpone(post.unreachable)
                break
    return found


def _due() -> QuerySet[Letter]:
    now = timezone.now()
    free = Q(taken_at=None) | Q(taken_at__lt=now - STALE)
    return Letter.objects.filter(free, next_at__lte=now)


def _take(pk: int) -> Letter | None:
    """The letter, for this command alone; None when another has it."""
    taken = _due().filter(pk=pk).update(taken_at=timezone.now(), tries=F("tries") + 1)
    return Letter.objects.select_related("notice__user").get(pk=pk) if taken else None


def _hand_over(letter: Letter, post: _Post, found: Delivered) -> None:
    user = letter.notice.user
    if not user.email or not user.is_active:
        _end(letter, given_up_at=timezone.now(), error="tài khoản đã ngừng hoặc không còn địa chỉ thư")
        found.failed += 1
        return
    try:
        post.send(message_of(letter))
    except Exception as error:  # whatever one letter meets must not stop the others
        logger.warning("Letter %s (try %s) was not sent: %r", letter.pk, letter.tries, error)
        _put_back(letter, in_words(error))
        found.failed += 1
    else:
        _end(letter, sent_at=timezone.now(), error="")
        found.sent += 1


def _end(letter: Letter, **ended: datetime | str) -> None:
    Letter.objects.filter(pk=letter.pk).update(next_at=None, taken_at=None, enclosure=None, **ended)


def _put_back(letter: Letter, error: str) -> None:
    """To be tried again later, or given up when it waited too long."""
    now = timezone.now()
    if now - letter.queued_at >= GIVE_UP:
        _end(letter, given_up_at=now, error=error)
        return
    wait = WAITS[min(letter.tries, len(WAITS)) - 1]
    Letter.objects.filter(pk=letter.pk).update(next_at=now + wait, taken_at=None, error=error)


def _postpone(error: str) -> int:
    """What is due and was not tried waits with the one that was, or is given up; returns how many."""
    now = timezone.now()
    old = _due().filter(queued_at__lte=now - GIVE_UP)
    given_up = old.update(next_at=None, taken_at=None, enclosure=None, given_up_at=now, error=error)
    return given_up + _due().update(next_at=now + WAITS[0], taken_at=None, error=error)


def message_of(letter: Letter) -> EmailMessage:
    """The letter as it is sent; nothing in a name or text can break its head."""
    notice = letter.notice
    _, _, domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")
    identity = f"<thu-{letter.pk}-{letter.queued_at:%Y%m%d%H%M%S}@{domain or 'localhost'}>"
    end = "Thư gửi tự động, không trả lời thư này."
    parts = [notice.text, letter.more, f"{settings.SITE_URL}{notice.url}", end]
    body = "\n\n".join(part for part in parts if part)
    subject = f"Theo dõi Kế hoạch: {_one_line(notice.text)}"[:_SUBJECT]
    message = EmailMessage(subject, body, None, [notice.user.email], headers={"Message-ID": identity})
    if letter.enclosure is not None:
        message.attach(
            f"mot-trang-{letter.queued_at:%Y-%m-%d}.pdf", bytes(letter.enclosure), "application/pdf"
        )
    return message


def _one_line(text: str) -> str:
    """Without line breaks and control characters."""
    return " ".join("".join(" " if unicodedata.category(c) == "Cc" else c for c in text).split())


class _Post:
    """The connection to the mail server: opened once, opened anew after a failure.

    `unreachable` says in words why it could not be opened.
    """

    def __init__(self) -> None:
        self.unreachable = ""
        self._open: BaseEmailBackend | None = None

    def send(self, message: EmailMessage) -> None:
        if self._open is None:
            self._open = self._connect()
        try:
            self._open.send_messages([message])
        except Exception:
            self.close()
            raise

    def _connect(self) -> BaseEmailBackend:
        connection = get_connection(fail_silently=False)
        try:
            connection.open()
        except Exception as error:
            self.unreachable = in_words(error)
            raise
        return connection

    def close(self) -> None:
        connection, self._open = self._open, None
        if connection is not None:
            with contextlib.suppress(OSError, smtplib.SMTPException):
                connection.close()


_WORDS: tuple[tuple[type[Exception], str], ...] = (
    (smtplib.SMTPRecipientsRefused, "máy chủ thư không nhận địa chỉ người nhận"),
    (smtplib.SMTPSenderRefused, "máy chủ thư không nhận địa chỉ người gửi"),
    (smtplib.SMTPAuthenticationError, "máy chủ thư không nhận tài khoản, mật khẩu gửi thư"),
    (smtplib.SMTPServerDisconnected, "máy chủ thư ngắt kết nối giữa chừng"),
    (smtplib.SMTPException, "máy chủ thư từ chối thư"),
    (TimeoutError, "máy chủ thư không trả lời"),
    (OSError, "không nối được với máy chủ thư"),
    (ValueError, "địa chỉ thư không hợp lệ"),
)


def in_words(error: Exception) -> str:
    """A failure as the office reads it; the log has the rest."""
    if isinstance(error.__context__, TimeoutError):
        error = error.__context__  # smtplib calls a server that says nothing disconnected
    return next((words for kind, words in _WORDS if isinstance(error, kind)), "lỗi khi gửi thư")


@dataclass(frozen=True)
class Waiting:
    """What the office should know of letters: how many wait and since when, how many were given up, why."""

    count: int
    since: datetime | None
    given_up: int
    error: str


def waiting_letters(locality: int) -> Waiting:
    """Of the people of a locality; given up counts for a week. One query."""
    own = Letter.objects.filter(notice__user__unit__locality=locality)
    week = timezone.now() - timedelta(days=7)
    recent = own.filter(Q(next_at__isnull=False) | Q(given_up_at__gte=week)).order_by("-queued_at", "-pk")
    rows = list(recent.only("queued_at", "next_at", "error"))
    waiting = [one for one in rows if one.next_at is not None]
    error = next((one.error for one in rows if one.error), "")
    since = waiting[-1].queued_at if waiting else None
    return Waiting(len(waiting), since, len(rows) - len(waiting), error)
