"""trend: each year better than the one before (rule 9)."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from indicators.rules.accumulation import Accumulated, accumulate_chosen
from indicators.rules.due import Due
from indicators.rules.exact import shown
from indicators.rules.kinds.case import Case
from indicators.rules.quarters import Quarter, last_year_end
from indicators.rules.standing import Standing, standing_of
from indicators.rules.vocabulary import Denominator, Direction, Reason, Status


def assess_trend(case: Case) -> Standing:
    """Inside a year the year to date, where it can be compared; else the verdict of the last year ended.

    A whole year is Đạt or Không đạt: no value is promised that could be exceeded, and equal is not better.
    The year before the first is known from its figures, all of them for a sum, or else from a baseline dated
    in it.
    """
    latest, year = case.accumulated(), last_year_end(case.at)
    inside = _inside_the_year(case, latest)
    if inside is not None:
        kept = _kept(case, year) if year >= case.first else None
        return replace(inside, kept_periods=kept)
    if year < case.first:
        absent = latest.missing and latest.quarter != latest.at
        status, reason = (Status.NO_DATA, Reason.MISSING) if absent else (Status.NOT_DUE, case.waits)
        return standing_of(latest, status, reason)
    status, reason, missing, before = _verdict(case, year)
    return replace(
        standing_of(latest, status, reason),
        judged_at=year,
        compared=shown(before),
        missing=missing if status is Status.NO_DATA else (),
        estimated=latest.estimated or _year(case, year).estimated,
        kept_periods=_kept(case, year),
    )


def _inside_the_year(case: Case, latest: Accumulated) -> Standing | None:
    """Better than the same span a year before, as good, or worse; None where either is not wholly known."""
    at = latest.at
    if case.at.quarter == 4 or case.over or at.year != case.at.year or at < case.first:
        return None
    before = _same_span(case, at)
    if latest.complete is None or latest.quarter != at or before is None:
        return None
    better, equal = _better(case, latest.complete, before), latest.complete == before
    status = Status.ON_TRACK if better else Status.SLOW if equal else Status.AT_RISK
    return replace(standing_of(latest, status, Reason.IN_YEAR), compared=shown(before), inside_year=True)


def _same_span(case: Case, at: Quarter) -> Fraction | None:
    """A year before: the same quarters of a sum, the same quarter of a level, else its last year's end."""
    due = Due(case.measure.frequency, last=case.horizon)
    found = accumulate_chosen(case.measure, case.chosen, at.shift(-4), due)
    adds_up = case.measure.is_sum or case.measure.denominator_accumulation in (
        Denominator.FLOW,
        Denominator.PLAN,
    )
    if found.quarter == at.shift(-4):
        return found.complete
    return None if adds_up else _before(case, Quarter(at.year, 4))


def _verdict(case: Case, year: Quarter) -> tuple[Status, Reason, tuple[Quarter, ...], Fraction | None]:
    """Status of one year, why, the figures missing for it, and the year before's."""
    now, before = _year(case, year), _before(case, year)
    if now.amount is not None and before is not None:
        enough = not now.missing or (case.measure.grows_by_parts and _better(case, now.amount, before))
        if enough and (not now.missing or case.measure.direction is Direction.HIGHER):
            status = Status.MET if _better(case, now.amount, before) else Status.FAILED
            return status, Reason.AT_YEAR_END, (), before
    if now.complete is None:
        return Status.NO_DATA, Reason.MISSING, now.missing or (year,), before
    if year.year == case.first.year:
        return Status.NOT_DUE, Reason.NO_COMPARISON, (), None
    return Status.NO_DATA, Reason.NO_COMPARISON, _year(case, year.shift(-4)).missing, None


def _year(case: Case, year: Quarter) -> Accumulated:
    """A whole year's figure. Years before the plan owe theirs as well: half a year is no comparison."""
    due = Due(case.measure.frequency, last=case.horizon)
    found = accumulate_chosen(case.measure, case.chosen, year, due)
    own = found.quarter is not None and found.quarter.year == year.year
    return found if own else Accumulated(year, missing=(year,))


def _before(case: Case, year: Quarter) -> Fraction | None:
    """The figure of the year before."""
    found = _year(case, year.shift(-4)).complete
    if found is None and case.baseline is not None and case.baseline.on.year == year.year - 1:
        return case.start()
    return found


def _better(case: Case, now: Fraction, before: Fraction) -> bool:
    return now > before if case.measure.direction is Direction.HIGHER else now < before


def _kept(case: Case, year: Quarter) -> tuple[int, int] | None:
    """(years that were better, years judged)."""
    verdicts = [_verdict(case, Quarter(one, 4))[0] for one in range(case.first.year, year.year + 1)]
    judged = [status for status in verdicts if status in (Status.MET, Status.FAILED)]
    return (judged.count(Status.MET), len(judged)) if judged else None
