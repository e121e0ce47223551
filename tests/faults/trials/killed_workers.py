"""kill -9 of every process that answers requests, while at least one request is being answered."""

from __future__ import annotations

import time
from random import Random

from tests.faults.ledger import verified
from tests.faults.outcome import Outcome
from tests.faults.site import serving
from tests.faults.stand import Stand
from tests.faults.writers import wait_until, writing


def killed_workers(stand: Stand, times: int) -> Outcome:
    outcome = Outcome("kill -9 of all workers while people write", stand.name, times, recovery=0)
    pick = Random(times)
    with serving(stand.site()) as site:
        with writing(site) as ledger:
            for _ in range(times):
                wait_until(lambda: ledger.in_flight > 0)
                time.sleep(pick.uniform(0, 0.25))
                site.kill_workers()
                outcome.recovery = max(outcome.recovery or 0, site.wait("/song/"))
                if not wait_until(ledger.goes_on()):
                    outcome.wrong.append("nothing is acknowledged after a kill")
        ledger.held_against(site, outcome)
        verified(site, outcome)
    outcome.note = f"{ledger.answers['none']} requests ended without an answer"
    return outcome
