"""Which quarter and which days a page is about."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bachdang.accounts.roles import Role
from bachdang.scope.scopes import ILLUSTRATIVE, Scope
from plans.models import Period, Plan
from tests.factories import PeriodFactory, PlanFactory, user_with_role

pytestmark = pytest.mark.django_db
TODAY = date(2026, 10, 8)


@pytest.fixture
def period() -> Period:
    """QIII/2026, due on 20/10."""
    return PeriodFactory(plan=PlanFactory(), due=date(2026, 10, 20))


def locked(period: Period) -> Period:
    period.locked_at, period.locked_by = datetime(2026, 10, 5, 2, tzinfo=UTC), user_with_role(Role.OFFICE)
    period.as_of = date(2026, 9, 30)
    return period


def test_without_a_round_it_is_the_quarter_of_today() -> None:
    scope = Scope(PlanFactory(), today=TODAY)
    assert (str(scope.quarter), scope.ends, scope.judged_on) == ("2026-Q4", date(2026, 12, 31), TODAY)
    assert not scope.is_open


def test_an_open_round_is_judged_at_its_end_and_its_standing_work_today(period: Period) -> None:
    scope = Scope(period.plan, period, [period], TODAY)
    assert (scope.judged_on, scope.standing_on) == (date(2026, 9, 30), TODAY)
    assert scope.is_open


def test_once_locked_the_days_stay_those_of_the_lock(period: Period) -> None:
    scope = Scope(period.plan, locked(period), [period], date(2027, 3, 1))
    assert (scope.judged_on, scope.standing_on) == (date(2026, 9, 30), date(2026, 10, 5))
    assert not scope.is_open


def test_another_round_of_the_same_plan(period: Period) -> None:
    before = PeriodFactory(plan=period.plan, quarter=2)
    scope = Scope(period.plan, period, [period, before], TODAY, {"ky": "2026-Q3"})
    other = scope.at(before)
    assert (str(other.quarter), other.periods, other.today) == ("2026-Q2", scope.periods, TODAY)
    assert (scope.query, other.query) == ("?ky=2026-Q3", "")


def test_what_stands_at_the_top_of_a_file(period: Period) -> None:
    plan: Plan = period.plan
    plan.illustrative = True
    told = "Kỳ: quý III/2026, tính đến ngày 30/09/2026"
    assert Scope(plan, period, [period], TODAY).notes == [plan.title, told, ILLUSTRATIVE]
    assert Scope(None).notes == []
