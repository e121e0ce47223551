"""The mail server is down, refuses, says nothing: saving goes on, every letter goes out later, once."""

from __future__ import annotations

import secrets
import time

from tests.faults.outcome import Outcome
from tests.faults.site import Site, free_port, serving
from tests.faults.stand import Stand, rows
from tests.faults.trials.post import mail_server

PAGE = "/ky-bao-cao/2026-Q3/nhac/"
LONGEST = 10.0
"""Seconds that saving may take on a busy machine."""


def mail(stand: Stand, times: int) -> Outcome:
    """`times` reminders with each kind of server, each a letter to everybody who owes something."""
    outcome = Outcome("mail server down, refusing, silent", stand.name, 3 * times)
    site = stand.site()
    site.command("shell", "--no-imports", "--command", _GIVE_ADDRESSES)
    port = free_port()
    site.more = {"EMAIL_URL": f"smtp://127.0.0.1:{port}", "EMAIL_TIMEOUT": "1"}
    with serving(site):
        for number, kind in enumerate(("down", "refuses", "silent")):
            with mail_server(kind, port):
                _remind(site, times, outcome)
                site.command("send_letters", at=f"2026-10-08T{10 + number}:00")
    with mail_server("takes", port) as server:
        site.command("send_letters", at="2026-10-08T20:00")
    _compare(site, server.taken, outcome)
    return outcome


_GIVE_ADDRESSES = """
from django.db.models import F, Value
from django.db.models.functions import Concat
from bachdang.accounts.models import User
User.objects.update(email=Concat(F("username"), Value("@example.vn")))
"""


def _remind(site: Site, times: int, outcome: Outcome) -> None:
    """The office reminds everybody in words of its own; the page must not wait for the mail server."""
    office = site.person("vanphong")
    hidden = office.form(PAGE)
    for number in range(times):
        words = {"everyone": "on", "words": f"Lần {number}, {time.time_ns()}.", "send": "1"}
        begun = time.monotonic()
        answer = office.post(PAGE, {**hidden, **words, "once": secrets.token_urlsafe(12)})
        took = time.monotonic() - begun
        outcome.acknowledged += answer.status == 302
        if answer.status != 302 or took > LONGEST:
            outcome.wrong.append(f"reminding: {answer.status} after {took:.1f} s")


def _compare(site: Site, taken: list[str], outcome: Outcome) -> None:
    """Each letter that was queued is with the server now, once."""
    (queued,) = rows(site.url, "SELECT COUNT(*) FROM plans_letter WHERE queued_at >= '2026-10-08 02:00'")
    (waiting,) = rows(site.url, "SELECT COUNT(*) FROM plans_letter WHERE next_at IS NOT NULL")
    outcome.note = f"{queued[0]} letters queued, {len(taken)} taken by the server in the end"
    outcome.lost += max(0, queued[0] - len(set(taken)))
    outcome.torn += len(taken) - len(set(taken))
    if waiting[0]:
        outcome.wrong.append(f"{waiting[0]} letters still wait")
    if not queued[0]:
        outcome.wrong.append("no letter was queued: the trial tried nothing")
