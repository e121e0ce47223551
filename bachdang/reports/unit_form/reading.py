"""A filled form read back: what stands in each of its cells, and what has been done to its structure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from bachdang.reports.unit_form.cells import text_of
from bachdang.reports.unit_form.manifest import (
    KEY,
    MAX_FORM_ROWS,
    Manifest,
    fingerprint,
    read_manifest,
    worksheet,
)
from bachdang.reports.unit_form.rows import Place
from bachdang.spreadsheet.reading import MAX_COLUMNS, open_workbook

SHEETS = ("Chỉ tiêu", "Nhiệm vụ", "Dự án")
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
    """A whole file: for whom it was made, the items that were touched, what is wrong with its structure."""

    plan: str
    unit: str
    period: str
    filled: list[Filled] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def read_form(content: bytes) -> ReadForm:
    """Raises UnreadableFile for what is no form, or is not to be trusted."""
    workbook = open_workbook(content, formulas=True)
    manifest = read_manifest(workbook)
    values = open_workbook(content) if _has_formulas(workbook) else workbook
    found = ReadForm(manifest.plan, manifest.unit, manifest.period)
    cells: dict[str, dict[str, Typed]] = {}
    for name in SHEETS:
        sheet = worksheet(workbook, name)
        if sheet is None:
            found.faults.append(Fault(f"Thiếu trang “{name}”: trang đã bị xóa hoặc đổi tên. Trả lại tên cũ."))
        elif sheet.max_row > MAX_FORM_ROWS:
            message = f"có quá {MAX_FORM_ROWS} dòng. Xóa các dòng thừa dưới bảng."
            found.faults.append(Fault(message, name))
        else:
            _SheetReader(sheet, values[name], manifest, found.faults).read(cells)
    if not found.faults:
        found.faults.extend(_missing(manifest, cells))
        found.filled = list(_touched(manifest, cells))
    return found


def _has_formulas(workbook: Workbook) -> bool:
    sheets = [sheet for sheet in workbook.worksheets if sheet.title in SHEETS]
    rows = (row for sheet in sheets for row in _within(sheet))
    return any(getattr(cell, "data_type", "") == "f" for row in rows for cell in row)


def _within(sheet: Worksheet) -> Iterator[tuple[object, ...]]:
    """Rows as far as a form reaches: openpyxl makes every cell up to the farthest one."""
    last, right = min(sheet.max_row, MAX_FORM_ROWS), min(sheet.max_column, MAX_COLUMNS)
    return sheet.iter_rows(max_row=last, max_col=right)


class _SheetReader:
    """One sheet: the columns by their hidden keys, the rows by theirs, wherever they now stand."""

    def __init__(self, sheet: Worksheet, values: Worksheet, manifest: Manifest, faults: list[Fault]) -> None:
        self.sheet, self.values, self.manifest, self.faults = sheet, values, manifest, faults

    def read(self, cells: dict[str, dict[str, Typed]]) -> None:
        head = self._head()
        if head is None:
            self._fault("mất dòng ẩn của biểu mẫu. Tải lại biểu mẫu rồi nhập vào đó.")
            return
        columns = self._columns(head)
        for area in self.sheet.merged_cells.ranges:
            if area.max_row > head:
                self._fault("các ô bị gộp. Bỏ gộp ô rồi nhập lại.", str(area))
        last = max(columns.values())
        for row in range(head + 2, self.sheet.max_row + 1):
            key = text_of(self._value(row, 1))
            if key in self.manifest.rows and key not in cells:
                cells[key] = dict(self._typed(row, key, columns))
            elif key or any(self._value(row, at) not in (None, "") for at in range(1, last + 1)):
                self._fault(self._stranger(key, cells), f"A{row}")

    def _head(self) -> int | None:
        rows = range(1, min(_HEAD, self.sheet.max_row) + 1)
        return next((row for row in rows if self._value(row, 1) == KEY), None)

    def _columns(self, head: int) -> dict[str, int]:
        found: dict[str, int] = {}
        for at in range(1, min(self.sheet.max_column, MAX_COLUMNS) + 1):
            found.setdefault(text_of(self._value(head, at)), at)
        return found

    def _typed(self, row: int, key: str, columns: Mapping[str, int]) -> Iterator[tuple[str, Typed]]:
        for column in self.manifest.rows[key]:
            if column not in columns:
                self._fault(f"thiếu một cột của biểu mẫu ở dòng {row}. Tải lại biểu mẫu rồi nhập vào đó.")
                return
            yield column, self._cell(row, columns[column])

    def _cell(self, row: int, at: int) -> Typed:
        kept, value = self.sheet.cell(row, at), self.values.cell(row, at)
        formula = kept.data_type == "f"
        problem = ""
        if value.data_type == "e":
            problem = f"ô có lỗi {str(value.value)[:20]} của Excel. Gõ lại nội dung của ô."
        elif formula and value.value is None:
            problem = (
                "công thức chưa có kết quả. Mở tệp bằng Excel rồi lưu lại, hoặc gõ giá trị thay công thức."
            )
        form = value.number_format if isinstance(value, Cell) else ""
        text = text_of(value.value, form)
        where = f"{get_column_letter(at)}{row}"
        return Typed(text, self.sheet.title, where, formula, problem)

    def _value(self, row: int, at: int) -> object:
        return self.values.cell(row, at).value

    def _stranger(self, key: str, cells: Mapping[str, object]) -> str:
        if key in cells:
            return "dòng này có hai lần (chép, dán đè). Xóa dòng chép thêm."
        if key:
            return "dòng này không thuộc biểu mẫu. Xóa dòng, hoặc tải lại biểu mẫu."
        return "dòng này được thêm vào. Xóa dòng; việc không có trong biểu mẫu thì nhập ở Việc của tôi."

    def _fault(self, message: str, cell: str = "") -> None:
        self.faults.append(Fault(message, self.sheet.title, cell))


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
