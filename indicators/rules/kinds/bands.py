"""Rule 5: Đúng tiến độ, Chậm or Nguy cơ không đạt, and how much of a value is attained."""

from __future__ import annotations

from fractions import Fraction

from indicators.rules.vocabulary import Formula, Status


def band(now: Fraction, expected: Fraction, slow: Fraction, higher: bool = True) -> Status:
    """Where a figure lies against what is expected of it, exactly.

    Lower-better figures mirror the rule on the attainment expected ÷ now: Chậm while expected ≥ 0.85 × now.
    """
    if now >= expected if higher else now <= expected:
        return Status.ON_TRACK
    limit = slow_limit(expected, slow, higher)
    if limit is not None and (now >= limit if higher else now <= limit):
        return Status.SLOW
    return Status.AT_RISK


def slow_limit(expected: Fraction, slow: Fraction, higher: bool) -> Fraction | None:
    """The worst figure that is still Chậm; None where nothing is expected, so that nothing can be slow.

    A fall that is promised (lower is better, expected below 0) is slow at 0.85 of the fall.
    """
    if higher:
        return slow * expected if expected > 0 else None
    if expected < 0:
        return slow * expected
    return expected / slow if expected > 0 and slow > 0 else None


def attainment(now: Fraction, value: Fraction, higher: bool) -> Fraction | None:
    """Rule 3: now ÷ value, value ÷ now when lower is better; None for a value of 0."""
    if higher:
        return now / value if value > 0 else None
    if value < 0:  # a fall that is promised
        return now / value
    return value / now if value > 0 and now > 0 else None


def attainment_formula(value: Fraction, higher: bool) -> Formula:
    """How `attainment` reckons for this value."""
    return Formula.SHARE if higher or value < 0 else Formula.INVERSE
