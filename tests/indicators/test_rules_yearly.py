"""maintain and every_year: rules 1, 2, 4, 6, 7 and 10 of docs/domain.md."""

from __future__ import annotations

from decimal import Decimal

import pytest

from indicators.rules import Measure, Status
from tests.indicators.rules_builders import case, goal, judge, measure, percent, quarter, quarters, year_ends

RANK = measure(direction="lower", every="year")
FLOW, PLAN, SUM = measure("flow"), measure("plan"), measure("year_to_date")
COUNTED_SUM = measure("year_to_date", counts=True)
ALWAYS_100 = goal("maintain", ">=", "100")
SOLVED = goal("every_year", ">=", "80")
DISBURSED = goal("every_year", ">=", "100")


@pytest.mark.parametrize(
    ("op", "value", "how", "given", "at", "status", "kept"),
    [
        case(
            "difference-0-is-not-skipped",
            ">=",
            "100",
            measure(),
            quarters("2026-Q1", "100"),
            "2026-Q1",
            Status.MET,
            (1, 1),
        ),
        case(
            "99.2-fails-in-that-period",
            ">=",
            "100",
            measure(),
            quarters("2026-Q1", "100", "99.2"),
            "2026-Q2",
            Status.FAILED,
            (1, 2),
        ),
        case(
            "and-is-kept-again-in-the-next",
            ">=",
            "100",
            measure(),
            quarters("2026-Q1", "100", "99.2", "100"),
            "2026-Q3",
            Status.MET,
            (2, 3),
        ),
        case(
            "better-is-exceeded",
            ">=",
            "95",
            measure(),
            quarters("2026-Q1", "97"),
            "2026-Q1",
            Status.EXCEEDED,
            (1, 1),
        ),
        case(
            "a-yes-no-state-kept",
            ">=",
            "1",
            measure(every="year"),
            year_ends(2026, "1"),
            "2027-Q2",
            Status.MET,
            (1, 1),
        ),
        case(
            "a-yes-no-state-lost",
            ">=",
            "1",
            measure(every="year"),
            year_ends(2026, "1", "0"),
            "2027",
            Status.FAILED,
            (1, 2),
        ),
        case(
            "target-0-kept",
            "<=",
            "0",
            measure(direction="lower"),
            quarters("2026-Q1", "0"),
            "2026-Q1",
            Status.MET,
            (1, 1),
        ),
        case(
            "target-0-broken",
            "<=",
            "0",
            measure(direction="lower"),
            quarters("2026-Q1", "0", "1"),
            "2026-Q2",
            Status.FAILED,
            (1, 2),
        ),
        case(
            "rule10-missing-is-neither-kept-nor-broken",
            ">=",
            "100",
            measure(),
            {"2026-Q1": "100", "2026-Q3": "100"},
            "2026-Q3",
            Status.MET,
            (2, 2),
        ),
        case(
            "rule10-missing-now",
            ">=",
            "100",
            measure(),
            quarters("2026-Q1", "100"),
            "2026-Q2",
            Status.NO_DATA,
            (1, 1),
        ),
        case(
            "nothing-owed-yet",
            ">=",
            "100",
            measure(every="year"),
            {"2025-Q4": "100"},
            "2026-Q2",
            Status.NOT_DUE,
            None,
        ),
        case(
            "a-flow-by-its-own-quarter-whatever-lacks-before",
            ">=",
            "90",
            FLOW,
            {"2026-Q2": "10/10"},
            "2026-Q2",
            Status.EXCEEDED,
            (1, 1),
        ),
        case(
            "a-flow-is-judged-by-the-quarter",
            ">=",
            "90",
            FLOW,
            quarters("2026-Q1", "8/10", "10/10"),
            "2026-Q2",
            Status.EXCEEDED,
            (1, 2),
        ),
        case(
            "a-plan-rate-is-full-at-the-years-end",
            ">=",
            "90",
            PLAN,
            quarters("2026-Q1", "20/100"),
            "2026-Q1",
            Status.NOT_DUE,
            None,
        ),
    ],
)
def test_maintain(
    op: str,
    value: str,
    how: Measure,
    given: dict[str, str],
    at: str,
    status: Status,
    kept: tuple[int, int] | None,
) -> None:
    found = judge(goal("maintain", op, value), given, at, how)
    assert (found.status, found.kept_periods) == (status, kept)


def test_maintain_needs_no_baseline_and_heeds_none() -> None:
    given = quarters("2026-Q1", "99.2")
    without, with_one = (judge(ALWAYS_100, given, "2026-Q1", base=base) for base in ("", "100"))
    assert without == with_one
    assert percent(without.achievement) == "99.2"


@pytest.mark.parametrize(
    ("given", "at", "done", "expected", "status"),
    [
        case(
            "rule4-flow-12-of-20-by-QI-full-80-expected",
            quarters("2026-Q1", "12/20"),
            "2026-Q1",
            "75.0",
            "100.0",
            Status.AT_RISK,
        ),
        case(
            "rule4-flow-14-of-20-is-slow",
            quarters("2026-Q1", "14/20"),
            "2026-Q1",
            "87.5",
            "100.0",
            Status.SLOW,
        ),
        case(
            "rule6-flow-met-inside-the-year",
            quarters("2026-Q1", "16/20"),
            "2026-Q1",
            "100.0",
            "100.0",
            Status.MET,
        ),
        case(
            "rule6-flow-falls-back",
            quarters("2026-Q1", "16/20", "10/20"),
            "2026-Q2",
            "81.2",
            "100.0",
            Status.AT_RISK,
        ),
        case(
            "rule7-flow-fails-at-the-year-end",
            quarters("2026-Q1", "16/20", "15/20", "16/20", "16/20"),
            "2026-Q4",
            "98.4",
            "100.0",
            Status.FAILED,
        ),
        case(
            "a-new-year-starts",
            {**quarters("2026-Q1", "1/20", "1/20", "1/20", "1/20"), "2027-Q1": "17/20"},
            "2027-Q1",
            "106.2",
            "100.0",
            Status.EXCEEDED,
        ),
        case(
            "a-quiet-quarter-0-of-0-adds-nothing",
            quarters("2026-Q1", "16/20", "0/0"),
            "2026-Q2",
            "100.0",
            "100.0",
            Status.MET,
        ),
        case("no-case-at-all-is-no-rate", quarters("2026-Q1", "0/0"), "2026-Q1", None, None, Status.NO_DATA),
    ],
)
def test_crimes_solved_80_every_year(
    given: dict[str, str], at: str, done: str | None, expected: str | None, status: Status
) -> None:
    found = judge(SOLVED, given, at, FLOW)
    assert (percent(found.achievement), percent(found.expected), found.status) == (done, expected, status)


@pytest.mark.parametrize(
    ("given", "at", "done", "expected", "status"),
    [
        case(
            "rule4-14-of-50-by-QIII",
            quarters("2026-Q1", "3/40", "6/40", "5/50"),
            "2026-Q3",
            "28.0",
            "75.0",
            Status.AT_RISK,
        ),
        case(
            "rule4-a-quarter-by-QI", quarters("2026-Q1", "10/40"), "2026-Q1", "25.0", "25.0", Status.ON_TRACK
        ),
        case("rule5-slow", quarters("2026-Q1", "9/40"), "2026-Q1", "22.5", "25.0", Status.SLOW),
        case(
            "rule7-the-year-end",
            quarters("2026-Q1", "10/40", "10/40", "10/40", "9/40"),
            "2026-Q4",
            "97.5",
            "100.0",
            Status.FAILED,
        ),
        case(
            "rule6-over-100-is-exceeded",
            quarters("2026-Q1", "30/40", "12/40"),
            "2026-Q2",
            "105.0",
            "50.0",
            Status.EXCEEDED,
        ),
        case(
            "the-plan-raised-takes-it-back",
            quarters("2026-Q1", "30/40", "10/40", "0/50"),
            "2026-Q3",
            "80.0",
            "75.0",
            Status.ON_TRACK,
        ),
        case(
            "a-new-january-starts-at-0",
            {**quarters("2026-Q1", "40/40", "0/40", "0/40", "0/40"), "2027-Q1": "1/50"},
            "2027-Q1",
            "2.0",
            "25.0",
            Status.AT_RISK,
        ),
    ],
)
def test_disbursement_100_every_year(
    given: dict[str, str], at: str, done: str, expected: str, status: Status
) -> None:
    found = judge(DISBURSED, given, at, PLAN)
    assert (percent(found.achievement), percent(found.expected), found.status) == (done, expected, status)


def test_the_fraction_behind_a_plan_rate_uses_the_latest_plan() -> None:
    found = judge(DISBURSED, quarters("2026-Q1", "3/40", "6/40", "5/50"), "2026-Q3", PLAN)
    assert (found.numerator, found.denominator, found.current) == (Decimal(14), Decimal(50), Decimal(28))


@pytest.mark.parametrize(
    ("given", "at", "status", "of", "kept"),
    [
        case("7-is-better-than-10", year_ends(2026, "7"), "2026", Status.EXCEEDED, "2026", (1, 1)),
        case("12-is-not", year_ends(2026, "7", "12"), "2027", Status.FAILED, "2027", (1, 2)),
        case("10-is-enough", year_ends(2026, "10"), "2026", Status.MET, "2026", (1, 1)),
        case(
            "kth-of-4-is-meaningless-the-last-stands",
            year_ends(2026, "7"),
            "2027-Q3",
            Status.EXCEEDED,
            "2026",
            (1, 1),
        ),
        case("nothing-owed-in-the-first-year", {}, "2026-Q3", Status.NOT_DUE, "", None),
        case(
            "the-year-before-the-plan-does-not-count",
            year_ends(2025, "7"),
            "2026-Q3",
            Status.NOT_DUE,
            "2025",
            None,
        ),
        case("owed-and-missing", {}, "2026", Status.NO_DATA, "", None),
    ],
)
def test_rank_10_every_year(
    given: dict[str, str], at: str, status: Status, of: str, kept: tuple[int, int] | None
) -> None:
    found = judge(goal("every_year", "<=", "10"), given, at, RANK)
    assert (found.status, found.kept_periods) == (status, kept)
    assert found.current_quarter == (quarter(of) if of else None)


@pytest.mark.parametrize(
    ("value", "given", "at", "status"),
    [
        case("rule4-k-of-4", "100", quarters("2026-Q1", "25", "25"), "2026-Q2", Status.ON_TRACK),
        case("rule5-slow", "100", quarters("2026-Q1", "25", "18"), "2026-Q2", Status.SLOW),
        case("rule10-missing-quarter", "100", {"2026-Q2": "60"}, "2026-Q2", Status.NO_DATA),
        case("rule10-enough-already", "100", {"2026-Q2": "101"}, "2026-Q2", Status.EXCEEDED),
        case("rule10-partial-at-the-year-end", "100", {"2026-Q4": "60"}, "2026-Q4", Status.NO_DATA),
        case(
            "rule4-a-count-of-2-has-no-k-of-4",
            "2",
            quarters("2026-Q1", "0", "0", "0"),
            "2026-Q3",
            Status.NOT_DUE,
        ),
        case("rule7-but-a-year-end", "2", quarters("2026-Q1", "0", "0", "0", "1"), "2026-Q4", Status.FAILED),
        case("an-entered-0-is-a-figure", "100", quarters("2026-Q1", "0"), "2026-Q1", Status.AT_RISK),
    ],
)
def test_a_sum_every_year(value: str, given: dict[str, str], at: str, status: Status) -> None:
    assert judge(goal("every_year", ">=", value), given, at, COUNTED_SUM).status is status


def test_a_sum_over_the_plan_starts_again_each_year() -> None:
    given = quarters("2026-Q1", "100", "0", "0", "0", "10")
    assert judge(goal("every_year", ">=", "100"), given, "2027-Q1", measure("plan_to_date")).current == 10


def test_quarter_plans_bend_the_year() -> None:
    given, plan = quarters("2026-Q1", "10"), {"2026-Q1": "10", "2026-Q3": "40"}
    found = judge(goal("every_year", ">=", "100"), given, "2026-Q1", SUM, plan=plan)
    assert (percent(found.expected), found.status) == ("10.0", Status.ON_TRACK)


def test_a_quarter_plan_lowers_what_a_level_owes_in_that_quarter() -> None:
    found = judge(SOLVED, quarters("2026-Q1", "70"), "2026-Q1", plan={"2026-Q1": "70"})
    assert found.status is Status.ON_TRACK


@pytest.mark.parametrize(
    ("at", "status"),
    [case("years-before-since", "2026-Q4", Status.NOT_DUE), case("from-since-on", "2027-Q4", Status.FAILED)],
)
def test_since(at: str, status: Status) -> None:
    given = year_ends(2026, "90", "90")
    assert (
        judge(goal("every_year", ">=", "100", since=2027), given, at, measure(every="year")).status is status
    )


@pytest.mark.parametrize(
    ("given", "at", "status"),
    [
        case("within-its-share", quarters("2026-Q1", "3"), "2026-Q1", Status.ON_TRACK),
        case("over-its-share", quarters("2026-Q1", "4"), "2026-Q1", Status.AT_RISK),
        case("kept-for-the-year", quarters("2026-Q1", "3", "3", "3", "2"), "2026-Q4", Status.EXCEEDED),
        case("broken-for-the-year", quarters("2026-Q1", "3", "3", "3", "4"), "2026-Q4", Status.FAILED),
        case("rule10-at-least-is-not-kept", {"2026-Q4": "3"}, "2026-Q4", Status.NO_DATA),
    ],
)
def test_a_ceiling_on_the_years_sum(given: dict[str, str], at: str, status: Status) -> None:
    how = measure("year_to_date", direction="lower")
    assert judge(goal("every_year", "<=", "12"), given, at, how).status is status


def test_half_yearly_sums_are_expected_by_the_half_year() -> None:
    how = measure("year_to_date", every="half_year")
    found = judge(goal("every_year", ">=", "100"), {"2026-Q2": "50"}, "2026-Q3", how)
    assert (found.status, percent(found.expected), found.missing) == (Status.ON_TRACK, "50.0", ())


def test_rule12_a_2045_promise_is_looked_at_by_years() -> None:
    promise = goal("maintain", ">=", "100", by="2045-12-31")
    found = judge(promise, quarters("2026-Q1", "100", "90", "100", "100", "90"), "2027-Q1")
    assert (found.status, found.kept_periods) == (Status.MET, (1, 1))


def test_rule7_a_horizon_inside_a_year_is_final() -> None:
    promise = goal("every_year", ">=", "100", by="2028-06-30")
    assert judge(promise, quarters("2028-Q1", "50", "49"), "2028-Q2", SUM).status is Status.FAILED
