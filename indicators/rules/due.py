"""Kỳ đo: which quarters owe a figure. In between, the last one stands."""

from __future__ import annotations

from dataclasses import dataclass

from indicators.rules.quarters import Quarter
from indicators.rules.vocabulary import Frequency

_DUE_IN: dict[Frequency, tuple[int, ...]] = {
    Frequency.QUARTER: (1, 2, 3, 4),
    Frequency.HALF_YEAR: (2, 4),
    Frequency.YEAR: (4,),
    Frequency.ONCE: (),
}


@dataclass(frozen=True)
class Due:
    """When figures are owed. Nothing is owed before `first`; "một lần" is owed by `last`, the horizon."""

    frequency: Frequency
    first: Quarter | None = None
    last: Quarter | None = None

    def is_due(self, quarter: Quarter) -> bool:
        """Whether a figure is owed for this quarter."""
        if self.first is not None and quarter < self.first:
            return False
        if self.frequency is Frequency.ONCE:
            return quarter == self.last
        return quarter.quarter in _DUE_IN[self.frequency]

    def owed(self, first: Quarter, last: Quarter) -> tuple[Quarter, ...]:
        """The quarters from `first` to `last`, both included, that owe a figure."""
        return tuple(quarter for quarter in first.until(last) if self.is_due(quarter))

    def latest(self, at: Quarter) -> Quarter | None:
        """The last quarter up to `at` that owes a figure, if any."""
        if self.frequency is Frequency.ONCE:
            due = self.last
            return due if due is not None and due <= at and self.is_due(due) else None
        recent = (at.shift(-back) for back in range(4))
        return next((quarter for quarter in recent if self.is_due(quarter)), None)
