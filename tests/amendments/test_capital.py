"""The page of a project's capital, and sums in words while one types."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from bachdang.accounts.roles import Role
from plans.models import Decision
from projects.actions import latest_capital, seen_capital
from projects.models import Capital, Project
from tests.factories import PeriodFactory, PlanFactory, ProjectFactory, UnitFactory, user_with_role
from tests.factories.money import BILLION, decision_of, fund, reported

pytestmark = pytest.mark.django_db
PAGE = "/du-an/PL2.II.I.1/von/"


@pytest.fixture
def project() -> Project:
    project = ProjectFactory(plan=PlanFactory())
    PeriodFactory(plan=project.item.plan)
    return project


@pytest.fixture
def office(client: Client, project: Project) -> Client:
    client.force_login(user_with_role(Role.OFFICE, unit=UnitFactory(code="vanphong")))
    return client


def typed(project: Project, **fields: str) -> dict[str, str]:
    """What a browser sends: the stored amounts stand in their boxes."""
    stored = {
        f"{one.scope}_{one.source}": f"{one.dong} đồng"
        for one in latest_capital(project)
        if one.year in (None, 2026)
    }
    known = {"unit": "ty", "number": "45/QĐ-UBND", "date": "15/7/2026"}
    return {**stored, **known, "seen": seen_capital(latest_capital(project)), **fields}


def post(client: Client, project: Project, page: str = PAGE, **fields: str) -> Any:
    return client.post(page, typed(project, **fields), follow=True)


def stored() -> dict[tuple[str, int | None, str], int]:
    return {(one.scope, one.year, one.source): one.dong for one in Capital.objects.all()}


def test_capital_is_typed_in_a_unit_stored_exactly_and_said_in_words(
    office: Client, project: Project
) -> None:
    response = post(office, project, total_city="3,5", total_ward="1500 triệu", total_stated="5")
    page = response.content.decode()
    assert "Đã ghi Tổng mức đầu tư: 5 tỷ đồng (năm tỷ đồng)." in page
    assert stored() == {("total", None, "city"): 3_500_000_000, ("total", None, "ward"): 1_500_000_000}
    assert "45/QĐ-UBND ngày 15/07/2026" in page
    assert Capital.objects.first().valid_from == date(2026, 7, 15)  # type: ignore[union-attr]
    again = office.get(PAGE).content.decode()
    assert "3.500.000.000 đồng (ba tỷ năm trăm triệu đồng)" in again
    assert 'value="3,5"' in again


def test_only_what_changed_is_written(office: Client, project: Project) -> None:
    fund(project, total=9 * BILLION, medium_term=8 * BILLION, year=BILLION)
    post(office, project, year_ward="2")
    assert Capital.objects.filter(decision__number="45/QĐ-UBND").count() == 1
    response = post(office, project)
    assert response.status_code == 422
    assert "Chưa có số nào thay đổi" in response.content.decode()


def test_a_recorded_decision_is_chosen_and_another_year_too(office: Client, project: Project) -> None:
    decision = decision_of(project.item.plan)
    response = post(
        office, project, f"{PAGE}?nam=2028", number="", date="", decision=str(decision.pk),
        valid_from="1/10/2026", year_ward="1,25",
    )  # fmt: skip
    assert response.status_code == 200
    one = Capital.objects.get()
    assert (one.year, one.dong, one.decision, one.valid_from) == (
        2028, 1_250_000_000, decision, date(2026, 10, 1),
    )  # fmt: skip
    assert "Có hiệu lực sau kỳ đang xem" in response.content.decode()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"total_city": "3", "total_ward": "1", "total_stated": "5"},
         "các nguồn cộng lại 4 tỷ đồng, thiếu 1 tỷ đồng so với tổng số ghi trong quyết định (5 tỷ đồng)"),
        ({"total_stated": "5"}, "chưa nhập số tiền của nguồn nào"),
        ({"total_ward": "4", "medium_term_ward": "5"},
         "Kế hoạch vốn trung hạn (5 tỷ đồng) lớn hơn tổng mức đầu tư (4 tỷ đồng)"),
        ({"medium_term_ward": "4", "year_ward": "5"},
         "Kế hoạch vốn năm 2026 (5 tỷ đồng) lớn hơn kế hoạch vốn trung hạn (4 tỷ đồng)"),
        ({"total_ward": "-4"}, "Số tiền không được nhỏ hơn 0 (-4 tỷ đồng)"),
        ({"total_ward": "4.500"}, "4500 hoặc 4,500"),
        ({"total_ward": "0,0000000005"}, "phần lẻ của đồng"),
        ({"total_ward": "4.000.000.000"}, "quá lớn. Kiểm tra lại đơn vị tính"),
        ({"total_ward": "4", "number": ""}, "Ghi số quyết định"),
        ({"total_ward": "4", "date": ""}, "Ghi ngày quyết định"),
        ({"total_ward": "4", "date": "31/12/2026"}, "ở sau hôm nay"),
        ({"total_ward": "4", "valid_from": "14/7/2026"}, "không được trước ngày quyết định (15/07/2026)"),
        ({"total_ward": "4", "seen": "99"}, "Có người vừa ghi vốn"),
    ],
)  # fmt: skip
def test_what_is_refused_says_why_and_stays_in_the_form(
    office: Client, project: Project, fields: dict[str, str], said: str
) -> None:
    for confirmed in ("", "on"):
        response = post(office, project, confirmed=confirmed, **fields)
        assert response.status_code == 422
        assert said in response.content.decode()
    assert not Capital.objects.exists()
    assert not Decision.objects.exists()


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"total_ward": "9000"}, "gấp 1.000 lần kế hoạch vốn trung hạn (9 tỷ đồng)"),
        ({"total_ward": "8"}, "trung hạn (9 tỷ đồng) lớn hơn tổng mức đầu tư (8 tỷ đồng)"),
        ({"year_ward": "1"}, "lũy kế 1,5 tỷ đồng, vượt kế hoạch vốn năm (1 tỷ đồng) 500 triệu đồng"),
        ({"year_ward": ""}, "Kế hoạch vốn năm 2026 (2 tỷ đồng) sẽ bỏ hết"),
        ({"year_city": "0,001"}, "Ngân sách thành phố (1 triệu đồng) chỉ bằng 1/2.000"),
    ],
    ids=["magnitude", "against another decision", "below what was paid", "emptied", "source in another unit"],
)
def test_what_looks_wrong_is_asked_once(
    office: Client, project: Project, fields: dict[str, str], said: str
) -> None:
    fund(project, total=10 * BILLION, medium_term=9 * BILLION, year=2 * BILLION)
    reported(project, project.item.plan.periods.get(), {(2026, "ward"): 1_500_000_000})
    before = stored()
    response = post(office, project, **fields)
    page = response.content.decode()
    assert response.status_code == 422
    assert said in page
    assert "Số liệu đúng như đã nhập" in page
    assert stored() == before
    assert post(office, project, confirmed="on", **fields).status_code == 200
    assert stored() != before


def test_a_year_outside_the_plan_has_no_page(office: Client) -> None:
    for year in ("2025", "2031", "x", "２０２６"):
        assert office.get(PAGE, {"nam": year}).status_code == 404


def test_the_reporting_unit_finds_the_way_and_others_do_not(client: Client, project: Project) -> None:
    client.force_login(user_with_role(Role.OFFICER, unit=project.item.reporter))
    assert PAGE in client.get("/du-an/PL2.II.I.1/").content.decode()
    client.force_login(user_with_role(Role.HEAD, unit=UnitFactory(code="congan")))
    assert PAGE not in client.get("/du-an/PL2.II.I.1/").content.decode()
    assert client.post(PAGE, {}).status_code == 403


@pytest.mark.parametrize(
    ("typed", "unit", "said"),
    [
        ("1,5", "ty", "1.500.000.000 đồng (một tỷ năm trăm triệu đồng)"),
        ("1,5 tỷ", "dong", "1.500.000.000 đồng (một tỷ năm trăm triệu đồng)"),
        ("", "ty", ""),
        ("1,5", "dong", "có phần lẻ"),
        ("<b>", "ty", "&lt;b&gt;"),
        ("1", "usd", "Chọn một trong các mục"),
    ],
)
def test_words_while_one_types(office: Client, typed: str, unit: str, said: str) -> None:
    response = office.get("/so-tien/", {"o": "total_ward", "total_ward": typed, "unit": unit})
    assert response.status_code == 200
    text = response.content.decode()
    assert said in text
    assert bool(text) == bool(typed)
