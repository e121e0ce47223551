"""Text that a spreadsheet can neither run nor choke on."""

from __future__ import annotations

import re
import unicodedata

from openpyxl.cell.cell import Cell

CELL_LIMIT = 32_767
"""Characters (UTF-16 units) that Excel keeps in a cell."""
CUT_NOTE = "… [đã cắt bớt: quá 32.767 ký tự]"

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_LINE_BREAKS = re.compile("\r\n|[\r\x0b\x0c]")  # Word's manual line break is a vertical tab
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # Excel reads _x0007_ in a text as that character
_BIDI = frozenset(map(chr, [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]))
_NOT_XML = frozenset("\ufffe\uffff")


def safe_text(text: str) -> str:
    """`text` as a cell may hold it: NFC, no control or direction characters, at most CELL_LIMIT long.

    Line breaks stay, a tab becomes a space; what Excel would decode (_x0007_) is escaped.
    """
    text = unicodedata.normalize("NFC", _LINE_BREAKS.sub("\n", text).replace("\t", " "))
    escaped = _ESCAPE.sub("_x005F_", "".join(c for c in text if c == "\n" or not _is_forbidden(c)))
    if _utf16_length(escaped) <= CELL_LIMIT:
        return escaped
    room = 2 * (CELL_LIMIT - _utf16_length(CUT_NOTE))
    return escaped.encode("utf-16-le")[:room].decode("utf-16-le", errors="ignore") + CUT_NOTE


def safe_cell(cell: Cell, text: str) -> None:
    """Write `text` into `cell` as text, whatever it starts with: never a formula, never an error code."""
    cell.value = safe_text(text)
    cell.data_type = "s"
    # Both: a removed control character may have stood before an equals sign.
    if text.startswith(_FORMULA_STARTS) or str(cell.value).startswith(_FORMULA_STARTS):
        cell.quotePrefix = True  # so that Excel keeps it a text when somebody edits the cell


def _is_forbidden(character: str) -> bool:
    """Control, direction and surrogate characters, and the two code points that XML does not know."""
    return unicodedata.category(character) in ("Cc", "Cs") or character in _BIDI or character in _NOT_XML


def _utf16_length(text: str) -> int:
    return len(text) + sum(c > "\uffff" for c in text)
