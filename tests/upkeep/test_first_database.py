"""A ward in the first schema there was, with a row in every table, migrates to today's and loses nothing.

On SQLite the archive itself is laid down; on PostgreSQL its rows are, into tables of that first schema.
"""

from __future__ import annotations

import json
import os
import re
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql

from bachdang.vietnamese.text import search_fold
from tests.archives import manage, unpacked

# Not pure: the tests run on both databases.
pytestmark = pytest.mark.django_db

FIRST = ["accounts", "plans", "indicators", "projects"]
FRAMEWORK = re.compile(r"^(sqlite_|django_|auth_|axes_)")
# Computed anew by a migration, from columns that stay: nothing a person entered.
DERIVED = {("plans_clause", "folded"), ("plans_terms", "folded")}
# Names differ in more than case since: the younger account's became another, and the history tells.
MOVED = {("accounts_user", "username", "KINHTE"): "KINHTE-2"}
EVIDENCE = b"%PDF-1.4\n%%EOF\n"

Rows = dict[Any, dict[str, Any]]


@dataclass(frozen=True)
class Ward:
    """The same database before and after, by table and primary key."""

    before: dict[str, Rows]
    after: dict[str, Rows]
    url: str
    uploads: Path

    def manage(self, *command: str) -> str:
        return manage(self.url, *command, MEDIA_ROOT=str(self.uploads))


@pytest.fixture(scope="module")
def ward(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ward]:
    folder = tmp_path_factory.mktemp("first")
    server = os.environ.get("TEST_DATABASE_URL", "")
    (uploads := folder / "evidence/2026").mkdir(parents=True)
    (uploads / f"{sha256(EVIDENCE).hexdigest()}.pdf").write_bytes(EVIDENCE)
    found = on_postgres(server) if server else on_sqlite(folder / "ward.sqlite3")
    for url, before, after in found:
        yield Ward(before, after, url, folder)


def on_sqlite(path: Path) -> Iterator[tuple[str, dict[str, Rows], dict[str, Rows]]]:
    url = f"sqlite:///{path}"
    with closing(sqlite3.connect(path)) as database:
        database.executescript(unpacked("first.sql.xz"))
        keys = keys_in(database)
        before = rows_of(database.cursor(), keys)
    manage(url, "migrate", "--verbosity", "0")
    with closing(sqlite3.connect(path)) as database:
        after = rows_of(database.cursor(), keys)
    yield url, before, after


def on_postgres(server: str) -> Iterator[tuple[str, dict[str, Rows], dict[str, Rows]]]:
    """The rows of the archive in a database of its own, which is dropped at the end."""
    name = f"first_{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}"
    home, url = (f"{server.rpartition('/')[0]}/{one}" for one in ("postgres", name))
    with psycopg.connect(address(home), autocommit=True) as cluster:
        cluster.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            manage(url, "shell", "--command", TO_THE_FIRST)
            with psycopg.connect(address(url)) as database, closing(sqlite3.connect(":memory:")) as archive:
                archive.executescript(unpacked("first.sql.xz"))
                keys = keys_in(archive)
                fill(database, archive, keys)
                before = rows_of(database.cursor(), keys)
            manage(url, "migrate", "--verbosity", "0")
            with psycopg.connect(address(url)) as database:
                after = rows_of(database.cursor(), keys)
            yield url, before, after
        finally:
            cluster.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


TO_THE_FIRST = f"""
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
executor = MigrationExecutor(connection)
others = [node for node in executor.loader.graph.leaf_nodes() if node[0] not in {FIRST}]
executor.migrate([(app, "0001_initial") for app in {FIRST}] + others)
"""


def address(url: str) -> str:
    """What psycopg takes for `postgres://user@/folder/name`, the way settings read it."""
    found = re.fullmatch(r"postgres://(\w+)@/(/.*)/(\w+)", url)
    assert found, url
    return f"user={found[1]} host={found[2]} dbname={found[3]}"


def fill(database: psycopg.Connection[Any], archive: sqlite3.Connection, keys: Mapping[str, str]) -> None:
    """Every row as text, which PostgreSQL reads by the type of its column; its checks wait for the end."""
    database.execute("SET session_replication_role = replica")
    for table, key in keys.items():
        rows = archive.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - names of our own tables
        columns = [column[0] for column in rows.description]
        target = sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(
            sql.Identifier(table),
            sql.SQL(",").join(map(sql.Identifier, columns)),
            sql.SQL(",").join([sql.Placeholder()] * len(columns)),
        )
        database.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))
        texts = [[None if value is None else str(value) for value in row] for row in rows]
        database.cursor().executemany(target, texts)
        if key == "id":
            following = sql.SQL("SELECT setval(pg_get_serial_sequence({}, 'id'), max(id)) FROM {}")
            database.execute(following.format(sql.Literal(table), sql.Identifier(table)))


def keys_in(archive: sqlite3.Connection) -> dict[str, str]:
    """The tables with the column that is their primary key."""
    found = archive.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
    columns = {
        name: archive.execute(f'PRAGMA table_info("{name}")')
        for (name,) in found
        if not name.startswith("sqlite_")
    }
    return {name: next(row[1] for row in rows if row[5]) for name, rows in columns.items()}


def rows_of(cursor: Any, keys: Mapping[str, str]) -> dict[str, Rows]:
    """Every row of the tables by its primary key."""
    found: dict[str, Rows] = {}
    for table, key in keys.items():
        cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - names of our own tables
        names = [column[0] for column in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
        found[table] = {row[key]: row for row in rows}
    return found


def entered(rows: dict[str, Rows]) -> Iterator[tuple[tuple[str, Any, str], Any]]:
    """Every value of our own tables as ((table, key, column), value); derived ones left out."""
    for table, found in rows.items():
        for key, row in found.items():
            for column, value in row.items():
                if not FRAMEWORK.match(table) and (table, column) not in DERIVED:
                    yield (table, key, column), value


def test_the_first_ward_says_something_in_every_table(ward: Ward) -> None:
    """No software of that day froze a lock yet, nor gave anyone a permission past the roles."""
    empty = {table for table, rows in ward.before.items() if not FRAMEWORK.match(table) and not rows}

    assert empty == {"accounts_user_user_permissions", "plans_snapshot"}
    assert len(dict(entered(ward.before))) > 20_000


def test_no_value_of_any_row_is_lost(ward: Ward) -> None:
    before, after = dict(entered(ward.before)), dict(entered(ward.after))
    moved = [(*place, before[place]) for place in before if place in after and before[place] != after[place]]

    assert before.keys() - after.keys() == set()
    assert {(table, column, was): after[table, key, column] for table, key, column, was in moved} == MOVED


def test_rows_are_only_added_where_the_history_tells_of_a_move(ward: Ward) -> None:
    more = {
        table: [rows[key] for key in rows.keys() - ward.before[table].keys()]
        for table, rows in ward.after.items()
        if not FRAMEWORK.match(table) and rows.keys() != ward.before[table].keys()
    }

    assert more.keys() == {"accounts_auditevent"}
    (told,) = more["accounts_auditevent"]
    changes = told["changes"] if isinstance(told["changes"], dict) else json.loads(told["changes"])
    assert changes == {"Tên đăng nhập": ["KINHTE", "KINHTE-2"]}


def test_roles_and_permissions_are_those_that_were_given(ward: Ward) -> None:
    for table in ("auth_group", "auth_group_permissions", "auth_permission"):
        assert ward.before[table].items() <= ward.after[table].items(), table


def test_what_is_derived_is_derived_as_today(ward: Ward) -> None:
    """Search keys, order keys, runs, stored files; standings kept say what is judged without them."""
    terms = ward.after["plans_terms"].values()
    judged = ward.manage("export_status", "--period", "2026-Q3")
    ward.manage("rebuild_standing")

    assert all(search_fold(row["title"]) in row["folded"] for row in terms)
    assert ward.manage("verify_data").startswith("Dữ liệu đúng: ")
    assert ward.manage("export_status", "--period", "2026-Q3") == judged


def test_the_site_of_today_reads_the_figures_of_that_day(ward: Ward) -> None:
    """The correction counts, what it corrected is kept; reports are in the states they were in."""
    status = json.loads(ward.manage("export_status", "--period", "2026-Q3"))
    states = Counter(row["state"] for row in ward.before["plans_report"].values() if row["period_id"] == 3)
    corrected = max(ward.before["plans_report"].values(), key=lambda row: row["revision"])
    figures = ward.before["indicators_measurement"].values()
    (typed,) = (row["value"] for row in figures if row["report_id"] == corrected["id"])
    code = ward.before["plans_item"][corrected["item_id"]]["code"]
    shown = next(one["figure"] for one in status["targets"] if one["indicator"] == code)

    assert Decimal(shown) == Decimal(str(typed))
    assert len(status["targets"]) == len(ward.before["indicators_target"])
    assert [status["reports"][state] for state in ("draft", "waiting")] == [
        states["draft"],
        states["waiting"],
    ]
    assert states["draft"] == states["waiting"] == 1
