"""A ruled table of a written report: a head repeated on every page, rows that no page cuts.

python-docx looks for every part of every cell anew. So a row of each look is written by it once, and copied.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass

from docx.document import Document as DocumentType
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.table import CT_Row
from docx.shared import Mm, Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from bachdang.reports.document.page import CENTER, LEFT, RIGHT, TABLE, flag
from bachdang.vietnamese.text import printable


@dataclass(frozen=True)
class Column:
    """A column of a ruled table: its heading, its width in mm, and how its cells stand."""

    title: str
    width: float
    align: WD_ALIGN_PARAGRAPH = LEFT


class RuledTable:
    """A table at the end of a document; `size` of its letters."""

    def __init__(self, document: DocumentType, columns: Sequence[Column], size: Pt = TABLE) -> None:
        self._columns, self._size = columns, size
        self._rows: dict[bool, CT_Row] = {}
        self._group: CT_Row | None = None
        self._table: Table = document.add_table(rows=1, cols=len(columns))
        self._table.style, self._table.autofit = "Table Grid", False
        head = self._table.rows[0]
        for column, cell, one in zip(self._table.columns, head.cells, columns, strict=True):
            column.width = cell.width = Mm(one.width)
            _write(cell, one.title, bold=True, align=CENTER, size=size)
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        flag(head._tr, "w:tblHeader")
        flag(head._tr, "w:cantSplit")

    def add_row(self, cells: Sequence[str], *, bold: bool = False) -> None:
        """One row; words in a column of numbers stand in its middle."""
        if bold not in self._rows:
            self._rows[bold] = self._first_row(bold=bold)
        row: CT_Row = deepcopy(self._rows[bold])
        for cell, text, one in zip(row.tc_lst, cells, self._columns, strict=True):
            paragraph = cell.p_lst[0]
            paragraph.r_lst[0].text = printable(text)
            if one.align == RIGHT and not any(letter.isdigit() for letter in text):
                paragraph.alignment = CENTER
        self._table._tbl.append(row)

    def _first_row(self, *, bold: bool) -> CT_Row:
        row = self._table.add_row()
        for cell, one in zip(row.cells, self._columns, strict=True):
            cell.width = Mm(one.width)
            _write(cell, "", bold=bold, align=one.align, size=self._size)
        return self._taken_out(row)

    def add_group(self, text: str) -> None:
        """A heading across the table, on the page of the row below it."""
        if self._group is None:
            row = self._table.add_row()
            merged = row.cells[0].merge(row.cells[-1])
            _write(merged, "", bold=True, align=LEFT).paragraph_format.keep_with_next = True
            self._group = self._taken_out(row)
        heading: CT_Row = deepcopy(self._group)
        heading.tc_lst[0].p_lst[0].r_lst[0].text = printable(text)
        self._table._tbl.append(heading)

    def _taken_out(self, row: _Row) -> CT_Row:
        """What a written row is copied from."""
        flag(row._tr, "w:cantSplit")
        self._table._tbl.remove(row._tr)
        return row._tr

    def keep_last(self) -> None:
        """The last row so far stands on the page of the one that follows: a total is not left alone."""
        for cell in self._table.rows[-1].cells:
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.keep_with_next = True


def _write(cell: _Cell, text: str, *, bold: bool, align: WD_ALIGN_PARAGRAPH, size: Pt = TABLE) -> Paragraph:
    paragraph: Paragraph = cell.paragraphs[0]
    run = paragraph.add_run(printable(text))
    run.bold, run.font.size = bold, size
    paragraph.alignment = align
    return paragraph
