"""The report of one unit or programme: exactly its lines, counted anew; the same from the snapshot."""

from __future__ import annotations

import io
from collections import Counter
from dataclasses import replace

import pytest
from django.test import Client
from openpyxl import load_workbook

from bachdang.accounts.models import Unit, User
from bachdang.quarter.rows import (
    ClearLine,
    Heading,
    Owner,
    QuarterReport,
    TargetLine,
    TaskLine,
    quarter_report,
)
from bachdang.quarter.rows.narrowing import Only, narrow
from bachdang.quarter.snapshots import rows_of
from bachdang.reporting.flow.periods import lock_period
from bachdang.scope.scopes import Scope
from bachdang.standing.quarter_book import QuarterBook
from indicators.rules import Quarter
from indicators.standings import TargetBook
from plans.models import Item, Period, Plan, Report, Snapshot, Terms
from tests.conftest import NOW
from tests.factories.remembered import illustrative_ward

pytestmark = pytest.mark.django_db
UNITS = ["kinhte", "ubnd", "congan", "dvsnc"]
PROGRAMMES = ["B.I.2", "B.III.3", "B.II.1"]


@pytest.fixture
def ward() -> Plan:
    return illustrative_ward()


@pytest.fixture
def office(ward: Plan, client: Client) -> Client:
    client.force_login(User.objects.get(username="vanphong"))
    return client


def whole(plan: Plan) -> QuarterReport:
    period = Period.objects.get(plan=plan, year=2026, quarter=3)
    return quarter_report(QuarterBook(Scope(plan, period, [period], today=NOW.date())))


def codes(report: QuarterReport) -> list[str]:
    return [line.code for line in report.targets if isinstance(line, TargetLine)]


def expected(plan: Plan, **mine: str) -> dict[str, set[str]]:
    """Codes by kind of what the database says is theirs."""
    valid = Terms.objects.valid_on(Quarter(2026, 3).end).filter(item__plan=plan)
    found = Item.objects.filter(plan=plan, pk__in=valid.values("item"), **mine)
    return {kind: set(found.filter(kind=kind).values_list("code", flat=True)) for kind in ("task", "project")}


@pytest.mark.parametrize("code", UNITS)
def test_a_unit_has_exactly_what_it_reports(ward: Plan, code: str) -> None:
    report = narrow(whole(ward), Only(unit=code, unit_name="Đơn vị"))
    rows = TargetBook(ward, Quarter(2026, 3)).rows()
    mine = [row for row in rows if row.item.reporter and row.item.reporter.code == code]
    assert sorted(codes(report)) == sorted(row.item.code for row in mine)
    theirs = expected(ward, reporter__code=code)
    assert report.counts == {
        "targets": len(mine), "tasks": len(theirs["task"]), "projects": len(theirs["project"]),
    }  # fmt: skip
    reported = Report.objects.filter(period__quarter=3, counted=True, unit__code=code).exclude(
        difficulties=""
    )
    assert len([one for one in report.issues if one.kind == "difficulty"]) == reported.count()
    assert {one.owner.unit for one in report.sending} <= {code}


@pytest.mark.parametrize("code", PROGRAMMES)
def test_a_programme_has_exactly_its_targets_and_tasks(ward: Plan, code: str) -> None:
    report = narrow(whole(ward), Only(programme=code, programme_name="Chương trình"))
    rows = TargetBook(ward, Quarter(2026, 3)).rows()
    assert codes(report) == [row.item.code for row in rows if row.programme and row.programme.code == code]
    theirs = expected(ward, parent__code=code)
    assert report.counts["tasks"] == len(theirs["task"])
    assert [one.code for one in report.words] == [code]
    assert report.sending == []


@pytest.mark.parametrize("only", [Only(unit="kinhte"), Only(programme="B.I.5"), Only("vhxh", "B.I.5")])
def test_everything_is_counted_anew(ward: Plan, only: Only) -> None:
    report = narrow(whole(ward), only)
    lines = [one for one in report.targets if isinstance(one, TargetLine)]
    in_plan = Counter(one.status for one in lines if not one.is_vision)
    works = Counter(one.status for one in report.tasks if isinstance(one, TaskLine))
    projects = Counter(one.status for one in report.projects.walk())
    tables = report.summary.tables
    assert [one.counts for one in tables] == [in_plan, in_plan, works, works, projects, projects]
    assert report.summary.vision == Counter(one.status for one in lines if one.is_vision)
    kept = {one.code for one in lines}
    assert {named.code for one in report.summary.owing for named in one.missing} <= kept
    clear = [one for one in report.clear if isinstance(one, ClearLine)]
    assert {axis.total for axis in report.summary.axes} == {len(clear)}
    assert sum(axis.clear for axis in report.summary.axes) == sum(one.clear for one in clear)


def test_the_units_together_are_the_whole(ward: Plan) -> None:
    report = whole(ward)
    units = list(Unit.objects.values_list("code", flat=True))
    parts = [narrow(report, Only(unit=code)) for code in units]
    nobody = [one for one in report.targets if isinstance(one, TargetLine) and not one.owner.unit]
    assert sum(part.counts["targets"] for part in parts) + len(nobody) == report.counts["targets"]
    assert sum(part.summary.owed for part in parts) <= report.summary.owed


def test_no_heading_stands_alone(ward: Plan) -> None:
    report = narrow(whole(ward), Only(unit="congan"))
    for lines in (report.targets, report.tasks, report.clear):
        for one, after in zip(lines, [*lines[1:], None], strict=True):
            if isinstance(one, Heading):
                assert after is not None
                assert not isinstance(after, Heading) or after.level > one.level


def test_without_a_choice_nothing_changes(ward: Plan) -> None:
    report = whole(ward)
    assert narrow(report, Only()) is report


def test_a_locked_round_is_narrowed_from_its_snapshot(office: Client, ward: Plan) -> None:
    period = Period.objects.get(plan=ward, year=2026, quarter=3)
    lock_period(period=period, by=User.objects.get(username="vanphong"), today=NOW.date())
    snapshot = Snapshot.objects.get(period=period)
    address = "/bao-cao/excel/?ky=2026-Q3&unit=kinhte"
    first = office.get(address).content
    mine = Item.objects.filter(reporter__code="kinhte", kind="indicator", code__startswith="02")
    assert mine.update(reporter=None)
    assert office.get(address).content == first
    assert narrow(rows_of(snapshot), Only(unit="kinhte")).counts["targets"] > 10
    book = load_workbook(io.BytesIO(first))
    assert {sheet.oddFooter.center.text for sheet in book.worksheets if sheet.oddFooter} == {
        f"Bản 1 · mã {snapshot.code}"
    }


def test_rows_frozen_without_owners_are_refused(office: Client, ward: Plan) -> None:
    period = Period.objects.get(plan=ward, year=2026, quarter=3)
    lock_period(period=period, by=User.objects.get(username="vanphong"), today=NOW.date())
    snapshot = Snapshot.objects.get(period=period)
    snapshot.rows.pop("is_owned")
    Snapshot.objects.filter(pk=snapshot.pk).update(rows=snapshot.rows)
    assert office.get("/bao-cao/excel/?ky=2026-Q3&unit=kinhte").status_code == 404
    assert office.get("/bao-cao/excel/?ky=2026-Q3").status_code == 200


@pytest.mark.parametrize(
    ("query", "name", "words"),
    [
        ("unit=kinhte", "bao-cao-2026-Q3-kinhte", "Đơn vị báo cáo: Phòng Kinh tế"),
        ("programme=B.I.2", "bao-cao-2026-Q3-b-i-2", "Chương trình, nhiệm vụ: B.I.2."),
        ("unit=kinhte&programme=B.I.2", "bao-cao-2026-Q3-kinhte-b-i-2", "; Chương trình, nhiệm vụ"),
    ],
)
def test_file_title_and_page_name_the_choice(office: Client, query: str, name: str, words: str) -> None:
    response = office.get(f"/bao-cao/excel/?ky=2026-Q3&{query}")
    assert response.headers["Content-Disposition"] == f'attachment; filename="{name}.xlsx"'
    for sheet in load_workbook(io.BytesIO(response.content)).worksheets:
        head = [str(cell.value) for row in sheet.iter_rows(max_row=9) for cell in row if cell.value]
        assert any(words in one for one in head)
    page = office.get(f"/bao-cao/?ky=2026-Q3&{query}").content.decode()
    assert words in page
    assert f'href="/bao-cao/excel/?ky=2026-Q3&amp;{query.replace("&", "&amp;")}"' in page
    document = office.get(f"/bao-cao/word/?ky=2026-Q3&{query}")
    assert f"{name}.docx" in document.headers["Content-Disposition"]


@pytest.mark.parametrize("query", ["unit=khong-co", "programme=X.9"])
def test_an_unknown_unit_or_programme_is_not_found(office: Client, query: str) -> None:
    assert office.get(f"/bao-cao/?{query}").status_code == 404
    assert office.get(f"/bao-cao/excel/?{query}").status_code == 404


def test_owner_decides(ward: Plan) -> None:
    report = whole(ward)
    line = next(one for one in report.targets if isinstance(one, TargetLine))
    alone = replace(report, targets=[replace(line, owner=Owner("kinhte", "B.I.1"))])
    assert narrow(alone, Only("kinhte")).counts["targets"] == 1
    assert narrow(alone, Only("ubnd")).counts["targets"] == 0
    assert narrow(alone, Only("kinhte", "B.I.2")).counts["targets"] == 0
