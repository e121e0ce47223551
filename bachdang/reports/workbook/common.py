"""What the sheets share: letterhead, title, the colour of a status."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from openpyxl import Workbook
from openpyxl.styles import Font

from bachdang.quarter.rows import ILLUSTRATIVE, Head, QuarterReport
from bachdang.reports.letterhead import Paper
from bachdang.spreadsheet import FONT, SIZE, Column, Line, Sheet
from bachdang.ui.statuses import Look

# The same tones as on screen; the word always stands in the cell as well.
TONES = {
    "exceeded": "0B5A57",
    "met": "17693F",
    "done-late": "17693F",
    "on-track": "1F5FA8",
    "slow": "8A5A00",
    "at-risk": "B3131B",
    "failed": "7A1026",
}
MUTED = "5F6B78"


@dataclass(frozen=True)
class Book:
    """The workbook with the report it is painted from, and whose paper it is on."""

    workbook: Workbook
    report: QuarterReport
    paper: Paper


def new_sheet(book: Book, name: str, columns: Sequence[Column], title: str) -> Sheet:
    """A sheet with letterhead, title and, while figures are made up, the line that says so."""
    head, paper = book.report.head, book.paper
    sheet = Sheet(book.workbook, name, columns, footer=f"{name} · {head.period}")
    left = [Line(text, bold=bold) for text, bold in paper.left_lines]
    right = [Line(text, bold=True, underline=text == paper.right[-1]) for text in paper.right]
    sheet.write_letterhead(left, [*right, Line(head.place_and_date, italic=True)])
    sheet.skip()
    sheet.write_title([title, head.as_of, *([head.about] if head.about else [])])
    if head.remark:
        sheet.write_note(head.remark)
    if head.illustrative:
        sheet.write_title([Line(ILLUSTRATIVE, bold=True)])
    sheet.skip()
    return sheet


def spanned(columns: Sequence[Column], head: Head) -> list[Column]:
    """The columns with the time covered in their titles, where that is more than the quarter."""
    return [replace(one, title=one.title.replace("quý", head.span)) for one in columns]


def paint_status(sheet: Sheet, row: int, column: int, look: Look) -> None:
    """Colour the word of a status (column from 1)."""
    color = TONES.get(look.tone, MUTED)
    sheet.worksheet.cell(row, column).font = Font(name=FONT, size=SIZE, bold=True, color=color)
