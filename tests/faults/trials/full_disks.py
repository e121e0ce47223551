"""A full disk under database, evidence, temporary files: said, nothing by half, over when there is room."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from tests.faults.ledger import Ledger, verified
from tests.faults.outcome import Outcome
from tests.faults.site import Site, serving
from tests.faults.stand import Stand, move_sqlite
from tests.faults.trials.disks import MOUNTS, WHY_NOT, fill, small_disk
from tests.faults.writers import wait_until, writing

EXPORTS = ["/bao-cao/excel/", "/bao-cao/word/", "/chi-tieu/?xuat=xlsx"]


def full_database(stand: Stand, times: int) -> Outcome:
    """SQLite's file and log on a tmpfs."""
    outcome = Outcome("disk of the database full", stand.name, times, recovery=0)
    if not MOUNTS:
        outcome.note = WHY_NOT
        return outcome
    site = stand.site()
    with small_disk(site.place / "disk", 24) as disk:
        move_sqlite(site, disk)
        with serving(site), writing(site) as ledger:
            for _ in range(times):
                _full_and_free(disk, ledger, outcome, lambda: ledger.acknowledged)
        ledger.held_against(site, outcome)
        verified(site, outcome)
    return outcome


def full_evidence(stand: Stand, times: int) -> Outcome:
    """MEDIA_ROOT on a tmpfs; rows go on being written, files are refused whole."""
    outcome = Outcome("disk of the evidence full", stand.name, times, recovery=0)
    if not MOUNTS:
        outcome.note = WHY_NOT
        return outcome
    site = stand.site()
    with small_disk(site.place / "files", 16) as disk, serving(site):
        with writing(site, size=200_000) as ledger:
            wait_until(lambda: any(ledger.files.values()))
            for _ in range(times):
                _full_and_free(disk, ledger, outcome, lambda: sum(ledger.files.values()))
        ledger.held_against(site, outcome)
        outcome.wrong += [
            f"half a file is left: {one.name}" for one in disk.rglob(".*") if one.name != ".ballast"
        ]
    return outcome


def full_temporary(stand: Stand, times: int) -> Outcome:
    """TMPDIR on a tmpfs: exports are made there, and what is uploaded waits there."""
    outcome = Outcome("disk of temporary files full: exports, uploads", stand.name, times * len(EXPORTS))
    if not MOUNTS:
        outcome.note = WHY_NOT
        return outcome
    site = stand.site()
    with small_disk(site.place / "tmp", 8) as disk:
        site.more = {"TMPDIR": str(disk)}
        with serving(site):
            for _ in range(times):
                ballast = fill(disk)
                _exports(site, outcome, (200, 503))
                _upload(site, outcome)
                ballast.unlink()
                _exports(site, outcome, (200,))
    return outcome


def _full_and_free(disk: Path, ledger: Ledger, outcome: Outcome, done: Callable[[], int]) -> None:
    """Fill until people are told, make room, wait until it goes on."""
    told = ledger.tells()
    ballast = fill(disk)
    if not wait_until(told, 60):
        outcome.wrong.append("nobody was told that the disk is full")
    ballast.unlink()
    begun, before = time.monotonic(), done()
    if not wait_until(lambda: done() > before, 60):
        outcome.wrong.append("nothing is acknowledged after there is room again")
    outcome.recovery = max(outcome.recovery or 0, time.monotonic() - begun)


def _exports(site: Site, outcome: Outcome, expected: tuple[int, ...]) -> None:
    person = site.person("vanphong")
    for path in EXPORTS:
        answer = person.get(path)
        outcome.told += answer.status == 503
        outcome.acknowledged += answer.status == 200
        if answer.status not in expected:
            outcome.wrong.append(f"{path}: {answer.status}, expected {expected}")


def _upload(site: Site, outcome: Outcome) -> None:
    """More than fits in memory, so that it is laid into a temporary file while it comes."""
    person = site.person("kinhte")
    page = "/viec-cua-toi/PL1.I.6/"
    answer = person.post(
        page, {**person.form(page), "result": "x"}, ("lớn.pdf", b"%PDF-1.4\n" + bytes(6_000_000))
    )
    outcome.told += answer.status == 503
    if answer.status not in (302, 422, 503):
        outcome.wrong.append(f"upload: {answer.status}")
