"""What a grid shows of a sheet, and what came back from it: a ReadBook like that of a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from django.http import QueryDict

from bachdang.setup.manifest import mark_of
from bachdang.setup.parts.part import Known, Part
from bachdang.setup.reading import Fault, ReadBook, Touched, Typed
from bachdang.spreadsheet import Kind
from bachdang.spreadsheet.described import Field

ROWS: Final = 40
"""Of one page."""
LONG: Final = 200
"""A column of longer texts gets a box of several lines."""


@dataclass
class Box:
    """One cell. `closed`: why it is not written here; `name` is that of its field in the form."""

    column: Field
    name: str
    text: str
    closed: str = ""
    faults: list[str] = field(default_factory=list)

    @property
    def is_long(self) -> bool:
        return self.column.longest > LONG

    @property
    def is_number(self) -> bool:
        return self.column.kind is Kind.NUMBER


@dataclass
class GridRow:
    """A row of the sheet. `seen`: the marks of its cells as they were shown."""

    place: int
    known: Known
    seen: str
    shown: list[tuple[Field, str]]
    boxes: list[Box]
    ticked: bool = False


@dataclass(frozen=True)
class Sent:
    """What was typed into the boxes of the page, by their names, the marks of each row, the rows ticked."""

    texts: Mapping[str, str]
    seen: Mapping[int, str]
    keys: Mapping[int, str]
    ticked: frozenset[int]

    @classmethod
    def of(cls, data: QueryDict) -> Sent:
        keys = {place: data.get(f"key-{place}", "") for place in range(ROWS) if f"key-{place}" in data}
        ticks = {int(one) for one in data.getlist("tick") if one.isascii() and one.isdecimal()}
        texts = {name: data.get(name, "").replace("\r\n", "\n") for name in data}
        seen = {place: data.get(f"seen-{place}", "") for place in keys}
        return cls(texts, seen, keys, frozenset(ticks & keys.keys()))

    def filling(self, part: Part, column: str, text: str) -> Sent:
        """The same with `text` in that column of every ticked row that takes it."""
        names = [
            f"{column}-{place}"
            for place in self.ticked
            if (known := part.known.get(self.keys[place])) and column not in known.closed
        ]
        return Sent({**self.texts, **dict.fromkeys(names, text)}, self.seen, self.keys, self.ticked)


def editable(part: Part) -> list[Field]:
    """The columns that are typed into."""
    return [one for one in part.table.fields if not one.shown and not one.required]


def grid_rows(
    part: Part, rows: Sequence[Known], sent: Sent | None = None, faults: Iterable[Fault] = ()
) -> list[GridRow]:
    """The rows of a page; with what was sent, as it was typed, each fault in its box."""
    columns = editable(part)
    wrong: dict[tuple[int, str], list[str]] = {}
    told: set[tuple[int, str]] = set()
    for fault in faults:
        wrong.setdefault((fault.row, fault.column), []).append(fault.message.rstrip("."))
        if fault.overtaken:
            told.add((fault.row, fault.column))
    found = []
    for place, known in enumerate(rows):
        boxes = [_box(one, place, known, sent, wrong.get((place, one.key), [])) for one in columns]
        seen = _seen(known, columns)
        if sent and place in sent.seen:  # who was told what was written meanwhile may write over it
            again = {column for row, column in told if row == place}
            seen = _seen_again(known, columns, sent.seen[place], again)
        shown = [(one, known.texts.get(one.key, "")) for one in part.table.fields if one.shown]
        row = GridRow(place, known, seen, shown, boxes, bool(sent and place in sent.ticked))
        found.append(row)
    return found


def _box(column: Field, place: int, known: Known, sent: Sent | None, faults: list[str]) -> Box:
    name, stands = f"{column.key}-{place}", known.texts.get(column.key, "")
    text = sent.texts.get(name, stands) if sent else stands
    return Box(column, name, text, known.closed.get(column.key, ""), faults)


def _seen(known: Known, columns: Iterable[Field]) -> str:
    marks = ((one.key, mark_of(known.texts.get(one.key, ""))) for one in columns)
    return " ".join(f"{key}:{mark}" for key, mark in marks if mark)


def _seen_again(known: Known, columns: Iterable[Field], seen: str, told: set[str]) -> str:
    """The marks as they were shown, of the cells that were `told` of as they stand now."""
    marks = dict(one.partition(":")[::2] for one in seen.split())
    now = {one.key: mark_of(known.texts.get(one.key, "")) for one in columns if one.key in told}
    return " ".join(f"{key}:{mark}" for key, mark in (marks | now).items() if mark)


def read_grid(part: Part, sent: Sent) -> ReadBook:
    """The rows in which a box says something else than when it was shown; `row` is its place on the page."""
    assert part.ward.plan is not None
    found = ReadBook(part.ward.locality.code, part.ward.plan.code, is_page=True)
    for place, key in sent.keys.items():
        if cells := dict(_cells(part, place, sent)):
            found.rows.append(Touched(part.key, place, key, cells))
    return found


def _cells(part: Part, place: int, sent: Sent) -> Iterator[tuple[str, Typed]]:
    marks = dict(one.partition(":")[::2] for one in sent.seen[place].split())
    for column in editable(part):
        text = sent.texts.get(f"{column.key}-{place}")
        if text is None or mark_of(text) == marks.get(column.key, ""):
            continue
        longest = column.longest and len(text.strip()) > column.longest
        problem = f"dài quá {column.longest} ký tự" if longest else ""
        yield column.key, Typed(text.strip(), "", marks.get(column.key, ""), problem)
