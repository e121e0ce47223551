"""An empty migrated SQLite database, kept between runs: migrating takes ten seconds, a copy none.

It is named after all that migrating depends on, so that whoever changes a migration begins anew.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]
FOLDER: Final = ROOT / "var" / "test-database"


def lay(file: Path) -> None:
    """Begin with the kept database, if there is one; what migrates it afterwards finds nothing to do."""
    if (kept := _kept()).exists():
        shutil.copyfile(kept, file)


def keep(file: Path) -> None:
    """Keep what was just migrated for the next run, in place of those of other days."""
    kept = _kept()
    if kept.exists():
        return
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob("*.sqlite3"):
        old.unlink(missing_ok=True)
    beside = FOLDER / f"{os.getpid()}.writing"
    with closing(sqlite3.connect(file)) as migrated, closing(sqlite3.connect(beside)) as copy:
        migrated.backup(copy)
    beside.replace(kept)


def _kept() -> Path:
    digest = hashlib.sha256()
    for source in _sources():
        digest.update(source.relative_to(ROOT).as_posix().encode() + source.read_bytes())
    return FOLDER / f"{digest.hexdigest()[:32]}.sqlite3"


def _sources() -> Iterator[Path]:
    """Migrations, models (their permissions are written after migrating), libraries."""
    yield ROOT / "requirements-dev.lock"
    for folder in ("bachdang", "indicators", "plans", "projects"):
        yield from sorted((ROOT / folder).rglob("migrations/*.py"))
        yield from sorted((ROOT / folder).rglob("models.py"))
        yield from sorted((ROOT / folder).rglob("models/*.py"))
