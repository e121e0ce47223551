"""reach and change: a level or a sum to be there by the horizon (rules 1 to 7)."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from indicators.rules.accumulation import Accumulated
from indicators.rules.case import Case
from indicators.rules.course import Course, course_of
from indicators.rules.exact import shown
from indicators.rules.standing import Standing, standing_of
from indicators.rules.vocabulary import Reason, Status, TargetKind


def assess_reach(case: Case) -> Standing:
    """Standing of a reach or change target. After the horizon the horizon's figure has decided for good.

    A figure is compared with what was expected at its own quarter: between two yearly figures the verdict
    stands together with the figure.
    """
    found = _found(case)
    if case.goal.kind is TargetKind.CHANGE and case.start() is None:
        return standing_of(found, Status.NO_DATA, Reason.NO_BASELINE)
    course = course_of(case, found.at)
    if found.amount is not None and case.settles(found, course.promise, case.over):
        reason = Reason.AT_HORIZON if case.over else Reason.MET_ALREADY
        standing = standing_of(found, course.promise.verdict(found.amount), reason)
        return _with_progress(course, found, found.amount, standing)
    unjudged = case.unjudged(found)
    if unjudged is not None or found.amount is None:
        return unjudged or standing_of(found, Status.NO_DATA)
    status, reasons = _on_the_way(case, course, found, found.amount)
    return _with_progress(course, found, found.amount, standing_of(found, status, *reasons))


def _found(case: Case) -> Accumulated:
    """The figure judged: the year's end for what fills up inside a year, unless now is enough (rule 6)."""
    now = case.accumulated(min(case.asked, case.horizon))
    early = not case.yearly and case.settles(now, course_of(case, now.at).promise, final=False)
    return now if early else case.accumulated()


def _on_the_way(
    case: Case, course: Course, found: Accumulated, amount: Fraction
) -> tuple[Status, tuple[Reason, ...]]:
    """Status of a figure that does not meet the target."""
    if case.over:
        return Status.FAILED, (Reason.AT_HORIZON,)
    if course.baseline_meets:
        return Status.AT_RISK, (Reason.BASELINE_MEETS,)
    gaps = (Reason.NO_BASELINE,) if course.start is None else ()
    expected = course.path.at(found.at) if course.path else None
    if course.path is None or expected is None:
        why = Reason.SMALL_COUNT if course.small else Reason.NO_PLAN_FIGURES
        return Status.NOT_DUE, (*gaps, why)
    against = Reason.AGAINST_PLAN if course.path.planned else Reason.AGAINST_LINE
    return course.judge(amount, expected, case.slow), (*gaps, against)


def _with_progress(course: Course, found: Accumulated, amount: Fraction, standing: Standing) -> Standing:
    """Add done, expected, forecast and what is still needed; a partial sum is not extended."""
    expected = course.path.at(found.at) if course.path else None
    done = course.done(amount)
    return replace(
        standing,
        formula=None if done is None else course.formula,
        start=shown(course.start[1]) if course.start else None,
        goal=shown(course.promise.value),
        achievement=shown(done),
        expected=shown(None if expected is None else course.done(expected)),
        expected_value=shown(expected),
        forecast=None if found.missing else shown(course.forecast(amount, found.at)),
        needed_per_year=None if found.missing else shown(course.needed(amount, found.at)),
        left=None if found.missing else shown(course.left(amount, found.at)),
    )
