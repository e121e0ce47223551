"""Báo cáo on screen: what the file will hold, what is missing and who owes it."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from bachdang.accounts.models import User
from bachdang.accounts.roles import Role
from bachdang.quarter.rows import quarter_report
from bachdang.reports.preview import LINES, previews
from bachdang.scope.scopes import Scope
from bachdang.standing.quarter_book import QuarterBook
from plans.models import Period, Plan
from tests.factories import (
    IndicatorFactory,
    PeriodFactory,
    PlanFactory,
    TargetFactory,
    TaskFactory,
    user_with_role,
)
from tests.factories.remembered import illustrative_ward, made_once

pytestmark = pytest.mark.django_db
PAGE = "/bao-cao/?ky=2026-Q3"


@pytest.fixture
def office(client: Client) -> Client:
    illustrative_ward()
    client.force_login(User.objects.get(username="vanphong"))
    return client


def book_of(client: Client) -> Any:
    """The file of the ward as it was laid, fetched and opened once."""
    return made_once(
        "file", lambda: load_workbook(io.BytesIO(client.get("/bao-cao/excel/?ky=2026-Q3").content))
    )


def test_each_sheet_of_the_file_is_previewed_in_its_order(office: Client) -> None:
    response = office.get(PAGE)
    names = ["Tổng hợp", *(one.sheet for one in response.context["sheets"])]
    assert names == book_of(office).sheetnames


@pytest.mark.parametrize("key", ["chi-tieu", "nhiem-vu", "du-an", "6-ro", "vuong-mac"])
def test_the_first_lines_are_those_of_the_file(office: Client, key: str) -> None:
    shown = office.get(f"{PAGE}&trang={key}").context["preview"]
    sheet = book_of(office)[shown.sheet]
    cells = {str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert len(shown.rows) == min(LINES, shown.count)
    for row in shown.rows:
        assert row[1] in cells
        if key != "6-ro":
            assert row[0] in cells
    assert str(shown.more) in office.get(f"{PAGE}&trang={key}").content.decode()


def test_the_counts_are_those_of_the_file(office: Client) -> None:
    for table, fields, lines in office.get(PAGE).context["tables"]:
        assert [text for _, text in lines[-1]][-1] == str(sum(line.total for line in table.lines))
        assert all(len(line) == len(fields) for line in lines)


def test_what_is_missing_and_estimated_leads_to_its_page(office: Client) -> None:
    plan, period = Plan.objects.get(), Period.objects.get(year=2026, quarter=3)
    summary = quarter_report(QuarterBook(Scope(plan, period, [period]))).summary
    page = office.get(PAGE).content.decode()
    assert summary.missing
    for one in summary.owing:
        assert one.unit.replace("&", "&amp;") in page
        for figure in (*one.missing, *one.estimated):
            assert f'href="/chi-tieu/{figure.code}/?ky=2026-Q3"' in page


def test_an_unknown_sheet_is_not_found(office: Client) -> None:
    assert office.get(f"{PAGE}&trang=khong-co").status_code == 404


def test_an_empty_sheet_says_so(client: Client) -> None:
    PeriodFactory(plan=PlanFactory())
    client.force_login(user_with_role(Role.OFFICE))
    for key in ("chi-tieu", "vuong-mac"):
        assert "không có dòng nào" in client.get(f"/bao-cao/?trang={key}").content.decode()


def test_the_same_number_of_queries_at_two_rows_and_at_thirty(client: Client) -> None:
    plan = PlanFactory()
    PeriodFactory(plan=plan)
    client.force_login(user_with_role(Role.OFFICE))

    def grow(first: int, last: int) -> None:
        for number in range(first, last):
            TargetFactory(indicator=IndicatorFactory(item__code=f"01.{number:02d}"))
            TaskFactory(code=f"PL1.I.{number + 1}")

    grow(0, 2)
    client.get("/bao-cao/")
    with CaptureQueriesContext(connection) as few:
        client.get("/bao-cao/")
    grow(2, 30)
    with CaptureQueriesContext(connection) as many:
        client.get("/bao-cao/")
    assert len(many) <= len(few)


def test_previewed_sheets_are_named_once(office: Client) -> None:
    plan, period = Plan.objects.get(), Period.objects.get(year=2026, quarter=3)
    keys = [one.key for one in previews(quarter_report(QuarterBook(Scope(plan, period, [period]))))]
    assert len(set(keys)) == len(keys) == 7
