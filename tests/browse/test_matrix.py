"""6 rõ: the matrix over the real plan and over others, its counts, filters, queries, download."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from bachdang.accounts.models import AuditEvent
from bachdang.accounts.roles import Role
from bachdang.scope.scopes import Scope
from bachdang.standing.clarity import assignments, count_axes
from bachdang.standing.quarter_book import QuarterBook
from plans.models import Item, Plan, Terms, TermsState
from tests.factories import (
    IndicatorFactory,
    ItemFactory,
    PeriodFactory,
    PlanFactory,
    ProjectFactory,
    TargetFactory,
    TaskFactory,
    UnitFactory,
    UserFactory,
    user_with_role,
)
from tests.factories.remembered import plan_of_record

pytestmark = pytest.mark.django_db
PAGE = "/6-ro/"
LINK = re.compile(r'<a href="(/6-ro/\?[^"]+)">(\d+)/(\d+)')

# Kết luận 226-KL/TW, and an older norm of five.
AXES_226 = [
    {"code": "nguoi", "label": "Rõ người", "fields": ["lead"]},
    {"code": "viec", "label": "Rõ việc", "fields": ["title"]},
    {"code": "thoi-gian", "label": "Rõ thời gian", "fields": ["schedule"]},
    {"code": "trach-nhiem", "label": "Rõ trách nhiệm", "fields": ["leader"]},
    {"code": "san-pham", "label": "Rõ sản phẩm", "fields": ["product"]},
    {"code": "tham-quyen", "label": "Rõ thẩm quyền", "fields": ["decides"]},
]
FIVE = [axis for axis in AXES_226 if axis["code"] != "tham-quyen"]


@pytest.fixture
def real(plan_file: Path) -> Plan:
    return plan_of_record()


@pytest.fixture
def office(client: Client) -> Client:
    client.force_login(user_with_role(Role.OFFICE, unit=UnitFactory(code="vanphong")))
    return client


@pytest.fixture
def small() -> Plan:
    plan: Plan = PlanFactory()
    ItemFactory(plan=plan)
    TaskFactory(plan=plan)
    ProjectFactory(plan=plan)
    return plan


def listed(client: Client, address: str) -> int:
    return int(client.get(address).context["count"])


def test_every_programme_task_and_project_has_a_row(real: Plan, office: Client) -> None:
    response = office.get(PAGE)
    assert response.context["count"] == 22 + 41 + 33
    assert [one.code for one in response.context["whole"].counts] == [axis["code"] for axis in real.axes]


def test_each_count_opens_the_rows_counted_as_not_clear(real: Plan, office: Client) -> None:
    page = office.get(PAGE).content.decode()
    links = LINK.findall(page)
    assert len(links) > 20
    for address, clear, total in links:
        assert listed(office, address.replace("&amp;", "&")) == int(total) - int(clear), address


def test_the_matrix_the_workbook_and_the_overview_count_alike(real: Plan, office: Client) -> None:
    whole = office.get(PAGE).context["whole"].counts
    assert whole == count_axes(real.axes, assignments(QuarterBook(Scope(real))))
    page = office.get("/").content.decode()
    for one in whole:
        assert f'/6-ro/?axis={one.code}">{one.label}' in page
        assert f'<span class="meter__count num">{one.clear}/{one.total}</span>' in page


@pytest.mark.parametrize("axes", [AXES_226, FIVE], ids=["226", "five"])
def test_another_plans_axes_need_no_code(small: Plan, office: Client, axes: list[dict[str, Any]]) -> None:
    Plan.objects.filter(pk=small.pk).update(axes=axes)
    response = office.get(PAGE)
    page = response.content.decode()
    assert f"<h1>{len(axes)} rõ</h1>" in page
    for axis in axes:
        assert f'data-label="{axis["label"]}"' in page
    counted = {one.code: (one.clear, one.total) for one in response.context["whole"].counts}
    known = {"nguoi": 1, "viec": 3, "thoi-gian": 1, "trach-nhiem": 0, "san-pham": 1, "tham-quyen": 0}
    assert counted == {str(axis["code"]): (known[str(axis["code"])], 3) for axis in axes}
    for address, clear, total in LINK.findall(page):
        assert listed(office, address.replace("&amp;", "&")) == int(total) - int(clear)
    assert office.get("/6-ro/PL2.II.I.1/san-pham/").status_code == 200
    assert f"“{len(axes)} rõ”" in office.get("/nhiem-vu/PL1.I.1/").content.decode()


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"kind": "project"}, 1),
        ({"group": "PL1.I"}, 1),
        ({"group": "B.I.1"}, 1),
        ({"unit": "ubnd"}, 3),
        ({"unit": "chua-giao"}, 0),
        ({"axis": "nguoi"}, 3),
        ({"axis": "viec"}, 2),
        ({"clear": "du"}, 0),
        ({"clear": "chua-du"}, 3),
        ({"q": "phat trien thuong mai"}, 1),
        ({"q": "PL2.II.I.1"}, 1),
        ({"q": "khong co"}, 0),
        ({"axis": "khong-co"}, 3),
    ],
)
def test_filters_are_in_the_address(small: Plan, office: Client, filters: dict[str, str], found: int) -> None:
    response = office.get(PAGE, filters)
    assert response.context["count"] == found


def test_an_ended_assignment_no_longer_counts(small: Plan, office: Client) -> None:
    Terms.objects.filter(item__kind="task").update(state=TermsState.ENDED)
    assert listed(office, PAGE) == 2
    assert {one.total for one in count_axes(small.axes, assignments(QuarterBook(Scope(small))))} == {2}


def test_an_empty_cell_leads_those_who_may_to_its_form(small: Plan, client: Client) -> None:
    address = "/6-ro/PL1.I.1/tham-quyen/?ve=%2F6-ro%2F"
    expected = {Role.OFFICE: True, Role.HEAD: True, Role.OFFICER: False, Role.MONITOR: False}
    for role, link in expected.items():
        client.force_login(user_with_role(role))
        page = client.get(PAGE).content.decode()
        assert (address in page) == link
        assert "cấp quyết định" in page
    client.force_login(user_with_role(Role.HEAD, unit=UnitFactory(code="congan")))
    assert address not in client.get(PAGE).content.decode()


def test_a_clear_cell_says_who_filled_it_in_and_when(small: Plan, office: Client) -> None:
    office.post("/6-ro/PL1.I.1/tham-quyen/", _form(office, "tham-quyen", decides="Chủ tịch UBND phường"))
    who = UserFactory(unit=Item.objects.get(kind="task").reporter)
    office.post("/6-ro/PL1.I.1/nguoi/", _form(office, "nguoi", contact=str(who.pk)))
    page = office.get(PAGE, {"kind": "task"}).content.decode()
    name = AuditEvent.objects.get(verb="fill_answer").by
    assert "Chủ tịch UBND phường" in page
    assert page.count(f"{name}, 08/10/2026") == 2
    assert listed(office, f"{PAGE}?axis=tham-quyen") == 2


def _form(client: Client, axis: str, **typed: str) -> dict[str, str]:
    page = client.get(f"/6-ro/PL1.I.1/{axis}/").context["form"]
    return {"seen": page["seen"].value(), **typed}


def test_the_same_number_of_queries_at_two_rows_and_at_thirty(small: Plan, office: Client) -> None:
    PeriodFactory(plan=small)
    TargetFactory(indicator=IndicatorFactory(item__plan=small, item__parent=Item.objects.get(code="B.I.1")))
    head = user_with_role(Role.HEAD)

    def count(client: Client) -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(PAGE)
        return len(queries)

    other = Client()
    other.force_login(head)
    for client in (office, other):
        client.get(PAGE)
    few = [count(office), count(other)]
    for number in range(2, 30):
        TaskFactory(code=f"PL1.I.{number}", plan=small)
        ProjectFactory(code=f"PL2.II.I.{number}", plan=small)
        unit = UnitFactory(code=f"don-vi-{number}")
        programme = ItemFactory(plan=small, code=f"B.I.{number}", reporter=unit)
        TargetFactory(indicator=IndicatorFactory(item__plan=small, item__parent=programme))
    assert [count(office), count(other)] == few
    assert len(assignments(QuarterBook(Scope(small)))) == 87


def test_the_filtered_rows_download_with_the_filters_on_top(small: Plan, office: Client) -> None:
    response = office.get(PAGE, {"kind": "task", "axis": "tham-quyen", "xuat": "xlsx"})
    sheet = load_workbook(BytesIO(response.content)).worksheets[0]
    cells = [[str(cell.value or "") for cell in row] for row in sheet.iter_rows()]
    text = "\n".join(" | ".join(row) for row in cells)
    assert "Loại: Nhiệm vụ; Chưa rõ về: Rõ thẩm quyền" in text
    assert text.count("Phát triển thương mại") == 1
    assert "Dự án Cải tạo đường" not in text
    assert "Chưa rõ: cấp quyết định" in text
    assert "Đang thực hiện, trong hạn" in text


def test_htmx_gets_the_rows_with_their_download(small: Plan, office: Client) -> None:
    part = office.get(PAGE, {"kind": "task"}, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert "?kind=task&amp;xuat=xlsx" in part


def test_programmes_show_their_worst_target(small: Plan, office: Client) -> None:
    TargetFactory(indicator=IndicatorFactory(item__plan=small, item__parent=Item.objects.get(code="B.I.1")))
    page = office.get(PAGE, {"kind": "programme"}).content.decode()
    assert "Chưa có số liệu" in page
    assert "1/1 mục tiêu" in page
