"""maintain and every_year: figures that must meet the value again and again (rules 4, 6, 7)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from fractions import Fraction

from indicators.rules.accumulation import Accumulated
from indicators.rules.exact import shown
from indicators.rules.kinds.bands import attainment, attainment_formula, band
from indicators.rules.kinds.case import Case
from indicators.rules.kinds.path import Path, draw, is_small_count, whole_things
from indicators.rules.kinds.threshold import Threshold
from indicators.rules.quarters import Quarter
from indicators.rules.standing import Standing, standing_of
from indicators.rules.vocabulary import Formula, Reason, Status


def assess_maintain(case: Case) -> Standing:
    """The period's own figure meets the value or does not; its history says in how many periods it did.

    Of a sum and of a rate of two flows the part of the period is judged, and the year's stands beside it.
    """
    found, promise, year = case.own(), case.promise(), case.accumulated()
    reason = Reason.AT_HORIZON if case.over else Reason.IN_PERIOD
    standing = _settled(case, found, promise, reason)
    achievement = None if found.amount is None else attainment(found.amount, promise.value, promise.higher)
    return replace(
        standing,
        formula=attainment_formula(promise.value, promise.higher),
        goal=shown(promise.value),
        achievement=None if _is_blank(standing) else shown(achievement),
        expected=None if _is_blank(standing) or achievement is None else shown(Fraction(1)),
        year_to_date=None if year.amount == found.amount else year.value,
        kept_periods=_kept(case, promise, _periods(case, found.at), case.own),
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
    return replace(standing, kept_periods=_kept(case, promise, judged, case.accumulated))


def _settled(case: Case, found: Accumulated, promise: Threshold, reason: Reason) -> Standing:
    """Đạt, Vượt, Không đạt, or why there is no verdict; `reason` says when the verdict is given."""
    final = reason is not Reason.MET_ALREADY
    if found.amount is not None and found.at >= case.first and case.settles(found, promise, final):
        return standing_of(found, promise.verdict(found.amount), reason)
    return case.unjudged(found) or standing_of(found, Status.FAILED, reason)


def _is_blank(standing: Standing) -> bool:
    return standing.status in (Status.NO_DATA, Status.NOT_DUE)


def _inside_the_year(case: Case, found: Accumulated, amount: Fraction, promise: Threshold) -> Standing:
    path, expected = _expectation(case, found, promise)
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
        counts = case.measure.counts and not case.measure.is_rate
        return draw(start, plans, year_end, is_small_count(case.measure, case.goal), counts)
    own = [one for one in plans if one.due == at]
    return draw(None, own, year_end) or Path(((at, promise.value),))


def _expectation(case: Case, found: Accumulated, promise: Threshold) -> tuple[Path | None, Fraction | None]:
    """The year's path and where it stands at the figure's quarter; a growing count is expected whole."""
    path = _year_path(case, found.at, promise)
    expected = path.at(found.at) if path else None
    if expected is not None and case.measure.grows_by_parts:
        expected = whole_things(case.measure, expected, found.denominator, promise.higher)
    return path, expected


def _with_expectation(case: Case, found: Accumulated, promise: Threshold, standing: Standing) -> Standing:
    """Add achievement and expected, both as shares of the year's value; none for a value of 0."""
    _, expected = _expectation(case, found, promise)
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


def _kept(
    case: Case, promise: Threshold, periods: Iterable[Quarter], figure: Callable[[Quarter], Accumulated]
) -> tuple[int, int] | None:
    """(kept, judged) over periods with a figure of their own; None before the first."""
    kept = judged = 0
    for period in periods:
        found = figure(period)
        if found.amount is None or found.quarter != period:
            continue
        settled = case.settles(found, promise, final=True)
        judged += settled or not found.missing
        kept += settled
    return (kept, judged) if judged else None
