"""An uploaded table: the lines of one sheet, what is to be said of them, and whether they are in Unicode."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Final

from openpyxl.utils import get_column_letter

from bachdang.spreadsheet.reading.delimited import read_delimited
from bachdang.spreadsheet.reading.package import WORKBOOKS
from bachdang.spreadsheet.reading.refusing import MAX_COLUMNS, UnreadableFile
from bachdang.spreadsheet.reading.sheets import EMPTY, Cell, Read, Sheet
from bachdang.spreadsheet.reading.workbooks import read_workbook
from bachdang.vietnamese.legacy_text import CodePage, code_page_of_all, to_unicode
from bachdang.vietnamese.text import fold

HEAD_WITHIN: Final = 30
"""The head of a table stands within so many lines."""


@dataclass(frozen=True)
class Line:
    """One row of a table with its number in the file (from 1).

    `marked` has the cells that are more than their value (shown in %, merged, not readable), by their place
    from 0. `part` names the column when a row of the file gives several lines.
    """

    number: int
    cells: tuple[Read, ...]
    marked: Mapping[int, Cell] = field(default_factory=dict)
    part: str = ""

    @property
    def is_empty(self) -> bool:
        return all(cell is None for cell in self.cells) and not any(
            one.problem for one in self.marked.values()
        )

    def cell(self, index: int | None) -> Cell:
        """The cell at a place; an empty one where there is none."""
        if index is None or index >= len(self.cells):
            return EMPTY
        return self.marked.get(index) or Cell(self.cells[index])

    def turned(self, page: CodePage) -> Line:
        """The line with its texts in Unicode."""

        def turn(value: Read) -> Read:
            return to_unicode(value, page) if isinstance(value, str) else value

        marked = {at: replace(cell, value=turn(cell.value)) for at, cell in self.marked.items()}
        return replace(self, cells=tuple(map(turn, self.cells)), marked=marked)


@dataclass(frozen=True)
class Table:
    """`notes` are shown before anything is written; `code_page` is asked about when there is one."""

    lines: list[Line]
    notes: list[str] = field(default_factory=list)

    @property
    def code_page(self) -> CodePage | None:
        """The code page of before Unicode that its texts are in, if any is."""
        return code_page_of_all(texts_of(self.lines))

    def in_unicode(self, page: CodePage | None) -> list[Line]:
        return [line.turned(page) for line in self.lines] if page else self.lines


def texts_of(lines: Iterable[Line]) -> Iterator[str]:
    return (cell for line in lines for cell in line.cells if isinstance(cell, str))


def read_table(content: bytes, name: str, heads: Collection[str] = ()) -> Table:
    """The first sheet that can be seen and has one of `heads` (titles of a column) in its first lines.

    Without such a sheet the first one that can be seen. Lines without anything are left out. Raises
    UnreadableFile.
    """
    is_text = name.lower().endswith((".csv", ".txt")) and not content.startswith(WORKBOOKS)
    sheets = [read_delimited(content)] if is_text else read_workbook(content)
    seen = [sheet for sheet in sheets if not sheet.hidden]
    if not seen:
        raise UnreadableFile(
            "Tệp không có trang tính nào, hoặc mọi trang đều ẩn. Hiện trang có bảng rồi lưu lại."
        )
    wanted = {fold(head) for head in heads}
    fitting = [sheet for sheet in seen if _has_head(lines_of(sheet), wanted)]
    sheet = fitting[0] if fitting else seen[0]
    lines = lines_of(sheet)
    return Table(lines, list(_notes(sheet, sheets, fitting)))


def lines_of(sheet: Sheet) -> list[Line]:
    """The lines of a sheet that are not empty."""
    width = min(max(sheet.last_column, 1), MAX_COLUMNS)
    merged = sheet.merged()
    made = (_line(number, merged[number], width) for number in sorted(merged))
    return [line for line in made if not line.is_empty]


def _line(number: int, row: Mapping[int, Cell], width: int) -> Line:
    cells = tuple(row.get(column, EMPTY).value for column in range(1, width + 1))
    marked = {column - 1: cell for column, cell in row.items() if cell != Cell(cell.value)}
    return Line(number, cells, marked)


def _has_head(lines: Sequence[Line], wanted: Collection[str]) -> bool:
    texts = list(texts_of(lines[:HEAD_WITHIN]))
    page = code_page_of_all(texts)
    return any(fold(to_unicode(text, page) if page else text) in wanted for text in texts)


def _notes(sheet: Sheet, sheets: Sequence[Sheet], fitting: Sequence[Sheet]) -> Iterator[str]:
    yield from hidden_notes(sheet, sheet.rows)
    if sheet.beyond:
        yield f"Các cột sau cột {get_column_letter(MAX_COLUMNS)} không được đọc."
    hidden = [one.name for one in sheets if one.hidden and one.rows]
    if hidden:
        yield f"{len(hidden)} trang tính đang bị ẩn không được đọc: {_named(hidden)}."
    others = [one.name for one in fitting if one is not sheet]
    if others:
        said = f"{len(others)} trang khác cũng có bảng, chưa đọc: {_named(others)}"
        yield f"Chỉ đọc trang “{sheet.name}”; {said}."


def hidden_notes(
    sheet: Sheet, rows: Collection[int], *, own: Collection[int] = (), where: str = ""
) -> Iterator[str]:
    """What of `rows` nobody sees in the file and is read all the same; `own` columns are hidden by design."""
    hidden = sorted(sheet.hidden_rows.intersection(rows))
    if hidden:
        why = "đang bị ẩn hoặc bị lọc" if sheet.filtered else "đang bị ẩn"
        yield (
            f"{where}{len(hidden)} dòng {why} trong tệp (dòng {_ranges(hidden, str)}) vẫn được đọc. "
            "Không muốn ghi thì xóa nội dung các dòng đó rồi tải lên lại."
        )
    used = {column for row in rows for column in sheet.rows.get(row, {})}
    columns = sorted(sheet.hidden_columns.intersection(used).difference(own))
    if columns:
        names = _ranges(columns, get_column_letter)
        yield f"{where}{len(columns)} cột đang bị ẩn trong tệp (cột {names}) vẫn được đọc."


def _named(names: Sequence[str]) -> str:
    shown = ", ".join(f"“{name}”" for name in islice(names, 5))
    return shown if len(names) <= 5 else f"{shown} và {len(names) - 5} trang khác"


def _ranges(numbers: Sequence[int], shown: Callable[[int], str]) -> str:
    """5, 7–9; at most ten of them."""
    ranges: list[tuple[int, int]] = []
    for number in numbers:
        if ranges and ranges[-1][1] == number - 1:
            ranges[-1] = (ranges[-1][0], number)
        else:
            ranges.append((number, number))
    texts = [shown(first) if first == last else f"{shown(first)}–{shown(last)}" for first, last in ranges]
    return ", ".join(texts[:10]) + (" …" if len(texts) > 10 else "")
