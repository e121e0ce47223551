"""Geometry of the small drawings made without a chart library: plain numbers for SVG attributes.

The content security policy allows no inline style, so widths are SVG attributes in percent.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bachdang.statuses import Tally


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
