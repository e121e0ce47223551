"""The terms of a plan, fetched once a kind, are those the database finds for each day."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bachdang.scope.scopes import Scope
from bachdang.standing.plan_book import PlanBook
from bachdang.standing.quarter_book import QuarterBook
from plans.models import Plan, Terms, TermsState
from tests.factories import DutyFactory, PeriodFactory, PlanFactory, TaskFactory
from tests.factories.plan import TermsFactory

pytestmark = pytest.mark.django_db

DAYS = [date(2025, 12, 31), date(2026, 1, 1), date(2026, 6, 30), date(2026, 7, 1), date(2027, 1, 1)]


@pytest.fixture
def amended() -> Plan:
    """Three tasks: one as it began, one changed twice, one that ends; and a duty."""
    plan = PlanFactory()
    _kept, changed, ended = (TaskFactory(f"PL1.I.{number}", plan=plan) for number in (1, 2, 3))
    DutyFactory(plan=plan)
    TermsFactory(item=changed, valid_from=date(2026, 12, 1), title="Lần hai")
    TermsFactory(item=changed, valid_from=date(2026, 7, 1), title="Lần một")
    TermsFactory(item=ended, valid_from=date(2026, 7, 1), state=TermsState.ENDED)
    return plan


@pytest.mark.parametrize("day", DAYS)
def test_the_same_terms_as_the_database_finds(amended: Plan, day: date) -> None:
    found = Terms.objects.valid_on(day).filter(item__plan=amended, item__kind="task")
    wanted = found.exclude(state=TermsState.ENDED).order_by("item__order", "item_id")
    assert PlanBook(amended).terms("task", day) == list(wanted)


def test_each_version_holds_in_its_own_time(amended: Plan) -> None:
    book = PlanBook(amended)
    titles = {day: [one.title for one in book.terms("task", day)] for day in DAYS}
    assert titles[DAYS[0]] == []
    assert "Lần một" not in titles[date(2026, 6, 30)]
    assert "Lần một" in titles[date(2026, 7, 1)]
    assert "Lần hai" in titles[date(2027, 1, 1)]
    assert [len(titles[day]) for day in DAYS] == [0, 3, 3, 2, 2]


def test_another_round_fetches_no_terms_again(amended: Plan) -> None:
    first, second = (PeriodFactory(plan=amended, year=2026, quarter=number) for number in (2, 3))
    scope = Scope(amended, first, [first, second], date(2026, 8, 1))
    book = QuarterBook(scope)
    assert len(book.tasks) == 3
    with CaptureQueriesContext(connection) as queries:
        rows = book.at(second).tasks
    assert "Lần một" in {row.title for row in rows}
    assert len(rows) == 2
    assert not [one["sql"] for one in queries if 'FROM "plans_terms"' in one["sql"]]
