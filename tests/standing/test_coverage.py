"""Every sentence of the real plan with what measures it."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bachdang.accounts.roles import Role
from bachdang.scope.scopes import Scope
from bachdang.standing.coverage import OPEN, coverage, coverage_counts
from bachdang.standing.quarter_book import QuarterBook
from plans.models import Clause, Plan
from tests.factories import user_with_role
from tests.factories.remembered import plan_of_record

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(plan_file: Path) -> Plan:
    return plan_of_record()


@pytest.fixture
def reader(plan: Plan, client: Client) -> Client:
    client.force_login(user_with_role(Role.MONITOR, unit=plan.locality.units.get(code="vanphong")))
    return client


def test_the_goals_of_the_plan_are_all_settled(plan: Plan) -> None:
    counts = [one.words for one in coverage_counts(coverage(QuarterBook(Scope(plan))).values())]
    assert counts == [
        "53/53 mục tiêu cụ thể",
        "16/16 mục tiêu tổng quát",
        "2/2 mục tiêu tầm nhìn",
        "41/41 sản phẩm của nhiệm vụ",
    ]


def test_a_goal_without_target_or_reason_is_open(plan: Plan) -> None:
    goal = Clause.objects.filter(plan=plan, kind="specific_goal").first()
    assert goal is not None
    goal.citations.all().delete()
    rows = coverage(QuarterBook(Scope(plan)))
    assert rows[goal.pk].state == OPEN
    assert coverage_counts(rows.values())[0].words == "52/53 mục tiêu cụ thể"
    goal.not_measured = "Trùng với mục tiêu khác"
    goal.save()
    assert coverage(QuarterBook(Scope(plan)))[goal.pk].reason == "Trùng với mục tiêu khác"


def test_every_clause_is_listed_with_a_target_or_a_reason(plan: Plan) -> None:
    rows = coverage(QuarterBook(Scope(plan)))
    assert len(rows) == Clause.objects.filter(plan=plan).count()
    assert all(row.targets or row.reason for row in rows.values())


def test_the_page_counts_filters_and_links_both_ways(reader: Client) -> None:
    page = reader.get("/ke-hoach/do-luong/").content.decode()
    assert "53/53 mục tiêu cụ thể" in page
    assert '<strong class="num">112</strong> nội dung' in page
    assert 'href="/ke-hoach/?mo=B.I.1.2.1#B.I.1.2.1"' in page
    assert 'href="/chi-tieu/01.02/"' in page
    # From the figure to the sentence and back: the indicator quotes the clause, the plan names the indicator.
    assert "/ke-hoach/?mo=B.I.1.2.1#B.I.1.2.1" in reader.get("/chi-tieu/01.02/").content.decode()
    tree = reader.get("/ke-hoach/?mo=B.I.1.2.1").content.decode()
    assert 'id="B.I.1.2.1"' in tree
    assert 'href="/chi-tieu/01.02/"' in tree


def test_the_whole_document_and_one_programme_can_be_chosen(reader: Client) -> None:
    whole = reader.get("/ke-hoach/do-luong/?kind=tat-ca").content.decode()
    assert '<strong class="num">429</strong>' in whole
    one = reader.get("/ke-hoach/do-luong/?programme=B.I.4").content.decode()
    assert "B.I.4" in one
    assert "B.I.5.2" not in one


def test_the_page_takes_a_constant_number_of_queries(reader: Client) -> None:
    reader.get("/ke-hoach/do-luong/")
    with CaptureQueriesContext(connection) as queries:
        reader.get("/ke-hoach/do-luong/?kind=tat-ca")
    assert len(queries) <= 25
