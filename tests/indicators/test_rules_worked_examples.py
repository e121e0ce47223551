"""The worked examples of the arithmetic, in the words of their table, one test each."""

from __future__ import annotations

from decimal import Decimal

from indicators.rules import Denominator, Quarter, Reason, Status
from tests.indicators.rules_builders import goal, judge, measure, percent, quarters, rounded, year_ends

REACH_80 = goal("reach", ">=", "80")


def test_reach_on_its_way_from_the_baseline() -> None:
    found = judge(REACH_80, {"2026-Q4": "61.6"}, "2026", measure(every="year"), base="52")
    assert (percent(found.achievement), percent(found.expected)) == ("34.3", "20.0")
    assert found.status is Status.ON_TRACK
    assert rounded(found.needed_per_year) == "4.6"


def test_reach_that_fell_below_its_baseline_is_shown() -> None:
    found = judge(REACH_80, {"2026-Q4": "50"}, "2026", measure(every="year"), base="52")
    assert (percent(found.achievement), found.status) == ("-7.1", Status.AT_RISK)


def test_reach_whose_baseline_met_the_target_and_whose_figure_no_longer_does() -> None:
    found = judge(goal("reach", ">", "95"), {"2026-Q4": "94"}, "2026", measure(every="year"), base="97")
    assert (found.achievement, found.status) == (None, Status.AT_RISK)


def test_crimes_solved_are_expected_in_full_every_quarter() -> None:
    found = judge(goal("every_year", ">=", "80"), {"2026-Q1": "12/20"}, "2026-Q1", measure("flow"))
    assert (rounded(found.expected_value), found.status) == ("80.0", Status.AT_RISK)


def test_disbursement_against_the_latest_plan_of_the_year() -> None:
    given = quarters("2026-Q1", "3/40", "6/40", "5/50")
    found = judge(goal("every_year", ">=", "100"), given, "2026-Q3", measure("plan"))
    assert (found.numerator, found.denominator) == (Decimal(14), Decimal(50))
    assert (rounded(found.current), percent(found.expected)) == ("28.0", "75.0")
    assert found.status is Status.AT_RISK


def test_an_entered_zero_is_a_figure_and_a_count_of_one_has_no_line() -> None:
    how = measure("plan_to_date", every="year", counts=True)
    found = judge(goal("reach", ">=", "1"), {"2026-Q4": "0"}, "2026", how)
    assert (found.current, found.status) == (Decimal(0), Status.NOT_DUE)
    assert Reason.SMALL_COUNT in found.reasons


def test_reach_without_a_baseline_has_an_attainment_and_no_verdict() -> None:
    found = judge(REACH_80, {"2026-Q4": "61.6"}, "2026", measure(every="year"))
    assert (percent(found.achievement), found.status) == ("77.0", Status.NO_DATA)
    assert Reason.NO_BASELINE in found.reasons


def test_maintain_meets_or_does_not_in_each_period() -> None:
    promise = goal("maintain", ">=", "100")
    how = measure(part=True)
    assert judge(promise, {"2026-Q1": "100"}, "2026-Q1", how, base="100").status is Status.MET
    assert judge(promise, {"2026-Q1": "99.2"}, "2026-Q1", how, base="100").status is Status.FAILED


def test_average_growth_tells_what_the_remaining_years_need() -> None:
    found = judge(
        goal("average_growth", ">=", "15"),
        year_ends(2026, "14", "16.2"),
        "2027",
        measure("growth", every="year"),
    )
    assert (rounded(found.forecast), found.status) == ("15.1", Status.ON_TRACK)
    assert rounded(found.needed_per_year) == "14.9"


def test_a_rank_is_lower_better() -> None:
    promise = goal("every_year", "<=", "10")
    how = measure(every="year", direction="lower")
    given = year_ends(2026, "7", "12")
    assert judge(promise, given, "2026", how).status is Status.EXCEEDED
    assert judge(promise, given, "2027", how).status is Status.FAILED


def test_more_than_twenty_is_not_twenty() -> None:
    found = judge(goal("reach", ">", "20"), {"2030-Q4": "20"}, "2030", measure(every="year"), base="14")
    assert found.status is Status.FAILED


def test_a_missing_quarter_leaves_at_least_this_much() -> None:
    given = {"2026-Q1": "30", "2026-Q3": "45"}
    found = judge(goal("reach", ">=", "200"), given, "2026-Q3", measure("plan_to_date"))
    assert (found.current, found.partial) == (Decimal(75), True)
    assert (found.status, found.missing) == (Status.NO_DATA, (Quarter(2026, 2),))


def test_schools_at_level_two() -> None:
    """6 of 14 schools is the goal, 3 of 14 are there: 21,4 % of all, 50 % of the goal."""
    given = {"2026-Q4": "3/14"}
    how = measure("stock", every="year", part=True)
    found = judge(goal("reach", ">=", "42.8571"), given, "2026", how)
    assert how.denominator_accumulation is Denominator.STOCK
    assert (found.numerator, found.denominator) == (Decimal(3), Decimal(14))
    assert (rounded(found.current), percent(found.achievement)) == ("21.4", "50.0")


def test_an_official_figure_beats_its_estimate() -> None:
    promise = goal("every_year", ">=", "30")
    estimate = judge(promise, {"2026-Q1": "~40"}, "2026-Q1")
    both = judge(promise, {"2026-Q1": "~40;37"}, "2026-Q1")
    assert (estimate.current, estimate.estimated) == (Decimal(40), True)
    assert (both.current, both.estimated) == (Decimal(37), False)
