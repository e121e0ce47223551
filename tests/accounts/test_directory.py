"""Accounts and units on pages of their own: who is there, adding, changing, what is refused."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from bachdang.accounts.models import AuditEvent, Unit, User
from bachdang.accounts.roles import Role
from plans.models import Item
from tests.factories import LocalityFactory, TaskFactory, UnitFactory, user_with_role

pytestmark = pytest.mark.django_db


@pytest.fixture
def ubnd() -> Unit:
    unit: Unit = UnitFactory(code="ubnd", name="Ủy ban nhân dân", short="UBND", order=1)
    return unit


@pytest.fixture
def administrator(client: Client, ubnd: Unit) -> Client:
    client.force_login(user_with_role(Role.ADMINISTRATOR, unit=ubnd, username="quantri"))
    return client


def person(unit: Unit, **values: Any) -> dict[str, Any]:
    """What the form of an account is sent with."""
    typed = {"full_name": "Trần Thị Bình", "unit": unit.pk, "role": "officer", "is_active": "on"}
    return typed | values


def change(client: Client, name: str, key: str, typed: dict[str, Any]) -> Any:
    """Send the form of a page that was just opened."""
    url = reverse(name, args=[key])
    return client.post(url, {**typed, "seen": client.get(url).context["form"].initial["seen"]})


def shown(response: Any) -> list[str]:
    return [row.record.username for row in response.context["table"].rows]


def test_an_account_is_made_with_a_password_told_once(administrator: Client, ubnd: Unit) -> None:
    typed = person(ubnd, username="binhtt", phone="0912 000 111")
    [(user, secret)] = administrator.post(reverse("add_account"), typed).context["created"]
    assert user.check_password(secret)
    assert user.must_change_password
    assert (user.role_label, user.phone) == ("Chuyên viên đơn vị", "0912 000 111")
    again = administrator.post(reverse("add_account"), typed)
    assert again.status_code == 422
    assert "đã có" in again.content.decode()
    assert User.objects.filter(username="binhtt").count() == 1


def test_a_telephone_has_digits_on_both_pages(administrator: Client, ubnd: Unit) -> None:
    user_with_role(Role.OFFICER, unit=ubnd, username="binhtt", full_name="Bình")
    typed = person(ubnd, username="moitt", phone="không có")
    made = administrator.post(reverse("add_account"), typed)
    changed = change(administrator, "account", "binhtt", person(ubnd, phone="không có"))
    for answer in (made, changed):
        assert answer.status_code == 422
        assert "không phải số điện thoại. Để trống ô này nếu chưa có số." in answer.content.decode()


def test_everything_of_an_account_is_changed_at_once_and_told_in_words(
    administrator: Client, ubnd: Unit
) -> None:
    user = user_with_role(Role.OFFICER, unit=ubnd, username="binhtt", full_name="Bình")
    office = UnitFactory(code="vp", name="Văn phòng")
    typed = person(office, role="office", title="Chánh Văn phòng")
    assert change(administrator, "account", "binhtt", typed).status_code == 302
    user = User.objects.get(pk=user.pk)
    assert (user.role_label, user.unit, user.is_staff) == ("Văn phòng Đảng ủy", office, True)
    told: dict[str, Any] = {}
    for event in AuditEvent.objects.filter(verb="change", subject=f"accounts.user:{user.pk}"):
        told |= event.changes
    assert told == {
        "Họ và tên": ["Bình", "Trần Thị Bình"],
        "Chức vụ": [None, "Chánh Văn phòng"],
        "Đơn vị": ["UBND", str(office)],
        "Vai trò": ["Chuyên viên đơn vị", "Văn phòng Đảng ủy"],
    }
    assert change(administrator, "account", "binhtt", typed).status_code == 302
    assert AuditEvent.objects.filter(verb="change").count() == 2, "nothing new, nothing written"


def test_who_leaves_signs_in_no_more(administrator: Client, ubnd: Unit) -> None:
    user = user_with_role(Role.OFFICER, unit=ubnd, username="binhtt")
    theirs = Client()
    theirs.force_login(user)
    typed = person(ubnd)
    del typed["is_active"]
    change(administrator, "account", "binhtt", typed)
    assert theirs.get(reverse("notices")).headers["Location"].startswith(reverse("login"))
    assert "binhtt" in shown(administrator.get(reverse("accounts"), {"state": "da-ngung"}))
    assert change(administrator, "account", "binhtt", person(ubnd)).status_code == 302
    assert User.objects.get(pk=user.pk).is_active


def test_who_leaves_work_behind_is_told_of_it_before_and_after(administrator: Client, ubnd: Unit) -> None:
    user = user_with_role(Role.OFFICER, unit=ubnd, username="binhtt")
    for number in range(2):
        TaskFactory(code=f"PL1.I.{number + 1}", contact=user)
    Item.objects.update(reporter=ubnd)
    url = reverse("account", args=["binhtt"])
    assert "Đang là đầu mối của 2 việc" in administrator.get(url).content.decode()
    change(administrator, "account", "binhtt", person(ubnd, full_name="Trần Bình"))
    assert "còn là đầu mối" not in administrator.get(url).content.decode(), "stays, and so does the work"
    change(administrator, "account", "binhtt", person(ubnd, is_active=""))
    assert "còn là đầu mối của 2 việc" in administrator.get(reverse("accounts")).content.decode()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"role": "officer"}, "Không tự đổi vai trò của mình"),
        ({"role": "administrator", "is_active": ""}, "Không tự ngừng tài khoản của mình"),
        ({"role": "administrator", "full_name": ""}, "Họ và tên"),
        ({"role": "administrator", "email": "không phải thư"}, "Thư điện tử"),
    ],
)
def test_what_may_not_be_is_refused_at_its_place_and_nothing_is_written(
    administrator: Client, ubnd: Unit, typed: dict[str, str], said: str
) -> None:
    response = change(administrator, "account", "quantri", person(ubnd, **typed))
    assert response.status_code == 422
    assert said in response.content.decode()
    assert not AuditEvent.objects.filter(verb="change").exists()


def test_a_person_or_unit_of_another_ward_is_not_there(administrator: Client, ubnd: Unit) -> None:
    elsewhere = UnitFactory(code="xa", locality=LocalityFactory(code="xa-khac"))
    user_with_role(Role.OFFICER, unit=elsewhere, username="nguoikhac")
    assert administrator.get(reverse("account", args=["nguoikhac"])).status_code == 404
    assert administrator.get(reverse("unit", args=["xa"])).status_code == 404
    assert shown(administrator.get(reverse("accounts"))) == ["quantri"]
    assert change(administrator, "account", "quantri", person(elsewhere)).status_code == 422


def test_people_are_found_without_marks_and_listed_in_a_file(administrator: Client, ubnd: Unit) -> None:
    user_with_role(Role.HEAD, unit=ubnd, username="an.pv", full_name="Phạm Văn Ân")
    assert shown(administrator.get(reverse("accounts"), {"q": "van an"})) == ["an.pv"]
    assert shown(administrator.get(reverse("accounts"), {"role": "head"})) == ["an.pv"]
    assert shown(administrator.get(reverse("accounts"), {"q": "không ai"})) == []
    file = administrator.get(reverse("accounts"), {"xuat": "xlsx"})
    cells = [cell for row in load_workbook(BytesIO(file.content)).worksheets[0].values for cell in row]
    assert "an.pv" in cells
    assert "Lãnh đạo đơn vị" in cells


def test_a_unit_is_added_after_the_last_and_changed(administrator: Client, ubnd: Unit) -> None:
    page = administrator.get(reverse("add_unit"))
    assert page.context["form"].initial["order"] == 2
    typed = {
        "code": "vhxh",
        "name": "Phòng Văn hóa – Xã hội",
        "kind": "office",
        "parent": ubnd.pk,
        "order": "2",
    }
    assert administrator.post(reverse("add_unit"), typed).status_code == 302
    assert Unit.objects.get(code="vhxh").parent == ubnd
    assert administrator.post(reverse("add_unit"), typed).status_code == 422, "the code is taken"
    typed |= {"short": "Phòng VH-XH", "parent": ""}
    assert change(administrator, "unit", "vhxh", typed).status_code == 302
    assert (str(Unit.objects.get(code="vhxh")), Unit.objects.get(code="vhxh").parent) == ("Phòng VH-XH", None)
    assert AuditEvent.objects.get(verb="change").changes == {
        "Tên gọn": [None, "Phòng VH-XH"],
        "Trực thuộc": ["UBND", None],
    }


def test_a_unit_stands_under_none_that_stands_under_it(administrator: Client, ubnd: Unit) -> None:
    below = UnitFactory(code="duoi", parent=ubnd, order=2)
    typed = {"name": "Ủy ban nhân dân", "kind": "government", "parent": below.pk, "order": "1"}
    response = change(administrator, "unit", "ubnd", typed)
    assert response.status_code == 422
    assert "đang trực thuộc" in response.content.decode()
