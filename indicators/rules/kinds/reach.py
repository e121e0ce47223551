"""reach and change: a level or a sum to be there by the horizon (rules 1 to 7)."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from indicators.rules.accumulation import Accumulated
from indicators.rules.exact import shown
from indicators.rules.kinds.case import Case
from indicators.rules.kinds.course import Course, course_of
from indicators.rules.standing import Standing, standing_of
from indicators.rules.vocabulary import Accumulation, Reason, Status, TargetKind


def assess_reach(case: Case) -> Standing:
    """Standing of a reach or change target. After the horizon the horizon's figure has decided for good.

    A figure is compared with what was expected at its own quarter: between two yearly figures the verdict
    stands together with the figure.
    """
    found = _found(case)
    if case.goal.kind is TargetKind.CHANGE and case.start() is None:
        return standing_of(found, Status.NO_DATA, Reason.NO_BASELINE)
    course = course_of(case, found.at)
    if found.amount is not None and case.settles(found, course.promise, _is_final(case, found)):
        reason = Reason.AT_HORIZON if case.over else Reason.MET_ALREADY
        standing = standing_of(found, course.promise.verdict(found.amount), reason)
        return _with_progress(course, found, found.amount, standing)
    unjudged = case.unjudged(found)
    if unjudged is not None or found.amount is None:
        return unjudged or standing_of(found, Status.NO_DATA)
    status, reasons = _on_the_way(case, course, found, found.amount)
    return _with_progress(course, found, found.amount, standing_of(found, status, *reasons))


def _is_final(case: Case, found: Accumulated) -> bool:
    """Whether nothing more comes: at the horizon, and for a year's sum at the end of its year."""
    of_a_year = case.measure.accumulation is Accumulation.YEAR_TO_DATE
    return case.over or (of_a_year and found.at.quarter == 4)


def _found(case: Case) -> Accumulated:
    """The figure judged: the year's end for what fills up inside a year, unless now is enough (rule 6).

    A last year that was better than the value is not made worse by a year that only meets it so far.
    """
    now, judged = case.accumulated(min(case.asked, case.horizon)), case.accumulated()
    promise = course_of(case, now.at).promise
    if case.yearly or now.amount is None or not case.settles(now, promise, final=False):
        return judged
    better = judged.complete is not None and promise.exceeded_by(judged.complete)
    return judged if better and not promise.exceeded_by(now.amount) else now


def _on_the_way(
    case: Case, course: Course, found: Accumulated, amount: Fraction
) -> tuple[Status, tuple[Reason, ...]]:
    """Status of a figure that does not meet the target."""
    if case.over:
        return Status.FAILED, (Reason.AT_HORIZON,)
    if course.baseline_meets:
        return Status.AT_RISK, (Reason.BASELINE_MEETS,)
    gaps = (Reason.NO_BASELINE,) if course.start is None else ()
    expected = course.expected(found)
    if course.path is None or expected is None:
        if course.small:
            return Status.NOT_DUE, (Reason.SMALL_COUNT,)
        return Status.NO_DATA, (*gaps, Reason.NO_PLAN_FIGURES)
    against = Reason.AGAINST_PLAN if course.path.planned else Reason.AGAINST_LINE
    status, done = course.judge(amount, expected, case.slow), course.done(amount)
    early = status is Status.AT_RISK and course.is_early(found.at, case.lenient)
    if early and done is not None and done >= 0:
        return Status.SLOW, (*gaps, against, Reason.LINE_BEGINS)
    return status, (*gaps, against)


def _with_progress(course: Course, found: Accumulated, amount: Fraction, standing: Standing) -> Standing:
    """Add done, expected, forecast and what is still needed; a partial sum is not extended."""
    expected = course.expected(found)
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
