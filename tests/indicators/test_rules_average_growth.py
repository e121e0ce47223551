"""average_growth: rule 8 and the growth part of rule 11 of docs/domain.md."""

from __future__ import annotations

from decimal import Decimal

import pytest

from indicators.rules import Measure, Status
from tests.indicators.rules_builders import (
    case,
    goal,
    judge,
    measure,
    percent,
    quarter,
    quarters,
    rounded,
    year_ends,
)

GROWTH = measure("growth")
GRDP = goal("average_growth", ">=", "15")


def test_the_worked_example() -> None:
    """14 and 16,2 against 15 over 2026–2030: mean 15,1; needs 14,9 a year for three years."""
    found = judge(GRDP, year_ends(2026, "14", "16.2"), "2027", GROWTH)
    assert (found.status, rounded(found.forecast), rounded(found.needed_per_year)) == (
        Status.ON_TRACK,
        "15.1",
        "14.9",
    )
    assert (percent(found.achievement), percent(found.expected)) == ("100.6", "100.0")


@pytest.mark.parametrize(
    ("given", "at", "status"),
    [
        case("before-the-first-year-ends", {}, "2025-Q4", Status.NOT_DUE),
        case("inside-the-first-year", quarters("2026-Q1", "16", "16", "16"), "2026-Q3", Status.ON_TRACK),
        case("inside-a-year-slow", quarters("2026-Q1", "16", "13"), "2026-Q2", Status.SLOW),
        case("inside-a-year-at-risk", quarters("2026-Q1", "16", "12.7"), "2026-Q2", Status.AT_RISK),
        case("inside-a-year-owed-and-missing", quarters("2026-Q1", "16"), "2026-Q2", Status.NO_DATA),
        case("exactly-the-goal", year_ends(2026, "15"), "2026", Status.ON_TRACK),
        case("exactly-0.85-of-it", year_ends(2026, "12.75"), "2026", Status.SLOW),
        case("just-under-0.85", year_ends(2026, "12.74"), "2026", Status.AT_RISK),
        case("a-fall-is-a-figure", year_ends(2026, "-3"), "2026", Status.AT_RISK),
        case(
            "a-quarters-growth-enters-no-mean",
            {**year_ends(2026, "15", "15"), "2027-Q2": "3"},
            "2027",
            Status.ON_TRACK,
        ),
        case("a-missing-year", {"2027-Q4": "15"}, "2027", Status.NO_DATA),
        case("a-missing-year-end-despite-QIII", {"2026-Q3": "15"}, "2026", Status.NO_DATA),
        case("minus-100-is-refused", year_ends(2026, "-100"), "2026", Status.NO_DATA),
        case(
            "far-ahead-is-still-on-track-before-the-horizon", year_ends(2026, "40"), "2026", Status.ON_TRACK
        ),
        case("the-product-decides-met", year_ends(2026, "15", "15", "15", "15", "15"), "2030", Status.MET),
        case("exceeded", year_ends(2026, "15", "15", "15", "15", "15.01"), "2030", Status.EXCEEDED),
        case(
            "arithmetic-mean-15-product-below",
            year_ends(2026, "14", "16", "15", "15", "15"),
            "2030",
            Status.FAILED,
        ),
        case(
            "the-verdict-stays",
            {**year_ends(2026, "15", "15", "15", "15", "15"), "2031-Q4": "1"},
            "2031",
            Status.MET,
        ),
    ],
)
def test_average_growth(given: dict[str, str], at: str, status: Status) -> None:
    assert judge(GRDP, given, at, GROWTH).status is status


@pytest.mark.parametrize(
    ("op", "last", "status"),
    [
        case("gt-exactly", ">", "15", Status.FAILED),
        case("gt-more", ">", "15.1", Status.MET),
        case("bare-exactly", "=", "15", Status.MET),
        case("about-exactly", "~", "15", Status.MET),
    ],
)
def test_operators(op: str, last: str, status: Status) -> None:
    given = year_ends(2026, "15", "15", "15", "15", last)
    assert judge(goal("average_growth", op, "15"), given, "2030", GROWTH).status is status


def test_about_is_softened_by_the_plans_tolerance() -> None:
    given = year_ends(2026, "14.5", "14.5", "14.5", "14.5", "14.5")
    promise = goal("average_growth", "~", "15", tolerance="0.05")
    assert judge(promise, given, "2030", GROWTH).status is Status.MET


@pytest.mark.parametrize(
    ("how", "value", "g", "status"),
    [
        case("a-fall-of-2-promised", measure("growth", direction="lower"), "-2", "-2.1", Status.ON_TRACK),
        case("0.85-of-the-fall", measure("growth", direction="lower"), "-2", "-1.7", Status.SLOW),
        case("hardly-a-fall", measure("growth", direction="lower"), "-2", "-1.6", Status.AT_RISK),
        case("no-more-than-4", measure("growth", direction="lower"), "4", "4.5", Status.SLOW),
        case("zero-growth-promised", GROWTH, "0", "-0.1", Status.AT_RISK),
    ],
)
def test_other_goals(how: Measure, value: str, g: str, status: Status) -> None:
    assert judge(goal("average_growth", "=", value), year_ends(2026, g), "2026", how).status is status


def test_the_missing_year_is_named() -> None:
    found = judge(GRDP, {"2026-Q4": "15", "2028-Q4": "15"}, "2028", GROWTH)
    assert found.missing == (quarter("2027"),)


def test_each_year_needs_its_own_figure() -> None:
    found = judge(GRDP, year_ends(2026, "15"), "2027", measure("growth", every="once"))
    assert (found.status, found.missing) == (Status.NO_DATA, (quarter("2027"),))


def test_an_estimate_in_the_mean_makes_it_an_estimate() -> None:
    assert judge(GRDP, year_ends(2026, "~15", "16"), "2027", GROWTH).estimated


def test_the_current_figure_is_the_latest_growth() -> None:
    found = judge(GRDP, {**year_ends(2026, "15"), "2027-Q2": "12"}, "2027-Q2", GROWTH)
    assert (found.current, found.current_quarter, found.judged_at) == (
        Decimal(12),
        quarter("2027-Q2"),
        quarter("2027-Q2"),
    )
    assert (found.status, found.inside_year) == (Status.AT_RISK, True)
    assert rounded(found.forecast) == "15.0"  # the mean of the years that have ended


def test_a_horizon_before_the_plans_end_counts_fewer_years() -> None:
    promise = goal("average_growth", ">=", "10", by="2028-12-31")
    assert rounded(judge(promise, year_ends(2026, "8"), "2026", GROWTH).needed_per_year) == "11.0"


def test_nothing_is_needed_after_the_last_year() -> None:
    given = year_ends(2026, "15", "15", "15", "15", "15")
    assert judge(GRDP, given, "2030", GROWTH).needed_per_year is None
