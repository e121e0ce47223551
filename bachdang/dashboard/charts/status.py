"""Stacked bars: how many targets of each programme, unit or quarter have which status."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from bachdang.dashboard.charts.template import LINE, axis_title, figure_of, layout_of, names_axis, words
from bachdang.ui.drawings import chart_height
from indicators.rules import Status

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
    Status.EXCEEDED: "|",
    Status.ON_TRACK: "\\",
    Status.SLOW: "/",
    Status.AT_RISK: "x",
    Status.FAILED: "+",
    Status.NOT_DUE: ".",
}


@dataclass(frozen=True)
class Bar:
    """One programme, unit or quarter: its label, its counts by status, and the list behind each count."""

    label: str
    counts: Mapping[str, int]
    links: Mapping[str, str]


def status_by_group(bars: Sequence[Bar]) -> go.Figure:
    """Stacked horizontal bars: targets by status; a click opens the list that is counted."""
    labels = [words(bar.label) for bar in bars]
    found = [one for one in Status if any(bar.counts.get(one.value) for bar in bars)]
    return figure_of(
        [_series(status, labels, bars) for status in found],
        layout_of(
            barmode="stack",
            showlegend=True,  # of one status as well
            bargap=0.45,
            height=chart_height(len(bars), legend=True),
            xaxis={
                "title": axis_title("Số mục tiêu"),
                "gridcolor": LINE,
                "dtick": _tick(bars),
                "zeroline": False,
            },
            yaxis=names_axis(),
        ),
    )


def _series(status: Status, labels: Sequence[str], bars: Sequence[Bar]) -> dict[str, Any]:
    """The part of each bar that has one status."""
    return {
        "type": "bar",
        "name": status.label,
        "orientation": "h",
        "y": labels,
        "x": [bar.counts.get(status.value, 0) for bar in bars],
        "customdata": [bar.links.get(status.value, "") for bar in bars],
        "marker": {
            "color": STATUS_FILL[status],
            "pattern": {
                "shape": STATUS_PATTERN.get(status, ""),
                "fgcolor": "#FFFFFF",
                "fgopacity": 0.35,
                "fillmode": "overlay",
                "size": 6,
            },
        },
        "hovertemplate": f"%{{y}}<br>{status.label}: %{{x}} mục tiêu<extra></extra>",
    }


def _tick(bars: Sequence[Bar]) -> int:
    """A step of the axis that leaves at most ten labels."""
    most = max((sum(bar.counts.values()) for bar in bars), default=0)
    return next((step for step in (1, 2, 5, 10, 20, 50) if most <= 10 * step), 100)
