"""The same figures by other spans: nothing is entered twice."""

from __future__ import annotations

from decimal import Decimal

import pytest

from indicators.rules import (
    Measure,
    in_year,
    of_quarter,
    part_of_cumulative,
    same_period_last_year,
    series,
)
from tests.indicators.rules_builders import case, figures, measure, quarter, quarters

SUM, LEVEL, PLAN_SUM = measure("year_to_date"), measure(), measure("plan_to_date")
TWO_YEARS = quarters("2025-Q1", "1", "2", "3", "4", "10", "20", "30", "40")


@pytest.mark.parametrize(
    ("how", "at", "value"),
    [
        case("3-months", SUM, "2026-Q1", 10),
        case("6-months-added", SUM, "2026-Q2", 30),
        case("9-months-added", SUM, "2026-Q3", 60),
        case("year-added", SUM, "2026-Q4", 100),
        case("a-plan-sums-year", PLAN_SUM, "2026-Q2", 30),
        case("level-the-latest", LEVEL, "2026-Q2", 20),
        case("growth-the-latest", measure("growth"), "2026-Q3", 30),
    ],
)
def test_in_year(how: Measure, at: str, value: int) -> None:
    assert in_year(how, figures(TWO_YEARS), quarter(at)).value == value


@pytest.mark.parametrize(
    ("how", "at", "value"),
    [
        case("sum", SUM, "2026-Q2", 3),
        case("level", LEVEL, "2026-Q2", 2),
        case("plan-sum", PLAN_SUM, "2026-Q3", 6),
        case("nothing-a-year-ago", SUM, "2025-Q2", None),
    ],
)
def test_same_period_last_year(how: Measure, at: str, value: int | None) -> None:
    assert same_period_last_year(how, figures(TWO_YEARS), quarter(at)).value == value


def test_a_partial_sum_is_no_same_period() -> None:
    assert same_period_last_year(SUM, figures({"2025-Q2": "5"}), quarter("2026-Q2")).value is None


@pytest.mark.parametrize("how", [SUM, LEVEL, PLAN_SUM])
def test_of_quarter_is_the_quarter_alone(how: Measure) -> None:
    found = of_quarter(how, figures(TWO_YEARS), quarter("2026-Q2"))
    assert (found.value, found.missing) == (Decimal(20), ())
    gone = of_quarter(how, figures(TWO_YEARS), quarter("2027-Q1"))
    assert (gone.value, gone.missing) == (None, (quarter("2027-Q1"),))


def test_of_quarter_keeps_the_fraction() -> None:
    found = of_quarter(measure("flow"), figures(quarters("2026-Q1", "1/4", "3/5")), quarter("2026-Q2"))
    assert (found.numerator, found.denominator, found.value) == (Decimal(3), Decimal(5), Decimal(60))


def test_series_accumulates_and_marks_estimates() -> None:
    points = series(SUM, figures(quarters("2026-Q1", "1", "~2", "3") | {"2027-Q1": "~9"}), quarter("2027-Q1"))
    assert [(str(at), int(value), estimated) for at, value, estimated in points] == [
        ("2026-Q1", 1, False),
        ("2026-Q2", 3, True),
        ("2026-Q3", 6, True),
        ("2027-Q1", 9, True),
    ]


def test_series_draws_no_point_without_a_figure() -> None:
    points = series(LEVEL, figures({"2026-Q1": "5", "2026-Q3": "<7"}), quarter("2026-Q4"))
    assert [str(point.quarter) for point in points] == ["2026-Q1"]


@pytest.mark.parametrize(
    ("how", "given", "at", "cumulative", "part"),
    [
        case("less-the-quarters-before", SUM, quarters("2026-Q1", "10", "20"), "2026-Q3", "45", 15),
        case("january-starts-again", SUM, quarters("2026-Q1", "10", "20", "30", "40"), "2027-Q1", "7", 7),
        case("an-earlier-quarter-missing", SUM, quarters("2026-Q1", "10"), "2026-Q3", "45", None),
        case("over-the-plan", PLAN_SUM, quarters("2026-Q1", "10", "20", "30", "40"), "2027-Q1", "107", 7),
        case("first-of-the-plan", PLAN_SUM, {}, "2026-Q1", "7", 7),
        case(
            "half-yearly",
            measure("year_to_date", every="half_year"),
            quarters("2026-Q2", "10"),
            "2026-Q4",
            "45",
            35,
        ),
        case(
            "half-yearly-first",
            measure("year_to_date", every="half_year"),
            {"2025-Q4": "9"},
            "2026-Q2",
            "45",
            45,
        ),
        case("a-level-does-not-add-up", LEVEL, quarters("2026-Q1", "10"), "2026-Q2", "45", 45),
    ],
)
def test_part_of_cumulative(
    how: Measure, given: dict[str, str], at: str, cumulative: str, part: int | None
) -> None:
    """A unit that knows the cumulative types the cumulative; the quarter is derived."""
    since = quarter("2026-Q1")
    assert part_of_cumulative(how, figures(given), quarter(at), Decimal(cumulative), since) == part
