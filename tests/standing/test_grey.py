"""Why there is no verdict: filtered in the list, told by file, note and JSON."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from bachdang.accounts.roles import Role
from bachdang.quarter.rows.targets import target_line
from bachdang.reports.status import status_document
from bachdang.scope.scopes import Scope
from indicators.models import Measurement, Target
from indicators.rules import Quarter
from indicators.standings import TargetBook
from plans.models import Period
from tests.factories import PeriodFactory, TargetFactory, user_with_role

pytestmark = pytest.mark.django_db
Q3 = Quarter(2026, 3)


@pytest.fixture
def period() -> Period:
    """Of three targets one was not reported, one has no baseline, one is measured at the year's end."""
    silent: Target = TargetFactory(indicator__item__code="01.01")
    plan = silent.indicator.item.plan
    bare: Target = TargetFactory(indicator__item__code="01.02", indicator__item__plan=plan)
    Measurement.objects.create(
        indicator=bare.indicator, year=2026, quarter=3, form="official", value=Decimal(60), counted=True,
        source="thử",
    )  # fmt: skip
    TargetFactory(indicator__item__code="01.03", indicator__item__plan=plan, indicator__frequency="year")
    found: Period = PeriodFactory(plan=plan)
    return found


@pytest.mark.parametrize(
    ("grey", "code"),
    [("chua-bao-cao", "01.01"), ("thieu-can-cu", "01.02"), ("chua-den-ky-do", "01.03")],
)
def test_the_list_filters_by_the_reason(client: Client, period: Period, grey: str, code: str) -> None:
    client.force_login(user_with_role(Role.OFFICE))
    page = client.get(f"/chi-tieu/?ky=2026-Q3&grey={grey}").content.decode()
    assert [one for one in ("01.01", "01.02", "01.03") if f"/chi-tieu/{one}/" in page] == [code]


def test_json_and_note_carry_it(period: Period) -> None:
    scope = Scope(period.plan, period, [period], date(2026, 9, 30))
    targets = status_document(scope, period.plan)["targets"]
    assert [(one["indicator"], one["unjudged"]) for one in targets] == [
        ("01.01", "chua-bao-cao"),
        ("01.02", "thieu-can-cu"),
        ("01.03", "chua-den-ky-do"),
    ]
    book = TargetBook(period.plan, Q3)
    bare = next(row for row in book.rows() if row.item.code == "01.02")
    assert "Chưa có số liệu: chưa có số gốc, chưa có kế hoạch năm." in target_line(book, bare).note
