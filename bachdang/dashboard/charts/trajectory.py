"""The way of one target: baseline, actuals, estimates, yearly plan, expectation, target, forecast."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import plotly.graph_objects as go

from bachdang.dashboard.charts.template import (
    AMBER,
    BLUE,
    GREEN,
    LINE,
    axis_title,
    figure_of,
    layout_of,
    words,
)
from bachdang.vietnamese.numbers import format_date
from indicators.rules import Quarter

Points = Sequence[tuple[str, Decimal]]


@dataclass(frozen=True)
class Trajectory:
    """What the chart of one target needs. Points are (day in ISO, value), mostly of a quarter's end.

    `steps`: the expectation stands between its points instead of running on.
    """

    measure: str
    official: Points
    estimated: Points
    baseline: tuple[str, Decimal] | None
    plan: Points
    expected: Points
    steps: bool
    target: tuple[str, Decimal] | None
    target_label: str
    forecast: tuple[str, Decimal] | None
    starts: str
    ends: str

    @property
    def actual(self) -> list[tuple[str, Decimal]]:
        """Baseline and official figures in time; an official figure of the baseline's day replaces it."""
        return sorted(dict([*([self.baseline] if self.baseline else []), *self.official]).items())


def trajectory(data: Trajectory) -> go.Figure:
    """The way of a figure: baseline, actuals, estimates, yearly plan, expectation, target, forecast."""
    return figure_of(_traces(data), _layout(data))


def _traces(data: Trajectory) -> Iterator[dict[str, Any]]:
    if data.expected:
        look = {"color": "#9AA5B1", "dash": "dot", "width": 1.5, "shape": "hv" if data.steps else "linear"}
        yield _way(data, "Mức cần đạt", data.expected, line=look)
    if data.plan:
        yield _way(data, "Kế hoạch năm", data.plan, marker=_symbol(AMBER, "line-ew-open", 16))
    if data.target:
        yield _target_line(data, data.target)
    actual = data.actual
    if actual:
        look = {"color": BLUE, "dash": "solid", "width": 2.5}
        yield _way(data, "Thực hiện", actual, line=look, marker={"size": 7})
    if data.estimated:
        yield _way(data, "Ước cả quý", data.estimated, marker=_symbol(BLUE, "circle-open", 10))
    if data.forecast and (actual or data.estimated):
        last = max([*actual, *data.estimated])
        # The line begins at a figure and says so there.
        names = ["Ước cả quý" if last in data.estimated else "Thực hiện", "Dự báo"]
        look = {"color": BLUE, "dash": "dash", "width": 1.5}
        yield _way(data, "Dự báo", [last, data.forecast], names=names, line=look)


FAR = 2
"""Figures that differ by less than a half of how far they are from 0 are drawn on an axis of their own."""


def is_far_from_zero(data: Trajectory) -> bool:
    """Whether an axis from 0 would flatten the way of the figures (58 → 61): then it fits and says so."""
    single = [point for point in (data.baseline, data.target, data.forecast) if point is not None]
    drawn = [*single, *data.official, *data.estimated, *data.plan, *data.expected]
    values = [value for _, value in drawn]
    if not values:
        return False
    low, high = min(values), max(values)
    nearest = low if low > 0 else -high
    return nearest > 0 and (high - low) * FAR < nearest


def _layout(data: Trajectory) -> dict[str, object]:
    """The standoffs keep the 0 of one axis off the first month of the other."""
    far = is_far_from_zero(data)
    return layout_of(
        height=340,
        xaxis={
            "type": "date",
            "range": [data.starts, data.ends],
            "gridcolor": LINE,
            "tickformat": "%m/%Y",
            "ticklabelstandoff": 8,
        },
        yaxis={
            "title": axis_title(f"{data.measure} (trục không bắt đầu từ 0)" if far else data.measure),
            "gridcolor": LINE,
            "rangemode": "normal" if far else "tozero",
            "automargin": True,
            "ticklabelstandoff": 6,
            **({"dtick": 1} if data.steps else {}),
        },
        hovermode="closest",
        hoverdistance=40,
    )


def _symbol(color: str, symbol: str, size: int) -> dict[str, object]:
    return {"color": color, "symbol": symbol, "size": size, "line": {"width": 2, "color": color}}


def _way(
    data: Trajectory,
    name: str,
    points: Points,
    *,
    names: Sequence[str] = (),
    line: dict[str, object] | None = None,
    marker: dict[str, object] | None = None,
) -> dict[str, Any]:
    """A line, marks, or both; on hovering it says the quarter, the name and the figure with its unit."""
    gap = "" if data.measure.startswith("%") else " "
    told = f"%{{hovertext}}: %{{y:,.2~f}}{gap}{words(data.measure)}"
    called = names or [name] * len(points)
    return {
        "type": "scatter",
        "name": name,
        "x": [day for day, _ in points],
        "y": [float(value) for _, value in points],
        "mode": "+".join([*(["lines"] if line else []), *(["markers"] if marker else [])]),
        "line": line,
        "marker": marker,
        "hovertext": [f"{_when(day)}<br>{one}" for one, (day, _) in zip(called, points, strict=True)],
        "hovertemplate": f"{told}<extra></extra>",
    }


def _when(day: str) -> str:
    """ "Quý III/2026" for its last day, any other day as it is."""
    on = date.fromisoformat(day)
    quarter = Quarter.of(on)
    return f"Q{quarter.label[1:]}" if quarter.end == on else format_date(on)


def _target_line(data: Trajectory, target: tuple[str, Decimal]) -> dict[str, Any]:
    """The level to reach; its name says its value."""
    day, value = target
    return {
        "type": "scatter",
        "name": words(data.target_label),
        "x": [data.starts, day],
        "y": [float(value), float(value)],
        "mode": "lines",
        "line": {"color": GREEN, "dash": "longdash", "width": 1.5},
        "hovertemplate": f"{words(data.target_label)}<extra></extra>",
    }
