"""A filled form read back: what stands in each of its cells, and what has been done to its structure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from openpyxl.utils import get_column_letter

from bachdang.reports.unit_form.columns import CODE
from bachdang.reports.unit_form.manifest import (
    KEY,
    MAX_FORM_ROWS,
    Manifest,
    fingerprint,
    mark_of,
    read_manifest,
)
from bachdang.reports.unit_form.rows import Place
from bachdang.spreadsheet.reading import Sheet, hidden_notes, read_workbook
from bachdang.vietnamese.legacy_text import CodePage, code_page_of_all, to_unicode

_MOST_NAMED = 20
"""So many merged ranges, and so many cells that are not read, are named."""
SHEETS = ("Chỉ tiêu", "Nhiệm vụ", "Dự án")
_MOST_OFFERED = 3
"""So many cells are offered one by one in place of one that is not read."""
_NAMING = ("name", "what")
"""Columns by which a person tells the rows of one item apart."""
_MISPLACED = (
    "bảng đã bị sắp xếp hoặc dán đè nên số liệu nằm sai dòng. Hoàn tác việc đó, hoặc tải lại biểu mẫu rồi "
    "nhập vào đó."
)
_HEAD = 12
"""The hidden row of column keys stands within so many rows."""


@dataclass(frozen=True)
class Fault:
    """What is wrong, and where: sheet and cell in the file; item and place when it is about one of them."""

    message: str
    sheet: str = ""
    cell: str = ""
    code: str = ""
    place: Place | None = None

    def __str__(self) -> str:
        where = f"Trang “{self.sheet}”" if self.sheet else ""
        where += f", ô {self.cell}" if self.cell else ""
        where += f" ({self.code})" if self.sheet and self.code else ""
        return f"{where}: {self.message}" if where else self.message


@dataclass(frozen=True)
class Typed:
    """What stands in one cell. `formula`: it is the stored result of one; `problem`: it cannot be read."""

    text: str
    sheet: str = ""
    cell: str = ""
    formula: bool = False
    problem: str = ""


@dataclass(frozen=True)
class Filled:
    """One item of the file whose cells are not as they were when it was made."""

    code: str
    token: str
    cells: Mapping[Place, Typed] = field(default_factory=dict)


@dataclass
class ReadForm:
    """A whole file: for whom it was made, the items that were touched, what is wrong with its structure.

    `notes`: what nobody sees in the file and is read all the same.
    """

    plan: str
    unit: str
    period: str
    filled: list[Filled] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def texts(self) -> list[str]:
        """What stands in the touched items."""
        return [typed.text for one in self.filled for typed in one.cells.values()]

    @property
    def code_page(self) -> CodePage | None:
        """The code page of before Unicode that it was typed in, if any."""
        return code_page_of_all(self.texts)

    def in_unicode(self, page: CodePage | None) -> ReadForm:
        if page is None:
            return self
        turned = [
            replace(
                one,
                cells={
                    at: replace(typed, text=to_unicode(typed.text, page)) for at, typed in one.cells.items()
                },
            )
            for one in self.filled
        ]
        return replace(self, filled=turned)


def read_form(content: bytes) -> ReadForm:
    """Raises UnreadableFile for what is no form, or is not to be trusted."""
    sheets = {sheet.name: sheet for sheet in read_workbook(content)}
    manifest = read_manifest(sheets)
    found = ReadForm(manifest.plan, manifest.unit, manifest.period)
    cells: dict[str, dict[str, Typed]] = {}
    for name in SHEETS:
        sheet = sheets.get(name)
        if sheet is None:
            found.faults.append(Fault(f"Thiếu trang “{name}”: trang đã bị xóa hoặc đổi tên. Trả lại tên cũ."))
        elif sheet.last_row > MAX_FORM_ROWS:
            message = f"có quá {MAX_FORM_ROWS} dòng. Xóa các dòng thừa dưới bảng."
            found.faults.append(Fault(message, name))
        else:
            _SheetReader(sheet, manifest, found).read(cells)
    if not found.faults:
        found.faults.extend(_missing(manifest, cells))
        found.filled = list(_touched(manifest, cells))
    return found


class _SheetReader:
    """One sheet: the columns by their hidden keys, the rows by theirs, wherever they now stand."""

    def __init__(self, sheet: Sheet, manifest: Manifest, found: ReadForm) -> None:
        self.sheet, self.manifest, self.found = sheet, manifest, found
        self.places: dict[str, int] = {}

    def read(self, cells: dict[str, dict[str, Typed]]) -> None:
        head = next((row for row in range(1, _HEAD + 1) if self._key(row) == KEY), None)
        if head is None:
            self._fault("mất dòng ẩn của biểu mẫu. Tải lại biểu mẫu rồi nhập vào đó.")
            return
        columns = {cell.typed: at for at, cell in sorted(self.sheet.rows[head].items(), reverse=True)}
        merged = [area.name for area in self.sheet.merges if area.bottom > head]
        for area in merged[:_MOST_NAMED]:
            self._fault("các ô bị gộp. Bỏ gộp ô rồi nhập lại.", area)
        last = max(columns.values())
        rows = sorted(row for row in self.sheet.rows if row > head + 1)
        for row in rows:
            key = self._key(row)
            if key in self.manifest.rows and key not in cells:
                cells[key] = dict(self._typed(row, key, columns))
                self.places[key] = row
            elif key or any(at <= last for at in self.sheet.rows[row]):
                self._fault(self._stranger(key, cells), f"A{row}")
        self.found.faults.extend(self._misplaced(columns))
        where = f"Trang “{self.sheet.name}”: "
        self.found.notes.extend(hidden_notes(self.sheet, rows, own=[1], where=where))
        self.found.notes.extend(f"{where}{note}" for note in self._unread(columns))

    def _key(self, row: int) -> str:
        return self.sheet.cell(row, 1).typed

    def _typed(self, row: int, key: str, columns: Mapping[str, int]) -> Iterator[tuple[str, Typed]]:
        for column in self.manifest.rows[key]:
            if column not in columns:
                self._fault(f"thiếu một cột của biểu mẫu ở dòng {row}. Tải lại biểu mẫu rồi nhập vào đó.")
                return
            yield column, self._cell(row, columns[column])

    def _cell(self, row: int, at: int) -> Typed:
        cell = self.sheet.cell(row, at)
        where = f"{get_column_letter(at)}{row}"
        return Typed(cell.typed, self.sheet.name, where, cell.formula, cell.problem)

    def _misplaced(self, columns: Mapping[str, int]) -> Iterator[Fault]:
        """Rows whose hidden key is of another row than the one that a person sees there."""
        if CODE not in columns:
            if self.places:
                yield Fault("thiếu cột Mã. Tải lại biểu mẫu rồi nhập vào đó.", self.sheet.name)
            return
        known = {
            column: {marks[column] for key in self.places if column in (marks := self._marks(key))}
            for column in _NAMING
        }
        for key, row in self.places.items():
            code, _, part = key.partition("|")
            said = self.sheet.cell(row, columns[CODE]).typed
            if said != ("" if part else code):
                yield self._elsewhere(row, columns[CODE], f"mã {said[:40]}" if said else "mã để trống", code)
                continue
            for column in _NAMING:
                text = self.sheet.cell(row, columns[column]).typed if column in columns else ""
                mark = mark_of(text)
                if text and mark != self._marks(key).get(column, mark) and mark in known[column]:
                    yield self._elsewhere(row, columns[column], f"“{text[:60]}”", code)

    def _elsewhere(self, row: int, at: int, said: str, code: str) -> Fault:
        message = f"{said} không khớp dòng của {code}; {_MISPLACED}"
        return Fault(message, self.sheet.name, f"{get_column_letter(at)}{row}")

    def _marks(self, key: str) -> Mapping[str, str]:
        return self.manifest.shown.get(key, {})

    def _unread(self, columns: Mapping[str, int]) -> Iterator[str]:
        """Cells that say something else than was handed out, or anything at all, and take nothing."""
        found = [(key, row, at) for key, row in self.places.items() for at in self._strays(key, row, columns)]
        titles = {at: column for column, at in columns.items()}
        for key, row, at in found[:_MOST_NAMED]:
            cell = f"{get_column_letter(at)}{row}"
            instead = self._instead(key, titles.get(at, ""), at)
            yield f"ô {cell} không phải ô nhập nên không được đọc: {instead}."
        if len(found) > _MOST_NAMED:
            yield f"và {len(found) - _MOST_NAMED} ô khác không phải ô nhập nên không được đọc."

    def _strays(self, key: str, row: int, columns: Mapping[str, int]) -> Iterator[int]:
        marks, boxes = self._marks(key), self.manifest.rows[key]
        if not marks:
            return
        for column, at in columns.items():
            mark = mark_of(self.sheet.cell(row, at).typed)
            if column not in (KEY, *boxes) and mark != marks.get(column, ""):
                yield at
        known = {*columns.values(), 1}
        yield from (at for at, cell in self.sheet.rows[row].items() if at not in known and cell.typed)

    def _instead(self, key: str, column: str, at: int) -> str:
        """Where to write it: the boxes of the same column in other rows of the item."""
        item = key.partition("|")[0]
        rows = [
            row
            for other, row in self.places.items()
            if other.partition("|")[0] == item and column in self.manifest.rows[other]
        ]
        if not rows:
            return "chỉ ghi vào ô có nền màu"
        cells = [f"ô {get_column_letter(at)}{row}" for row in sorted(rows)]
        if len(cells) > _MOST_OFFERED:
            return f"ghi ở đúng dòng của nó, từ {cells[0]} đến {cells[-1]}"
        return f"ghi ở {' hoặc '.join(cells)}"

    def _stranger(self, key: str, cells: Mapping[str, object]) -> str:
        if key in cells:
            return "dòng này có hai lần (chép, dán đè). Xóa dòng chép thêm."
        if key:
            return "dòng này không thuộc biểu mẫu. Xóa dòng, hoặc tải lại biểu mẫu."
        return "dòng này được thêm vào. Xóa dòng; việc không có trong biểu mẫu thì nhập ở Việc của tôi."

    def _fault(self, message: str, cell: str = "") -> None:
        self.found.faults.append(Fault(message, self.sheet.name, cell))


def _missing(manifest: Manifest, cells: Mapping[str, object]) -> Iterator[Fault]:
    """Rows that were taken out of the file."""
    gone = dict.fromkeys(key.partition("|")[0] for key in manifest.rows if key not in cells)
    for code in gone:
        yield Fault(f"Thiếu dòng của {code}: dòng đã bị xóa. Tải lại biểu mẫu rồi nhập vào đó.")


def _touched(manifest: Manifest, cells: Mapping[str, Mapping[str, Typed]]) -> Iterator[Filled]:
    """Items whose cells say something else than when the form was made."""
    by_code: dict[str, dict[Place, Typed]] = {code: {} for code in manifest.items}
    for key, typed in cells.items():
        code, _, part = key.partition("|")
        by_code.setdefault(code, {}).update({(part, column): one for column, one in typed.items()})
    for code, places in by_code.items():
        token, mark = manifest.items.get(code, ("", ""))
        if _is_touched(places.values()) or fingerprint(_texts(places)) != mark:
            yield Filled(code, token, places)


def _is_touched(cells: Iterable[Typed]) -> bool:
    return any(one.problem for one in cells)


def _texts(places: Mapping[Place, Typed]) -> dict[Place, str]:
    return {place: one.text for place, one in places.items()}
