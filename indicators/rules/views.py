"""The same figures by other spans: the quarter alone, 6 and 9 months, the year, a year ago, over time.

Sums are added, levels and growth take the latest: nothing is entered twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from indicators.rules.accumulation import Accumulated, accumulate, accumulate_chosen
from indicators.rules.due import Due
from indicators.rules.exact import exact, shown
from indicators.rules.figures import Figure, choose
from indicators.rules.quarters import Quarter
from indicators.rules.terms import Measure
from indicators.rules.vocabulary import Accumulation, Denominator


class Point(NamedTuple):
    """One accumulated figure of a chart or table; `estimated` when any figure in it is an estimate."""

    quarter: Quarter
    value: Decimal
    estimated: bool


def series(
    measure: Measure, figures: Iterable[Figure], until: Quarter, since: Quarter | None = None
) -> list[Point]:
    """The accumulated figure at each quarter that has one of its own, oldest first.

    A partial sum is drawn as far as it is known. `since` as in `accumulate`.
    """
    chosen = choose(figures, until)
    points = []
    for quarter in chosen:
        found = accumulate_chosen(measure, chosen, quarter, Due(measure.frequency), since)
        if found.value is not None and found.quarter == quarter:
            points.append(Point(quarter, found.value, found.estimated))
    return points


def in_year(measure: Measure, figures: Iterable[Figure], at: Quarter) -> Accumulated:
    """The year up to the end of `at`: 3, 6, 9 months or the whole; of a sum over the plan, its part."""
    return accumulate(_yearly(measure), figures, at)


def of_quarter(measure: Measure, figures: Iterable[Figure], quarter: Quarter) -> Accumulated:
    """The quarter's own figure as reported, without the quarters before it."""
    own = {at: one for at, one in choose(figures, quarter).items() if at == quarter}
    return accumulate_chosen(measure, own, quarter, Due(measure.frequency, first=quarter), since=quarter)


def of_span(measure: Measure, figures: Iterable[Figure], first: Quarter, last: Quarter) -> Accumulated | None:
    """What whole quarters brought: sums added, levels and growth the latest figure among them.

    None where that cannot be told: a growth and a rate of a year's plan speak of the year from January, and a
    figure that already is accumulated cannot be cut.
    """
    if first == last:
        return of_quarter(measure, figures, last)
    if first == Quarter(last.year, 1):
        return _from(first, in_year(measure, figures, last))
    if not _adds_up(measure):
        growth = measure.accumulation is Accumulation.GROWTH
        return None if growth else _from(first, accumulate(measure, figures, last))
    parts = {quarter: one for quarter, one in choose(figures, last).items() if quarter >= first}
    if measure.denominator_accumulation is Denominator.PLAN or any(one.to_date for one in parts.values()):
        return None
    span = replace(measure, accumulation=Accumulation.PLAN_TO_DATE)
    return accumulate_chosen(span, parts, last, Due(measure.frequency, first=first), since=first)


def _adds_up(measure: Measure) -> bool:
    """Whether quarters are added: a sum, or a rate whose two parts are."""
    return measure.is_sum or measure.denominator_accumulation in (Denominator.FLOW, Denominator.PLAN)


def _from(first: Quarter, found: Accumulated) -> Accumulated:
    """The same, without a figure that is older than the span."""
    if found.quarter is None or found.quarter >= first:
        return found
    return replace(found, amount=None, numerator=None, denominator=None)


def same_period_last_year(measure: Measure, figures: Iterable[Figure], at: Quarter) -> Accumulated:
    """Cùng kỳ năm trước: the year before up to the same quarter; no amount when anything is missing."""
    found = in_year(measure, figures, at.shift(-4))
    return found if not found.missing else replace(found, amount=None, numerator=None, denominator=None)


def part_of_cumulative(
    measure: Measure,
    figures: Sequence[Figure],
    at: Quarter,
    cumulative: Decimal,
    since: Quarter | None = None,
) -> Decimal | None:
    """The quarter's part when the unit knows the cumulative figure: what is typed less the quarters before.

    None when an earlier quarter is missing. For what does not add up it is the figure itself.
    """
    if not measure.is_sum:
        return cumulative
    chosen = choose(figures, at.previous())
    start = Quarter(at.year, 1)
    if measure.accumulation is Accumulation.PLAN_TO_DATE:
        start = since or min(chosen, default=at)
    before = {quarter: one for quarter, one in chosen.items() if quarter >= start}
    due = Due(measure.frequency, first=start)
    if not before and not due.owed(start, at.previous()):
        return cumulative
    earlier = accumulate_chosen(measure, before, at.previous(), due, start).complete
    return None if earlier is None else shown(exact(cumulative) - earlier)


def _yearly(measure: Measure) -> Measure:
    if measure.accumulation is Accumulation.PLAN_TO_DATE:
        return replace(measure, accumulation=Accumulation.YEAR_TO_DATE)
    return measure
