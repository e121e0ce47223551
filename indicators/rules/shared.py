"""One quantity, entered once: a part of a rate may be the figure of another indicator."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from indicators.rules.accumulation import Accumulated, accumulate, own_part
from indicators.rules.due import Due
from indicators.rules.exact import shown
from indicators.rules.figures import Figure, choose
from indicators.rules.quarters import Quarter
from indicators.rules.terms import Baseline, Measure
from indicators.rules.vocabulary import Denominator, Form


@dataclass(frozen=True)
class Source:
    """The indicator a part is taken from: how it is measured, its figures, its baseline."""

    measure: Measure
    figures: Sequence[Figure]
    baseline: Baseline | None = None

    def to_date(self, at: Quarter) -> Accumulated:
        """Its figure at the end of a quarter; a state stands from its baseline on until one is owed."""
        found = accumulate(self.measure, self.figures, at)
        if found.amount is not None or self.measure.is_sum or self.baseline is None:
            return found
        since = Quarter.of(self.baseline.on)
        if since > at or Due(self.measure.frequency).owed(since.next(), at):
            return found
        return replace(found, amount=self.baseline.amount(self.measure), quarter=since, missing=())

    def of_period(self, at: Quarter) -> Accumulated:
        """The part of the period that ends with the quarter; of a state the state."""
        if not self.measure.is_sum:
            return self.to_date(at)
        return own_part(self.measure, choose(self.figures, at), at, Due(self.measure.frequency))


def taken(rate: Measure, source: Source, at: Quarter, *, below: bool) -> Accumulated:
    """What a rate takes from its source for a quarter, as its part accumulates.

    Of two flows both parts are of the period; of a plan rate the numerator is, and the denominator what
    stands; of a state both stand.
    """
    kind = rate.denominator_accumulation
    of_period = kind is Denominator.FLOW or (kind is Denominator.PLAN and not below)
    return source.of_period(at) if of_period else source.to_date(at)


def share(
    rate: Measure, own: Iterable[Figure], above: Source | None, below: Source | None, at: Quarter
) -> list[Figure]:
    """The figures of a rate with what it shares put in, for each quarter in which its own parts were given.

    A quarter whose shared part is not known has no figure, unless an older figure still holds it itself.
    """
    if above is not None and below is not None:
        quarters = {*choose(above.figures, at), *choose(below.figures, at)}
        own = [Figure(quarter, Form.OFFICIAL) for quarter in quarters]
    whole = [_filled(rate, one, above, below) for one in own if one.quarter <= at]
    return list(choose([one for one in whole if one is not None], at).values())


def _filled(rate: Measure, own: Figure, above: Source | None, below: Source | None) -> Figure | None:
    """A figure with its shared parts; None while one is not known. What rests on an estimate is one."""
    numerator = _part(rate, above, own.quarter, own.numerator, below=False)
    denominator = _part(rate, below, own.quarter, own.denominator, below=True)
    if numerator is None or denominator is None:
        return None
    estimated = numerator[1] or denominator[1]
    form = Form.ESTIMATE if estimated and own.form is Form.OFFICIAL else own.form
    return replace(own, form=form, numerator=numerator[0], denominator=denominator[0])


def _part(
    rate: Measure, source: Source | None, at: Quarter, typed: Decimal | None, *, below: bool
) -> tuple[Decimal, bool] | None:
    """The part and whether it is an estimate; None where it is not known."""
    if source is not None:
        found = taken(rate, source, at, below=below)
        if found.complete is not None:
            return shown(found.complete), found.estimated
    return None if typed is None else (typed, False)


def lacks(rate: Measure, source: Source, at: Quarter, *, below: bool) -> bool:
    """Whether the source does not tell the part for a quarter."""
    return taken(rate, source, at, below=below).complete is None
