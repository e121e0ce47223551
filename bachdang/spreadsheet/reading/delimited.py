"""A .csv read: its encoding and delimiter told from what stands in it."""

from __future__ import annotations

import csv
import io

from bachdang.spreadsheet.reading.refusing import (
    MAX_COLUMNS,
    MAX_ROWS,
    TOO_MANY_ROWS,
    UnreadableFile,
    check_size,
)
from bachdang.spreadsheet.reading.sheets import Cell, Sheet
from bachdang.spreadsheet.reading.values import text_of
from bachdang.vietnamese.legacy_text import code_page_of, western

_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_SEPARATOR = "sep="


def read_delimited(content: bytes) -> Sheet:
    """Raises UnreadableFile."""
    check_size(content)
    text = _decoded(content)
    if "\x00" in text:
        raise UnreadableFile("Tệp .csv có ký tự lạ. Lưu lại thành “CSV UTF-8”.")
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith(_SEPARATOR):
        delimiter, skipped = first.strip()[len(_SEPARATOR) :][:1] or ";", 1
    else:
        delimiter, skipped, rest = _delimiter(text), 0, text
    try:
        rows = list(csv.reader(io.StringIO(rest, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise UnreadableFile("Tệp .csv sai dấu ngoặc kép. Lưu lại từ Excel.") from error
    if len(rows) > MAX_ROWS:
        raise UnreadableFile(TOO_MANY_ROWS)
    return _sheet(rows, 1 + skipped)


def _sheet(rows: list[list[str]], first: int) -> Sheet:
    sheet = Sheet("")
    for number, row in enumerate(rows, first):
        texts = [text_of(cell) for cell in row[:MAX_COLUMNS]]
        cells = {column: Cell(text) for column, text in enumerate(texts, 1) if text is not None}
        sheet.beyond = sheet.beyond or any(map(text_of, row[MAX_COLUMNS:]))
        if cells:
            sheet.rows[number] = cells
    return sheet


def _delimiter(text: str) -> str:
    """That of the line which has most: title lines stand above the head."""
    lines = text.split("\n", 30)[:30]
    return max(";,\t", key=lambda mark: max(line.count(mark) for line in lines))


def _decoded(content: bytes) -> str:
    """UTF-8 or UTF-16; text of an older code page stays as Western Windows shows it, to be asked about."""
    encoding = next((name for mark, name in _MARKS.items() if content.startswith(mark)), None)
    try:
        return content.decode(encoding or _plain_encoding(content))
    except UnicodeDecodeError:
        text = western(content)
        if code_page_of(text) is not None:
            return text
        raise UnreadableFile("Tệp .csv phải là UTF-8. Khi lưu từ Excel, chọn “CSV UTF-8”.") from None


def _plain_encoding(content: bytes) -> str:
    """UTF-16 without its mark has a zero in every other byte of plain letters."""
    start = content[:200]
    if start[1::2].count(0) > len(start) // 4:
        return "utf-16-le"
    return "utf-16-be" if start[::2].count(0) > len(start) // 4 else "utf-8"
