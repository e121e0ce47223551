"""The live formulas of the workbook, recalculated by LibreOffice, give what the rules give."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from openpyxl import Workbook, load_workbook

from bachdang.accounts.models import User
from bachdang.quarter.rows import ProjectGroup, QuarterReport, TargetLine, quarter_report
from bachdang.reports.workbook import quarter_workbook
from bachdang.reports.workbook.projects import AMOUNTS
from bachdang.reports.workbook.summary import painted_tables
from bachdang.scope.scopes import Scope
from bachdang.standing.money import Money
from bachdang.standing.quarter_book import QuarterBook
from plans.models import Period
from tests.conftest import NOW
from tests.factories.remembered import illustrative_ward

pytestmark = pytest.mark.django_db
SUMMARY, TARGETS, PROJECTS, SENDING = "Tổng hợp", "Chỉ tiêu", "Dự án", "Tình hình báo cáo"
Cells = dict[tuple[str, str], Decimal]


def recalculated(files: dict[str, bytes], folder: Path) -> dict[str, Workbook]:
    """The workbooks as LibreOffice reads and saves them, with the values it computes. One conversion."""
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.fail("Thiếu LibreOffice (soffice): chạy `make packages` để kiểm tra công thức của tệp Excel.")
    for name, content in files.items():
        (folder / name).write_bytes(content)
    saved = folder / "saved"
    command = [
        soffice, f"-env:UserInstallation=file://{folder}/profile", "--headless",
        "--convert-to", "xlsx", "--outdir", str(saved), *(str(folder / name) for name in files),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=120)  # noqa: S603
    return {name: load_workbook(saved / name, data_only=True) for name in files}


def formulas(book: Workbook) -> set[tuple[str, str]]:
    return {
        (sheet.title, cell.coordinate)
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }


def expected(book: Workbook, report: QuarterReport) -> Cells:
    """What the rules give for the cells that may hold a formula, by sheet and place."""
    found: Cells = {}
    for sheet, place, value in (
        *_counts(book, report), *_targets(book, report), *_projects(book, report), *_sending(book, report),
    ):  # fmt: skip
        if value is not None:
            found[sheet, place] = Decimal(value)
    return found


Expected = Iterator[tuple[str, str, Decimal | int | None]]


def _first(book: Workbook, sheet: str, title: str, column: int, after: int = 0) -> int:
    """The row below the heading whose cell in this column says `title`."""
    rows: Any = book[sheet].iter_rows(min_row=after + 1, min_col=column, max_col=column)
    return next(int(cell.row) + 1 for (cell,) in rows if cell.value == title)


def _counts(book: Workbook, report: QuarterReport) -> Expected:
    row = 0
    for table in painted_tables(report.summary):
        row = _first(book, SUMMARY, table.by, 2, row)
        for line in table.lines:
            yield SUMMARY, f"K{row}", line.total
            row += 1
        counts = table.counts
        for column, look in zip("CDEFGHIJ", table.looks, strict=True):
            yield SUMMARY, f"{column}{row}", counts[look.key]
        yield SUMMARY, f"K{row}", counts.total()


def _targets(book: Workbook, report: QuarterReport) -> Expected:
    row = _first(book, TARGETS, "TT", 1)
    for line in report.targets:
        if isinstance(line, TargetLine):
            yield TARGETS, f"J{row}", line.against_plan
            yield TARGETS, f"K{row}", line.against_last_year
        row += 1


def _monies(group: ProjectGroup) -> Iterator[Money]:
    """The money of each row in the order of the sheet: heading, its projects, the groups below."""
    if group.heading is not None:
        yield group.money
    for line in group.lines:
        yield line.money
    for one in group.groups:
        yield from _monies(one)


def _projects(book: Workbook, report: QuarterReport) -> Expected:
    row = _first(book, PROJECTS, "TT", 1)
    for number, money in enumerate([*_monies(report.projects), report.projects.money]):
        for column, name in AMOUNTS.items():
            dong = getattr(money, name)
            yield PROJECTS, f"{column}{row + number}", None if dong is None else Decimal(dong) / 10**6
        yield PROJECTS, f"J{row + number}", None if money.rate is None else money.rate / 100


def _sending(book: Workbook, report: QuarterReport) -> Expected:
    row = _first(book, SENDING, "TT", 1)
    told = [line.told for line in report.sending]
    for number, one in enumerate([*told, sum(told[1:], told[0])]):
        parts = (one.owed, one.on_time, one.late, one.missing, one.pending)
        for column, value in zip("CDEFG", parts, strict=True):
            yield SENDING, f"{column}{row + number}", value
        yield SENDING, f"H{row + number}", None if one.share is None else one.share / 100


def test_every_formula_gives_what_the_rules_give(client: Client, tmp_path: Path) -> None:
    plan = illustrative_ward()
    period = Period.objects.get(plan=plan, year=2026, quarter=3)
    report = quarter_report(QuarterBook(Scope(plan, period, [period], today=NOW.date())))
    client.force_login(User.objects.get(username="vanphong"))
    files = {
        "quarter.xlsx": quarter_workbook(report),
        "span.xlsx": client.get("/bao-cao/excel/?khoang=9-thang&unit=kinhte").content,
        "list.xlsx": client.get("/chi-tieu/?xuat=xlsx").content,
    }
    computed = recalculated(files, tmp_path)
    for name, content in files.items():
        written = load_workbook(io.BytesIO(content))
        assert computed[name].sheetnames == written.sheetnames
        for sheet in computed[name].worksheets:
            assert sheet.max_row >= written[sheet.title].max_row
            errors = [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type == "e"]
            assert not errors, (name, sheet.title)
    written = load_workbook(io.BytesIO(files["quarter.xlsx"]))
    values, live = expected(written, report), formulas(written)
    assert len(live) > 200
    assert live <= values.keys()
    for name, place in sorted(live):
        value = computed["quarter.xlsx"][name][place].value
        assert float(str(value)) == pytest.approx(float(values[name, place]), abs=0.0005), (name, place)
