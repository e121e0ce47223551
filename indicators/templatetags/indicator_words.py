"""`{% load indicator_words %}`: figures of indicators in words."""

from __future__ import annotations

from decimal import Decimal

from django import template

from bachdang.numbers import format_percent
from indicators.models import Indicator, Measurement
from indicators.rules import Point
from indicators.standings import TargetRow
from indicators.wording import figure_text, fraction_text, with_measure

register = template.Library()


@register.filter
def current_text(row: TargetRow) -> str:
    """The accumulated figure of a target's standing, with its unit; "" without a figure."""
    standing = row.standing
    return figure_text(standing.current, row.indicator, standing.rating.value if standing.rating else "")


@register.filter
def measurement_text(measurement: Measurement, indicator: Indicator) -> str:
    """One reported figure as typed: a value, a fraction with its rate, a state or a rating."""
    if measurement.numerator is not None and measurement.denominator is not None:
        return fraction_text(measurement.numerator, measurement.denominator, indicator)
    return figure_text(measurement.value, indicator, measurement.rating)


@register.filter
def point_text(point: Point, indicator: Indicator) -> str:
    return figure_text(point.value, indicator)


@register.filter
def in_measure(value: Decimal | None, indicator: Indicator) -> str:
    """A figure with the indicator's unit, at most two decimals."""
    return with_measure(value, indicator.measure)


@register.filter
def ratio(value: Decimal | None) -> str:
    """A ratio (1 = 100%) as a percentage with at most one decimal."""
    return "" if value is None else format_percent(value * 100, at_most=1)
