"""An empty site: its administrator names the ward and brings a plan in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from bachdang.accounts.models import AuditEvent, Locality, Unit, User
from bachdang.accounts.roles import Role
from bachdang.planfile.dump import as_json, as_yaml, plan_as_data
from bachdang.setup.beginning.official import Unlisted, province_in_full, provinces, ward_in_full
from plans.models import Plan
from tests.factories import LocalityFactory, PlanFactory, UnitFactory, user_with_role
from tests.test_permissions import TABLE

pytestmark = pytest.mark.django_db
WARD, PLAN = "/bat-dau/dia-phuong/", "/bat-dau/ke-hoach/"


@pytest.fixture
def first(client: Client) -> Client:
    """The first administrator, in no unit."""
    client.force_login(user_with_role(Role.ADMINISTRATOR, unit=None, username="quantri"))
    return client


def uploaded(text: str, name: str = "ke-hoach.yaml") -> dict[str, Any]:
    return {"cach": "tep", "file": SimpleUploadedFile(name, text.encode())}


def small_plan_text() -> str:
    """The file of a plan of the ward Sao Mai, of which nothing is left in the database."""
    parent = LocalityFactory(code="tinh-a", name="Tỉnh A")
    ward = LocalityFactory(code="sao-mai", name="Xã Sao Mai", parent=parent)
    UnitFactory(locality=ward, code="van-phong", name="Văn phòng HĐND và UBND")
    plan = PlanFactory(locality=ward, code="07-KH")
    text = as_yaml(plan_as_data(plan))
    plan.delete()
    Unit.objects.all().delete()
    ward.delete()
    parent.delete()
    return text


def test_signing_in_leads_to_the_first_steps(first: Client) -> None:
    answer = first.get("/trang-dau/", follow=True)
    page = answer.content.decode()
    assert answer.redirect_chain == [("/bat-dau/", 302)]
    assert "Dùng kế hoạch này" in page
    assert "Ghi địa phương" in page


def test_no_page_breaks_on_an_empty_site(first: Client) -> None:
    """Each page is there, leads on, or says in words what is missing and where it is done."""
    odd = {}
    for address in TABLE:
        if "GET" not in address.methods or address.args:
            continue
        answer = first.get(reverse(address.name))
        if answer.status_code not in (200, 302, 403, 404):
            odd[address.name] = answer.status_code
    assert odd == {}
    missing = first.get("/bat-dau/so/")
    assert "Mở Bắt đầu" in missing.content.decode()


def test_the_ward_by_its_official_name(first: Client) -> None:
    answer = first.post(WARD, {"province": "hai phong", "ward": "bạch đằng"})
    assert (answer.status_code, answer["Location"]) == (302, "/bat-dau/")
    ward = Locality.objects.get(code="bach-dang")
    assert (ward.name, ward.parent and ward.parent.name) == ("Phường Bạch Đằng", "Thành phố Hải Phòng")
    user = User.objects.get()
    assert user.unit is not None
    assert user.unit.name == "Văn phòng Đảng ủy"
    assert AuditEvent.objects.filter(verb="found_ward", locality=ward).exists()
    assert "Xong" in first.get("/bat-dau/").content.decode()


def test_a_name_that_is_not_listed_says_what_is_near(first: Client) -> None:
    answer = first.post(WARD, {"province": "Hải Phòng", "ward": "Bạch Đăngg"})
    assert answer.status_code == 422
    assert "Gần giống" in answer.content.decode()
    first.post(WARD, {"province": "Hải Phòng", "ward": "xã Đảo Mới"})
    assert Locality.objects.filter(name="Xã Đảo Mới").exists()


def test_only_an_empty_site_can_be_founded(client: Client) -> None:
    UnitFactory()
    client.force_login(user_with_role(Role.ADMINISTRATOR, unit=None))
    before = Locality.objects.count()
    assert client.post(WARD, {"province": "Hà Nội", "ward": "Xã Nội Bài"}).status_code == 404
    assert client.post(PLAN, {"cach": "co-san", "shipped": "ke-hoach-16-ctr-tu.yaml"}).status_code == 404
    assert Locality.objects.count() == before


def test_a_plan_file_brings_its_ward(first: Client) -> None:
    text = small_plan_text()
    answer = first.post(PLAN, uploaded(text))
    assert answer["Location"] == "/bat-dau/?ke-hoach=07-KH"
    user = User.objects.get()
    assert user.unit is not None
    assert (user.unit.code, user.unit.locality.name) == ("van-phong", "Xã Sao Mai")


def test_the_json_of_a_plan_is_a_plan_file(first: Client) -> None:
    plan = PlanFactory(code="07-KH")
    text = as_json(plan_as_data(plan))
    plan.delete()
    first.post(PLAN, uploaded(text, "ke-hoach.json"))
    assert Plan.objects.filter(code="07-KH").exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("format: bachdang-plan/1\nplan: 5\n", "phải là một mục có các trường"),
        ("a: &a [1]\nb: *a\n", "không dùng dấu *"),
        ("[" * 5000, "không đọc được"),
        ("not yaml: [", "Dòng"),
        ("x: 9999999999-99-99\ny: 2026-99-99\n", "không đọc được"),
    ],
)
def test_a_wrong_file_is_told_with_its_places(first: Client, text: str, said: str) -> None:
    answer = first.post(PLAN, uploaded(text))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Locality.objects.exists()


def test_a_file_of_another_ward_is_refused(client: Client) -> None:
    text = small_plan_text()
    client.force_login(user_with_role(Role.OFFICE, unit=UnitFactory()))
    answer = client.post(PLAN, uploaded(text))
    assert answer.status_code == 422
    assert "tệp này của Xã Sao Mai" in answer.content.decode()
    assert not Plan.objects.exists()


def test_a_plan_that_begins_empty(client: Client) -> None:
    unit = UnitFactory()
    client.force_login(user_with_role(Role.OFFICE, unit=unit))
    typed = {
        "cach": "trong", "title": "Kế hoạch A", "code": "01-KH", "issuer": "Đảng ủy xã",
        "first_year": "2025", "last_year": "2028",
    }  # fmt: skip
    assert client.post(PLAN, typed)["Location"] == "/bat-dau/?ke-hoach=01-KH"
    plan = Plan.objects.get()
    assert (plan.starts.year, plan.ends.year, len(plan.axes)) == (2025, 2028, 6)
    assert "Kế hoạch chưa giao việc nào" in client.get("/bat-dau/").content.decode()
    assert client.post(PLAN, typed | {"title": "Kế hoạch B"}).status_code == 422
    assert client.post(PLAN, typed | {"code": "02-KH", "last_year": "2020"}).status_code == 422


def test_the_plan_that_comes_with_the_product(first: Client, plan_file: Path) -> None:
    first.post(PLAN, {"cach": "co-san", "shipped": plan_file.name})
    user = User.objects.get()
    assert user.unit is not None
    assert user.unit.code == "vanphong"
    assert first.get("/").status_code == 200


def test_the_ward_and_its_paper_later(client: Client) -> None:
    plan = PlanFactory()
    client.force_login(user_with_role(Role.OFFICE, unit=UnitFactory(locality=plan.locality)))
    page = client.get(WARD).content.decode()
    assert plan.locality.name in page
    typed = {"province": "Tỉnh Cao Bằng", "ward": "Xã Bảo Lạc", "letterhead": "government"}
    assert client.post(WARD, typed).status_code == 302
    plan.refresh_from_db()
    plan.locality.refresh_from_db()
    assert (plan.letterhead, plan.locality.name, plan.locality.level) == ("government", "Xã Bảo Lạc", "xã")
    assert {"rename_ward", "set_letterhead"} <= set(AuditEvent.objects.values_list("verb", flat=True))


def test_names_of_the_list() -> None:
    assert len(provinces()) == 34
    assert province_in_full("ha noi") == "Thành phố Hà Nội"
    assert ward_in_full("hoàn kiếm", "Thành phố Hà Nội") == ("Phường Hoàn Kiếm", True)
    with pytest.raises(Unlisted, match="danh mục"):
        province_in_full("Atlantis")
