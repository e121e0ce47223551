"""The rows of an uploaded table as they travel in the page between preview and confirmation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from bachdang.accounts.models import User
from bachdang.previews import keep, recall
from bachdang.spreadsheet.reading import Line, Read

PURPOSE = "office.past_figures"


@dataclass(frozen=True)
class Kept:
    """A previewed table: its rows and the mark of what they would change (Import.mark)."""

    plan: int
    mark: str
    lines: list[Line]


def pack(kept: Kept, by: User) -> str:
    """Raises UnreadableFile when it is too much for a page."""
    lines = [[line.number, [_plain(cell) for cell in line.cells]] for line in kept.lines]
    return keep([kept.plan, kept.mark, lines], by=by.pk, purpose=PURPOSE)


def unpack(packed: str, by: User) -> Kept:
    """Raises UnreadableFile for what was not packed for this person, or too long ago."""
    plan, mark, lines = recall(packed, by=by.pk, purpose=PURPOSE)
    return Kept(plan, mark, [Line(number, tuple(map(_cell, cells))) for number, cells in lines])


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
