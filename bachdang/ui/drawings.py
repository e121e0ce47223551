"""Geometry of the small drawings made without a chart library: plain numbers for SVG attributes.

The content security policy allows no inline style, so widths are SVG attributes in percent.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bachdang.ui.statuses import Tally

LEGEND = 60
"""Pixels of a legend of three lines."""
SPARK_WIDTH, SPARK_HEIGHT, SPARK_EDGE = 96, 24, 3


@dataclass(frozen=True)
class Part:
    """One part of a stacked bar; `x` and `width` are percentages written with a decimal point."""

    tally: Tally
    x: str
    width: str
    url: str = ""


def percent(share: int, whole: int) -> str:
    """`share` of `whole` in percent for an SVG attribute ("33.333"); "0" of nothing, never over 100."""
    if whole <= 0:
        return "0"
    return f"{min(share / whole, 1) * 100:.3f}".rstrip("0").rstrip(".")


def bar_parts(counted: Iterable[Tally], whole: int) -> list[Part]:
    """The parts of a bar in which `whole` would fill the width; statuses without a count are left out."""
    parts, before = [], 0
    for one in counted:
        if one.count > 0:
            parts.append(Part(one, x=percent(before, whole), width=percent(one.count, whole)))
            before += one.count
    return parts


@dataclass(frozen=True)
class Spark:
    """A line of values in a small box: `line` for a polyline, the last point for a dot."""

    line: str
    x: str
    y: str
    width: str = str(SPARK_WIDTH)
    height: str = str(SPARK_HEIGHT)


def spark(values: Sequence[Decimal]) -> Spark | None:
    """The shape of values in the order of time, from the lowest to the highest; None for fewer than two."""
    if len(values) < 2:
        return None
    low, span = min(values), max(values) - min(values)
    room, step = SPARK_HEIGHT - 2 * SPARK_EDGE, Decimal(SPARK_WIDTH - 2 * SPARK_EDGE) / (len(values) - 1)
    points = [
        (
            f"{SPARK_EDGE + step * index:.1f}",
            f"{SPARK_HEIGHT - SPARK_EDGE - ((value - low) / span if span else Decimal('0.5')) * room:.1f}",
        )
        for index, value in enumerate(values)
    ]
    return Spark(" ".join(",".join(point) for point in points), *points[-1])


def chart_height(lines: int, *, row: int = 24, legend: bool = False) -> int:
    """Pixels of a chart of so many lines, `row` pixels each, with the axis under or over them."""
    return max(200, row * lines + 56) + (LEGEND if legend else 0)
