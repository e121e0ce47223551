"""What was previewed, carried by the page until it is confirmed: signed, for one person, for a while.

Nothing is kept on the server: two tabs or two people do not disturb each other. What is confirmed is checked
again against how things stand then; that is the caller's business.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.core import signing

from bachdang.spreadsheet.reading import Cell, Line, Read, Table, UnreadableFile

AGE: Final = 2 * 60 * 60
"""Seconds that a preview may wait."""
LONGEST: Final = 3 * 1024 * 1024
"""Characters of it in a page; less than a request may bring back (DATA_UPLOAD_MAX_MEMORY_SIZE)."""


def sign_preview(data: object, *, by: int, purpose: str) -> str:
    """`data` (what JSON holds) for the person of that key. Raises UnreadableFile when it is too much."""
    packed = signing.dumps([by, data], salt=purpose, compress=True)
    if len(packed) > LONGEST:
        raise UnreadableFile(
            "Tệp có quá nhiều nội dung để xem trước. Rút gọn các ô nhiều chữ hoặc tách thành nhiều tệp."
        )
    return packed


def load_preview(packed: str, *, by: int, purpose: str) -> Any:
    """The data again. Raises UnreadableFile for what was not kept for this person, or too long ago."""
    try:
        who, data = signing.loads(packed, salt=purpose, max_age=AGE)
    except signing.BadSignature as error:
        raise UnreadableFile("Bản xem trước đã quá lâu hoặc bị sửa. Tải tệp lên lại.") from error
    if who != by:
        raise UnreadableFile("Bản xem trước này của người khác. Tải tệp của bạn lên.")
    return data


def table_to_json(table: Table) -> list[Any]:
    """A table as JSON holds it; `table_from` makes it again."""
    lines = [
        [line.number, [_plain(cell) for cell in line.cells], [_marked(*one) for one in line.marked.items()]]
        for line in table.lines
    ]
    return [table.notes, lines]


def table_from(kept: list[Any]) -> Table:
    """The table of `table_to_json`."""
    notes, lines = kept
    return Table([_line(number, tuple(map(_cell, cells)), marked) for number, cells, marked in lines], notes)


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
