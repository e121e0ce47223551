"""A calendar quarter: the period every figure belongs to."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Self

_ROMAN = ("I", "II", "III", "IV")
_PATTERN = re.compile(r"(\d{4})-Q([1-4])")


@dataclass(frozen=True, order=True)
class Quarter:
    """Quarter 1 to 4 of a calendar year; ordered in time. Raises ValueError for any other number."""

    year: int
    quarter: int

    def __post_init__(self) -> None:
        if self.quarter not in (1, 2, 3, 4):
            raise ValueError(f"not a quarter: {self.quarter}")

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read "2026-Q3". Raises ValueError for anything else."""
        found = _PATTERN.fullmatch(text)
        if found is None:
            raise ValueError(f"not a quarter: {text!r}")
        return cls(int(found[1]), int(found[2]))

    @classmethod
    def of(cls, day: date) -> Self:
        """The quarter a day lies in."""
        return cls(day.year, (day.month + 2) // 3)

    @classmethod
    def from_index(cls, index: int) -> Self:
        """The quarter with this running number (see `index`)."""
        return cls(index // 4, index % 4 + 1)

    @property
    def index(self) -> int:
        """A running number: the difference of two is the quarters between their ends."""
        return self.year * 4 + self.quarter - 1

    @property
    def start(self) -> date:
        return date(self.year, 3 * self.quarter - 2, 1)

    @property
    def end(self) -> date:
        """The last calendar day: what is shown for the quarter is computed for it."""
        month = 3 * self.quarter
        return date(self.year, month, calendar.monthrange(self.year, month)[1])

    @property
    def label(self) -> str:
        """ "quý III/2026"."""
        return f"quý {_ROMAN[self.quarter - 1]}/{self.year}"

    def shift(self, quarters: int) -> Self:
        """The quarter so many later (earlier when negative)."""
        return type(self).from_index(self.index + quarters)

    def next(self) -> Self:
        return self.shift(1)

    def previous(self) -> Self:
        return self.shift(-1)

    def until(self, last: Quarter) -> list[Quarter]:
        """Every quarter from this one to `last`, both included; empty when `last` is earlier."""
        return [Quarter.from_index(index) for index in range(self.index, last.index + 1)]

    def __str__(self) -> str:
        return f"{self.year}-Q{self.quarter}"


def last_year_end(at: Quarter) -> Quarter:
    """The latest fourth quarter that is not after `at`."""
    return at if at.quarter == 4 else Quarter(at.year - 1, 4)
