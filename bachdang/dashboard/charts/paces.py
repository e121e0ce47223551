"""What each year brought and what each year must still bring, in the measure's unit."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from bachdang.dashboard.charts.template import BLUE, LINE, axis_title, figure_of, layout_of, words
from indicators.required_pace import Pace

HEIGHT = 260


def needed_by_year(paces: Sequence[Pace], measure: str) -> go.Figure:
    """Columns by year: done is solid, what is still needed is an outline on top."""
    years = [str(one.year) for one in paces]
    done = {
        "type": "bar",
        "name": "Đã thực hiện",
        "x": years,
        "y": [None if one.done is None else float(round(one.done, 4)) for one in paces],
        "marker": {"color": BLUE},
        "hovertemplate": f"Năm %{{x}}: đã thực hiện %{{y:,.2~f}} {words(measure)}<extra></extra>",
    }
    needed = {
        "type": "bar",
        "name": "Còn phải làm",
        "x": years,
        "y": [None if one.needed is None else float(round(one.needed, 4)) for one in paces],
        "marker": {
            "color": "#FFFFFF",
            "line": {"color": BLUE, "width": 1.5},
            "pattern": {"shape": "/", "fgcolor": BLUE, "size": 6, "solidity": 0.2},
        },
        "texttemplate": "%{y:,.2~f}",
        "textposition": "outside",
        "cliponaxis": False,
        "hovertemplate": f"Năm %{{x}}: còn phải làm %{{y:,.2~f}} {words(measure)}<extra></extra>",
    }
    return figure_of(
        [done, needed],
        layout_of(
            barmode="relative",
            bargap=0.4,
            height=HEIGHT,
            xaxis={"type": "category"},
            yaxis={"title": axis_title(measure), "gridcolor": LINE, "automargin": True},
        ),
    )
