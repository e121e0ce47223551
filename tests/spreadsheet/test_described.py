"""A described table: its columns found in an upload by any of their headings, its cells read or refused."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from bachdang.spreadsheet import Kind, new_workbook, save
from bachdang.spreadsheet.described import BadCell, Described, Field, Row
from bachdang.spreadsheet.filling import WRONG_FILL, mark_wrong, offer_choices, write_table
from bachdang.spreadsheet.reading import Cell, Line, read_table

TABLE = Described(
    "Bảng",
    (
        Field("code", "Mã", required=True, also=("Mã số",), shared=True),
        Field("kind", "Loại", choices=("Có", "Không"), help="Chọn một mục."),
        Field("value", "Giá trị", kind=Kind.NUMBER, form="0.00", required=True, longest=5),
        Field("measure", "ĐVT", offered=False),
    ),
    anchor="code",
    passed_over=("TT",),
)
AT = datetime(2026, 10, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("head", "columns", "faults"),
    [
        (["Mã", "Loại", "Giá trị"], {"code": 0, "kind": 1, "value": 2}, []),
        (["GIÁ TRỊ", "TT", "mã số"], {"value": 0, "code": 2}, []),
        (["Mã", "value", "ĐVT"], {"code": 0, "value": 1, "measure": 2}, []),
        (
            ["Mã", "Mã số", "Màu"],
            {"code": 0},
            [
                (2, "Cột “Màu” không có trong mẫu."),
                (1, "Cột “Mã số” có hai lần."),
                (None, "Thiếu cột “Giá trị”."),
            ],
        ),
    ],
    ids=["as written", "reordered, other headings", "by key", "unknown, twice, missing"],
)
def test_columns_are_found_by_their_headings(
    head: list[str], columns: dict[str, int], faults: list[tuple[int | None, str]]
) -> None:
    found = TABLE.match(Line(1, tuple(head)))
    assert (found.columns, list(found.faults())) == (columns, faults)


@pytest.mark.parametrize(
    ("cell", "key", "message"),
    [
        (Cell(None, problem="công thức chưa tính."), "code", "Mã: công thức chưa tính"),
        (Cell("a", merged="B2:B4"), "value", "Giá trị: các ô B2:B4 bị gộp. Bỏ gộp ô rồi ghi từng dòng"),
        (Cell("a", merged="A2:B2"), "code", "Mã: các ô A2:B2 bị gộp. Bỏ gộp ô rồi ghi từng dòng"),
        (Cell("123456"), "value", "“Giá trị” dài quá 5 ký tự"),
    ],
)
def test_a_cell_that_says_nothing_certain_is_refused(cell: Cell, key: str, message: str) -> None:
    row = Row(TABLE, Line(2, (cell.value,), {0: cell}), {key: 0})
    with pytest.raises(BadCell, match=re.escape(message)) as refused:
        row.text(key)
    assert str(refused.value) == message


def test_cells_are_read_as_they_were_typed() -> None:
    row = Row(TABLE, Line(7, ("02.10", Decimal("1.50"))), {"code": 0, "value": 1})
    assert [row.text("code"), row.text("value"), row.text("kind")] == ["02.10", "1.50", ""]
    assert (row.at("value"), row.at("kind")) == ("B7", "")
    assert Row(TABLE, Line(2, ("a",), {0: Cell("a", merged="A2:A5")}), {"code": 0}).text("code") == "a"


def test_the_sheet_to_be_filled_in_offers_lists_and_comes_back_as_it_went() -> None:
    workbook = new_workbook(title="x", creator="x", at=AT)
    sheet = write_table(workbook, TABLE, [["=1+1", "Có", Decimal("2.5")]], room=3)
    offer_choices(sheet.worksheet, TABLE, 5, {"code": "'Khác'!$A$1:$A$9"})
    mark_wrong(sheet, 2, 3, "sai")
    content = save(workbook)
    written = load_workbook(io.BytesIO(content))["Bảng"]
    assert [cell.value for cell in written[1]] == ["Mã", "Loại", "Giá trị"]
    assert written["A2"].data_type == "s"
    assert [written.cell(4, at).number_format for at in (1, 2, 3)] == ["@", "@", "0.00"]
    assert written["C2"].fill.fgColor.rgb == WRONG_FILL.fgColor.rgb
    assert "sai" in str(written["C2"].comment.text)
    lists = {str(one.sqref): one.formula1 for one in written.data_validations.dataValidation}
    assert lists == {"A2:A5": "'Khác'!$A$1:$A$9", "B2:B5": '"Có,Không"'}
    head, _, below = TABLE.head(read_table(content, "x.xlsx", TABLE.anchors).lines) or pytest.fail("no head")
    row = Row(TABLE, below[0], TABLE.match(head).columns)
    assert [row.text("code"), row.text("kind"), row.cell("value")] == ["=1+1", "Có", Decimal("2.5")]
