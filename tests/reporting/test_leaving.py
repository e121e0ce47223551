"""An account is closed, or moved, while work is its person's: who hands it over is told until it is done."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.test import Client

from bachdang.accounts.models import Unit, User
from bachdang.accounts.roles import Role
from plans.models import Item, Notice
from tests.amendments.test_handing_over import PAGE, office, stamps, tasks
from tests.factories import UnitFactory, user_with_role

__all__ = ["office", "tasks"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def unit(tasks: list[Item]) -> Unit:
    found: Unit = UnitFactory(locality=tasks[0].plan.locality, code="kinhte", name="Phòng Kinh tế")
    return found


@pytest.fixture
def leaver(tasks: list[Item], unit: Unit) -> User:
    """The contact of two of three items."""
    person = user_with_role(Role.OFFICER, unit=unit, full_name="Lê Thị Đi")
    Item.objects.filter(pk__in=[one.pk for one in tasks[:2]]).update(reporter=unit, contact=person)
    return person


def told(leaver: User) -> list[Notice]:
    call_command("send_reminders")
    return list(Notice.objects.filter(about=f"leaving:{leaver.pk}", done_at=None).order_by("user"))


def test_a_closed_account_leads_to_the_handover(office: Client, leaver: User, unit: Unit) -> None:
    head = user_with_role(Role.HEAD, unit=unit)
    assert told(leaver) == []
    User.objects.filter(pk=leaver.pk).update(is_active=False)
    notices = told(leaver)
    assert {one.user.unit.code for one in notices if one.user.unit} == {"kinhte", "vanphong"}
    assert "đã ngừng tài khoản, còn là đầu mối của 2 việc" in notices[0].text
    assert len(told(leaver)) == len(notices)

    assert f'href="?dau-moi={leaver.pk}"' in office.get(PAGE).content.decode()
    page = office.get(notices[0].url).content.decode()
    assert "tài khoản đã ngừng là đầu mối của 2 việc" in " ".join(page.split())
    office.post(PAGE, {"tick": stamps(office, f"?dau-moi={leaver.pk}"), "contact": head.pk, "write": "1"})
    assert not Item.objects.filter(contact=leaver).exists()
    assert not Notice.objects.filter(about=f"leaving:{leaver.pk}", done_at=None).exists()
    assert "chưa bàn giao" not in office.get(PAGE).content.decode()


def test_a_person_who_moves_leaves_the_work_to_the_old_unit(office: Client, leaver: User, unit: Unit) -> None:
    head = user_with_role(Role.HEAD, unit=unit)
    elsewhere = UnitFactory(locality=unit.locality, code="vanhoa")
    User.objects.filter(pk=leaver.pk).update(unit=elsewhere)
    notices = told(leaver)
    assert head in [one.user for one in notices]
    assert "đã chuyển đơn vị" in notices[0].text
    # Handed over one by one elsewhere, or come back: the next day nothing is asked any more.
    User.objects.filter(pk=leaver.pk).update(unit=unit)
    assert told(leaver) == []
