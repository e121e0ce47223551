"""One search for everything: without accents, ranked, and only what the person may see."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bachdang.accounts.roles import Role
from bachdang.scope.scopes import Scope
from bachdang.standing.search import DOCUMENT, SHOWN, UNIT, Hit, excerpt, relevance, search
from bachdang.vietnamese.text import search_fold
from plans.models import Decision, Evidence, Plan, Report
from tests.factories import LocalityFactory, PeriodFactory, TaskFactory, UnitFactory, user_with_role
from tests.factories.remembered import plan_of_record

pytestmark = pytest.mark.dialect


@pytest.mark.parametrize(
    ("query", "title", "text", "expected"),
    [
        ("giải ngân", "Giải ngân", "", 6),
        ("giai ngan", "Giải ngân vốn đầu tư công", "", 5),
        ("giai ngan", "Tỷ lệ giải ngân", "", 4),
        ("ngan giai", "Tỷ lệ giải ngân", "", 3),
        ("giai ngan", "Đầu tư công", "tỷ lệ giải ngân 100%", 2),
        ("ty 100%", "Đầu tư công", "tỷ lệ giải ngân 100%", 1),
        ("da bac", "Cầu Đá Bạc", "", 4),
        ("hòa bình", "Công viên hoà bình", "", 4),
        ("xây cầu", "Cầu Đá Bạc", "", 0),
    ],
)
def test_relevance(query: str, title: str, text: str, expected: int) -> None:
    words = search_fold(query)
    assert relevance(words.split(), words, search_fold(title), search_fold(text)) == expected


def test_an_excerpt_stands_around_the_first_word_found() -> None:
    text = f"{'đầu ' * 100}giải ngân {'cuối ' * 100}".strip()
    part = excerpt(text, ["giai", "ngan"])
    assert "giải ngân" in part
    assert part.startswith("…")
    assert part.endswith("…")
    assert len(part) <= SHOWN + 2
    assert excerpt("ngắn", ["x"]) == "ngắn"


@pytest.mark.django_db
class TestThePlanOfRecord:
    @pytest.fixture
    def plan(self) -> Plan:
        return plan_of_record()

    def find(self, plan: Plan, query: str) -> list[Hit]:
        user = user_with_role(Role.OFFICE, unit=plan.locality.units.get(code="vanphong"))
        return search(query, scope=Scope(plan, today=date(2026, 6, 1)), plan=plan, user=user).all

    def test_disbursement(self, plan: Plan) -> None:
        hits = self.find(plan, "giai ngan")
        assert [one.title for one in hits][:2] == [
            "Giải ngân vốn đầu tư công", "Tỷ lệ giải ngân vốn đầu tư công",
        ]  # fmt: skip
        assert {"indicator", "clause"} <= {one.kind for one in hits}

    def test_da_bac_bridge(self, plan: Plan) -> None:
        titles = [one.title for one in self.find(plan, "da bac") if one.kind == "project"]
        assert "Đá Bạc" in titles[0]

    def test_a_school_by_its_name(self, plan: Plan) -> None:
        first = self.find(plan, "thcs tran nhat duat")[0]
        assert first.kind in ("project", "task")
        assert "Trần Nhật Duật" in first.title

    def test_both_spellings_find_the_same(self, plan: Plan) -> None:
        both = [{one.url for one in self.find(plan, word)} for word in ("hoá đơn", "hóa đơn", "hoa don")]
        assert both[0] == both[1] == both[2]

    def test_a_code_comes_first(self, plan: Plan) -> None:
        assert self.find(plan, "PL1.IX.3")[0].url == reverse("task_detail", args=["PL1.IX.3"])

    @pytest.mark.parametrize(("one", "other"), [("tỉ lệ", "tỷ lệ"), ("kĩ năng", "kỹ năng")])
    def test_i_and_y_find_the_same(self, plan: Plan, one: str, other: str) -> None:
        found = [(hit.kind, hit.title, hit.url) for hit in self.find(plan, one)]
        assert found
        assert found == [(hit.kind, hit.title, hit.url) for hit in self.find(plan, other)]

    @pytest.mark.parametrize("query", ["kĩ năng", "tỉ lệ", "an ninh", "y tế"])
    def test_whole_words_come_first_and_short_ones_inside_others_not_at_all(
        self, plan: Plan, query: str
    ) -> None:
        strengths = [one.rank[0] for one in self.find(plan, query)]
        assert strengths[0] == 2
        assert strengths == sorted(strengths, reverse=True)
        assert 0 not in strengths

    def test_what_stands_below_a_title_does_not_repeat_it(self, plan: Plan) -> None:
        for query in ("trường", "kế hoạch", "dự án", "chuyển đổi số"):
            for one in self.find(plan, query):
                assert search_fold(one.title) not in search_fold(one.text)

    def test_a_unit_by_what_the_document_calls_it(self, plan: Plan) -> None:
        assert [one.title for one in self.find(plan, "cong an") if one.kind == UNIT][:1] == ["Công an phường"]


@pytest.fixture
def ward(db: None) -> Any:
    task = TaskFactory()
    period = PeriodFactory(plan=task.plan)
    assert task.reporter is not None
    report = Report.objects.create(period=period, item=task, unit=task.reporter, result="x")
    Evidence.objects.create(report=report, document_no="45/BC-UBND")
    Decision.objects.create(
        plan=task.plan, number="12-QĐ/ĐU", date=date(2026, 5, 1), subject="Điều chỉnh tiến độ"
    )
    return task


def test_documents_are_found_by_those_who_may_read_them(ward: Any, client: Client) -> None:
    def documents(query: str, user: Any) -> list[str]:
        hits = search(query, scope=Scope(ward.plan), plan=ward.plan, user=user).all
        return [one.title for one in hits if one.kind == DOCUMENT]

    own = user_with_role(Role.OFFICER, unit=ward.reporter)
    other = user_with_role(Role.OFFICER, unit=UnitFactory(code="kinhte"))
    assert documents("45/bc", own) == ["45/BC-UBND"]
    assert documents("45/bc", other) == []
    assert documents("dieu chinh tien do", other) == ["12-QĐ/ĐU ngày 01/05/2026"]


def test_the_page_marks_what_it_found_and_keeps_the_period(ward: Any, client: Client) -> None:
    client.force_login(user_with_role(Role.MONITOR))
    page = client.get(reverse("search"), {"q": "THUONG MAI", "ky": "2026-Q3"}).content.decode()
    assert '<mark class="found">thương mại</mark>' in page.replace('</mark> <mark class="found">', " ")
    assert f"{reverse('task_detail', args=[ward.code])}?ky=2026-Q3" in page


def test_nothing_found_says_so_and_nothing_asked_gives_examples(ward: Any, client: Client) -> None:
    client.force_login(user_with_role(Role.MONITOR))
    assert "Không tìm thấy" in client.get(reverse("search"), {"q": "xyz"}).content.decode()
    assert "Nhập từ cần tìm" in client.get(reverse("search")).content.decode()


def test_markup_in_a_query_is_shown_as_text(ward: Any, client: Client) -> None:
    client.force_login(user_with_role(Role.MONITOR))
    page = client.get(reverse("search"), {"q": "<script>alert(1)</script>"}).content.decode()
    assert "<script>alert" not in page


def test_another_ward_finds_nothing(ward: Any) -> None:
    elsewhere = UnitFactory(locality=LocalityFactory(code="khac", name="Phường khác"), code="ubnd")
    user = user_with_role(Role.OFFICE, unit=elsewhere)
    assert search("thuong mai", scope=Scope(ward.plan), plan=ward.plan, user=user).all == []


def test_queries_do_not_grow_with_what_is_found(ward: Any, django_assert_num_queries: Any) -> None:
    user = user_with_role(Role.MONITOR)
    user.get_all_permissions()
    for count in (1, 20):
        for number in range(count):
            if count > 1:
                TaskFactory(f"PL1.II.{number}", plan=ward.plan)
        with django_assert_num_queries(6):
            search("phat trien", scope=Scope(ward.plan), plan=ward.plan, user=user)
