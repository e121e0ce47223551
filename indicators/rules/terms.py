"""What is measured and what is promised, as the arithmetic takes it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from indicators.rules.exact import HUNDRED, exact
from indicators.rules.quarters import Quarter
from indicators.rules.vocabulary import (
    Accumulation,
    Denominator,
    Direction,
    Frequency,
    Operator,
    TargetKind,
)


@dataclass(frozen=True)
class Measure:
    """How an indicator is measured. `scale` multiplies a rate: 100 for %, 1.000 for "trên 1.000 dân".

    `counts`: the value, of a rate its numerator, counts things and is whole.
    """

    direction: Direction
    frequency: Frequency
    accumulation: Accumulation
    denominator_accumulation: Denominator | None = None
    scale: Decimal = Decimal(1)
    part_of_whole: bool = False
    counts: bool = False

    @property
    def is_rate(self) -> bool:
        return self.denominator_accumulation is not None

    @property
    def is_sum(self) -> bool:
        """Whether periods add up; a rate is none, even when its parts add up."""
        sums = (Accumulation.YEAR_TO_DATE, Accumulation.PLAN_TO_DATE)
        return not self.is_rate and self.accumulation in sums

    @property
    def grows_by_parts(self) -> bool:
        """Whether a missing quarter leaves "at least this much": sums, and rates against a year's plan."""
        return self.is_sum or self.denominator_accumulation is Denominator.PLAN

    @property
    def factor(self) -> Fraction:
        """What a fraction is multiplied by; growth is always in per cent."""
        return HUNDRED if self.accumulation is Accumulation.GROWTH else exact(self.scale)

    @property
    def whole(self) -> Fraction | None:
        """The most a part of a whole can be: the scale of a rate, 100 of a percentage; None without limit."""
        if not self.part_of_whole:
            return None
        return exact(self.scale) if self.is_rate else HUNDRED


@dataclass(frozen=True)
class Baseline:
    """Số gốc: the value before the plan, as a value or a fraction, on a day."""

    value: Decimal | None
    on: date
    numerator: Decimal | None = None
    denominator: Decimal | None = None

    def amount(self, measure: Measure) -> Fraction | None:
        """The baseline in the measure's unit; the fraction is the more exact. None without a figure."""
        if self.numerator is not None and self.denominator is not None and self.denominator > 0:
            return exact(self.numerator) / exact(self.denominator) * measure.factor
        return None if self.value is None else exact(self.value)


@dataclass(frozen=True)
class PlanFigure:
    """Kế hoạch năm (quarter None) or quý: where the ACCUMULATED figure is to stand at that period's end.

    So a sum's quarter figures are those of 3, 6, 9 months and the year, and those of a sum over the whole
    plan run on from year to year: plan and lũy kế are compared directly.
    """

    year: int
    quarter: int | None
    value: Decimal

    @property
    def due(self) -> Quarter:
        return Quarter(self.year, self.quarter or 4)


@dataclass(frozen=True)
class Goal:
    """What a target promises. `tolerance` is a share of the value (0.05 = 5 %) and softens "khoảng" only.

    `since` is the first year that counts (else the plan's first).
    """

    kind: TargetKind
    operator: Operator | None
    value: Decimal | None
    tolerance: Decimal
    horizon: date
    since: int | None = None


@dataclass(frozen=True)
class PlanFrame:
    """The plan's first and last day, the share of the expected that still is "Chậm" (0.85).

    In its first `lenient_quarters` a line is Chậm at most.
    """

    starts: date
    ends: date
    slow_band: Decimal
    lenient_quarters: int = 2
