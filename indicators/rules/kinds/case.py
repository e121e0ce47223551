"""One target to be judged for one quarter: the inputs of `assess`, put in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from indicators.rules.accumulation import Accumulated, accumulate_chosen, own_part
from indicators.rules.due import Due
from indicators.rules.exact import exact
from indicators.rules.figures import Chosen, Figure, choose
from indicators.rules.kinds.threshold import Threshold, threshold
from indicators.rules.quarters import Quarter, last_year_end
from indicators.rules.standing import Standing, standing_of
from indicators.rules.terms import Baseline, Goal, Measure, PlanFigure, PlanFrame
from indicators.rules.vocabulary import Accumulation, Denominator, Reason, Status, TargetKind

# Kinds that look at each year on its own, so that a sum over the plan adds up inside the year.
_YEAR_BY_YEAR = (TargetKind.EVERY_YEAR, TargetKind.TREND)


@dataclass(frozen=True)
class Case:
    """A target, its figures, and the quarter it is judged for.

    `asked` is the quarter looked at; `at` the one judged: never after the horizon, where a verdict is final,
    and a year's end when `yearly` (horizons after the plan's end, rule 12) or when the figure fills up only
    inside a year. `first` is the first quarter that counts.
    """

    measure: Measure
    goal: Goal
    baseline: Baseline | None
    plan_figures: Sequence[PlanFigure]
    slow: Fraction
    lenient: int
    chosen: Chosen
    asked: Quarter
    at: Quarter
    first: Quarter
    horizon: Quarter
    yearly: bool

    @property
    def due(self) -> Due:
        return Due(self.measure.frequency, self.first, self.horizon)

    @property
    def over(self) -> bool:
        """Whether the quarter judged is the horizon's (rule 7)."""
        return self.at >= self.horizon

    def accumulated(self, at: Quarter | None = None) -> Accumulated:
        """The figure to date, at the quarter judged unless another is given."""
        return accumulate_chosen(self.measure, self.chosen, at or self.at, self.due, self.first)

    def own(self, at: Quarter | None = None) -> Accumulated:
        """The figure of the period alone that ends at the quarter judged."""
        return own_part(self.measure, self.chosen, at or self.at, self.due)

    def promise(self) -> Threshold:
        """The goal's operator and value; kinds without a value are never asked for one."""
        goal, measure = self.goal, self.measure
        value = goal.value if goal.value is not None else Decimal(0)
        return threshold(goal.operator, value, goal.tolerance, measure.direction, measure.whole)

    def start(self) -> Fraction | None:
        """The baseline in the measure's unit."""
        return None if self.baseline is None else self.baseline.amount(self.measure)

    def settles(self, found: Accumulated, promise: Threshold, final: bool) -> bool:
        """Whether the figure meets the promise whatever else comes (rules 6 and 10).

        A partial sum that is enough already is enough. A ceiling on a growing sum, on the other hand, is kept
        only once the time is over: until then it is measured by its share of the time.
        """
        if found.amount is None or not promise.met_by(found.amount):
            return False
        if promise.higher:
            return not found.missing or self.measure.grows_by_parts
        return not found.missing and (final or not self.measure.grows_by_parts)

    def unjudged(self, found: Accumulated) -> Standing | None:
        """Chưa có số liệu when an owed figure is missing, Chưa đến kỳ when none was owed; else None."""
        if found.amount is not None and not found.missing:
            return standing_of(found, Status.NOT_DUE, self.waits) if found.at < self.first else None
        if found.missing or self.due.owed(self.first, self.at):
            return standing_of(found, Status.NO_DATA, Reason.MISSING)
        return standing_of(found, Status.NOT_DUE, self.waits)

    @property
    def waits(self) -> Reason:
        """What is waited for where nothing is judged yet: the year's end, or the first figure owed."""
        return Reason.YEAR_OPEN if self.due.owed(self.first, self.asked) else Reason.NOTHING_OWED


def _fills_inside_a_year(measure: Measure, goal: Goal, planned: bool) -> bool:
    """Whether only the year's end can show the figure asked for: a quarter's work is no level.

    `planned`: plan figures of that very year say what is expected inside it.
    """
    plan_rate = measure.denominator_accumulation is Denominator.PLAN
    if goal.kind is TargetKind.CHANGE:
        return measure.grows_by_parts
    if goal.kind is TargetKind.REACH:
        year_sum = measure.is_sum and measure.accumulation is Accumulation.YEAR_TO_DATE
        return plan_rate or (year_sum and not planned)
    if goal.kind is TargetKind.MAINTAIN and goal.value is not None:
        return plan_rate and threshold(goal.operator, goal.value, direction=measure.direction).higher
    return False


def open_case(
    measure: Measure,
    goal: Goal,
    figures: Sequence[Figure],
    baseline: Baseline | None,
    plan_figures: Sequence[PlanFigure],
    at: Quarter,
    frame: PlanFrame,
) -> Case:
    """Put the inputs of `assess` in order."""
    if goal.kind in _YEAR_BY_YEAR and measure.accumulation is Accumulation.PLAN_TO_DATE:
        measure = replace(measure, accumulation=Accumulation.YEAR_TO_DATE)
    horizon, yearly = Quarter.of(goal.horizon), goal.horizon > frame.ends
    judged = min(at, horizon)
    planned = any(one.year == judged.year for one in plan_figures)
    if judged < horizon and (yearly or _fills_inside_a_year(measure, goal, planned)):
        judged = last_year_end(judged)
    return Case(
        measure=measure,
        goal=goal,
        baseline=baseline,
        plan_figures=plan_figures,
        slow=exact(frame.slow_band),
        lenient=frame.lenient_quarters,
        chosen=choose(figures, at),
        asked=at,
        at=judged,
        first=Quarter.of(frame.starts) if goal.since is None else Quarter(goal.since, 1),
        horizon=horizon,
        yearly=yearly,
    )
