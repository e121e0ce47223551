"""What holds for every input of the arithmetic (hypothesis)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.rules import (
    Accumulation,
    Baseline,
    Denominator,
    Direction,
    Figure,
    Form,
    Frequency,
    Goal,
    Measure,
    Operator,
    PlanFigure,
    Quarter,
    Rating,
    Standing,
    Status,
    TargetKind,
    assess,
)
from tests.indicators.rules_builders import FRAME

# From worst to best; without a verdict a figure can only rise to "met".
RANK = [
    Status.FAILED,
    Status.AT_RISK,
    Status.SLOW,
    Status.NO_DATA,
    Status.NOT_DUE,
    Status.ON_TRACK,
    Status.MET,
    Status.EXCEEDED,
]
amounts = st.decimals(min_value=-10_000, max_value=1_000_000, allow_nan=False, places=2)
positives = st.decimals(min_value=0, max_value=1_000_000, allow_nan=False, places=2)
quarters = st.builds(Quarter, st.integers(2024, 2032), st.integers(1, 4))
measures = st.builds(
    Measure,
    st.sampled_from(Direction),
    st.sampled_from(Frequency),
    st.sampled_from(Accumulation),
    st.none() | st.sampled_from(Denominator),
    st.sampled_from([Decimal(1), Decimal(100), Decimal(1000)]),
    st.booleans(),
)
figures = st.builds(
    Figure,
    quarters,
    st.sampled_from(Form),
    st.none() | amounts,
    st.none() | positives,
    st.none() | positives,
    st.none() | st.sampled_from(Rating),
    st.none() | st.dates(date(2025, 1, 1), date(2032, 1, 1)),
    st.booleans(),
)
goals = st.builds(
    Goal,
    st.sampled_from(TargetKind),
    st.none() | st.sampled_from(Operator),
    st.none() | amounts,
    st.decimals(min_value=0, max_value=1, places=2),
    st.sampled_from([date(2026, 12, 31), date(2028, 6, 30), date(2030, 12, 31), date(2045, 12, 31)]),
    st.none() | st.integers(2025, 2028),
)
baselines = st.none() | st.builds(
    Baseline,
    st.none() | amounts,
    st.dates(date(2024, 1, 1), date(2027, 1, 1)),
    positives,
    st.none() | positives,
)
plans = st.lists(
    st.builds(PlanFigure, st.integers(2025, 2031), st.none() | st.integers(1, 4), amounts), max_size=4
)
many = st.lists(figures, max_size=14)


@settings(max_examples=100)
@given(measures, goals, many, baselines, plans, quarters)
def test_nothing_raises_and_nothing_is_infinite(
    how: Measure, goal: Goal, given_: list[Figure], base: Baseline | None, plan: list[PlanFigure], at: Quarter
) -> None:
    found = assess(how, goal, given_, base, plan, at, FRAME)
    numbers = (found.current, found.achievement, found.expected, found.forecast, found.needed_per_year)
    assert all(number is None or number.is_finite() for number in numbers)


@settings(max_examples=150)
@given(measures, goals, many, baselines, plans, quarters, st.randoms(use_true_random=False))
def test_order_of_entry_does_not_matter(
    how: Measure,
    goal: Goal,
    given_: list[Figure],
    base: Baseline | None,
    plan: list[PlanFigure],
    at: Quarter,
    random: Random,
) -> None:
    shuffled = sorted(given_, key=lambda _: random.random())
    plan_reversed = plan[::-1] if len({one.due for one in plan}) == len(plan) else plan
    assert assess(how, goal, given_, base, plan, at, FRAME) == assess(
        how, goal, shuffled, base, plan_reversed, at, FRAME
    )


@settings(max_examples=100)
@given(measures, goals, many, baselines, plans, quarters)
def test_no_figure_is_never_a_zero(
    how: Measure, goal: Goal, given_: list[Figure], base: Baseline | None, plan: list[PlanFigure], at: Quarter
) -> None:
    """Without a figure up to the quarter there is nothing to show, and no verdict of the figures."""
    later = [one for one in given_ if one.quarter > at or one.form is Form.TO_CUTOFF]
    found = assess(how, goal, later, base, plan, at, FRAME)
    assert (found.current, found.achievement) == (None, None)
    assert found.status in (Status.NO_DATA, Status.NOT_DUE)


@settings(max_examples=100)
@given(measures, goals, many, baselines, plans, quarters)
def test_rule7_only_final_verdicts_at_the_horizon(
    how: Measure, goal: Goal, given_: list[Figure], base: Baseline | None, plan: list[PlanFigure], at: Quarter
) -> None:
    if at < Quarter.of(goal.horizon):
        at = Quarter.of(goal.horizon)
    status = assess(how, goal, given_, base, plan, at, FRAME).status
    assert status not in (Status.ON_TRACK, Status.SLOW, Status.AT_RISK)


@settings(max_examples=100)
@given(measures, goals, many, baselines, plans, quarters)
def test_an_official_figure_makes_its_estimate_irrelevant(
    how: Measure, goal: Goal, given_: list[Figure], base: Baseline | None, plan: list[PlanFigure], at: Quarter
) -> None:
    official = [replace(one, form=Form.OFFICIAL) for one in given_]
    estimates = [replace(one, form=Form.ESTIMATE, value=Decimal(1)) for one in given_ if one.is_given]
    assert assess(how, goal, official, base, plan, at, FRAME) == assess(
        how, goal, official + estimates, base, plan, at, FRAME
    )


def _judge(
    kind: TargetKind, how: Measure, value: Decimal, texts: list[Decimal], base: Decimal | None
) -> Standing:
    """A target ≥ or ≤ a value, with figures for successive quarters from 2026-Q1, looked at in the last."""
    start = Quarter(2026, 1)
    series = [Figure(start.shift(index), Form.OFFICIAL, amount) for index, amount in enumerate(texts)]
    operator = Operator.AT_LEAST if how.direction is Direction.HIGHER else Operator.AT_MOST
    goal = Goal(kind, operator, value, Decimal(0), date(2030, 12, 31))
    origin = None if base is None else Baseline(base, date(2025, 12, 31))
    return assess(how, goal, series, origin, [], series[-1].quarter, FRAME)


@settings(max_examples=300)
@given(
    st.sampled_from(
        [TargetKind.REACH, TargetKind.MAINTAIN, TargetKind.EVERY_YEAR, TargetKind.AVERAGE_GROWTH]
    ),
    st.sampled_from(Direction),
    st.sampled_from(Accumulation),
    positives,
    st.lists(positives, min_size=1, max_size=20),
    st.none() | positives,
    positives,
)
def test_a_better_figure_never_gives_a_worse_status(
    kind: TargetKind,
    direction: Direction,
    accumulation: Accumulation,
    value: Decimal,
    texts: list[Decimal],
    base: Decimal | None,
    better: Decimal,
) -> None:
    """Changing the latest figure alone for a better one never lowers the status."""
    how = Measure(direction, Frequency.QUARTER, accumulation)
    worse_last, better_last = sorted([texts[-1], better], reverse=direction is Direction.LOWER)
    before = _judge(kind, how, value, [*texts[:-1], worse_last], base)
    after = _judge(kind, how, value, [*texts[:-1], better_last], base)
    assert RANK.index(after.status) >= RANK.index(before.status)


@settings(max_examples=150)
@given(
    st.sampled_from([TargetKind.REACH, TargetKind.MAINTAIN, TargetKind.EVERY_YEAR, TargetKind.TREND]),
    st.sampled_from(Direction),
    st.sampled_from([Accumulation.LEVEL, Accumulation.YEAR_TO_DATE, Accumulation.PLAN_TO_DATE]),
    st.decimals(min_value=6, max_value=10_000, places=2),
    st.lists(positives, min_size=1, max_size=20),
    st.none() | positives,
    st.sampled_from([Decimal(1000), Decimal("2.5"), Decimal(7)]),
)
def test_the_unit_of_measure_changes_nothing(
    kind: TargetKind,
    direction: Direction,
    accumulation: Accumulation,
    value: Decimal,
    texts: list[Decimal],
    base: Decimal | None,
    factor: Decimal,
) -> None:
    """Figures, baseline and target together × a factor: same status, same ratios (beyond counts of 5)."""
    how = Measure(direction, Frequency.QUARTER, accumulation)
    small = _judge(kind, how, value, texts, base)
    scaled = [factor * text for text in texts]
    large = _judge(kind, how, factor * value, scaled, None if base is None else factor * base)
    assert (small.status, small.achievement, small.expected) == (
        large.status,
        large.achievement,
        large.expected,
    )
