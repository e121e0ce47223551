"""Operators, both directions, and "khoảng" with its tolerance."""

from __future__ import annotations

from decimal import Decimal

import pytest

from indicators.rules import Direction, Operator, meets
from tests.indicators.rules_builders import case

HIGHER, LOWER = Direction.HIGHER, Direction.LOWER


@pytest.mark.parametrize(
    ("op", "direction", "below", "equal", "above"),
    [
        case("ge", ">=", HIGHER, False, True, True),
        case("gt", ">", HIGHER, False, False, True),
        case("le", "<=", LOWER, True, True, False),
        case("lt", "<", LOWER, True, False, False),
        case("bare-higher", "=", HIGHER, False, True, True),
        case("bare-lower", "=", LOWER, True, True, False),
        case("about-higher", "~", HIGHER, False, True, True),
        case("about-lower", "~", LOWER, True, True, False),
        case("ge-keeps-its-side-when-lower-is-better", ">=", LOWER, False, True, True),
        case("lt-keeps-its-side-when-higher-is-better", "<", HIGHER, True, False, False),
    ],
)
def test_meets(op: str, direction: Direction, below: bool, equal: bool, above: bool) -> None:
    found = [
        meets(Operator(op), Decimal(20), Decimal(0), Decimal(figure), direction)
        for figure in ("19.9999", "20", "20.0001")
    ]
    assert found == [below, equal, above]


@pytest.mark.parametrize(
    ("op", "direction", "figure", "met"),
    [
        case("about-5000-with-5pc", "~", HIGHER, "4750", True),
        case("just-under", "~", HIGHER, "4749.99", False),
        case("about-5000-lower", "~", LOWER, "5250", True),
        case("only-about-is-softened", ">=", HIGHER, "4999", False),
    ],
)
def test_tolerance_is_a_share_of_the_value(op: str, direction: Direction, figure: str, met: bool) -> None:
    assert meets(Operator(op), Decimal(5000), Decimal("0.05"), Decimal(figure), direction) is met


def test_decimals_compare_exactly() -> None:
    assert not meets(Operator.AT_LEAST, Decimal("0.3"), Decimal(0), Decimal("0.2" + "9" * 40))
    assert meets(Operator.AT_LEAST, Decimal("0.3"), Decimal(0), Decimal("0.1") + Decimal("0.2"))
