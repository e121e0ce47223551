"""Tables that people upload: .xlsx, usual or Strict, and .csv. The one reader of all of them.

Files are distrusted: counted as they are read, never unpacked whole. What a person cannot see in the file
(number formats, merged cells, hidden rows, formulas without a result, invisible characters) is kept or named.
"""

from bachdang.spreadsheet.reading.heads import find_head
from bachdang.spreadsheet.reading.package import Package
from bachdang.spreadsheet.reading.refusing import (
    MAX_BYTES,
    MAX_COLUMNS,
    Refusals,
    UnreadableFile,
)
from bachdang.spreadsheet.reading.sheets import EMPTY, Area, Cell, Read, Sheet
from bachdang.spreadsheet.reading.tables import Line, Table, hidden_notes, lines_of, read_table, texts_of
from bachdang.spreadsheet.reading.workbooks import read_workbook

__all__ = [
    "EMPTY",
    "MAX_BYTES",
    "MAX_COLUMNS",
    "Area",
    "Cell",
    "Line",
    "Package",
    "Read",
    "Refusals",
    "Sheet",
    "Table",
    "UnreadableFile",
    "find_head",
    "hidden_notes",
    "lines_of",
    "read_table",
    "read_workbook",
    "texts_of",
]
