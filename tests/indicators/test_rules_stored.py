"""A standing is stored and read again digit for digit."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any, get_type_hints

from hypothesis import given
from hypothesis import strategies as st

from indicators.rules import (
    Formula,
    Point,
    Quarter,
    Rating,
    Reason,
    Standing,
    Status,
    points_from_json,
    points_to_json,
    standing_from_json,
    standing_to_json,
)

QUARTERS = st.builds(Quarter, st.integers(2020, 2050), st.integers(1, 4))
DECIMALS = st.decimals(allow_nan=False, allow_infinity=False)
BY_TYPE: dict[Any, st.SearchStrategy[Any]] = {
    Status: st.sampled_from(Status),
    Decimal | None: st.none() | DECIMALS,
    Quarter | None: st.none() | QUARTERS,
    Formula | None: st.none() | st.sampled_from(Formula),
    Rating | None: st.none() | st.sampled_from(Rating),
    date | None: st.none() | st.dates(),
    bool: st.booleans(),
    tuple[Quarter, ...]: st.lists(QUARTERS).map(tuple),
    tuple[Reason, ...]: st.lists(st.sampled_from(Reason)).map(tuple),
    tuple[int, int] | None: st.none() | st.tuples(st.integers(), st.integers()),
}
STANDINGS = st.builds(Standing, **{name: BY_TYPE[kind] for name, kind in get_type_hints(Standing).items()})


@given(STANDINGS)
def test_a_standing_comes_back_as_it_was(standing: Standing) -> None:
    stored = json.loads(json.dumps(standing_to_json(standing)))
    again = standing_from_json(stored)
    assert again == standing
    for field in fields(Standing):
        before, after = getattr(standing, field.name), getattr(again, field.name)
        assert type(before) is type(after)
        assert str(before) == str(after), "also the zeros behind the comma"


@given(st.lists(st.builds(Point, QUARTERS, DECIMALS, st.booleans())))
def test_points_come_back_as_they_were(points: list[Point]) -> None:
    assert points_from_json(json.loads(json.dumps(points_to_json(points)))) == points


def test_what_says_nothing_takes_no_room() -> None:
    assert standing_to_json(Standing(Status.NO_DATA, reasons=(Reason.MISSING,))) == {
        "status": "no_data",
        "reasons": ["missing"],
    }
