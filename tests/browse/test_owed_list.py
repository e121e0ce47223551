"""Báo cáo phải gửi: the list is the round's DueReports, and its filters agree with one another."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bachdang.accounts.models import User
from bachdang.accounts.roles import Role
from plans.models import Report
from tests.factories import PeriodFactory, PlanFactory, user_with_role
from tests.factories.remembered import illustrative_ward

pytestmark = pytest.mark.django_db
ADDRESS = "/phai-bao-cao/"


@pytest.fixture
def office(client: Client) -> Client:
    illustrative_ward()
    client.force_login(User.objects.get(username="vanphong"))
    return client


def rows(client: Client, query: str = "") -> list[str]:
    response = client.get(f"{ADDRESS}?{query}")
    assert response.status_code == 200
    return [row.item.code for row in response.context["table"].data]


def test_states_add_up_to_all_and_unsent_is_four_of_them(office: Client) -> None:
    everything = rows(office)
    states = {key: len(rows(office, f"state={key}")) for key, _, _ in office.get(ADDRESS).context["states"]}
    assert sum(states.values()) == len(everything) == len(set(everything))
    unsent = sum(states[key] for key in ("missing", "returned", "draft", "waiting"))
    assert len(rows(office, "state=chua-gui")) == unsent > 0
    accepted = Report.objects.filter(period__quarter=3, counted=True, item__code__in=everything)
    assert set(rows(office, "state=accepted")) <= set(accepted.values_list("item__code", flat=True))


def test_the_most_urgent_come_first(office: Client) -> None:
    shown = [row.state for row in office.get(ADDRESS).context["table"].data]
    order = ["returned", "missing", "draft", "waiting", "sent", "accepted", "unassigned"]
    assert shown == sorted(shown, key=order.index)


@pytest.mark.parametrize(
    ("query", "expected"),
    [("q=PL1.I.1", {"PL1.I.1"}), ("unit=quansu&kind=indicator", {"22.03"}), ("q=khong+co+gi", set())],
)
def test_filters(office: Client, query: str, expected: set[str]) -> None:
    found = set(rows(office, query))
    assert expected <= found
    assert len(found) < 20


def test_kinds_and_units_divide_the_list(office: Client) -> None:
    everything = len(rows(office))
    kinds = ("indicator", "task", "project", "programme", "duty")
    assert sum(len(rows(office, f"kind={kind}")) for kind in kinds) == everything
    units = {row.unit.code for row in office.get(ADDRESS).context["table"].data if row.unit}
    of_units = sum(len(rows(office, f"unit={unit}")) for unit in units)
    assert of_units + len(rows(office, "state=unassigned")) == everything
    assert len(rows(office, "sort=unit")) == everything


def test_an_item_opens_its_page_in_the_same_period(office: Client) -> None:
    text = office.get(f"{ADDRESS}?ky=2026-Q3&q=PL1.I.1").content.decode()
    assert 'href="/nhiem-vu/PL1.I.1/?ky=2026-Q3"' in text


def test_the_same_number_of_queries_for_few_and_for_all(office: Client) -> None:
    office.get(ADDRESS)
    with CaptureQueriesContext(connection) as few:
        office.get(f"{ADDRESS}?q=PL1.I.1")
    with CaptureQueriesContext(connection) as many:
        office.get(ADDRESS)
    assert abs(len(many) - len(few)) <= 1


@pytest.mark.parametrize("address", [ADDRESS, "/chi-tieu/"])
def test_a_search_in_a_plan_without_rows_finds_nothing(client: Client, address: str) -> None:
    PeriodFactory(plan=PlanFactory())
    client.force_login(user_with_role(Role.OFFICE))
    response = client.get(f"{address}?q=giai+ngan")
    assert response.status_code == 200
    assert len(response.context["table"].data) == 0
