"""The value a figure must meet: operators, "khoảng", and what counts as Vượt."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from indicators.rules.exact import exact
from indicators.rules.vocabulary import Direction, Operator, Status

_UPWARDS = {
    Operator.AT_LEAST: True,
    Operator.MORE_THAN: True,
    Operator.AT_MOST: False,
    Operator.LESS_THAN: False,
}
_STRICT = (Operator.MORE_THAN, Operator.LESS_THAN)


@dataclass(frozen=True)
class Threshold:
    """`value` as promised; `limit` what decides (softened for "khoảng"); `higher` the side that is good."""

    value: Fraction
    limit: Fraction
    higher: bool
    strict: bool = False
    whole: Fraction | None = None

    def met_by(self, figure: Fraction) -> bool:
        if self.strict:
            return figure > self.limit if self.higher else figure < self.limit
        return figure >= self.limit if self.higher else figure <= self.limit

    def exceeded_by(self, figure: Fraction) -> bool:
        """Strictly better than the value under ≥ and ≤ (rule 6); a share has no Vượt at 100 %."""
        if self.strict or (self.higher and self.whole is not None and self.value >= self.whole):
            return False
        return figure > self.value if self.higher else figure < self.value

    def verdict(self, figure: Fraction) -> Status:
        """Đạt, Vượt or Không đạt, as at the horizon (rule 7)."""
        if self.exceeded_by(figure):
            return Status.EXCEEDED
        return Status.MET if self.met_by(figure) else Status.FAILED


def threshold(
    operator: Operator | None,
    value: Decimal,
    tolerance: Decimal = Decimal(0),
    direction: Direction = Direction.HIGHER,
    whole: Fraction | None = None,
) -> Threshold:
    """Read a promise. A bare value, "=" and "~" decide as ≥, as ≤ when lower is better.

    The tolerance of "~" is a share of the value, because one setting of the plan serves every measure.
    """
    amount = exact(value)
    higher = (
        direction is Direction.HIGHER
        if operator is None
        else _UPWARDS.get(operator, direction is Direction.HIGHER)
    )
    slack = abs(amount) * exact(tolerance) if operator is Operator.ABOUT else Fraction(0)
    limit = amount - slack if higher else amount + slack
    return Threshold(amount, limit, higher, operator in _STRICT, whole)


def meets(
    operator: Operator,
    value: Decimal,
    tolerance: Decimal,
    figure: Decimal,
    direction: Direction = Direction.HIGHER,
) -> bool:
    """Whether a figure meets a promise, exactly. `direction` matters for "=" and "~" only."""
    return threshold(operator, value, tolerance, direction).met_by(exact(figure))
