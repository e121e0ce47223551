"""What is kept of a sheet: values as they are shown, and all that a person must know of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Final, TypeAlias

from bachdang.vietnamese.numbers import format_date, format_input

Read: TypeAlias = str | Decimal | date | None
"""A cell as read: numbers are exact decimals of what is shown, text is NFC without what nobody sees."""


@dataclass(frozen=True, slots=True)
class Cell:
    """`percent`: a number shown in %, 0.85 for 85 %. `problem`: why it cannot be read, in Vietnamese."""

    value: Read = None
    percent: bool = False
    formula: bool = False
    problem: str = ""
    merged: str = ""
    """The merged range that gave the value, when another cell holds it ("A2:A5")."""

    @property
    def is_empty(self) -> bool:
        return self.value is None and not self.problem

    @property
    def typed(self) -> str:
        """What stands in it as a person would have typed it; a number shown in % stays one in %."""
        if isinstance(self.value, Decimal):
            return f"{format_input(self.value * 100)}%" if self.percent else format_input(self.value)
        return format_date(self.value) if isinstance(self.value, date) else self.value or ""


EMPTY: Final = Cell()


@dataclass(frozen=True)
class Area:
    """A range of cells, rows and columns from 1."""

    top: int
    left: int
    bottom: int
    right: int
    name: str

    @property
    def size(self) -> int:
        return (self.bottom - self.top + 1) * (self.right - self.left + 1)


@dataclass
class Sheet:
    """One sheet; `rows` has the rows and columns (from 1) where something stands."""

    name: str
    hidden: bool = False
    rows: dict[int, dict[int, Cell]] = field(default_factory=dict)
    merges: list[Area] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    filtered: bool = False
    beyond: bool = False
    """Whether something stands right of the last column that is read."""

    def cell(self, row: int, column: int) -> Cell:
        return self.rows.get(row, {}).get(column, EMPTY)

    @property
    def last_row(self) -> int:
        return max(self.rows, default=0)

    @property
    def last_column(self) -> int:
        return max((max(row, default=0) for row in self.rows.values()), default=0)

    def merged(self) -> dict[int, dict[int, Cell]]:
        """Rows with something of their own, the cells of merged ranges filled with what the range says."""
        filled = {number: dict(row) for number, row in self.rows.items()}
        for area in self.merges:
            kept = self.cell(area.top, area.left)
            if kept.is_empty:
                continue
            shown = Cell(kept.value, kept.percent, kept.formula, kept.problem, area.name)
            for number in self._rows_of(area):
                for column in range(area.left, area.right + 1):
                    filled[number][column] = shown
        return filled

    def _rows_of(self, area: Area) -> Iterator[int]:
        if area.bottom - area.top > len(self.rows):
            return (number for number in self.rows if area.top <= number <= area.bottom)
        return (number for number in range(area.top, area.bottom + 1) if number in self.rows)
