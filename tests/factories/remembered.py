"""The plan of record and the illustrative quarter, made once a process and laid into the next test as rows.

Making them takes seconds and many tests begin with them. What is kept are the rows of every table that was
empty before, as the database gave them; each test still has a database of its own, rolled back after it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.apps import apps
from django.conf import settings
from django.core.management.color import no_style
from django.db import connection, transaction

from bachdang.accounts.actions import sync_roles
from bachdang.demo.load import load_demo
from bachdang.planfile.load import load_plan
from plans.models import Plan

PLAN_FILE = settings.BASE_DIR / "fixtures" / "ke-hoach-16-ctr-tu.yaml"
DEMO_PASSWORD = "bachdang-demo"

Rows = tuple[list[str], list[tuple[Any, ...]]]
_KEPT: dict[str, dict[str, Rows]] = {}
_MADE: dict[str, Any] = {}
Made = TypeVar("Made")


def plan_of_record() -> Plan:
    """The plan as shipped, in an empty database."""
    _lay("plan", lambda: load_plan(PLAN_FILE))
    plan: Plan = Plan.objects.get()
    return plan


def illustrative_ward() -> Plan:
    """The plan with roles, accounts and the illustrative quarter, in an empty database."""
    _lay("demo", _make_demo)
    sync_roles()
    plan: Plan = Plan.objects.get()
    return plan


def made_once(name: str, make: Callable[[], Made]) -> Made:
    """What is made of the illustrative ward as it was laid, for tests that only read it.

    A test that has changed the ward, or the day, makes its own.
    """
    if name not in _MADE:
        _MADE[name] = make()
    made: Made = _MADE[name]
    return made


def _make_demo() -> None:
    sync_roles()  # accounts are put into its groups
    load_plan(PLAN_FILE)
    load_demo(password=DEMO_PASSWORD)


def _lay(name: str, make: Callable[[], object]) -> None:
    """Make it, or lay what was made before; a test that has rows of its own always makes it."""
    empty = {table for table in _tables() if not _count(table)}
    if Plan._meta.db_table not in empty or (name in _KEPT and not _KEPT[name].keys() <= empty):
        make()
    elif name in _KEPT:
        _write(_KEPT[name])
    else:
        make()
        _KEPT[name] = {table: _read(table) for table in _tables() if table in empty and _count(table)}


def _tables() -> list[str]:
    """All tables but those whose rows name permissions: these have other numbers after each emptying."""
    models = apps.get_models(include_auto_created=True)
    tables = dict.fromkeys(model._meta.db_table for model in models if model._meta.managed)
    return [one for one in tables if one != "auth_group_permissions"]


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def _count(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM {_quoted(table)}")  # noqa: S608 - names of our own tables
        return int(cursor.fetchone()[0])


def _read(table: str) -> Rows:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {_quoted(table)}")  # noqa: S608
        return [column[0] for column in cursor.description], cursor.fetchall()


def _write(kept: dict[str, Rows]) -> None:
    """References are checked at the end of a transaction on both databases, so any order will do."""
    with transaction.atomic(), connection.cursor() as cursor:
        for table, (columns, rows) in kept.items():
            names = ", ".join(map(_quoted, columns))
            places = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {_quoted(table)} ({names}) VALUES ({places})", rows)  # noqa: S608
        for statement in connection.ops.sequence_reset_sql(no_style(), apps.get_models()):
            cursor.execute(statement)
