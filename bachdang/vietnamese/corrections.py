"""A verbatim text cut at its errors, so that a page can mark them and say how they are read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_READING = re.compile(r" \[(“[^”]*” )?đọc là “[^”]*”\]")


@dataclass(frozen=True)
class Piece:
    """A stretch of the text as printed; `read` says how an error is read, `why` on what grounds."""

    printed: str
    read: str = ""
    why: str = ""
    wrong: bool = False


def pieces(text: str, corrections: Iterable[Mapping[str, str]]) -> list[Piece]:
    """`text` in order, cut at every place a correction names; joined again it is the text itself.

    `corrections` are {printed, read, why?}. The earliest, then the longest printed error is taken first; a
    correction whose printed form does not occur is left out (it speaks of what is missing).
    """
    known = [one for one in corrections if one.get("printed")]
    found: list[Piece] = []
    start = 0
    while start < len(text):
        place, one = _next(text, start, known)
        if one is None:
            break
        if place > start:
            found.append(Piece(text[start:place]))
        found.append(Piece(one["printed"], one.get("read", ""), one.get("why", ""), wrong=True))
        start = place + len(one["printed"])
    if start < len(text):
        found.append(Piece(text[start:]))
    return found


def unplaced(text: str, corrections: Iterable[Mapping[str, str]]) -> list[Mapping[str, str]]:
    """Corrections that name no place in the text: they are told below it."""
    return [one for one in corrections if not one.get("printed") or one["printed"] not in text]


def _next(
    text: str, start: int, corrections: list[Mapping[str, str]]
) -> tuple[int, Mapping[str, str] | None]:
    places = [(text.find(one["printed"], start), -len(one["printed"]), one) for one in corrections]
    here = [found for found in places if found[0] >= 0]
    if not here:
        return len(text), None
    place, _, one = min(here, key=lambda found: found[:2])
    return place, one


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


def verbatim(text: str) -> str:
    """What `corrected` made, again as it is printed in the document."""
    return _READING.sub("", text)
