"""The page that asks before a round is locked: what would be left out and whose, what speaks against it."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from bachdang.accounts.roles import Role
from plans.models import Extension, Item, Period, Plan
from tests.factories import (
    IndicatorFactory,
    PeriodFactory,
    PlanFactory,
    TargetFactory,
    UnitFactory,
    user_with_role,
)
from tests.factories.flow import drafted
from tests.markup import Element, parsed

pytestmark = pytest.mark.django_db
PAGE = "/ky-bao-cao/2026-Q3/chot/"


@pytest.fixture
def plan() -> Plan:
    """Two units: one owes two reports and has a draft of one, one owes one."""
    plan = PlanFactory()
    units = [UnitFactory(locality=plan.locality, code=code, order=9) for code in ("kinhte", "congan")]
    PeriodFactory(plan=plan, due=date(2026, 12, 1))
    for code, unit in (("01.01", units[0]), ("01.02", units[0]), ("01.03", units[1])):
        indicator = IndicatorFactory(item__plan=plan, item__code=code, item__reporter=unit)
        TargetFactory(indicator=indicator)
        if code == "01.01":
            officer = user_with_role(Role.OFFICER, unit=unit)
            drafted(indicator, Period.objects.get(), [], officer, no_data_reason="Chưa đến kỳ")
    return plan


@pytest.fixture
def office(plan: Plan, client: Client) -> Client:
    unit = UnitFactory(locality=plan.locality, code="vanphong")
    client.force_login(user_with_role(Role.OFFICE, unit=unit))
    return client


def main(office: Client) -> Element:
    return next(parsed(office.get(PAGE).content.decode()).all("main"))


def test_what_is_left_out_is_named_by_unit(office: Client) -> None:
    lines = {next(one.all("a")).attrs["href"]: one.text for one in main(office).all("li", css="line")}
    kinhte, congan = (item.reporter for item in Item.objects.filter(code__in=["01.01", "01.03"]))
    assert lines == {
        "/ky-bao-cao/2026-Q3/don-vi/kinhte/": f"{kinhte}: 2 việc 1 chưa nhập, 1 nháp",
        "/ky-bao-cao/2026-Q3/don-vi/congan/": f"{congan}: 1 việc 1 chưa nhập",
    }
    for address in lines:
        assert office.get(address).status_code == 200


def test_a_due_day_to_come_and_an_open_round_before_are_warned_of(office: Client, plan: Plan) -> None:
    PeriodFactory(plan=plan, quarter=2, due=date(2026, 7, 1), cutoff=date(2026, 6, 14))
    text = main(office).text
    assert "Chưa hết hạn gửi: các đơn vị còn được gửi đến hết ngày 01/12/2026." in text
    assert "Quý II/2026 còn mở, chưa chốt." in text


def test_past_due_only_an_extension_is_warned_of(office: Client, plan: Plan) -> None:
    Period.objects.update(due=date(2026, 9, 20))
    assert "hạn gửi" not in main(office).text
    item = Item.objects.get(code="01.03")
    assert item.reporter is not None
    by = user_with_role(Role.OFFICE, unit=item.reporter)
    Extension.objects.create(
        period=Period.objects.get(), unit=item.reporter, due=date(2026, 12, 9), reason="Bão", granted_by=by
    )
    assert f"{item.reporter} được gia hạn đến hết ngày 09/12/2026." in main(office).text
