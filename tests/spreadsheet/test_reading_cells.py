"""What a person cannot see in a table, or sees otherwise than it is stored: kept, or named."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from bachdang.spreadsheet.reading import UnreadableFile, read_table
from bachdang.vietnamese.text import visible
from tests.spreadsheet.hostile import MAIN, ROW, package, sheet

HEAD = ["Mã chỉ tiêu", "Năm", "Giá trị"]


def table_of(edit: Callable[[Worksheet], object], *rows: list[object], head: list[str] = HEAD) -> bytes:
    book = Workbook()
    made = book.worksheets[0]
    for row in [list[Any](head), *rows]:
        made.append(row)
    edit(made)
    return saved(book)


def saved(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def strict(content: bytes) -> bytes:
    """The same workbook in the Strict form of the format, as LibreOffice and Excel write it."""
    target = io.BytesIO()
    names = {
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main": b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships": (
            b"http://purl.oclc.org/ooxml/officeDocument/relationships"
        ),
    }
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            for usual, other in names.items():
                data = data.replace(usual, other)
            new.writestr(name, data)
    return target.getvalue()


def test_a_number_shown_in_percent_is_known_as_one() -> None:
    def formats(made: Worksheet) -> None:
        for row, code in enumerate(["0%", "0.00%", '[$-42A]#,##0.0"x"%', '0"%"', "General"], 2):
            made.cell(row, 3).number_format = code

    content = table_of(formats, *([["01.01", 2024, 0.85]] * 5))
    cells = [line.cell(2) for line in read_table(content, "a.xlsx").lines[1:]]
    assert [cell.percent for cell in cells] == [True, True, True, False, False]
    assert {cell.value for cell in cells} == {Decimal("0.85")}


def test_days_times_and_yes_are_read_as_they_are_shown() -> None:
    def formats(made: Worksheet) -> None:
        made["C4"].number_format = '[$-42A]"ngày" dd/mm/yyyy'

    rows: list[list[object]] = [
        ["a", 1, date(2026, 9, 30)], ["b", 1, datetime(2026, 9, 30, 17, 5)], ["c", 1, 46295], ["d", 1, True],
        ["e", 1, time(17, 5)], ["f", 1, False],
    ]  # fmt: skip
    read = read_table(table_of(formats, *rows), "a.xlsx").lines
    day = date(2026, 9, 30)
    assert [line.cells[2] for line in read[1:]] == [day, day, day, "Có", "17:05", "Không"]


@pytest.mark.parametrize("year", [1900, 1990, 2026, 2100])
def test_a_year_in_a_cell_for_days_is_no_day_of_1905(year: int) -> None:
    def formats(made: Worksheet) -> None:
        made["C2"].number_format = "dd/mm/yyyy"

    _, row = read_table(table_of(formats, ["a", 1, year]), "a.xlsx").lines
    assert row.cell(2).typed == str(year)  # what was typed stays in the marked workbook
    assert row.cell(2).problem == (
        f"ô này cần ngày (ví dụ 31/12/2026), đang ghi năm {year}. Ghi đủ ngày, tháng, năm."
    )


def test_strict_workbooks_read_like_the_usual_ones() -> None:
    content = table_of(lambda made: made.merge_cells("A2:A3"), ["14.02", 2024, 100], [None, 2025, 12.5])
    assert strict(content) != content
    assert read_table(strict(content), "a.xlsx") == read_table(content, "a.xlsx")


def test_a_merged_range_says_the_same_in_each_of_its_cells() -> None:
    content = table_of(lambda made: made.merge_cells("A2:A3"), ["14.02", 2024, 100], [None, 2025, 200])
    _, one, two = read_table(content, "a.xlsx").lines
    assert (one.cells[0], two.cells[0]) == ("14.02", "14.02")
    assert one.cell(0).merged == two.cell(0).merged == "A2:A3"
    assert two.cell(1).merged == ""


def test_a_merged_range_below_the_table_adds_no_rows() -> None:
    content = table_of(lambda made: made.merge_cells("A2:A900"), ["14.02", 2024, 100])
    assert len(read_table(content, "a.xlsx").lines) == 2


@pytest.mark.parametrize(
    ("hide", "said"),
    [
        (
            lambda made: setattr(made.row_dimensions[3], "hidden", True),
            "1 dòng đang bị ẩn trong tệp (dòng 3)",
        ),
        (
            lambda made: setattr(made.column_dimensions["C"], "hidden", True),
            "1 cột đang bị ẩn trong tệp (cột C)",
        ),
    ],
)
def test_what_is_hidden_is_counted_named_and_read(hide: Callable[[Worksheet], None], said: str) -> None:
    table = read_table(table_of(hide, ["01.01", 2024, 1], ["01.02", 2024, 2]), "a.xlsx")
    assert len(table.lines) == 3
    assert [said in note for note in table.notes] == [True]


def test_filtered_rows_and_hidden_sheets_are_named() -> None:
    def hide(made: Worksheet) -> None:
        made.auto_filter.ref = "A1:C5"
        made.auto_filter.add_filter_column(0, ["01.01"])
        for row in (3, 4, 5):
            made.row_dimensions[row].hidden = True
        assert made.parent is not None
        other = made.parent.create_sheet("Nháp")
        other["A1"], other.sheet_state = "x", "hidden"

    table = read_table(table_of(hide, *([["01.01", 2024, 1]] * 4)), "a.xlsx")
    assert table.notes[0].startswith("3 dòng đang bị ẩn hoặc bị lọc trong tệp (dòng 3–5)")
    assert table.notes[1] == "1 trang tính đang bị ẩn không được đọc: “Nháp”."


def test_the_sheet_with_the_head_is_read_and_the_others_named() -> None:
    book = Workbook()
    book.worksheets[0]["A1"] = "Trang bìa"
    for name in ("Năm 2024", "Năm 2025"):
        book.create_sheet(name).append(HEAD)
    table = read_table(saved(book), "a.xlsx", ["Mã chỉ tiêu"])
    assert table.lines[0].cells == tuple(HEAD)
    assert table.notes == ["Chỉ đọc trang “Năm 2024”; 1 trang khác cũng có bảng, chưa đọc: “Năm 2025”."]


INVISIBLE = [
    "\u200b", "\ufeff", "\u00ad", "\u200e", "\u202a", "\u2066", "\ufe0f", "\U000e0100", "\u2060", "\u180e",
    "\u034f", "\u3164", "\u200d", "\x07",
]  # fmt: skip


@pytest.mark.parametrize("mark", INVISIBLE, ids=ascii)
def test_what_nobody_sees_is_dropped(mark: str) -> None:
    assert visible(f"{mark}15{mark}.02{mark}") == "15.02"
    if mark != "\x07":
        content = table_of(lambda _: None, [f"15.02{mark}", f"{mark}2024", "x"])
        assert read_table(content, "a.xlsx").lines[1].cells == ("15.02", "2024", "x")


@pytest.mark.parametrize("space", ["\u00a0", "\u2009", "\u3000", "\t", "\u202f"], ids=ascii)
def test_every_kind_of_space_is_a_plain_one(space: str) -> None:
    assert visible(f"{space}Chính{space}thức{space}") == "Chính thức"


def test_a_formula_without_result_and_an_error_are_named() -> None:
    content = table_of(lambda made: None, ["01.01", 2024, "=SUM(E1:E9)"], ["01.02", 2024, "#REF!"])
    problems = [line.cell(2).problem for line in read_table(content, "a.xlsx").lines[1:]]
    assert problems[0].startswith("công thức chưa có kết quả. Mở tệp bằng Excel rồi lưu lại")
    assert problems[1].startswith("ô có lỗi #REF! của Excel")


def test_the_result_of_a_formula_is_read() -> None:
    rows = ROW + '<row r="2"><c r="A2"><f>1+1</f><v>2</v></c><c r="B2" t="str"><f>"x"</f><v>x</v></c></row>'
    line = read_table(package({"xl/worksheets/sheet1.xml": sheet(rows=rows)}), "a.xlsx").lines[1]
    assert line.cells == (Decimal(2), "x")
    assert line.cell(0).formula
    assert line.cell(1).formula


def test_rich_text_and_phonetic_guides() -> None:
    rich = '<r><t>Mã </t></r><r><t>chỉ tiêu</t></r><rPh sb="0" eb="1"><t>X</t></rPh>'
    strings = f'<sst xmlns="{MAIN}"><si>{rich}</si></sst>'
    rows = '<row><c t="s"><v>0</v></c><c t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r></is></c></row>'
    parts = {"xl/sharedStrings.xml": strings, "xl/worksheets/sheet1.xml": sheet(rows=rows)}
    assert read_table(package(parts), "a.xlsx").lines[0].cells == ("Mã chỉ tiêu", "ab")


TEXT = "Mã chỉ tiêu;Nguồn\n01.01;Báo cáo của phường Bạch Đằng\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_csv_in_any_form_of_unicode(encoding: str) -> None:
    table = read_table(TEXT.encode(encoding), "a.csv")
    assert table.lines[1].cells == ("01.01", "Báo cáo của phường Bạch Đằng")
    assert table.code_page is None


@pytest.mark.parametrize(
    ("typed", "encoding", "page"),
    [
        ("Baìo caìo quyì IV cuÒa phýõÌng", "latin-1", "cp1258"),
        ("B¸o c¸o cña ph\u00adêng B¹ch §»ng", "latin-1", "tcvn3"),
        ("Baùo caùo cuûa phöôøng Baïch Ñaèng", "latin-1", "vni"),
        ("B¸o c¸o cña ph\u00adêng B¹ch §»ng", "utf-8", "tcvn3"),
    ],
)
def test_a_csv_in_an_old_code_page_is_asked_about(typed: str, encoding: str, page: str) -> None:
    table = read_table(f"Ma;Nguon\n01.01;{typed}\n".encode(encoding), "a.csv")
    found = table.code_page
    assert found is not None
    assert found.key == page
    text = str(table.in_unicode(found)[1].cells[1])
    assert re.search("Báo cáo .*phường|Báo cáo quý IV", text)


def test_a_csv_may_name_its_separator_and_have_a_title() -> None:
    assert read_table(b"sep=|\na|b\n", "a.csv").lines[0].cells == ("a", "b")
    lines = read_table("Biểu số liệu\n\nMã,Năm\n1,2\n".encode(), "a.csv").lines
    assert [line.number for line in lines] == [1, 3, 4]
    assert lines[1].cells == ("Mã", "Năm")


@pytest.mark.parametrize(
    ("entry", "said"),
    [("content.xml", ".ods"), ("xl/workbook.bin", ".xlsb")],
)
def test_another_kind_of_workbook_is_named_with_its_remedy(entry: str, said: str) -> None:
    content = package({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", entry: "x"})
    with pytest.raises(UnreadableFile, match=said):
        read_table(content, "a.ods")


def test_only_hidden_sheets_are_no_table() -> None:
    content = package()
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b'sheetId="1"', b'sheetId="1" state="veryHidden"'))
    with pytest.raises(UnreadableFile, match="mọi trang đều ẩn"):
        read_table(target.getvalue(), "a.xlsx")


def test_a_workbook_is_one_whatever_it_is_called() -> None:
    assert read_table(package(), "so-lieu.csv").lines[0].cells == ("Mã chỉ tiêu",)
    with pytest.raises(UnreadableFile, match="xls cũ"):
        read_table(b"\xd0\xcf\x11\xe0" + b"0" * 512, "so-lieu.csv")
