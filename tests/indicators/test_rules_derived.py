"""Derived indicators are computed from others, exactly, and judged like any other."""

from __future__ import annotations

from decimal import Decimal

from indicators.rules import Form, Status, accumulate, assess, growth_of, ratio_of
from tests.indicators.rules_builders import FRAME, figures, goal, measure, quarter, quarters, rounded

REVENUE = measure("year_to_date")
GROWTH = measure("growth")
PER_1000 = measure("stock", scale="1000")


def test_growth_is_since_january_over_the_same_span() -> None:
    given = figures(quarters("2025-Q1", "10", "20", "30", "40", "11", "22", "33", "44.1"))
    found = growth_of(REVENUE, given, quarter("2026-Q4"))
    assert [str(one.quarter) for one in found] == ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"]
    assert [rounded(accumulate(GROWTH, found, one.quarter).value) for one in found] == [
        "10.0",
        "10.0",
        "10.0",
        "10.1",
    ]


def test_growth_of_an_estimate_is_an_estimate() -> None:
    given = figures(quarters("2025-Q1", "10") | {"2026-Q1": "~11"})
    assert [one.form for one in growth_of(REVENUE, given, quarter("2026-Q1"))] == [Form.ESTIMATE]


def test_no_growth_from_a_partial_year_or_from_nothing() -> None:
    partial = figures({"2025-Q2": "10", "2026-Q1": "5", "2026-Q2": "6"})
    from_zero = figures({"2025-Q1": "0", "2026-Q1": "5"})
    assert growth_of(REVENUE, partial, quarter("2026-Q2")) == []
    assert growth_of(REVENUE, from_zero, quarter("2026-Q1")) == []


def test_growth_decides_exactly_on_its_fraction() -> None:
    """3 → 4 is a third more: 33,33…, not 33,34 and not below itself."""
    given = figures({"2025-Q4": "3", "2026-Q4": "4"})
    found = growth_of(measure(every="year"), given, quarter("2026-Q4"))
    amount = accumulate(GROWTH, found, quarter("2026-Q4")).amount
    assert amount is not None
    assert amount * 3 == 100


def test_enterprises_per_1000_people() -> None:
    """The population is yearly and stands until the next; a quotient of exactly 20 is not "trên 20"."""
    enterprises, people = measure(), measure(every="year")
    above = figures(quarters("2026-Q1", "780", "800", "820", "840", "861"))
    below = figures({"2025-Q4": "42000", "2026-Q4": "42000"})
    found = ratio_of(enterprises, above, people, below, quarter("2027-Q1"))
    values = [rounded(accumulate(PER_1000, found, one.quarter).value) for one in found]
    assert values == ["18.6", "19.0", "19.5", "20.0", "20.5"]
    over_20 = goal("reach", ">", "20")
    statuses = [
        assess(PER_1000, over_20, found, None, [], quarter(at), FRAME).status for at in ("2026-Q4", "2027-Q1")
    ]
    assert statuses == [Status.NO_DATA, Status.MET]


def test_a_ratio_of_sums_is_not_added_up_again() -> None:
    """Revenue over the city's assigned amount, as a rate against the year's plan: 25 + 30 of 100."""
    assigned = figures(quarters("2026-Q1", "100", "100"))
    found = ratio_of(
        REVENUE, figures(quarters("2026-Q1", "25", "30")), measure(), assigned, quarter("2026-Q2")
    )
    rate = accumulate(measure("plan"), found, quarter("2026-Q2"))
    assert (rate.value, rate.missing) == (Decimal(55), ())
    assert (rate.numerator, rate.denominator) == (Decimal(55), Decimal(100))


def test_no_ratio_without_both_or_over_0() -> None:
    level = measure()
    assert ratio_of(level, figures({"2026-Q1": "5"}), level, [], quarter("2026-Q1")) == []
    assert (
        ratio_of(level, figures({"2026-Q1": "5"}), level, figures({"2026-Q1": "0"}), quarter("2026-Q1")) == []
    )
