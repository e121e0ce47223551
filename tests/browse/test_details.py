"""The page of one indicator, task or project."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bachdang.accounts.models import User
from bachdang.accounts.roles import Role
from tests.factories import user_with_role
from tests.factories.remembered import plan_of_record

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client: Client, plan_file: Path) -> Client:
    plan = plan_of_record()
    user = user_with_role(Role.OFFICE, unit=plan.locality.units.get(code="vanphong"))
    client.force_login(user)
    return client


def text(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_an_indicator_cites_every_place_that_promises_it(office: Client) -> None:
    page = text(office, "/chi-tieu/02.04/")
    for place in ("B.I.2.2, đến năm 2030, gạch đầu dòng 2", "B.III.2.2, gạch đầu dòng 2", "Phụ lục 1, I.4"):
        assert place in page
    assert "đọc là: Phấn đấu" in page
    assert "Chưa có số gốc" in page


def test_a_derived_indicator_says_what_it_is_computed_from(office: Client) -> None:
    page = text(office, "/chi-tieu/15.03/")
    assert "được tính từ chỉ tiêu" in page
    assert "15.02" in page


def test_a_task_shows_its_questions_and_its_gaps(office: Client) -> None:
    page = text(office, "/nhiem-vu/PL1.X.3/")
    assert "hai đơn vị chủ trì" in page
    assert "chưa rõ một đơn vị" in page
    assert "Chưa có báo cáo trong kỳ này" in page


def test_a_project_shows_what_the_plan_leaves_out(office: Client) -> None:
    page = text(office, "/du-an/PL2.II.II.5/")
    assert "kế hoạch không nêu" in page
    assert "Chưa xác định thời hạn" in page


def test_history_tells_who_entered_what(demo: Client) -> None:
    page = text(demo, "/chi-tieu/02.09/")
    assert "Ước cả quý (quý III/2026)" in page
    assert "Hoàng Thị Minh Họa" in page


def test_an_unknown_code_is_not_found(office: Client) -> None:
    for address in ("/chi-tieu/99.99/", "/nhiem-vu/PL2.I.1/", "/du-an/PL1.I.1/"):
        assert office.get(address).status_code == 404


def test_a_page_with_figures_takes_no_more_queries_than_a_handful(demo: Client) -> None:
    demo.get("/chi-tieu/02.04/")
    with CaptureQueriesContext(connection) as queries:
        demo.get("/chi-tieu/02.04/")
    assert len(queries) <= 42


def test_a_target_explains_its_number(demo: Client) -> None:
    page = text(demo, "/chi-tieu/02.04/")
    assert "đến hết quý III/2026 cần 15,23 doanh nghiệp" in page
    assert "(mức đạt 13,4%, không dưới 0,85 × 14,7% = 12,5%)" in page
    assert "(15,15 − 14,4) ÷ (20 − 14,4) = 13,4%" in page
    assert "30/09/2026" in page
    assert "9 tháng năm 2026" in page


def test_the_whole_and_its_parts_are_shown_together(demo: Client) -> None:
    for code in ("13.02", "13.04"):
        page = text(demo, f"/chi-tieu/{code}/")
        family = page.partition('id="family"')[2].partition("</section>")[0]
        assert all(part in family for part in ("13.02", "13.03", "13.04", "13.05"))
    assert 'id="family"' not in text(demo, "/chi-tieu/02.04/")


def test_the_office_alone_finds_the_ways_to_plan(demo: Client) -> None:
    edit = "/chi-tieu/02.04/ke-hoach-nam/2030/"
    assert edit in text(demo, "/chi-tieu/02.04/")
    demo.force_login(User.objects.get(username="kinhte"))
    assert edit not in text(demo, "/chi-tieu/02.04/")
