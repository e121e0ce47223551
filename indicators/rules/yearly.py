"""maintain and every_year: figures that must meet the value again and again (rules 4, 6, 7)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

from indicators.rules.accumulation import Accumulated
from indicators.rules.bands import attainment, attainment_formula, band
from indicators.rules.case import Case
from indicators.rules.exact import shown
from indicators.rules.path import Path, draw, is_small_count
from indicators.rules.quarters import Quarter
from indicators.rules.standing import Standing, standing_of
from indicators.rules.threshold import Threshold
from indicators.rules.vocabulary import Formula, Reason, Status


def assess_maintain(case: Case) -> Standing:
    """The period looked at meets the value or does not; its history says in how many periods it did.

    The figure looked at is the accumulated one, as for every kind: what is to be judged period by period is
    measured as a level.
    """
    found, promise = case.accumulated(), case.promise()
    reason = Reason.AT_HORIZON if case.over else Reason.IN_PERIOD
    standing = _settled(case, found, promise, reason)
    achievement = None if found.amount is None else attainment(found.amount, promise.value, promise.higher)
    return replace(
        standing,
        formula=attainment_formula(promise.value, promise.higher),
        goal=shown(promise.value),
        achievement=None if _is_blank(standing) else shown(achievement),
        expected=None if _is_blank(standing) or achievement is None else shown(Fraction(1)),
        kept_periods=_kept(case, promise, _periods(case, found.at)),
    )


def assess_every_year(case: Case) -> Standing:
    """Inside the year sums and plan rates are expected pro rata, all else in full; the year's end decides.

    Between the figures of a yearly measure the last year's verdict stands.
    """
    found, promise = case.accumulated(), case.promise()
    final = found.at.quarter == 4 or case.over
    standing = _settled(case, found, promise, Reason.AT_YEAR_END if final else Reason.MET_ALREADY)
    if standing.status is Status.FAILED and not final and found.amount is not None:
        standing = _inside_the_year(case, found, found.amount, promise)
    elif not _is_blank(standing):
        standing = _with_expectation(case, found, promise, standing)
    year_ends = (Quarter(year, 4) for year in range(case.first.year, found.at.year + 1))
    judged = [one for one in year_ends if one <= found.at]
    return replace(standing, kept_periods=_kept(case, promise, judged))


def _settled(case: Case, found: Accumulated, promise: Threshold, reason: Reason) -> Standing:
    """Đạt, Vượt, Không đạt, or why there is no verdict; `reason` says when the verdict is given."""
    final = reason is not Reason.MET_ALREADY
    if found.amount is not None and found.at >= case.first and case.settles(found, promise, final):
        return standing_of(found, promise.verdict(found.amount), reason)
    return case.unjudged(found) or standing_of(found, Status.FAILED, reason)


def _is_blank(standing: Standing) -> bool:
    return standing.status in (Status.NO_DATA, Status.NOT_DUE)


def _inside_the_year(case: Case, found: Accumulated, amount: Fraction, promise: Threshold) -> Standing:
    path = _year_path(case, found.at, promise)
    expected = path.at(found.at) if path else None
    if path is None or expected is None:
        standing = standing_of(found, Status.NOT_DUE, Reason.SMALL_COUNT)
    else:
        status = band(amount, expected, case.slow, promise.higher)
        against = Reason.AGAINST_PLAN if path.planned else Reason.AGAINST_LINE
        standing = standing_of(found, status, against)
    return _with_expectation(case, found, promise, standing)


def _year_path(case: Case, at: Quarter, promise: Threshold) -> Path | None:
    """The expectation of one year: k/4 of the value, or the whole of it, bent by the year's quarter plans."""
    year_end, plans = (
        (Quarter(at.year, 4), promise.value),
        [one for one in case.plan_figures if one.due.year == at.year],
    )
    if case.measure.grows_by_parts:
        start = (Quarter(at.year - 1, 4), Fraction(0))
        return draw(start, plans, year_end, is_small_count(case.measure, case.goal))
    own = [one for one in plans if one.due == at]
    return draw(None, own, year_end) or Path(((at, promise.value),))


def _with_expectation(case: Case, found: Accumulated, promise: Threshold, standing: Standing) -> Standing:
    """Add achievement and expected, both as shares of the year's value; none for a value of 0."""
    path = _year_path(case, found.at, promise)
    expected = path.at(found.at) if path else None
    by_parts = case.measure.grows_by_parts
    return replace(
        standing,
        formula=Formula.SHARE if by_parts else attainment_formula(promise.value, promise.higher),
        goal=shown(promise.value),
        achievement=shown(_share(case, promise, found.amount)),
        expected=shown(_share(case, promise, expected)),
        expected_value=shown(expected),
    )


def _share(case: Case, promise: Threshold, amount: Fraction | None) -> Fraction | None:
    """Part of the year's value: of the sum for what adds up (a ceiling's share used), else the attainment."""
    if amount is None:
        return None
    if case.measure.grows_by_parts:
        return amount / promise.value if promise.value != 0 else None
    return attainment(amount, promise.value, promise.higher)


def _periods(case: Case, at: Quarter) -> list[Quarter]:
    """The periods owed so far, and the one looked at; whole years for horizons after the plan's end."""
    owed = {*case.due.owed(case.first, at), at} if at >= case.first else set()
    return sorted(one for one in owed if one.quarter == 4 or not case.yearly)


def _kept(case: Case, promise: Threshold, periods: Iterable[Quarter]) -> tuple[int, int] | None:
    """(kept, judged) over periods with a figure of their own; None before the first."""
    kept = judged = 0
    for period in periods:
        found = case.accumulated(period)
        if found.amount is None or found.quarter != period:
            continue
        settled = case.settles(found, promise, final=True)
        judged += settled or not found.missing
        kept += settled
    return (kept, judged) if judged else None
