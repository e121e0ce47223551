"""The clock jumps a day on and back around a due day and the turn of the year, while the site runs."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import cycle, islice

from tests.faults.ledger import Ledger
from tests.faults.outcome import Outcome
from tests.faults.site import Site, serving
from tests.faults.stand import Stand, rows
from tests.faults.writers import DESKS, Writer
from tests.person import Person

PAGES = [
    "/",
    "/viec-cua-toi/",
    "/6-ro/",
    "/phai-bao-cao/",
    "/chi-tieu/",
    "/nhiem-vu/",
    "/don-vi/",
    "/thong-bao/",
]


WHO = "kinhte"


def clock(stand: Stand, times: int) -> Outcome:
    """To `times` moments: signed in before and after the jump, read, written, reminded."""
    outcome = Outcome("clock jumps around due day and new year", stand.name, times)
    site = stand.site()
    ledger = Ledger()
    with serving(site):
        stays = site.person(WHO)
        for moment in islice(cycle(_moments(due_of(site))), times):
            site.set_clock(moment)
            _look(stays, f"{moment}, signed in before", outcome, (200, 302))
            _look(site.person(WHO), moment, outcome, (200,))
            with ledger.asking():
                Writer(site, ledger, *DESKS[0]).remark(f"at {moment} {ledger.acknowledged}")
            site.command("send_reminders", at=moment)
        _reminded_once(site, outcome)
        ledger.held_against(site, outcome)
    return outcome


def due_of(site: Site) -> date:
    ((found,),) = rows(site.url, "SELECT due FROM plans_period ORDER BY year DESC, quarter DESC LIMIT 1")
    return date.fromisoformat(str(found))


def _moments(due: date) -> list[str]:
    before, after = due - timedelta(days=1), due + timedelta(days=1)
    new_year = date(due.year + 1, 1, 1)
    last = new_year - timedelta(days=1)
    return [
        f"{before}T23:59:30", f"{due}T00:00:30", f"{after}T00:00:30", f"{before}T08:00", f"{due}T23:59:50",
        f"{last}T23:59:50", f"{new_year}T00:00:10", f"{last}T12:00", f"{new_year}T09:00", f"{due}T12:00",
    ]  # fmt: skip


def _look(person: Person, when: str, outcome: Outcome, expected: tuple[int, ...]) -> None:
    for path in PAGES:
        status = person.get(path).status
        if status not in expected:
            outcome.wrong.append(f"{when}: {path} {status}")


def _reminded_once(site: Site, outcome: Outcome) -> None:
    """A day that came twice reminds nobody twice."""
    twice = rows(site.url, "SELECT user_id, key FROM plans_notice GROUP BY user_id, key HAVING COUNT(*) > 1")
    outcome.torn += len(twice)
