"""The headline indicators: what stands beside each figure, and what does when something is missing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bachdang.scope.scopes import Scope
from bachdang.standing.headline import Headline, headlines
from bachdang.standing.quarter_book import QuarterBook
from indicators.models import Measurement, PlanFigure, Target
from plans.models import Plan
from tests.factories import IndicatorFactory, PeriodFactory, PlanFactory, TargetFactory
from tests.factories.money import decision_of
from tests.factories.plan import TargetTermsFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan() -> Plan:
    return PlanFactory()


def headline(plan: Plan, place: int = 1, **fields: Any) -> Target:
    given = {"accumulation": "year_to_date", "measure": "tỷ đồng", **fields}
    terms = {"terms__operator": ">=", "terms__value": Decimal(400)}
    return TargetFactory(indicator=IndicatorFactory(item__plan=plan, headline=place, **given), **terms)


def figure(target: Target, year: int, quarter: int, value: str, form: str = "official") -> None:
    Measurement.objects.create(
        indicator=target.indicator, year=year, quarter=quarter, form=form, value=Decimal(value),
        counted=True, source="Nguồn",
    )  # fmt: skip


def shown(plan: Plan, quarter: int = 2) -> list[Headline]:
    period = PeriodFactory(plan=plan, quarter=quarter)
    return headlines(QuarterBook(Scope(plan, period, [period], date(2026, 10, 8))))


def test_figure_plan_and_last_year_stand_side_by_side(plan: Plan) -> None:
    target = headline(plan)
    for year, quarter, value in ((2025, 1, "40"), (2025, 2, "60"), (2026, 1, "50"), (2026, 2, "70")):
        figure(target, year, quarter, value)
    PlanFigure.objects.create(target=target, year=2026, value=Decimal(300))
    (one,) = shown(plan)
    assert (one.value, one.plan, one.last_year, one.change) == (120, 300, 100, 20)
    assert (one.words, one.arrow, one.is_better, one.older) == (("120", "tỷ đồng"), "up", True, None)


def test_less_is_better_where_lower_is(plan: Plan) -> None:
    target = headline(plan, direction="lower")
    for year, quarter, value in ((2025, 1, "40"), (2025, 2, "60"), (2026, 1, "50"), (2026, 2, "70")):
        figure(target, year, quarter, value)
    (one,) = shown(plan)
    assert (one.arrow, one.is_better) == ("up", False)


def test_without_any_figure_nothing_is_made_up(plan: Plan) -> None:
    headline(plan)
    (one,) = shown(plan)
    assert (one.value, one.plan, one.last_year, one.change, one.arrow) == (None, None, None, None, "")
    assert (one.words, one.is_better, one.row.status) == (("", ""), None, "no_data")


def test_a_sum_that_lacks_a_quarter_is_compared_with_nothing(plan: Plan) -> None:
    target = headline(plan)
    for year, quarter, value in ((2025, 1, "40"), (2025, 2, "60"), (2026, 2, "70")):
        figure(target, year, quarter, value)
    (one,) = shown(plan)
    assert (one.change, one.arrow) == (None, "")


def test_last_years_figure_is_not_compared_with_itself(plan: Plan) -> None:
    target = headline(plan, accumulation="level", frequency="year", measure="điểm")
    figure(target, 2025, 4, "64.5")
    (one,) = shown(plan, quarter=3)
    assert one.value == Decimal("64.5")
    assert one.older is not None
    assert (one.older.label, one.last_year, one.arrow) == ("quý IV/2025", None, "")


def test_an_estimate_says_so_and_a_suspended_one_is_not_judged(plan: Plan) -> None:
    target = headline(plan)
    figure(target, 2026, 1, "50", form="estimate")
    assert shown(plan, quarter=1)[0].row.standing.estimated
    TargetTermsFactory(
        target=target, valid_from=date(2026, 4, 1), state="suspended", decision=decision_of(plan)
    )
    (one,) = shown(plan, quarter=2)
    assert (one.row.is_suspended, one.row.status) == (True, "not_due")


def test_one_without_a_target_is_its_figure_alone(plan: Plan) -> None:
    IndicatorFactory(item__plan=plan, headline=1)
    (one,) = shown(plan)
    assert (one.row.is_plain, one.value, one.plan) == (True, None, None)


def test_one_that_a_decision_ended_is_left_out_and_one_of_the_plan_comes_before_the_vision(
    plan: Plan,
) -> None:
    ended = headline(plan, 1)
    TargetTermsFactory(target=ended, valid_from=date(2026, 4, 1), state="ended", decision=decision_of(plan))
    kept = headline(plan, 2)
    TargetFactory(indicator=kept.indicator, series="2045", terms__horizon=date(2045, 12, 31))
    assert [one.row.target for one in shown(plan)] == [kept]


def test_they_stand_in_the_offices_order_and_cost_the_same_however_many(plan: Plan) -> None:
    targets = [headline(plan, place) for place in (3, 1, 2)]
    period = PeriodFactory(plan=plan)

    def asked() -> tuple[int, list[int]]:
        book = QuarterBook(Scope(plan, period, [period], date(2026, 10, 8)))
        assert book.target_rows
        with CaptureQueriesContext(connection) as queries:
            found = headlines(book)
        return len(queries), [one.row.pk for one in found]

    few, order = asked()
    assert order == [targets[1].pk, targets[2].pk, targets[0].pk]
    for place in range(4, 9):
        headline(plan, place)
    assert asked()[0] == few


def test_a_plan_that_marks_none_has_none(plan: Plan) -> None:
    TargetFactory(indicator=IndicatorFactory(item__plan=plan))
    assert shown(plan) == []
