"""A database of the time before the archive had a format migrates, and its locked reports stay the same."""

from __future__ import annotations

import io
import json
import re
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from bachdang.quarter.rows import ClearLine
from bachdang.quarter.rows.wording import DEFAULTS
from bachdang.quarter.snapshots import is_intact, mark_of, rows_of
from bachdang.reports.document import quarter_document
from bachdang.reports.workbook import quarter_workbook
from plans.codes import beginning_of
from plans.models import Letterhead, Snapshot
from tests.archives import manage, unpacked
from tests.archives.paper import blocks_of, sheets_of

VERSIONS = (1, 2)


def laid(path: Path, change: str = "") -> Path:
    """The old database as a file, with a further statement."""
    with closing(sqlite3.connect(path)) as database:
        database.executescript(unpacked("database.sql.xz") + change)
    return path


def frozen(path: Path) -> dict[int, Snapshot]:
    """Its frozen versions after `manage.py migrate`, read past Django's own database."""
    manage(f"sqlite:///{path}", "migrate", "--verbosity", "0")
    with closing(sqlite3.connect(path)) as database:
        found = database.execute("SELECT version, fingerprint, seal, rows FROM plans_snapshot").fetchall()
    return {
        version: Snapshot(version=version, fingerprint=code, seal=seal, rows=json.loads(rows))
        for version, code, seal, rows in found
    }


@pytest.fixture(scope="module")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Snapshot]:
    return frozen(laid(tmp_path_factory.mktemp("old") / "ward.sqlite3"))


@pytest.fixture(scope="module")
def paper() -> dict[str, Any]:
    """What the software of that day printed, by version."""
    found: dict[str, Any] = json.loads(unpacked("paper.json.xz"))
    return found


# Words of the paper that were corrected since, on purpose. All else is as it was printed.
READING = re.compile(r" \[(“[^”]*” )?đọc là “[^”]*”\]")
REWORDED = (
    (re.compile(r"^kết quả thực hiện (?=Kế hoạch)"), "kết quả triển khai "),
    (re.compile(r"(?<=báo cáo kết quả quý III/2026 )thực hiện (?=Kế hoạch)"), "triển khai "),
    (re.compile(r"^Phụ lục (?=[123]$)"), "Biểu "),
    (READING, ""),
)


# Sheets that are laid out otherwise since, on purpose: fewer pages, the same counts.
LAID_ANEW = {"Tổng hợp", "6 rõ"}


def corrected(block: Any) -> Any:
    if not isinstance(block, str):
        return [[corrected(cell) for cell in row] for row in block]
    for before, now in REWORDED:
        block = before.sub(now, block)
    return block


def in_form(cell: list[str]) -> list[str]:
    """The words before a number now stand behind the locale, where every program finds them."""
    return [re.sub(r'^("ít nhất ")(\[\$-42A\])', r"\2\1", part) for part in cell]


def mark(snapshot: Snapshot) -> str:
    return mark_of(snapshot, datetime.now(UTC))


@pytest.mark.parametrize("version", VERSIONS)
def test_the_locked_workbook_is_equal_cell_for_cell(
    version: int, migrated: dict[int, Snapshot], paper: dict[str, Any]
) -> None:
    snapshot = migrated[version]
    now = sheets_of(quarter_workbook(rows_of(snapshot), mark(snapshot), Letterhead.COMMITTEE))
    before = paper[str(version)]["workbook"]
    assert now.keys() == before.keys()
    for sheet, cells in before.items():
        if sheet not in LAID_ANEW:
            assert now[sheet] == [in_form(cell) for cell in cells], sheet


@pytest.mark.parametrize("version", VERSIONS)
def test_what_is_laid_out_anew_says_the_same(
    version: int, migrated: dict[int, Snapshot], paper: dict[str, Any]
) -> None:
    """Every count of a status that was printed in Tổng hợp, and every assignment that 6 rõ found unclear."""
    report = rows_of(migrated[version])
    book = load_workbook(io.BytesIO(quarter_workbook(report, "", Letterhead.COMMITTEE)))
    before = {cell[1] for cell in paper[str(version)]["workbook"]["Tổng hợp"]}
    lines = [[cell.value for cell in row] for row in book["Tổng hợp"].iter_rows()]
    for table in report.summary.tables:
        for line in table.lines:
            counts = [line.counts.get(look.key, 0) for look in table.looks]
            assert f"s:{line.name}" in before
            assert any(row[2:10] == counts for row in lines), line.name
    shown = {(row[0].value, row[1].value) for row in book["6 rõ"].iter_rows()}
    unclear = [line for line in report.clear if isinstance(line, ClearLine) and line.lacks]
    assert {(line.place, line.title) for line in unclear} <= shown


@pytest.mark.parametrize("version", VERSIONS)
def test_the_locked_word_report_has_the_same_tables_and_counts(
    version: int, migrated: dict[int, Snapshot], paper: dict[str, Any]
) -> None:
    """The body is written otherwise than it was; the rows and what is counted of them are not."""
    snapshot = migrated[version]
    content = quarter_document(rows_of(snapshot), DEFAULTS, Letterhead.COMMITTEE, mark(snapshot))
    *now, feet = blocks_of(content)
    *before, feet_before = paper[str(version)]["document"]
    tables = [corrected(one) for one in before if not isinstance(one, str) and len(one) > 1]
    assert len(tables) == 3
    assert [one for one in now if not isinstance(one, str) and len(one) > 1][:3] == tables
    counts = [one for one in before if str(one).startswith("Trong ")]
    assert counts
    assert {one.partition(":")[0].partition(";")[0] for one in counts} <= {
        str(one).partition(":")[0].partition(";")[0] for one in now
    }
    assert {one.partition(" · SỐ LIỆU")[0] for one in feet} == set(feet_before)


@pytest.mark.parametrize("version", VERSIONS)
def test_the_code_on_paper_still_leads_to_it(
    version: int, migrated: dict[int, Snapshot], paper: dict[str, Any]
) -> None:
    snapshot, printed = migrated[version], paper[str(version)]["code"]
    assert snapshot.code == printed
    assert snapshot.fingerprint.startswith(str(beginning_of(printed)))
    assert is_intact(snapshot)
    assert snapshot.seal != snapshot.fingerprint


def test_rows_that_were_tampered_with_stay_so(tmp_path: Path) -> None:
    change = "UPDATE plans_snapshot SET rows = replace(rows, '2026-Q3', '2026-Q2') WHERE version = 1;"
    found = frozen(laid(tmp_path / "ward.sqlite3", change))
    assert [is_intact(found[version]) for version in VERSIONS] == [False, True]
    assert rows_of(found[1]).head.slug == "2026-Q2"


def test_the_migration_may_be_taken_back_and_done_again(tmp_path: Path) -> None:
    path = laid(tmp_path / "ward.sqlite3")
    manage(f"sqlite:///{path}", "migrate", "plans", "0006", "--verbosity", "0")
    manage(f"sqlite:///{path}", "migrate", "plans", "0005", "--verbosity", "0")
    assert [is_intact(one) for one in frozen(path).values()] == [True, True]
