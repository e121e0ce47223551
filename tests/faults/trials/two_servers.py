"""Two sites on one database: people write at both, and one form is sent to both at the same moment."""

from __future__ import annotations

import secrets
import threading
from collections import Counter

from tests.faults.ledger import Ledger, verified
from tests.faults.outcome import Outcome
from tests.faults.site import Site, serving
from tests.faults.stand import Stand, rows
from tests.faults.writers import DESKS, Writer, wait_until, writing


def two_servers(stand: Stand, times: int) -> Outcome:
    outcome = Outcome("two servers on one database", stand.name, times)
    first = stand.site()
    second = Site(first.url, first.place / "second", {"MEDIA_ROOT": first.environment["MEDIA_ROOT"]})
    with serving(first), serving(second):
        with writing(first, at=[first, second, first]) as ledger:
            wait_until(lambda: ledger.acknowledged >= 3 * times, 10 * times + 60)
        ledger.held_against(first, outcome)
        _same_form(first, second, outcome)
    verified(first, outcome)
    return outcome


def _same_form(first: Site, second: Site, outcome: Outcome) -> None:
    """One token, two servers: done once."""
    ledger = Ledger()
    one, other = (Writer(site, ledger, *DESKS[0]) for site in (first, second))
    texts = [f"twice {secrets.token_hex(8)}" for _ in range(outcome.times)]
    for text in texts:
        same = {"once": secrets.token_urlsafe(12), "text": text}
        sent = [threading.Thread(target=_send, args=(writer, same)) for writer in (one, other)]
        for thread in sent:
            thread.start()
        for thread in sent:
            thread.join()
    there = Counter(text for (text,) in rows(first.url, "SELECT text FROM plans_comment"))
    outcome.lost += sum(there[text] == 0 for text in texts)
    outcome.torn += sum(there[text] > 1 for text in texts)
    outcome.wrong += ledger.wrong


def _send(writer: Writer, same: dict[str, str]) -> None:
    with writer.ledger.asking():
        answer = writer.person.post(f"{writer.page}trao-doi/", {**writer.hidden, **same})
        writer.ledger.heard(answer, "the same form")
