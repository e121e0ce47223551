"""Promises that contradict themselves: refused before they are written."""

from __future__ import annotations

from collections.abc import Iterator

from bachdang.vietnamese.words import Words
from indicators.rules.exact import HUNDRED, exact
from indicators.rules.terms import Baseline, Goal, Measure, PlanFrame
from indicators.rules.vocabulary import VALUED_KINDS, Direction, Operator, TargetKind


class GoalFault(Words):
    """What is wrong with a goal."""

    NO_VALUE = "no_value", "Mục tiêu loại này phải có phép so sánh và giá trị."
    AGAINST_DIRECTION = "against_direction", "Phép so sánh trái với chiều tốt của chỉ tiêu."
    HORIZON_BEFORE_BASELINE = "horizon_before_baseline", "Thời hạn phải sau ngày của số gốc."
    HORIZON_BEFORE_PLAN = "horizon_before_plan", "Thời hạn không được trước ngày bắt đầu của kế hoạch."
    OVER_WHOLE = "over_whole", "Chỉ tiêu là một phần của tổng thể nên mục tiêu không vượt quá 100%."
    GROWTH_TOO_LOW = "growth_too_low", "Tốc độ tăng phải lớn hơn −100%."


_AGAINST = {
    Direction.HIGHER: (Operator.AT_MOST, Operator.LESS_THAN),
    Direction.LOWER: (Operator.AT_LEAST, Operator.MORE_THAN),
}


def goal_faults(
    measure: Measure, goal: Goal, baseline: Baseline | None, frame: PlanFrame
) -> Iterator[GoalFault]:
    """Each contradiction in a goal, given how it is measured, its baseline and the plan."""
    if goal.horizon < frame.starts:
        yield GoalFault.HORIZON_BEFORE_PLAN
    if baseline is not None and baseline.on >= goal.horizon:
        yield GoalFault.HORIZON_BEFORE_BASELINE
    if goal.kind not in VALUED_KINDS:
        return
    if goal.value is None or goal.operator is None:
        yield GoalFault.NO_VALUE
        return
    # A change states a difference: its sign already says the direction.
    if goal.kind is not TargetKind.CHANGE and goal.operator in _AGAINST[measure.direction]:
        yield GoalFault.AGAINST_DIRECTION
    if measure.whole is not None and exact(goal.value) > measure.whole:
        yield GoalFault.OVER_WHOLE
    if goal.kind is TargetKind.AVERAGE_GROWTH and exact(goal.value) <= -HUNDRED:
        yield GoalFault.GROWTH_TOO_LOW
