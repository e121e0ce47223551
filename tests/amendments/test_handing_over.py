"""Phân công, many items at once: filtered, ticked, shown, written; what a person hands over when leaving."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from bachdang.accounts.models import AuditEvent, Unit, User
from bachdang.accounts.roles import Role
from plans.models import Item, Terms
from tests.factories import (
    IndicatorFactory,
    OwnWorkFactory,
    PeriodFactory,
    PlanFactory,
    TargetFactory,
    TaskFactory,
    UnitFactory,
    UserFactory,
    user_with_role,
)

pytestmark = pytest.mark.django_db
PAGE = "/phan-cong/"


@pytest.fixture
def tasks() -> list[Item]:
    """Two tasks and an indicator that the ward's committee reports."""
    plan = PlanFactory()
    PeriodFactory(plan=plan)
    committee = UnitFactory(locality=plan.locality, code="ubnd", name="UBND phường")
    made = [TaskFactory("PL1.I.1", plan=plan), TaskFactory("PL1.I.2", plan=plan)]
    indicator = IndicatorFactory(item__plan=plan, item__code="01.01")
    TargetFactory(indicator=indicator)
    items = [*made, indicator.item]
    Item.objects.filter(pk__in=[one.pk for one in items]).update(reporter=committee, contact=None)
    return [Item.objects.get(pk=one.pk) for one in items]


@pytest.fixture
def office_unit(tasks: list[Item]) -> Unit:
    return UnitFactory(locality=tasks[0].plan.locality, code="kinhte", name="Phòng Kinh tế")


@pytest.fixture
def office(client: Client, tasks: list[Item]) -> Client:
    unit = UnitFactory(locality=tasks[0].plan.locality, code="vanphong")
    client.force_login(user_with_role(Role.OFFICE, unit=unit))
    return client


def stamps(client: Client, query: str = "") -> list[str]:
    return re.findall(r'name="tick" value="([^"]+)"', client.get(f"{PAGE}{query}").content.decode())


def test_what_is_ticked_is_shown_before_it_is_written(
    office: Client, tasks: list[Item], office_unit: Unit
) -> None:
    officer = user_with_role(Role.OFFICER, unit=office_unit)
    chosen = {
        "tick": stamps(office)[:2],
        "unit": office_unit.pk,
        "contact": officer.pk,
        "reason": "Thông báo 12",
    }
    shown = office.post(PAGE, chosen).content.decode()
    assert shown.count("<strong>Phòng Kinh tế</strong>") == 2
    assert str(Unit.objects.get(code="ubnd")) in shown
    assert not Item.objects.filter(reporter=office_unit).exists()
    said = office.post(PAGE, chosen | {"write": "1"}, follow=True).content.decode()
    assert "Đã phân công 2 việc." in said
    assert set(Item.objects.filter(contact=officer).values_list("reporter__code", flat=True)) == {"kinhte"}
    told = AuditEvent.objects.filter(verb__in=["delegate", "set_contact"])
    assert (told.count(), set(told.values_list("reason", flat=True))) == (4, {"Thông báo 12"})


def test_done_again_it_changes_nothing(office: Client, tasks: list[Item], office_unit: Unit) -> None:
    def chosen() -> dict[str, object]:
        return {"tick": stamps(office)[:2], "unit": office_unit.pk, "write": "1"}

    office.post(PAGE, chosen())
    before = AuditEvent.objects.count()
    assert "Đã phân công 0 việc" in office.post(PAGE, chosen(), follow=True).content.decode()
    assert AuditEvent.objects.count() == before


def test_what_was_changed_since_it_was_seen_is_named_and_left(
    office: Client, tasks: list[Item], office_unit: Unit
) -> None:
    other = UnitFactory(locality=tasks[0].plan.locality, code="vanhoa", name="Phòng Văn hóa")
    seen = stamps(office)
    Item.objects.filter(pk=tasks[0].pk).update(reporter=other)
    mine = [one for one in seen if one.startswith(f"{tasks[0].pk}.")]
    stale = office.post(PAGE, {"tick": mine, "unit": office_unit.pk, "write": "1"})
    assert stale.status_code == 409
    assert "người khác vừa đổi phân công, nay là Phòng Văn hóa" in stale.content.decode()
    both = office.post(PAGE, {"tick": seen, "unit": office_unit.pk, "write": "1"}, follow=True)
    assert "Đã phân công 2 việc." in both.content.decode()
    assert Item.objects.get(pk=tasks[0].pk).reporter == other


def test_a_leader_is_named_where_the_document_names_none(office: Client, tasks: list[Item]) -> None:
    Terms.objects.filter(item__in=tasks[:2]).update(leader="")
    Terms.objects.filter(item=tasks[1]).update(leader="Chủ tịch UBND phường")
    chosen = {"tick": stamps(office), "leader": "Phó Chủ tịch Nguyễn Văn A", "write": "1"}
    said = office.post(PAGE, chosen, follow=True).content.decode()
    assert "Đã phân công 1 việc." in said
    assert "PL1.I.2: Văn bản đã ghi lãnh đạo là Chủ tịch UBND phường" in said
    assert "01.01: Chỉ tiêu không ghi lãnh đạo riêng" in said
    assert Terms.objects.get(item=tasks[0]).leader == "Phó Chủ tịch Nguyễn Văn A"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"tick": []}, "Chưa chọn việc nào"),
        ({}, "Chọn đơn vị, đầu mối hoặc ghi lãnh đạo để giao"),
        ({"unit": "0"}, "Đơn vị"),
        ({"contact": "la"}, "la"),
    ],
)
def test_what_cannot_be_is_told_and_the_ticks_stay(
    office: Client, tasks: list[Item], typed: dict[str, object], said: str
) -> None:
    response = office.post(PAGE, {"tick": stamps(office)[:1], **typed})
    assert response.status_code == 422
    assert said in response.content.decode()
    assert bool(re.search(r'name="tick"[^>]+ checked', response.content.decode())) == ("tick" not in typed)


def test_a_contact_is_of_the_unit_that_reports(office: Client, tasks: list[Item], office_unit: Unit) -> None:
    stranger = user_with_role(Role.OFFICER, unit=office_unit)
    both = office.post(PAGE, {"tick": stamps(office)[:1], "contact": stranger.pk, "write": "1"}, follow=True)
    assert "Cán bộ đầu mối phải là người đang làm việc ở đơn vị báo cáo" in both.content.decode()
    committee = Unit.objects.get(code="ubnd")
    wrong = office.post(PAGE, {"tick": stamps(office)[:1], "unit": committee.pk, "contact": stranger.pk})
    assert f"Chọn người của {committee}" in wrong.content.decode()


def test_filters_and_ticks_stand_in_the_address(office: Client, tasks: list[Item]) -> None:
    assert len(stamps(office)) >= 3
    assert len(stamps(office, "?loai=chi-tieu")) == 1
    assert len(stamps(office, "?don-vi=ubnd&loai=nhiem-vu")) == 2
    assert stamps(office, "?don-vi=ubnd&dau-moi=chua&loai=nhiem-vu") == stamps(office, "?loai=nhiem-vu")
    page = office.get(f"{PAGE}?loai=nhiem-vu&chon=tat-ca").content.decode()
    assert len(re.findall(r'name="tick"[^>]+ checked', page)) == 2


def test_what_a_person_hands_over_is_one_address(
    office: Client, tasks: list[Item], office_unit: Unit
) -> None:
    committee = Unit.objects.get(code="ubnd")
    leaving: User = UserFactory(unit=committee, full_name="Trần Thị Hoa", is_active=False)
    heir = user_with_role(Role.OFFICER, unit=committee)
    Item.objects.filter(pk__in=[one.pk for one in tasks[:2]]).update(contact=leaving)
    OwnWorkFactory(tasks[0], committee, contact=leaving)
    address = f"{PAGE}?dau-moi={leaving.pk}"
    page = office.get(address).content.decode()
    assert "Bàn giao việc của Trần Thị Hoa" in page
    assert "tài khoản đã ngừng" in page
    assert "Họp giao ban" in page
    office.post(address, {"tick": stamps(office, f"?dau-moi={leaving.pk}"), "contact": heir.pk, "write": "1"})
    assert Item.objects.filter(contact=heir).count() == 2
    assert "là đầu mối của 1 việc" in office.get(address).content.decode()


def test_a_head_hands_on_what_the_own_unit_reports(
    client: Client, tasks: list[Item], office_unit: Unit
) -> None:
    Item.objects.filter(pk=tasks[0].pk).update(reporter=office_unit)
    client.force_login(user_with_role(Role.HEAD, unit=office_unit))
    (own,) = stamps(client)
    assert own.startswith(f"{tasks[0].pk}.")
    committee = Unit.objects.get(code="ubnd")
    refused = client.post(PAGE, {"tick": [own], "unit": committee.pk, "write": "1"})
    assert refused.status_code == 422
    # A stamp of what is another's is nobody's.
    others = client.post(PAGE, {"tick": [f"{tasks[1].pk}.abc"], "unit": office_unit.pk, "write": "1"})
    assert "Chưa chọn việc nào" in others.content.decode()
