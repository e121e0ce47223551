"""milestone and qualitative: rules 7, 9 and 10 of docs/domain.md."""

from __future__ import annotations

from datetime import date

import pytest

from indicators.rules import Reason, Status
from tests.indicators.rules_builders import case, goal, judge, measure, quarters

ONCE = measure(every="once")
CITY = goal("milestone", by="2026-12-31")
QUALITY = goal("qualitative")


@pytest.mark.parametrize(
    ("given", "at", "status"),
    [
        case("long-before-its-day", {}, "2025-Q4", Status.NOT_DUE),
        case("its-word-is-owed", {"2026-Q2": "=slow"}, "2026-Q3", Status.NO_DATA),
        case("its-word-on-track", {"2026-Q3": "=on_track"}, "2026-Q3", Status.ON_TRACK),
        case("its-word-slow", {"2026-Q1": "=slow"}, "2026-Q1", Status.SLOW),
        case("its-word-at-risk", {"2026-Q3": "~=at_risk"}, "2026-Q3", Status.AT_RISK),
        case("not-yet-without-a-word", {"2026-Q3": "0"}, "2026-Q3", Status.NOT_DUE),
        case("before-its-day-though-reached", {"2026-Q2": "@2026-05-19"}, "2026-Q2", Status.NOT_DUE),
        case("reached-by-its-day", {"2026-Q4": "@2026-12-31"}, "2026-Q4", Status.MET),
        case("reached-earlier", {"2026-Q2": "@2026-05-19"}, "2026-Q4", Status.MET),
        case("said-to-be-reached-without-a-day", {"2026-Q4": "1"}, "2026-Q4", Status.MET),
        case("said-not-to-be", {"2026-Q4": "0"}, "2026-Q4", Status.FAILED),
        case("rule10-nothing-said", {}, "2026-Q4", Status.NO_DATA),
        case("rule10-nothing-said-since-QII", {"2026-Q2": "0"}, "2026-Q4", Status.NO_DATA),
        case("late", {"2026-Q4": "0", "2027-Q1": "@2027-02-03"}, "2027-Q1", Status.FAILED),
        case(
            "late-and-not-yet-known-then",
            {"2026-Q4": "0", "2027-Q1": "@2027-02-03"},
            "2026-Q4",
            Status.FAILED,
        ),
        case("an-official-0-takes-an-estimate-back", {"2026-Q4": "~1;0"}, "2026-Q4", Status.FAILED),
        case("rated-met", {"2026-Q4": "=met"}, "2026-Q4", Status.MET),
        case("rated-on-track-is-not-reached", {"2026-Q4": "=on_track"}, "2026-Q4", Status.FAILED),
    ],
)
def test_milestone(given: dict[str, str], at: str, status: Status) -> None:
    assert judge(CITY, given, at, ONCE).status is status


def test_the_late_date_is_shown_when_it_comes() -> None:
    found = judge(CITY, {"2026-Q4": "0", "2027-Q1": "@2027-02-03"}, "2027-Q1", ONCE)
    assert (found.reached_on, found.reasons) == (date(2027, 2, 3), (Reason.REACHED_LATE,))


def test_the_day_is_shown_when_reached_before() -> None:
    assert judge(CITY, {"2026-Q2": "@2026-05-19"}, "2026-Q3", ONCE).reached_on == date(2026, 5, 19)


def test_a_day_inside_a_quarter_is_judged_at_that_quarters_end() -> None:
    promise = goal("milestone", by="2026-11-20")
    assert judge(promise, {"2026-Q4": "@2026-11-21"}, "2026-Q4", ONCE).status is Status.FAILED


@pytest.mark.parametrize(
    ("given", "at", "status"),
    [
        case("proposed-on-track", quarters("2026-Q1", "=on_track"), "2026-Q1", Status.ON_TRACK),
        case("proposed-slow", quarters("2026-Q1", "=slow"), "2026-Q1", Status.SLOW),
        case("proposed-failed", quarters("2026-Q1", "=failed"), "2026-Q1", Status.FAILED),
        case("proposed-met", quarters("2026-Q1", "=met"), "2026-Q1", Status.MET),
        case("the-latest-counts", quarters("2026-Q1", "=met", "=slow"), "2026-Q2", Status.SLOW),
        case("rule10-none", {}, "2026-Q1", Status.NO_DATA),
        case("rule10-none-this-quarter", quarters("2026-Q1", "=met"), "2026-Q2", Status.NO_DATA),
        case("rule7-on-track-is-not-met-at-the-horizon", {"2030-Q4": "=on_track"}, "2030-Q4", Status.FAILED),
        case("rule7-met-at-the-horizon", {"2030-Q4": "=met"}, "2030-Q4", Status.MET),
    ],
)
def test_qualitative(given: dict[str, str], at: str, status: Status) -> None:
    assert judge(QUALITY, given, at).status is status


@pytest.mark.parametrize(
    ("given", "at", "status"),
    [
        case("not-owed-before-the-year-ends", {}, "2026-Q3", Status.NOT_DUE),
        case("stands-in-between", {"2026-Q4": "=slow"}, "2027-Q3", Status.SLOW),
        case("owed-again", {"2026-Q4": "=slow"}, "2027-Q4", Status.NO_DATA),
    ],
)
def test_a_yearly_rating(given: dict[str, str], at: str, status: Status) -> None:
    assert judge(QUALITY, given, at, measure(every="year")).status is status


def test_an_estimated_rating_says_so() -> None:
    assert judge(QUALITY, {"2026-Q1": "~=met"}, "2026-Q1").estimated
