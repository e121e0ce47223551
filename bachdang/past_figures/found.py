"""What a table would do to the figures, before it does it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from indicators.entry import NewFigure, as_new_figure
from indicators.models import Indicator, Measurement
from indicators.rules import Quarter
from indicators.wording import new_figure_text

REMOVED = "Bỏ số liệu"


def place(row: int, part: str) -> str:
    """ "5", or "5, cột Năm 2023" when a row of the file holds several figures."""
    return f"{row}, {part}" if part else str(row)


@dataclass(frozen=True)
class Fault:
    """What is wrong with a row (number in the file; 0: the file itself)."""

    row: int
    message: str
    part: str = ""

    def __str__(self) -> str:
        return f"Dòng {place(self.row, self.part)}: {self.message}" if self.row else self.message


@dataclass(frozen=True)
class Incoming:
    """One figure to be written, with the counted one it takes the place of.

    An empty figure takes `before` away and puts nothing in its place.
    """

    row: int
    indicator: Indicator
    figure: NewFigure
    source: str
    note: str
    document: str
    before: Measurement | None = None
    part: str = ""

    @property
    def place(self) -> str:
        return place(self.row, self.part)

    @property
    def removes(self) -> bool:
        return self.figure.is_empty

    @property
    def unchanged(self) -> bool:
        """Whether nothing is to be done: the same figure, source and notes stand already (or none does)."""
        if self.before is None:
            return self.removes
        said = self.before.source, self.before.note, self.before.document
        same_words = self.before.report_id is not None or said == (self.source, self.note, self.document)
        return as_new_figure(self.before) == self.figure and same_words

    @property
    def text(self) -> str:
        return REMOVED if self.removes else new_figure_text(self.figure, self.indicator)

    @property
    def before_text(self) -> str:
        return new_figure_text(as_new_figure(self.before), self.indicator) if self.before else ""

    @property
    def about(self) -> str:
        """ "Chính thức cả quý (quý I/2025)"."""
        figure = self.figure
        return f"{figure.form.label} ({Quarter(figure.year, figure.quarter).label})"


@dataclass
class Import:
    """What a table would change; `faults` forbid writing any of it, `doubts` are to be looked at.

    `notes` say how the table was read: lines that are no figures, columns left out.
    """

    incoming: list[Incoming] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    doubts: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def changes(self) -> list[Incoming]:
        return [one for one in self.incoming if not one.unchanged]

    @property
    def unchanged(self) -> int:
        return len(self.incoming) - len(self.changes)

    @property
    def mark(self) -> str:
        """A short mark of what would change from what, to notice that figures changed since a preview."""
        rows = [(one.place, one.before.pk if one.before else None, one.text) for one in self.changes]
        return hashlib.sha256(repr(rows).encode()).hexdigest()[:16]


def preview_lines(found: Import) -> Iterator[str]:
    """What would be written, a line a figure."""
    for one in found.changes:
        arrow = f"{one.before_text} → " if one.before else ""
        yield f"{one.indicator.item.code} {one.about}: {arrow}{one.text}"
