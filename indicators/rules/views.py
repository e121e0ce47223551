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
from indicators.rules.vocabulary import Accumulation


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
