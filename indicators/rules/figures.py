"""A reported figure, and which of its three forms counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from indicators.rules.quarters import Quarter
from indicators.rules.vocabulary import Form, Rating

Chosen = Mapping[Quarter, "Figure"]


@dataclass(frozen=True)
class Figure:
    """One figure about one quarter: a value, a fraction, a rating, or the day a milestone was reached.

    What it is follows the indicator's accumulation: the state at the quarter's end, or the part done in the
    period. `to_date` marks a figure that is already accumulated to the quarter's end (a derived one):
    nothing before it is added. A rate known only as a value is taken as it stands, too.
    """

    quarter: Quarter
    form: Form
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    rating: Rating | None = None
    reached_on: date | None = None
    to_date: bool = False

    @property
    def estimated(self) -> bool:
        return self.form is Form.ESTIMATE

    @property
    def is_fraction(self) -> bool:
        return self.numerator is not None and self.denominator is not None

    @property
    def is_given(self) -> bool:
        """Whether it says anything; half a fraction does not. An entered 0 does."""
        return (
            self.value is not None
            or self.is_fraction
            or self.rating is not None
            or self.reached_on is not None
        )


def choose(figures: Iterable[Figure], at: Quarter) -> dict[Quarter, Figure]:
    """The figure that counts for each quarter up to `at`: official beats estimate.

    What was done to the cut-off never counts. The database allows one counted figure a quarter and form;
    were there two, the choice does not depend on their order.
    """
    chosen: dict[Quarter, Figure] = {}
    for figure in figures:
        if figure.form is Form.TO_CUTOFF or figure.quarter > at or not figure.is_given:
            continue
        rival = chosen.get(figure.quarter)
        if rival is None or _precedes(figure, rival):
            chosen[figure.quarter] = figure
    return dict(sorted(chosen.items()))


def _precedes(figure: Figure, rival: Figure) -> bool:
    if figure.estimated != rival.estimated:
        return rival.estimated
    return repr(figure) < repr(rival)
