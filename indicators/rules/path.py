"""Rule 4: what is expected at a quarter, on plan figures where they exist, else on a straight line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from indicators.rules.exact import exact
from indicators.rules.quarters import Quarter
from indicators.rules.terms import Goal, Measure, PlanFigure
from indicators.rules.vocabulary import Accumulation

SMALL_COUNT = 5

Corner = tuple[Quarter, Fraction]


@dataclass(frozen=True)
class Path:
    """Corners of the expectation, in time. `steps`: it stands between corners instead of running on.

    `planned`: plan figures of the Party office are among the corners. `anchored`: the first corner is a
    start, before which nothing more is expected.
    """

    corners: tuple[Corner, ...]
    planned: bool = False
    steps: bool = False
    anchored: bool = True

    def at(self, quarter: Quarter) -> Fraction | None:
        """The expectation at the end of a quarter; None where the path does not lead."""
        before = [corner for corner in self.corners if corner[0] <= quarter]
        after = [corner for corner in self.corners if corner[0] >= quarter]
        if not before:
            return self.corners[0][1] if self.anchored else None
        (start, low) = before[-1]
        if self.steps:
            return low
        if not after:
            return None
        (end, high) = after[0]
        if start == end:
            return low
        return low + (high - low) * Fraction(quarter.index - start.index, end.index - start.index)


def draw(
    start: Corner | None, plan_figures: Iterable[PlanFigure], end: Corner | None, steps: bool = False
) -> Path | None:
    """The path from `start` over the plan figures to `end`; None when there is nothing to expect by.

    Plan figures at or before the start, and at or after the end, do not count: there stand the baseline and
    the target. A quarter's figure beats the year's for the same quarter. Before the start the expectation is
    the start. With `steps` (counts of 5 or fewer) only plan figures lead on: such counts have no line.
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
    return Path(tuple(corners), bool(plans), steps, start is not None)


def is_small_count(measure: Measure, goal: Goal) -> bool:
    """Whether the goal is a count of 5 or fewer: a whole number that is no rate, no growth and no share.

    The unit of measure is not known here, so 3 of anything that is not a percentage is taken for a count.
    """
    value = goal.value
    if (
        value is None
        or measure.is_rate
        or measure.part_of_whole
        or measure.accumulation is Accumulation.GROWTH
    ):
        return False
    return abs(value) <= SMALL_COUNT and value == value.to_integral_value()
