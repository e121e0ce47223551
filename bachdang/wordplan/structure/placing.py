"""The marker of a line where it stands: what is open above it says what an unclear one counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeAlias

from bachdang.wordplan.lines import Line
from bachdang.wordplan.reading.pieces import Paragraph
from bachdang.wordplan.structure import wording
from bachdang.wordplan.structure.markers import Depth, Marked, as_roman, of_number, split_marker

Open: TypeAlias = tuple[int, Line, tuple[int, ...]]
"""A line that others may stand under: how deep it is, and the values of its number."""


def marker_of(piece: Paragraph, letter: str, stack: Sequence[Open]) -> Marked:
    """The counted marker, else the printed one. `letter`: the last section letter."""
    if piece.number:
        found = of_number(piece.number, piece.text, letter_before=letter)
        if found.depth == Depth.DASH:
            return replace(found, depth=min(found.depth + piece.level, Depth.PLUS))
        return found
    found = split_marker(piece.text, letter_before=letter)
    if found.depth == Depth.ANNEX and not _opens_annex(piece, found):
        return Marked("", Depth.NONE, (), piece.text)
    named = wording.named_programme(piece.text) if found.depth == Depth.NONE else None
    if named is None or not _may_name(piece, stack):
        return found
    return Marked(named[0], Depth.NUMBER, (named[1],), named[2])


def placed(marked: Marked, stack: Sequence[Open], before: int) -> Marked:
    """ "1)" below "1.1.", and "i." that no "h." comes before, count within what is open.

    `before`: the value of the last small letter.
    """
    if marked.depth != Depth.NUMBER or marked.marker[-1] not in ")/":
        return as_roman(marked, before)
    ends = [(depth, line.marker[-1:]) for depth, line, _ in stack if depth >= Depth.NUMBER]
    above = any(end != marked.marker[-1] for _, end in ends)
    beside = (Depth.NUMBER, marked.marker[-1]) in ends
    return replace(marked, depth=Depth.INNER) if above and not beside else marked


def _opens_annex(piece: Paragraph, marked: Marked) -> bool:
    """A heading of an annex, not a sentence that speaks of one."""
    if piece.bold or piece.centred:
        return True
    return len(piece.text) < 120 and not marked.text[:1].islower() and not piece.text.endswith((".", ";"))


def _may_name(piece: Paragraph, stack: Sequence[Open]) -> bool:
    """Whether "Chương trình 2: …" is a programme of its own: in bold, or after others of that form."""
    numbers = [line.marker for depth, line, _ in stack if depth == Depth.NUMBER]
    return piece.bold or all(marker[:1].isalpha() for marker in numbers)
