"""Cách tính lũy kế: one function for the figure to date, whatever adds up and whatever does not.

Rule 10 lives here: a quarter that was owed and not given is named, never counted as 0.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from indicators.rules.due import Due
from indicators.rules.exact import exact, shown
from indicators.rules.figures import Chosen, Figure, choose
from indicators.rules.quarters import Quarter
from indicators.rules.terms import Measure
from indicators.rules.vocabulary import Accumulation, Denominator, Frequency


@dataclass(frozen=True)
class Accumulated:
    """An indicator's figure to date.

    `at` is the quarter it is accumulated to: the last one due, or later when a figure came without being due.
    `quarter` is that of the latest figure in it. `amount` is exact and already × scale; None when there is no
    figure or the denominator is 0. `missing` are the owed quarters not given; `partial` marks a sum that
    lacks one: the amount is then "ít nhất". A level or a rate of two flows with a quarter missing is no such
    thing, only older or unknown.
    """

    at: Quarter
    quarter: Quarter | None = None
    amount: Fraction | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    estimated: bool = False
    missing: tuple[Quarter, ...] = ()
    partial: bool = False

    @property
    def value(self) -> Decimal | None:
        """The figure as a decimal, for showing."""
        return shown(self.amount)

    @property
    def complete(self) -> Fraction | None:
        """The figure when nothing is missing from it."""
        return None if self.missing else self.amount


def accumulate(
    measure: Measure, figures: Iterable[Figure], at: Quarter, since: Quarter | None = None
) -> Accumulated:
    """The figure to date at the end of `at`.

    A sum over the plan starts at `since` (its first quarter); without it, at the first figure given. Figures
    outside the quarters owed count as well: a sum adds whatever was reported.
    """
    return accumulate_chosen(measure, choose(figures, at), at, Due(measure.frequency), since)


def accumulate_chosen(
    measure: Measure, chosen: Chosen, at: Quarter, due: Due, since: Quarter | None = None
) -> Accumulated:
    """As `accumulate`, of figures already chosen and with the quarters owed given."""
    known = {q: one for q, one in chosen.items() if q <= at and (one.value is not None or one.is_fraction)}
    latest, owed = max(known, default=None), due.latest(at)
    stands = max((quarter for quarter in (latest, owed) if quarter is not None), default=at)
    first = _window(measure, known, stands, since)
    found = (
        _latest(measure, known, stands, due) if first is None else _sum(measure, known, first, stands, due)
    )
    # "Một lần": the one figure answers for the whole time.
    return (
        replace(found, missing=(), partial=False)
        if due.frequency is Frequency.ONCE and found.quarter
        else found
    )


def own_part(measure: Measure, chosen: Chosen, at: Quarter, due: Due) -> Accumulated:
    """The figure of the period that ends with the quarter judged, without the periods before it.

    Of a sum and of a rate of two flows it is the part done since the figure owed before; all else is a state.
    """
    parts = measure.is_sum or measure.denominator_accumulation is Denominator.FLOW
    if not parts or due.frequency is Frequency.ONCE:
        return accumulate_chosen(measure, chosen, at, due, due.first)
    known = {q: one for q, one in chosen.items() if q <= at and (one.value is not None or one.is_fraction)}
    ends = [quarter for quarter in (max(known, default=None), due.latest(at)) if quarter is not None]
    stands = max(ends, default=at)
    before = Due(due.frequency).latest(stands.previous())
    return _sum(measure, known, stands if before is None else before.next(), stands, due)


def _window(measure: Measure, known: Chosen, stands: Quarter, since: Quarter | None) -> Quarter | None:
    """The first quarter that adds up; None where only the latest figure counts."""
    if not measure.is_sum and measure.denominator_accumulation in (None, Denominator.STOCK):
        return None
    if measure.accumulation is Accumulation.PLAN_TO_DATE:
        return since or min(known, default=stands)
    return Quarter(stands.year, 1)


def _latest(measure: Measure, known: Chosen, stands: Quarter, due: Due) -> Accumulated:
    quarter = max(known, default=None)
    if quarter is None:
        return Accumulated(stands, missing=due.owed(due.first or stands, stands))
    return _as_it_stands(measure, known[quarter], stands, due)


def _as_it_stands(measure: Measure, figure: Figure, stands: Quarter, due: Due) -> Accumulated:
    growth = measure.accumulation is Accumulation.GROWTH
    return Accumulated(
        at=stands,
        quarter=figure.quarter,
        amount=_amount(measure, figure),
        numerator=figure.numerator if not growth else None,
        denominator=figure.denominator if not growth else None,
        estimated=figure.estimated,
        missing=due.owed(figure.quarter.next(), stands),
    )


def _amount(measure: Measure, figure: Figure) -> Fraction | None:
    """A figure in the measure's unit; the fraction is the more exact of the two ways to say it."""
    if figure.numerator is not None and figure.denominator is not None:
        if figure.denominator <= 0:
            return None
        return exact(figure.numerator) / exact(figure.denominator) * measure.factor
    return None if figure.value is None else exact(figure.value)


def _sum(measure: Measure, known: Chosen, first: Quarter, stands: Quarter, due: Due) -> Accumulated:
    """Add up the parts from `first` on, or from the last figure that already is accumulated."""
    within = [one for quarter, one in known.items() if first <= quarter]
    if measure.is_rate:
        if within and not within[-1].is_fraction:
            return _as_it_stands(measure, within[-1], stands, due)
        within = [one for one in within if one.is_fraction]
    start = max((one.quarter for one in within if one.to_date), default=first)
    parts = [one for one in within if one.quarter >= start]
    given = {one.quarter for one in parts}
    missing = tuple(quarter for quarter in due.owed(start, stands) if quarter not in given)
    if not parts:
        return Accumulated(stands, missing=missing)
    whole = Accumulated(
        at=stands,
        quarter=parts[-1].quarter,
        estimated=any(one.estimated for one in parts),
        missing=missing,
        partial=bool(missing) and measure.grows_by_parts,
    )
    return _rate_of(measure, parts, whole) if measure.is_rate else _total_of(measure, parts, whole)


def _total_of(measure: Measure, parts: list[Figure], whole: Accumulated) -> Accumulated:
    amounts = [_amount(measure, one) for one in parts]
    known = [amount for amount in amounts if amount is not None]
    return replace(whole, amount=sum(known, Fraction(0)) if len(known) == len(parts) else None)


def _rate_of(measure: Measure, parts: list[Figure], whole: Accumulated) -> Accumulated:
    above = sum((exact(one.numerator) for one in parts if one.numerator is not None), Fraction(0))
    below = [exact(one.denominator) for one in parts if one.denominator is not None]
    # A plan rate is measured against the latest plan of the year, not against the sum of its versions.
    under = below[-1] if measure.denominator_accumulation is Denominator.PLAN else sum(below, Fraction(0))
    amount = above / under * measure.factor if under > 0 else None
    return replace(whole, amount=amount, numerator=shown(above), denominator=shown(under))
