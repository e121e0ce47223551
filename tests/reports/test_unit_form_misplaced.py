"""What a spreadsheet program does around the boxes: rows sorted under their keys, text beside the boxes."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest
from django.test import Client
from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from plans.models import Report
from tests.factories import IndicatorFactory, TargetFactory
from tests.reports.unit_forms import (
    DENOMINATOR,
    NUMERATOR,
    PAID,
    PROJECT,
    TASK,
    VALUE,
    Ward,
    Where,
    cell_at,
    edited,
    opened,
    put,
    said,
    saved,
    small_ward,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def ward(client: Client) -> Ward:
    found = small_ward(client)
    own = {"item__plan": found.plan, "item__reporter": found.unit}
    TargetFactory(indicator=IndicatorFactory(item__code="01.04", measure="vụ", **own))
    return found


def rows_of(sheet: Worksheet, keys: Iterable[str]) -> list[int]:
    known = {str(sheet.cell(row, 1).value): row for row in range(1, sheet.max_row + 1)}
    return [known[key] for key in keys]


def swapped(*keys: str) -> Callable[[Workbook], None]:
    """All cells but the hidden key go to the other row, as sorting the visible columns does."""

    def swap(book: Workbook) -> None:
        sheet = book["Chỉ tiêu"]
        one, two = rows_of(sheet, keys)
        for column in range(2, sheet.max_column + 1):
            a, b = sheet.cell(one, column), sheet.cell(two, column)
            a.value, b.value = b.value, a.value

    return swap


def typed_code(text: object) -> Callable[[Workbook], None]:
    def write(book: Workbook) -> None:
        cell_at(book, ("Chỉ tiêu", "01.04|", "code")).value = text  # type: ignore[assignment]

    return write


MOVED = {
    "two indicators": (swapped("01.01|", "01.04|"), "mã 01.04 không khớp dòng của 01.01"),
    "an indicator and a part of another": (
        swapped("01.01|", "01.02|denominator"),
        "mã để trống không khớp dòng của 01.01",
    ),
    "the parts of a rate": (swapped("01.02|", "01.02|denominator"), "mã để trống không khớp dòng của 01.02"),
    "a code pasted over": (typed_code("01.01"), "mã 01.01 không khớp dòng của 01.04"),
    "a code taken away": (typed_code(None), "mã để trống không khớp dòng của 01.04"),
}


@pytest.mark.parametrize(("edit", "why"), MOVED.values(), ids=MOVED)
def test_figures_that_stand_in_the_row_of_another_are_refused(
    ward: Ward, edit: Callable[[Workbook], None], why: str
) -> None:
    page = ward.upload(edited(put(ward.download(), {VALUE: 5}), edit))
    assert page.status_code == 422
    assert why in said(page)
    assert "Trang “Chỉ tiêu”, ô B" in said(page)
    assert "sắp xếp hoặc dán đè" in said(page)
    assert not Report.objects.exists()


def test_rows_without_a_code_are_told_apart_by_their_names(ward: Ward) -> None:
    """A milestone and a part of a rate have no code of their own."""
    own = {"item__plan": ward.plan, "item__reporter": ward.unit}
    TargetFactory(
        indicator=IndicatorFactory(
            item__code="01.05", denominator_accumulation="stock", numerator_name="Số hộ đạt",
            denominator_name="Tổng số hộ", scale=100, part_of_whole=True, **own,
        )
    )  # fmt: skip
    moved = edited(ward.download(), swapped("01.02|denominator", "01.05|denominator"))
    page = ward.upload(moved)
    assert page.status_code == 422
    assert "“Tổng số hộ” không khớp dòng của 01.02" in said(page)


def test_rows_sorted_with_their_keys_are_read_where_they_stand(ward: Ward) -> None:
    def sort(book: Workbook) -> None:
        sheet = book["Chỉ tiêu"]
        one, two = rows_of(sheet, ["01.01|", "01.04|"])
        for column in range(1, sheet.max_column + 1):
            a, b = sheet.cell(one, column), sheet.cell(two, column)
            a.value, b.value = b.value, a.value

    page = ward.upload(edited(put(ward.download(), {VALUE: 5}), sort))
    assert page.status_code == 200
    assert "Sẽ ghi 1 thay đổi của 1 việc" in said(page)


def beside(sheet: str, key: str, shift: int) -> Callable[[Workbook], Cell]:
    """A cell right of the last column of a row."""

    def find(book: Workbook) -> Cell:
        found = book[sheet]
        cell = found.cell(rows_of(found, [key])[0], found.max_column + shift)
        assert isinstance(cell, Cell)
        return cell

    return find


def at(*where: str) -> Callable[[Workbook], Cell]:
    sheet, key, column = where
    return lambda book: cell_at(book, (sheet, key, column))


UNREAD: dict[str, tuple[Callable[[Workbook], Cell], Where | None]] = {
    "money in the row of the project": (at(*PROJECT, "paid"), PAID),
    "a name": (at("Chỉ tiêu", "01.01|", "name"), None),
    "the plan of the year": (at("Chỉ tiêu", "01.01|", "plan"), None),
    "what a part of a rate is": (at("Chỉ tiêu", "01.02|denominator", "what"), None),
    "a note at a part of a rate": (
        at("Chỉ tiêu", "01.02|denominator", "note"),
        ("Chỉ tiêu", "01.02|", "note"),
    ),
    "the state": (at(*TASK, "state"), None),
    "right of the table": (beside("Nhiệm vụ", "PL1.I.1|", 2), None),
}


@pytest.mark.parametrize(("find", "instead"), UNREAD.values(), ids=UNREAD)
@pytest.mark.parametrize("more", [{}, {VALUE: 5}], ids=["alone", "beside a figure"])
def test_what_stands_beside_the_boxes_is_named_and_not_read(
    ward: Ward, find: Callable[[Workbook], Cell], instead: Where | None, more: dict[Where, object]
) -> None:
    book = opened(put(ward.download(), more))
    cell = find(book)
    cell.value = "12"
    page = ward.upload(saved(book))
    assert page.status_code == 200
    assert f"ô {cell.coordinate} không phải ô nhập nên không được đọc" in said(page)
    if instead is not None:
        offered = said(page).partition("không được đọc: ")[2].partition(".")[0]
        assert offered.startswith("ghi ở ")
        assert cell_at(book, instead).column_letter in {one[0] for one in offered.split("ô ")[1:]}
    assert "giống hệt số liệu trên hệ thống. Tải" not in said(page)


def test_the_form_as_it_is_handed_out_has_nothing_to_be_named(ward: Ward) -> None:
    page = ward.upload(ward.download())
    assert "không phải ô nhập" not in said(page)
    assert "Cách đọc tệp này" not in said(page)


def test_a_form_of_before_these_marks_is_read(ward: Ward) -> None:
    def forget(book: Workbook) -> None:
        sheet = book["bieu-mau"]
        for row in range(1, sheet.max_row + 1):
            sheet.cell(row, 5).value = None

    page = ward.upload(edited(put(ward.download(), {NUMERATOR: 6, DENOMINATOR: 14}), forget))
    assert "Sẽ ghi 2 thay đổi của 1 việc" in said(page)


@pytest.mark.parametrize("typed", ["30/09/2026", "30-09-2026", "30.09.2026", "2026-09-30"])
def test_a_day_is_shown_as_it_is_read(ward: Ward, typed: str) -> None:
    part = f"{TASK[1]}milestone_{ward.milestone.pk}"
    content = put(ward.download(), {(TASK[0], part, "day"): typed, (*TASK, "result"): "Xong"})
    page = ward.upload(content)
    changes = page.context["outcome"].changes
    assert "30/09/2026" in [one.after for change in changes for one in change.differences]


@pytest.mark.parametrize("where", [TASK, PROJECT], ids=["task", "project"])
def test_to_whom_without_a_proposal_is_refused_at_its_cell(ward: Ward, where: tuple[str, str]) -> None:
    content = put(ward.download(), {(*where, "result"): "Đang làm", (*where, "proposal_to"): str(ward.unit)})
    page = ward.upload(content)
    cell = cell_at(opened(content), (*where, "proposal_to")).coordinate
    assert page.status_code == 422
    assert f"ô {cell}" in said(page)
    assert "Ghi nội dung kiến nghị, hoặc bỏ trống Gửi tới." in said(page)


def test_questions_about_money_stand_at_the_money(ward: Ward) -> None:
    """Whatever else of the project was filled in; the box to confirm is the page's own."""
    content = put(ward.download(), {(*PROJECT, "result"): "Thi công", PAID: 5000})
    page = ward.upload(content)
    warnings = page.context["outcome"].warnings
    assert {one.cell for one in warnings} == {cell_at(opened(content), PAID).coordinate}
    assert "đánh dấu ô này rồi lưu lại" not in said(page)
