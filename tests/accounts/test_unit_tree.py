"""The tree of units: a loop is refused by name, and one in the database stops nothing."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from bachdang.accounts.models import Unit
from bachdang.accounts.querysets import units_under
from bachdang.accounts.roles import Role
from bachdang.upkeep.verify import verify_data
from tests.factories import LocalityFactory, UnitFactory, user_with_role
from tests.test_permissions import TABLE, small_ward

pytestmark = pytest.mark.django_db


def posted(unit: Unit, parent: Unit) -> dict[str, object]:
    return {"code": unit.code, "name": unit.name, "kind": unit.kind, "parent": parent.pk, "order": unit.order}


@pytest.fixture
def chain() -> tuple[Unit, Unit, Unit]:
    top = UnitFactory(code="ubnd", name="UBND phường")
    middle = UnitFactory(code="kinhte", name="Phòng Kinh tế", parent=top)
    return top, middle, UnitFactory(code="to", name="Tổ một cửa", parent=middle)


def test_a_unit_is_not_put_under_one_below_it(client: Client, chain: tuple[Unit, Unit, Unit]) -> None:
    top, _, below = chain
    client.force_login(user_with_role(Role.ADMINISTRATOR, unit=top))
    answer = client.post(reverse("admin:accounts_unit_change", args=[top.pk]), posted(top, below))
    assert "“Tổ một cửa” đang trực thuộc “UBND phường”" in answer.content.decode()
    top.refresh_from_db()
    assert top.parent is None


def test_a_unit_is_not_put_under_itself(client: Client, chain: tuple[Unit, Unit, Unit]) -> None:
    top = chain[0]
    client.force_login(user_with_role(Role.ADMINISTRATOR, unit=top))
    answer = client.post(reverse("admin:accounts_unit_change", args=[top.pk]), posted(top, top))
    assert "Đơn vị không trực thuộc chính mình" in answer.content.decode()
    with pytest.raises(IntegrityError), transaction.atomic():
        Unit.objects.filter(pk=top.pk).update(parent=top)


def test_a_unit_moves_to_where_no_loop_comes_of_it(client: Client, chain: tuple[Unit, Unit, Unit]) -> None:
    top, _, below = chain
    client.force_login(user_with_role(Role.ADMINISTRATOR, unit=top))
    client.post(reverse("admin:accounts_unit_change", args=[below.pk]), posted(below, top))
    below.refresh_from_db()
    assert below.parent == top


def test_a_loop_in_the_database_ends_every_walk(chain: tuple[Unit, Unit, Unit]) -> None:
    top, middle, below = chain
    Unit.objects.filter(pk=top.pk).update(parent=below)
    for one in chain:
        one.refresh_from_db()
        assert units_under(user_with_role(Role.HEAD, unit=one)) == {top.pk, middle.pk, below.pk}


@pytest.mark.parametrize("role", [Role.OFFICE, Role.HEAD])
def test_a_loop_in_the_database_stops_no_page_and_hides_no_unit(role: Role) -> None:
    small_ward()
    top = Unit.objects.get()
    below = UnitFactory(code="kinhte", parent=top, locality=top.locality)
    Unit.objects.filter(pk=top.pk).update(parent=below)
    client = Client()
    client.force_login(user_with_role(role, unit=Unit.objects.get(code="ubnd")))
    for address in TABLE:
        if "GET" in address.methods and address.answers[role] == 200:
            assert client.get(address.url()).status_code == 200, address
    units = client.get(reverse("unit_list")).content.decode()
    assert top.name in units
    assert below.name in units


def test_a_loop_and_a_stranger_above_are_found_in_the_data(chain: tuple[Unit, Unit, Unit]) -> None:
    assert not any(verify_data().values())
    elsewhere = UnitFactory(locality=LocalityFactory(code="khac"), code="khac")
    Unit.objects.filter(pk=elsewhere.pk).update(parent=chain[0])
    Unit.objects.filter(pk=chain[0].pk).update(parent=chain[2])
    told = [one for faults in verify_data().values() for one in faults]
    assert told == [
        *(f"đơn vị {one.code} nằm vòng dưới chính mình" for one in chain),
        "khac trực thuộc đơn vị của địa phương khác",
    ]
