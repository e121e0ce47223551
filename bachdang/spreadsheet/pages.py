"""Where the pages of a sheet end: never below a heading, never within what belongs together."""

from __future__ import annotations

from collections.abc import Iterator, Set

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from bachdang.spreadsheet.paper import LINE_HEIGHT, MARGINS_MM

A4_MM = (297, 210)
_POINT_MM = 25.4 / 72
_DIGIT_POINTS = 7 * 0.75  # a digit of the default font, in the whole pixels that Excel counts widths in
_SAFETY = 0.98  # a break comes rather a row too early than a row after the page has ended by itself


def break_pages(
    worksheet: Worksheet, *, rows: int, columns: int, header: int | None, headings: Set[int], kept: Set[int]
) -> None:
    """Set the breaks of a landscape sheet that is printed one page wide.

    `header` is repeated on every page; a row of `headings` stands on the page of the row below it, and so
    does one of `kept` where all that is kept together fits on a page.
    """
    room = page_height(worksheet, columns)
    repeated = row_points(worksheet, header) if header else 0
    used = 0.0
    for whole in _blocks(range(1, rows + 1), headings | kept):
        fits = _height(worksheet, whole) + repeated <= room
        for block in [whole] if fits else _blocks(whole, headings):
            height = _height(worksheet, block)
            if used and used + height > room:
                worksheet.row_breaks.append(Break(id=block[0] - 1))
                used = repeated if header and block[0] > header else 0
            used += height


def page_height(worksheet: Worksheet, columns: int) -> float:
    """Points of rows that a page holds once the columns have been shrunk to its width."""
    width, height = (
        (A4_MM[0] - MARGINS_MM["left"] - MARGINS_MM["right"]) / _POINT_MM,
        (A4_MM[1] - MARGINS_MM["top"] - MARGINS_MM["bottom"]) / _POINT_MM,
    )
    dimensions = worksheet.column_dimensions
    total = sum(dimensions[get_column_letter(index)].width for index in range(1, columns + 1))
    scale = min(1.0, width / (total * _DIGIT_POINTS))
    return height / scale * _SAFETY


def row_points(worksheet: Worksheet, row: int) -> float:
    """The height of a row; of an untouched one that of a line."""
    return worksheet.row_dimensions[row].height or LINE_HEIGHT


def _height(worksheet: Worksheet, rows: range) -> float:
    return sum(row_points(worksheet, row) for row in rows)


def _blocks(rows: range, kept: Set[int]) -> Iterator[range]:
    """Runs of rows that belong together, each with the row it is kept with."""
    first = rows.start
    for row in rows:
        if row not in kept or row == rows[-1]:
            yield range(first, row + 1)
            first = row + 1
