"""The rows of an uploaded table as they travel in the page between preview and confirmation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from bachdang.accounts.models import User
from bachdang.spreadsheet.reading import Cell, Line, Read, Table
from bachdang.ui.previews import load_preview, sign_preview

PURPOSE = "past_figures"


@dataclass(frozen=True)
class Kept:
    """A previewed table, the name of its file, and the mark of what it would change (Import.mark)."""

    plan: int
    mark: str
    name: str
    table: Table


def pack(kept: Kept, by: User) -> str:
    """Raises UnreadableFile when it is too much for a page."""
    lines = [
        [line.number, [_plain(cell) for cell in line.cells], [_marked(*one) for one in line.marked.items()]]
        for line in kept.table.lines
    ]
    data = [kept.plan, kept.mark, kept.name, kept.table.notes, lines]
    return sign_preview(data, by=by.pk, purpose=PURPOSE)


def unpack(packed: str, by: User) -> Kept:
    """Raises UnreadableFile for what was not packed for this person, or too long ago."""
    plan, mark, name, notes, lines = load_preview(packed, by=by.pk, purpose=PURPOSE)
    read = [_line(number, tuple(map(_cell, cells)), marked) for number, cells, marked in lines]
    return Kept(plan, mark, name, Table(read, notes))


def _marked(place: int, cell: Cell) -> list[Any]:
    return [place, cell.percent, cell.formula, cell.problem, cell.merged]


def _line(number: int, cells: tuple[Read, ...], marked: list[list[Any]]) -> Line:
    return Line(number, cells, {place: Cell(cells[place], *more) for place, *more in marked})


def _plain(cell: Read) -> Any:
    """A cell as JSON holds it: numbers and days keep their kind in front."""
    if isinstance(cell, Decimal):
        return ["n", str(cell)]
    return ["d", cell.isoformat()] if isinstance(cell, date) else cell


def _cell(plain: Any) -> Read:
    if isinstance(plain, list):
        kind, text = plain
        return Decimal(text) if kind == "n" else date.fromisoformat(text)
    return str(plain) if plain is not None else None
