"""Commands of the timers, killed half-way, then run to the end: as if nothing had happened."""

from __future__ import annotations

import subprocess
import sys
import time
from collections import Counter
from random import Random

from tests.faults.ledger import verified
from tests.faults.outcome import Outcome
from tests.faults.site import ROOT, Site
from tests.faults.stand import Stand, rows
from tests.faults.trials.clock import due_of

NOTICES = "SELECT user_id, key, text FROM plans_notice ORDER BY 1, 2, 3"
STANDINGS = (
    "SELECT indicator_id, target_id, year, quarter, status FROM indicators_targetstanding ORDER BY 1, 2, 3, 4"
)


def killed_reminders(stand: Stand, times: int) -> Outcome:
    outcome = Outcome("send_reminders killed half-way, run again", stand.name, times)
    undisturbed, site = stand.site(), stand.site()
    day = f"{due_of(site)}T07:15"
    took = _whole(undisturbed, "send_reminders", day)
    for number in range(times):
        _killed(site, "send_reminders", day, Random(number).uniform(0.4, 1) * took)
    site.command("send_reminders", at=day)
    _same(undisturbed, site, NOTICES, outcome)
    return outcome


def killed_rebuild(stand: Stand, times: int) -> Outcome:
    """All or nothing: what stands after a kill is what stood before."""
    outcome = Outcome("rebuild_standing killed half-way, run again", stand.name, times)
    undisturbed, site = stand.site(), stand.site()
    took = _whole(undisturbed, "rebuild_standing", f"{due_of(site)}T07:15")
    before = rows(site.url, STANDINGS)
    for number in range(times):
        _killed(site, "rebuild_standing", f"{due_of(site)}T07:15", Random(number).uniform(0.4, 1) * took)
        if rows(site.url, STANDINGS) not in (before, rows(undisturbed.url, STANDINGS)):
            outcome.torn += 1
    site.command("rebuild_standing", at=f"{due_of(site)}T07:15")
    _same(undisturbed, site, STANDINGS, outcome)
    return outcome


def _whole(site: Site, command: str, at: str) -> float:
    begun = time.monotonic()
    site.command(command, at=at)
    return time.monotonic() - begun


def _killed(site: Site, command: str, at: str, after: float) -> None:
    process = subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", "tests.faults.at", at, command], cwd=ROOT, env=site.environment,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _same(one: Site, other: Site, statement: str, outcome: Outcome) -> None:
    wanted, found = Counter(rows(one.url, statement)), Counter(rows(other.url, statement))
    outcome.acknowledged = wanted.total()
    outcome.lost += (wanted - found).total()
    outcome.torn += (found - wanted).total()
    verified(other, outcome)
