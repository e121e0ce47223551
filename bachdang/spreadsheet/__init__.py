"""Official workbooks: safe cells, the house style, page set-up, and bytes that are equal between runs.

A report says what stands in a row; `Sheet` paints it. Numbers are Decimal or int, never float; text can
never become a formula: only a `Formula` is one. Layout: "Quarterly workbook" of the design of reports.
"""

from bachdang.spreadsheet.book import new_workbook, save, sheet_name
from bachdang.spreadsheet.cells import (
    Column,
    Formula,
    Kind,
    Value,
    number_format,
    shown,
    worded,
    write_value,
)
from bachdang.spreadsheet.paper import DATE_FORMAT, FONT, SIZE, text_lines, write_foot
from bachdang.spreadsheet.safety import CELL_LIMIT, CUT_NOTE, as_read_back, safe_cell, safe_text
from bachdang.spreadsheet.sheet import Line, Sheet

__all__ = [
    "CELL_LIMIT",
    "CUT_NOTE",
    "DATE_FORMAT",
    "FONT",
    "SIZE",
    "Column",
    "Formula",
    "Kind",
    "Line",
    "Sheet",
    "Value",
    "as_read_back",
    "new_workbook",
    "number_format",
    "safe_cell",
    "safe_text",
    "save",
    "sheet_name",
    "shown",
    "text_lines",
    "worded",
    "write_foot",
    "write_value",
]
