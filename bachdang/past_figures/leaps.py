"""Figures ten times what is known, or a tenth of it: shown before they are written."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import TypeAlias

from bachdang.past_figures.found import Incoming
from indicators.entry import NewFigure, as_new_figure
from indicators.magnitudes import FAR, LAST, Leap, grounds
from indicators.magnitudes import leaps as leaps_of
from indicators.models import Measurement
from indicators.rules import Quarter
from indicators.wording import new_figure_text

At: TypeAlias = tuple[int, int]
"""Year and quarter."""


def leaps(
    incoming: Iterable[Incoming], counted: Iterable[Measurement], day: date
) -> Iterator[tuple[int, str, str]]:
    """(row, what leaps, its part) for each figure to be written, against what is known on a day.

    The nearest earlier quarter's figure may stand already (`counted`) or come in the same table.
    """
    incoming = list(incoming)
    known = _by_quarter(incoming, counted)
    quarters = {indicator: sorted(figures) for indicator, figures in known.items()}
    stated = grounds(set(known), day)
    for one in incoming:
        if one.removes or one.unchanged:
            continue
        figures, order = known[one.indicator.pk], quarters[one.indicator.pk]
        place = bisect_left(order, (one.figure.year, one.figure.quarter))
        earlier = order[place - 1] if place else None
        last = figures[earlier] if earlier else None
        leap = next(leaps_of(one.indicator, one.figure, replace(stated[one.indicator.pk], last=last)), None)
        if leap is not None:
            yield one.row, f"{one.text}, {_words(leap, one, last, earlier)}", one.part


def _words(leap: Leap, one: Incoming, last: NewFigure | None, at: At | None) -> str:
    if leap.against == LAST and last is not None and at is not None:
        return f"{FAR} so với {new_figure_text(last, one.indicator)} của {Quarter(*at).label}"
    return leap.words


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
