"""A page with two hundred rows is saved at once; a page of an earlier round stays in its round."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from bachdang.accounts.roles import Role
from bachdang.reporting.flow.periods import open_period
from indicators.models import Indicator, Measurement
from plans.models import Item, Period, Plan, Report
from tests.factories import (
    IndicatorFactory,
    PeriodFactory,
    PlanFactory,
    TargetFactory,
    TaskFactory,
    UnitFactory,
    user_with_role,
)
from tests.markup import parsed

pytestmark = pytest.mark.django_db
PAGE = "/viec-cua-toi/"
ROWS = 200
BOX = "estimate_2026q3_value"


@pytest.fixture
def plan() -> Plan:
    plan: Plan = PlanFactory()
    PeriodFactory(plan=plan, due=date(2026, 12, 1))
    return plan


def action_of(client: Client, address: str, mark: str) -> str:
    """Where a form of a page is sent."""
    forms = parsed(client.get(address).content.decode()).all("form")
    return next(one.attrs["action"] for one in forms if mark in one.attrs)


@pytest.mark.dialect
def test_two_hundred_rows_are_saved_at_once_but_for_the_one_refused(plan: Plan, client: Client) -> None:
    made: list[Indicator] = [
        IndicatorFactory(item__plan=plan, item__code=f"90.{number:03}", measure="tỷ đồng")
        for number in range(ROWS)
    ]
    for one in made:
        TargetFactory(indicator=one, terms__kind="trend", terms__operator="", terms__value=None)
    client.force_login(user_with_role(Role.OFFICER, unit=made[0].item.reporter))
    sent = {f"i{one.pk}-{BOX}": str(number + 1) for number, one in enumerate(made)}
    sent |= {f"i{one.pk}-seen": "" for one in made} | {f"i{made[7].pk}-{BOX}": "bảy"}
    response = client.post(PAGE, {**sent, "save": "1"})
    page = response.content.decode()
    assert response.status_code == 422
    assert "Đã lưu 199 dòng." in page
    assert 'value="bảy"' in page
    assert Report.objects.count() == Measurement.objects.count() == ROWS - 1
    assert Measurement.objects.get(indicator=made[199]).value == Decimal(200)


def test_what_a_page_of_an_earlier_round_sends_goes_into_that_round(plan: Plan, client: Client) -> None:
    """Opened before the office opened the next round; words have the same name in both."""
    task: Item = TaskFactory("PL1.I.1", plan=plan)
    client.force_login(user_with_role(Role.OFFICER, unit=task.reporter))
    grid, form = action_of(client, PAGE, "data-grid"), action_of(client, f"{PAGE}PL1.I.1/", "data-unsaved")
    office = user_with_role(Role.OFFICE, unit=UnitFactory(locality=plan.locality, code="vanphong"))
    open_period(plan=plan, year=2026, quarter=4, by=office, due=date(2027, 1, 8))
    client.post(grid, {f"i{task.pk}-seen": "", f"i{task.pk}-result": "Xong phần một", "save": "1"})
    assert Report.objects.get().period == Period.objects.get(quarter=3)
    assert form == f"{PAGE}PL1.I.1/?ky=2026-Q3"
