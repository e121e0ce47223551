"""The same figures by other spans: nothing is entered twice."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.rules import (
    Measure,
    in_year,
    of_quarter,
    of_span,
    part_of_cumulative,
    same_period_last_year,
    series,
)
from tests.indicators.rules_builders import case, figure, figures, measure, quarter, quarters

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


STOCK, FLOW, PLAN = measure("stock"), measure("flow"), measure("plan")
RATES = quarters("2025-Q3", "1/10", "1/10", "2/20", "3/30", "5/50", "9/10")


@pytest.mark.parametrize(
    ("how", "given", "first", "last", "value"),
    [
        case("one-quarter", SUM, TWO_YEARS, "2026-Q2", "2026-Q2", 20),
        case("9-months-added", SUM, TWO_YEARS, "2026-Q1", "2026-Q3", 60),
        case("a-plan-sum-within-the-year", PLAN_SUM, TWO_YEARS, "2026-Q1", "2026-Q2", 30),
        case("a-sum-from-within-a-year", SUM, TWO_YEARS, "2026-Q2", "2026-Q3", 50),
        case("a-sum-over-two-years", SUM, TWO_YEARS, "2025-Q3", "2026-Q2", 37),
        case("a-plan-sum-over-two-years", PLAN_SUM, TWO_YEARS, "2025-Q4", "2026-Q4", 104),
        case("level-the-latest", LEVEL, TWO_YEARS, "2025-Q2", "2026-Q3", 30),
        case("level-none-within", LEVEL, quarters("2025-Q1", "1", "2"), "2025-Q3", "2026-Q2", None),
        case("level-none-this-year", LEVEL, quarters("2025-Q1", "1", "2"), "2026-Q1", "2026-Q2", None),
        case("stock-the-latest", STOCK, RATES, "2025-Q4", "2026-Q4", 90),
        case("flow-parts-added", FLOW, RATES, "2026-Q2", "2026-Q3", 10),
        case("flow-over-two-years", FLOW, RATES, "2025-Q4", "2026-Q4", Decimal("16.6667")),
        case("growth-of-the-year", measure("growth"), TWO_YEARS, "2026-Q1", "2026-Q3", 30),
        case("plan-rate-of-the-year", PLAN, RATES, "2026-Q1", "2026-Q3", 20),
    ],
)
def test_of_span(how: Measure, given: dict[str, str], first: str, last: str, value: object) -> None:
    found = of_span(how, figures(given), quarter(first), quarter(last))
    assert found is not None
    wanted = None if value is None else pytest.approx(Decimal(str(value)), abs=Decimal("0.001"))
    assert found.value == wanted


@pytest.mark.parametrize(("how", "given"), [
    case("growth", measure("growth"), TWO_YEARS),
    case("plan-rate", PLAN, RATES),
])  # fmt: skip
def test_a_span_that_its_figures_cannot_tell_has_none(how: Measure, given: dict[str, str]) -> None:
    assert of_span(how, figures(given), quarter("2026-Q2"), quarter("2026-Q3")) is None
    assert of_span(how, figures(given), quarter("2025-Q3"), quarter("2026-Q2")) is None


def test_an_accumulated_figure_cannot_be_cut() -> None:
    given = [*figures(quarters("2026-Q1", "10")), replace(figure("2026-Q2", "30"), to_date=True)]
    assert of_span(SUM, given, quarter("2025-Q4"), quarter("2026-Q2")) is None
    whole = of_span(SUM, given, quarter("2026-Q1"), quarter("2026-Q2"))
    assert whole is not None
    assert whole.value == 30


def test_a_quarter_missing_from_a_span_is_named() -> None:
    found = of_span(SUM, figures({"2026-Q1": "10", "2026-Q3": "30"}), quarter("2026-Q1"), quarter("2026-Q3"))
    assert found is not None
    assert (found.value, found.partial, found.missing) == (40, True, (quarter("2026-Q2"),))


@given(
    values=st.lists(st.integers(0, 1000), min_size=8, max_size=8),
    first=st.integers(0, 7),
    length=st.integers(1, 8),
)
def test_a_span_is_the_sum_of_its_quarters(values: list[int], first: int, length: int) -> None:
    last = min(first + length, 8) - 1
    reported = figures(quarters("2025-Q1", *map(str, values)))
    start, end = quarter("2025-Q1").shift(first), quarter("2025-Q1").shift(last)
    for how in (SUM, PLAN_SUM):
        found = of_span(how, reported, start, end)
        assert found is not None
        assert found.value == sum(values[first : last + 1])
