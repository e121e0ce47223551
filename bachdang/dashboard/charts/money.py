"""Plan against disbursed: two bars a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import plotly.graph_objects as go

from bachdang.dashboard.charts.template import (
    BLUE,
    GREY,
    INK,
    LINE,
    axis_title,
    figure_of,
    layout_of,
    names_axis,
    words,
)
from bachdang.ui.drawings import chart_height

BILLION = Decimal(10**9)
ROW = 44
"""Pixels of a pair of bars."""


@dataclass(frozen=True)
class PlanAndPaid:
    """One field or budget year, in đồng; None where nothing was entered."""

    label: str
    plan: int | None
    paid: int | None
    url: str = ""


def plan_and_paid(lines: Sequence[PlanAndPaid]) -> go.Figure:
    """Amounts in tỷ đồng; what was not entered has no bar."""
    bars = [
        {
            "type": "bar",
            "name": name,
            "orientation": "h",
            "y": [words(one.label) for one in lines],
            "x": [None if dong is None else float(Decimal(dong) / BILLION) for dong in amounts],
            "customdata": [one.url for one in lines],
            "marker": look,
            "texttemplate": "%{x:,.1~f}",
            # Beside the bar, dark and level: within it they would shrink to its height.
            "textposition": "outside",
            "textangle": 0,
            "textfont": {"size": 12, "color": INK},
            "constraintext": "none",
            "cliponaxis": False,
            "hovertemplate": f"%{{y}}<br>{name}: %{{x:,.3~f}} tỷ đồng<extra></extra>",
        }
        for name, amounts, look in (
            (
                "Kế hoạch vốn",
                [one.plan for one in lines],
                {"color": GREY, "pattern": {"shape": "/", "size": 5}},
            ),
            ("Đã giải ngân", [one.paid for one in lines], {"color": BLUE}),
        )
    ]
    return figure_of(
        bars,
        layout_of(
            barmode="group",
            bargap=0.3,
            height=chart_height(len(lines), row=ROW),
            margin={"l": 8, "r": 40, "t": 8, "b": 8},  # room for the number of the longest bar
            xaxis={"title": axis_title("Tỷ đồng"), "gridcolor": LINE, "rangemode": "tozero"},
            yaxis={**names_axis(), "type": "category"},
        ),
    )
