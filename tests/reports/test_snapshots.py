"""Reports of a locked round: always from the snapshot, marked with its code, found again by it."""

from __future__ import annotations

import io
import json
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.test import Client
from docx import Document
from openpyxl import load_workbook

from bachdang.accounts.models import User
from bachdang.accounts.roles import Role
from bachdang.quarter.archive import pack, unpack
from bachdang.quarter.rows import quarter_report
from bachdang.quarter.snapshots import take_snapshot
from bachdang.reporting.flow.periods import lock_period
from bachdang.scope.scopes import Scope
from bachdang.standing.quarter_book import QuarterBook
from indicators.models import Measurement
from plans.models import Period, Plan, Snapshot
from tests.conftest import NOW
from tests.factories import LocalityFactory, UnitFactory, user_with_role
from tests.factories.remembered import illustrative_ward

pytestmark = pytest.mark.django_db
LOCKED = "/bao-cao/excel/?ky=2026-Q3"
# What every foot of the Word draft says while illustrative figures are loaded.
LABEL = " · SỐ LIỆU MINH HỌA"
LOCKED_WORD = "/bao-cao/word/?ky=2026-Q3"


@pytest.fixture
def office(client: Client) -> Client:
    illustrative_ward()
    client.force_login(User.objects.get(username="vanphong"))
    return client


@pytest.fixture
def locked(office: Client) -> Snapshot:
    """The third quarter, locked."""
    period = Period.objects.get(year=2026, quarter=3)
    who = User.objects.get(username="vanphong")
    lock_period(period=period, by=who, today=NOW.date(), reason="Chốt quý")
    return Snapshot.objects.get(period=period)


def cells(content: bytes) -> dict[tuple[str, str], Any]:
    book = load_workbook(io.BytesIO(content))
    return {
        (sheet.title, cell.coordinate): cell.value
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
    }


def feet(content: bytes) -> list[str]:
    book = load_workbook(io.BytesIO(content))
    return [str(sheet.oddFooter.center.text) for sheet in book.worksheets if sheet.oddFooter]


def test_the_whole_report_comes_back_as_it_was(office: Client) -> None:
    period = Period.objects.select_related("plan__locality__parent").get(year=2026, quarter=3)
    report = quarter_report(QuarterBook(Scope(period.plan, period, [period], today=NOW.date())))
    assert unpack(json.loads(json.dumps(pack(report)))) == report


def test_two_exports_of_one_snapshot_have_equal_cells(office: Client, locked: Snapshot) -> None:
    first = office.get(LOCKED).content
    Measurement.objects.filter(value__isnull=False).update(value=Decimal(1))
    Plan.objects.update(title="Kế hoạch khác")
    with time_machine.travel(NOW.replace(month=11), tick=False):
        office.force_login(locked.taken_by)
        second = office.get(LOCKED).content
    assert cells(first) == cells(second)
    assert first == second


def written(content: bytes) -> list[str]:
    """Paragraphs, cells and the foot of a Word file, in order."""
    document = Document(io.BytesIO(content))
    rows = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [*(one.text for one in document.paragraphs), *rows, document.sections[0].footer.paragraphs[0].text]


def test_two_written_reports_of_one_snapshot_are_equal(office: Client, locked: Snapshot) -> None:
    first = written(office.get(LOCKED_WORD).content)
    Measurement.objects.filter(value__isnull=False).update(value=Decimal(1))
    Plan.objects.update(title="Kế hoạch khác")
    with time_machine.travel(NOW.replace(month=11), tick=False):
        office.force_login(locked.taken_by)
        second = written(office.get(LOCKED_WORD).content)
    assert first == second
    assert len(first) > 1000


def test_the_foot_of_either_file_leads_to_snapshot_and_version(office: Client, locked: Snapshot) -> None:
    (workbook,) = set(feet(office.get(LOCKED).content))
    document = written(office.get(LOCKED_WORD).content)[-1]
    assert document == workbook + LABEL
    for foot in (workbook, document):
        found = office.get("/bao-cao/tra-ma/", {"ma": foot}).context["found"]
        assert [(one.pk, one.version, intact) for one, intact in found] == [(locked.pk, 1, True)]


def test_every_page_says_which_version_it_is(office: Client, locked: Snapshot) -> None:
    mark = f"Bản 1 · mã {locked.code}"
    assert set(feet(office.get(LOCKED).content)) == {mark}
    document = Document(io.BytesIO(office.get("/bao-cao/word/?ky=2026-Q3").content))
    assert [document.sections[0].first_page_footer.paragraphs[0].text] == [mark + LABEL]
    assert {one.footer.paragraphs[0].text for one in document.sections} == {mark + LABEL}
    assert len(document.sections) == 6


def test_an_open_round_says_until_when_instead(office: Client) -> None:
    content = office.get("/bao-cao/excel/?ky=2026-Q3").content
    assert set(feet(content)) == {"Số liệu tạm tính đến 09:30 ngày 08/10/2026"}
    document = Document(io.BytesIO(office.get("/bao-cao/word/?ky=2026-Q3").content))
    foot = document.sections[0].footer.paragraphs[0].text
    assert foot == "Số liệu tạm tính đến 09:30 ngày 08/10/2026" + LABEL


def test_a_correction_makes_a_version_beside_the_first(office: Client, locked: Snapshot) -> None:
    before = cells(office.get(LOCKED).content)
    Measurement.objects.filter(value__isnull=False, quarter=3).update(value=Decimal(77))
    who = User.objects.get(username="vanphong")
    second = take_snapshot(period=locked.period, by=who, reason="Đính chính số liệu")
    assert second.code != locked.code
    assert cells(office.get(f"{LOCKED}&ban=1").content) == before
    newest = office.get(LOCKED).content
    assert cells(newest) != before
    assert set(feet(newest)) == {f"Bản 2 · mã {second.code}"}
    page = office.get("/bao-cao/?ky=2026-Q3").content.decode()
    for one in (locked, second):
        assert one.code in page
        assert str(one.taken_by) in page
    assert "Đính chính số liệu" in page


def test_the_command_marks_its_file_too(locked: Snapshot, tmp_path: Any) -> None:
    path = tmp_path / "chot.xlsx"
    call_command("export_report", period="2026-Q3", output=path, stdout=io.StringIO())
    assert set(feet(path.read_bytes())) == {f"Bản 1 · mã {locked.code}"}


@pytest.mark.parametrize("typed", ["{}", "mã {}", "Bản 1 · mã {}"])
def test_a_code_finds_its_version(office: Client, locked: Snapshot, typed: str) -> None:
    page = office.get("/bao-cao/tra-ma/", {"ma": typed.format(locked.code.lower())}).content.decode()
    assert "Quý III/2026, bản 1" in page
    assert "Còn nguyên như lúc chốt" in page
    assert "Chốt quý" in page
    assert "ky=2026-Q3&amp;ban=1" in page


def test_changed_rows_are_told(office: Client, locked: Snapshot) -> None:
    rows = dict(locked.rows)
    rows["head"]["plan"] = "Sửa tay"
    Snapshot.objects.filter(pk=locked.pk).update(rows=rows)
    page = office.get("/bao-cao/tra-ma/", {"ma": locked.code}).content.decode()
    assert "Không còn như lúc chốt" in page


def test_rows_of_a_newer_version_are_refused_in_words(office: Client, locked: Snapshot) -> None:
    rows = locked.rows | {"format": "bachdang-snapshot/99"}
    Snapshot.objects.filter(pk=locked.pk).update(rows=rows)
    assert "mới hơn phần mềm này" in office.get("/bao-cao/?ky=2026-Q3").content.decode()
    assert office.get(LOCKED).status_code == office.get(LOCKED_WORD).status_code == 404
    with pytest.raises(CommandError, match="mới hơn phần mềm này"):
        call_command("export_report", period="2026-Q3", output="chot.xlsx", stdout=io.StringIO())


def test_an_unknown_code_and_no_code_are_told_apart(office: Client, locked: Snapshot) -> None:
    unknown = office.get("/bao-cao/tra-ma/", {"ma": "AAAA-AAAA-AAAA-AAAA"}).content.decode()
    assert "Không có bản số liệu nào mang mã này" in unknown
    wrong = office.get("/bao-cao/tra-ma/", {"ma": "quý 3"}).content.decode()
    assert "Đây không phải là mã báo cáo" in wrong


def test_another_ward_finds_nothing(locked: Snapshot) -> None:
    elsewhere = UnitFactory(locality=LocalityFactory(code="phuong-khac", name="Phường khác"), code="vp-khac")
    stranger = Client()
    stranger.force_login(user_with_role(Role.OFFICE, username="la", unit=elsewhere))
    page = stranger.get("/bao-cao/tra-ma/", {"ma": locked.code}).content.decode()
    assert "Không có bản số liệu nào mang mã này" in page
