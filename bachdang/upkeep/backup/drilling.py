"""Khôi phục thử: the newest backup laid into a scratch database, as on the day it will be needed."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from bachdang.upkeep.backup import BackupError
from bachdang.upkeep.backup.kept import Kept, alone, backups

_SEALED = (
    "bản mới nhất {} đã mã hóa: không có khóa riêng thì chỉ biết tệp còn đó, không chứng minh được nội dung. "
    "Ở máy có khóa, chạy manage.py backup --drill --key TỆP-KHÓA-RIÊNG"
)


@dataclass(frozen=True)
class Drilled:
    """Which backup was laid back, what `restore` and `verify_data` said of it."""

    kept: Kept
    restored: str
    verified: str


def drill(key: Path | None = None) -> Drilled:
    """Restore the newest backup beside the site and ask `verify_data`; nothing of it stays.

    `restore` itself proves every row and file equal to the backup. Raises BackupError with what it said.
    """
    found = backups()
    if not found:
        raise BackupError(f"chưa có bản sao lưu nào trong {settings.BACKUP_DIR}. Chạy manage.py backup trước")
    if found[0].sealed and key is None:
        raise BackupError(_SEALED.format(found[0].path.name))
    with alone() as place:
        scratch = {
            "DATABASE_URL": f"sqlite:///{place}/drill.sqlite3",
            "MEDIA_ROOT": str(place / "files"),
            "BACKUP_DIR": str(place / "backups"),
        }
        opener = ["--key", str(key)] if key else []
        done, restored = _manage(scratch, "restore", str(found[0].path), *opener)
        if done:
            raise BackupError(f"khôi phục thử {found[0].path.name} không được: {restored}")
        _, verified = _manage(scratch, "verify_data")
    return Drilled(found[0], restored, verified)


def _manage(scratch: Mapping[str, str], *arguments: str) -> tuple[int, str]:
    """The exit status of a command on the scratch database, and the last line it said."""
    program = str(settings.BASE_DIR / "manage.py")
    ended = subprocess.run(  # noqa: S603 - our own commands
        [sys.executable, program, *arguments],
        env={**os.environ, **scratch}, check=False,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    lines = [line for line in ended.stdout.splitlines() if line.strip()]
    return ended.returncode, (lines[-1].removeprefix("CommandError: ") if lines else "")
