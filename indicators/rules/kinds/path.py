"""Rule 4: what is expected at a quarter, on plan figures where they exist, else on a straight line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from indicators.rules.exact import exact
from indicators.rules.quarters import Quarter
from indicators.rules.terms import Goal, Measure, PlanFigure
from indicators.rules.vocabulary import Denominator

SMALL_COUNT = 5

Corner = tuple[Quarter, Fraction]


@dataclass(frozen=True)
class Path:
    """Corners of the expectation, in time. `steps`: it stands between corners instead of running on;
    `steps_until`: it does so up to that corner only.

    `planned`: plan figures of the Party office are among the corners. `anchored`: the first corner is a
    start, before which nothing more is expected.
    """

    corners: tuple[Corner, ...]
    planned: bool = False
    steps: bool = False
    anchored: bool = True
    steps_until: Quarter | None = None

    def at(self, quarter: Quarter) -> Fraction | None:
        """The expectation at the end of a quarter; None where the path does not lead."""
        before = [corner for corner in self.corners if corner[0] <= quarter]
        after = [corner for corner in self.corners if corner[0] >= quarter]
        if not before:
            return self.corners[0][1] if self.anchored else None
        (start, low) = before[-1]
        if self.steps or (self.steps_until is not None and quarter < self.steps_until):
            return low
        if not after:
            return None
        (end, high) = after[0]
        if start == end:
            return low
        return low + (high - low) * Fraction(quarter.index - start.index, end.index - start.index)


def draw(
    start: Corner | None,
    plan_figures: Iterable[PlanFigure],
    end: Corner | None,
    steps: bool = False,
    counts: bool = False,
) -> Path | None:
    """The path from `start` over the plan figures to `end`; None when there is nothing to expect by.

    Plan figures at or before the start, and at or after the end, do not count: there stand the baseline and
    the target. A quarter's figure beats the year's for the same quarter. Before the start the expectation is
    the start. With `counts` the plan figures are steps, from the last of which a line leads on; with `steps`
    (counts of 5 or fewer) there is no such line.
    """
    plans: dict[Quarter, Fraction] = {}
    for one in sorted(plan_figures, key=lambda one: (one.due, one.quarter is not None, one.value)):
        if (start is None or one.due > start[0]) and (end is None or one.due < end[0]):
            plans[one.due] = exact(one.value)
    if not plans and (start is None or end is None or steps):
        return None
    corners = [*([start] if start else []), *plans.items()]
    if end is not None and not steps and (start is None or end[0] > start[0]):
        corners.append(end)
    last_plan = max(plans) if counts and plans else None
    return Path(tuple(corners), bool(plans), steps, start is not None, last_plan)


def whole_things(measure: Measure, expected: Fraction, below: Decimal | None, higher: bool) -> Fraction:
    """What is expected of countable things: whole, rounded down (up when lower is better).

    Of a rate it is the numerator that is whole, over the denominator `below`; a rate of two flows is no state
    of so many things and stays as it is.
    """
    if not measure.counts or measure.denominator_accumulation is Denominator.FLOW:
        return expected
    if measure.is_rate and (below is None or below <= 0):
        return expected
    things = exact(below) / measure.factor if measure.is_rate and below is not None else Fraction(1)
    rounded = floor(expected * things) if higher else ceil(expected * things)
    return Fraction(rounded) / things


def is_small_count(measure: Measure, goal: Goal) -> bool:
    """Whether the goal is a count of 5 things or fewer; a rate and 4 % are none."""
    return (
        measure.counts and not measure.is_rate and goal.value is not None and abs(goal.value) <= SMALL_COUNT
    )
