"""Lay a backup back: proven first, into an empty database only, equal row by row or not at all."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import DatabaseError, connections, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Model

from bachdang.upkeep.backup import BackupError
from bachdang.upkeep.backup.archive import Head, Manifest, Reader, opened
from bachdang.upkeep.backup.kept import alone
from bachdang.upkeep.backup.sealing import is_sealed, unseal
from bachdang.upkeep.backup.tables import (
    empty_tables,
    heads,
    models_at,
    proof_of,
    reset_sequences,
    write_rows,
)
from bachdang.upkeep.backup.taking import ALIAS

OWN = ("accounts_", "plans_", "indicators_", "projects_")
"""How the tables begin that hold a ward's data."""


@dataclass(frozen=True)
class Restored:
    """What was laid back, and whether the database was migrated on from the backup's own shape."""

    head: Head
    manifest: Manifest
    migrated: bool
    healed: int


@contextmanager
def proven(path: Path, key: Path | None) -> Iterator[Reader]:
    """The backup, opened by its private key if it is sealed. Raises BackupError for what is not whole."""
    try:
        sealed = is_sealed(path)
    except OSError as error:
        raise BackupError(f"không đọc được: {error.strerror}") from error
    if not sealed:
        with opened(path) as reader:
            yield reader
        return
    if key is None:
        raise BackupError("đã mã hóa. Thêm --key TỆP-KHÓA-RIÊNG")
    with alone() as place:
        plain = place / "plain.tar"
        try:
            unseal(path, plain, key)
        except OSError as error:
            raise BackupError(f"không giải mã được vào {place}: {error.strerror or error}") from error
        with opened(plain) as reader:
            yield reader


def restore(path: Path, key: Path | None = None) -> Restored:
    """Fill the empty database and the store of files from a backup. Raises BackupError, no row written."""
    with proven(path, key) as reader:
        migrations = reader.head.migrations
        goal = heads(migrations)
        require_empty()
        healed = _put_files(reader)
        MigrationExecutor(connections[ALIAS]).migrate(goal)
        _fill(reader, models_at(migrations))
    migrated = bool(MigrationExecutor(connections[ALIAS]).migration_plan(_newest()))
    call_command("migrate", verbosity=0, interactive=False)
    return Restored(reader.head, reader.manifest, migrated, healed)


def _newest() -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = MigrationExecutor(connections[ALIAS]).loader.graph.leaf_nodes()
    return found


def require_empty() -> None:
    """Raises BackupError when a table of the site has a row."""
    connection = connections[ALIAS]
    own = [name for name in connection.introspection.table_names() if name.startswith(OWN)]
    with connection.cursor() as cursor:
        for table in sorted(own):
            cursor.execute(f"SELECT 1 FROM {connection.ops.quote_name(table)} LIMIT 1")  # noqa: S608
            if cursor.fetchone():
                raise BackupError(
                    f"chưa được khôi phục: cơ sở dữ liệu đích đã có dữ liệu (bảng {table}). Tạo một cơ sở dữ "
                    "liệu trống, ghi vào DATABASE_URL rồi chạy lại; dữ liệu đang có không bị đụng đến"
                )


def _put_files(reader: Reader) -> int:
    """Files before their rows; one that is there and whole stays. Returns how many were written."""
    written = 0
    for name, digest in reader.manifest.files.items():
        if _digest_of(name) == digest:
            continue
        try:
            default_storage.save(name, File(reader.file(name)))
        except OSError as error:
            raise BackupError(
                f"chưa được khôi phục: không ghi được tệp minh chứng ({error.strerror}). Xem chỗ trống và "
                "quyền của MEDIA_ROOT rồi chạy lại; cơ sở dữ liệu còn trống"
            ) from error
        written += 1
    return written


def _digest_of(name: str) -> str:
    try:
        with default_storage.open(name) as stored:
            return hashlib.file_digest(stored, "sha256").hexdigest()
    except OSError:
        return ""


def _fill(reader: Reader, models: list[type[Model]]) -> None:
    """All tables in one transaction, which ends only when they say the same as the backup."""
    tables = reader.manifest.tables
    try:
        with transaction.atomic(using=ALIAS):
            empty_tables(models, ALIAS)
            for model in models:
                label = model._meta.label_lower
                if label in tables:
                    write_rows(model, ALIAS, *reader.rows(label))
            connections[ALIAS].check_constraints()
            for model in models:
                _require_equal(model, reader)
            reset_sequences(models, ALIAS)
    except DatabaseError as error:
        raise BackupError(f"chưa được khôi phục: cơ sở dữ liệu không nhận ({error})") from error


def _require_equal(model: type[Model], reader: Reader) -> None:
    label = model._meta.label_lower
    wanted, found = reader.manifest.tables.get(label), proof_of(model, ALIAS)
    if wanted and (found.rows, found.sha256) != (wanted.rows, wanted.proof):
        raise BackupError(
            f"chưa được khôi phục: bảng {label} ghi lại không giống bản sao lưu ({found.rows} trên "
            f"{wanted.rows} dòng). Khôi phục vào cơ sở dữ liệu cùng loại lúc sao lưu: {reader.head.database}"
        )
