"""Cases met in use: the period's own figure, whole things, growth and ceilings inside a year."""

from __future__ import annotations

from decimal import Decimal

import pytest

from indicators.rules import (
    Baseline,
    Figure,
    Form,
    Goal,
    Grey,
    Measure,
    PlanFrame,
    Reason,
    Standing,
    Status,
    accumulate,
    assess,
    grey_of,
    growth_of,
    lacking_for_growth,
)
from tests.indicators.rules_builders import (
    FRAME,
    baseline,
    case,
    figures,
    goal,
    judge,
    measure,
    percent,
    quarter,
    quarters,
    rounded,
)

WASTE = measure("flow", part=True)
INCIDENTS = measure("year_to_date", direction="lower", counts=True)
FEWER = measure("year_to_date", direction="lower", counts=True)


def test_waste_is_kept_in_two_of_three_quarters() -> None:
    """98/100 in QI, all of it in QII and QIII: the year's 99,33 % stands beside the quarter's 100 %."""
    given = quarters("2026-Q1", "98/100", "100/100", "100/100")
    promise = goal("maintain", ">=", "100")
    found = [judge(promise, given, f"2026-Q{number}", WASTE) for number in (1, 2, 3)]
    assert [one.status for one in found] == [Status.FAILED, Status.MET, Status.MET]
    assert (found[-1].current, found[-1].kept_periods) == (Decimal(100), (2, 3))
    assert rounded(found[-1].year_to_date, 2) == "99.33"


def test_incidents_are_a_sum_of_the_year_and_kept_by_the_quarter() -> None:
    given = quarters("2026-Q1", "2", "0", "0")
    found = judge(goal("maintain", "<=", "0"), given, "2026-Q3", INCIDENTS)
    assert (found.status, found.current, found.kept_periods) == (Status.MET, Decimal(0), (2, 3))
    assert found.year_to_date == accumulate(INCIDENTS, figures(given), quarter("2026-Q3")).value == 2


@pytest.mark.parametrize(
    ("every", "given", "at", "own", "status"),
    [
        case(
            "half-a-year-by-its-parts", "half_year", quarters("2026-Q1", "3", "4"), "2026-Q2", "7", "failed"
        ),
        case("half-a-year-in-one-figure", "half_year", {"2026-Q2": "5"}, "2026-Q2", "5", "met"),
        case("it-stands-until-the-next", "half_year", {"2026-Q2": "5"}, "2026-Q3", "5", "met"),
        case("a-whole-year", "year", quarters("2026-Q1", "2", "2", "2", "0"), "2026-Q4", "6", "failed"),
        case("owed-and-missing", "quarter", quarters("2026-Q1", "0"), "2026-Q2", None, "no_data"),
    ],
)
def test_maintain_judges_the_period_owed(
    every: str, given: dict[str, str], at: str, own: str | None, status: str
) -> None:
    how = measure("year_to_date", every=every, direction="lower")
    found = judge(goal("maintain", "<=", "5"), given, at, how)
    assert found.status == (Status.EXCEEDED if own == "0" else Status(status))
    assert found.current == (None if own is None else Decimal(own))


def test_solved_3_of_5_then_3_of_2_is_6_of_7_to_date() -> None:
    found = judge(goal("every_year", ">=", "80"), quarters("2026-Q1", "3/5", "3/2"), "2026-Q2", WASTE)
    assert (found.numerator, found.denominator, found.status) == (Decimal(6), Decimal(7), Status.EXCEEDED)


REACH_80 = goal("reach", ">=", "80")
REVENUE = measure("year_to_date")
MORE_THAN_10 = goal("average_growth", ">", "10")


def _growth(given: dict[str, str], at: str, base: Baseline | None) -> Standing:
    known: list[Figure] = figures(given)
    grown = growth_of(REVENUE, known, quarter(at), base)
    found = assess(measure("growth"), MORE_THAN_10, grown, None, [], quarter(at), FRAME)
    return lacking_for_growth(found, REVENUE, known, base)


def test_the_growth_of_the_first_year_needs_the_whole_of_2025_only() -> None:
    """520 tỷ at 31/12/2025, then four quarters of 150: +15,4 %."""
    found = _growth(quarters("2026-Q1", *["150"] * 4), "2026", baseline("520"))
    assert (rounded(found.forecast), found.status, found.missing) == ("15.4", Status.ON_TRACK, ())


def test_a_growth_that_waits_for_the_year_lacks_nothing() -> None:
    found = _growth(quarters("2026-Q1", *["150"] * 3), "2026-Q3", baseline("520"))
    assert (found.status, grey_of(found), found.missing) == (Status.NOT_DUE, Grey.YEAR_OPEN, ())


@pytest.mark.parametrize(
    ("given", "at", "base", "missing", "grey"),
    [
        case("own-quarter", {"2026-Q1": "1", "2026-Q2": "1"}, "2026-Q3", "520", ["2026-Q3"], "chua-bao-cao"),
        case("own-year", quarters("2026-Q2", "1", "1", "1"), "2026", "520", ["2026-Q1"], "chua-bao-cao"),
        case("year-before", {"2026-Q1": "1"}, "2026-Q1", "", ["2025-Q1"], "thieu-can-cu"),
        case(
            "half-of-it",
            quarters("2025-Q2", "1", "1", "1", "1", "1"),
            "2026-Q2",
            "",
            ["2025-Q1"],
            "thieu-can-cu",
        ),
    ],
)
def test_what_a_growth_lacks_is_named_truly(
    given: dict[str, str], at: str, base: str, missing: list[str], grey: str
) -> None:
    found = _growth(given, at, baseline(base))
    assert (found.status, [str(one) for one in found.missing]) == (Status.NO_DATA, missing)
    assert grey_of(found) == Grey(grey)


def test_a_baseline_inside_the_year_is_no_whole_year() -> None:
    found = _growth(quarters("2026-Q1", *["150"] * 4), "2026", baseline("520", "2025-10-31"))
    assert found.status is Status.NO_DATA


def test_four_per_cent_is_no_small_count() -> None:
    """≤ 4 % from 9, at 8,2 after a year: 16 % of the way, 20 % expected."""
    how = measure(direction="lower", every="year")
    found = judge(goal("reach", "<=", "4"), {"2026-Q4": "8.2"}, "2026", how, base="9")
    assert (percent(found.achievement), percent(found.expected)) == ("16.0", "20.0")
    assert found.status is Status.AT_RISK


@pytest.mark.parametrize(
    ("plan", "figure", "status"),
    [
        case("against-the-years-plan", {"2026": "14"}, "13", Status.SLOW),
        case("never-more-than-on-track", {"2026": "14"}, "19", Status.ON_TRACK),
        case("a-quarters-own-plan", {"2026": "14", "2026-Q3": "13"}, "13", Status.ON_TRACK),
        case("against-the-goal-without-a-plan", {}, "12.7", Status.AT_RISK),
    ],
)
def test_growth_is_judged_inside_the_year(plan: dict[str, str], figure: str, status: Status) -> None:
    given = quarters("2026-Q1", "12", "12", figure)
    found = judge(goal("average_growth", "~", "15"), given, "2026-Q3", measure("growth"), plan=plan)
    assert (found.status, found.inside_year, found.current) == (status, True, Decimal(figure))
    assert Reason.IN_YEAR in found.reasons


@pytest.mark.parametrize(
    ("year", "base", "status"),
    [
        case("a-whole-year-that-meets-it", ["10"] * 4, "60", Status.EXCEEDED),
        case("on-the-line-from-2025", ["15", "15", "14", "14"], "60", Status.ON_TRACK),
        case("behind-the-line", ["15", "15", "15", "14"], "60", Status.AT_RISK),
        case("worse-than-2025", ["20", "15", "15", "14"], "60", Status.AT_RISK),
        case("without-a-baseline-no-ground", ["15", "15", "15", "14"], "", Status.NO_DATA),
    ],
)
def test_a_ceiling_on_the_years_cases_is_judged_at_the_years_end(
    year: list[str], base: str, status: Status
) -> None:
    """≤ 50 vụ/năm to 2030 from 60 in 2025: at most 58 are expected in 2026."""
    promise = goal("reach", "<=", "50")
    assert judge(promise, quarters("2026-Q1", *year), "2026", FEWER, base=base).status is status
    inside = judge(promise, quarters("2026-Q1", *year[:3]), "2026-Q3", FEWER, base=base)
    assert (inside.status, grey_of(inside)) == (Status.NOT_DUE, Grey.YEAR_OPEN)
    assert inside.current == sum(map(Decimal, year[:3]))


def test_the_last_years_verdict_stands_inside_the_next() -> None:
    given = quarters("2026-Q1", *["10"] * 4, "30")
    found = judge(goal("reach", "<=", "50"), given, "2027-Q1", FEWER, base="60")
    assert (found.status, found.judged_at) == (Status.EXCEEDED, quarter("2026"))


SCHOOLS = measure("stock", part=True, counts=True)


@pytest.mark.parametrize(
    ("how", "value", "base", "now"),
    [
        case("as-a-number", measure(counts=True), "14", "10", "10"),
        case("as-a-rate", SCHOOLS, "100", "10/14", "10/14"),
    ],
)
def test_ten_of_fourteen_schools_are_on_track_at_first(how: Measure, value: str, base: str, now: str) -> None:
    """10,4 schools are none: 10 are expected at QII of the first year, 10 at QIV, 11 in the second."""
    promise = goal("reach", ">=", value)

    def at(when: str) -> Standing:
        return judge(promise, {when: now}, when, how, base=base)

    assert at("2026-Q2").status is at("2026-Q4").status is Status.ON_TRACK
    assert (at("2026-Q2").expected, at("2027-Q2").status) == (0, Status.AT_RISK)


def test_what_must_fall_is_expected_whole_upwards() -> None:
    how = measure(direction="lower", counts=True)
    found = judge(goal("reach", "<=", "6"), {"2026-Q2": "10"}, "2026-Q2", how, base="10")
    assert (found.expected_value, found.status) == (Decimal(10), Status.ON_TRACK)


def test_a_change_without_a_baseline_shows_its_figure() -> None:
    found = judge(goal("change", ">=", "100"), quarters("2026-Q1", "30", "40"), "2026-Q2", REVENUE)
    assert (found.status, found.current, grey_of(found)) == (Status.NO_DATA, Decimal(70), Grey.NO_GROUND)


@pytest.mark.parametrize(
    ("now", "at", "status"),
    [
        case("the-first-quarter", "52", "2026-Q1", Status.SLOW),
        case("the-second", "52.1", "2026-Q2", Status.SLOW),
        case("the-third-no-more", "52.1", "2026-Q3", Status.AT_RISK),
        case("the-wrong-way", "51.9", "2026-Q1", Status.AT_RISK),
    ],
)
def test_a_line_that_has_only_begun_is_slow_at_most(now: str, at: str, status: Status) -> None:
    assert judge(goal("reach", ">=", "80"), {at: now}, at, base="52").status is status


def test_how_long_a_line_is_young_is_a_setting() -> None:
    strict = PlanFrame(FRAME.starts, FRAME.ends, FRAME.slow_band, lenient_quarters=0)
    given = [Figure(quarter("2026-Q1"), Form.OFFICIAL, Decimal(52))]
    promise: Goal = goal("reach", ">=", "80")
    found = assess(measure(), promise, given, baseline("52"), [], quarter("2026-Q1"), strict)
    assert found.status is Status.AT_RISK


@pytest.mark.parametrize(
    ("promise", "how", "given", "at", "grey"),
    [
        case(
            "not-measured-yet",
            goal("reach", ">=", "80"),
            measure(every="year"),
            {},
            "2026-Q3",
            "chua-den-ky-do",
        ),
        case("the-year-is-open", goal("trend"), REVENUE, {"2026-Q1": "5"}, "2026-Q1", "cho-het-nam"),
        case("its-day-is-far", goal("milestone"), measure(), {}, "2026-Q1", "chua-den-moc"),
        case(
            "few-things",
            goal("reach", ">=", "1"),
            measure("plan_to_date", counts=True),
            {"2026-Q1": "0"},
            "2026-Q1",
            "so-dem-nho",
        ),
        case("nobody-reported", REACH_80, measure(), {}, "2026-Q1", "chua-bao-cao"),
        case("no-baseline", REACH_80, measure(), {"2026-Q1": "5"}, "2026-Q1", "thieu-can-cu"),
        case(
            "a-quarter",
            goal("reach", ">=", "200"),
            measure("plan_to_date"),
            {"2026-Q2": "5"},
            "2026-Q2",
            "thieu-quy",
        ),
        case(
            "none-where-it-is-judged",
            goal("maintain", ">=", "5"),
            measure(),
            {"2026-Q4": "5"},
            "2026",
            None,
        ),
    ],
)
def test_grey_says_why(promise: Goal, how: Measure, given: dict[str, str], at: str, grey: str | None) -> None:
    assert grey_of(judge(promise, given, at, how)) == (Grey(grey) if grey else None)
