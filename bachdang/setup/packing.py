"""The touched rows of a workbook, as they travel in the page between preview and confirmation."""

from __future__ import annotations

from bachdang.accounts.models import User
from bachdang.setup.reading import Fault, ReadBook, Touched, Typed
from bachdang.ui.previews import load_preview, sign_preview

PURPOSE = "setup.book"


def pack(read: ReadBook, by: User) -> str:
    """Raises UnreadableFile when it is too much for a page."""
    rows = [
        [
            one.part,
            one.row,
            one.key,
            one.again,
            one.marks,
            [[column, cell.text, cell.cell, cell.mark, cell.problem] for column, cell in one.cells.items()],
        ]
        for one in read.rows
    ]
    faults = [[one.message, one.sheet, one.row, one.cell, one.column] for one in read.faults]
    return sign_preview([read.locality, read.plan, rows, faults, read.notes], by=by.pk, purpose=PURPOSE)


def unpack(packed: str, by: User) -> ReadBook:
    """Raises UnreadableFile for what was not packed for this person, or too long ago."""
    locality, plan, rows, faults, notes = load_preview(packed, by=by.pk, purpose=PURPOSE)
    touched = [
        Touched(part, row, key, {column: Typed(*cell) for column, *cell in cells}, again, marks)
        for part, row, key, again, marks, cells in rows
    ]
    return ReadBook(locality, plan, touched, [Fault(*one) for one in faults], notes)
