"""Where the head of a table stands: below title lines, in one line or in two, its columns in any order."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from bachdang.spreadsheet.reading.sheets import Read
from bachdang.spreadsheet.reading.tables import HEAD_WITHIN, Line
from bachdang.vietnamese.text import fold

Known = Callable[[Read], bool]
"""Whether a cell is the title of a column."""


def find_head(
    lines: Sequence[Line], anchors: Collection[str], known: Known
) -> tuple[Line, list[Line], list[Line]] | None:
    """(head, title lines above it, lines below it); None when no line has a column of `anchors` (folded).

    `known` is asked for each title, and for both lines of a head of two in one ("Năm 2024 Quý I").
    """
    for at, line in enumerate(lines[:HEAD_WITHIN]):
        places = [place for place, cell in enumerate(line.cells) if _is(cell, anchors)]
        if not places:
            continue
        above, below = list(lines[:at]), list(lines[at + 1 :])
        if below and _continues(line, below[0], places[0], known):
            return _joined(line, below[0], known), above, below[1:]
        if above:
            line = _under(above[-1], line, known)
        return line, above, below
    return None


def _is(cell: Read, anchors: Collection[str]) -> bool:
    return isinstance(cell, str) and fold(cell) in anchors


def _continues(head: Line, below: Line, place: int, known: Known) -> bool:
    """Whether the line below is the second of the head: nothing new under the anchor, titles elsewhere."""
    under = below.cell(place)
    merged = bool(under.merged) and under.value == head.cells[place]
    if under.value is not None and not merged:
        return False
    pairs = ((head.cell(at).value, cell) for at, cell in enumerate(below.cells) if cell is not None)
    return any(upper != lower and (known(lower) or known(f"{upper} {lower}")) for upper, lower in pairs)


def _under(above: Line, head: Line, known: Known) -> Line:
    """The head with what stands over several of its columns: the year over its quarters."""
    cells = list(head.cells)
    for place, cell in enumerate(cells):
        over = above.cell(place)
        both = f"{over.value} {cell}"
        if cell is not None and over.merged and known(both):
            cells[place] = both
    return replace(head, cells=tuple(cells))


def _joined(head: Line, below: Line, known: Known) -> Line:
    """One head of two lines: of each column the title that is known, the longer one first."""
    cells: list[Read] = []
    for place in range(max(len(head.cells), len(below.cells))):
        upper, lower = head.cell(place).value, below.cell(place).value
        both = " ".join(str(one) for one in dict.fromkeys((upper, lower)) if one is not None)
        cells.append(next((one for one in (both, lower, upper) if one and known(one)), both or None))
    return replace(head, cells=tuple(cells), marked={})
