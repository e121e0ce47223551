"""Figures that are at least ten times the one before, or a tenth of it: shown before they are written."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TypeAlias

from indicators.entry import NewFigure, as_new_figure, leaping_parts
from indicators.importing.found import Incoming
from indicators.models import Measurement
from indicators.rules import Quarter
from indicators.wording import new_figure_text

At: TypeAlias = tuple[int, int]
"""Year and quarter."""


def leaps(incoming: Iterable[Incoming], counted: Iterable[Measurement]) -> Iterator[tuple[int, str, str]]:
    """(row, what leaps, its part) for each figure to be written, against the nearest earlier quarter's.

    The earlier figure may stand already (`counted`) or come in the same table.
    """
    incoming = list(incoming)
    known = _by_quarter(incoming, counted)
    quarters = {indicator: sorted(figures) for indicator, figures in known.items()}
    for one in incoming:
        if one.removes or one.unchanged:
            continue
        at = (one.figure.year, one.figure.quarter)
        place = bisect_left(quarters[one.indicator.pk], at)
        if place == 0:
            continue
        earlier = quarters[one.indicator.pk][place - 1]
        last = known[one.indicator.pk][earlier]
        if any(leaping_parts(one.figure, last)):
            before = f"{new_figure_text(last, one.indicator)} của {Quarter(*earlier).label}"
            yield one.row, f"{one.text}, chênh từ 10 lần trở lên so với {before}", one.part


def _by_quarter(
    incoming: Iterable[Incoming], counted: Iterable[Measurement]
) -> dict[int, dict[At, NewFigure]]:
    known: dict[int, dict[At, NewFigure]] = defaultdict(dict)
    for stored in counted:
        known[stored.indicator_id][stored.year, stored.quarter] = as_new_figure(stored)
    for one in incoming:
        if not one.removes:
            known[one.indicator.pk][one.figure.year, one.figure.quarter] = one.figure
    return known
