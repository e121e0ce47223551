"""A workbook and a Word report as plain data, so that two of them can be compared cell by cell."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

from docx import Document
from docx.table import Table
from openpyxl import load_workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.worksheet.worksheet import Worksheet

Sheets = dict[str, list[list[str]]]
"""By sheet, the cells that hold something: [place, value, number format, colour of letters, comment]."""

Blocks = list[Any]
"""In order: a paragraph's text, or a table as rows of texts; last the foot of each section."""


def sheets_of(content: bytes) -> Sheets:
    book = load_workbook(io.BytesIO(content))
    return {
        sheet.title: [
            _cell(cell) for row in sheet.iter_rows() for cell in row if cell.value is not None or cell.comment
        ]
        for sheet in book.worksheets
    } | {"feet": [[sheet.title, _foot(sheet)] for sheet in book.worksheets]}


def _foot(sheet: Worksheet) -> str:
    return str(sheet.oddFooter.center.text) if sheet.oddFooter else ""


def _cell(cell: Cell | MergedCell) -> list[str]:
    value = cell.value.isoformat() if isinstance(cell.value, date) else str(cell.value)
    color = str(cell.font.color.rgb) if cell.font.color else ""
    comment = cell.comment.text if cell.comment else ""
    return [cell.coordinate, f"{cell.data_type}:{value}", cell.number_format, color, comment]


def blocks_of(content: bytes) -> Blocks:
    document = Document(io.BytesIO(content))
    blocks: Blocks = [
        [[cell.text for cell in row.cells] for row in block.rows] if isinstance(block, Table) else block.text
        for block in document.iter_inner_content()
    ]
    return [*blocks, [one.footer.paragraphs[0].text for one in document.sections]]
