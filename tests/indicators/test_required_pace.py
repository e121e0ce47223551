"""What each year brought and must still bring (rule 11)."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from indicators.required_pace import Pace, paces
from indicators.rules import Point, Quarter

LAST = Quarter(2030, 4)


def points(*found: tuple[int, int, str]) -> list[Point]:
    return [Point(Quarter(year, quarter), Decimal(value), False) for year, quarter, value in found]


def test_the_current_year_has_done_and_needed() -> None:
    """At the end of QIII/2026 a level went from 14,4 to 15,15; 17 quarters are left to 20."""
    found = paces(
        points=points((2026, 1, "14.6"), (2026, 3, "15.15")),
        start=Decimal("14.4"), needed_per_year=Decimal(20 - Decimal("15.15")) * 4 / 17,
        at=Quarter(2026, 3), first=2026, horizon=LAST,
    )  # fmt: skip
    assert [one.year for one in found] == [2026, 2027, 2028, 2029, 2030]
    assert found[0].done == Decimal("0.75")
    assert found[1].done is None
    assert round(sum(one.needed or 0 for one in found), 10) == Decimal("4.85")


def test_without_a_level_before_the_first_year_has_nothing_done() -> None:
    found = paces(
        points=points((2026, 4, "10"), (2027, 2, "12")),
        start=None, needed_per_year=Decimal(4), at=Quarter(2027, 2), first=2026, horizon=Quarter(2028, 2),
    )  # fmt: skip
    assert found == [
        Pace(2026, None, None),
        Pace(2027, Decimal(2), Decimal(2)),
        Pace(2028, None, Decimal(2)),
    ]


@given(
    now=st.integers(2026 * 4, 2030 * 4 + 2),
    level=st.decimals(0, 1000, places=2),
    target=st.decimals(0, 1000, places=2),
)
def test_the_needs_of_all_years_are_what_separates_from_the_target(
    now: int, level: Decimal, target: Decimal
) -> None:
    at = Quarter.from_index(now)
    needed = (target - level) * 4 / (LAST.index - at.index)
    found = paces(
        points=points((at.year, at.quarter, str(level))),
        start=Decimal(0), needed_per_year=needed, at=at, first=2026, horizon=LAST,
    )  # fmt: skip
    assert abs(sum((one.needed or Decimal(0) for one in found), Decimal(0)) - (target - level)) < Decimal(
        "1e-9"
    )
