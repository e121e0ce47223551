"""Working days: weekends, public holidays of the Labour Code, and the days the Government swapped.

Tết and Giỗ Tổ follow the lunar calendar; a holiday on a weekend is made up for on the next working day. The
library knows the swaps announced before its release; those announced later come with its next one.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from holidays import country_holidays

_SATURDAY = 5
_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


@cache
def _year(year: int) -> tuple[dict[date, str], frozenset[date]]:
    """The days off of a year by name, and the weekend days worked instead of another."""
    known = country_holidays("VN", years=year, expand=False, language="vi")
    return dict(known.items()), frozenset(day for day in known.weekend_workdays if day.year == year)


def day_off(day: date) -> str:
    """Why nobody works on a day: "Quốc khánh", "Chủ nhật"; "" on a working day."""
    named, worked = _year(day.year)
    if day in named:
        return named[day]
    weekend = day.weekday() >= _SATURDAY and day not in worked
    return _WEEKDAYS[day.weekday()] if weekend else ""


def is_working_day(day: date) -> bool:
    return not day_off(day)


def next_working_day(day: date) -> date:
    """The day itself, or the first working day after it."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def working_days_after(day: date, count: int) -> date:
    """The working day that is `count` working days later."""
    for _ in range(count):
        day = next_working_day(day + timedelta(days=1))
    return day


def working_days_left(day: date, until: date) -> int:
    """How many working days there are after a day up to and with another; 0 once it has come."""
    days = (until - day).days
    return sum(1 for number in range(1, days + 1) if is_working_day(day + timedelta(days=number)))
