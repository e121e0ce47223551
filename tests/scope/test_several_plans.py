"""Two plans in one ward: one is chosen, links name it, an old link finds its plan; one may be put away."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from bachdang.accounts.models import AuditEvent
from bachdang.accounts.roles import Role
from plans.models import Plan
from tests.factories import PlanFactory, TaskFactory, UnitFactory, user_with_role

pytestmark = pytest.mark.django_db


@pytest.fixture
def old() -> Plan:
    """The plan that was there first, with a task."""
    plan: Plan = TaskFactory().plan
    return plan


@pytest.fixture
def new(old: Plan) -> Plan:
    """Another plan of the same ward, which begins later and so is shown first."""
    plan: Plan = PlanFactory(
        locality=old.locality, code="02-KH", title="Kế hoạch hai", starts=date(2027, 1, 1)
    )
    return plan


@pytest.fixture
def office(client: Client, old: Plan) -> Client:
    client.force_login(user_with_role(Role.OFFICE, unit=UnitFactory(locality=old.locality)))
    return client


def test_with_one_plan_nothing_is_chosen(office: Client) -> None:
    page = office.get("/nhiem-vu/").content.decode()
    assert "ke-hoach=" not in page.partition("<main")[2]


def test_the_plans_are_offered_and_links_name_theirs(office: Client, new: Plan) -> None:
    page = office.get("/nhiem-vu/").content.decode()
    assert "Kế hoạch đang xem" in page
    assert 'href="/?ke-hoach=16-CTr-TU"' in page
    assert 'href="/chi-tieu/?ke-hoach=02-KH"' in page


def test_an_old_link_opens_in_its_plan(office: Client, new: Plan) -> None:
    answer = office.get("/nhiem-vu/PL1.I.1/?ky=")
    assert (answer.status_code, answer["Location"]) == (302, "/nhiem-vu/PL1.I.1/?ky=&ke-hoach=16-CTr-TU") or (
        answer["Location"] == "/nhiem-vu/PL1.I.1/?ke-hoach=16-CTr-TU"
    )
    assert office.get(answer["Location"]).status_code == 200
    assert office.get("/nhiem-vu/KHONG-CO/").status_code == 404


def test_nothing_of_another_ward_is_found(client: Client, old: Plan) -> None:
    client.force_login(user_with_role(Role.OFFICE, unit=UnitFactory(locality__code="khac", code="khac")))
    assert client.get("/nhiem-vu/PL1.I.1/").status_code == 404


def test_a_plan_is_put_away_and_used_again(office: Client, old: Plan, new: Plan) -> None:
    address = f"/bat-dau/ke-hoach/{new.code}/cat/"
    assert office.post(address, {"viec": "cat"}).status_code == 302
    office.post(address, {"viec": "cat"})
    page = office.get("/nhiem-vu/").content.decode()
    assert "Kế hoạch đang xem" not in page
    assert "PL1.I.1" in page
    assert office.get(f"/nhiem-vu/?ke-hoach={new.code}").status_code == 200
    office.post(address, {"viec": "dung-lai"})
    assert "Kế hoạch đang xem" in office.get("/nhiem-vu/").content.decode()
    verbs = AuditEvent.objects.order_by("pk").values_list("verb", flat=True)
    assert [one for one in verbs if one.endswith("_plan")] == ["archive_plan", "restore_plan"]
