"""Headings of the document above the rows of a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from bachdang.vietnamese.corrections import corrected
from plans.models import Clause, Item, ItemKind


@dataclass(frozen=True)
class Heading:
    """A group's heading: the number as printed ("I.", "XIX."), its text, and how deep it lies (from 1)."""

    marker: str
    text: str
    level: int = 1


class Lines(Sequence[Any]):
    """Lines under their headings, each made when it is first read: a page shows the first few alone.

    `marks`: the places of those that are read apart from the others, by what they are.
    """

    def __init__(
        self, parts: Iterable[Heading | Callable[[], Any]], marks: Mapping[str, Sequence[int]] | None = None
    ) -> None:
        self._parts: list[Any] = list(parts)
        self._marks = marks or {}

    def __len__(self) -> int:
        return len(self._parts)

    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, slice):
            return [self[place] for place in range(len(self))[index]]
        if callable(self._parts[index]):
            self._parts[index] = self._parts[index]()
        return self._parts[index]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and [*self] == [*other]

    __hash__ = None  # type: ignore[assignment]

    def marked(self, what: str) -> Iterator[Any]:
        """Those of a mark; the others are not made for it."""
        return (self[place] for place in self._marks.get(what, ()))

    def count_marked(self, what: str) -> int:
        """How many have a mark; none is made for it."""
        return len(self._marks.get(what, ()))

    def under(self, change: Callable[[Heading], Heading]) -> Lines:
        """The same lines under changed headings, each made once for both."""
        return Lines(
            [
                change(one) if isinstance(one, Heading) else partial(self.__getitem__, place)
                for place, one in enumerate(self._parts)
            ],
            self._marks,
        )

    @property
    def total(self) -> int:
        """How many stand under the headings; none is made for it."""
        return sum(1 for one in self._parts if not isinstance(one, Heading))


def marked(lines: Sequence[Any], what: str) -> Iterable[Any]:
    """Those of a mark, where lines are made as they are read; of others all."""
    return lines.marked(what) if isinstance(lines, Lines) else lines


def count_marked(lines: Sequence[Any], what: str, holds: Callable[[Any], bool]) -> int:
    """How many have a mark; `holds` says it of lines that are made already."""
    if isinstance(lines, Lines):
        return lines.count_marked(what)
    return sum(1 for one in lines if not isinstance(one, Heading) and holds(one))


def count_lines(lines: Sequence[Any]) -> int:
    """How many lines stand under headings."""
    return Lines(lines).total if not isinstance(lines, Lines) else lines.total


@dataclass(frozen=True)
class Owner:
    """Whose line it is: the codes of the unit that reports and of the programme it stands under."""

    unit: str = ""
    programme: str = ""


UNOWNED = Owner()


def owner_of(item: Item) -> Owner:
    """A programme is its own; no query when reporter and parent are loaded."""
    programme = item if item.kind == ItemKind.PROGRAMME else item.parent
    return Owner(item.reporter.code if item.reporter else "", programme.code if programme else "")


def heading_of(clause: Clause, level: int) -> Heading:
    """A clause as heading; a corrected number is said in the text, never changed."""
    return Heading(clause.marker, corrected(clause.text, clause.corrections, clause.marker), level)
