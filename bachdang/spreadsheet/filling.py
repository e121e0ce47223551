"""A described table as a sheet to be filled in: what is known, room for more, lists to choose from, marks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from bachdang.spreadsheet.cells import Value
from bachdang.spreadsheet.described import Described, Field
from bachdang.spreadsheet.sheet import Sheet

WRONG_FILL: Final = PatternFill("solid", fgColor="FFF8CBAD")
INLINE: Final = 255
"""Characters of a list that Excel keeps in the validation itself."""
NOT_LISTED: Final = "Giá trị không có trong danh sách."


def write_table(
    workbook: Workbook,
    table: Described,
    rows: Iterable[Sequence[Value]],
    *,
    room: int = 0,
    frozen: int = 0,
) -> Sheet:
    """The sheet with its head in the first row, `rows`, and `room` more rows ready to be typed in.

    `offer_choices` follows once the ranges to choose from are known.
    """
    sheet = Sheet(workbook, table.name, [one.column for one in table.offered])
    sheet.write_header(frozen_columns=frozen)
    for row in rows:
        sheet.write_row(row)
    _open_rows(sheet.worksheet, table, sheet.row + room)
    return sheet


def _open_rows(sheet: Worksheet, table: Described, last: int) -> None:
    """Formats stand before anything is typed: a code keeps its zeros, a figure shows what its cell holds."""
    for row in range(2, last + 1):
        for at, one in enumerate(table.offered, 1):
            cell = sheet.cell(row, at)
            if cell.value is None or one.key == table.anchor or one.form == "0":
                cell.number_format = one.form


def offer_choices(sheet: Worksheet, table: Described, last: int, sources: Mapping[str, str]) -> None:
    """Lists to choose from and words of help; lists warn and do not forbid, since words may be pasted.

    `sources`: of a column by key, the range of the workbook to choose from.
    """
    for at, one in enumerate(table.offered, 1):
        formula = sources.get(one.key) or _inline(one)
        if not formula and not one.help:
            continue
        offered = DataValidation(allow_blank=True, errorStyle="warning", error=NOT_LISTED)
        if formula:
            offered.type, offered.formula1, offered.showErrorMessage = "list", formula, True
        if one.help:
            offered.showInputMessage, offered.prompt = True, one.help
        letter = get_column_letter(at)
        offered.add(f"{letter}2:{letter}{max(last, 2)}")
        sheet.add_data_validation(offered)


def mark_wrong(sheet: Sheet, row: int, column: int, message: str) -> None:
    """Tint a cell (from 1) and say in a note what is wrong with it."""
    sheet.worksheet.cell(row, column).fill = WRONG_FILL
    sheet.note(row, column, message)


def _inline(one: Field) -> str:
    listed = ",".join(one.choices)
    fits = listed and len(listed) <= INLINE and not any("," in label for label in one.choices)
    return f'"{listed}"' if fits else ""
