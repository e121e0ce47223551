"""Rows as the arithmetic takes them: from models to the plain values of indicators.rules."""

from __future__ import annotations

from indicators import rules
from indicators.models import (
    Baseline,
    Indicator,
    Measurement,
    TargetTerms,
)
from plans.models import Plan


def measure_of(indicator: Indicator) -> rules.Measure:
    """The indicator's way of being measured, as rules.py takes it."""
    return rules.Measure(
        direction=rules.Direction(indicator.direction),
        frequency=rules.Frequency(indicator.frequency),
        accumulation=rules.Accumulation(indicator.accumulation),
        denominator_accumulation=(
            rules.Denominator(indicator.denominator_accumulation) if indicator.is_rate else None
        ),
        scale=indicator.scale,
        part_of_whole=indicator.part_of_whole,
        counts=indicator.counted,
    )


def frame_of(plan: Plan) -> rules.PlanFrame:
    """The plan's time and settings, as rules.py takes them."""
    return rules.PlanFrame(plan.starts, plan.ends, plan.slow_band, plan.lenient_quarters)


def goal_of(terms: TargetTerms, plan: Plan) -> rules.Goal:
    """What the target's terms ask, as rules.py takes it."""
    return rules.Goal(
        kind=rules.TargetKind(terms.kind),
        operator=rules.Operator(terms.operator) if terms.operator else None,
        value=terms.value,
        tolerance=plan.tolerance,
        horizon=terms.horizon,
        since=terms.since,
    )


def figure_of(measurement: Measurement) -> rules.Figure:
    return rules.Figure(
        quarter=rules.Quarter(measurement.year, measurement.quarter),
        form=rules.Form(measurement.form),
        value=measurement.value,
        numerator=measurement.numerator,
        denominator=measurement.denominator,
        rating=rules.Rating(measurement.rating) if measurement.rating else None,
        reached_on=measurement.reached_on,
    )


def baseline_of(baseline: Baseline | None) -> rules.Baseline | None:
    if baseline is None:
        return None
    return rules.Baseline(
        value=baseline.value, numerator=baseline.numerator, denominator=baseline.denominator, on=baseline.on
    )
