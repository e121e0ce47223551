"""A table with years or quarters as columns, spread out: a line a figure, in the columns of the template."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final, TypeAlias

from bachdang.past_figures.columns import Slot
from bachdang.past_figures.found import Fault
from bachdang.past_figures.rows import FIGURES
from bachdang.spreadsheet.reading import Cell, Line
from bachdang.vietnamese.text import fold
from indicators.rules import Form, Quarter

_NOTHING: Final = frozenset(("", "-", "...", "…", "x", "/", "–", "—"))
_LONGEST_SOURCE: Final = 300
_KEYS: Final = tuple(FIGURES.by_key)
Time: TypeAlias = tuple[int | None, int | None, Form | None]


class Spread:
    """How the columns of one table are read; `said` stands above it, `notes`: what was taken for granted."""

    columns: Final[Mapping[str, int]] = {key: place for place, key in enumerate(_KEYS)}

    def __init__(
        self, head: Line, slots: Mapping[int, Slot], said: Sequence[str], until: Quarter, name: str
    ) -> None:
        self.until = until
        self.slots = slots
        titles = {place: fold(str(cell)) for place, cell in enumerate(head.cells) if cell is not None}
        known = {place: FIGURES.titles[title] for place, title in titles.items() if title in FIGURES.titles}
        self.places = {key: place for place, key in known.items() if key}
        self.source = _source(said, name)
        self.year = _only_year(said)
        self.faults = list(self._faults(head))
        others = [str(head.cells[at]) for at in titles if at not in known and at not in slots]
        self.notes = list(self._notes(others))

    def _faults(self, head: Line) -> Iterator[Fault]:
        without = [slot.title for slot in self.slots.values() if slot.year is None]
        if without and self.year is None and "year" not in self.places:
            yield Fault(head.number, f"Cột “{without[0]}” chưa ghi năm: ghi “{without[0]} năm 2025”.")
        seen: dict[tuple[object, ...], str] = {}
        for slot in self.slots.values():
            key = (slot.year, slot.quarter or 4, slot.form, slot.part)
            if key in seen:
                yield Fault(head.number, f"Cột “{slot.title}” trùng với cột “{seen[key]}”.")
            seen[key] = slot.title

    def _notes(self, others: Sequence[str]) -> Iterator[str]:
        yield "Bảng có năm, quý ở các cột: mỗi ô được đọc thành một số liệu; cột cả năm ghi ở quý IV."
        if "form" not in self.places:
            yield "Bảng không có cột Loại số liệu: số được ghi là chính thức cả quý, cột có chữ “ước” là ước."
        if "source" not in self.places:
            yield f"Bảng không có cột Nguồn: nguồn được ghi là “{self.source}”."
        if any(slot.quarter not in (None, 4) for slot in self.slots.values()):
            yield (
                "Chỉ tiêu lũy kế: số ở cột quý được hiểu là của riêng quý đó; số ở cột 3, 6, 9 tháng, cả năm "
                "là số từ đầu năm, được trừ số của các quý trước."
            )
        if others:
            yield f"Các cột không được đọc: {', '.join(f'“{one[:60]}”' for one in others)}."

    @property
    def sums(self) -> frozenset[str]:
        """The columns, as a line names them, that say a sum since 1 January."""
        whole = "quarter" not in self.places
        found = (slot for slot in self.slots.values() if slot.since_january and (slot.quarter or whole))
        return frozenset(_named(slot.title) for slot in found)

    def lines(self, rows: Iterable[Line]) -> Iterator[Line]:
        """The figures of each row, in the order of its columns; empty cells and dashes are none."""
        for row in rows:
            cells: dict[Time, dict[str, Cell]] = {}
            titles: dict[Time, str] = {}
            for place, slot in self.slots.items():
                cell = row.cell(place)
                if not cell.is_empty and fold(str(cell.value)) not in _NOTHING:
                    time = slot.year or self.year, slot.quarter, slot.form
                    cells.setdefault(time, {})[slot.part] = cell
                    titles.setdefault(time, slot.title)
            for time, parts in cells.items():
                yield self._line(row, time, parts, titles[time])

    def _line(self, row: Line, time: Time, parts: Mapping[str, Cell], title: str) -> Line:
        year, quarter, form = time
        made = {key: row.cell(place) for key, place in self.places.items()} | dict(parts)
        if year is not None:
            made["year"] = Cell(Decimal(year))
        if quarter is not None or "quarter" not in self.places:
            made["quarter"] = Cell(Decimal(quarter or 4))
        if form is not None or "form" not in self.places:
            made["form"] = Cell(form or self._form(year, quarter))
        if made.get("source", Cell()).is_empty:
            made["source"] = Cell(self.source)
        cells = tuple(made.get(key, Cell()).value for key in _KEYS)
        marked = {
            at: made[key] for at, key in enumerate(_KEYS) if key in made and made[key] != Cell(cells[at])
        }
        return Line(row.number, cells, marked, _named(title))

    def _form(self, year: int | None, quarter: int | None) -> str:
        """The quarter that runs has no official figure yet."""
        runs = year is not None and Quarter(year, quarter or 4) == self.until
        return (Form.ESTIMATE if runs else Form.OFFICIAL).value


def _named(title: str) -> str:
    return f"cột {title}"


def _source(said: Sequence[str], name: str) -> str:
    """What stands above the table, and the name of the file."""
    text = ". ".join([*said, f"Tệp {name}"] if name else said) or "Bảng số liệu tải lên"
    return text if len(text) <= _LONGEST_SOURCE else f"{text[: _LONGEST_SOURCE - 1]}…"


def _only_year(said: Sequence[str]) -> int | None:
    years = {int(year) for text in said for year in re.findall(r"(?<!\d)20\d\d(?!\d)", text)}
    return years.pop() if len(years) == 1 else None
