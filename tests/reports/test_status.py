"""Status out as JSON, and one number everywhere: page, JSON and workbook change together."""

from __future__ import annotations

import io
import json
from datetime import date
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from openpyxl import load_workbook

from bachdang.accounts.models import User
from bachdang.quarter.rows import quarter_report
from bachdang.reports.workbook import quarter_workbook
from bachdang.scope.scopes import Scope
from bachdang.standing.quarter_book import QuarterBook
from indicators.entry import NewFigure
from indicators.models import Indicator
from indicators.rules import Form, Status
from plans.models import Period, Plan
from tests.factories.flow import accepted
from tests.factories.remembered import illustrative_ward

pytestmark = pytest.mark.django_db


@pytest.fixture
def ward() -> Plan:
    return illustrative_ward()


def exported(period: str = "2026-Q3") -> dict[str, Any]:
    out = StringIO()
    call_command("export_status", "--period", period, stdout=out)
    found: dict[str, Any] = json.loads(out.getvalue())
    return found


def target(document: dict[str, Any], code: str) -> dict[str, Any]:
    return next(one for one in document["targets"] if one["indicator"] == code)


def test_every_status_occurs_in_the_illustrative_data(ward: Plan) -> None:
    document = exported()
    assert {one["status"] for one in document["targets"]} == set(Status.values)
    assert (len(document["targets"]), len(document["tasks"]), len(document["projects"])) == (125, 41, 33)
    assert (document["format"], document["computed_for"]) == ("bachdang-status/1", "2026-09-30")
    assert document["illustrative"] is True


def test_numbers_are_text_and_the_document_is_stable(ward: Plan) -> None:
    one = target(exported(), "02.04")
    assert (one["figure"], one["numerator"], one["denominator"]) == ("15.15", "606", "40000")
    assert one["missing"] == []
    assert one["explanation"].startswith("Đánh giá: Chậm (ước), vì")
    assert exported() == exported()


def test_missing_inputs_are_named(ward: Plan) -> None:
    lacking = [one for one in exported()["targets"] if one["status"] == "no_data"]
    assert all(one["missing"] or one["reasons"] for one in lacking)
    assert target(exported(), "03.02")["missing"] == ["2026-Q2", "2026-Q3"]


def test_one_changed_figure_changes_page_json_and_workbook_alike(ward: Plan, client: Client) -> None:
    indicator = Indicator.objects.get(item__code="14.02")
    period = Period.objects.get(plan=ward, quarter=3)
    officer = User.objects.filter(unit=indicator.item.reporter).first()
    assert officer is not None
    before = target(exported(), "14.02")["figure"]
    accepted(indicator, period, [NewFigure(2026, 3, Form.ESTIMATE, value=Decimal("111.5"))], officer)
    after = Decimal(target(exported(), "14.02")["figure"])
    assert after != Decimal(before)

    client.force_login(User.objects.get(username="vanphong"))
    page = client.get("/chi-tieu/14.02/?ky=2026-Q3").content.decode()
    assert f"{after.normalize()} tỷ đồng".replace(".", ",") in page

    scope = Scope(ward, period, [period], today=date(2026, 10, 8))
    sheet = load_workbook(io.BytesIO(quarter_workbook(quarter_report(QuarterBook(scope)))))["Chỉ tiêu"]
    row = next(row for row in sheet.iter_rows() if row[0].value == "14.02")
    assert Decimal(str(row[7].value)) == after
    status = target(exported(), "14.02")
    assert str(row[11].value).removesuffix(" (ước)") == status["status_text"]
    assert row[11].comment is not None
    assert row[11].comment.text == status["explanation"]


def test_an_unknown_period_is_named(ward: Plan) -> None:
    with pytest.raises(CommandError, match="2026-Q4"):
        exported("2026-Q4")
