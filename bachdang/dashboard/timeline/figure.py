"""Timeline → Plotly figure: bars of runs on an axis of days, marks on them, lines for today and due days."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from bachdang.dashboard.charts import INK, figure_of, layout_of, words
from bachdang.dashboard.timeline.axes import DAY, TODAY, days, heading, row_axis, today_word, vertical
from bachdang.dashboard.timeline.lines import Line, LineKind, Mark, MarkKind, Span, Window
from bachdang.dashboard.timeline.looks import DARK_WORDS, MARKS, ON_EDGE, TASK_FILL, TASK_PATTERN
from bachdang.dashboard.timeline.page import Timeline
from plans.rules import TASK_STATUS_LABELS, TaskStatus

MILLISECONDS = 86_400_000
ROW, FRAME = 34, 64  # px: one row; the two axes of days
BAR = 0.6
"""Of a row's height: under the bar there is room for marks."""
WORDS = 12  # px of the words in a bar
LABEL, HEADING, HOVER = 48, 90, 64  # characters: a row's label, a heading, a line told on hovering


@dataclass(frozen=True)
class Row:
    """A row of the drawing: a heading (its words stand in the row itself), the rounds, or a line."""

    label: str = ""
    heading: str = ""
    line: Line | None = None
    marks: tuple[Mark, ...] = ()


def rows_of(page: Timeline) -> list[Row]:
    """The first row is kept for the word over today's line."""
    rows = [Row()]
    if page.rounds:
        rows.append(Row("Hạn gửi báo cáo quý", marks=tuple(page.rounds)))
    for group in page.groups:
        rows.append(Row(heading=group.label))
        rows += [Row(_label(line), line=line, marks=tuple(line.marks)) for line in group.lines]
    return rows


def timeline_height(page: Timeline) -> int:
    """Pixels of the drawing: it grows with its rows."""
    return FRAME + ROW * len(rows_of(page))


def timeline_figure(page: Timeline) -> go.Figure:
    """Every run a bar, a click on it opens the item; rows from the top in the document's order."""
    rows = rows_of(page)
    today = page.scope.today
    shows_today = page.window.meets(today, today)
    return figure_of(
        [*_bars(rows, page.window), *_marks(rows), _lower_axis(page.window)],
        layout_of(
            height=FRAME + ROW * len(rows),
            showlegend=False,
            margin={"l": 8, "r": 16, "t": 28, "b": 28},
            barmode="overlay",
            uniformtext={"mode": "hide", "minsize": 10},
            hovermode="closest",
            xaxis=days(page.window, "top"),
            xaxis2={**days(page.window, "bottom"), "overlaying": "x", "showgrid": False},
            yaxis=row_axis([row.label for row in rows]),
            shapes=[
                *(vertical(one.day, "#C98A1B", "dot", 1, "below") for one in _ruled(page)),
                *([vertical(today, TODAY, "solid", 2, "above")] if shows_today else []),
            ],
            annotations=[
                *(
                    heading(words(_cut(row.heading, HEADING)), at)
                    for at, row in enumerate(rows)
                    if row.heading
                ),
                *([today_word(today, page.window)] if shows_today else []),
            ],
        ),
    )


def _bars(rows: list[Row], window: Window) -> Iterator[dict[str, Any]]:
    for status in TaskStatus:
        found = [
            (at, row.line, span)
            for at, row in enumerate(rows)
            if row.line is not None
            for span in row.line.spans
            if span.status == status
        ]
        if found:
            yield _bars_of(status, found, window)


def _bars_of(status: TaskStatus, found: Sequence[tuple[int, Line, Span]], window: Window) -> dict[str, Any]:
    return {
        "type": "bar",
        "name": TASK_STATUS_LABELS[status],
        "orientation": "h",
        "y": [at for at, _, _ in found],
        "base": [max(span.starts, window.starts).isoformat() for _, _, span in found],
        "x": [_length(span, window) for _, _, span in found],
        "width": BAR,
        "text": [TASK_STATUS_LABELS[status]] * len(found),
        "textposition": "inside",
        "insidetextanchor": "start",
        "insidetextfont": {"size": WORDS, "color": INK if status in DARK_WORDS else "#FFFFFF"},
        "customdata": [line.url for _, line, _ in found],
        "hovertext": [_told(line, span) for _, line, span in found],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "marker": {
            "color": TASK_FILL[status],
            "pattern": {
                "shape": TASK_PATTERN.get(status, ""),
                "fgcolor": "#FFFFFF",
                "fgopacity": 0.25,
                "fillmode": "overlay",
                "size": 7,
                "solidity": 0.2,
            },
        },
    }


def _length(span: Span, window: Window) -> int:
    """Milliseconds of what falls into the window, the last day included."""
    days = (min(span.ends, window.ends) + DAY - max(span.starts, window.starts)).days
    return days * MILLISECONDS


def _marks(rows: list[Row]) -> Iterator[dict[str, Any]]:
    for kind in MARKS:
        found = [(at, row, mark) for at, row in enumerate(rows) for mark in row.marks if mark.kind == kind]
        if found:
            yield _marks_of(kind, found)


def _marks_of(kind: MarkKind, found: Sequence[tuple[int, Row, Mark]]) -> dict[str, Any]:
    name, symbol, size, colour = MARKS[kind]
    return {
        "type": "scatter",
        "name": name,
        "mode": "markers",
        "x": [mark.day.isoformat() for _, _, mark in found],
        "y": [at + _beside_words(kind, row) for at, row, _ in found],
        "customdata": [row.line.url if row.line else mark.url for _, row, mark in found],
        "hovertext": [_lines([*([row.line.title] if row.line else []), mark.text]) for _, row, mark in found],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "marker": {
            "symbol": symbol,
            "size": size,
            "color": colour,
            "line": {"width": 2, "color": _edge(kind, colour)},
        },
    }


def _beside_words(kind: MarkKind, row: Row) -> float:
    """How far, in rows, a mark stands under the middle: at the lower edge of a bar, off the bar's words."""
    if row.line is None or not row.line.spans:
        return 0
    return ON_EDGE.get(kind, 0)


def _edge(kind: MarkKind, colour: str) -> str:
    """Filled marks have a white edge, so that they stand out on a bar."""
    return "#FFFFFF" if kind in {MarkKind.MILESTONE_DONE, MarkKind.STAGE} else colour


def _lower_axis(window: Window) -> dict[str, Any]:
    """The days once more under the rows: an axis is drawn only for a trace."""
    return {
        "type": "scatter",
        "x": [window.starts.isoformat()],
        "y": [0],
        "xaxis": "x2",
        "mode": "markers",
        "marker": {"opacity": 0},
        "hoverinfo": "skip",
    }


def _ruled(page: Timeline) -> list[Mark]:
    """Due days that get a line through all rows; over several years they would be a grid."""
    return page.rounds if page.window.year is not None else []


def _label(line: Line) -> str:
    text = line.title if line.kind == LineKind.OWN else line.label
    return words(f"↳ {_cut(text)}" if line.kind == LineKind.OWN else _cut(text))


def _cut(text: str, length: int = LABEL) -> str:
    return text if len(text) <= length else text[: length - 1].rsplit(" ", 1)[0] + "…"


def _told(line: Line, span: Span) -> str:
    unit = f"Báo cáo: {line.unit}" if line.unit else "Chưa giao đơn vị báo cáo"
    return _lines([line.label, f"{span.words}: {span.status_label.lower()}", line.note, unit])


def _lines(texts: Iterable[str]) -> str:
    return words("\n".join(part for text in texts if text for part in textwrap.wrap(text, HOVER)))
