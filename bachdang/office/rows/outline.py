"""Headings of the document above the rows of a table, and texts with their corrections."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bachdang.corrections import pieces, unplaced
from plans.models import Clause


@dataclass(frozen=True)
class Heading:
    """A group's heading: the number as printed ("I.", "XIX."), its text, and how deep it lies (from 1)."""

    marker: str
    text: str
    level: int = 1


def heading_of(clause: Clause, level: int) -> Heading:
    """A clause as heading; a corrected number is said in the text, never changed."""
    return Heading(clause.marker, corrected(clause.text, clause.corrections, clause.marker), level)


def corrected(text: str, corrections: Iterable[Mapping[str, str]], marker: str = "") -> str:
    """A verbatim text with the reading of each error right after it: "hàng lang [đọc là “hành lang”]".

    Errors that stand elsewhere (in another cell) are left out; one in `marker` follows the text.
    """
    known = [one for one in corrections if one.get("read")]
    read = "".join(
        f"{one.printed} [đọc là “{one.read}”]" if one.wrong else one.printed for one in pieces(text, known)
    )
    notes = [one for one in unplaced(text, known) if marker and one.get("printed", "") == marker]
    return read + "".join(f" [“{one['printed']}” đọc là “{one['read']}”]" for one in notes)
