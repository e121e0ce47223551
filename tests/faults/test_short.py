"""A short form of every trial of `make faults`, on the database of this run of the tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.db import connections

from bachdang.accounts.models import User
from tests.factories.remembered import illustrative_ward
from tests.faults.cluster import Cluster
from tests.faults.outcome import table
from tests.faults.site import PASSWORD
from tests.faults.stand import Stand, copy_sqlite
from tests.faults.trials.all import TRIALS
from tests.faults.trials.disks import MOUNTS

# Not pure, and alike on no two databases.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.dialect, pytest.mark.long]

# Tried in short by tests of their own: tests/test_fuzz.py, tests/upkeep/test_first_database.py.
ELSEWHERE = {"odd_requests", "old_databases"}
# What PostgreSQL has to do with; the others ran on SQLite, and run on both by `make faults`.
UNLIKE = {"killed_workers", "database_away", "read_only"}


@pytest.fixture
def stand(tmp_path: Path) -> Iterator[Stand]:
    """The illustrative ward of the tests, taken out of their database."""
    illustrative_ward()
    hasher = Argon2PasswordHasher()  # as the served site hashes, not as quick as other tests do
    User.objects.update(password=hasher.encode(PASSWORD, hasher.salt()))
    if connections["default"].vendor == "sqlite":
        copy_sqlite(Path(connections["default"].settings_dict["NAME"]), tmp_path / "ward.sqlite3")
        yield Stand(tmp_path, f"sqlite:///{tmp_path}/ward.sqlite3")
        return
    told = connections["default"].settings_dict
    cluster = Cluster()
    try:
        cluster.take_in(f"postgres://{told['USER']}@/{told['HOST']}/{told['NAME']}", "ward")
        yield Stand(tmp_path, cluster.url("ward"), cluster)
    finally:
        cluster.remove()


def test_nothing_that_was_acknowledged_is_lost(stand: Stand, subtests: pytest.Subtests) -> None:
    """One ward for all of it: each trial is told by its name when it fails."""
    tried = [one for one in TRIALS if one.fits(stand) and one.name not in ELSEWHERE]
    if stand.cluster:
        tried = [one for one in tried if one.name in UNLIKE]
    for trial in tried:
        with subtests.test(trial.name):
            outcome = trial.run(stand, trial.small)
            assert outcome.good, table([outcome])
            assert outcome.times
            assert outcome.acknowledged or not MOUNTS
