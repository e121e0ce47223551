"""From a target and its figures to how it stands: the one entry to the twelve rules of docs/domain.md."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from indicators.rules.figures import Figure
from indicators.rules.kinds.average_growth import assess_average_growth
from indicators.rules.kinds.case import Case, open_case
from indicators.rules.kinds.reach import assess_reach
from indicators.rules.kinds.stated import assess_milestone, assess_qualitative
from indicators.rules.kinds.trend import assess_trend
from indicators.rules.kinds.yearly import assess_every_year, assess_maintain
from indicators.rules.quarters import Quarter
from indicators.rules.standing import Standing, standing_of
from indicators.rules.terms import Baseline, Goal, Measure, PlanFigure, PlanFrame
from indicators.rules.vocabulary import VALUED_KINDS, Reason, Status, TargetKind

_BY_KIND: dict[TargetKind, Callable[[Case], Standing]] = {
    TargetKind.REACH: assess_reach,
    TargetKind.CHANGE: assess_reach,
    TargetKind.MAINTAIN: assess_maintain,
    TargetKind.EVERY_YEAR: assess_every_year,
    TargetKind.AVERAGE_GROWTH: assess_average_growth,
    TargetKind.TREND: assess_trend,
    TargetKind.MILESTONE: assess_milestone,
    TargetKind.QUALITATIVE: assess_qualitative,
}


def assess(
    measure: Measure,
    goal: Goal,
    figures: Sequence[Figure],
    baseline: Baseline | None,
    plan_figures: Sequence[PlanFigure],
    at: Quarter,
    frame: PlanFrame,
) -> Standing:
    """How a target stands at the end of quarter `at`, from the figures given, in any order.

    Figures after `at` and figures to the cut-off are not looked at. Raises nothing for finite decimals: what
    cannot be computed is Chưa có số liệu with its reason.
    """
    if goal.kind in VALUED_KINDS and goal.value is None:
        return Standing(Status.NO_DATA, reasons=(Reason.NO_VALUE,), judged_at=at)
    case = open_case(measure, goal, figures, baseline, plan_figures, at, frame)
    standing = _BY_KIND[goal.kind](case)
    if goal.kind in VALUED_KINDS and standing.current is None and case.at < min(at, case.horizon):
        return _with_latest(case, standing)
    return standing


def _with_latest(case: Case, standing: Standing) -> Standing:
    """Where only a year's end is judged and none has come yet, the figures so far are shown all the same.

    Nothing is waited for where a figure owed until now is absent: that is told instead.
    """
    latest = case.accumulated(min(case.asked, case.horizon))
    if standing.status is Status.NOT_DUE and latest.missing:
        return standing_of(latest, Status.NO_DATA, Reason.MISSING)
    shown_now = standing_of(latest, standing.status, *standing.reasons)
    missing = standing.missing or shown_now.missing
    return replace(shown_now, judged_at=standing.judged_at, rating=standing.rating, missing=missing)
