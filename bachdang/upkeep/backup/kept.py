"""The folder of backups: what lies there, what may go, one command at a time."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from bachdang.upkeep.backup import BackupError

NAME = re.compile(r"bachdang-(\d{8}-\d{6})(?:-(\d+))?\.tar(\.age)?")
STAMP = "%Y%m%d-%H%M%S"
LEAST = 3
"""So many are kept however old they are: a clock that leaps ahead takes nobody's last backup."""
_WRITING = ".writing-"


@dataclass(frozen=True)
class Kept:
    """A finished backup in the folder."""

    path: Path
    taken_at: datetime
    number: int
    sealed: bool
    size: int


def folder() -> Path:
    """BACKUP_DIR, made for its owner alone."""
    path = Path(settings.BACKUP_DIR)
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise BackupError(f"không tạo được thư mục {path}: {error.strerror}. Xem lại BACKUP_DIR") from error
    return path


def backups() -> list[Kept]:
    """Newest first; files with other names are nobody's business here."""
    path = Path(settings.BACKUP_DIR)
    found = []
    for file in path.iterdir() if path.is_dir() else ():
        named = NAME.fullmatch(file.name)
        if named and file.is_file():
            moment = timezone.make_aware(datetime.strptime(named[1], STAMP))  # noqa: DTZ007 - made aware
            found.append(Kept(file, moment, int(named[2] or 1), bool(named[3]), file.stat().st_size))
    return sorted(found, key=lambda one: (one.taken_at, one.number), reverse=True)


def free_name(now: datetime, suffix: str) -> Path:
    stem = f"bachdang-{timezone.localtime(now).strftime(STAMP)}"
    taken = {one.path.name.partition(".")[0] for one in backups()}
    name, number = stem, 1
    while name in taken:
        number += 1
        name = f"{stem}-{number}"
    return folder() / f"{name}{suffix}"


def superfluous(found: list[Kept], now: datetime) -> list[Kept]:
    """Beyond the newest BACKUP_KEEP, or older than BACKUP_DAYS; never one of the newest LEAST."""
    oldest = now - timedelta(days=settings.BACKUP_DAYS)
    return [
        one
        for place, one in enumerate(found)
        if place >= LEAST and (place >= settings.BACKUP_KEEP or one.taken_at < oldest)
    ]


@contextmanager
def alone() -> Iterator[Path]:
    """A folder to write in, on the same disk, gone at the end; a second command meanwhile is refused."""
    home = folder()
    try:
        handle = os.open(home / ".lock", os.O_CREAT | os.O_RDWR, 0o600)
    except OSError as error:
        raise BackupError(f"không ghi được vào {home}: {error.strerror}. Xem quyền của thư mục") from error
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise BackupError("một lệnh sao lưu khác đang chạy. Chờ lệnh đó xong rồi chạy lại") from error
        for left in home.glob(f"{_WRITING}*"):  # of a command that was killed
            shutil.rmtree(left, ignore_errors=True)
        with tempfile.TemporaryDirectory(dir=home, prefix=_WRITING) as place:
            yield Path(place)
    finally:
        os.close(handle)
