"""Which days a ward's plan may speak of: anything else is a slip of the year, asked back by name."""

from __future__ import annotations

from datetime import date
from typing import Final

from bachdang.vietnamese.numbers import format_date

FIRST_YEAR: Final = 1990
LAST_YEAR: Final = 2100
_LOOKS_LIKE_A_YEAR: Final = range(1900, LAST_YEAR + 1)
EXAMPLE: Final = "31/12/2026"


def is_far(day: date) -> bool:
    """Whether it lies outside the years that a plan, its papers and its figures are about."""
    return not FIRST_YEAR <= day.year <= LAST_YEAR


def far_day(day: date) -> str:
    """What is said of such a day, with the remedy; "" for any other."""
    if not is_far(day):
        return ""
    return (
        f"Ngày {format_date(day)} không nằm trong các năm {FIRST_YEAR}–{LAST_YEAR}. "
        f"Xem lại năm, ghi đủ 4 chữ số, ví dụ {EXAMPLE}."
    )


def only_a_year(number: object) -> str:
    """What is said of a box for a day that holds nothing but a year (2026, "2026"); "" for anything else."""
    text = str(number).strip()
    if not (text.isascii() and text.isdigit() and int(text[:9]) in _LOOKS_LIKE_A_YEAR):
        return ""
    return f"ô này cần ngày (ví dụ {EXAMPLE}), đang ghi năm {text}. Ghi đủ ngày, tháng, năm."
