"""A heat map of shares: light where all is well, dark where it is not, the number in each cell.

Drawn with stacked bars of one width, so that each cell can be clicked like a bar and Plotly's smallest
bundle is enough. Lightness alone carries the order, so that it reads the same in greyscale.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import plotly.graph_objects as go

from bachdang.dashboard.charts.template import INK, LINE, MUTED, figure_of, layout_of, names_axis, words
from bachdang.ui.drawings import chart_height

# (least share in percent, fill, ink), the best first; nothing to judge is white.
_STEPS = (
    (Decimal(100), "#E4F1E9", INK),
    (Decimal(80), "#FBE7BE", INK),
    (Decimal(50), "#EDAF56", INK),
    (Decimal("0.01"), "#C04A30", "#FFFFFF"),
    (Decimal(0), "#6E0F1B", "#FFFFFF"),
)
EMPTY = "#FFFFFF"
ROW = 30
"""Pixels of one row."""


@dataclass(frozen=True)
class HeatCell:
    """`share` in percent (None: nothing to judge), `text` in the cell, `hover` explains it in lines."""

    share: Decimal | None
    text: str
    hover: str
    url: str = ""


@dataclass(frozen=True)
class HeatRow:
    """One line of cells, as many as there are columns."""

    label: str
    cells: Sequence[HeatCell]


def heat_map(columns: Sequence[str], rows: Sequence[HeatRow]) -> go.Figure:
    labels = [words(row.label) for row in rows]
    return figure_of(
        [_column(column, labels, [row.cells[at] for row in rows]) for at, column in enumerate(columns)],
        layout_of(
            barmode="stack",
            showlegend=False,
            bargap=0.06,
            height=chart_height(len(rows), row=ROW),
            xaxis={
                "range": [0, len(columns)],
                "tickmode": "array",
                "tickvals": [at + 0.5 for at in range(len(columns))],
                "ticktext": [words(column) for column in columns],
                "side": "top",
                "showgrid": False,
                "zeroline": False,
            },
            yaxis=names_axis(),
        ),
    )


def _column(name: str, labels: Sequence[str], cells: Sequence[HeatCell]) -> dict[str, Any]:
    return {
        "type": "bar",
        "name": words(name),
        "orientation": "h",
        "y": labels,
        "x": [1] * len(cells),
        "text": [words(one.text) for one in cells],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "textfont": {"color": [colours(one.share)[1] for one in cells]},
        "customdata": [one.url for one in cells],
        "hovertext": [words(one.hover) for one in cells],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "marker": {
            "color": [colours(one.share)[0] for one in cells],
            "line": {"color": LINE, "width": 1},
        },
    }


def colours(share: Decimal | None) -> tuple[str, str]:
    """Fill and ink of a cell."""
    if share is None:
        return EMPTY, MUTED
    return next((fill, ink) for least, fill, ink in _STEPS if share >= least)
