"""What adds up over a year: sums since 1 January become parts of their quarters; what looks like such sums.

A figure of what adds up is the part done in its period (domain.md, "Cách tính lũy kế"), and the year is their
sum. A column "6 tháng" or "Cả năm" says the sum.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import Final, TypeAlias

from bachdang.past_figures.found import Fault, Incoming
from bachdang.vietnamese.numbers import format_decimal
from indicators.as_rules import measure_of
from indicators.entry import NewFigure, as_new_figure
from indicators.models import Indicator, Measurement
from indicators.rules import Denominator, Form, Quarter

Year: TypeAlias = tuple[int, int]
"""Indicator (primary key) and year."""
Known: TypeAlias = dict[Year, dict[int, NewFigure]]

_LIKE_SUMS: Final = Decimal("0.6")
"""From three quarters on: the last is at least this share of as many times the first."""


def adding(indicator: Indicator) -> tuple[str, ...]:
    """The parts of its figures that add up over the quarters of a year."""
    measure = measure_of(indicator)
    rates = {Denominator.FLOW: ("numerator", "denominator"), Denominator.PLAN: ("numerator",)}
    if measure.denominator_accumulation is not None:
        return rates.get(measure.denominator_accumulation, ())
    return ("value",) if measure.is_sum else ()


def as_parts(
    incoming: Iterable[Incoming], counted: Iterable[Measurement], sums: frozenset[str]
) -> tuple[list[Incoming], list[Fault]]:
    """The figures with those of the columns `sums` less what is known of the quarters before; and faults.

    What lies before may come in the same table or stand already. The order of the rows is kept.
    """
    known = _known(counted)
    made: dict[int, Incoming] = {}
    faults: list[Fault] = []
    for at, one in sorted(enumerate(incoming), key=lambda pair: (pair[1].figure.quarter, pair[0])):
        of_year = known[one.indicator.pk, one.figure.year]
        if one.part in sums and not one.removes:
            earlier = [figure for quarter, figure in of_year.items() if quarter < one.figure.quarter]
            one = replace(one, figure=_less(one, earlier))
            faults += _below(one)
        made[at] = one
        _put(of_year, one.figure)
    return [made[at] for at in sorted(made)], faults


def _known(counted: Iterable[Measurement]) -> Known:
    found: Known = defaultdict(dict)
    for one in sorted(counted, key=lambda one: one.form == Form.OFFICIAL):
        if one.form != Form.TO_CUTOFF:
            found[one.indicator_id, one.year][one.quarter] = as_new_figure(one)
    return found


def _put(of_year: dict[int, NewFigure], figure: NewFigure) -> None:
    """An official figure is not pushed aside by an estimate; an empty one takes away."""
    stands = of_year.get(figure.quarter)
    if figure.is_empty:
        of_year.pop(figure.quarter, None)
    elif stands is None or stands.form != Form.OFFICIAL or figure.form == Form.OFFICIAL:
        of_year[figure.quarter] = figure


def _less(one: Incoming, earlier: Sequence[NewFigure]) -> NewFigure:
    parts = {
        name: whole - sum((getattr(before, name) or Decimal(0) for before in earlier), Decimal(0))
        for name in adding(one.indicator)
        if (whole := getattr(one.figure, name)) is not None
    }
    return replace(one.figure, **parts)


def _below(one: Incoming) -> Iterator[Fault]:
    if any((getattr(one.figure, name) or 0) < 0 for name in adding(one.indicator)):
        said = f"{one.indicator.item.code}: số từ đầu năm nhỏ hơn tổng các quý trước"
        yield Fault(one.row, f"{said}.", one.part)


def doubts_of_sums(
    incoming: Sequence[Incoming], counted: Iterable[Measurement], sums: frozenset[str]
) -> Iterator[Fault]:
    """Quarters that rise like sums since January, and quarters that come before a figure that stands."""
    known = _known(counted)
    years: dict[Year, dict[int, Incoming]] = defaultdict(dict)
    for one in incoming:
        if not one.removes and adding(one.indicator):
            years[one.indicator.pk, one.figure.year].setdefault(one.figure.quarter, one)
    for key, of_year in years.items():
        yield from _like_sums(of_year, sums)
        yield from _before_known(of_year, known.get(key, {}))


def _like_sums(of_year: Mapping[int, Incoming], sums: frozenset[str]) -> Iterator[Fault]:
    own = [one for _, one in sorted(of_year.items()) if one.part not in sums]
    amounts = [getattr(one.figure, adding(one.indicator)[0]) for one in own]
    if len(own) < 3 or [one.figure.quarter for one in own] != list(range(1, len(own) + 1)) or None in amounts:
        return
    rises = all(one <= following for one, following in pairwise(amounts))
    if rises and amounts[0] > 0 and amounts[-1] >= _LIKE_SUMS * len(own) * amounts[0]:
        said = f"{own[0].indicator.item.code} năm {own[0].figure.year}: các quý tăng dần như số từ đầu năm"
        read = f"được hiểu là số của riêng từng quý, cộng lại là {format_decimal(sum(amounts, Decimal(0)))}"
        ask = "nếu là số từ đầu năm, đặt tên cột là 3 tháng, 6 tháng, 9 tháng, Cả năm"
        yield Fault(own[-1].row, f"{said}; {read}; {ask}", own[-1].part)


def _before_known(of_year: Mapping[int, Incoming], known: Mapping[int, NewFigure]) -> Iterator[Fault]:
    later = [quarter for quarter in known if quarter not in of_year and quarter > min(of_year)]
    last = max(later, default=0)
    new = [one for quarter, one in sorted(of_year.items()) if one.before is None and quarter < last]
    if new:
        one, stands = new[0], Quarter(new[0].figure.year, last).label
        said = f"{one.indicator.item.code}: {stands} đã có số; nếu đó là số từ đầu năm thì các quý của bảng"
        yield Fault(one.row, f"{said} bị cộng hai lần: ghi cả số đó trong bảng này", one.part)
