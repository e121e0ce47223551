"""Workbooks are opened again and looked at cell by cell."""

import html
import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from bachdang.spreadsheet import (
    CELL_LIMIT,
    CUT_NOTE,
    Column,
    Formula,
    Kind,
    Line,
    Sheet,
    Value,
    new_workbook,
    number_format,
    safe_text,
    save,
    sheet_name,
    text_lines,
    worded,
)
from bachdang.vietnamese.text import printable

AT = datetime(2026, 3, 14, 15, 30, tzinfo=timezone(timedelta(hours=7)))
COLUMNS = (
    Column("TT", 6, align="center"),
    Column("Chỉ tiêu", 40),
    Column("Kế hoạch", 12, Kind.NUMBER),
    Column("Tỷ lệ", 10, Kind.PERCENT),
    Column("Ngày", 12, Kind.DATE),
    Column("Số tiền (triệu đồng)", 14, Kind.MONEY),
    Column("Còn lại", 12, Kind.FORMULA),
)


def book() -> Workbook:
    return new_workbook(title="Báo cáo quý I", creator="Văn phòng Đảng ủy", at=AT)


def reopened(workbook: Workbook) -> Worksheet:
    return load_workbook(io.BytesIO(save(workbook))).worksheets[0]


def row_of(*values: Value) -> Worksheet:
    workbook = book()
    sheet = Sheet(workbook, "Chỉ tiêu", COLUMNS)
    sheet.write_row([*values, *[None] * (len(COLUMNS) - len(values))])
    return reopened(workbook)


def report() -> Workbook:
    workbook = book()
    sheet = Sheet(workbook, "Chỉ tiêu", COLUMNS, footer="Quý I/2026 & dự thảo")
    sheet.write_letterhead(
        ["ĐẢNG BỘ THÀNH PHỐ", Line("ĐẢNG ỦY PHƯỜNG", bold=True)], ["ĐẢNG CỘNG SẢN VIỆT NAM"]
    )
    sheet.write_title(["BÁO CÁO", "Quý I năm 2026"])
    sheet.write_header(frozen_columns=2)
    sheet.write_group("Chương trình 1", marker="I.", values={2: Formula("=SUM(C6:C6)"), 3: Decimal("42.86")})
    sheet.write_row(
        ["1", "Giải ngân", Decimal("1234.5"), Decimal(15), date(2026, 3, 5), 250, Formula("=C6-1")]
    )
    return workbook


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+84 225",
        "-5",
        "@SUM(A1)",
        "\t=1+1",
        "\r=1+1",
        "\x00=1+1",
        "=cmd|' /C calc'!A0",
        "#N/A",
        "TRUE",
        "007",
    ],
)
def test_text_never_becomes_a_formula(text: str) -> None:
    cell = row_of(text)["A1"]
    assert cell.data_type == "s"
    assert cell.value == safe_text(text)


@pytest.mark.parametrize("text", ["=1+1", "\t=1+1", "\x01=1+1", "@x"])
def test_text_stays_text_when_it_is_edited(text: str) -> None:
    assert row_of(text)["A1"].quotePrefix


def test_ordinary_text_has_no_quote_prefix() -> None:
    assert not row_of("Giải ngân")["A1"].quotePrefix


@pytest.mark.parametrize("part", ["letterhead", "title", "note", "header", "group", "marker"])
def test_no_text_of_a_sheet_becomes_a_formula(part: str) -> None:
    workbook = book()
    sheet = Sheet(workbook, "=1+1", [Column("=1+1", 10), Column("b", 10), Column("c", 10)])
    {
        "letterhead": lambda: sheet.write_letterhead(["=1+1"], ["=1+1"]),
        "title": lambda: sheet.write_title(["=1+1"]),
        "note": lambda: sheet.write_note("=1+1"),
        "header": lambda: sheet.write_header(),
        "group": lambda: sheet.write_group("=1+1"),
        "marker": lambda: sheet.write_group("x", marker="=1+1"),
    }[part]()
    assert reopened(workbook)["A1"].data_type == "s"
    assert reopened(workbook)["A1"].value == "=1+1"


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("a\x00b\x07c\x1b\x7f\x85", "abc"),
        ("a\tb", "a b"),
        ("a\r\nb\rc\x0bd", "a\nb\nc\nd"),
        ("\u202eabc\u2066", "abc"),
        ("a\ud800b\uffff", "ab"),
        ("_x0007_ và _x12_", "_x005F_x0007_ và _x12_"),
        ("o\u0300", "ò"),
        ("6 rõ 😀", "6 rõ 😀"),
    ],
)
def test_safe_text(text: str, safe: str) -> None:
    assert safe_text(text) == safe


def test_only_a_spreadsheet_escapes_what_excel_would_decode() -> None:
    assert printable("a\x07 _x000D_\tb\r\n") == "a _x000D_ b\n"


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        ("[$-42A]#,##0.0", '[$-42A]"ít nhất "#,##0.0'),
        ("[$-42A]#,##0.00%", '[$-42A]"ít nhất "#,##0.00%'),
        ("0", '"ít nhất "0'),
    ],
)
def test_the_locale_stands_before_the_words_of_a_format(form: str, shown: str) -> None:
    """Or LibreOffice prints "-42A" (ECMA-376, part 1, 18.8.31)."""
    assert worded("ít nhất", form) == shown


@pytest.mark.parametrize("text", ["a" * 40_000, "😀" * 20_000, "_x0007_" * 6_000])
def test_a_text_too_long_says_that_it_was_cut(text: str) -> None:
    safe = safe_text(text)
    assert safe.endswith(CUT_NOTE)
    assert len(safe.encode("utf-16-le")) // 2 <= CELL_LIMIT


def test_a_text_as_long_as_the_limit_is_whole() -> None:
    assert safe_text("a" * CELL_LIMIT) == "a" * CELL_LIMIT


@given(st.text(alphabet=st.characters(exclude_characters="_")))
def test_any_text_survives_the_file(text: str) -> None:
    cell = row_of(text)["A1"]
    assert (cell.value or "") == safe_text(text)
    assert cell.data_type != "f"


def test_numbers_and_dates_are_true_values_with_vietnamese_formats() -> None:
    cells = row_of("1", "x", Decimal("1234.50"), Decimal("42.8571"), date(2026, 3, 5), Decimal("250.1256"))[1]
    assert [c.value for c in cells[2:4]] == [1234.5, 0.428571]
    assert cells[4].value == datetime(2026, 3, 5)
    assert [c.number_format for c in cells[2:6]] == [
        "[$-42A]#,##0.0",
        "[$-42A]#,##0.00%",
        "dd/mm/yyyy",
        "[$-42A]#,##0.000",
    ]
    assert [c.alignment.horizontal for c in cells[:6]] == [
        "center",
        "left",
        "right",
        "right",
        "center",
        "right",
    ]


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [
        ("1234", None, "[$-42A]#,##0"),
        ("1E+5", None, "[$-42A]#,##0"),
        ("0", None, "[$-42A]#,##0"),
        ("1.50", None, "[$-42A]#,##0.0"),
        ("0.00004", None, "[$-42A]#,##0"),
        ("0.33333333333", None, "[$-42A]#,##0.0000"),
        ("1.55", 1, "[$-42A]#,##0.0"),
    ],
)
def test_number_format(value: str, places: int | None, expected: str) -> None:
    assert number_format(Decimal(value), places) == expected


def test_a_text_where_a_number_belongs_is_centred() -> None:
    cell = row_of("1", "x", "chưa có số liệu")["C1"]
    assert (cell.value, cell.alignment.horizontal) == ("chưa có số liệu", "center")


def test_nothing_stays_an_empty_cell_with_a_border() -> None:
    cell = row_of("1")["C1"]
    assert cell.value is None
    assert cell.border.left.style == "thin"


def test_a_formula_stays_live() -> None:
    workbook = book()
    sheet = Sheet(workbook, "Tổng", COLUMNS)
    formula = Formula("=C1/C2", kind=Kind.PERCENT)
    sheet.write_row(["1", "x", Formula("=SUM(C2:C9)"), Formula("=1/3", places=2), None, None, formula])
    row = reopened(workbook)[1]
    assert [c.data_type for c in (row[2], row[3], row[6])] == ["f", "f", "f"]
    assert row[2].value == "=SUM(C2:C9)"
    assert row[2].number_format == "[$-42A]#,##0"
    assert row[3].number_format == "[$-42A]#,##0.00%"
    assert row[6].number_format == "[$-42A]#,##0.0%"


@pytest.mark.parametrize("text", ["1+1", "", "=[1]Sheet!A1", "=cmd|x!A0", '=HYPERLINK("http://x")'])
def test_a_formula_reaches_nothing_outside(text: str) -> None:
    with pytest.raises(ValueError, match="not a formula"):
        Formula(text)


@pytest.mark.parametrize(
    "values",
    [
        ["1", "x", 1.5],
        ["1", "x", True],
        ["1", "x", Decimal("NaN")],
        ["1", "x", None, None, AT],
        ["1", "x", None, None, None, None, 5],
        ["1", "x", None, None, None, None, b"x"],
    ],
)
def test_refuses_values_of_the_wrong_type(values: list[Value]) -> None:
    with pytest.raises(TypeError):
        row_of(*values)


@pytest.mark.parametrize("values", [[], ["1"], ["1"] * 8])
def test_refuses_rows_of_the_wrong_length(values: Sequence[Value]) -> None:
    with pytest.raises(ValueError, match="7 columns"):
        Sheet(book(), "x", COLUMNS).write_row(values)


@pytest.mark.parametrize("values", [{0: 1}, {1: 1}, {7: 1}])
def test_refuses_sub_totals_that_leave_no_room(values: dict[int, Value]) -> None:
    with pytest.raises(ValueError, match="do not fit"):
        Sheet(book(), "x", COLUMNS).write_group("x", marker="I.", values=values)


def test_the_page_is_a4_landscape_one_page_wide() -> None:
    sheet = reopened(report())
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    margins = sheet.page_margins
    millimetres = [round(side * 25.4) for side in (margins.top, margins.bottom, margins.left, margins.right)]
    assert millimetres == [20, 20, 30, 15]
    assert sheet.oddFooter is not None
    assert sheet.oddFooter.right.text == "Trang &P/&N"


def test_a_footer_holds_no_codes_of_the_user() -> None:
    with zipfile.ZipFile(io.BytesIO(save(report()))) as archive:
        sheet = html.unescape(archive.read("xl/worksheets/sheet1.xml").decode())
    assert "Quý I/2026 && dự thảo" in sheet


def test_the_header_is_frozen_repeated_and_filtered() -> None:
    sheet = reopened(report())
    assert [cell.value for cell in sheet[5]] == [column.title for column in COLUMNS]
    assert sheet.freeze_panes == "C6"
    assert sheet.print_title_rows == "$5:$5"
    assert sheet.auto_filter.ref == "A5:G7"
    assert sheet["A5"].font.name == "Times New Roman"
    assert sheet["A5"].font.b
    assert sheet.column_dimensions["B"].width == 40


def test_a_second_table_leaves_the_first_filter_alone() -> None:
    workbook = report()
    sheet = Sheet(workbook, "Hai bảng", COLUMNS[:2])
    sheet.write_header()
    sheet.write_row(["1", "a"])
    sheet.skip()
    assert sheet.next_row == 4
    sheet.write_header([Column("STT", 1), Column("Số", 1, Kind.NUMBER)])
    assert sheet.write_row(["1", 5]) == 5
    assert sheet.worksheet.auto_filter.ref == "A1:B2"
    assert sheet.worksheet.freeze_panes == "A2"


def test_merges() -> None:
    sheet = reopened(report())
    assert sorted(map(str, sheet.merged_cells.ranges)) == ["A1:C1", "A2:C2", "A3:G3", "A4:G4", "D1:G1"]
    assert [sheet[a].value for a in ("A6", "B6", "C6")] == ["I.", "Chương trình 1", "=SUM(C6:C6)"]


def test_a_group_without_sub_totals_spans_the_table() -> None:
    workbook = book()
    Sheet(workbook, "x", COLUMNS).write_group("Nhóm", marker="a)", level=3)
    assert [str(r) for r in reopened(workbook).merged_cells.ranges] == ["B1:G1"]


def test_a_column_of_a_further_table_may_take_several_of_the_grid() -> None:
    workbook = book()
    sheet = Sheet(workbook, "x", COLUMNS)
    sheet.write_header(
        [Column("Mã", 6), Column("Trước", 0, span=2), Column("Nay", 0, Kind.NUMBER, span=3)],
        autofilter=False,
        repeated=False,
    )
    sheet.write_row(["01", "Nguy cơ không đạt", 5])
    found = reopened(workbook)
    assert [found[cell].value for cell in ("A1", "B1", "D1")] == ["Mã", "Trước", "Nay"]
    assert [found[cell].value for cell in ("A2", "B2", "D2")] == ["01", "Nguy cơ không đạt", 5]
    assert {str(one) for one in found.merged_cells.ranges} == {"B1:C1", "D1:F1", "B2:C2", "D2:F2"}
    assert found.row_dimensions[2].height == found.row_dimensions[1].height


def test_a_number_that_does_not_fit_is_made_smaller_not_hidden() -> None:
    found = row_of("1", "chữ", Decimal("123456789.1234"))
    assert found["C1"].alignment.shrink_to_fit
    assert not found["C1"].alignment.wrap_text
    assert found["B1"].alignment.wrap_text


def test_only_input_cells_are_unlocked() -> None:
    workbook = book()
    sheet = Sheet(workbook, "Biểu nhập", [Column("TT", 5), Column("Số liệu", 10, "number", editable=True)])
    sheet.write_header()
    sheet.write_group("Nhóm")
    sheet.write_row(["1", None])
    sheet.protect()
    back = reopened(workbook)
    assert back.protection.sheet
    assert [back[a].protection.locked for a in ("A3", "B1", "B2", "B3")] == [True, True, True, False]


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 10, 1),
        ("Giải ngân", 20, 1),
        ("a\nb", 20, 2),
        ("phường " * 10, 25, 4),
        ("x" * 100, 21, 6),
        ("Xây dựng hạ tầng giao thông và chỉnh trang đô thị trên địa bàn phường", 26, 3),
    ],
)
def test_text_lines(text: str, width: float, lines: int) -> None:
    assert text_lines(text, width) == lines


@given(st.text(max_size=200), st.integers(2, 60))
def test_a_narrower_column_never_needs_fewer_lines(text: str, width: int) -> None:
    assert text_lines(text, width) >= text_lines(text, width + 1) >= 1


def test_rows_grow_with_their_text_up_to_the_limit_of_excel() -> None:
    workbook = book()
    sheet = Sheet(workbook, "x", COLUMNS[:2])
    sheet.write_row(["1", "ngắn"])
    sheet.write_row(["1", "Phối hợp với các sở, ngành " * 6])
    sheet.write_row(["1", "dài " * 5_000])
    heights = [reopened(workbook).row_dimensions[row].height for row in (1, 2, 3)]
    assert heights[0] == 18
    assert heights[1] == 4 * 14 + 4
    assert heights[2] == 409


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Nhiệm vụ (Phụ lục 1)", "Nhiệm vụ (Phụ lục 1)"),
        ("a/b\\c?d*e[f]g:h", "a-b-c-d-e-f-g-h"),
        ("'x'", "x"),
        ("", "Trang tính"),
        ("n" * 40, "n" * 31),
    ],
)
def test_sheet_name(text: str, name: str) -> None:
    assert sheet_name(text) == name


def test_the_properties_say_what_they_were_told() -> None:
    properties = load_workbook(io.BytesIO(save(report()))).properties
    assert (properties.title, properties.creator) == ("Báo cáo quý I", "Văn phòng Đảng ủy")
    assert properties.created == properties.modified == datetime(2026, 3, 14, 8, 30)


def test_the_same_report_gives_the_same_bytes() -> None:
    assert save(report()) == save(report())
