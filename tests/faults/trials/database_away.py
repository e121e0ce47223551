"""The database server is stopped under load, started again, and the site goes on without being touched."""

from __future__ import annotations

import time

from tests.faults.ledger import verified
from tests.faults.outcome import Outcome
from tests.faults.site import serving
from tests.faults.stand import Stand
from tests.faults.writers import wait_until, writing


def database_away(stand: Stand, times: int) -> Outcome:
    """PostgreSQL only: `times` stops of each kind."""
    outcome = Outcome("PostgreSQL stopped fast and at once, started", stand.name, 2 * times, recovery=0)
    assert stand.cluster is not None
    with serving(stand.site()) as site:
        with writing(site) as ledger:
            for mode in ["fast", "immediate"] * times:
                wait_until(lambda: ledger.in_flight > 0)
                stand.cluster.stop(mode)
                if not wait_until(ledger.tells(), 30):
                    outcome.wrong.append(f"{mode}: nobody is told that the database is away")
                if (status := site.status("/san-sang/")) != 503:
                    outcome.wrong.append(f"{mode}: /san-sang/ says {status} while the database is away")
                stand.cluster.start()
                begun = time.monotonic()
                if not wait_until(ledger.goes_on()):
                    outcome.wrong.append(f"{mode}: nothing is acknowledged after the database is back")
                outcome.recovery = max(outcome.recovery or 0, time.monotonic() - begun)
        ledger.held_against(site, outcome)
        verified(site, outcome)
    return outcome
