"""Numbers as officials type them, on the pages: taken, or asked back with an answer of one click."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bachdang.accounts.roles import Role
from indicators.models import Baseline, Indicator, Measurement, PlanFigure
from tests.factories import (
    IndicatorFactory,
    ItemFactory,
    PeriodFactory,
    PlanFactory,
    TargetFactory,
    user_with_role,
)
from tests.markup import parsed

pytestmark = pytest.mark.django_db
PAGE = "/viec-cua-toi/"
BOX = "estimate_2026q3_value"
HTMX = {"HX-Request": "true"}


def measured(code: str = "01.01", target: str = "24452", **given: Any) -> Indicator:
    plan = PlanFactory()
    if "item__parent" not in given:
        given["item__parent"] = ItemFactory(plan=plan, reporter=None)
    indicator: Indicator = IndicatorFactory(item__plan=plan, item__code=code, **given)
    TargetFactory(indicator=indicator, terms__value=Decimal(target))
    return indicator


@pytest.fixture
def people() -> Indicator:
    indicator = measured(measure="người")
    PeriodFactory(plan=indicator.item.plan, due=date(2026, 12, 1))
    return indicator


@pytest.fixture
def schools(people: Indicator) -> Indicator:
    return measured(
        "01.02",
        target="80",
        item__reporter=people.item.reporter,
        item__parent=people.item.parent,
        denominator_accumulation="stock",
        numerator_name="Số trường đạt chuẩn",
        denominator_name="Số trường",
        scale=Decimal(100),
    )


@pytest.fixture
def officer(client: Client, people: Indicator) -> Client:
    client.force_login(user_with_role(Role.OFFICER, unit=people.item.reporter))
    return client


def row(indicator: Indicator, **boxes: str) -> dict[str, str]:
    prefix = f"i{indicator.pk}"
    return {f"{prefix}-seen": "", **{f"{prefix}-{name}": text for name, text in boxes.items()}}


def buttons(page: str) -> dict[str, tuple[str, str]]:
    """Label → what it posts, of the buttons that answer a question."""
    groups = parsed(page).all(css="readings")
    found = [one for group in groups for one in group.all("button") if "name" in one.attrs]
    return {one.text: (one.attrs["name"], one.attrs["value"]) for one in found}


def test_a_count_is_taken_as_the_page_writes_it(officer: Client, people: Indicator) -> None:
    saved = officer.post(PAGE, row(people, **{BOX: "24.000"}), follow=True).content.decode()
    assert "Đã lưu 01.01: 24.000 người." in saved
    assert Measurement.objects.get().value == 24000


def test_a_row_that_asks_is_saved_by_one_click_of_htmx(officer: Client, people: Indicator) -> None:
    address = reverse("save_work", args=["01.01"])
    typed = row(people, **{BOX: "23,456"})
    asked = officer.post(address, typed, headers=HTMX)
    page = asked.content.decode()
    assert asked.status_code == 422
    assert "“23,456” có thể hiểu là 23456 hoặc 23,456" in page
    offered = buttons(page)
    assert list(offered) == ["Ghi 23456", "Ghi 23"]
    assert page.count(f'hx-post="{address}?ky=2026-Q3"') == 3  # both, and the one that Enter presses
    assert not Measurement.objects.exists()
    answer = officer.post(address, typed | dict([offered["Ghi 23456"]]), headers=HTMX)
    assert answer.status_code == 200
    assert "Đã lưu 01.01: 23.456 người." in answer.content.decode()
    assert Measurement.objects.get().value == 23456


def test_without_javascript_the_same_click_saves_the_page(officer: Client, people: Indicator) -> None:
    typed = row(people, **{BOX: "23,456"})
    offered = buttons(officer.post(PAGE, typed).content.decode())
    answer = officer.post(
        reverse("save_work", args=["01.01"]), typed | dict([offered["Ghi 23456"]]), follow=True
    )
    assert "Đã lưu 01.01: 23.456 người." in answer.content.decode()
    assert Measurement.objects.get().value == 23456


@pytest.mark.parametrize("address", [PAGE, "/viec-cua-toi/01.01/?ky=2026-Q3"])
def test_a_first_figure_far_from_the_target_is_confirmed_by_one_click(
    officer: Client, people: Indicator, address: str
) -> None:
    typed = row(people, **{BOX: "23"}) if address == PAGE else {"seen": "", BOX: "23"}
    page = officer.post(address, typed).content.decode()
    assert "Số này chênh từ 10 lần trở lên so với mục tiêu (24.452 người)" in page
    assert not Measurement.objects.exists()
    offered = buttons(page)
    assert list(offered) == ["Số liệu đúng như đã nhập"]
    officer.post(address, typed | dict([offered["Số liệu đúng như đã nhập"]]))
    assert Measurement.objects.get().value == 23


def test_a_first_figure_is_compared_with_the_baseline(officer: Client, people: Indicator) -> None:
    Baseline.objects.create(indicator=people, value=Decimal(240000), on=date(2025, 12, 31), source="x")
    page = officer.post(PAGE, row(people, **{BOX: "24000"})).content.decode()
    assert "so với số gốc (240.000)" in page
    assert not Measurement.objects.exists()


@pytest.mark.parametrize("part", ["numerator", "denominator"])
def test_a_fraction_typed_in_a_box_of_a_rate_fills_both(
    officer: Client, schools: Indicator, part: str
) -> None:
    officer.post(PAGE, row(schools, **{f"estimate_2026q3_{part}": "6/14"}))
    stored = Measurement.objects.get()
    assert (stored.numerator, stored.denominator) == (6, 14)


def test_a_fraction_against_a_filled_box_is_not_guessed(officer: Client, schools: Indicator) -> None:
    typed = {"estimate_2026q3_numerator": "6/14", "estimate_2026q3_denominator": "15"}
    answer = officer.post(PAGE, row(schools, **typed))
    assert answer.status_code == 422
    assert "“6/14” không phải là số" in answer.content.decode()
    assert not Measurement.objects.exists()


def test_money_is_taken_with_its_units_and_echoed_to_the_last_decimal(client: Client) -> None:
    revenue = measured(measure="tỷ đồng", target="80")
    PeriodFactory(plan=revenue.item.plan, due=date(2026, 12, 1))
    client.force_login(user_with_role(Role.OFFICER, unit=revenue.item.reporter))
    page = client.post(PAGE, row(revenue, **{BOX: "12 tỷ 345 triệu 600 nghìn"}), follow=True).content.decode()
    assert "Đã lưu 01.01: 12,3456 tỷ đồng." in page
    assert Measurement.objects.get().value == Decimal("12.3456")


def test_a_stale_save_that_differs_in_the_third_decimal_is_not_taken_for_the_same(client: Client) -> None:
    revenue = measured(measure="tỷ đồng", target="80")
    PeriodFactory(plan=revenue.item.plan, due=date(2026, 12, 1))
    client.force_login(user_with_role(Role.OFFICER, unit=revenue.item.reporter))
    client.post(PAGE, row(revenue, **{BOX: "12,341"}))
    answer = client.post(PAGE, row(revenue, **{BOX: "12,344"}))
    assert answer.status_code == 422
    assert "12,341 tỷ đồng" in answer.content.decode()


@pytest.fixture
def office(client: Client, people: Indicator) -> Client:
    client.force_login(user_with_role(Role.OFFICE, unit=people.item.reporter))
    return client


def posted(page: str) -> dict[str, str]:
    """The hidden fields of the page's form."""
    return {
        one.attrs["name"]: one.attrs["value"]
        for one in parsed(page).all("input")
        if one.attrs["type"] == "hidden"
    }


def test_a_baseline_takes_a_fraction(office: Client, schools: Indicator) -> None:
    address = reverse("edit_baseline", args=["01.02"])
    given = {"numerator": "5/14", "on": "31/12/2025", "source": "Báo cáo năm 2025"}
    answer = office.post(address, posted(office.get(address).content.decode()) | given)
    assert answer.status_code == 302, answer.content.decode()
    stored = Baseline.objects.get()
    assert (stored.numerator, stored.denominator) == (5, 14)


def test_a_plan_figure_that_asks_is_answered_by_one_click(office: Client, people: Indicator) -> None:
    address = reverse("edit_plan_figures", args=["01.01", "2030"])
    given = posted(office.get(address).content.decode()) | {"plan_2026_year": "23,456"}
    offered = buttons(office.post(address, given).content.decode())
    assert list(offered) == ["Ghi 23456", "Ghi 23"]
    office.post(address, given | dict([offered["Ghi 23456"]]))
    assert PlanFigure.objects.get().value == 23456
