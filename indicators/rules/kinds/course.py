"""The way to a reach or change target: from where, along which expectation, to what (rules 1 to 5, 11)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from indicators.rules.accumulation import Accumulated
from indicators.rules.exact import exact
from indicators.rules.kinds.bands import attainment, attainment_formula, band
from indicators.rules.kinds.case import Case
from indicators.rules.kinds.path import Corner, Path, draw, is_small_count, whole_things
from indicators.rules.kinds.threshold import Threshold
from indicators.rules.quarters import Quarter
from indicators.rules.terms import Measure, PlanFigure
from indicators.rules.vocabulary import Accumulation, Direction, Formula, Operator, Status, TargetKind


@dataclass(frozen=True)
class Course:
    """`start` is the baseline at its quarter's end, or 0 for a sum; None for a level without a baseline.

    `is_sum`: what is done is a share of the goal, from 0 on. A year's whole is no sum: it stands beside the
    whole of the baseline's year like a level.
    """

    measure: Measure
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

    def expected(self, found: Accumulated) -> Fraction | None:
        """Rule 4: the expectation at the figure's quarter, whole where things are counted."""
        path = self.path.at(found.at) if self.path else None
        if path is None:
            return None
        return whole_things(self.measure, path, found.denominator, self.promise.higher)

    def is_early(self, at: Quarter, lenient: int) -> bool:
        """Whether the line has only begun."""
        return self.start is not None and at.index - self.start[0].index <= lenient

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

    A year's whole stands on the line from the baseline's year over the yearly plan figures to the horizon.
    Inside the year the sum starts at 0 each January and only that year's plan figures say what is expected.
    """
    goal, measure = case.goal, case.measure
    promise = change_promise(case) if goal.kind is TargetKind.CHANGE else case.promise()
    small, end = is_small_count(measure, goal), (case.horizon, promise.value)
    if not measure.is_sum or goal.kind is TargetKind.CHANGE:
        path = _path(case, _baseline(case), case.plan_figures, end)
        return Course(measure, promise, _baseline(case), path, False, small, case.horizon)
    if measure.accumulation is Accumulation.PLAN_TO_DATE:
        start = (case.first.previous(), Fraction(0))
        path = _path(case, start, case.plan_figures, end)
        return Course(measure, promise, start, path, True, small, case.horizon)
    if at.quarter == 4 or at >= case.horizon:
        whole_years = [one for one in case.plan_figures if one.due.quarter == 4]
        path = _path(case, _baseline(case), whole_years, end)
        return Course(measure, promise, _baseline(case), path, False, small, case.horizon)
    january = (Quarter(at.year - 1, 4), Fraction(0))
    path = _path(case, january, [one for one in case.plan_figures if one.year == at.year], None)
    return Course(measure, promise, january, path, True, small, at)


def _path(
    case: Case, start: Corner | None, plan_figures: Sequence[PlanFigure], end: Corner | None
) -> Path | None:
    counts = case.measure.counts and not case.measure.is_rate
    return draw(start, plan_figures, end, is_small_count(case.measure, case.goal), counts)


def _baseline(case: Case) -> Corner | None:
    """The baseline at its quarter's end."""
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
