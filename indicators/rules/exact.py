"""From decimals to exact fractions and back: decisions compare fractions, people read decimals."""

from __future__ import annotations

from decimal import Decimal, localcontext
from fractions import Fraction
from typing import overload

HUNDRED = Fraction(100)

# Digits of a quotient that does not end; sums of figures (at most 15 digits) fit without rounding.
_DIGITS = 28


def exact(value: Decimal) -> Fraction:
    """The same number as a fraction. Raises ValueError or OverflowError for NaN and infinity."""
    return Fraction(value)


@overload
def shown(value: Fraction) -> Decimal: ...
@overload
def shown(value: None) -> None: ...
@overload
def shown(value: Fraction | None) -> Decimal | None: ...
def shown(value: Fraction | None) -> Decimal | None:
    """The number as a decimal of at most 28 digits, for showing only."""
    if value is None:
        return None
    with localcontext(prec=_DIGITS):
        return Decimal(value.numerator) / Decimal(value.denominator)


def root(value: Fraction, degree: int) -> Fraction:
    """The positive `degree`-th root of a positive number, to 28 digits, for showing only."""
    with localcontext(prec=_DIGITS + 10) as context:
        number = Decimal(value.numerator) / Decimal(value.denominator)
        found = number if degree == 1 else (number.ln() / degree).exp()
        context.prec = _DIGITS
        return Fraction(+found)
