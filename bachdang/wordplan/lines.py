"""What was read of a document: its lines, each with kind and parent, and why a person should look at some.

This is what the review page stores, changes and confirms; the plan file is written from it (drafting/).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any, Final

UNREAD: Final = "unread"
"""The kind of a line that is kept in its place and becomes no clause."""


LETTERHEAD: Final = "thể thức đầu trang: đã đọc số, ngày, cơ quan ban hành"


@dataclass
class Line:
    """One line, bullet or table row, verbatim. `parent` is the number of another line, 0 for none.

    `cells` of a task are STT, work, lead, co-operating, time, product; of a project TT, name, funds, lead.
    `choices` are what a person decided against what was read: group, field, lead.
    """

    number: int
    kind: str
    parent: int = 0
    marker: str = ""
    text: str = ""
    cells: list[str] | None = None
    doubts: list[str] = field(default_factory=list)
    choices: dict[str, str] = field(default_factory=dict)

    @property
    def words(self) -> str:
        """The text, of a table row its cells one after the other."""
        return self.text if self.cells is None else " · ".join(cell for cell in self.cells if cell.strip())

    def doubt(self, reason: str) -> None:
        if reason not in self.doubts:
            self.doubts.append(reason)


@dataclass
class Head:
    """What the head of the document says of the plan; "" where it says nothing."""

    number: str = ""
    issuer: str = ""
    ward: str = ""
    issued: str = ""


@dataclass
class Reading:
    """A document as it was read."""

    lines: list[Line] = field(default_factory=list)
    head: Head = field(default_factory=Head)
    unread: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def add(self, kind: str, **given: Any) -> Line:
        """A new line at the end."""
        line = Line(len(self.lines) + 1, kind, **given)
        self.lines.append(line)
        return line

    def line(self, number: int) -> Line | None:
        """Numbers are places: a line is never taken away, only left unread."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else None

    @property
    def read(self) -> list[Line]:
        """The lines that become clauses."""
        return [line for line in self.lines if line.kind != UNREAD]

    def above(self, line: Line) -> Iterator[Line]:
        """Its ancestors, the nearest first."""
        above = self.line(line.parent)
        while above is not None and above.number < line.number:
            yield above
            line, above = above, self.line(above.parent)

    def parent_of(self, line: Line) -> Line | None:
        """The nearest line above it that becomes a clause."""
        return next((one for one in self.above(line) if one.kind != UNREAD), None)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Reading:
        """The reading of `as_json`."""
        return cls(
            [Line(**line) for line in data["lines"]],
            Head(**data["head"]),
            list(data["unread"]),
            list(data["remarks"]),
        )
