"""Where the pages of a sheet end, read from the file."""

import io
from itertools import pairwise

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from bachdang.spreadsheet import Column, Sheet, save
from bachdang.spreadsheet.pages import page_height, row_points
from tests.spreadsheet.test_spreadsheet import book

COLUMNS = (Column("TT", 10), Column("Nội dung", 100), Column("Ghi chú", 60))


def painted() -> tuple[Workbook, Sheet]:
    workbook = book()
    return workbook, Sheet(workbook, "Chỉ tiêu", COLUMNS)


def reopened(workbook: Workbook, sheet: Sheet) -> Worksheet:
    sheet.break_pages()
    return load_workbook(io.BytesIO(save(workbook))).worksheets[0]


def pages(worksheet: Worksheet) -> list[range]:
    """The rows of each page."""
    ends = [one.id for one in worksheet.row_breaks.brk]
    return [range(first + 1, last + 1) for first, last in pairwise([0, *ends, worksheet.max_row])]


def height(worksheet: Worksheet, rows: range) -> float:
    return sum(row_points(worksheet, row) for row in rows)


def test_no_page_is_higher_than_paper_and_none_could_take_another_row() -> None:
    workbook, sheet = painted()
    sheet.write_title(["BÁO CÁO"])
    sheet.write_header()
    for number in range(100):
        sheet.write_row([str(number), "Phối hợp với các sở, ngành " * (number % 9), ""])
    worksheet = reopened(workbook, sheet)
    room, repeated = page_height(worksheet, len(COLUMNS)), row_points(worksheet, 2)
    found = pages(worksheet)
    assert len(found) > 3
    for page, after in pairwise(found):
        used = height(worksheet, page) + (repeated if page[0] > 2 else 0)
        assert used <= room < used + row_points(worksheet, after[0])


def test_a_sheet_of_one_page_has_no_break() -> None:
    workbook, sheet = painted()
    sheet.write_header()
    sheet.write_row(["1", "ngắn", ""])
    assert not reopened(workbook, sheet).row_breaks.brk


@pytest.mark.parametrize("before", range(20, 45))
def test_a_heading_stands_on_the_page_of_what_it_heads(before: int) -> None:
    workbook, sheet = painted()
    sheet.write_header()
    for number in range(before):
        sheet.write_row([str(number), "ngắn", ""])
    first = sheet.write_group("CÁC CHƯƠNG TRÌNH", marker="I.")
    second = sheet.write_group("Chương trình", level=2)
    for number in range(20):
        sheet.write_row([str(number), "ngắn", ""])
    firsts = {page[0] for page in pages(reopened(workbook, sheet))[1:]}
    assert firsts
    assert first + 1 == second
    assert not firsts & {second, second + 1}


@pytest.mark.parametrize("before", range(5, 40))
def test_what_is_kept_together_is_not_parted_while_it_fits(before: int) -> None:
    workbook, sheet = painted()
    for number in range(before):
        sheet.write_note(str(number))
    top = sheet.write_note("Bảng", heading=True)
    sheet.write_header(autofilter=False, repeated=False)
    for number in range(12):
        sheet.write_row([str(number), "ngắn", ""])
    sheet.keep_together(top, sheet.row)
    found = pages(reopened(workbook, sheet))
    assert not [page for page in found if page[0] > top]
    assert before < 25 or len(found) > 1


def test_what_is_longer_than_a_page_is_parted_all_the_same() -> None:
    workbook, sheet = painted()
    top = sheet.write_header()
    for number in range(100):
        sheet.write_row([str(number), "ngắn", ""])
    sheet.keep_together(top, sheet.row)
    worksheet = reopened(workbook, sheet)
    room = page_height(worksheet, len(COLUMNS))
    assert len(pages(worksheet)) > 2
    assert all(height(worksheet, page) <= room for page in pages(worksheet))


def test_a_wide_sheet_is_shrunk_and_holds_more() -> None:
    workbook, narrow = painted()
    wide = Sheet(workbook, "Rộng", [Column("", width=one.width * 2) for one in COLUMNS])
    assert page_height(wide.worksheet, 3) == pytest.approx(2 * page_height(narrow.worksheet, 3))
