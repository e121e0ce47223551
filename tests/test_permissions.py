"""Who may open what: every address × role × method, and a check that no address is missing here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from bachdang.accounts.roles import Role
from indicators.models import Target
from tests.factories import (
    IndicatorFactory,
    ItemFactory,
    LocalityFactory,
    PeriodFactory,
    PlanFactory,
    ProjectFactory,
    TargetFactory,
    TaskFactory,
    UnitFactory,
    user_with_role,
)

pytestmark = pytest.mark.django_db

EVERYONE = dict.fromkeys(Role, 200)
EXPORTERS = {**dict.fromkeys(Role, 403), Role.OFFICE: 200, Role.LEADER: 200}
PLANNERS = {**dict.fromkeys(Role, 403), Role.OFFICE: 200}
WRITERS = {**dict.fromkeys(Role, 403), Role.OFFICER: 200, Role.HEAD: 200}


@dataclass(frozen=True)
class Address:
    """One address: its arguments, the answer to a GET by role, and whether it belongs to an item."""

    name: str
    answers: dict[Role, int]
    args: tuple[str, ...] = ()
    methods: tuple[str, ...] = ("GET", "HEAD")
    foreign: int = 200
    attributes: dict[str, Any] = field(default_factory=dict)

    def url(self) -> str:
        args = [str(Target.objects.get().pk) if one == "TARGET" else one for one in self.args]
        return reverse(self.name, args=args)


TABLE = [
    Address("overview", EVERYONE),
    Address("status_chart", EVERYONE, foreign=404),
    Address("trajectory_chart", EVERYONE, ("TARGET",), foreign=404),
    Address("plan_tree", EVERYONE),
    Address("indicator_list", EVERYONE, foreign=404),
    Address("indicator_detail", EVERYONE, ("01.01",), foreign=404),
    Address("record_figures", WRITERS, ("01.01",), methods=("GET", "HEAD", "POST"), foreign=404),
    Address("coverage", EVERYONE, foreign=404),
    Address("doubts", EVERYONE, methods=("GET", "HEAD", "POST"), foreign=404),
    Address("edit_baseline", PLANNERS, ("01.01",), methods=("GET", "HEAD", "POST"), foreign=404),
    Address("edit_plan_figures", PLANNERS, ("01.01", "2030"), methods=("GET", "HEAD", "POST"), foreign=404),
    Address("task_list", EVERYONE, foreign=404),
    Address("task_detail", EVERYONE, ("PL1.I.1",), foreign=404),
    Address("project_list", EVERYONE, foreign=404),
    Address("project_detail", EVERYONE, ("PL2.II.I.1",), foreign=404),
    Address("report_list", EXPORTERS),
    Address("report_workbook", EXPORTERS, foreign=404),
    Address("password_change", EVERYONE, methods=("GET", "HEAD", "POST", "PUT")),
]
# Open to those signed out, or answered with a redirect; tested by name in tests/accounts/test_sign_in.py.
ELSEWHERE = {"login", "logout"}


@pytest.fixture(autouse=True)
def ward() -> None:
    """One of each kind, all reported by UBND phường; a round is open."""
    plan = PlanFactory()
    unit = UnitFactory(locality=plan.locality)
    programme = ItemFactory(plan=plan)
    indicator = IndicatorFactory(
        item__plan=plan, item__code="01.01", item__parent=programme, item__reporter=unit
    )
    TargetFactory(indicator=indicator)
    TaskFactory(plan=plan)
    ProjectFactory(plan=plan)
    PeriodFactory(plan=plan)


def signed_in(role: Role, **fields: Any) -> Client:
    client = Client()
    client.force_login(user_with_role(role, **fields))
    return client


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("address", TABLE, ids=lambda address: address.name)
def test_each_role_gets_its_answer(address: Address, role: Role) -> None:
    assert signed_in(role).get(address.url()).status_code == address.answers[role]


@pytest.mark.parametrize("address", TABLE, ids=lambda address: address.name)
def test_signed_out_is_sent_to_sign_in(address: Address) -> None:
    response = Client().get(address.url())
    assert response.status_code == 302
    assert response.headers["Location"].startswith(reverse("login"))


@pytest.mark.parametrize("address", TABLE, ids=lambda address: address.name)
def test_other_methods_are_refused(address: Address) -> None:
    refused = {"POST", "PUT", "DELETE", "PATCH"} - set(address.methods)
    client = signed_in(next(role for role, answer in address.answers.items() if answer == 200))
    answers = {method: client.generic(method, address.url()).status_code for method in refused}
    assert answers == dict.fromkeys(refused, 405)


@pytest.mark.parametrize("address", TABLE, ids=lambda address: address.name)
def test_another_locality_finds_nothing(address: Address) -> None:
    """Pages of items do not exist for it; pages of a plan say that there is none."""
    elsewhere = UnitFactory(locality=LocalityFactory(code="phuong-khac", name="Phường khác"), code="ubnd")
    role = next(role for role, answer in address.answers.items() if answer == 200)
    response = signed_in(role, unit=elsewhere).get(address.url())
    assert response.status_code == address.foreign
    assert "Việc PL" not in response.content.decode(errors="ignore")


@pytest.mark.parametrize("address", TABLE, ids=lambda address: address.name)
def test_a_person_without_unit_sees_nothing(address: Address) -> None:
    role = next(role for role, answer in address.answers.items() if answer == 200)
    assert signed_in(role, unit=None).get(address.url()).status_code == address.foreign


@pytest.mark.parametrize("role", [Role.OFFICER, Role.HEAD])
def test_figures_of_another_unit_cannot_be_written(role: Role) -> None:
    client = signed_in(role, unit=UnitFactory(code="kinhte"))
    url = reverse("record_figures", args=["01.01"])
    assert client.get(url).status_code == 404
    assert client.post(url, {"revision": "0", "estimate_2026q3_value": "5"}).status_code == 404


def names(resolver: URLResolver) -> Iterator[str]:
    """Names of all addresses below, the Django admin's apart."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield str(pattern.name)
        elif pattern.app_name != "admin":
            yield from names(pattern)


def test_every_address_is_in_the_table() -> None:
    assert set(names(get_resolver())) == {address.name for address in TABLE} | ELSEWHERE
