"""A calendar quarter as the arithmetic sees it."""

from __future__ import annotations

from datetime import date

import pytest

from indicators.rules import Due, Frequency, Quarter
from tests.indicators.rules_builders import case, quarter


def test_reading_and_writing() -> None:
    found = Quarter.parse("2026-Q3")
    assert (found, str(found), found.label) == (Quarter(2026, 3), "2026-Q3", "quý III/2026")


@pytest.mark.parametrize("text", ["2026-Q5", "2026-Q0", "2026Q3", "26-Q3", "", "2026-Q3 "])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a quarter"):
        Quarter.parse(text)


def test_no_fifth_quarter() -> None:
    with pytest.raises(ValueError, match="not a quarter"):
        Quarter(2026, 5)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        case("QI", "2028-Q1", date(2028, 1, 1), date(2028, 3, 31)),
        case("QII", "2026-Q2", date(2026, 4, 1), date(2026, 6, 30)),
        case("QIV", "2026-Q4", date(2026, 10, 1), date(2026, 12, 31)),
    ],
)
def test_days(text: str, start: date, end: date) -> None:
    found = quarter(text)
    assert (found.start, found.end) == (start, end)
    assert Quarter.of(start) == Quarter.of(end) == found


def test_time_runs_over_years() -> None:
    last = quarter("2026-Q4")
    assert (last.next(), last.next().previous(), last.shift(-4)) == (
        quarter("2027-Q1"),
        last,
        quarter("2025-Q4"),
    )
    assert sorted([quarter("2027-Q1"), last]) == [last, quarter("2027-Q1")]


@pytest.mark.parametrize(
    ("frequency", "owed"),
    [
        case("quarter", Frequency.QUARTER, "1 2 3 4"),
        case("half-year", Frequency.HALF_YEAR, "2 4"),
        case("year", Frequency.YEAR, "4"),
        case("once", Frequency.ONCE, "3"),
    ],
)
def test_quarters_owed(frequency: Frequency, owed: str) -> None:
    due = Due(frequency, last=quarter("2026-Q3"))
    found = due.owed(quarter("2026-Q1"), quarter("2026-Q4"))
    assert " ".join(str(one.quarter) for one in found) == owed
