"""The data of a target's trajectory chart, from its standing and the figures behind it."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from bachdang.dashboard.charts import Trajectory
from indicators import rules
from indicators.as_rules import baseline_of, goal_of
from indicators.rules import TargetKind
from indicators.target_row import TargetRow
from plans.rules import quarter_end

# Kinds whose target is a level to draw as a line.
LEVEL_KINDS = {TargetKind.REACH, TargetKind.MAINTAIN, TargetKind.EVERY_YEAR, TargetKind.AVERAGE_GROWTH}
MARGIN = timedelta(days=45)

Point = tuple[str, Decimal]


def trajectory_of(row: TargetRow) -> Trajectory:
    """Points by the last day of each quarter; values as read (rates already × scale)."""
    points = row.points
    official = [_at(one.quarter, one.value) for one in points if not one.estimated]
    estimated = [_at(one.quarter, one.value) for one in points if one.estimated]
    baseline = _baseline(row)
    first = min([*official, *estimated, *([baseline] if baseline else [])], default=None)
    starts = min(row.item.plan.starts.isoformat(), first[0] if first else "9999")
    return Trajectory(
        measure=row.indicator.measure,
        official=official,
        estimated=estimated,
        baseline=baseline,
        plan=_plan(row),
        expected=_expected(row),
        steps=row.is_small_count,
        target=_target(row),
        target_label=f"Mục tiêu: {row.wording}",
        forecast=_forecast(row),
        starts=(date.fromisoformat(starts) - MARGIN).isoformat(),
        ends=(row.terms.horizon + MARGIN).isoformat(),
    )


def _at(quarter: rules.Quarter, value: Decimal) -> Point:
    return quarter_end(quarter.year, quarter.quarter).isoformat(), round(value, 2)


def _baseline(row: TargetRow) -> Point | None:
    baseline = baseline_of(row.baseline)
    if baseline is None:
        return None
    if baseline.value is not None:
        return baseline.on.isoformat(), round(baseline.value, 2)
    if baseline.numerator is None or not baseline.denominator:
        return None
    return baseline.on.isoformat(), round(baseline.numerator / baseline.denominator * row.indicator.scale, 2)


def _plan(row: TargetRow) -> list[Point]:
    figures = [one for one in row.planned if one.quarter is None]
    return [(date(one.year, 12, 31).isoformat(), round(one.value, 2)) for one in figures]


def _target(row: TargetRow) -> Point | None:
    if row.terms.value is None or row.terms.kind not in LEVEL_KINDS:
        return None
    return row.terms.horizon.isoformat(), round(row.terms.value, 2)


def _expected(row: TargetRow) -> list[Point]:
    """What rule 4 expects, corner by corner: over the plan figures where they exist, else a straight line.

    The expectation of a count of 5 or fewer stands between its corners instead of running on.
    """
    corners = rules.expected_corners(
        row.measure,
        goal_of(row.terms, row.item.plan),
        baseline_of(row.baseline),
        [rules.PlanFigure(one.year, one.quarter, one.value) for one in row.planned],
        row.at,
        row.book.frame,
    )
    return [_at(quarter, value) for quarter, value in corners]


def _forecast(row: TargetRow) -> Point | None:
    value = row.standing.forecast
    if value is None or row.terms.kind not in LEVEL_KINDS:
        return None
    return row.terms.horizon.isoformat(), round(value, 2)
