"""Working days: weekends, holidays by the sun and by the moon, and days that were swapped."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bachdang.vietnamese.working_days import (
    day_off,
    is_working_day,
    next_working_day,
    working_days_after,
    working_days_left,
)

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        pytest.param(date(2026, 9, 15), date(2026, 9, 15), id="a Tuesday stays"),
        pytest.param(date(2026, 3, 15), date(2026, 3, 16), id="a Sunday moves to Monday"),
        pytest.param(date(2026, 2, 14), date(2026, 2, 23), id="Tết Bính Ngọ: Saturday before, 16-20/2 off"),
        pytest.param(date(2027, 2, 4), date(2027, 2, 11), id="Tết Đinh Mùi: 29 Tết to mùng năm, by the moon"),
        pytest.param(date(2026, 4, 25), date(2026, 4, 28), id="Giỗ Tổ on a Sunday, made up for on Monday"),
        pytest.param(date(2027, 4, 16), date(2027, 4, 19), id="Giỗ Tổ on a Friday"),
        pytest.param(date(2026, 4, 30), date(2026, 5, 4), id="30/4 and 1/5, then a weekend"),
        pytest.param(date(2027, 4, 30), date(2027, 5, 4), id="1/5 on a Saturday, made up for on Monday"),
        pytest.param(date(2026, 8, 29), date(2026, 9, 3), id="2/9 with 1/9, and 31/8 swapped for 22/8"),
        pytest.param(date(2026, 8, 22), date(2026, 8, 22), id="the Saturday worked for it"),
        pytest.param(date(2027, 1, 1), date(2027, 1, 4), id="New Year on a Friday"),
    ],
)
def test_a_day_off_moves_to_the_next_working_day(day: date, expected: date) -> None:
    assert next_working_day(day) == expected


def test_why_a_day_is_off_is_said() -> None:
    assert day_off(date(2026, 9, 2)) == "Quốc khánh"
    assert day_off(date(2026, 2, 17)) == "Tết Nguyên Đán"
    assert day_off(date(2026, 11, 29)) == "Chủ nhật"
    assert day_off(date(2026, 11, 30)) == ""


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        pytest.param(date(2026, 11, 30), 3, date(2026, 12, 3), id="within a week"),
        pytest.param(date(2026, 12, 3), 3, date(2026, 12, 8), id="over a weekend"),
        pytest.param(date(2026, 4, 29), 3, date(2026, 5, 6), id="over 30/4 and 1/5"),
        pytest.param(date(2026, 2, 13), 1, date(2026, 2, 23), id="over Tết"),
        pytest.param(date(2026, 11, 29), 0, date(2026, 11, 29), id="none"),
    ],
)
def test_days_are_counted_in_working_days(day: date, count: int, expected: date) -> None:
    assert working_days_after(day, count) == expected


@given(st.dates(date(2026, 1, 1), date(2045, 12, 31)), st.integers(1, 30))
def test_counting_on_and_counting_left_agree(day: date, count: int) -> None:
    later = working_days_after(day, count)
    assert is_working_day(later)
    assert working_days_left(day, later) == count
    assert working_days_left(later, day) == 0
