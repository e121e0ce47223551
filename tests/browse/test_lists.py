"""The lists: rows, search without accents, filters in the address, HTMX, constant queries."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bachdang.accounts.roles import Role
from bachdang.browse.owed_list import OwedTable
from bachdang.browse.own_list import OwnTable
from bachdang.browse.tables import ProjectTable, TargetTable, TaskTable
from bachdang.ui.list_files import ListTable
from bachdang.ui.statuses import BY_SEVERITY, LOOKS, severity
from bachdang.vietnamese.text import order_key, search_fold
from plans.models import Period, Terms
from projects.models import Project
from tests.factories import (
    IndicatorFactory,
    PeriodFactory,
    PlanFactory,
    ProjectFactory,
    TargetFactory,
    TaskFactory,
    user_with_role,
)
from tests.factories.money import BILLION, fund, reported

pytestmark = [pytest.mark.django_db, pytest.mark.dialect]
LISTS = ["/chi-tieu/", "/nhiem-vu/", "/du-an/", "/ke-hoach/", "/"]


def rows(number: int, first: int = 0) -> None:
    for index in range(first, first + number):
        TargetFactory(indicator=IndicatorFactory(item__code=f"01.{index:02d}"))
        TaskFactory(code=f"PL1.I.{index + 1}")
        ProjectFactory(code=f"PL2.II.I.{index + 1}")


def named(code: str, title: str) -> None:
    Terms.objects.filter(item__code=code).update(
        title=title, folded=search_fold(title), title_key=order_key(title)
    )


@pytest.fixture
def office(client: Client) -> Client:
    PeriodFactory(plan=PlanFactory())
    rows(2)
    client.force_login(user_with_role(Role.OFFICE))
    return client


def count(page: str) -> int:
    return int(page.split('<strong class="num">', 1)[1].split("<", 1)[0])


@pytest.mark.parametrize("address", LISTS[:3])
def test_every_row_is_listed(office: Client, address: str) -> None:
    assert count(office.get(address).content.decode()) == 2


@pytest.mark.parametrize(("query", "found"), [("giai ngan", 1), ("GIẢI NGÂN", 1), ("da bac", 0)])
def test_search_needs_no_accents(office: Client, query: str, found: int) -> None:
    named("01.00", "Tỷ lệ giải ngân vốn đầu tư công")
    assert count(office.get("/chi-tieu/", {"q": query}).content.decode()) == found


@pytest.mark.parametrize(
    ("address", "filters", "found"),
    [
        ("/chi-tieu/", {"status": "no_data"}, 2),
        ("/chi-tieu/", {"status": "met"}, 0),
        ("/chi-tieu/", {"unit": "ubnd"}, 2),
        ("/chi-tieu/", {"horizon": "tam-nhin"}, 0),
        ("/nhiem-vu/", {"status": "in_time"}, 2),
        ("/nhiem-vu/", {"status": "can-chu-y"}, 0),
        ("/nhiem-vu/", {"group": "PL1.I"}, 2),
        ("/du-an/", {"field": "giao-thong"}, 2),
        ("/du-an/", {"group": "city"}, 0),
    ],
)
def test_filters(office: Client, address: str, filters: dict[str, str], found: int) -> None:
    assert count(office.get(address, filters).content.decode()) == found


def test_nothing_found_says_what_to_do(office: Client) -> None:
    page = office.get("/nhiem-vu/", {"q": "không có việc này"}).content.decode()
    assert "Không có dòng nào khớp với bộ lọc" in page


def test_htmx_gets_the_results_alone(office: Client) -> None:
    whole, part = office.get("/chi-tieu/"), office.get("/chi-tieu/", headers={"HX-Request": "true"})
    assert "<html" in whole.content.decode()
    assert "<html" not in part.content.decode()
    assert "HX-Request" in part.headers["Vary"]


@pytest.mark.parametrize("address", LISTS)
def test_an_unknown_period_is_not_found(office: Client, address: str) -> None:
    response = office.get(address, {"ky": "2031-Q9"})
    assert response.status_code == 404
    assert "Không tìm thấy" in response.content.decode()


@pytest.mark.parametrize("address", LISTS)
def test_the_same_number_of_queries_at_two_rows_and_at_thirty(office: Client, address: str) -> None:
    office.get(address)
    with CaptureQueriesContext(connection) as few:
        office.get(address)
    rows(28, first=2)
    with CaptureQueriesContext(connection) as many:
        office.get(address)
    assert len(many) <= len(few), [query["sql"][:90] for query in many.captured_queries]


def test_targets_filter_by_kind_and_by_what_they_lack(demo: Client) -> None:
    kinds = {"kind": "average_growth"}
    page = demo.get("/chi-tieu/", kinds).content.decode()
    assert "tăng bình quân" in page
    assert demo.get("/chi-tieu/", kinds).context["count"] == 6
    counts = {gap: demo.get("/chi-tieu/", {"gap": gap}).context["count"] for gap in
              ("so-lieu", "so-goc", "ke-hoach-nam", "don-vi")}  # fmt: skip
    assert all(0 < count < 123 for count in counts.values()) or counts["don-vi"] == 0


def test_each_target_with_figures_has_its_small_line(demo: Client) -> None:
    page = demo.get("/chi-tieu/", {"q": "doanh nghiep dang hoat dong"}).content.decode()
    assert '<svg class="spark"' in page


def test_titles_are_sorted_as_in_a_dictionary(office: Client) -> None:
    named("PL1.I.1", "Đất đai")
    named("PL1.I.2", "Chuyển đổi số")
    rows(2, first=2)
    named("PL1.I.3", "Ưu tiên")
    named("PL1.I.4", "Chính quyền")
    page = office.get("/nhiem-vu/", {"sort": "title"}).content.decode()
    places = [page.index(title) for title in ("Chính quyền", "Chuyển đổi số", "Đất đai", "Ưu tiên")]
    assert places == sorted(places)


@pytest.mark.parametrize("table", [TargetTable, TaskTable, ProjectTable, OwnTable, OwedTable])
def test_status_columns_are_sorted_by_severity(table: type[ListTable]) -> None:
    assert str(table.base_columns["status"].order_by) == "severity"
    assert sorted(BY_SEVERITY) == sorted(LOOKS)
    seen = [severity(one) for one in ("failed", "at_risk", "slow", "no_data", "on_track", "met", "exceeded")]
    assert seen == sorted(set(seen))
    assert severity("") > severity("exceeded")


def test_projects_are_sorted_by_money_and_by_share(office: Client) -> None:
    rows(3, first=2)
    for number, (plan, paid) in {1: (100, 10), 2: (50, 45), 3: (900, 0), 4: (20, 30)}.items():
        project = Project.objects.get(item__code=f"PL2.II.I.{number}")
        fund(project, year=plan * BILLION)
        reported(project, Period.objects.get(), {(2026, "ward"): paid * BILLION})

    def order(column: str) -> list[str]:
        page = office.get("/du-an/", {"sort": column}).content.decode()
        return re.findall(r'href="/du-an/PL2\.II\.I\.(\d)/', page)

    assert order("-plan")[:4] == ["3", "1", "2", "4"]
    assert order("-paid")[:4] == ["2", "4", "1", "3"]
    assert order("-rate") == ["4", "2", "1", "3", "5"]
    assert order("rate") == ["5", "3", "1", "2", "4"]


def test_the_order_stays_when_a_filter_is_chosen(office: Client) -> None:
    page = office.get("/du-an/", {"sort": "-rate"}, headers={"HX-Request": "true"}).content.decode()
    assert '<input type="hidden" name="sort" value="-rate" form="filter">' in page
    assert 'id="filter"' in office.get("/du-an/").content.decode()


def test_why_a_target_stands_so_is_sent_when_it_is_asked_for(office: Client) -> None:
    row = office.get("/chi-tieu/", {"ky": "2026-Q3"}).context["table"].paginated_rows[0].record
    page = office.get("/chi-tieu/", {"ky": "2026-Q3"}).content.decode()
    address = f"/vi-sao/{row.pk}/?ky=2026-Q3"
    assert f'hx-get="{address}"' in page
    assert f'<a href="{address}">Cách tính</a>' in page
    assert "explain__lines" not in page
    opened = office.get(address, headers={"HX-Request": "true"}).content.decode().strip()
    assert opened.startswith('<dl class="explain__lines">')
    whole = office.get(address).content.decode()
    assert opened in whole
    assert f'href="/chi-tieu/{row.item.code}/?ky=2026-Q3"' in whole
