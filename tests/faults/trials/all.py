"""Every trial: how often it is tried in short and in full, and on which databases it says something."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.faults.outcome import Outcome
from tests.faults.stand import Stand
from tests.faults.trials.clock import clock
from tests.faults.trials.database_away import database_away
from tests.faults.trials.full_disks import full_database, full_evidence, full_temporary
from tests.faults.trials.killed_commands import killed_rebuild, killed_reminders
from tests.faults.trials.killed_workers import killed_workers
from tests.faults.trials.mail import mail
from tests.faults.trials.odd_requests import odd_requests
from tests.faults.trials.old_databases import old_databases
from tests.faults.trials.read_only import read_only
from tests.faults.trials.two_servers import two_servers

BOTH, LITE, POSTGRES = {"SQLite", "PostgreSQL"}, {"SQLite"}, {"PostgreSQL"}


@dataclass(frozen=True)
class Trial:
    run: Callable[[Stand, int], Outcome]
    small: int
    full: int
    on: frozenset[str] | set[str]

    @property
    def name(self) -> str:
        return self.run.__name__

    def fits(self, stand: Stand) -> bool:
        return stand.name in self.on


TRIALS = [
    Trial(killed_workers, 2, 200, BOTH),
    Trial(database_away, 1, 10, POSTGRES),
    Trial(full_database, 1, 5, LITE),
    Trial(full_evidence, 1, 5, BOTH),
    Trial(full_temporary, 1, 3, BOTH),
    Trial(read_only, 1, 5, BOTH),
    Trial(clock, 2, 10, BOTH),
    Trial(two_servers, 1, 20, BOTH),
    Trial(mail, 1, 10, BOTH),
    Trial(killed_reminders, 1, 10, BOTH),
    Trial(killed_rebuild, 1, 10, BOTH),
    Trial(odd_requests, 100, 10_000, BOTH),
    Trial(old_databases, 1, 100, BOTH),
]
