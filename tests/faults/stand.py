"""Where a trial takes place: copies of one ward, on SQLite or on PostgreSQL."""

from __future__ import annotations

import itertools
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from tests.faults.cluster import Cluster, address
from tests.faults.site import Site

WARD = [["migrate", "--verbosity", "0"], ["sync_roles"], ["load_plan"], ["load_demo"]]


@dataclass
class Stand:
    """`url` is the ward that is copied for every trial; with a `cluster` it lies on PostgreSQL."""

    folder: Path
    url: str
    cluster: Cluster | None = None
    _number: itertools.count[int] = field(default_factory=itertools.count)

    @property
    def name(self) -> str:
        return "PostgreSQL" if self.cluster else "SQLite"

    def site(self, **more: str) -> Site:
        """A site with a database and a place of its own, not started yet."""
        place = self._place()
        if self.cluster:
            return Site(self.cluster.copy(self.url.rpartition("/")[2], place.name), place, more)
        copy_sqlite(path_of(self.url), place / "ward.sqlite3")
        return Site(f"sqlite:///{place}/ward.sqlite3", place, more)

    def empty_site(self) -> Site:
        """With a database that has no table yet."""
        place = self._place()
        if self.cluster:
            self.cluster.execute("CREATE DATABASE {}", place.name)
            return Site(self.cluster.url(place.name), place)
        return Site(f"sqlite:///{place}/ward.sqlite3", place)

    def _place(self) -> Path:
        place = self.folder / f"{self.name.lower()}_{next(self._number)}"
        place.mkdir(parents=True)
        return place


def on_sqlite(folder: Path) -> Stand:
    """With the illustrative ward, made here."""
    return _made(Stand(folder, f"sqlite:///{folder}/ward.sqlite3"))


def on_postgres(folder: Path, cluster: Cluster) -> Stand:
    cluster.execute("CREATE DATABASE {}", "ward")
    return _made(Stand(folder, cluster.url("ward"), cluster))


def _made(stand: Stand) -> Stand:
    site = Site(stand.url, stand.folder / "ward")
    for command in WARD:
        site.command(*command)
    return stand


def path_of(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


def copy_sqlite(source: Path, target: Path) -> None:
    """Also what is still in the log of the source."""
    with closing(sqlite3.connect(source)) as one, closing(sqlite3.connect(target)) as other:
        one.backup(other)


def move_sqlite(site: Site, disk: Path) -> None:
    """The database of a site that is not started, to another disk."""
    shutil.move(path_of(site.url), disk / "ward.sqlite3")
    site.url = f"sqlite:///{disk}/ward.sqlite3"


def rows(url: str, statement: str) -> list[tuple[Any, ...]]:
    """What a query finds, past the site."""
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(path_of(url), timeout=30)) as lite:
            return lite.execute(statement).fetchall()
    with psycopg.connect(address(url)) as connection:
        return connection.execute(statement).fetchall()
