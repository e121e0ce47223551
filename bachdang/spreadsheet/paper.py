"""How a sheet looks and prints: fonts, fills, A4 page, and how many lines a text needs."""

from __future__ import annotations

import unicodedata
from copy import copy
from functools import cache
from math import ceil
from typing import Any
from weakref import WeakKeyDictionary

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from bachdang.spreadsheet.safety import safe_text

FONT = "Times New Roman"
SIZE = 11
"""Points of the body text."""
LINE_HEIGHT = 14
"""Points that one line of SIZE takes, a little more than the font's own 12,7."""
MAX_ROW_HEIGHT = 409
"""Points, Excel's own limit."""
MARGINS_MM = {"top": 20, "bottom": 20, "left": 30, "right": 15}
DATE_FORMAT = "dd/mm/yyyy"
MOMENT_FORMAT = "dd/mm/yyyy hh:mm"

HEADER_FILL = PatternFill("solid", fgColor="FFDCE6F1")
GROUP_FILLS = (PatternFill("solid", fgColor="FFEDEDED"), PatternFill("solid", fgColor="FFF7F7F7"))
INPUT_FILL = PatternFill("solid", fgColor="FFFFFBE6")

_A4 = 9
_LINE = Side(style="thin", color="FF808080")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
# Widths of Times New Roman, in thousandths of an em; half an em is a digit, and what is not named here.
_WIDTHS = {
    letter: width
    for width, letters in (
        (250, " .,·"), (278, "ijlt/:;"), (333, "frI!()-[]'‘’|"), (389, "sJ"), (444, "acez“”?\""),
        (556, "FPS"), (564, "+<=>"), (611, "ELTZ"), (667, "BCR"), (722, "wADGHKNOQUVXYĐ"), (778, "m&"),
        (833, "%"), (889, "M"), (944, "W@"), (1000, "—…"),
    )
    for letter in letters
}  # fmt: skip
_DIGIT = 500
# By workbook and look: the numbers that openpyxl gave it. To find them again it compares every part of every
# style, half the time of a workbook. Font and fill are kept with them, so that their ids stay theirs.
_PAINTED: WeakKeyDictionary[Workbook, dict[Any, tuple[Any, Font, PatternFill | None]]] = WeakKeyDictionary()
_SLACK = 1.06
"""Excel counts a column in whole pixels of a digit, and other printers' fonts are a little wider."""


@cache
def font(*, size: float = SIZE, bold: bool = False, italic: bool = False, underline: bool = False) -> Font:
    """The house font."""
    return Font(name=FONT, size=size, bold=bold, italic=italic, underline="single" if underline else None)


def paint(
    cell: Cell,
    *,
    font: Font,
    align: str,
    fill: PatternFill | None = None,
    border: bool = True,
    shrink: bool = False,
) -> None:
    """Font, alignment (wrapped, vertically centred), grid lines and, when given, fill of one cell.

    `shrink`: on one line, made smaller where it does not fit; a number would become "####" instead.
    """
    numbers: Any = cell  # openpyxl has no public way to these
    painted = _PAINTED.setdefault(numbers.parent.parent, {})
    look = tuple(numbers._style or ()), id(font), align, id(fill), border, shrink
    if look not in painted:
        cell.font = font
        cell.alignment = _alignment(align, shrink=shrink)
        if border:
            cell.border = _BORDER
        if fill is not None:
            cell.fill = fill
        painted[look] = copy(numbers._style), font, fill
    else:
        numbers._style = copy(painted[look][0])


@cache
def _alignment(align: str, *, shrink: bool) -> Alignment:
    """What stands at the right keeps off its line: "72" and "đạt 100%" beside it are not one word."""
    return Alignment(
        horizontal=align,
        vertical="center",
        wrap_text=not shrink,
        shrink_to_fit=shrink,
        indent=1 if align == "right" else 0,
    )


def set_up_page(worksheet: Worksheet, footer: str, *, landscape: bool) -> None:
    """A4, one page wide, margins of MARGINS_MM, "Trang 1/5" at the foot and `footer` to its left."""
    setup = worksheet.page_setup
    setup.paperSize, setup.orientation = _A4, "landscape" if landscape else "portrait"
    setup.fitToWidth, setup.fitToHeight = 1, 0
    worksheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    for side, millimetres in MARGINS_MM.items():
        setattr(worksheet.page_margins, side, millimetres / 25.4)
    worksheet.page_margins.header = worksheet.page_margins.footer = 10 / 25.4
    worksheet.print_options.horizontalCentered = True
    write_foot(worksheet, left=footer)
    _foot_part(worksheet, "right", "Trang &P/&N")


def write_foot(worksheet: Worksheet, *, left: str = "", center: str = "") -> None:
    """Text at the foot of every page of a sheet; what is not given stays."""
    for place, text in (("left", left), ("center", center)):
        if text:
            _foot_part(worksheet, place, safe_text(text).replace("&", "&&"))  # a single & begins a code


def _foot_part(worksheet: Worksheet, place: str, text: str) -> None:
    part = getattr(worksheet.oddFooter, place)
    part.text, part.font, part.size = text, f"{FONT},Regular", 10


def row_height(lines: float) -> float:
    """Points that a row of so many lines of SIZE needs, up to Excel's limit."""
    return float(min(MAX_ROW_HEIGHT, ceil(lines * LINE_HEIGHT) + 4))


def text_lines(text: str, width: float, *, size: float = SIZE, bold: bool = False) -> int:
    """How many lines `text` takes when wrapped in a column of `width` (Excel's unit, a digit at SIZE)."""
    room = max(width - 1, 1)
    scale = size / SIZE * _SLACK * (1.06 if bold else 1)
    return sum(_wrapped_lines(paragraph, room, scale) for paragraph in text.split("\n"))


def _wrapped_lines(paragraph: str, room: float, scale: float) -> int:
    """Lines of one paragraph: words go to the next line whole, a word longer than the line is cut."""
    lines, used = 1, 0.0
    for word in paragraph.split(" "):
        width = _text_width(word) * scale
        if used and used + width > room:
            lines, used = lines + 1, 0.0
        if width > room:
            more = ceil(width / room) - 1
            lines, width = lines + more, width - more * room
        used += width + _text_width(" ") * scale
    return lines


def _text_width(text: str) -> float:
    """Width in digits of the default font; marks over and under a letter add nothing to it."""
    return sum(map(_letter_width, text)) / _DIGIT


@cache
def _letter_width(letter: str) -> int:
    """Thousandths of an em."""
    return _WIDTHS.get(unicodedata.normalize("NFD", letter)[0], _DIGIT)
