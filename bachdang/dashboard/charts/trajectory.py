"""The way of one target: baseline, actuals, estimates, yearly plan, expectation, target, forecast."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import plotly.graph_objects as go

from bachdang.dashboard.charts.template import AMBER, BLUE, GREEN, LINE, axis_title, layout_of


@dataclass(frozen=True)
class Trajectory:
    """What the chart of one target needs. Points are (quarter end as ISO day, value)."""

    measure: str
    official: Sequence[tuple[str, Decimal]]
    estimated: Sequence[tuple[str, Decimal]]
    baseline: tuple[str, Decimal] | None
    plan: Sequence[tuple[str, Decimal]]
    expected: Sequence[tuple[str, Decimal]]
    target: tuple[str, Decimal] | None
    target_label: str
    forecast: tuple[str, Decimal] | None
    starts: str
    ends: str


def trajectory(data: Trajectory) -> go.Figure:
    """The way of a figure: baseline, actuals, estimates, yearly plan, expectation, target, forecast."""
    figure = go.Figure()
    if data.expected:
        _line(figure, "Mức cần có", data.expected, color="#9AA5B1", dash="dot")
    if data.plan:
        _points(figure, "Kế hoạch năm", data.plan, color=AMBER, symbol="line-ew-open", size=16)
    if data.target:
        _target_line(figure, data)
    actual = [*([data.baseline] if data.baseline else []), *data.official]
    if actual:
        _line(figure, "Thực hiện", actual, color=BLUE, dash="solid", markers=True)
    if data.estimated:
        _points(figure, "Ước cả quý", data.estimated, color=BLUE, symbol="circle-open", size=10)
    if data.forecast and (actual or data.estimated):
        last = max([*actual, *data.estimated])
        _line(figure, "Dự báo", [last, data.forecast], color=BLUE, dash="dash")
    figure.update_layout(
        layout_of(
            height=340,
            xaxis={
                "type": "date",
                "range": [data.starts, data.ends],
                "gridcolor": LINE,
                "tickformat": "%m/%Y",
            },
            yaxis={
                "title": axis_title(data.measure),
                "gridcolor": LINE,
                "rangemode": "tozero",
                "automargin": True,
            },
            hovermode="x unified",
        )
    )
    return figure


def _line(
    figure: go.Figure,
    name: str,
    points: Sequence[tuple[str, Decimal]],
    *,
    color: str,
    dash: str,
    markers: bool = False,
) -> None:
    figure.add_scatter(
        name=name,
        x=[day for day, _ in points],
        y=[float(value) for _, value in points],
        mode="lines+markers" if markers else "lines",
        line={"color": color, "dash": dash, "width": 2.5 if markers else 1.5},
        marker={"size": 7},
        hovertemplate="%{y:,.2~f}",
    )


def _points(
    figure: go.Figure, name: str, points: Sequence[tuple[str, Decimal]], *, color: str, symbol: str, size: int
) -> None:
    figure.add_scatter(
        name=name,
        x=[day for day, _ in points],
        y=[float(value) for _, value in points],
        mode="markers",
        marker={"color": color, "symbol": symbol, "size": size, "line": {"width": 2, "color": color}},
        hovertemplate="%{y:,.2~f}",
    )


def _target_line(figure: go.Figure, data: Trajectory) -> None:
    assert data.target is not None
    day, value = data.target
    figure.add_scatter(
        name=data.target_label,
        x=[data.starts, day],
        y=[float(value), float(value)],
        mode="lines",
        line={"color": GREEN, "dash": "longdash", "width": 1.5},
        hovertemplate="%{y:,.2~f}",
    )
