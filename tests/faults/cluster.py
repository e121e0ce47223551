"""A PostgreSQL of one's own that keeps what it acknowledges, and is stopped, killed and started at will."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import tempfile
from pathlib import Path
from types import ModuleType

import psycopg
from psycopg import sql

from tests.faults.site import ROOT

KEEPS = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on", "autovacuum": "on"}


def _program() -> ModuleType:
    """.ci/with_postgres.py, which knows where PostgreSQL is and who may run it."""
    told = importlib.util.spec_from_file_location("with_postgres", ROOT / ".ci" / "with_postgres.py")
    assert told is not None
    assert told.loader is not None
    found = importlib.util.module_from_spec(told)
    told.loader.exec_module(found)
    found.SETTINGS.update(KEEPS)
    return found


class Cluster:
    """`folder` holds data, socket and log; databases are addressed by `url`."""

    def __init__(self, folder: Path | None = None) -> None:
        self._postgres = _program()
        self._bin: Path = self._postgres.programs()
        self.folder = folder or Path(tempfile.mkdtemp(prefix="faults-pg-", dir="/tmp"))
        self._postgres.start(self._bin, self.folder)

    def url(self, name: str) -> str:
        return f"postgres://{self._postgres.ROLE}@/{self.folder}/{name}"

    def start(self) -> None:
        """Again."""
        self._postgres.launch(self._bin, self.folder)

    def stop(self, mode: str) -> None:
        self._postgres.pg_ctl(self._bin, self.folder, "stop", f"--mode={mode}", check=False)

    def remove(self) -> None:
        self._postgres.stop(self._bin, self.folder)

    def execute(self, statement: str, *names: str) -> None:
        with psycopg.connect(address(self.url("postgres")), autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))

    def copy(self, template: str, name: str) -> str:
        """A new database with everything that another one holds."""
        self.execute("CREATE DATABASE {} TEMPLATE {}", name, template)
        return self.url(name)

    def take_in(self, source: str, name: str) -> None:
        """A new database with everything of one on another server."""
        self.execute("CREATE DATABASE {}", name)
        dump = subprocess.run(  # noqa: S603
            [str(self._bin / "pg_dump"), "--no-owner", "--dbname", address(source)],
            check=True,
            capture_output=True,
        ).stdout
        subprocess.run(  # noqa: S603
            [str(self._bin / "psql"), "-q", "--set=ON_ERROR_STOP=1", "--dbname", address(self.url(name))],
            input=dump, check=True, capture_output=True,
        )  # fmt: skip


def address(url: str) -> str:
    """What psycopg takes for `postgres://user@/folder/name`, the way settings read it."""
    found = re.fullmatch(r"postgres://(\w+)@/(/.*)/(\w+)", url)
    assert found, url
    return f"user={found[1]} host={found[2]} dbname={found[3]}"
