"""Plain data → Plotly figure, as JSON-ready dictionaries; one quiet template, colours of statuses."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import plotly.graph_objects as go
from plotly.utils import PlotlyJSONEncoder

from indicators.choices import Status

INK, MUTED, LINE = "#1C2430", "#566270", "#DDE2E8"
# Fills of bars; the word always stands beside them. Patterns keep them apart in greyscale.
STATUS_FILL: dict[Status, str] = {
    Status.EXCEEDED: "#0B5A57",
    Status.MET: "#17693F",
    Status.ON_TRACK: "#1F5FA8",
    Status.SLOW: "#C98A1B",
    Status.AT_RISK: "#B3131B",
    Status.FAILED: "#7A1026",
    Status.NO_DATA: "#C5CCD4",
    Status.NOT_DUE: "#E4E8EC",
}
STATUS_PATTERN: dict[Status, str] = {
    Status.SLOW: "/",
    Status.AT_RISK: "x",
    Status.FAILED: "+",
    Status.NOT_DUE: ".",
}
FONT = "Be Vietnam Pro, sans-serif"


def layout_of(**extra: Any) -> dict[str, Any]:
    base = {
        "font": {"family": FONT, "size": 13, "color": INK},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "margin": {"l": 8, "r": 16, "t": 8, "b": 8},
        "separators": ",.",
        "hoverlabel": {"font": {"family": FONT}},
        "legend": {"orientation": "h", "y": -0.12, "x": 0, "traceorder": "normal"},
        "template": None,
    }
    return {**base, **extra}


def as_json(figure: go.Figure) -> dict[str, Any]:
    """The figure as a dictionary of plain values: {data, layout}."""
    return dict(json.loads(json.dumps(figure.to_plotly_json(), cls=PlotlyJSONEncoder)))


@dataclass(frozen=True)
class Bar:
    """One programme (or unit): its label, its counts by status, and the list behind each count."""

    label: str
    counts: Mapping[str, int]
    links: Mapping[str, str]


def status_by_group(bars: Sequence[Bar]) -> go.Figure:
    """Stacked horizontal bars: targets by status; a click opens the list that is counted."""
    figure = go.Figure()
    labels = [bar.label for bar in bars]
    for status in Status:
        values = [bar.counts.get(status.value, 0) for bar in bars]
        if not any(values):
            continue
        figure.add_bar(
            name=status.label,
            orientation="h",
            y=labels,
            x=values,
            customdata=[bar.links.get(status.value, "") for bar in bars],
            marker={
                "color": STATUS_FILL[status],
                "pattern": {
                    "shape": STATUS_PATTERN.get(status, ""),
                    "fgcolor": "#FFFFFF",
                    "fgopacity": 0.35,
                    "fillmode": "overlay",
                    "size": 6,
                },
            },
            hovertemplate=f"%{{y}}<br>{status.label}: %{{x}} mục tiêu<extra></extra>",
        )
    figure.update_layout(
        layout_of(
            barmode="stack",
            # The strip above the chart says what the colours are.
            showlegend=False,
            bargap=0.45,
            height=chart_height(len(bars)),
            xaxis={
                "title": {"text": "Số mục tiêu", "font": {"size": 12}},
                "gridcolor": LINE,
                "dtick": _tick(bars),
                "zeroline": False,
            },
            yaxis={"autorange": "reversed", "automargin": True, "ticklabelstandoff": 6},
        )
    )
    return figure


def chart_height(bars: int) -> int:
    """Pixels for so many bars with the axis under them."""
    return max(200, 24 * bars + 56)


def _tick(bars: Sequence[Bar]) -> int:
    most = max((sum(bar.counts.values()) for bar in bars), default=0)
    return 1 if most <= 8 else 2


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
        _points(figure, "Kế hoạch năm", data.plan, color="#8A5A00", symbol="line-ew-open", size=16)
    if data.target:
        _target_line(figure, data)
    actual = [*([data.baseline] if data.baseline else []), *data.official]
    if actual:
        _line(figure, "Thực hiện", actual, color="#1F5FA8", dash="solid", markers=True)
    if data.estimated:
        _points(figure, "Ước cả quý", data.estimated, color="#1F5FA8", symbol="circle-open", size=10)
    if data.forecast and (actual or data.estimated):
        last = max([*actual, *data.estimated])
        _line(figure, "Dự báo", [last, data.forecast], color="#1F5FA8", dash="dash")
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
                "title": {"text": data.measure, "font": {"size": 12}},
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
        line={"color": "#17693F", "dash": "longdash", "width": 1.5},
        hovertemplate="%{y:,.2~f}",
    )
