"""reach and change: rules 1 to 7 and 11 of docs/domain.md, "Progress and status"."""

from __future__ import annotations

from decimal import Decimal

import pytest

from indicators.rules import Measure, Reason, Status
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

REACH_80 = goal("reach", ">=", "80")
YEARLY = measure(every="year")
SUM = measure("plan_to_date")
LOWER = measure(direction="lower", every="year")
AT_2026 = {"2026-Q4": "61.6"}
COUNT = measure("plan_to_date", every="year", counts=True)


@pytest.mark.parametrize(
    ("now", "done", "status"),
    [
        case("rule1-done-is-way-covered-9.6-of-28", "61.6", "34.3", Status.ON_TRACK),
        case("rule1-a-regression-is-shown-not-dropped", "50", "-7.1", Status.AT_RISK),
        case("rule1-standing-still-is-0-not-missing", "52", "0.0", Status.AT_RISK),
        case("rule5-exactly-the-expected-20pc-is-on-track", "57.6", "20.0", Status.ON_TRACK),
        case("rule5-just-under-the-expected-is-slow", "57.59", "20.0", Status.SLOW),
        case("rule5-exactly-0.85-of-expected-is-slow", "56.76", "17.0", Status.SLOW),
        case("rule5-under-0.85-of-expected-is-at-risk", "56.75", "17.0", Status.AT_RISK),
        case("rule6-meeting-early-is-met", "80", "100.0", Status.MET),
        case("rule6-better-than-the-value-is-exceeded", "80.01", "100.0", Status.EXCEEDED),
    ],
)
def test_level_with_baseline(now: str, done: str, status: Status) -> None:
    """Reach ≥ 80 by 2030 from 52 at the end of 2025, seen at the end of 2026: 20 % is expected."""
    found = judge(REACH_80, {"2026-Q4": now}, "2026", base="52")
    assert (percent(found.achievement), percent(found.expected), found.status) == (done, "20.0", status)


def test_rule11_forecast_and_need_of_the_worked_example() -> None:
    found = judge(REACH_80, AT_2026, "2026", base="52")
    assert (rounded(found.needed_per_year), rounded(found.forecast)) == ("4.6", "100.0")
    assert found.expected_value is not None
    assert rounded(found.expected_value) == "57.6"


def test_the_baseline_is_never_the_first_figure() -> None:
    """A figure of 2024 and one of 2026 are history; without a baseline there is no done %, but attainment."""
    found = judge(REACH_80, {"2024-Q4": "40", **AT_2026}, "2026")
    assert (percent(found.achievement), found.status) == ("77.0", Status.NO_DATA)
    assert Reason.NO_BASELINE in found.reasons


@pytest.mark.parametrize(
    ("op", "base", "now", "at", "status"),
    [
        case("rule2-above-95-from-97-now-94-is-at-risk", ">", "97", "94", "2026", Status.AT_RISK),
        case("rule2-and-failed-at-the-horizon", ">", "97", "94", "2030", Status.FAILED),
        case("rule2-a-meeting-figure-under-gt-is-met", ">", "97", "98", "2026", Status.MET),
        case("rule2-a-meeting-figure-under-ge-is-exceeded", ">=", "97", "98", "2026", Status.EXCEEDED),
        case("rule2-baseline-equal-under-gt-has-no-way", ">", "95", "95", "2026", Status.AT_RISK),
        case("rule2-baseline-equal-under-ge-is-met", ">=", "95", "95", "2026", Status.MET),
    ],
)
def test_baseline_already_meets(op: str, base: str, now: str, at: str, status: Status) -> None:
    found = judge(goal("reach", op, "95"), {f"{at}-Q4": now}, at, base=base)
    assert (found.status, found.achievement, found.expected) == (status, None, None)


@pytest.mark.parametrize(
    ("how", "value", "now", "at", "attained", "status"),
    [
        case("rule3-61.6-of-80-is-77pc", YEARLY, "80", "61.6", "2026", "77.0", Status.NO_DATA),
        case("rule3-already-met", YEARLY, "80", "80", "2026", "100.0", Status.MET),
        case("rule3-at-the-horizon-failed", YEARLY, "80", "79.9", "2030", "99.9", Status.FAILED),
        case("rule3-lower-is-better-value-by-now", LOWER, "10", "40", "2026", "25.0", Status.NO_DATA),
        case("rule3-none-for-a-target-of-0", LOWER, "0", "4", "2026", None, Status.NO_DATA),
        case("rule3-an-entered-0-is-a-figure", YEARLY, "80", "0", "2026", "0.0", Status.NO_DATA),
        case("rule3-lower-now-0-is-better-than-any", LOWER, "10", "0", "2026", None, Status.EXCEEDED),
    ],
)
def test_no_baseline(
    how: Measure, value: str, now: str, at: str, attained: str | None, status: Status
) -> None:
    found = judge(goal("reach", "=", value), {f"{at}-Q4": now}, at, how)
    assert (percent(found.achievement), found.status) == (attained, status)


@pytest.mark.parametrize(
    ("now", "plan", "status"),
    [
        case("rule4-at-the-year-plan", "60", {"2026": "60"}, Status.ON_TRACK),
        case("rule4-85pc-of-the-year-plan", "51", {"2026": "60"}, Status.SLOW),
        case("rule4-under-85pc-of-it", "50.9", {"2026": "60"}, Status.AT_RISK),
        case(
            "rule4-between-two-year-plans-interpolated", "60", {"2025": "50", "2027": "70"}, Status.ON_TRACK
        ),
        case("rule4-plan-of-later-years-only-says-nothing-yet", "60", {"2027": "70"}, Status.NO_DATA),
    ],
)
def test_plan_figures_without_a_baseline(now: str, plan: dict[str, str], status: Status) -> None:
    """Yearly plan figures judge a level whose baseline is not known (rule 3)."""
    assert judge(REACH_80, {"2026-Q4": now}, "2026", plan=plan).status is status


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        case("rule4-straight-line", {}, "10.0"),
        case("rule4-year-plan-interpolated", {"2026": "53.4"}, "2.5"),
        case("rule4-plan-figures-up-to-the-baseline-do-not-count", {"2025": "20"}, "10.0"),
        case("rule4-quarter-plan-beats-the-line", {"2026-Q2": "66"}, "50.0"),
        case("rule4-after-the-last-plan-on-to-the-target", {"2026-Q1": "52"}, "5.3"),
    ],
)
def test_expectation_at_mid_2026(plan: dict[str, str], expected: str) -> None:
    found = judge(REACH_80, {"2026-Q2": "55"}, "2026-Q2", base="52", plan=plan)
    assert percent(found.expected) == expected


@pytest.mark.parametrize(
    ("value", "given", "how", "plan", "status"),
    [
        case("rule4-01-project-0-entered", "1", {"2026-Q4": "0"}, "plan_to_date", {}, Status.NOT_DUE),
        case("rule4-5-is-small", "5", {"2026-Q4": "2"}, "plan_to_date", {}, Status.NOT_DUE),
        case("rule4-6-is-not", "6", {"2026-Q4": "0"}, "plan_to_date", {}, Status.AT_RISK),
        case("rule4-02-smart-rooms-as-a-level", "2", {"2026-Q4": "1"}, "level", {}, Status.NOT_DUE),
        case(
            "rule4-plan-figures-make-it-judged",
            "3",
            {"2026-Q4": "1"},
            "plan_to_date",
            {"2026": "1"},
            Status.ON_TRACK,
        ),
        case(
            "rule4-behind-the-plan-figure",
            "3",
            {"2026-Q4": "1"},
            "plan_to_date",
            {"2026": "2"},
            Status.AT_RISK,
        ),
        case(
            "rule4-no-line-up-to-a-plan-figure",
            "1",
            {"2026-Q4": "0"},
            "plan_to_date",
            {"2029": "1"},
            Status.ON_TRACK,
        ),
        case("rule6-met-before-the-horizon", "1", {"2026-Q4": "1"}, "plan_to_date", {}, Status.MET),
    ],
)
def test_small_counts(
    value: str, given: dict[str, str], how: str, plan: dict[str, str], status: Status
) -> None:
    found = judge(
        goal("reach", ">=", value), given, "2026", measure(how, every="year", counts=True), plan=plan
    )
    assert found.status is status


@pytest.mark.parametrize(
    ("operator", "value", "at", "left"),
    [
        case("rule11-things-still-lacking", ">=", "5", "2027", Decimal(3)),
        case("rule11-more-than-3-takes-a-fourth", ">", "3", "2027", Decimal(2)),
        case("rule11-more-than-2-takes-a-third", ">", "2", "2027", Decimal(1)),
        case("rule11-nothing-left-once-met", ">=", "2", "2027", None),
        case("rule11-nothing-left-when-over", ">=", "5", "2030", None),
    ],
)
def test_small_counts_have_no_pace(operator: str, value: str, at: str, left: Decimal | None) -> None:
    given = {f"{year}-Q4": text for year, text in zip(range(2026, 2031), "11000", strict=True)}
    found = judge(goal("reach", operator, value), given, at, COUNT)
    assert (found.left, found.needed_per_year, found.forecast) == (left, None, None)


def test_counts_over_5_have_a_pace() -> None:
    found = judge(goal("reach", ">=", "6"), {"2026-Q4": "1"}, "2026", COUNT)
    assert (found.left, found.needed_per_year, found.forecast) == (None, Decimal("1.25"), Decimal(5))


def test_rule10_one_project_0_of_1_is_a_figure() -> None:
    found = judge(goal("reach", ">=", "1"), {"2026-Q4": "0"}, "2026", measure("plan_to_date", every="year"))
    assert (found.current, percent(found.achievement)) == (Decimal(0), "0.0")


@pytest.mark.parametrize(
    ("given", "status", "current"),
    [
        case("rule10-missing-quarter-no-data", quarters("2026-Q1", "30", "x", "45"), Status.NO_DATA, "75"),
        case("rule10-enough-already-is-met", quarters("2026-Q1", "30", "x", "170"), Status.MET, "200"),
        case("rule10-more-than-enough", quarters("2026-Q1", "30", "x", "171"), Status.EXCEEDED, "201"),
    ],
)
def test_partial_sums(given: dict[str, str], status: Status, current: str) -> None:
    """200 tỷ over the plan; QII is missing: "ít nhất …", the quarter named."""
    given = {at: text for at, text in given.items() if text != "x"}
    found = judge(goal("reach", ">=", "200"), given, "2026-Q3", SUM)
    assert (found.status, str(found.current), found.partial) == (status, current, True)
    assert found.missing == (quarter("2026-Q2"),)
    assert found.forecast is None


def test_rule1_a_sum_starts_at_0_whatever_the_baseline() -> None:
    given = quarters("2026-Q1", "10", "10", "10", "10")
    found = judge(goal("reach", ">=", "200"), given, "2026", SUM, base="150")
    assert (percent(found.achievement), percent(found.expected)) == ("20.0", "20.0")
    assert (found.status, rounded(found.forecast), rounded(found.needed_per_year)) == (
        Status.ON_TRACK,
        "200.0",
        "40.0",
    )


def test_figures_before_the_plan_do_not_enter_its_sum() -> None:
    found = judge(goal("reach", ">=", "200"), {"2025-Q4": "180", "2026-Q1": "20"}, "2026-Q1", SUM)
    assert found.current == 20


@pytest.mark.parametrize(
    ("op", "status_before", "status_at"),
    [
        case("ge", ">=", Status.MET, Status.MET),
        case("gt-exactly-20-in-2030-fails", ">", Status.ON_TRACK, Status.FAILED),
        case("bare-value-decides-as-ge", "=", Status.MET, Status.MET),
        case("about-decides-as-ge", "~", Status.MET, Status.MET),
    ],
)
def test_operators_at_exactly_the_value(op: str, status_before: Status, status_at: Status) -> None:
    promise, how = goal("reach", op, "20"), measure("stock", scale="1000")
    before = judge(promise, {"2029-Q4": "20/1000"}, "2029", how, base="13")
    at = judge(promise, {"2030-Q4": "20/1000"}, "2030", how, base="13")
    assert (before.status, at.status) == (status_before, status_at)


@pytest.mark.parametrize(
    ("op", "now", "status"),
    [
        case("le-equal-is-met", "<=", "10", Status.MET),
        case("le-better-is-exceeded", "<=", "9", Status.EXCEEDED),
        case("lt-equal-fails", "<", "10", Status.FAILED),
        case("lt-better-is-met", "<", "9", Status.MET),
        case("bare-value-decides-as-le", "=", "11", Status.FAILED),
        case("about-decides-as-le", "~", "9", Status.EXCEEDED),
    ],
)
def test_lower_is_better_at_the_horizon(op: str, now: str, status: Status) -> None:
    assert judge(goal("reach", op, "10"), {"2030-Q4": now}, "2030", LOWER, base="20").status is status


@pytest.mark.parametrize(
    ("now", "done", "status"),
    [
        case("rule1-a-fall-is-progress", "18", "20.0", Status.ON_TRACK),
        case("rule1-a-rise-is-negative", "22", "-20.0", Status.AT_RISK),
        case("rule5-slow", "18.3", "17.0", Status.SLOW),
    ],
)
def test_lower_is_better_on_the_way(now: str, done: str, status: Status) -> None:
    """≤ 10 by 2030 from 20: 20 % is expected at the end of 2026."""
    found = judge(goal("reach", "<=", "10"), {"2026-Q4": now}, "2026", LOWER, base="20")
    assert (percent(found.achievement), found.status) == (done, status)


def test_rule11_what_must_fall_is_negative() -> None:
    found = judge(goal("reach", "<=", "10"), {"2026-Q4": "18"}, "2026", LOWER, base="20")
    assert rounded(found.needed_per_year) == "-2.0"


@pytest.mark.parametrize(
    ("how", "op", "value", "base", "now", "done", "status"),
    [
        case("no-baseline-no-data", YEARLY, ">=", "1.5", "", "166", None, Status.NO_DATA),
        case("0.3-of-1.5-cm", YEARLY, ">=", "1.5", "165", "165.3", "20.0", Status.ON_TRACK),
        case("met-by-the-difference", YEARLY, ">=", "1.5", "165", "166.5", "100.0", Status.MET),
        case("gt-needs-more", YEARLY, ">", "1.5", "165", "166.5", "100.0", Status.ON_TRACK),
        case("a-fall-of-10", LOWER, "=", "10", "50", "48", "20.0", Status.ON_TRACK),
        case("a-fall-written-as-minus-10", LOWER, "<=", "-10", "50", "48", "20.0", Status.ON_TRACK),
        case("a-change-of-0-has-no-way", YEARLY, ">=", "0", "50", "49", None, Status.AT_RISK),
    ],
)
def test_change(
    how: Measure, op: str, value: str, base: str, now: str, done: str | None, status: Status
) -> None:
    found = judge(goal("change", op, value), {"2026-Q4": now}, "2026", how, base=base)
    assert (percent(found.achievement), found.status) == (done, status)


@pytest.mark.parametrize(
    ("given", "at", "status"),
    [
        case("rule6-met-then-fallen-back", quarters("2026-Q1", "81", "55"), "2026-Q2", Status.ON_TRACK),
        case(
            "rule7-the-horizon-decides-for-good", {"2030-Q4": "79", "2031-Q2": "90"}, "2031-Q2", Status.FAILED
        ),
        case("rule7-met-at-the-horizon-stays-met", {"2030-Q4": "80", "2031-Q2": "70"}, "2031-Q2", Status.MET),
        case("rule10-nothing-at-the-horizon-is-not-failed", {"2030-Q3": "79"}, "2030-Q4", Status.NO_DATA),
        case("rule10-a-stale-level-is-missing", quarters("2026-Q1", "60"), "2026-Q2", Status.NO_DATA),
        case("rule10-no-figure-at-all", {}, "2026-Q2", Status.NO_DATA),
        case("no-verdict-before-the-plan", {"2025-Q4": "52"}, "2025-Q4", Status.NOT_DUE),
    ],
)
def test_over_time(given: dict[str, str], at: str, status: Status) -> None:
    assert judge(REACH_80, given, at, base="52").status is status


@pytest.mark.parametrize(
    ("at", "status", "of"),
    [
        case("before-the-first-is-due", "2026-Q3", Status.NOT_DUE, "2025-Q4"),
        case("due", "2026-Q4", Status.ON_TRACK, "2026-Q4"),
        case("in-between-the-last-one-stands", "2027-Q3", Status.ON_TRACK, "2026-Q4"),
        case("owed-again-and-missing", "2027-Q4", Status.NO_DATA, "2026-Q4"),
    ],
)
def test_a_yearly_figure_is_owed_once_a_year(at: str, status: Status, of: str) -> None:
    """Also its expectation is that of its own quarter, so nobody falls behind by waiting."""
    found = judge(REACH_80, year_ends(2025, "52", "57.6"), at, YEARLY, base="52")
    assert (found.status, found.current_quarter) == (status, quarter(of))


def test_a_missing_level_still_shows_the_last_one_without_calling_it_at_least() -> None:
    found = judge(REACH_80, quarters("2026-Q1", "60"), "2026-Q3")
    assert (found.current, found.partial) == (Decimal(60), False)
    assert found.missing == (quarter("2026-Q2"), quarter("2026-Q3"))


@pytest.mark.parametrize(
    ("given", "at", "status"),
    [
        case("asked-by-the-horizon-only", {}, "2029", Status.NOT_DUE),
        case("owed-at-the-horizon", {}, "2030", Status.NO_DATA),
        case("an-early-answer-stands", {"2028-Q2": "85"}, "2030", Status.EXCEEDED),
    ],
)
def test_measured_once(given: dict[str, str], at: str, status: Status) -> None:
    assert judge(REACH_80, given, at, measure(every="once")).status is status


def test_schools_keep_their_fraction() -> None:
    """6/14 schools at level 2, 3/14 now: 21,4 % of all and half of the goal."""
    promise, how = (
        goal("reach", ">=", "42.85714285714285714285714285"),
        measure("stock", every="year", part=True),
    )
    found = judge(promise, {"2026-Q4": "3/14"}, "2026", how)
    assert (rounded(found.current), percent(found.achievement)) == ("21.4", "50.0")
    assert (found.numerator, found.denominator) == (Decimal(3), Decimal(14))


def test_a_third_meets_a_third_exactly() -> None:
    """Decisions compare fractions: 14/42 of 300 is 100, not 99,99…"""
    how = measure("stock", scale="300", every="year")
    assert judge(goal("reach", ">=", "100"), {"2030-Q4": "14/42"}, "2030", how).status is Status.MET


@pytest.mark.parametrize(
    ("given", "at", "status"),
    [
        case("another-years-sum-is-not-judged", quarters("2026-Q1", "80"), "2026-Q1", Status.NOT_DUE),
        case("a-whole-year-that-meets-it", quarters("2029-Q1", *["90"] * 4, "1"), "2030-Q1", Status.MET),
        case("met-by-the-year-so-far", quarters("2027-Q1", "200", "160"), "2027-Q2", Status.MET),
    ],
)
def test_rule1_a_sum_inside_the_year(given: dict[str, str], at: str, status: Status) -> None:
    assert judge(goal("reach", ">=", "360"), given, at, measure("year_to_date")).status is status


def test_a_sum_inside_the_year_follows_its_years_plan() -> None:
    given, how = quarters("2026-Q1", "20", "30"), measure("year_to_date")
    found = judge(goal("reach", ">=", "360"), given, "2026-Q2", how, plan={"2026": "100"})
    assert (found.status, rounded(found.expected_value)) == (Status.ON_TRACK, "50.0")


@pytest.mark.parametrize(
    ("given", "at", "status"),
    [
        case("a-quarters-work-is-no-level", {"2026-Q1": "24/100"}, "2026-Q1", Status.NOT_DUE),
        case(
            "the-year-end-is",
            quarters("2026-Q1", "24/100", "24/100", "24/100", "18/100"),
            "2026-Q4",
            Status.ON_TRACK,
        ),
        case("but-enough-is-enough", {"2026-Q1": "96/100"}, "2026-Q1", Status.MET),
    ],
)
def test_a_plan_rate_to_reach_is_full_at_a_years_end_only(
    given: dict[str, str], at: str, status: Status
) -> None:
    assert judge(goal("reach", ">", "95"), given, at, measure("plan"), base="88").status is status


def test_a_ceiling_on_a_growing_sum_is_not_kept_before_its_time() -> None:
    promise, how = goal("reach", "<=", "100"), measure("plan_to_date", direction="lower", every="year")
    early = judge(promise, year_ends(2026, "20"), "2026", how)
    above_its_share = judge(promise, year_ends(2026, "30"), "2026", how)
    at_last = judge(promise, year_ends(2026, *["20"] * 5), "2030", how)
    assert [early.status, above_its_share.status, at_last.status] == [
        Status.ON_TRACK,
        Status.AT_RISK,
        Status.MET,
    ]


@pytest.mark.parametrize(
    ("part", "now", "status"),
    [
        case("a-share-has-no-exceeded-at-100", True, "100", Status.MET),
        case("nor-above-it-which-entry-refuses", True, "101", Status.MET),
        case("what-is-no-share-may-exceed-100", False, "101", Status.EXCEEDED),
    ],
)
def test_part_of_a_whole(part: bool, now: str, status: Status) -> None:
    assert judge(goal("reach", ">=", "100"), {"2026-Q4": now}, "2026", measure(part=part)).status is status


@pytest.mark.parametrize(
    ("at", "status", "expected"),
    [
        case("rule12-not-judged-inside-the-first-year", "2026-Q3", Status.NOT_DUE, None),
        case("rule12-judged-at-its-end", "2026-Q4", Status.ON_TRACK, "5.0"),
        case("rule12-stands-until-the-next", "2027-Q3", Status.ON_TRACK, "5.0"),
    ],
)
def test_horizons_after_the_plan_are_measured_yearly(at: str, status: Status, expected: str | None) -> None:
    given = quarters("2026-Q1", "20", "20", "21", "25", "21", "21", "21")
    found = judge(goal("reach", ">=", "100", by="2045-12-31"), given, at, base="20")
    assert (found.status, percent(found.expected)) == (status, expected)


def test_rule12_figures_of_an_open_year_are_shown() -> None:
    found = judge(
        goal("reach", ">=", "100", by="2045-12-31"), quarters("2026-Q1", "20", "22"), "2026-Q2", base="20"
    )
    assert (found.current, found.current_quarter) == (Decimal(22), quarter("2026-Q2"))


def test_a_share_is_not_forecast_above_its_whole() -> None:
    found = judge(REACH_80, {"2026-Q4": "70"}, "2026", measure(part=True), base="50")
    assert found.forecast == 100


def test_an_estimate_says_so_and_yields_to_the_official_figure() -> None:
    estimate = judge(REACH_80, {"2026-Q1": "~40"}, "2026-Q1", base="30")
    official = judge(REACH_80, {"2026-Q1": "~40;37"}, "2026-Q1", base="30")
    assert (estimate.current, estimate.estimated) == (Decimal(40), True)
    assert (official.current, official.estimated) == (Decimal(37), False)


def test_what_was_done_to_the_cut_off_is_never_judged() -> None:
    found = judge(REACH_80, {"2026-Q1": "<90"}, "2026-Q1", base="30")
    assert (found.status, found.current) == (Status.NO_DATA, None)


def test_a_change_of_a_years_sum_is_seen_at_the_years_end() -> None:
    """30 more than the 100 of 2025 by 2030: 6 more are expected of 2026, and a quarter says nothing."""
    promise, how = goal("change", ">=", "30"), measure("year_to_date")
    given = quarters("2026-Q1", "26", "26", "26", "28")
    found = judge(promise, given, "2026", how, base="100")
    assert (found.status, percent(found.achievement), rounded(found.forecast)) == (
        Status.ON_TRACK,
        "20.0",
        "130.0",
    )
    assert judge(promise, given, "2026-Q2", how, base="100").status is Status.NOT_DUE
