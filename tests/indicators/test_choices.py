"""One vocabulary: the database's choices are those of the arithmetic."""

import enum

import pytest

from indicators import choices, rules

PAIRS = [
    (choices.Direction, rules.Direction),
    (choices.Frequency, rules.Frequency),
    (choices.Accumulation, rules.Accumulation),
    (choices.Denominator, rules.Denominator),
    (choices.TargetKind, rules.TargetKind),
    (choices.Operator, rules.Operator),
    (choices.Form, rules.Form),
    (choices.Rating, rules.Rating),
    (choices.Status, rules.Status),
]


@pytest.mark.parametrize(("stored", "computed"), PAIRS, ids=[stored.__name__ for stored, _ in PAIRS])
def test_same_keys(stored: type[enum.Enum], computed: type[enum.Enum]) -> None:
    assert [one.value for one in stored] == [one.value for one in computed]
