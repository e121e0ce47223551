"""What a figure is judged beside: last quarter, a year ago, the year's plan; short enough for a cell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bachdang.standing.quarter_book import QuarterBook
from bachdang.vietnamese.numbers import format_decimal
from indicators.entry import NewFigure, as_new_figure
from indicators.magnitudes import value_of
from indicators.models import Indicator, Measurement
from indicators.rules import Quarter
from indicators.standings import TargetBook
from indicators.target_row import TargetRow
from indicators.wording import figure_text, is_state


@dataclass(frozen=True)
class Known:
    """The texts of one row, without the unit of measure; `measure` is that of all of them."""

    measure: str = ""
    previous: str = ""
    last_year: str = ""
    plan: str = ""


def known_of(book: QuarterBook) -> dict[int, Known]:
    """By indicator; of one with several targets the plan of the first that has one."""
    found: dict[int, Known] = {}
    for row in [*book.target_rows, *book.targets.plain_rows()]:
        if row.indicator.pk not in found or not found[row.indicator.pk].plan:
            found[row.indicator.pk] = known_row(book.targets, row, book.scope.quarter)
    return found


def known_row(targets: TargetBook, row: TargetRow, at: Quarter) -> Known:
    """The texts of one target's row."""
    indicator = row.indicator
    best = best_by_quarter(targets.measurements(indicator))
    before, year_ago = at.previous(), at.shift(-4)
    latest = max((when for when in best if when < (at.year, at.quarter)), default=None)
    previous = best.get((before.year, before.quarter))
    text = _cell(previous, indicator)
    if previous is None and latest is not None:
        year = "" if latest[0] == at.year else f"/{latest[0] % 100:02}"
        text = f"{_cell(best[latest], indicator)} (Q{latest[1]}{year})"
    return Known(
        measure="" if is_state(indicator) else indicator.measure,
        previous=text,
        last_year=_cell(best.get((year_ago.year, year_ago.quarter)), indicator),
        plan="" if row.plan_figure is None else format_decimal(row.plan_figure, at_most=4),
    )


def best_by_quarter(rows: Iterable[Measurement]) -> dict[tuple[int, int], Measurement]:
    """The official figure of each (year, quarter), else its estimate; figures to the cut-off are left out."""
    weights = {"estimate": 0, "official": 1}
    judged = sorted((one for one in rows if one.form in weights), key=lambda one: weights[one.form])
    return {(one.year, one.quarter): one for one in judged}


def _cell(one: Measurement | None, indicator: Indicator) -> str:
    return short_figure(as_new_figure(one), indicator) if one is not None else ""


def short_figure(figure: NewFigure, indicator: Indicator) -> str:
    """A figure without its unit; a rate of which both parts are known is its quotient."""
    if figure.rating or is_state(indicator):
        return figure_text(figure.value, indicator, figure.rating, exact=True)
    value = value_of(indicator, figure)
    if value is not None:
        return format_decimal(value, at_most=2 if figure.value is None else None)
    if figure.numerator is not None:
        return f"{format_decimal(figure.numerator)} (tử số)"
    return f"{format_decimal(figure.denominator)} (mẫu số)" if figure.denominator is not None else ""
