"""The database may only be read: pages say so, and all is well when it may be written again."""

from __future__ import annotations

import time

from tests.faults.ledger import Ledger
from tests.faults.outcome import Outcome
from tests.faults.site import Site, serving
from tests.faults.stand import Stand, move_sqlite
from tests.faults.trials.disks import MOUNTS, WHY_NOT, may_only_be_read, small_disk
from tests.faults.writers import DESKS, Writer, wait_until

READ_ONLY = "ALTER DATABASE {} SET default_transaction_read_only = on"
WRITABLE = "ALTER DATABASE {} RESET default_transaction_read_only"


def read_only(stand: Stand, times: int) -> Outcome:
    """SQLite on a tmpfs that is mounted to be read, PostgreSQL by a setting of the database."""
    outcome = Outcome("read-only database", stand.name, times, recovery=0)
    if stand.cluster:
        _on_postgres(stand, outcome)
    elif MOUNTS:
        _on_sqlite(stand, outcome)
    else:
        outcome.note = WHY_NOT
    return outcome


def _on_postgres(stand: Stand, outcome: Outcome) -> None:
    assert stand.cluster is not None
    site = stand.site()
    name = site.url.rpartition("/")[2]
    with serving(site):
        writer = Writer(site, Ledger(), *DESKS[0])
        for _ in range(outcome.times):
            stand.cluster.execute(READ_ONLY, name)
            site.kill_workers()  # whoever is connected keeps the setting of before
            site.wait("/song/")
            _refused(writer, outcome)
            stand.cluster.execute(WRITABLE, name)
            site.kill_workers()
            _works_again(site, writer, outcome)
        writer.ledger.held_against(site, outcome)


def _on_sqlite(stand: Stand, outcome: Outcome) -> None:
    site = stand.site()
    with small_disk(site.place / "disk", 64) as disk:
        move_sqlite(site, disk)
        with serving(site):
            writer = Writer(site, Ledger(), *DESKS[0])
            for _ in range(outcome.times):
                site.kill_workers()  # what somebody has open for writing cannot be mounted to be read
                site.wait("/song/")
                may_only_be_read(disk, read_only=True)
                _refused(writer, outcome)
                may_only_be_read(disk, read_only=False)
                _works_again(site, writer, outcome)
        writer.ledger.held_against(site, outcome)


def _refused(writer: Writer, outcome: Outcome) -> None:
    with writer.ledger.asking():
        writer.remark(f"refused {time.monotonic()}")
    if not writer.ledger.answers["told"]:
        outcome.wrong.append(f"not told that nothing is kept: {writer.ledger.answers}")


def _works_again(site: Site, writer: Writer, outcome: Outcome) -> None:
    begun, done = time.monotonic(), writer.ledger.acknowledged

    def kept() -> bool:
        with writer.ledger.asking():
            writer.remark(f"kept {time.monotonic()}")
        return writer.ledger.acknowledged > done

    if not wait_until(kept, 30):
        outcome.wrong.append("nothing is kept after the database may be written again")
    outcome.recovery = max(outcome.recovery or 0, time.monotonic() - begun)
