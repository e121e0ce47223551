"""Take a backup: consistent while people write, in place whole or not at all."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import tarfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connections, transaction
from django.db.models import Model
from django.utils import timezone

from bachdang.upkeep.backup import BackupError
from bachdang.upkeep.backup.archive import Head, Manifest, Writer
from bachdang.upkeep.backup.kept import Kept, alone, backups, free_name, superfluous
from bachdang.upkeep.backup.sealing import seal
from bachdang.upkeep.backup.tables import applied_migrations, columns, file_columns, models_at, read_rows

ALIAS = "default"
MARGIN = 64 * 1024 * 1024
"""Bytes that must be left beside what the backup itself takes."""


@dataclass(frozen=True)
class Taken:
    """A backup that lies in place, what it holds, and the older ones that went for it."""

    kept: Kept
    manifest: Manifest
    removed: list[Kept]


def take_backup() -> Taken:
    """Write the whole site into one file of BACKUP_DIR. Raises BackupError; earlier backups then stay."""
    with alone() as place:
        try:
            manifest, file = _write(place)
            path = _put_in_place(file)
        except OSError as error:
            raise BackupError(_in_words(error)) from error
        now = timezone.now()
        removed = superfluous(backups(), now)
        for one in removed:
            one.path.unlink(missing_ok=True)
    (kept,) = (one for one in backups() if one.path == path)
    return Taken(kept, manifest, removed)


def _in_words(error: OSError) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return (
            f"ổ đĩa của {settings.BACKUP_DIR} đã đầy. Các bản cũ còn nguyên; dọn ổ đĩa hoặc giảm "
            "BACKUP_KEEP rồi chạy lại"
        )
    return f"không ghi được bản sao lưu: {error.strerror or error}"


def _write(place: Path) -> tuple[Manifest, Path]:
    with frozen_database(place) as alias:
        migrations = applied_migrations(alias)
        if not migrations:
            raise BackupError("cơ sở dữ liệu chưa có gì để sao lưu. Chạy manage.py migrate trước")
        models = models_at(migrations)
        stored = _stored_files(models, alias)
        _require_space(place, stored)
        plain = place / "plain.tar"
        with tarfile.open(plain, "w", format=tarfile.PAX_FORMAT) as tar:
            writer = Writer(tar, place)
            vendor, now = connections[alias].vendor, timezone.now()
            writer.add_head(Head(settings.VERSION, vendor, now.isoformat(), migrations))
            for model in models:
                names = [field.attname for field in columns(model)]
                writer.add_table(model._meta.label_lower, names, read_rows(model, alias))
            _add_files(writer, stored)
            writer.finish()
    if not settings.BACKUP_RECIPIENTS:
        return writer.manifest, plain
    sealed = place / "sealed.tar.age"
    seal(plain, sealed, settings.BACKUP_RECIPIENTS)
    return writer.manifest, sealed


@contextmanager
def frozen_database(place: Path) -> Iterator[str]:
    """The alias of a database that stands still: a copy of SQLite, a snapshot of PostgreSQL."""
    connection = connections[ALIAS]
    if connection.vendor == "sqlite":
        copy = place / "copy.sqlite3"
        _copy_sqlite(connection, copy)
        with another_database(copy) as alias:
            yield alias
        copy.unlink()
        return
    with transaction.atomic(using=ALIAS, durable=True):
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield ALIAS


def _copy_sqlite(connection: Any, copy: Path) -> None:
    """SQLite's own online backup: a plain copy of the file misses what only its log holds."""
    connection.ensure_connection()
    copy.touch(mode=0o600)
    with closing(sqlite3.connect(copy)) as target:
        connection.connection.backup(target)


@contextmanager
def another_database(path: Path) -> Iterator[str]:
    """The alias of an SQLite file beside the site's own database."""
    alias = f"file-{path.name}"
    defaults: dict[str, Any] = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(path)}
    connections.databases[alias] = {**connections.databases[ALIAS], **defaults, "OPTIONS": {}}
    try:
        yield alias
    finally:
        connections[alias].close()
        del connections[alias]
        del connections.databases[alias]


def _stored_files(models: list[type[Model]], alias: str) -> dict[str, str]:
    """The name of every stored file that a row uses, with the SHA-256 that its row gives, or ""."""
    found: dict[str, str] = {}
    for model in models:
        has_digest = any(field.attname == "sha256" for field in columns(model))
        for name in file_columns(model):
            rows = model._base_manager.using(alias).exclude(**{name: ""})
            for stored, digest in rows.values_list(name, "sha256" if has_digest else name):
                found[stored] = digest if has_digest else ""
    return found


def _require_space(place: Path, stored: dict[str, str]) -> None:
    paths = [Path(default_storage.path(name)) for name in stored]
    wanted = sum(path.stat().st_size for path in paths if path.exists())
    wanted += sum(file.stat().st_size for file in place.iterdir())
    wanted = wanted * (2 if settings.BACKUP_RECIPIENTS else 1) + MARGIN
    free = shutil.disk_usage(place).free
    if free < wanted:
        raise BackupError(
            f"ổ đĩa của {settings.BACKUP_DIR} còn {free // 2**20} MB, bản sao lưu cần khoảng "
            f"{wanted // 2**20} MB. Các bản cũ còn nguyên; dọn ổ đĩa hoặc giảm BACKUP_KEEP rồi chạy lại"
        )


def _add_files(writer: Writer, stored: dict[str, str]) -> None:
    """A file that is lost is named in the manifest: a backup without it is better than none."""
    for name, digest in sorted(stored.items()):
        try:
            found = writer.add_file(name, Path(default_storage.path(name)))
        except (FileNotFoundError, PermissionError, IsADirectoryError):
            writer.manifest.lost.append(name)
        else:
            if digest and found != digest:
                writer.manifest.lost.append(name)


def _put_in_place(file: Path) -> Path:
    """Synced, readable by its owner alone, then named: who sees the name sees all of it."""
    file.chmod(0o600)
    _sync(file)
    path = free_name(timezone.now(), ".tar.age" if file.suffix == ".age" else ".tar")
    file.rename(path)
    _sync(path.parent)
    return path


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
