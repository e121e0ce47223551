"""Một trang: what the Standing Committee sees of a quarter, frozen or of now, on screen and on one sheet."""

from __future__ import annotations

import io
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from docx import Document

from bachdang.accounts.models import User
from bachdang.quarter.prose.limits import red_lines
from bachdang.quarter.prose.one_page import NO_REASON, RED, one_page
from bachdang.quarter.rows import Amount, QuarterReport, TargetLine, quarter_report
from bachdang.reporting.flow.periods import lock_period
from bachdang.reports import pdf
from bachdang.reports.one_page.paper import one_page_document
from bachdang.scope.scopes import Scope
from bachdang.standing.quarter_book import QuarterBook
from plans.models import Period, Plan, Report
from tests.factories import PeriodFactory, PlanFactory
from tests.factories.remembered import illustrative_ward

pytestmark = pytest.mark.django_db


@pytest.fixture
def ward() -> Plan:
    return illustrative_ward()


def report_of(plan: Plan) -> QuarterReport:
    period = Period.objects.get(plan=plan, quarter=3)
    return quarter_report(QuarterBook(Scope(plan, period, [period], today=date(2026, 10, 8))))


def test_the_page_is_made_of_the_reports_own_rows(ward: Plan) -> None:
    report = report_of(ward)
    page = one_page(report)
    marked = [one for one in report.targets if isinstance(one, TargetLine) and one.headline]
    assert [one.line.code for one in page.headline] == [
        one.code for one in sorted(marked, key=lambda one: one.headline)
    ]
    assert len(page.headline) >= 10
    assert len(page.red) == RED
    assert page.more_red == len(red_lines(report)) - RED
    assert page.total == report.summary.tables[0].counts.total()
    assert [one.unit for one in page.sending] == [one.unit for one in report.sending]
    assert all(one.reason for one in page.red)


def test_a_reason_is_what_the_unit_wrote_of_the_item_else_of_its_programme(ward: Plan) -> None:
    report = report_of(ward)
    first = one_page(report).red[0].line
    told = replace(report.issues[0], kind="difficulty", code=first.code, text="Mưa bão kéo dài.")
    assert one_page(replace(report, issues=[told])).red[0].reason == "Mưa bão kéo dài"
    silent = replace(report, issues=[], words=[])
    assert one_page(silent).red[0].reason == NO_REASON


def test_a_quarter_without_any_figure(client: Client) -> None:
    plan = PlanFactory()
    period = PeriodFactory(plan=plan)
    report = quarter_report(QuarterBook(Scope(plan, period, [period], today=date(2026, 10, 8))))
    page = one_page(report)
    assert (page.judged, page.headline, page.red) == (0, [], [])
    assert Document(io.BytesIO(one_page_document(page, ""))).paragraphs


def test_headline_figures_that_are_missing_or_all_estimated(ward: Plan) -> None:
    report = report_of(ward)

    def bare(line: object) -> object:
        return replace(line, to_date=Amount(), last_year=None) if isinstance(line, TargetLine) else line

    page = one_page(replace(report, targets=[bare(one) for one in report.targets]))  # type: ignore[misc]
    assert {one.figure for one in page.headline} == {"chưa có số liệu"}
    assert all(one.last_year == "" and one.plan.startswith("mục tiêu ") for one in page.headline)


def test_a_locked_quarter_is_shown_from_its_snapshot(client: Client, ward: Plan) -> None:
    period = Period.objects.select_related("plan").get(quarter=3)
    lock_period(period=period, by=User.objects.get(username="vanphong"), today=date(2026, 10, 8))
    client.force_login(User.objects.get(username="thuongtruc"))
    before = client.get("/mot-trang/?ky=2026-Q3").content.decode()
    assert "Bản 1 · mã" in before
    Report.objects.filter(item__kind="programme").update(difficulties="Đổi sau khi chốt", causes="Đổi")
    assert "Đổi" not in client.get("/mot-trang/?ky=2026-Q3&ban=1").content.decode().split("<main")[1]
    assert client.get("/mot-trang/?ky=2026-Q3&ban=7").status_code == 404


def test_the_wall_has_no_menu_and_the_page_says_when_there_is_no_pdf(client: Client, ward: Plan) -> None:
    client.force_login(User.objects.get(username="thuongtruc"))
    page = client.get("/mot-trang/?chieu=1").content.decode()
    assert 'class="one-page on-wall"' in page
    assert "data-full-screen" in page
    assert "/mot-trang/pdf/" not in page
    answer = client.get("/mot-trang/pdf/", follow=True)
    assert pdf.NONE in answer.content.decode()


def test_it_is_one_sheet_of_paper(ward: Plan, settings: object, tmp_path: Path) -> None:
    program = shutil.which("soffice")
    if program is None:
        pytest.fail("Thiếu LibreOffice (soffice): chạy `make packages` để kiểm tra tệp PDF.")
    settings.LIBREOFFICE = program  # type: ignore[attr-defined]
    file = tmp_path / "a.pdf"
    file.write_bytes(pdf.pdf_of(one_page_document(one_page(report_of(ward)), "Bản 1")))
    info = subprocess.run(  # noqa: S603
        [shutil.which("pdfinfo") or "pdfinfo", str(file)], check=True, capture_output=True, timeout=60
    ).stdout.decode()
    assert "Pages:           1\n" in info
