"""One table of a workbook, described once: what its columns are called, how wide, what may stand in them.

The same description writes the workbook to be filled in (`filling.py`), finds the columns of an upload by
their headings, and reads a cell or says what is wrong with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Final

from openpyxl.utils import get_column_letter

from bachdang.spreadsheet.cells import Column, Kind
from bachdang.spreadsheet.reading import Cell, Line, Read, find_head
from bachdang.vietnamese.numbers import format_date
from bachdang.vietnamese.text import fold

AS_TEXT: Final = "@"
"""The format of a cell to be filled in with a code: 02.10 is not 2,1."""


def turned_into_day(day: date | str, what: str = "số", again: str = "Gõ lại con số") -> str:
    """Why a cell that should hold a figure or a code holds a day, and what to do."""
    shown = format_date(day) if isinstance(day, date) else day
    return f"Excel đã đổi {what} thành ngày {shown}. {again}"


class BadCell(Exception):
    """A cell that cannot be read; the message names its column and says why, without a full stop."""


@dataclass(frozen=True)
class Field:
    """One column. `also` are other headings for it; `required`: a table without it is refused.

    `form` is the number format of cells to be filled in; `choices` are offered, by label; `spellings` are
    what else a choice may be called. `shared`: several rows may say it in one merged cell. `shown` is there
    to be read, and never read back. What is not `offered` is read where a table has it; of what is `loose` a
    table may have several columns, and the first counts. `means` is for who reads it: a unit, a figure.
    """

    key: str
    title: str
    width: float = 14
    kind: Kind = Kind.TEXT
    also: tuple[str, ...] = ()
    required: bool = False
    form: str = AS_TEXT
    choices: tuple[str, ...] = ()
    spellings: tuple[tuple[str, str], ...] = ()
    longest: int = 0
    shared: bool = False
    shown: bool = False
    offered: bool = True
    loose: bool = False
    help: str = ""
    means: str = ""

    @property
    def column(self) -> Column:
        return Column(self.title, self.width, self.kind, editable=not self.shown)


@dataclass
class Matched:
    """Where the columns of a table stand (from 0), and what of its head does not fit the description."""

    columns: dict[str, int] = field(default_factory=dict)
    unknown: list[tuple[int, str]] = field(default_factory=list)
    twice: list[tuple[int, str]] = field(default_factory=list)
    missing: list[Field] = field(default_factory=list)

    def faults(self) -> Iterator[tuple[int | None, str]]:
        """(place of the column, message)."""
        for at, title in self.unknown:
            yield at, f"Cột “{title}” không có trong mẫu."
        for at, title in self.twice:
            yield at, f"Cột “{title}” có hai lần."
        for one in self.missing:
            yield None, f"Thiếu cột “{one.title}”."


@dataclass(frozen=True)
class Described:
    """A table: its name, its columns, and the headings of official tables that are passed over.

    The columns that name what a row is about stand first; `anchor` is the key of the one by which the head
    is found.
    """

    name: str
    fields: tuple[Field, ...]
    anchor: str
    passed_over: tuple[str, ...] = ()

    @cached_property
    def offered(self) -> tuple[Field, ...]:
        """The columns of the sheet to be filled in."""
        return tuple(one for one in self.fields if one.offered)

    @cached_property
    def by_key(self) -> Mapping[str, Field]:
        return {one.key: one for one in self.fields}

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """Folded heading → key; "" for what is passed over. A key is a heading too."""
        known = {fold(title): one.key for one in self.fields for title in (one.title, one.key, *one.also)}
        return {**known, **{fold(title): "" for title in self.passed_over}}

    @cached_property
    def anchors(self) -> frozenset[str]:
        return frozenset(title for title, key in self.titles.items() if key == self.anchor)

    def is_title(self, cell: Read) -> bool:
        return isinstance(cell, str) and fold(cell) in self.titles

    def head(
        self, lines: Sequence[Line], known: Callable[[Read], bool] | None = None
    ) -> tuple[Line, list[Line], list[Line]] | None:
        """(head, lines above it, lines below it); None when no line has the anchor's heading."""
        return find_head(lines, self.anchors, known or self.is_title)

    def match(self, head: Line) -> Matched:
        found = Matched()
        for at, cell in enumerate(head.cells):
            if cell is None or (key := self.titles.get(fold(str(cell)))) == "":
                continue
            if key is None:
                found.unknown.append((at, str(cell)))
            elif key in found.columns and self.by_key[key].loose:
                continue
            elif key in found.columns:
                found.twice.append((at, str(cell)))
            else:
                found.columns[key] = at
        found.missing = [one for one in self.fields if one.required and one.key not in found.columns]
        return found


@dataclass(frozen=True)
class Row:
    """One row of an upload as its description reads it. Every reading may raise BadCell."""

    table: Described
    line: Line
    columns: Mapping[str, int]

    def whole(self, key: str) -> Cell:
        """The cell with what is to be known of it; merged downwards it says the same in each row."""
        cell, column = self.line.cell(self.columns.get(key)), self.table.by_key[key]
        if cell.problem:
            raise BadCell(f"{column.title}: {cell.problem.rstrip('.')}")
        if cell.merged and (not column.shared or is_across(cell.merged)):
            raise BadCell(f"{column.title}: các ô {cell.merged} bị gộp. Bỏ gộp ô rồi ghi từng dòng")
        return cell

    def cell(self, key: str) -> Read:
        return self.whole(key).value

    def text(self, key: str) -> str:
        """What is written, a number as its digits, a day as dd/mm/yyyy; "" for nothing, or no such column."""
        value, column = self.cell(key), self.table.by_key[key]
        text = "" if value is None else _written(value)
        if column.longest and len(text) > column.longest:
            raise BadCell(f"“{column.title}” dài quá {column.longest} ký tự")
        return text

    def at(self, key: str) -> str:
        """ "C7"; "" without such a column."""
        place = self.columns.get(key)
        return "" if place is None else f"{get_column_letter(place + 1)}{self.line.number}"


def _written(value: str | Decimal | date) -> str:
    if isinstance(value, Decimal):
        return f"{value:f}"
    return format_date(value) if isinstance(value, date) else value


def is_across(area: str) -> bool:
    """Whether a merged range is wider than one column."""
    first, _, last = area.replace("$", "").partition(":")
    return first.rstrip("0123456789") != last.rstrip("0123456789")
