"""The painter of one sheet: letterhead, title, table, groups, rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

from bachdang.spreadsheet import pages, paper
from bachdang.spreadsheet.book import sheet_name
from bachdang.spreadsheet.cells import Column, Kind, Value, write_value
from bachdang.spreadsheet.safety import safe_cell, safe_text

AUTHOR = "Hệ thống Bạch Đằng"


@dataclass(frozen=True)
class Line:
    """A line of text outside the table; `size` in points."""

    text: str
    bold: bool = False
    italic: bool = False
    underline: bool = False
    size: float = paper.SIZE


class Sheet:
    """Paints one sheet from top to bottom; each write_… returns the row (from 1) it wrote last.

    `columns` give the widths of the sheet and the kinds of its first table. `worksheet` is openpyxl's own,
    for charts and data validation.
    """

    def __init__(
        self,
        workbook: Workbook,
        name: str,
        columns: Sequence[Column],
        *,
        footer: str = "",
        landscape: bool = True,
    ) -> None:
        self.worksheet: Worksheet = workbook.create_sheet(sheet_name(name))
        self.columns = tuple(columns)
        self._columns = len(self.columns)
        self.row = 0
        self._header: int | None = None
        self._headings: set[int] = set()
        self._kept: set[int] = set()
        self._filtered = False
        for index, column in enumerate(self.columns, 1):
            self.worksheet.column_dimensions[get_column_letter(index)].width = column.width
        paper.set_up_page(self.worksheet, footer, landscape=landscape)

    @property
    def next_row(self) -> int:
        """The row that the next write_… will fill."""
        return self.row + 1

    def write_letterhead(self, left: Sequence[str | Line], right: Sequence[str | Line]) -> int:
        """The two blocks at the head of an official paper, centred side by side."""
        middle, end = self._middle(), len(self.columns)
        for offset in range(max(len(left), len(right))):
            row = self._advance()
            for lines, first, last in ((left, 1, middle), (right, middle + 1, end)):
                if offset < len(lines) and first <= last:
                    self._write_across(row, _line(lines[offset]), first, last, align="center")
        return self.row

    def write_title(self, lines: Sequence[str | Line]) -> int:
        """Centred lines across the table: of plain texts the first is large and bold, the rest italic."""
        for index, line in enumerate(lines):
            title = _line(line, bold=index == 0, italic=index > 0, size=paper.SIZE if index else 14)
            self._write_across(self._advance(), title, 1, len(self.columns), align="center")
        return self.row

    def write_note(self, line: str | Line, *, heading: bool = False) -> int:
        """A line from the left across the table, without grid lines; italic when a plain text.

        A `heading` stays with what follows where pages are broken.
        """
        if heading:
            self._headings.add(self.next_row)
        self._write_across(self._advance(), _line(line, italic=True), 1, len(self.columns), align="left")
        return self.row

    def skip(self, rows: int = 1) -> int:
        """Leave empty rows."""
        self.row += rows
        return self.row

    def write_header(
        self,
        columns: Sequence[Column] | None = None,
        *,
        autofilter: bool = True,
        frozen_columns: int = 0,
        repeated: bool = True,
    ) -> int:
        """The titles of a table. The first of a sheet is frozen, repeated on paper and filtered.

        `columns` begins another table on the same grid: the widths stay those of the sheet. A sheet of
        several tables has none `repeated`.
        """
        if columns is not None:
            self.columns = tuple(columns)
        row = self._advance()
        self._headings.add(row)
        for first, last, column in self._places():
            title = Line(column.title, bold=True)
            self._write_across(row, title, first, last, align="center", fill=paper.HEADER_FILL)
        self._filtered = autofilter and self._header is None
        if self._header is None and repeated:
            self._header = row
            self.worksheet.freeze_panes = f"{get_column_letter(frozen_columns + 1)}{row + 1}"
            self.worksheet.print_title_rows = f"{row}:{row}"
        self._extend_filter()
        return row

    def write_row(self, values: Sequence[Value], *, bold: bool = False) -> int:
        """One row of the table, a value for each column.

        Raises ValueError when their numbers differ, TypeError for a value that its column does not take.
        """
        if len(values) != len(self.columns):
            raise ValueError(f"{len(values)} values for {len(self.columns)} columns")
        row = self._advance()
        for (first, last, column), value in zip(self._places(), values, strict=True):
            cell = self._write_value(row, first, value, column=column, bold=bold, last=last)
            if column.editable:
                cell.protection, cell.fill = Protection(locked=False), paper.INPUT_FILL
        self._extend_filter()
        return row

    def write_group(
        self, text: str, *, marker: str = "", level: int = 1, values: Mapping[int, Value] | None = None
    ) -> int:
        """The heading of a group: `marker` ("I.", "a)") in the first column, `text` over the next ones.

        `values` (column index from 0 → value) are the group's sub-totals; `text` ends before the first.
        Without a marker the text begins in the first column. Raises ValueError when they do not fit.
        """
        values = values or {}
        self._headings.add(self.next_row)
        first = 2 if marker and len(self.columns) > 1 else 1
        last = min(values, default=len(self.columns))
        if last < first or max(values, default=0) >= len(self.columns):
            raise ValueError(f"sub-totals in columns {sorted(values)} do not fit this table")
        row, fill = self._advance(), paper.GROUP_FILLS[min(level, len(paper.GROUP_FILLS)) - 1]
        for index in range(last + 1, len(self.columns) + 1):
            column = self.columns[index - 1]
            self._write_value(row, index, values.get(index - 1), column=column, bold=True).fill = fill
        if first > 1:
            self._write_across(row, Line(marker, bold=True), 1, 1, align="center", fill=fill)
        line = Line(text, bold=True, italic=level > 1)
        self._write_across(row, line, first, last, align="left", fill=fill)
        self._extend_filter()
        return row

    def keep_together(self, first: int, last: int) -> None:
        """These rows stand on one page, if they fit on one."""
        self._kept.update(range(first, last))

    def break_pages(self) -> None:
        """Once all is painted: end the pages where no heading is left alone and nothing kept is parted."""
        pages.break_pages(
            self.worksheet,
            rows=self.row,
            columns=self._columns,
            header=self._header,
            headings=self._headings,
            kept=self._kept,
        )

    def note(self, row: int, column: int, text: str) -> None:
        """A comment at a cell (columns from 1): seen on screen, not printed."""
        comment = Comment(safe_text(text), AUTHOR, width=460, height=40 + 18 * (1 + len(text) // 62))
        self._cell(row, column).comment = comment

    def protect(self) -> None:
        """Lock every cell but those of editable columns (no password: it guards against slips only)."""
        protection = self.worksheet.protection
        protection.sheet = True
        # These name what is forbidden: sizes and the filter stay free.
        protection.formatColumns = protection.formatRows = protection.autoFilter = False

    def _advance(self) -> int:
        self.row += 1
        return self.row

    def _cell(self, row: int, column: int) -> Cell:
        cell = self.worksheet.cell(row, column)
        assert isinstance(cell, Cell)
        return cell

    def _width(self, first: int, last: int | None = None) -> float:
        dimensions = self.worksheet.column_dimensions
        return sum(dimensions[get_column_letter(i)].width for i in range(first, (last or first) + 1))

    def _middle(self) -> int:
        """The column whose right edge is nearest to the middle of the table."""
        half, count = self._width(1, len(self.columns)) / 2, len(self.columns)
        return min(range(1, max(count, 2)), key=lambda index: abs(self._width(1, index) - half))

    def _places(self) -> Iterator[tuple[int, int, Column]]:
        """First and last column of the grid (from 1) of each column of the table."""
        first = 1
        for column in self.columns:
            yield first, first + column.span - 1, column
            first += column.span

    def _write_value(
        self, row: int, first: int, value: Value, *, column: Column, bold: bool, last: int = 0
    ) -> Cell:
        cell = self._cell(row, first)
        alignment = write_value(cell, value, Kind(column.kind), column.places)
        shrink = value is not None and not isinstance(value, str)
        last = max(first, last)
        for index in range(first, last + 1):
            font = paper.font(bold=bold)
            paper.paint(self._cell(row, index), font=font, align=column.align or alignment, shrink=shrink)
        self._merge(row, first, last)
        text = value if isinstance(value, str) else ""
        self._grow(row, paper.text_lines(text, self._width(first, last), bold=bold))
        return cell

    def _write_across(
        self, row: int, line: Line, first: int, last: int, *, align: str, fill: PatternFill | None = None
    ) -> None:
        """`line` in one merged cell of the row, with grid lines when filled; the row grows with it."""
        safe_cell(self._cell(row, first), line.text)
        font = paper.font(size=line.size, bold=line.bold, italic=line.italic, underline=line.underline)
        for index in range(first, last + 1):
            paper.paint(self._cell(row, index), font=font, align=align, fill=fill, border=fill is not None)
        self._merge(row, first, last)
        lines = paper.text_lines(line.text, self._width(first, last), size=line.size, bold=line.bold)
        self._grow(row, lines * line.size / paper.SIZE)

    def _merge(self, row: int, first: int, last: int) -> None:
        """Every cell is painted already: merge_cells would work out the borders of each of them anew."""
        if last > first:
            across = CellRange(min_row=row, max_row=row, min_col=first, max_col=last)
            self.worksheet.merged_cells.add(across)

    def _grow(self, row: int, lines: float) -> None:
        dimension = self.worksheet.row_dimensions[row]
        dimension.height = max(dimension.height or 0, paper.row_height(lines))

    def _extend_filter(self) -> None:
        if self._filtered:
            last = get_column_letter(len(self.columns))
            self.worksheet.auto_filter.ref = f"A{self._header}:{last}{self.row}"


def _line(line: str | Line, *, bold: bool = False, italic: bool = False, size: float = paper.SIZE) -> Line:
    return line if isinstance(line, Line) else Line(line, bold=bold, italic=italic, size=size)
