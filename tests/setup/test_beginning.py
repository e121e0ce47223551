"""Bắt đầu: how far a ward is set up, and what comes next."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bachdang.accounts.models import Unit, User
from bachdang.accounts.roles import Role
from bachdang.scope.scopes import Scope
from bachdang.setup.parts.baselines import Baselines
from bachdang.setup.parts.plan_figures import PlanFigures
from bachdang.setup.ward import Ward
from indicators.models import Baseline, Indicator, PlanFigure, Target
from indicators.rules import TargetKind
from plans.models import Item, Plan
from tests.factories import (
    IndicatorFactory,
    LocalityFactory,
    PeriodFactory,
    TaskFactory,
    UnitFactory,
    user_with_role,
)
from tests.factories.remembered import plan_of_record
from tests.setup.books import signed_in, small_ward

pytestmark = pytest.mark.django_db
PAGE = "/bat-dau/"


def rows(answer: Any) -> dict[str, str]:
    """What the page says of each step, by its title."""
    found = {}
    for row in re.findall(r"<tr>(.*?)</tr>", answer.content.decode().partition("<tbody>")[2], re.S):
        cells = [
            " ".join(unescape(re.sub(r"<[^>]+>", " ", one)).split())
            for one in re.findall(r"<td.*?</td>", row, re.S)
        ]
        found[cells[1]] = " | ".join(cells[2:])
    return found


def test_each_step_says_how_far_it_is() -> None:
    plan = small_ward()
    found = rows(signed_in(plan, Role.OFFICE).get(PAGE))
    assert list(found) == [
        "Địa phương", "Đơn vị", "Tài khoản", "Kế hoạch", "Đơn vị báo cáo, đầu mối", "Số gốc", "Kế hoạch năm",
        "6 rõ", "Kỳ báo cáo đầu tiên",
    ]  # fmt: skip
    assert found["Số gốc"].startswith("0/2 chỉ tiêu có số gốc")
    assert found["Kế hoạch năm"].startswith("0/2 mục tiêu có kế hoạch năm")
    assert found["Tài khoản"].startswith("1/1 đơn vị phải báo cáo có tài khoản")


def test_counts_follow_what_is_done() -> None:
    plan = small_ward()
    client = signed_in(plan, Role.OFFICE)
    task = Item.objects.get(code="PL1.I.1")
    before = rows(client.get(PAGE))["Đơn vị báo cáo, đầu mối"]
    # UBND holds it and has a unit under it: not handed on yet.
    assert before.startswith("2/3 việc đã giao đơn vị 0/3 việc có đầu mối") or "0/3" in before
    Item.objects.filter(pk=task.pk).update(reporter=Unit.objects.get(code="kinhte"))
    one = Indicator.objects.get(item__code="01.01")
    Baseline.objects.create(indicator=one, value=1, on=date(2025, 12, 31), source="BC")
    PlanFigure.objects.create(target=Target.objects.get(indicator=one), year=2026, value=1)
    PeriodFactory(plan=plan)
    found = rows(client.get(PAGE))
    assert found["Số gốc"].startswith("1/2")
    assert found["Kế hoạch năm"].startswith("1/2")
    assert found["Kỳ báo cáo đầu tiên"].endswith("Xong")
    assert found["Đơn vị báo cáo, đầu mối"] != before


def test_exactly_one_step_is_next() -> None:
    plan = small_ward()
    for role in (Role.OFFICE, Role.ADMINISTRATOR):
        found = rows(signed_in(plan, role).get(PAGE))
        assert sum("Làm tiếp" in one for one in found.values()) == 1


def test_without_a_plan_each_step_says_what_comes_first(client: Client) -> None:
    unit = UnitFactory(locality=LocalityFactory())
    client.force_login(user_with_role(Role.OFFICE, unit=unit))
    found = rows(client.get(PAGE))
    assert "Cần có kế hoạch trước" in found["Số gốc"]
    assert "Cần có kế hoạch trước" in found["Kỳ báo cáo đầu tiên"]
    assert "Chưa có" in found["Kế hoạch"]


def test_links_only_for_those_who_may(client: Client) -> None:
    plan = small_ward()
    office = signed_in(plan, Role.OFFICE).get(PAGE).content.decode()
    administrator = signed_in(plan, Role.ADMINISTRATOR).get(PAGE).content.decode()
    assert "/phan-cong/" in office.partition("<main")[2]
    assert "/phan-cong/" not in administrator.partition("<main")[2]
    assert "/tai-khoan/nhap-danh-sach/" in administrator
    assert "Văn phòng làm" in administrator


def test_in_few_queries_however_large_the_plan() -> None:
    plan = small_ward()
    client = signed_in(plan, Role.OFFICE)
    client.get(PAGE)
    with CaptureQueriesContext(connection) as few:
        client.get(PAGE)
    for number in range(5):
        TaskFactory(plan=plan, code=f"PL1.I.{number + 2}")
        IndicatorFactory(item__plan=plan, item__code=f"02.0{number}")
    with CaptureQueriesContext(connection) as more:
        client.get(PAGE)
    assert len(few) == len(more) <= 15


def test_the_plan_of_record_before_anything_is_done(client: Client) -> None:
    plan_of_record()
    unit = Unit.objects.get(code="vanphong")
    client.force_login(user_with_role(Role.OFFICE, unit=unit))
    found = rows(client.get(PAGE))
    # Of 129 indicators 123 are promised something, of these two are computed and 42 are promised in words
    # alone; six are plain quantities.
    assert found["Số gốc"].startswith("0/79")
    assert {one.item.code for one in Indicator.objects.exclude(pk__in=Indicator.objects.typed())} == {
        "02.04", "15.03",
    }  # fmt: skip
    assert Indicator.objects.filter(targets__isnull=False).distinct().count() == 123
    sheet = Baselines(Ward.of(User.objects.get(unit=unit), Scope(Plan.objects.get())))
    in_words = {
        one.indicator.item.code for one in Target.objects.filter(terms_set__kind=TargetKind.QUALITATIVE)
    }
    plain = {key for key, one in sheet.known.items() if not sheet.awaits(one)} - in_words
    assert len(in_words) == 42
    assert (len(sheet.known), plain) == (127, {"02.12", "03.16", "05.30", "05.31", "05.32", "15.02"})
    assert sum(sheet.lacks(one) for one in sheet.known.values()) == 79, "page and sheet say one number"
    asked = client.get(reverse("setup_grid", args=["so-goc"])).content.decode()
    assert "79 trong 79 dòng còn thiếu. Thêm 48 dòng không bắt buộc" in asked
    years = PlanFigures(Ward.of(User.objects.get(unit=unit), Scope(Plan.objects.get())))
    lacking = sum(years.lacks(one) for one in years.known.values())
    assert found["Kế hoạch năm"].startswith(f"0/{lacking} ")
    asked = client.get(reverse("setup_grid", args=["ke-hoach-nam"])).content.decode()
    assert f"{lacking} trong {lacking} dòng còn thiếu" in asked
    # What UBND phường holds has to be handed on: it has offices under it.
    assert "16/232 việc đã giao đơn vị" in found["Đơn vị báo cáo, đầu mối"]


def test_told_on_the_overview_to_those_who_do_it() -> None:
    plan = small_ward()
    said = "Bắt đầu: đã xong"
    assert said in signed_in(plan, Role.OFFICE).get("/").content.decode()
    assert said not in signed_in(plan, Role.LEADER).get("/").content.decode()


@pytest.mark.parametrize("role", [Role.OFFICE, Role.ADMINISTRATOR])
def test_without_a_plan_one_begins_here(client: Client, role: Role) -> None:
    client.force_login(user_with_role(role, unit=UnitFactory(locality=LocalityFactory())))
    assert client.get("/trang-dau/")["Location"] == PAGE
    assert f'href="{PAGE}"' in client.get("/").content.decode()
