"""Every table of a database as lines of text that any database takes back, value for value.

Tables are read and written by the migrations that the database knows, not by the models of today: a
backup of any earlier day is laid back in its own shape and migrated from there.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from itertools import islice
from typing import Any

from django.core.management.color import no_style
from django.db import connections
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Field, FileField, Model

from bachdang.upkeep.backup import BackupError

Migrations = list[tuple[str, str]]
Row = list[Any]

LEFT_OUT = {"sessions.session", "accounts.session"}
"""Who is signed in is nobody's data: after a restore everyone signs in again."""
AT_ONCE = 2000


def applied_migrations(alias: str) -> Migrations:
    """What the database knows, sorted by app and name; empty for a database without tables."""
    return sorted(MigrationRecorder(connections[alias]).applied_migrations())


def heads(migrations: Migrations) -> Migrations:
    """The newest of each line. Raises BackupError for migrations that this program does not have."""
    nodes, known = MigrationLoader(None).graph.node_map, set(migrations)
    if newer := sorted(known - nodes.keys()):
        app, name = newer[-1]
        raise BackupError(
            f"do bản mới hơn của chương trình ghi (có bước cập nhật {app}.{name} mà bản đang cài chưa có). "
            "Cài bản mới rồi làm lại"
        )
    return [key for key in migrations if not any(child.key in known for child in nodes[key].children)]


def models_at(migrations: Migrations) -> list[type[Model]]:
    """The tables as they stood after these migrations, in a constant order; LEFT_OUT is left out."""
    state = MigrationLoader(None).project_state(heads(migrations))
    found = {model._meta.label_lower: model for model in state.apps.get_models(include_auto_created=True)}
    return [found[label] for label in sorted(found.keys() - LEFT_OUT)]


def columns(model: type[Model]) -> list[Field[Any, Any]]:
    return list(model._meta.concrete_fields)


def file_columns(model: type[Model]) -> list[str]:
    """The columns that name stored files."""
    return [field.attname for field in columns(model) if isinstance(field, FileField)]


def read_rows(model: type[Model], alias: str) -> Iterator[Row]:
    """Every row in the order of its key; values as JSON holds them."""
    names = [field.attname for field in columns(model)]
    rows = model._base_manager.using(alias).order_by("pk").values_list(*names)
    for row in rows.iterator(chunk_size=AT_ONCE):
        yield [plain(value) for value in row]


def plain(value: Any) -> Any:
    """A value as JSON holds it and as its field reads it back: nothing is rounded or cut."""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, (datetime, date, time)):
        return value.isoformat()
    if isinstance(value, (bytes, memoryview)):
        return base64.b64encode(value).decode()
    return value


def write_rows(model: type[Model], alias: str, names: Sequence[str], rows: Iterable[Row]) -> None:
    """Put the rows in as they are: no default, no key of its own, nothing set to today."""
    fields = {field.attname: field for field in columns(model)}
    if set(names) != fields.keys():
        raise BackupError(f"có bảng {model._meta.label_lower} không đúng các cột của bản ghi nó")
    connection = connections[alias]
    quote = connection.ops.quote_name
    targets = [fields[name] for name in names]
    into = ", ".join(quote(field.column or "") for field in targets)
    places = ", ".join(["%s"] * len(targets))
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({into}) VALUES ({places})"  # noqa: S608
    left = iter(rows)
    with connection.cursor() as cursor:
        while batch := list(islice(left, AT_ONCE)):
            cursor.executemany(statement, [_prepared(targets, row, connection) for row in batch])


def _prepared(targets: Sequence[Field[Any, Any]], row: Row, connection: Any) -> list[Any]:
    return [
        field.get_db_prep_save(field.to_python(value), connection)
        for field, value in zip(targets, row, strict=True)
    ]


def empty_tables(models: Iterable[type[Model]], alias: str) -> None:
    """Take out what migrations themselves have put in; a table without rows stays untouched."""
    with connections[alias].cursor() as cursor:
        for model in models:
            table = connections[alias].ops.quote_name(model._meta.db_table)
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608 - a name of our own migrations


def reset_sequences(models: Iterable[type[Model]], alias: str) -> None:
    """Let the next key be one above the highest."""
    statements = connections[alias].ops.sequence_reset_sql(no_style(), list(models))
    with connections[alias].cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


class Proof:
    """Counts rows and takes their fingerprint, the same on every database."""

    def __init__(self) -> None:
        self.rows = 0
        self._digest = hashlib.sha256()

    def add(self, row: Row) -> None:
        """The order of keys inside a JSON value is no matter: PostgreSQL keeps an order of its own."""
        self.rows += 1
        self._digest.update(json.dumps(row, ensure_ascii=False, sort_keys=True).encode() + b"\n")

    @property
    def sha256(self) -> str:
        return self._digest.hexdigest()


def proof_of(model: type[Model], alias: str) -> Proof:
    proof = Proof()
    for row in read_rows(model, alias):
        proof.add(row)
    return proof
