"""Old archives, kept to prove that they are read for ever (see README.md)."""

from __future__ import annotations

import lzma
import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings

ARCHIVES = Path(__file__).parent


def unpacked(name: str) -> str:
    """The text of an archive."""
    return lzma.decompress((ARCHIVES / name).read_bytes()).decode()


def manage(database: str, *command: str, **environment: str) -> str:
    """What a command of the site prints over the database of that address, in a process of its own."""
    done = subprocess.run(  # noqa: S603 - our own command
        [sys.executable, "manage.py", *command],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DATABASE_URL": database, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
