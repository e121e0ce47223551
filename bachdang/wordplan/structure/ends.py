"""The end of the document: who receives it and who signs."""

from __future__ import annotations

from bachdang.wordplan.lines import Line, Reading
from bachdang.wordplan.reading.pieces import Table
from bachdang.wordplan.structure import wording
from bachdang.wordplan.structure.markers import Depth, Marked, split_marker
from plans.models import ClauseKind as Kind


class Ends:
    """Open from "Nơi nhận" or the first line of the signature on."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._recipients: Line | None = None
        self.is_open = False

    def begin(self, text: str) -> None:
        self.is_open = True
        self._recipients = self._reading.add(Kind.HEADING, text=text)

    def paragraph(self, marked: Marked) -> None:
        """A dash after "Nơi nhận" receives; what has none signs."""
        self.is_open = True
        if marked.depth in (Depth.DASH, Depth.PLUS) and self._recipients is not None:
            parent = self._recipients.number
            self._reading.add(Kind.RECIPIENT, parent=parent, marker=marked.marker, text=marked.text)
        else:
            words = f"{marked.marker} {marked.text}".strip() if marked.depth != Depth.NONE else marked.text
            self._reading.add(Kind.SIGNATURE, text=words)

    def table(self, table: Table) -> None:
        """Both side by side, as letters of offices have them: recipients on the left."""
        cells = {id(cell): cell for row in table.rows for cell in row}.values()
        for cell in sorted(cells, key=lambda one: not wording.is_recipients(one.text)):
            for line in cell.paragraphs:
                if wording.is_recipients(line.text):
                    self.begin(line.text)
                elif line.text:
                    text = f"{line.number} {line.text}" if line.number else line.text
                    self.paragraph(split_marker(text))
