"""A ward made by the program of an earlier release, migrated to today's: no row is lost, and it is in order.

The first schema of all is migrated by tests/upkeep/test_first_database.py on every run of the tests.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.deploy.walk.releases import earlier
from tests.faults.outcome import Outcome
from tests.faults.site import NOW, Site
from tests.faults.stand import WARD, Stand, rows

OURS = ("accounts_", "plans_", "indicators_", "projects_")
LITE = "SELECT name FROM sqlite_master WHERE type = 'table'"
POSTGRES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
# Written anew by a migration or by rebuild_standing.
DERIVED = {"indicators_targetstanding"}


def old_databases(stand: Stand, times: int) -> Outcome:
    """The newest `times` tags; without any tag the first commit that docs/deploy.md could install."""
    commits = earlier()[:times]
    outcome = Outcome("migrated from an earlier release", stand.name, len(commits))
    outcome.note = f"from {', '.join(commits)}"
    for commit in commits:
        site = stand.empty_site()
        _make_ward(site, commit)
        before = _keys(site)
        for command in (["migrate", "--verbosity", "0"], ["sync_roles"], ["rebuild_standing"]):
            site.command(*command)
        after = _keys(site)
        outcome.acknowledged += sum(map(len, before.values()))
        outcome.lost += sum(len(keys - after.get(table, set())) for table, keys in before.items())
        verified = site.command("verify_data", check=False)
        if verified.returncode:
            outcome.wrong.append(f"{commit}: {verified.stdout[-1500:]}{verified.stderr[-1500:]}")
    return outcome


def _make_ward(site: Site, commit: str) -> None:
    """By the program of that commit, with the libraries of today."""
    folder = site.place / "program"
    folder.mkdir()
    archive = subprocess.run(["git", "archive", commit], check=True, capture_output=True)  # noqa: S603, S607
    subprocess.run(["tar", "--extract", "--directory", str(folder)], input=archive.stdout, check=True)  # noqa: S603, S607
    at = (Path(__file__).parents[1] / "at.py").read_text("utf-8")
    (folder / "at.py").write_text(at, "utf-8")
    for command in WARD:
        done = subprocess.run(  # noqa: S603
            [sys.executable, "at.py", NOW, *command], cwd=folder, capture_output=True, text=True, check=False,
            env={**site.environment, "PYTHONPATH": str(folder)},
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr


def _keys(site: Site) -> dict[str, set[object]]:
    tables = [name for (name,) in rows(site.url, LITE if site.url.startswith("sqlite") else POSTGRES)]
    return {
        table: {pk for (pk,) in rows(site.url, f"SELECT id FROM {table}")}  # noqa: S608 - our own tables
        for table in tables
        if table.startswith(OURS) and table not in DERIVED and "id" in _columns(site, table)
    }


def _columns(site: Site, table: str) -> set[str]:
    if site.url.startswith("sqlite"):
        return {row[1] for row in rows(site.url, f"PRAGMA table_info({table})")}
    found = rows(site.url, f"SELECT column_name FROM information_schema.columns WHERE table_name = '{table}'")  # noqa: S608
    return {name for (name,) in found}
