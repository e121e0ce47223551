"""An .xlsx read cell by cell, usual or Strict: only what a table needs, each kind of thing counted."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from bachdang.spreadsheet.reading.package import Package
from bachdang.spreadsheet.reading.parts import Counter, Formats, Strings
from bachdang.spreadsheet.reading.refusing import (
    DAMAGED,
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_OF_A_KIND,
    MAX_ROWS,
    MAX_TEXT,
    MAX_VALUES,
    TOO_MANY_CELLS,
    TOO_MANY_ROWS,
    TOO_MUCH,
    UnreadableFile,
)
from bachdang.spreadsheet.reading.sheets import Area, Cell, Read, Sheet
from bachdang.spreadsheet.reading.values import NO, YES, day_of, number_of, text_of
from bachdang.vietnamese.days import only_a_year

WITHOUT_RESULT: Final = (
    "công thức chưa có kết quả. Mở tệp bằng Excel rồi lưu lại, hoặc gõ giá trị thay công thức."
)
_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Za-z]{1,3})\$?([0-9]{1,7}))?")


def read_workbook(content: bytes) -> list[Sheet]:
    """The sheets of cells in their order. Raises UnreadableFile."""
    package = Package(content)
    targets = package.relationships().values()
    main = next((target for kind, target in targets if kind == "officeDocument"), "xl/workbook.xml")
    if not package.has(main):
        raise UnreadableFile(DAMAGED)
    return _Workbook(package, main).sheets()


class _Workbook:
    """What the sheets of a workbook share: texts, formats, and how much is left of each kind."""

    def __init__(self, package: Package, main: str) -> None:
        self.package, self.main = package, main
        self.since_1904 = False
        self.rows = Counter(MAX_ROWS, TOO_MANY_ROWS)
        self.cells = Counter(MAX_CELLS, TOO_MANY_CELLS)
        self.values = Counter(MAX_VALUES, TOO_MANY_CELLS)
        self.text = Counter(MAX_TEXT, "Tệp có quá nhiều chữ. Tách thành nhiều tệp nhỏ hơn.")
        self.areas = Counter(MAX_OF_A_KIND, TOO_MUCH)
        self.merged = Counter(MAX_CELLS, TOO_MUCH)
        self._targets = package.relationships(main)

    def sheets(self) -> list[Sheet]:
        listed = self._listed()
        self.strings = Strings(self.package, self.part("sharedStrings"), self.text).texts
        self.formats = Formats(self.package, self.part("styles")).kinds
        found = []
        for name, hidden, target in listed:
            if self.package.has(target):
                self.rows = Counter(MAX_ROWS, TOO_MANY_ROWS)
                found.append(_SheetReader(self, Sheet(name, hidden)).read(target))
        return found

    def part(self, kind: str) -> str | None:
        """The one part of a kind that the workbook has."""
        found = next((target for each, target in self._targets.values() if each == kind), None)
        return found if found is not None and self.package.has(found) else None

    def _listed(self) -> list[tuple[str, bool, str]]:
        """Name, whether hidden, part of each sheet of cells."""
        found: list[tuple[str, bool, str]] = []
        names = Counter(MAX_OF_A_KIND, TOO_MUCH)

        def start(tag: str, attributes: dict[str, str]) -> None:
            names.take()
            if tag == "workbookPr":
                self.since_1904 = _is_true(attributes.get("date1904"))
            elif tag == "sheet":
                link = next((value for key, value in attributes.items() if key.endswith(" id")), "")
                kind, target = self._targets.get(link, ("", ""))
                if kind == "worksheet":
                    hidden = attributes.get("state", "visible") != "visible"
                    found.append((attributes.get("name", ""), hidden, target))

        self.package.read(self.main, start)
        return found


class _SheetReader:
    """One sheet, as its elements come."""

    def __init__(self, book: _Workbook, sheet: Sheet) -> None:
        self.book, self.sheet = book, sheet
        self.row = self.column = 0
        self._cell: dict[str, str] = {}
        self._value: list[str] | None = None
        self._texts: list[str] = []
        self._formula = self._phonetic = False

    def read(self, part: str) -> Sheet:
        self.book.package.read(part, self._start, self._end, self._data)
        return self.sheet

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        handler = _STARTS.get(tag)
        if handler is not None:
            handler(self, attributes)

    def start_row(self, attributes: dict[str, str]) -> None:
        self.book.rows.take()
        self.row = int(attributes.get("r", self.row + 1))
        self.column = 0
        if _is_true(attributes.get("hidden")) or attributes.get("ht") == "0":
            self.sheet.hidden_rows.add(self.row)

    def start_cell(self, attributes: dict[str, str]) -> None:
        self.book.cells.take()
        self._cell, self._formula, self._texts, self._value = attributes, False, [], None
        found = _REFERENCE.fullmatch(attributes.get("r", ""))
        if found:
            self.column, self.row = _column(found[1]), int(found[2])
        else:
            self.column += 1

    def start_value(self, _: dict[str, str]) -> None:
        self._value = []

    def start_formula(self, _: dict[str, str]) -> None:
        self._formula, self._value = True, None

    def start_text(self, _: dict[str, str]) -> None:
        self._value = [] if not self._phonetic else None

    def start_phonetic(self, _: dict[str, str]) -> None:
        self._phonetic = True

    def start_filter(self, _: dict[str, str]) -> None:
        self.sheet.filtered = True

    def start_properties(self, attributes: dict[str, str]) -> None:
        self.sheet.filtered = self.sheet.filtered or _is_true(attributes.get("filterMode"))

    def start_columns(self, attributes: dict[str, str]) -> None:
        self.book.areas.take()
        if _is_true(attributes.get("hidden")) or attributes.get("width") == "0":
            first, last = int(attributes.get("min", 1)), int(attributes.get("max", 1))
            self.sheet.hidden_columns.update(range(first, min(last, MAX_COLUMNS) + 1))

    def start_merge(self, attributes: dict[str, str]) -> None:
        area = self._area(attributes)
        if area is not None and area.size > 1:
            self.book.merged.take(min(area.size, MAX_CELLS))
            right = min(area.right, MAX_COLUMNS)
            self.sheet.merges.append(Area(area.top, area.left, area.bottom, right, area.name))

    def start_link(self, attributes: dict[str, str]) -> None:
        self._area(attributes)

    def _area(self, attributes: dict[str, str]) -> Area | None:
        """The range of an element. Raises UnreadableFile when it covers more than a table can."""
        self.book.areas.take()
        found = _REFERENCE.fullmatch(attributes.get("ref", ""))
        if found is None:
            return None
        left, top = _column(found[1]), int(found[2])
        right, bottom = (_column(found[3]), int(found[4])) if found[3] else (left, top)
        area = Area(min(top, bottom), min(left, right), max(top, bottom), max(left, right), found[0])
        if area.size > MAX_CELLS:
            raise UnreadableFile(
                f"Trang “{self.sheet.name[:40]}” có vùng {area.name} bị gộp hoặc gắn liên kết, quá lớn. "
                "Bỏ gộp ô, bỏ liên kết rồi lưu lại."
            )
        return area

    def _data(self, text: str) -> None:
        if self._value is not None:
            self.book.text.take(len(text))
            self._value.append(text)

    def _end(self, tag: str) -> None:
        if tag == "t" and self._value is not None:
            self._texts += self._value
            self._value = None
        elif tag == "v" and self._value is not None:
            self._texts = self._value
            self._value = None
        elif tag == "rPh":
            self._phonetic = False
        elif tag == "c":
            self._keep()
            self._cell = {}

    def _keep(self) -> None:
        cell = self._made("".join(self._texts))
        if cell is None:
            return
        self.book.values.take()
        row = self.sheet.rows.setdefault(self.row, {})
        if self.column > MAX_COLUMNS:
            self.sheet.beyond = True
        else:
            row[self.column] = cell

    def _made(self, stored: str) -> Cell | None:
        kind = self._cell.get("t", "n")
        if not stored:
            lacks = self._formula and kind != "str"
            return Cell(formula=True, problem=WITHOUT_RESULT) if lacks else None
        if kind == "e":
            problem = f"ô có lỗi {stored[:20]} của Excel. Gõ lại nội dung của ô."
            return Cell(formula=self._formula, problem=problem)
        if kind == "n":
            return self._number(stored)
        value = self._text(kind, stored)
        return Cell(value, formula=self._formula) if value is not None else None

    def _text(self, kind: str, stored: str) -> Read:
        if kind == "s":
            stored = self.book.strings[int(stored)]
        elif kind == "b":
            return YES if _is_true(stored) else NO
        elif kind == "d":
            return date.fromisoformat(stored[:10])
        return text_of(stored, escaped=True)

    def _number(self, stored: str) -> Cell:
        number = number_of(stored)
        style = int(self._cell.get("s", 0))
        kind = self.book.formats[style] if style < len(self.book.formats) else ""
        if kind == "date":
            if problem := only_a_year(number):
                return Cell(number, formula=self._formula, problem=problem)
            return Cell(day_of(number, since_1904=self.book.since_1904), formula=self._formula)
        return Cell(number, percent=kind == "percent", formula=self._formula)


_STARTS = {
    "row": _SheetReader.start_row,
    "c": _SheetReader.start_cell,
    "v": _SheetReader.start_value,
    "f": _SheetReader.start_formula,
    "t": _SheetReader.start_text,
    "rPh": _SheetReader.start_phonetic,
    "col": _SheetReader.start_columns,
    "sheetPr": _SheetReader.start_properties,
    "filterColumn": _SheetReader.start_filter,
    "mergeCell": _SheetReader.start_merge,
    "hyperlink": _SheetReader.start_link,
}


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def _is_true(value: str | None) -> bool:
    return value in ("1", "true", "on")
