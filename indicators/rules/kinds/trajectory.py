"""The expectation of a target as a line to draw."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from indicators.rules.exact import shown
from indicators.rules.kinds.case import open_case
from indicators.rules.kinds.course import Course, course_of
from indicators.rules.kinds.path import Corner, whole_things
from indicators.rules.quarters import Quarter
from indicators.rules.terms import Baseline, Goal, Measure, PlanFigure, PlanFrame
from indicators.rules.vocabulary import TargetKind


def expected_corners(
    measure: Measure,
    goal: Goal,
    baseline: Baseline | None,
    plan_figures: Sequence[PlanFigure],
    at: Quarter,
    frame: PlanFrame,
) -> list[tuple[Quarter, Decimal]]:
    """Corners (quarter's end, value) of what rule 4 expects of a reach or change target.

    In the measure's unit. Empty for other kinds and where nothing is expected. `at` chooses the year
    of a sum inside the year. A path of steps (`is_small_count`) is led on to the horizon at its last height.
    """
    if goal.kind not in (TargetKind.REACH, TargetKind.CHANGE) or goal.value is None:
        return []
    case = open_case(measure, goal, [], baseline, plan_figures, at, frame)
    course = course_of(case, at)
    path = course.path
    if path is None or (goal.kind is TargetKind.CHANGE and case.start() is None):
        return []
    corners = [*path.corners]
    if path.steps and corners[-1][0] < course.horizon:
        corners.append((course.horizon, corners[-1][1]))
    elif measure.counts and not measure.is_rate:
        corners = _whole_steps(measure, course)
    return [(quarter, shown(value)) for quarter, value in corners]


def _whole_steps(measure: Measure, course: Course) -> list[Corner]:
    """The expectation of every quarter where things are counted: it rises by whole things."""
    path, higher = course.path, course.promise.higher
    if path is None:
        return []
    quarters = path.corners[0][0].until(path.corners[-1][0])
    values = ((quarter, path.at(quarter)) for quarter in quarters)
    return [(one, whole_things(measure, value, None, higher)) for one, value in values if value is not None]
