"""Illustrative data: once, the same every time, and never beside anything real."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from bachdang.accounts.actions import sync_roles
from bachdang.accounts.models import User
from bachdang.demo.load import DemoRefused, load_demo
from bachdang.planfile.load import load_plan
from bachdang.upkeep.verify import verify_data
from indicators.models import Baseline, Measurement
from plans.models import Item, Plan
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
PASSWORD = "bachdang-demo"


@pytest.fixture
def plan(plan_file: Path) -> Plan:
    sync_roles()
    return load_plan(plan_file).plan


def figures() -> list[tuple[object, ...]]:
    rows = Measurement.objects.order_by("indicator__item__order", "year", "quarter", "form", "report__period")
    return list(rows.values_list("indicator__item__code", "year", "quarter", "form", "value", "numerator"))


@pytest.mark.usefixtures("plan")
def test_a_second_run_loses_and_adds_nothing() -> None:
    assert load_demo(password=PASSWORD).figures > 300
    before = figures()
    again = load_demo(password=PASSWORD)
    assert (again.figures, again.accounts) == (0, 20)
    assert figures() == before


@pytest.mark.usefixtures("plan")
def test_illustrative_data_holds_every_rule_and_says_what_it_is() -> None:
    load_demo(password=PASSWORD)
    assert not any(verify_data().values())
    assert Plan.objects.get().illustrative
    assert set(Baseline.objects.values_list("source", flat=True)) == {"Số liệu minh họa"}
    assert not Measurement.objects.filter(note="", source="").exists()


@pytest.mark.usefixtures("plan")
def test_the_official_who_tries_the_last_round_has_a_figure_to_type(client: Client) -> None:
    load_demo(password=PASSWORD)
    client.force_login(User.objects.get(username="kinhte"))
    page = client.get("/viec-cua-toi/?loai=indicator&thieu=1").content.decode()
    assert 'name="i{}-estimate_2026q3_value"'.format(Item.objects.get(code="01.05").pk) in page


@pytest.mark.usefixtures("plan")
def test_a_database_with_a_real_account_is_refused() -> None:
    UserFactory()
    with pytest.raises(DemoRefused):
        load_demo(password=PASSWORD)
    assert User.objects.count() == 1
    assert not Plan.objects.get().illustrative


@pytest.mark.usefixtures("plan")
def test_the_command_needs_a_demo_database(settings: Any) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError, match="make demo"):
        call_command("load_demo", stdout=StringIO())
    assert not User.objects.exists()


@pytest.mark.usefixtures("plan")
def test_every_demo_account_signs_in_with_the_one_password() -> None:
    load_demo(password=PASSWORD)
    assert all(user.check_password(PASSWORD) for user in User.objects.all())
