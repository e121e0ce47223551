"""Annex tables handed in as a workbook: each sheet its title lines and its table, merged cells as one."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from bachdang.spreadsheet.reading import Read, Sheet
from bachdang.vietnamese.numbers import format_date, format_decimal
from bachdang.wordplan.reading.pieces import Cell, Document, Paragraph, Table, Unread


def as_document(sheets: list[Sheet]) -> Document:
    """Sheets in their order; hidden ones are named and not read."""
    found = Document()
    for sheet in sheets:
        if sheet.hidden:
            found.unread.append(Unread("trang tính bị ẩn", sheet.name))
            continue
        if sheet.rows:
            found.pieces += _pieces(sheet)
    return found


def _pieces(sheet: Sheet) -> list[Paragraph | Table]:
    """Lines of one cell above the first row of several are titles."""
    grid = _grid(sheet)
    titles = 0
    while titles < len(grid) and len({id(cell) for cell in grid[titles] if cell.text}) <= 1:
        titles += 1
    if titles == len(grid):
        titles = 0
    above = [one for row in grid[:titles] for one in _once(row)]
    return [*above, Table(grid[titles:], sheet.name)]


def _once(row: list[Cell]) -> list[Paragraph]:
    cells = {id(cell): cell for cell in row}
    return [one for cell in cells.values() for one in cell.paragraphs if one.text]


def _grid(sheet: Sheet) -> list[list[Cell]]:
    columns = max(max(cells) for cells in sheet.rows.values())
    rows = range(min(sheet.rows), max(sheet.rows) + 1)
    cells = {
        (row, column): Cell(_paragraphs(cell.value))
        for row, given in sheet.rows.items()
        for column, cell in given.items()
    }
    for area in sheet.merges:
        first = cells.get((area.top, area.left), Cell([]))
        for row in range(max(area.top, rows.start), min(area.bottom, rows.stop - 1) + 1):
            for column in range(area.left, min(area.right, columns) + 1):
                cells[row, column] = first
    grid = [[cells.get((row, column), Cell([])) for column in range(1, columns + 1)] for row in rows]
    return [row for row in grid if any(cell.text for cell in row)]


def _paragraphs(value: Read) -> list[Paragraph]:
    text = _text(value)
    return [Paragraph(" ".join(line.split())) for line in text.split("\n") if line.strip()]


def _text(value: Read) -> str:
    if isinstance(value, Decimal):
        return format_decimal(value)
    return format_date(value) if isinstance(value, date) else value or ""
