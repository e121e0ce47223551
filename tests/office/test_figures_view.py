"""Entering a figure: what is saved, what is asked back, what is refused."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from bachdang.accounts.roles import Role
from indicators.models import Indicator, Measurement
from plans.models import Period
from tests.factories import IndicatorFactory, PeriodFactory, TargetFactory, user_with_role

pytestmark = pytest.mark.django_db
OWN = "estimate_2026q3_value"


@pytest.fixture
def indicator() -> Indicator:
    target = TargetFactory(indicator=IndicatorFactory(item__code="01.01", measure="tỷ đồng"))
    PeriodFactory(plan=target.indicator.item.plan)
    found: Indicator = target.indicator
    return found


@pytest.fixture
def officer(client: Client, indicator: Indicator) -> Client:
    client.force_login(user_with_role(Role.OFFICER, unit=indicator.item.reporter))
    return client


URL = "/chi-tieu/01.01/nhap-so-lieu/?ky=2026-Q3"


def test_a_figure_is_saved_and_echoed_with_its_unit(officer: Client) -> None:
    response = officer.post(URL, {"revision": "0", OWN: "1.234,5"}, follow=True)
    assert response.redirect_chain == [("/chi-tieu/01.01/?ky=2026-Q3", 302)]
    assert "Ước cả quý III/2026: 1.234,5 tỷ đồng" in response.content.decode()
    assert str(Measurement.objects.counted().get().value) == "1234.5000"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("10.961", "10961"),
        ("mười", "không phải là số"),
        ("-3", "không được nhỏ hơn 0"),
        ("", "Chưa nhập số liệu nào"),
    ],
)
def test_what_is_refused_stays_in_the_form(officer: Client, typed: str, said: str) -> None:
    response = officer.post(URL, {"revision": "0", OWN: typed})
    page = response.content.decode()
    assert response.status_code == 422
    assert said in page
    assert f'value="{typed}"' in page or not typed
    assert not Measurement.objects.exists()


def test_over_100_percent_of_a_whole_is_refused(officer: Client, indicator: Indicator) -> None:
    Indicator.objects.update(part_of_whole=True, measure="%")
    response = officer.post(URL, {"revision": "0", OWN: "100,5"})
    assert response.status_code == 422
    assert "không vượt quá 100%" in response.content.decode()


def test_a_locked_period_takes_nothing(officer: Client) -> None:
    period = Period.objects.get()
    Period.objects.update(locked_at=period.opened_at, locked_by=period.opened_by, as_of=period.due)
    response = officer.post(URL, {"revision": "0", OWN: "5"})
    assert response.status_code == 422
    assert "đã chốt" in response.content.decode()


def test_a_form_opened_before_another_save_overwrites_nothing(officer: Client) -> None:
    officer.post(URL, {"revision": "0", OWN: "5"})
    response = officer.post(URL, {"revision": "0", OWN: "6"})
    assert response.status_code == 422
    assert "Có người vừa lưu số liệu khác" in response.content.decode()
    assert Measurement.objects.counted().get().value == 5


def test_the_button_is_for_the_reporting_unit_only(officer: Client, client: Client) -> None:
    page = reverse("indicator_detail", args=["01.01"])
    assert "Nhập số liệu" in officer.get(page).content.decode()
    client.force_login(user_with_role(Role.OFFICE))
    assert "Nhập số liệu" not in client.get(page).content.decode()


def test_without_an_open_period_there_is_no_form(officer: Client) -> None:
    Period.objects.update(opened_at=None, opened_by=None)
    assert officer.get("/chi-tieu/01.01/nhap-so-lieu/").status_code == 404
