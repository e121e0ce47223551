"""6 and 9 months, the year, any days: the figures of the rules, never added up in the report."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db.models import Sum
from django.test import Client
from openpyxl import load_workbook

from bachdang.accounts.models import User
from bachdang.quarter.rows import QuarterReport, TargetLine, TaskLine, quarter_report
from bachdang.scope.scopes import Scope
from bachdang.standing.quarter_book import QuarterBook
from bachdang.standing.spans import NINE, SIX, YEAR, Span, named_span, span_of_days
from indicators import rules
from indicators.rules import Quarter
from indicators.standings import TargetBook
from plans.models import Period, Plan, Report
from projects.models import Disbursement
from tests.conftest import NOW
from tests.factories.remembered import illustrative_ward

pytestmark = pytest.mark.django_db
Q2, Q3 = Quarter(2026, 2), Quarter(2026, 3)
SECOND_AND_THIRD = span_of_days(date(2026, 4, 1), date(2026, 9, 30))


@pytest.fixture
def ward() -> Plan:
    return illustrative_ward()


@pytest.fixture
def office(ward: Plan, client: Client) -> Client:
    client.force_login(User.objects.get(username="vanphong"))
    return client


def report_of(plan: Plan, span: Span) -> QuarterReport:
    periods = list(Period.objects.filter(plan=plan).opened())
    at = next(one for one in periods if (one.year, one.quarter) == (span.last.year, span.last.quarter))
    return quarter_report(QuarterBook(Scope(plan, at, periods, today=NOW.date())), span)


def lines(report: QuarterReport) -> list[TargetLine]:
    return [one for one in report.targets if isinstance(one, TargetLine)]


@pytest.mark.parametrize(
    ("key", "label", "slug", "ends"),
    [
        (SIX, "6 tháng đầu năm 2026", "2026-6-thang", date(2026, 6, 30)),
        (NINE, "9 tháng năm 2026", "2026-9-thang", date(2026, 9, 30)),
        (YEAR, "Năm 2026", "2026-nam", date(2026, 12, 31)),
    ],
)
def test_named_spans(key: str, label: str, slug: str, ends: date) -> None:
    span = named_span(key, 2026)
    assert (span.label, span.slug, span.starts, span.ends) == (label, slug, date(2026, 1, 1), ends)
    assert span.is_whole
    assert not span.remark


@pytest.mark.parametrize(
    ("starts", "ends", "whole", "last"),
    [
        (date(2026, 4, 1), date(2026, 9, 30), True, Q3),
        (date(2026, 4, 2), date(2026, 9, 30), False, Q3),
        (date(2026, 1, 1), date(2026, 9, 29), False, Q2),
        (date(2026, 7, 5), date(2026, 8, 1), False, Q3),
    ],
)
def test_days_that_cut_a_quarter(starts: date, ends: date, whole: bool, last: Quarter) -> None:
    span = span_of_days(starts, ends)
    assert (span.is_whole, span.last) == (whole, last)
    assert bool(span.remark) != whole


@pytest.mark.parametrize("span", [named_span(SIX, 2026), named_span(NINE, 2026), SECOND_AND_THIRD], ids=str)
def test_each_figure_is_that_of_the_rules(ward: Plan, span: Span) -> None:
    book = TargetBook(ward, span.last)
    rows = {(row.item.code, row.wording): row for row in book.rows()}
    compared = untold = 0
    for line in lines(report_of(ward, span)):
        row = next(one for (code, _), one in rows.items() if code == line.code)
        found = rules.of_span(row.measure, book.figures(row.indicator, span.last), span.first, span.last)
        assert line.of_quarter.number == (found.value if found else None)
        if found is None:
            assert line.note.startswith("Không có số riêng của khoảng này")
            untold += 1
        elif found.value is not None:
            compared += 1
    assert compared > 20
    assert (untold > 0) == (span is SECOND_AND_THIRD)


def test_money_is_what_the_quarters_paid(ward: Plan) -> None:
    for span, quarters in ((named_span(NINE, 2026), [1, 2, 3]), (SECOND_AND_THIRD, [2, 3])):
        paid = Disbursement.objects.filter(
            project_report__report__counted=True, project_report__report__period__year=2026,
            project_report__report__period__quarter__in=quarters, budget_year=2026,
        ).aggregate(all=Sum("dong"))["all"]  # fmt: skip
        assert paid
        assert report_of(ward, span).projects.money.quarter_paid == paid


def test_words_of_every_quarter_of_the_span_are_told(ward: Plan) -> None:
    report = report_of(ward, named_span(NINE, 2026))
    texts = [one.result for one in report.tasks if isinstance(one, TaskLine) and one.result]
    counted = Report.objects.counted().filter(item__kind="task", period__year=2026).exclude(result="")
    assert sum(text.count("Quý ") for text in texts) >= counted.filter(period__quarter__lte=3).count() > 0
    said = Report.objects.counted().filter(period__year=2026).exclude(difficulties="")
    found = [one for one in report.issues if one.kind == "difficulty"]
    told = [line for one in found for line in one.text.split("\n")]
    assert sorted(told) == sorted(f"{one.period.label}: {one.difficulties}" for one in said)
    assert len(found) == said.values("item", "unit").distinct().count() < said.count()


def test_a_span_that_cuts_a_quarter_stays_blank_and_says_why(ward: Plan) -> None:
    report = report_of(ward, span_of_days(date(2026, 1, 15), date(2026, 9, 30)))
    assert all(one.of_quarter.value is None for one in lines(report))
    assert report.projects.money.quarter_paid is None
    assert "không trùng đầu quý" in report.head.remark
    assert any(one.to_date.number for one in lines(report))


def opened(client: Client, query: str) -> tuple[Any, str]:
    response = client.get(f"/bao-cao/excel/?{query}")
    assert response.status_code == 200
    return load_workbook(io.BytesIO(response.content)), response.headers["Content-Disposition"]


@pytest.mark.parametrize(
    ("query", "name", "title", "column"),
    [
        ("khoang=6-thang", "bao-cao-2026-6-thang", "6 tháng đầu năm 2026", "6 tháng"),
        ("khoang=9-thang&unit=kinhte", "bao-cao-2026-9-thang-kinhte", "9 tháng năm 2026", "9 tháng"),
        (
            "khoang=tu-den&tu=2026-04-01&den=30/9/2026",
            "bao-cao-20260401-20260930",
            "Từ ngày 01/04/2026 đến ngày 30/09/2026",
            "kỳ này",
        ),
    ],
)
def test_titles_columns_and_file_name_the_span(
    office: Client, query: str, name: str, title: str, column: str
) -> None:
    book, disposition = opened(office, query)
    assert disposition == f'attachment; filename="{name}.xlsx"'
    for sheet in book.worksheets:
        head = [str(cell.value) for row in sheet.iter_rows(max_row=9) for cell in row if cell.value]
        assert any(text.startswith(title) for text in head)
        assert sheet.oddFooter.center.text.startswith("Số liệu tạm tính đến")
    titles = {str(cell.value) for row in book["Chỉ tiêu"].iter_rows(max_row=12) for cell in row}
    assert f"Thực hiện/ước {column}" in titles
    assert f"Giải ngân {column}" in {
        str(cell.value) for row in book["Dự án"].iter_rows(max_row=12) for cell in row
    }
    page = office.get(f"/bao-cao/?{query}").content.decode()
    assert title in page
    assert "Tải dự thảo Word" in page


def test_cells_of_the_span_are_those_of_the_rows(office: Client, ward: Plan) -> None:
    book, _ = opened(office, "khoang=9-thang")
    rows: list[Any] = list(book["Chỉ tiêu"].iter_rows(values_only=True))
    cells = {row[0]: row[6] for row in rows}
    compared = 0
    for line in lines(report_of(ward, named_span(NINE, 2026))):
        if line.of_quarter.number is not None and not line.is_state and line.code not in {"06.03", "06.04"}:
            assert cells[line.code] == pytest.approx(float(line.of_quarter.number), abs=0.005)
            compared += 1
    assert compared > 20
    assert Decimal(str(cells["02.04"])) > 0


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("khoang=nam", "Chưa mở kỳ báo cáo quý IV/2026"),
        ("khoang=tu-den", "Chọn ngày cho khoảng đột xuất"),
        ("khoang=tu-den&tu=2026-09-30&den=2026-01-01", "Ngày cuối phải không trước ngày đầu"),
        ("khoang=tu-den&tu=mai&den=2026-01-01", "Ghi ngày/tháng/năm"),
        ("khoang=tu-den&tu=2030-01-01&den=2030-03-31", "Chưa mở kỳ báo cáo quý I/2030"),
    ],
)
def test_what_is_no_span_is_said_on_the_page(office: Client, query: str, words: str) -> None:
    page = office.get(f"/bao-cao/?{query}").content.decode()
    assert words in page
    assert "Tải báo cáo Excel" not in page
    for file in ("excel", "word"):
        assert office.get(f"/bao-cao/{file}/?{query}").status_code == 404


def test_the_year_of_another_period_is_meant(office: Client) -> None:
    _, disposition = opened(office, "ky=2026-Q1&khoang=9-thang")
    assert "2026-9-thang" in disposition
