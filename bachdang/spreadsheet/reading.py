"""Tables that people upload: the first sheet of an .xlsx, or a .csv. Files are distrusted until read."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TypeAlias

from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from bachdang.text import nfc

Read: TypeAlias = str | Decimal | date | None
"""A cell as read: numbers are exact decimals of what is shown, text is NFC without spaces around it."""

MAX_BYTES = 5 * 1024 * 1024
MAX_UNPACKED = 60 * 1024 * 1024
MAX_ROWS = 20_000
MAX_COLUMNS = 60
MAX_CELLS = 400_000
"""Cells of one sheet, empty ones with a format too."""

_SHEET = re.compile(r"/?xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_ROW = re.compile(rb"<(?:[\w.-]+:)?row[\s>/]")
_CELL = re.compile(rb"<(?:[\w.-]+:)?c[\s>/]")
_OLE = b"\xd0\xcf\x11\xe0"  # .xls, and .xlsx with a password


class UnreadableFile(Exception):
    """The file is refused; `message_vi` says why and what to do."""

    def __init__(self, message_vi: str) -> None:
        super().__init__(message_vi)
        self.message_vi = message_vi


@dataclass(frozen=True)
class Line:
    """One row of a table with its number in the file (from 1)."""

    number: int
    cells: tuple[Read, ...]

    @property
    def is_empty(self) -> bool:
        return all(cell is None for cell in self.cells)


def read_table(content: bytes, name: str) -> list[Line]:
    """Rows of the first sheet (.xlsx) or of the file (.csv), without empty ones. Raises UnreadableFile."""
    if len(content) > MAX_BYTES:
        raise UnreadableFile("Tệp lớn hơn 5 MB. Tách thành nhiều tệp nhỏ hơn.")
    if not content:
        raise UnreadableFile("Tệp rỗng.")
    lines = _csv(content) if name.lower().endswith(".csv") else _sheet(content)
    return [line for line in lines if not line.is_empty]


def open_workbook(content: bytes, *, formulas: bool = False) -> Workbook:
    """An .xlsx as stored values, or with its `formulas`, after looking at its package.

    Raises UnreadableFile.
    """
    if len(content) > MAX_BYTES:
        raise UnreadableFile("Tệp lớn hơn 5 MB. Tách thành nhiều tệp nhỏ hơn.")
    if not content:
        raise UnreadableFile("Tệp rỗng.")
    if content.startswith(_OLE):
        raise UnreadableFile(
            "Tệp là .xls cũ hoặc có mật khẩu. Mở bằng Excel, bỏ mật khẩu và lưu lại thành .xlsx."
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            _check_package(package)
        return load_workbook(io.BytesIO(content), data_only=not formulas)
    except UnreadableFile:
        raise
    except Exception as error:
        # openpyxl fails in many ways on damaged files; whatever it was, the file is not readable.
        raise UnreadableFile(
            "Không đọc được tệp: không phải .xlsx hoặc đã hỏng. Lưu lại thành .xlsx."
        ) from error


def _check_package(package: zipfile.ZipFile) -> None:
    entries = package.infolist()
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise UnreadableFile("Tệp giải nén quá lớn nên không được nhận.")
    # Counted before it is read: a workbook in memory is fifty times its file.
    for entry in entries:
        if _SHEET.fullmatch(entry.filename):
            _check_size(package.read(entry))
    names = [entry.filename.lower() for entry in entries]
    if any("vbaproject" in name for name in names):
        raise UnreadableFile("Tệp có macro. Lưu lại thành .xlsx không có macro.")
    if any("externallink" in name for name in names):
        raise UnreadableFile("Tệp có liên kết ra tệp khác. Dán giá trị thay cho liên kết rồi lưu lại.")


def _check_size(sheet: bytes) -> None:
    if _count(_ROW, sheet) > MAX_ROWS:
        raise UnreadableFile(f"Tệp có quá {MAX_ROWS:n} dòng. Xóa các dòng thừa hoặc tách thành nhiều tệp.")
    if _count(_CELL, sheet) > MAX_CELLS:
        raise UnreadableFile("Tệp có quá nhiều ô. Xóa các cột thừa hoặc tách thành nhiều tệp nhỏ hơn.")


def _count(pattern: re.Pattern[bytes], sheet: bytes) -> int:
    return sum(1 for _ in pattern.finditer(sheet))


def _sheet(content: bytes) -> list[Line]:
    workbook = open_workbook(content)
    sheet = workbook.worksheets[0] if workbook.worksheets else None
    if sheet is None:
        raise UnreadableFile("Tệp không có trang tính nào.")
    if sheet.max_row > MAX_ROWS:
        raise UnreadableFile(f"Tệp có quá {MAX_ROWS:n} dòng. Tách thành nhiều tệp nhỏ hơn.")
    rows = sheet.iter_rows(max_col=min(sheet.max_column, MAX_COLUMNS), values_only=True)
    return [Line(number, tuple(read_cell(cell) for cell in row)) for number, row in enumerate(rows, 1)]


def read_cell(value: object) -> Read:
    """A stored value: text, an exact decimal, a day, or nothing."""
    if isinstance(value, bool):
        return Decimal(int(value))
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, int | float | Decimal):
        # repr of a float is the shortest text that means it: what the person typed.
        return Decimal(str(value))
    text = nfc(str(value)).strip() if value is not None else ""
    return text or None


def _csv(content: bytes) -> list[Line]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFile("Tệp .csv phải là UTF-8. Khi lưu từ Excel, chọn “CSV UTF-8”.") from error
    if "\x00" in text:
        raise UnreadableFile("Tệp .csv có ký tự lạ. Lưu lại thành “CSV UTF-8”.")
    first = text.partition("\n")[0]
    delimiter = max(";,\t", key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise UnreadableFile("Tệp .csv sai dấu ngoặc kép. Lưu lại từ Excel.") from error
    if len(rows) > MAX_ROWS:
        raise UnreadableFile(f"Tệp có quá {MAX_ROWS:n} dòng. Tách thành nhiều tệp nhỏ hơn.")
    return [
        Line(number, tuple(read_cell(cell) for cell in row[:MAX_COLUMNS]))
        for number, row in enumerate(rows, 1)
    ]
