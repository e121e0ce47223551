"""trend: rule 9 of docs/domain.md."""

from __future__ import annotations

from decimal import Decimal

import pytest

from indicators.rules import Measure, Reason, Status
from tests.indicators.rules_builders import case, goal, judge, measure, quarter, quarters, year_ends

LESS = measure("year_to_date", direction="lower")
LEVEL = measure(direction="lower", every="year")
MORE = measure(every="year")
TREND = goal("trend")
MORE_EACH_QUARTER = measure()
OF_2025 = quarters("2025-Q1", "25", "25", "25", "25")


@pytest.mark.parametrize(
    ("how", "given", "at", "status"),
    [
        case("the-first-year-is-open", LEVEL, {}, "2026-Q3", Status.NOT_DUE),
        case("first-year-without-comparison", LEVEL, year_ends(2026, "5"), "2026", Status.NOT_DUE),
        case(
            "2025-when-known-is-the-first-comparison", LEVEL, year_ends(2025, "5", "4.9"), "2026", Status.MET
        ),
        case("equal-is-not-better", LEVEL, year_ends(2025, "5", "5"), "2026", Status.FAILED),
        case("equal-is-not-better-upwards", MORE, year_ends(2025, "5", "5"), "2026", Status.FAILED),
        case("higher-is-better", MORE, year_ends(2025, "5", "5.1"), "2026", Status.MET),
        case(
            "inside-a-year-the-last-verdict-stands", LEVEL, year_ends(2025, "5", "4"), "2027-Q3", Status.MET
        ),
        case("owed-and-missing", LEVEL, year_ends(2025, "5"), "2026", Status.NO_DATA),
        case("the-year-before-missing", LEVEL, year_ends(2027, "5"), "2027", Status.NO_DATA),
        case("never-exceeded-there-is-no-value", MORE, year_ends(2025, "5", "500"), "2026", Status.MET),
        case("from-zero-up", MORE, year_ends(2025, "0", "1"), "2026", Status.MET),
        case("the-horizons-verdict-stays", LEVEL, year_ends(2029, "5", "4", "9"), "2031", Status.MET),
    ],
)
def test_trend(how: Measure, given: dict[str, str], at: str, status: Status) -> None:
    assert judge(TREND, given, at, how).status is status


@pytest.mark.parametrize(
    ("given", "status", "missing"),
    [
        case("year-against-year", OF_2025 | quarters("2026-Q1", "24", "25", "25", "25"), Status.MET, ()),
        case("half-of-2025-is-no-comparison", quarters("2025-Q3", *["25"] * 6), Status.NOT_DUE, ()),
        case(
            "a-quarter-missing", OF_2025 | quarters("2026-Q2", "24", "25", "25"), Status.NO_DATA, ("2026-Q1",)
        ),
    ],
)
def test_sums_compare_whole_years(given: dict[str, str], status: Status, missing: tuple[str, ...]) -> None:
    found = judge(TREND, given, "2026", LESS)
    assert (found.status, found.missing) == (status, tuple(map(quarter, missing)))


def test_rule10_a_partial_sum_that_is_more_already_is_better() -> None:
    how = measure("year_to_date")
    assert judge(TREND, OF_2025 | {"2026-Q4": "101"}, "2026", how).status is Status.MET


def test_a_baseline_of_2025_is_the_year_before() -> None:
    found = judge(TREND, year_ends(2026, "4"), "2026", LEVEL, base="5")
    assert (found.status, found.compared) == (Status.MET, Decimal(5))


def test_an_older_baseline_is_not() -> None:
    found = judge(TREND, year_ends(2026, "4"), "2026", LEVEL, base="5", on="2023-12-31")
    assert (found.status, found.reasons) == (Status.NOT_DUE, (Reason.NO_COMPARISON,))


def test_the_years_kept_are_counted() -> None:
    found = judge(TREND, year_ends(2025, "9", "8", "8", "7"), "2028", LEVEL)
    assert found.kept_periods == (2, 3)


def test_the_figure_to_date_is_shown_beside_the_last_verdict() -> None:
    given = OF_2025 | quarters("2026-Q1", "20", "20", "20", "20", "7")
    found = judge(TREND, given, "2027-Q1", LESS)
    assert (found.status, found.current, found.compared) == (Status.ON_TRACK, Decimal(7), Decimal(20))
    assert (found.inside_year, found.judged_at) == (True, quarter("2027-Q1"))


@pytest.mark.parametrize(
    ("how", "given", "at", "status", "inside"),
    [
        case("a-sum-worse", LESS, quarters("2025-Q1", *["25"] * 4, "26"), "2026-Q1", Status.AT_RISK, True),
        case("a-sum-equal", LESS, quarters("2025-Q1", *["25"] * 4, "25"), "2026-Q1", Status.SLOW, True),
        case("half-known", LESS, quarters("2025-Q2", *["25"] * 3, "26"), "2026-Q1", Status.NOT_DUE, False),
        case(
            "a-level-against-the-same-quarter",
            MORE_EACH_QUARTER,
            {"2025-Q1": "5", "2025-Q4": "9", "2026-Q1": "6"},
            "2026-Q1",
            Status.ON_TRACK,
            True,
        ),
        case(
            "a-level-else-against-last-years-end",
            MORE_EACH_QUARTER,
            {"2025-Q4": "9", "2026-Q1": "6"},
            "2026-Q1",
            Status.AT_RISK,
            True,
        ),
        case(
            "a-quarter-missing-the-last-verdict-stands",
            LESS,
            quarters("2025-Q1", *["25"] * 4, *["20"] * 5, "x", "1"),
            "2027-Q3",
            Status.MET,
            False,
        ),
        case("nothing-reported-yet", LESS, OF_2025, "2026-Q1", Status.NO_DATA, False),
    ],
)
def test_inside_a_year(how: Measure, given: dict[str, str], at: str, status: Status, inside: bool) -> None:
    known = {quarter: text for quarter, text in given.items() if text != "x"}
    found = judge(TREND, known, at, how)
    assert (found.status, found.inside_year) == (status, inside)
