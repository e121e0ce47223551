"""The admin: reference data of the own locality, never a delete, every change in the history."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.test import Client

from bachdang.accounts.models import AuditEvent, User
from bachdang.accounts.roles import Role
from plans.models import Period
from tests.factories import (
    LocalityFactory,
    PlanFactory,
    TaskFactory,
    UnitFactory,
    user_with_role,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client: Client) -> Client:
    PlanFactory()
    client.force_login(user_with_role(Role.OFFICE))
    return client


def test_a_changed_setting_keeps_who_changed_it_and_from_what(office: Client) -> None:
    plan = PlanFactory()
    data = {"slow_band": "0.90", "lenient_quarters": "2", "tolerance": "0", "due_soon_days": "10"}
    office.post(f"/quan-tri/plans/plan/{plan.pk}/change/", data)
    plan.refresh_from_db()
    assert plan.slow_band == Decimal("0.90")
    event = AuditEvent.objects.get(verb="change")
    assert event.by is not None
    assert event.changes == {"Ngưỡng chậm": ["0.85", "0.90"]}


def test_adding_a_period_opens_it(office: Client) -> None:
    plan = PlanFactory()
    days = {"cutoff": "14/12/2026", "due": "15/12/2026"}
    office.post("/quan-tri/plans/period/add/", {"plan": plan.pk, "year": 2026, "quarter": 4, **days})
    assert Period.objects.get(quarter=4).is_open


def test_nothing_is_deleted_and_items_are_read_only(office: Client) -> None:
    item = TaskFactory()
    assert office.get(f"/quan-tri/plans/item/{item.pk}/change/").status_code == 200
    assert office.post(f"/quan-tri/plans/item/{item.pk}/change/", {"code": "X"}).status_code == 403
    assert office.get(f"/quan-tri/plans/item/{item.pk}/delete/").status_code == 403


def test_an_administrator_creates_an_account_in_one_role(client: Client) -> None:
    unit = UnitFactory()
    client.force_login(user_with_role(Role.ADMINISTRATOR, unit=unit))
    secret = "mot-mat-khau-dai"
    data = {
        "username": "moi",
        "full_name": "Lê Văn Mới",
        "unit": unit.pk,
        "is_active": "on",
        "role": "officer",
    }
    client.post("/quan-tri/accounts/user/add/", {**data, "password1": secret, "password2": secret})
    created = User.objects.get(username="moi")
    assert created.must_change_password
    assert [group.name for group in created.groups.all()] == ["officer"]
    assert not created.is_staff
    assert secret not in str(list(AuditEvent.objects.values()))


@pytest.mark.parametrize("role", [Role.OFFICER, Role.HEAD, Role.LEADER, Role.MONITOR])
def test_other_roles_do_not_enter(client: Client, role: Role) -> None:
    client.force_login(user_with_role(role))
    assert client.get("/quan-tri/").status_code == 302


def test_rows_of_another_locality_are_not_seen(office: Client) -> None:
    elsewhere = PlanFactory(locality=LocalityFactory(code="khac", name="Phường khác"), code="KHAC")
    assert office.get(f"/quan-tri/plans/plan/{elsewhere.pk}/change/").status_code == 302
    assert "KHAC" not in office.get("/quan-tri/plans/plan/").content.decode()


@pytest.mark.parametrize("page", ["plans/period", "plans/clause", "indicators/target", "projects/capital"])
def test_lists_open(office: Client, page: str) -> None:
    assert office.get(f"/quan-tri/{page}/").status_code == 200
