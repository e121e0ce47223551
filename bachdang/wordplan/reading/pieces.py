"""What a document is made of, in its order: paragraphs and tables, before anything is made of their words."""

from __future__ import annotations

import re
from dataclasses import dataclass, field


def whole(text: str | None) -> int:
    """A whole number of the file; 0 for none, and for what no document of people has."""
    return int(text) if text and re.fullmatch(r"-?[0-9]{1,7}", text) else 0


@dataclass(frozen=True)
class Paragraph:
    """One line of text. `number` is its automatic number as it would be printed ("1.1.", "-"), "" without.

    `level` is the depth of that number, `indent` the left edge in twentieths of a point.
    """

    text: str
    number: str = ""
    level: int = 0
    bold: bool = False
    centred: bool = False
    indent: int = 0


@dataclass
class Cell:
    """One cell; a merged one stands in the grid as the same object in every place it covers."""

    paragraphs: list[Paragraph]

    @property
    def text(self) -> str:
        """The lines of the cell; an automatic number is part of its line."""
        lines = (" ".join(filter(None, (one.number, one.text))) for one in self.paragraphs)
        return "\n".join(line for line in lines if line)


@dataclass
class Table:
    """A grid: every row has a cell for each column. `name` is said of a sheet of a workbook."""

    rows: list[list[Cell]]
    name: str = ""

    @property
    def width(self) -> int:
        return max(map(len, self.rows), default=0)

    def texts(self, row: int) -> list[str]:
        return [cell.text for cell in self.rows[row]]


Piece = Paragraph | Table


@dataclass
class Unread:
    """A part of the document that is not read, with the reason; `text` is how it begins."""

    what: str
    text: str = ""

    def __str__(self) -> str:
        return f"{self.what}: “{self.text}”" if self.text else self.what


@dataclass
class Document:
    """The pieces in document order, what was not read, and remarks on how it was read."""

    pieces: list[Piece] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
