"""A workbook that comes back: the rows in which a cell says something else than when it was handed out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from openpyxl.utils import get_column_letter

from bachdang.setup.manifest import NOT_ONE, Manifest, mark_of, read_manifest
from bachdang.spreadsheet import sheet_name
from bachdang.spreadsheet.described import BadCell, Described, Row
from bachdang.spreadsheet.reading import Line, Sheet, UnreadableFile, hidden_notes, lines_of, read_workbook
from bachdang.vietnamese.legacy_text import CodePage, code_page_of_all, to_unicode

if TYPE_CHECKING:
    from bachdang.setup.parts.part import Part

MOST_ROWS: Final = 2000
"""Rows of one sheet."""


@dataclass(frozen=True)
class Fault:
    """What is wrong, and where: sheet, row and cell of the file, and in which column. `overtaken`: somebody
    else wrote there meanwhile.
    """

    message: str
    sheet: str = ""
    row: int = 0
    cell: str = ""
    column: str = ""
    overtaken: bool = False

    @property
    def sentence(self) -> str:
        return f"{self.message.rstrip('.')}."

    def __str__(self) -> str:
        message = self.message.rstrip(".")
        where = f"Trang “{self.sheet}”" if self.sheet else ""
        where += f", ô {self.cell}" if self.cell else f", dòng {self.row}" if self.row else ""
        return f"{where}: {message}." if where else f"{message}."


@dataclass(frozen=True)
class Typed:
    """What stands in one cell, and the mark of what stood there when the workbook was handed out."""

    text: str
    cell: str
    mark: str = ""
    problem: str = ""


@dataclass(frozen=True)
class Touched:
    """A row of a sheet (by key of the part) with all it says; `cells` are those that were touched."""

    part: str
    row: int
    key: str
    cells: Mapping[str, Typed]
    again: int = 0
    """An earlier row of the same key."""
    marks: Mapping[str, str] = field(default_factory=dict)
    """What stood in the other cells when they were handed out: a cell may say what belongs into these."""


@dataclass
class ReadBook:
    """A whole file: for which ward and plan it was made, what was touched, what its structure lacks.

    `is_page`: it came from a table of the site.
    """

    locality: str
    plan: str
    rows: list[Touched] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    is_page: bool = False

    @property
    def texts(self) -> list[str]:
        return [cell.text for row in self.rows for cell in row.cells.values()]

    @property
    def code_page(self) -> CodePage | None:
        """The code page of before Unicode that it was typed in, if any."""
        return code_page_of_all(self.texts)

    def in_unicode(self, page: CodePage | None) -> ReadBook:
        if page is None:
            return self
        turned = [
            replace(
                row,
                cells={
                    column: replace(cell, text=to_unicode(cell.text, page))
                    for column, cell in row.cells.items()
                },
            )
            for row in self.rows
        ]
        return replace(self, rows=turned)


def read_book(content: bytes, parts: Iterable[Part]) -> ReadBook:
    """Raises UnreadableFile for what is no such workbook, or is not to be trusted."""
    sheets = {sheet.name: sheet for sheet in read_workbook(content)}
    manifest = read_manifest(sheets)
    found = ReadBook(manifest.locality, manifest.plan)
    known = [(part, sheets.get(sheet_name(part.table.name))) for part in parts]
    if not any(sheet for _, sheet in known):
        raise UnreadableFile(NOT_ONE)
    for part, sheet in known:
        if sheet is None:
            found.notes.append(f"Trang “{part.table.name}” không có trong tệp nên không đọc.")
        else:
            _SheetReader(part, sheet, manifest, found).read()
    return found


class _SheetReader:
    """One sheet: its columns by their headings, its rows by their keys, wherever they now stand."""

    def __init__(self, part: Part, sheet: Sheet, manifest: Manifest, found: ReadBook) -> None:
        self.part, self.sheet, self.manifest, self.found = part, sheet, manifest, found
        self.table: Described = part.table
        self.seen: dict[str, int] = {}

    def read(self) -> None:
        lines = lines_of(self.sheet)
        head = self.table.head(lines)
        if head is None:
            title = self.table.by_key[self.table.anchor].title
            self._fault(f"không thấy dòng tiêu đề có cột “{title}” trong 30 dòng đầu")
            return
        matched = self.table.match(head[0])
        number = head[0].number
        for at, message in matched.faults():
            cell = "" if at is None else f"{get_column_letter(at + 1)}{number}"
            self.found.faults.append(Fault(message, self.sheet.name, number, cell))
        if matched.missing:
            return
        below = head[2]
        if len(below) > MOST_ROWS:
            self._fault(f"có quá {MOST_ROWS} dòng. Xóa các dòng thừa dưới bảng")
            return
        columns = {key: at for key, at in matched.columns.items() if not self.table.by_key[key].shown}
        for line in below:
            self._read_line(line, columns)
        where = f"Trang “{self.sheet.name}”: "
        self.found.notes.extend(hidden_notes(self.sheet, [line.number for line in below], where=where))

    def _read_line(self, line: Line, columns: Mapping[str, int]) -> None:
        row = Row(self.table, line, columns)
        cells = dict(self._cells(row, columns))
        if not any(cell.text or cell.problem for cell in cells.values()):
            return
        key = self.part.key_of({column: cell.text for column, cell in cells.items()})
        marks = self.manifest.marks.get((self.part.key, key), {})
        touched = {
            column: replace(cell, mark=marks.get(column, ""))
            for column, cell in cells.items()
            if cell.problem or mark_of(cell.text) != marks.get(column, "")
        }
        again = self.seen.get(key, 0)
        if key:
            self.seen.setdefault(key, line.number)
        if touched or again:
            rest = {column: marks.get(column, "") for column in self.table.by_key if column not in touched}
            self.found.rows.append(Touched(self.part.key, line.number, key, touched or cells, again, rest))

    @staticmethod
    def _cells(row: Row, columns: Mapping[str, int]) -> Iterator[tuple[str, Typed]]:
        for column in columns:
            problem, cell = "", row.line.cell(columns[column])
            try:
                row.whole(column)
            except BadCell as error:
                problem = str(error)
            longest = row.table.by_key[column].longest
            if longest and len(cell.typed) > longest:
                problem = f"dài quá {longest} ký tự"
            yield column, Typed(cell.typed, row.at(column), problem=problem)

    def _fault(self, message: str) -> None:
        self.found.faults.append(Fault(message, self.sheet.name))
