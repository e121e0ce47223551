"""Uploaded tables: what is read, and what is refused by name."""

from __future__ import annotations

import contextlib
import io
import zipfile
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from bachdang.spreadsheet.reading import MAX_BYTES, UnreadableFile, read_table


def workbook(rows: list[list[object]]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]
    return saved(book)


def saved(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_an_xlsx_gives_exact_decimals_days_and_text() -> None:
    content = workbook([["Mã", 0.1, 3, date(2026, 9, 30), "  hoà "], [], ["x"]])
    first, third = read_table(content, "a.xlsx").lines
    assert first.cells == ("Mã", Decimal("0.1"), Decimal(3), date(2026, 9, 30), "hoà")
    assert third.number == 3


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_a_csv_is_read_with_its_own_delimiter(delimiter: str) -> None:
    text = delimiter.join(["Mã", "Năm"]) + "\r\n" + delimiter.join(["01.01", "2025"])
    lines = read_table(b"\xef\xbb\xbf" + text.encode(), "a.csv").lines
    assert [line.cells for line in lines] == [("Mã", "Năm"), ("01.01", "2025")]


def with_entry(name: str, size: int = 1) -> bytes:
    stream = io.BytesIO(workbook([["a"]]))
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr(name, b"0" * size)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "message"),
    [
        (b"", "a.xlsx", "rỗng"),
        (b"0" * (MAX_BYTES + 1), "a.csv", "5 MB"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.xlsx", "mật khẩu"),
        (b"not a zip", "a.xlsx", "đã hỏng"),
        (workbook([["a"]])[:400], "a.xlsx", "đã hỏng"),
        (with_entry("xl/vbaProject.bin"), "a.xlsx", "macro"),
        (with_entry("xl/externalLinks/externalLink1.xml"), "a.xlsx", "liên kết"),
        (with_entry("xl/media/bomb.bin", 70_000_000), "a.xlsx", "quá lớn"),
        (b'a;b\n"x;y', "a.csv", "ngoặc kép"),
    ],
)
def test_what_cannot_be_trusted_is_refused(content: bytes, name: str, message: str) -> None:
    with pytest.raises(UnreadableFile, match=message):
        read_table(content, name)


@settings(max_examples=60)
@given(st.data())
def test_a_damaged_workbook_is_refused_or_read_and_never_an_error(data: st.DataObject) -> None:
    content = bytearray(workbook([["Mã", "Năm"], ["01.01", 2025]]))
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    cut = bytes(content[: data.draw(st.integers(1, len(content)))])
    with contextlib.suppress(UnreadableFile):
        assert isinstance(read_table(cut, "a.xlsx").lines, list)
