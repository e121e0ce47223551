"""The office's pages about a target: plan figures and baseline."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client

from bachdang.accounts.roles import Role
from indicators.models import Baseline, Indicator, PlanFigure
from indicators.terms.baselines import seen_baseline
from indicators.terms.planning import seen_plan_figures
from tests.factories import (
    IndicatorFactory,
    ItemFactory,
    PeriodFactory,
    PlanFactory,
    TargetFactory,
    user_with_role,
)

pytestmark = pytest.mark.django_db
PLAN_PAGE = "/chi-tieu/01.01/ke-hoach-nam/2030/"
BASELINE_PAGE = "/chi-tieu/01.01/so-goc/"


@pytest.fixture
def indicator() -> Indicator:
    plan = PlanFactory()
    indicator = IndicatorFactory(item__plan=plan, item__code="01.01", item__parent=ItemFactory(plan=plan))
    TargetFactory(indicator=indicator)
    PeriodFactory(plan=plan)
    return indicator


@pytest.fixture
def office(client: Client, indicator: Indicator) -> Client:
    client.force_login(user_with_role(Role.OFFICE, unit=indicator.item.reporter))
    return client


def test_plan_figures_are_typed_with_a_comma_and_shown(office: Client) -> None:
    page = office.get(PLAN_PAGE).content.decode()
    assert page.count('inputmode="decimal"') == 20
    data = {"seen": seen_plan_figures({}), "plan_2026_2": "55,5", "plan_2026_year": "60"}
    response = office.post(PLAN_PAGE, data, follow=True)
    shown = response.content.decode()
    assert "2 ô thay đổi" in shown
    assert "60%" in shown
    assert PlanFigure.objects.get(quarter=2).value == Decimal("55.5")


def test_a_wrong_box_is_named_and_everything_typed_stays(office: Client) -> None:
    data = {"seen": seen_plan_figures({}), "plan_2026_year": "10.961", "plan_2027_year": "-5"}
    response = office.post(PLAN_PAGE, data)
    page = response.content.decode()
    assert response.status_code == 422
    assert "10961 hoặc 10,961" in page
    assert "Kế hoạch không được nhỏ hơn 0" in page
    assert 'value="10.961"' in page
    assert not PlanFigure.objects.exists()


def test_a_stale_page_says_so(office: Client) -> None:
    first = {"seen": seen_plan_figures({}), "plan_2026_year": "60"}
    office.post(PLAN_PAGE, first)
    response = office.post(PLAN_PAGE, {**first, "plan_2026_year": "70"})
    assert response.status_code == 409
    assert "vừa lưu số khác" in response.content.decode()
    assert PlanFigure.objects.get().value == Decimal(60)


def test_a_baseline_is_entered_changed_and_removed(office: Client) -> None:
    data = {"seen": seen_baseline(None), "value": "52,5", "on": "31/12/2025", "source": "Niên giám"}
    assert "Đã lưu số gốc" in office.post(BASELINE_PAGE, data, follow=True).content.decode()
    stored = Baseline.objects.get()
    assert stored.value == Decimal("52.5")
    again = {**data, "seen": seen_baseline(stored), "value": "53"}
    assert "Ghi lý do" in office.post(BASELINE_PAGE, again).content.decode()
    gone = {"seen": seen_baseline(stored), "remove": "1", "reason": "Sai nguồn"}
    assert "Đã bỏ số gốc" in office.post(BASELINE_PAGE, gone, follow=True).content.decode()
    assert not Baseline.objects.exists()


def test_a_baseline_after_the_horizon_is_explained(office: Client) -> None:
    data = {"seen": seen_baseline(None), "value": "52", "on": "31/12/2031", "source": "Niên giám"}
    response = office.post(BASELINE_PAGE, data)
    assert response.status_code == 422
    assert "trước thời hạn của mục tiêu (31/12/2030)" in response.content.decode()


def test_there_is_no_page_for_what_has_no_value(office: Client, indicator: Indicator) -> None:
    terms = indicator.targets.get().terms_set.get()
    terms.kind, terms.operator, terms.value = "qualitative", "", None
    terms.save()
    assert office.get(PLAN_PAGE).status_code == 404
