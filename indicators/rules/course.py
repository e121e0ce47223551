"""The way to a reach or change target: from where, along which expectation, to what (rules 1 to 5, 11)."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from indicators.rules.bands import attainment, attainment_formula, band
from indicators.rules.case import Case
from indicators.rules.exact import exact
from indicators.rules.path import Corner, Path, draw, is_small_count
from indicators.rules.quarters import Quarter
from indicators.rules.threshold import Threshold
from indicators.rules.vocabulary import Accumulation, Direction, Formula, Operator, Status, TargetKind


@dataclass(frozen=True)
class Course:
    """`start` is the baseline at its quarter's end, or 0 for a sum; None for a level without a baseline."""

    promise: Threshold
    start: Corner | None
    path: Path | None
    is_sum: bool
    small: bool
    horizon: Quarter

    @property
    def baseline_meets(self) -> bool:
        """Rule 2: the baseline already meets the target or equals it, so there is no done %."""
        if self.start is None or self.is_sum:
            return False
        return self.promise.met_by(self.start[1]) or self.start[1] == self.promise.value

    def done(self, amount: Fraction) -> Fraction | None:
        """Rule 1 with a start, the attainment of rule 3 without; applied to what is expected as well."""
        if self.start is None:
            return attainment(amount, self.promise.value, self.promise.higher)
        span = self.promise.value - self.start[1]
        return None if span == 0 or self.baseline_meets else (amount - self.start[1]) / span

    @property
    def formula(self) -> Formula:
        """How `done` reckons; a sum starts at 0, so that its way is its share."""
        if self.start is None:
            return attainment_formula(self.promise.value, self.promise.higher)
        return Formula.SHARE if self.is_sum else Formula.WAY

    def judge(self, amount: Fraction, expected: Fraction, slow: Fraction) -> Status:
        """Rule 5: on the way covered when there is a baseline, else on the figure itself."""
        done, due = self.done(amount), self.done(expected)
        if self.start is None or self.is_sum or done is None or due is None:
            return band(amount, expected, slow, self.promise.higher)
        return band(done, due, slow)

    def forecast(self, amount: Fraction, at: Quarter) -> Fraction | None:
        """Rule 11: the line start → now extended to the horizon (pro rata for sums); a share stays one.

        None of a count of 5 or fewer: its things do not come in parts.
        """
        if self.small or self.start is None or not self.start[0] < at < self.horizon:
            return None
        since, origin = self.start
        total, elapsed = self.horizon.index - since.index, at.index - since.index
        ahead = origin + (amount - origin) * Fraction(total, elapsed)
        whole = self.promise.whole
        return ahead if whole is None else min(max(ahead, Fraction(0)), whole)

    def needed(self, amount: Fraction, at: Quarter) -> Fraction | None:
        """Rule 11: what is still to go, a year; signed. None once met or over and of small counts."""
        if self.small or at >= self.horizon or self.promise.met_by(amount):
            return None
        return (self.promise.value - amount) * Fraction(4, self.horizon.index - at.index)

    def left(self, amount: Fraction, at: Quarter) -> Fraction | None:
        """Rule 11: the things that a small count still lacks; signed. None once met or over."""
        if not self.small or at >= self.horizon or self.promise.met_by(amount):
            return None
        # "Trên 3" is met by the fourth.
        further = 0 if not self.promise.strict else 1 if self.promise.higher else -1
        return self.promise.value + further - amount


def course_of(case: Case, at: Quarter) -> Course:
    """The way to the case's target as seen at a quarter.

    A sum inside the year starts at 0 each January: another year's sum does not lead to the horizon's, so
    before the horizon's year only that year's plan figures say what is expected, and nothing is forecast.
    """
    goal, measure = case.goal, case.measure
    is_sum = measure.is_sum and goal.kind is not TargetKind.CHANGE
    promise = change_promise(case) if goal.kind is TargetKind.CHANGE else case.promise()
    start, end = _start(case, at, is_sum), (case.horizon, promise.value)
    plan_figures, horizon = case.plan_figures, case.horizon
    ends = True
    if is_sum and measure.accumulation is Accumulation.YEAR_TO_DATE:
        plan_figures = [one for one in plan_figures if one.year == at.year]
        ends = at.year == horizon.year
        horizon = horizon if ends else at
    steps = is_small_count(measure, goal)
    path = draw(start, plan_figures, end if ends else None, steps)
    return Course(promise, start, path, is_sum, steps, horizon)


def _start(case: Case, at: Quarter, is_sum: bool) -> Corner | None:
    """Where the line begins: the baseline's quarter end, the plan's start, 1 January inside a year."""
    if is_sum and case.measure.accumulation is Accumulation.PLAN_TO_DATE:
        return case.first.previous(), Fraction(0)
    if is_sum:
        return Quarter(at.year - 1, 4), Fraction(0)
    amount = case.start()
    return None if amount is None or case.baseline is None else (Quarter.of(case.baseline.on), amount)


def change_promise(case: Case) -> Threshold:
    """The level a change must reach: the baseline and the promised difference in the good direction.

    "Giảm thêm 5" and a change of −5 mean the same; the operator only says whether exactly 5 is enough.
    """
    goal, origin = case.goal, case.start() or Fraction(0)
    higher = case.measure.direction is Direction.HIGHER
    size = abs(exact(goal.value)) if goal.value is not None else Fraction(0)
    softened = size * (1 - exact(goal.tolerance)) if goal.operator is Operator.ABOUT else size
    sign = 1 if higher else -1
    strict = goal.operator in (Operator.MORE_THAN, Operator.LESS_THAN)
    return Threshold(origin + sign * size, origin + sign * softened, higher, strict, case.measure.whole)
