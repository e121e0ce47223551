"""A ward with a row in every table goes into a backup and back, on both databases, and is the same.

Django's own dumpdata is the witness: no line of the backup's code says what is in the two databases.
"""

from __future__ import annotations

import json
import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql

from bachdang.upkeep.backup.archive import opened
from tests.archives import manage, unpacked
from tests.upkeep.test_first_database import EVIDENCE, address

# Not pure: the tests run on both databases.
pytestmark = [pytest.mark.django_db, pytest.mark.dialect]

ROW = """
INSERT INTO accounts_auditevent (at, verb, subject, changes, reason)
VALUES ('2026-10-08', 'pair', 'x:1', '{}', '')
"""
LEFT_OUT = ("sessions", "accounts.JobRun")


@dataclass(frozen=True)
class Site:
    """A database, its store of files and its folder of backups."""

    url: str
    folder: Path

    def manage(self, *command: str) -> str:
        places = {"MEDIA_ROOT": str(self.folder / "files"), "BACKUP_DIR": str(self.folder / "backups")}
        return manage(self.url, *command, **places)

    def refused(self, *command: str) -> str:
        with pytest.raises(AssertionError) as told:
            self.manage(*command)
        return str(told.value)

    @property
    def backups(self) -> list[Path]:
        return sorted((self.folder / "backups").glob("bachdang-*"))

    def everything(self) -> list[dict[str, Any]]:
        """Every row there is, without sessions and the runs of the backup itself."""
        left_out = [f"--exclude={one}" for one in LEFT_OUT]
        found: list[dict[str, Any]] = json.loads(self.manage("dumpdata", "--all", *left_out))
        return sorted(found, key=lambda row: (row["model"], row["pk"]))


@dataclass(frozen=True)
class Journey:
    """The first ward, unmigrated; laid back elsewhere; backed up there; laid back on SQLite."""

    first: Site
    second: Site
    third: Site
    rows: tuple[list[dict[str, Any]], list[dict[str, Any]]]
    """Of the second and the third, before any test writes into them."""


@pytest.fixture(scope="module")
def journey(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journey]:
    home = tmp_path_factory.mktemp("journey")
    first = Site(f"sqlite:///{home}/first.sqlite3", home / "first")
    third = Site(f"sqlite:///{home}/third.sqlite3", home / "third")
    (uploads := first.folder / "files/evidence/2026").mkdir(parents=True)
    (uploads / f"{sha256(EVIDENCE).hexdigest()}.pdf").write_bytes(EVIDENCE)
    with closing(sqlite3.connect(home / "first.sqlite3")) as database:
        database.executescript(unpacked("first.sql.xz"))
    first.manage("backup")
    with empty_database(home) as url:
        second = Site(url, home / "second")
        second.manage("restore", str(first.backups[0]))
        second.manage("backup")
        third.manage("restore", str(second.backups[0]))
        yield Journey(first, second, third, (second.everything(), third.everything()))


@contextmanager
def empty_database(home: Path) -> Iterator[str]:
    """On the server of the tests, if there is one; else SQLite."""
    server = os.environ.get("TEST_DATABASE_URL", "")
    if not server:
        yield f"sqlite:///{home}/second.sqlite3"
        return
    name = f"journey_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
    cluster, url = (f"{server.rpartition('/')[0]}/{one}" for one in ("postgres", name))
    with psycopg.connect(address(cluster), autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield url
        finally:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def test_every_row_comes_back_the_same(journey: Journey) -> None:
    second, third = journey.rows

    assert len(second) > 2000
    assert second == third


def test_the_evidence_came_along_and_is_for_the_site_alone(journey: Journey) -> None:
    (file,) = (journey.third.folder / "files").rglob("*.pdf")

    assert file.read_bytes() == EVIDENCE
    assert file.stat().st_mode & 0o777 == 0o600
    assert {one.stat().st_mode & 0o777 for one in journey.second.backups} == {0o600}


def test_what_came_back_is_a_site_that_is_in_order(journey: Journey) -> None:
    journey.third.manage("rebuild_standing")

    assert journey.third.manage("verify_data").startswith("Dữ liệu đúng: ")
    assert journey.third.manage("migrate", "--check") == ""


def test_the_next_row_gets_a_key_of_its_own(journey: Journey) -> None:
    add = "from bachdang.accounts.models import Locality; print(Locality.objects.create(code='moi').pk)"
    made = int(journey.third.manage("shell", "--no-imports", "--command", add))

    assert made > 2


def test_a_database_with_rows_is_never_written(journey: Journey) -> None:
    said = journey.third.refused("restore", str(journey.first.backups[0]))

    assert "cơ sở dữ liệu đích đã có dữ liệu (bảng accounts_auditevent)" in said


def test_the_history_is_append_only_again(journey: Journey) -> None:
    if not journey.second.url.startswith("postgres"):
        pytest.skip("SQLite keeps the history by the program alone")
    for change in (
        "UPDATE accounts_auditevent SET verb = 'x'",
        "DELETE FROM accounts_auditevent",
        "TRUNCATE accounts_auditevent CASCADE",
    ):
        with (
            psycopg.connect(address(journey.second.url)) as database,
            pytest.raises(psycopg.errors.RaiseException, match="append-only"),
        ):
            database.execute(change)


def test_a_drill_tells_and_is_kept(journey: Journey) -> None:
    said = journey.second.manage("backup", "--drill")
    kept = "from bachdang.accounts.models import *; print(JobRun.objects.get(job='drill').said)"

    assert "khớp từng dòng. " in said, "what verify_data finds in so old a ward is told after it"
    assert journey.second.manage("shell", "--no-imports", "--command", kept).strip() in said
    assert list((journey.second.folder / "backups").glob(".writing*")) == []


def test_a_backup_taken_while_people_write_holds_no_half_of_anything(journey: Journey) -> None:
    """Two rows a transaction, as fast as they go: both of each or none, and none missed before it."""
    site = journey.second
    with writing_pairs(site.url) as write:
        written = write(40)
        site.manage("backup")
    with opened(site.backups[-1]) as reader:
        names, rows = reader.rows("accounts.auditevent")
        found = [row for row in rows if row[names.index("verb")] == "pair"]

    assert len(found) % 2 == 0
    assert len(found) >= 2 * written


@contextmanager
def writing_pairs(url: str) -> Iterator[Callable[[int], int]]:
    """Someone who goes on writing beside; called, waits until that many pairs are committed."""
    done, stop = [0], threading.Event()

    def write() -> None:
        with closing(connect(url)) as database:
            while not stop.is_set():
                cursor = database.cursor()
                cursor.execute(ROW)
                cursor.execute(ROW)
                database.commit()
                done[0] += 1

    def until(count: int) -> int:
        while done[0] < count and writer.is_alive():
            time.sleep(0.01)
        return done[0]

    writer = threading.Thread(target=write)
    writer.start()
    try:
        yield until
    finally:
        stop.set()
        writer.join()


def connect(url: str) -> Any:
    if url.startswith("sqlite"):
        return sqlite3.connect(url.removeprefix("sqlite:///"), timeout=30)
    return psycopg.connect(address(url))
