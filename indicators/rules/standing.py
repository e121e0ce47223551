"""How a target stands: the one answer that page, chart, Excel, Word and JSON show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from indicators.rules.accumulation import Accumulated
from indicators.rules.quarters import Quarter
from indicators.rules.vocabulary import Formula, Rating, Reason, Status


@dataclass(frozen=True)
class Standing:
    """A target at the end of a quarter.

    `current` is the accumulated figure in the measure's unit (rates × scale), of `current_quarter`, with the
    `numerator` and `denominator` of a rate. `achievement` and `expected` are ratios of the same thing (1 =
    100 %), `expected_value` is the expectation in the measure's unit; `formula` is how the achievement was
    reckoned, from `start` (of the way; 0 of a sum) to `goal`, the value to be met. `forecast` (at the
    horizon) and `needed_per_year` are in the measure's unit; what must fall is negative. Counts of 5 or fewer
    have neither, but `left`, the things still lacking.
    `judged_at` is the quarter the verdict is of, `compared` the year before's figure of a trend, and
    `kept_periods` (x, y) "giữ x/y kỳ" (years for every_year and trend). `partial`: "ít nhất". Where `current`
    is the period's own figure (maintain), `year_to_date` is the accumulated one beside it. `inside_year`: the
    verdict is of a year that has not ended. Decimals here are for showing: the decision was made on exact
    fractions.
    """

    status: Status
    current: Decimal | None = None
    current_quarter: Quarter | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    achievement: Decimal | None = None
    expected: Decimal | None = None
    expected_value: Decimal | None = None
    formula: Formula | None = None
    start: Decimal | None = None
    goal: Decimal | None = None
    forecast: Decimal | None = None
    needed_per_year: Decimal | None = None
    left: Decimal | None = None
    estimated: bool = False
    partial: bool = False
    missing: tuple[Quarter, ...] = ()
    reasons: tuple[Reason, ...] = ()
    kept_periods: tuple[int, int] | None = None
    judged_at: Quarter | None = None
    compared: Decimal | None = None
    year_to_date: Decimal | None = None
    inside_year: bool = False
    reached_on: date | None = None
    rating: Rating | None = None


def standing_of(found: Accumulated, status: Status, *reasons: Reason) -> Standing:
    """A standing with the figure filled in; the rest is added by the target's kind."""
    return Standing(
        status=status,
        current=found.value,
        current_quarter=found.quarter,
        numerator=found.numerator,
        denominator=found.denominator,
        estimated=found.estimated,
        partial=found.partial,
        missing=found.missing,
        reasons=reasons,
        judged_at=found.at,
    )
