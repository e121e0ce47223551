"""A long document in pieces that fit a page: by its sections, programmes and annexes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bachdang.wordplan.lines import LETTERHEAD, UNREAD, Line, Reading
from plans.models import ClauseKind as Kind

MOST: Final = 40
"""Lines of a chapter: each is shown with two lists to choose from."""
_BEGINS: Final = (Kind.SECTION, Kind.PROGRAMME, Kind.ANNEX)
_HOLDS: Final = (Kind.TITLE, Kind.SECTION, Kind.PROGRAMME, Kind.HEADING, Kind.ANNEX, Kind.GROUP)
SHORT: Final = 60
SEEN: Final = "seen"
"""The choice that says a person looked at a line and found it right."""


@dataclass(frozen=True)
class Chapter:
    """Some lines that are looked through together."""

    number: int
    title: str
    lines: Sequence[Line]

    @property
    def open(self) -> int:
        """Lines that a person should look at."""
        return sum(is_open(line) for line in self.lines)


def is_open(line: Line) -> bool:
    """Whether a line is unsure or unread and nobody has said that it is right."""
    return bool(line.doubts) and LETTERHEAD not in line.doubts and SEEN not in line.choices


def chapters(reading: Reading) -> list[Chapter]:
    """All lines in their order, none twice."""
    parts: list[list[Line]] = []
    for line in reading.lines:
        fresh = not parts or (line.kind in _BEGINS and _holds_text(parts[-1]))
        if fresh or len(parts[-1]) >= MOST:
            parts.append([])
        parts[-1].append(line)
    return [Chapter(at, _title(lines), lines) for at, lines in enumerate(parts, 1)]


def _holds_text(lines: list[Line]) -> bool:
    """A section alone goes on into its first programme."""
    return any(line.kind not in (Kind.SECTION, UNREAD) for line in lines)


def _title(lines: list[Line]) -> str:
    main = next((line for line in lines if line.kind in _BEGINS), lines[0])
    return short(main)


def short(line: Line) -> str:
    """A line as it is named in a list."""
    words = f"{line.marker} {line.words}".strip()
    return words if len(words) <= SHORT else f"{words[:SHORT]}…"


def parents(chapter: Chapter, reading: Reading) -> dict[int, list[tuple[int, str]]]:
    """For each line what it may stand under: its ancestors, and what holds others above it in the chapter."""
    found = {}
    before: dict[int, Line] = {}
    holding = {one.parent for one in chapter.lines}
    for line in chapter.lines:
        choices = {**{one.number: one for one in reading.above(line)}, **before}
        found[line.number] = [(number, short(one)) for number, one in sorted(choices.items())]
        if line.kind in _HOLDS or line.number in holding:
            before[line.number] = line
    return found
