"""`{% load indicator_words %}`: figures of indicators in words."""

from __future__ import annotations

from decimal import Decimal

from django import template

from bachdang.ui.drawings import Spark, spark
from bachdang.vietnamese.numbers import format_percent
from indicators.entry import as_new_figure
from indicators.explaining import Explanation, explain, needed_amount, needed_value
from indicators.models import Indicator, Measurement
from indicators.rules import Accumulated, Point
from indicators.target_row import TargetRow
from indicators.wording import difference_measure, figure_text, new_figure_text, with_measure

register = template.Library()


@register.filter
def current_text(row: TargetRow) -> str:
    """The accumulated figure of a target's standing, with its unit; "" without a figure."""
    standing = row.standing
    return figure_text(standing.current, row.indicator, standing.rating.value if standing.rating else "")


@register.filter
def measurement_text(measurement: Measurement, indicator: Indicator) -> str:
    """One reported figure as typed: a value, a fraction with its rate, a state or a rating."""
    return new_figure_text(as_new_figure(measurement), indicator)


@register.filter
def point_text(point: Point, indicator: Indicator) -> str:
    return figure_text(point.value, indicator)


@register.filter
def explanation(row: TargetRow) -> Explanation:
    """Why the target stands as it stands, in lines."""
    return explain(row)


@register.filter
def sparkline(row: TargetRow) -> Spark | None:
    """The figures so far as a small line, the last twelve quarters."""
    return spark([one.value for one in row.points[-12:]])


@register.filter
def amount_text(found: Accumulated | None, indicator: Indicator) -> str:
    """An accumulated figure with its unit, "ít nhất" when a quarter is missing from it; "" without one."""
    if found is None or found.value is None:
        return ""
    return f"{'ít nhất ' if found.partial else ''}{figure_text(found.value, indicator)}"


@register.filter
def in_measure(value: Decimal | None, indicator: Indicator) -> str:
    """A figure with the indicator's unit, at most two decimals."""
    return with_measure(value, indicator.measure)


@register.filter
def as_difference(value: Decimal | None, indicator: Indicator) -> str:
    """What was gained or is needed: as a figure, but percentages differ by points."""
    return with_measure(value, difference_measure(indicator.measure))


@register.filter
def expected_text(row: TargetRow) -> str:
    """Cần đạt: the figure that is needed by the end of the quarter; its unit stands beside it already."""
    percent = row.indicator.measure.startswith("%")
    return with_measure(needed_value(row), "%" if percent else "").strip()


@register.filter
def needed_text(row: TargetRow) -> str:
    """What is still to be done, in the words of the explanation."""
    return needed_amount(row)


@register.filter
def ratio(value: Decimal | None) -> str:
    """A ratio (1 = 100%) as a percentage with at most one decimal."""
    return "" if value is None else format_percent(value * 100, at_most=1)
