"""What a figure is judged beside: last quarter, a year ago, the year's plan; short enough for a cell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from bachdang.standing.quarter_book import QuarterBook
from bachdang.vietnamese.numbers import format_decimal
from indicators.entry import NewFigure
from indicators.magnitudes import value_of
from indicators.models import Indicator, Measurement
from indicators.querysets import MeasurementQuerySet
from indicators.rules import Form, Quarter
from indicators.target_row import TargetRow
from indicators.wording import figure_text, is_state

# An official figure goes before an estimate.
_JUDGED = (Form.ESTIMATE, Form.OFFICIAL)


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
    rows, at = [*book.target_rows, *book.targets.plain_rows()], book.scope.quarter
    figures = figures_beside({row.indicator.pk for row in rows}, at)
    for row in rows:
        if row.indicator.pk not in found or not found[row.indicator.pk].plan:
            found[row.indicator.pk] = known_row(figures.get(row.indicator.pk, ()), row, at)
    return found


def figures_beside(indicators: Collection[int], at: Quarter) -> dict[int, list[NewFigure]]:
    """What counts of indicators (primary keys) in the quarters that a figure of `at` is judged beside.

    This year's and last year's; where an indicator has none of these before `at`, what is older. At most two
    queries.
    """
    recent = _counting(indicators).filter(year__range=(at.year - 1, at.year))
    found = _by_indicator(recent)
    lacking = [pk for pk in indicators if not any(_is_before(one, at) for one in found.get(pk, ()))]
    for pk, figures in (
        _by_indicator(_counting(lacking).filter(year__lt=at.year - 1)).items() if lacking else ()
    ):
        found[pk] = [*figures, *found.get(pk, ())]
    return found


def _counting(indicators: Collection[int]) -> MeasurementQuerySet:
    return Measurement.objects.counted().filter(indicator__in=indicators, form__in=_JUDGED).order_by()


def _by_indicator(rows: MeasurementQuerySet) -> dict[int, list[NewFigure]]:
    found: dict[int, list[NewFigure]] = defaultdict(list)
    fields = ("year", "quarter", "value", "numerator", "denominator", "rating")
    for pk, form, *values in rows.values_list("indicator", "form", *fields):
        found[pk].append(NewFigure(form=Form(form), **dict(zip(fields, values, strict=True))))
    return found


def _is_before(one: NewFigure, at: Quarter) -> bool:
    return (one.year, one.quarter) < (at.year, at.quarter)


def known_row(figures: Iterable[NewFigure], row: TargetRow, at: Quarter) -> Known:
    """The texts of one target's row; `figures` as `figures_beside` finds them."""
    indicator, best = row.indicator, best_by_quarter(figures)
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


def best_by_quarter(figures: Iterable[NewFigure]) -> dict[tuple[int, int], NewFigure]:
    """The official figure of each (year, quarter), else its estimate; figures to the cut-off are left out."""
    judged = sorted((one for one in figures if one.form in _JUDGED), key=lambda one: _JUDGED.index(one.form))
    return {(one.year, one.quarter): one for one in judged}


def _cell(one: NewFigure | None, indicator: Indicator) -> str:
    return short_figure(one, indicator) if one is not None else ""


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
