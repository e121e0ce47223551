"""Text that a spreadsheet can neither run nor choke on."""

from __future__ import annotations

import re

from openpyxl.cell.cell import Cell

from bachdang.vietnamese.text import printable, visible

CELL_LIMIT = 32_767
"""Characters (UTF-16 units) that Excel keeps in a cell."""
CUT_NOTE = "… [đã cắt bớt: quá 32.767 ký tự]"

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # Excel reads _x0007_ in a text as that character


def safe_text(text: str) -> str:
    """`text` as a cell may hold it: printable, at most CELL_LIMIT long.

    What Excel would decode (_x0007_) is escaped; for other files that would only spoil it.
    """
    escaped = _ESCAPE.sub("_x005F_", printable(text))
    if _utf16_length(escaped) <= CELL_LIMIT:
        return escaped
    room = 2 * (CELL_LIMIT - _utf16_length(CUT_NOTE))
    return escaped.encode("utf-16-le")[:room].decode("utf-16-le", errors="ignore") + CUT_NOTE


def as_read_back(text: str) -> str:
    """A text as it comes back from a cell, whatever went in: for comparing, not for storing."""
    return visible(safe_text(text))


def safe_cell(cell: Cell, text: str) -> None:
    """Write `text` into `cell` as text, whatever it starts with: never a formula, never an error code."""
    cell.value = safe_text(text)
    cell.data_type = "s"
    # Both: a removed control character may have stood before an equals sign.
    if text.startswith(_FORMULA_STARTS) or str(cell.value).startswith(_FORMULA_STARTS):
        cell.quotePrefix = True  # so that Excel keeps it a text when somebody edits the cell


def _utf16_length(text: str) -> int:
    return len(text) + sum(c > "\uffff" for c in text)
