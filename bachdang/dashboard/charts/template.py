"""The one quiet template of all charts: fonts, colours, Vietnamese numbers; a figure as plain values."""

from __future__ import annotations

import html
import json
from collections.abc import Iterable, Mapping
from typing import Any

import plotly.graph_objects as go
from plotly.utils import PlotlyJSONEncoder

INK, MUTED, LINE = "#1C2430", "#566270", "#DDE2E8"
BLUE, GREEN, AMBER, GREY = "#1F5FA8", "#17693F", "#8A5A00", "#C5CCD4"
FONT = "Be Vietnam Pro, sans-serif"


def layout_of(**extra: Any) -> dict[str, Any]:
    """The layout every chart begins with."""
    base = {
        "font": {"family": FONT, "size": 13, "color": INK},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "margin": {"l": 8, "r": 16, "t": 8, "b": 8},
        "separators": ",.",
        "hoverlabel": {"font": {"family": FONT}},
        "legend": {"orientation": "h", "y": -0.12, "x": 0, "traceorder": "normal", "maxheight": 400},
        "template": {},  # none: Plotly's own would be larger than the chart
    }
    return {**base, **extra}


def figure_of(traces: Iterable[Mapping[str, Any]], layout: Mapping[str, Any]) -> go.Figure:
    """A figure checked once as a whole; added part by part, each part is checked twice."""
    return go.Figure({"data": list(traces), "layout": layout})


def words(text: str) -> str:
    """Text from the database as Plotly draws it literally; each line break begins a new line.

    Plotly reads tags, entities and %{…} in every text it draws. Whatever is not written in a builder itself
    passes through here: labels, axis titles, names in the legend, what is told on hovering.
    """
    escaped = html.escape(text, quote=False).replace("%{", "%&#123;")
    return "<br>".join(escaped.splitlines())


def axis_title(text: str) -> dict[str, Any]:
    return {"text": words(text), "font": {"size": 12}}


def names_axis() -> dict[str, Any]:
    """The axis of horizontal bars: the first name on top, as wide as the names are."""
    return {"autorange": "reversed", "automargin": True, "ticklabelstandoff": 6}


def as_json(figure: go.Figure) -> dict[str, Any]:
    """The figure as a dictionary of plain values: {data, layout}; numbers on its axes are grouped: 1.200."""
    plain: dict[str, Any] = json.loads(json.dumps(figure.to_plotly_json(), cls=PlotlyJSONEncoder))
    del plain["layout"]["template"]  # what Plotly writes for none
    for name in ("xaxis", "yaxis"):
        plain["layout"].setdefault(name, {}).setdefault("separatethousands", True)
    return plain
