"""Axes, lines for days and words of the timeline, as Plotly takes them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from bachdang.dashboard.charts import INK, LINE, MUTED
from bachdang.dashboard.timeline.lines import Window
from bachdang.vietnamese.numbers import format_date

DAY = timedelta(days=1)
TODAY = "#B3131B"


def days(window: Window, side: str) -> dict[str, Any]:
    ticks = {"dtick": "M1", "tickformat": "T%-m"} if window.year else {"dtick": "M12", "tickformat": "%Y"}
    return {
        "type": "date",
        "range": [window.starts.isoformat(), (window.ends + DAY).isoformat()],
        "tick0": window.starts.isoformat(),
        "ticklabelmode": "period",
        "side": side,
        "gridcolor": LINE,
        "fixedrange": True,
        "tickfont": {"size": 12, "color": MUTED},
        **ticks,
    }


def row_axis(labels: Sequence[str]) -> dict[str, Any]:
    return {
        "type": "linear",
        "range": [len(labels) - 0.5, -0.5],
        "tickmode": "array",
        "tickvals": list(range(len(labels))),
        "ticktext": list(labels),
        "showgrid": False,
        "zeroline": False,
        "automargin": True,
        "fixedrange": True,
        "ticklabelstandoff": 6,
        "tickfont": {"size": 12},
    }


def vertical(day: date, colour: str, dash: str, width: int, layer: str) -> dict[str, Any]:
    return {
        "type": "line",
        "layer": layer,
        "xref": "x",
        "x0": day.isoformat(),
        "x1": day.isoformat(),
        "yref": "paper",
        "y0": 0,
        "y1": 1,
        "line": {"color": colour, "dash": dash, "width": width},
    }


def today_word(today: date, window: Window) -> dict[str, Any]:
    """The word beside today's line, on the side that has room."""
    early = (today - window.starts) * 2 < (window.ends - window.starts)
    return {
        "text": f"hôm nay, {format_date(today)}",
        "x": today.isoformat(),
        "xref": "x",
        "y": 0,
        "yref": "y",
        "xanchor": "left" if early else "right",
        "showarrow": False,
        "xshift": 4 if early else -4,
        "font": {"color": TODAY, "size": 12, "weight": 600},
    }


def heading(words: str, at: int) -> dict[str, Any]:
    """A heading of the document over its rows. (Bold by markup is an inline style, which is refused.)"""
    return {
        "text": words,
        "x": 0,
        "xref": "paper",
        "xanchor": "left",
        "y": at,
        "yref": "y",
        "align": "left",
        "yshift": -2,
        "showarrow": False,
        "font": {"color": INK, "size": 12, "weight": 600},
        "bgcolor": "#FFFFFF",
    }
