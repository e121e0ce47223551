"""3, 6, 9 months and the year: derived from quarters, never entered twice."""

from __future__ import annotations

from decimal import Decimal

import pytest

from indicators.comparisons import comparisons
from indicators.models import Measurement, PlanFigure, Target
from indicators.rules import Quarter
from indicators.standings import TargetBook
from tests.factories import IndicatorFactory, TargetFactory

pytestmark = pytest.mark.django_db


def target(accumulation: str, figures: dict[tuple[int, int], str]) -> Target:
    indicator = IndicatorFactory(accumulation=accumulation, measure="tỷ đồng")
    promise = TargetFactory(indicator=indicator, terms__operator=">=", terms__value=Decimal(1000))
    for (year, quarter), value in figures.items():
        Measurement.objects.create(
            indicator=indicator, year=year, quarter=quarter, form="official", value=Decimal(value),
            counted=True, source="Nguồn",
        )  # fmt: skip
    return promise


FIGURES = {(2025, 1): "40", (2025, 2): "60", (2026, 1): "50", (2026, 2): "70", (2026, 3): "80"}


def shown(promise: Target) -> list[tuple[str, Decimal | None, Decimal | None]]:
    book = TargetBook(promise.indicator.item.plan, Quarter(2026, 3))
    found = comparisons(book, book.rows()[0])
    return [(one.label, one.of_quarter.value, one.in_year.value) for one in found]


def test_sums_are_added() -> None:
    assert shown(target("year_to_date", FIGURES)) == [
        ("Quý I/2026", Decimal(50), Decimal(50)),
        ("6 tháng năm 2026", Decimal(70), Decimal(120)),
        ("9 tháng năm 2026", Decimal(80), Decimal(200)),
    ]


@pytest.mark.parametrize("accumulation", ["level", "growth"])
def test_levels_and_growth_take_the_latest(accumulation: str) -> None:
    assert [one[2] for one in shown(target(accumulation, FIGURES))] == [Decimal(50), Decimal(70), Decimal(80)]


def test_plan_and_the_year_before_stand_beside() -> None:
    promise = target("year_to_date", FIGURES)
    for quarter, value in ((2, "110"), (None, "400")):
        PlanFigure.objects.create(target=promise, year=2026, quarter=quarter, value=Decimal(value))
    book = TargetBook(promise.indicator.item.plan, Quarter(2026, 3))
    half = list(comparisons(book, book.rows()[0]))[1]
    assert (half.span_plan, half.year_plan) == (Decimal(110), Decimal(400))
    assert half.against_plan == Decimal("0.3")
    assert half.last_year is not None
    assert half.last_year.value == Decimal(100)
    assert half.against_last_year == Decimal("1.2")
