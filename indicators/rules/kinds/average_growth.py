"""average_growth: ∏(1+g) against (1+goal)ⁿ over the years of the plan (rule 8)."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from math import prod

from indicators.rules.accumulation import Accumulated
from indicators.rules.exact import HUNDRED, exact, root, shown
from indicators.rules.kinds.bands import attainment, attainment_formula, band, slow_limit
from indicators.rules.kinds.case import Case
from indicators.rules.kinds.threshold import Threshold
from indicators.rules.quarters import Quarter, last_year_end
from indicators.rules.standing import Standing, standing_of
from indicators.rules.vocabulary import Reason, Status


def assess_average_growth(case: Case) -> Standing:
    """Standing of a mean yearly growth; figures and goal in per cent (15 = 15 %/year).

    Only fourth quarters enter the mean, each from its own figure. It is the geometric one, so that it agrees
    with the product that decides at the horizon. A growth of −100 % or less is no figure. Inside a year the
    growth to date is judged by itself.
    """
    latest, promise, years = case.accumulated(), case.promise(), _years(case)
    over_years = _over_years(case, latest, promise, years) if years else None
    if case.at.quarter < 4 and not case.over:
        inside = _inside_the_year(case, latest, promise, over_years)
        if inside is not None:
            return inside
    return over_years or standing_of(latest, Status.NOT_DUE, case.waits)


def _inside_the_year(
    case: Case, latest: Accumulated, promise: Threshold, over_years: Standing | None
) -> Standing | None:
    """The growth to date by the bands against the year's plan figure, else the goal; None before one."""
    this_year = latest.at >= case.first and latest.at.year == case.at.year
    if not this_year and not case.due.owed(Quarter(case.at.year, 1), case.at):
        return None
    growth = latest.complete
    if growth is None or growth <= -HUNDRED or latest.quarter is None or latest.quarter.year != case.at.year:
        missing = latest.missing or case.due.owed(Quarter(case.at.year, 1), case.at)
        return replace(standing_of(latest, Status.NO_DATA, Reason.MISSING), missing=missing)
    planned = _plan_figure(case, latest.at)
    expected = promise.limit if planned is None else planned
    against = Reason.AGAINST_LINE if planned is None else Reason.AGAINST_PLAN
    status = band(growth, expected, case.slow, promise.higher)
    done = attainment(growth, expected, promise.higher)
    return replace(
        standing_of(latest, status, against, Reason.IN_YEAR),
        inside_year=True,
        formula=attainment_formula(expected, promise.higher),
        goal=shown(expected),
        achievement=shown(done),
        expected=None if done is None else shown(Fraction(1)),
        expected_value=shown(expected),
        forecast=over_years.forecast if over_years else None,
        needed_per_year=over_years.needed_per_year if over_years else None,
    )


def _plan_figure(case: Case, at: Quarter) -> Fraction | None:
    """What the plan figures ask of the growth to date: the quarter's own, else the whole year's."""
    known = {one.quarter: one.value for one in case.plan_figures if one.year == at.year}
    value = known.get(at.quarter, known.get(None, known.get(4)))
    return None if value is None else exact(value)


def _over_years(case: Case, latest: Accumulated, promise: Threshold, years: list[Quarter]) -> Standing:
    """The mean of the years that have ended, against the goal."""
    found = [case.accumulated(year) for year in years]
    growths = [_growth(one, year) for one, year in zip(found, years, strict=True)]
    known = [growth for growth in growths if growth is not None]
    standing = replace(standing_of(latest, Status.NO_DATA), judged_at=years[-1])
    if len(known) < len(years):
        missing = tuple(year for year, growth in zip(years, growths, strict=True) if growth is None)
        return replace(standing, missing=missing, reasons=(Reason.MISSING,))
    product = prod((1 + growth / HUNDRED for growth in known), start=Fraction(1))
    status = _status(case, promise, product, len(years))
    standing = replace(standing, status=status, missing=(), partial=False)
    standing = replace(standing, estimated=any(one.estimated for one in found))
    standing = replace(standing, reasons=(Reason.AT_HORIZON if case.over else Reason.AGAINST_LINE,))
    return _with_rates(case, promise, product, len(years), standing)


def _years(case: Case) -> list[Quarter]:
    """The year ends that have passed, from the first year that counts."""
    return [Quarter(year, 4) for year in range(case.first.year, last_year_end(case.at).year + 1)]


def _growth(found: Accumulated, year_end: Quarter) -> Fraction | None:
    """A year's growth, when its own fourth quarter gives one that can be."""
    growth = found.complete
    return growth if growth is not None and found.quarter == year_end and growth > -HUNDRED else None


def _status(case: Case, promise: Threshold, product: Fraction, years: int) -> Status:
    higher = promise.higher
    if case.over:
        met = _compare(product, promise.limit, years, higher, promise.strict)
        exceeded = not promise.strict and _compare(product, promise.value, years, higher, strict=True)
        return Status.EXCEEDED if exceeded else Status.MET if met else Status.FAILED
    if _compare(product, promise.limit, years, higher):
        return Status.ON_TRACK
    slow = slow_limit(promise.limit, case.slow, higher)
    return Status.SLOW if slow is not None and _compare(product, slow, years, higher) else Status.AT_RISK


def _compare(product: Fraction, rate: Fraction, years: int, higher: bool, strict: bool = False) -> bool:
    """Whether a mean growth is at least (at most) a rate in per cent, without taking a root."""
    base = 1 + rate / HUNDRED
    if base <= 0:  # no growth above −100 % lies below such a rate
        return higher
    goal = base**years
    if strict:
        return product > goal if higher else product < goal
    return product >= goal if higher else product <= goal


def _with_rates(
    case: Case, promise: Threshold, product: Fraction, years: int, standing: Standing
) -> Standing:
    """Mean to date against the goal, and what the remaining years must average (rule 11)."""
    mean = (root(product, years) - 1) * HUNDRED
    done = attainment(mean, promise.value, promise.higher)
    remaining = case.horizon.year - case.first.year + 1 - years
    needed = None
    goal = 1 + promise.value / HUNDRED
    if remaining > 0 and goal > 0:
        needed = (root(goal ** (years + remaining) / product, remaining) - 1) * HUNDRED
    return replace(
        standing,
        formula=attainment_formula(promise.value, promise.higher),
        goal=shown(promise.value),
        achievement=shown(done),
        expected=None if done is None else shown(Fraction(1)),
        expected_value=shown(promise.value),
        forecast=shown(mean),
        needed_per_year=shown(needed),
    )
