"""What people type or send that spreadsheets take for something else: read as meant, given back as text.

Beside it stand the structure and the cells of a form (test_unit_form_refusals.py), random damage
(test_unit_form_damage.py) and other uploaded tables (tests/spreadsheet/test_reading.py).
"""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document
from openpyxl import load_workbook

from bachdang.accounts.models import User
from indicators.models import Measurement
from plans.models import ExplanationRequest, Proposal, Report, TaskResult, Terms
from tests.browse.test_list_files import OTHERS, PAGES, SEEN_BY
from tests.conftest import NOW
from tests.factories.remembered import illustrative_ward
from tests.reports.unit_forms import NUMERATOR, RESULT, TASK, VALUE, Ward, Where, put, said, small_ward

pytestmark = pytest.mark.django_db

FORMULAS = ("=1+1", "+84 225", "-5", "@SUM(A1)")


@pytest.fixture
def ward(client: Client) -> Ward:
    return small_ward(client)


@pytest.mark.parametrize(
    ("typed", "figure"),
    [
        ("1.200,25", "1200.25"),
        ("1200,25", "1200.25"),
        ("12,5", "12.5"),
        (" 1 200 ", "1200"),
        ("1.234.567", "1234567"),
        (1200.25, "1200.25"),
        ("12,5 tỷ đồng", "12.5"),
        ("1 tỷ rưỡi", "1.5"),
        ("1500tr", "1.5"),
        ("１２,５", "12.5"),
    ],
)
def test_a_number_as_text_with_vietnamese_marks(ward: Ward, typed: object, figure: str) -> None:
    page = ward.upload(put(ward.download(), {VALUE: typed}))
    assert page.status_code == 200, said(page)
    ward.confirm(page, confirmed="on")
    assert Measurement.objects.get().value == Decimal(figure)


def test_a_fraction_in_one_cell_of_a_rate_fills_both_its_rows(ward: Ward) -> None:
    page = ward.upload(put(ward.download(), {NUMERATOR: "12/14 = 85,71%"}))
    assert page.status_code == 200, said(page)
    assert "Số trường đạt chuẩn: Ước cả quý III/2026 Để trống 12" in said(page)
    assert "Tổng số trường: Ước cả quý III/2026 Để trống 14" in said(page)
    ward.confirm(page)
    stored = Measurement.objects.get()
    assert (stored.numerator, stored.denominator) == (12, 14)


@pytest.mark.parametrize("typed", ["1,200.25", "1,234,567", "1.234", "12.5.1"])
def test_a_number_with_english_marks_is_asked_for_again(ward: Ward, typed: str) -> None:
    page = ward.upload(put(ward.download(), {VALUE: typed}))
    assert page.status_code == 422
    assert "01.01" in said(page)
    assert not Report.objects.exists()


@pytest.mark.parametrize("typed", ["30/9/2026", "30/09/2026", "30-9-2026", datetime(2026, 9, 30)])
def test_a_day_as_text_is_the_day(ward: Ward, typed: object) -> None:
    filled: dict[Where, object] = {
        RESULT: "Xong",
        (*TASK, "percent"): 100,
        (*TASK, "delivered"): "Có",
        (*TASK, "document"): "Số 45/BC-UBND",
        (*TASK, "day"): typed,
    }
    page = ward.upload(put(ward.download(), filled))
    assert page.status_code == 200, said(page)
    ward.confirm(page, confirmed="on")
    assert TaskResult.objects.get().delivered_on == date(2026, 9, 30)


@pytest.mark.parametrize("text", FORMULAS)
def test_text_that_begins_as_a_formula_goes_in_and_out_as_text(ward: Ward, text: str) -> None:
    content = put(ward.download(), {RESULT: "xxx"})
    page = ward.upload(replaced(content, b">xxx<", f">{text}<".encode()))
    assert page.status_code == 200, said(page)
    ward.confirm(page, confirmed="on")
    assert Report.objects.get().result == text
    assert kinds(ward.download(), text) == {"s"}


def test_a_cell_longer_than_excel_allows(ward: Ward) -> None:
    content = replaced(put(ward.download(), {RESULT: "xxx"}), b">xxx<", b">" + b"x" * 32_768 + b"<")
    page = ward.upload(content)
    assert page.status_code == 422
    assert "8000" in said(page).replace(".", "")
    assert not Report.objects.exists()


def test_an_old_xls_under_the_name_of_an_xlsx(ward: Ward) -> None:
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + "Workbook".encode("utf-16-le") + b"\0" * 4096
    page = ward.upload(old, "bieu-mau.xlsx")
    assert page.status_code == 422
    assert ".xls cũ" in said(page)
    assert "lưu lại thành .xlsx" in said(page)


def test_an_upload_that_broke_off_is_no_form_whatever_its_length(ward: Ward) -> None:
    content = ward.download()
    for share in (1, 10, 50, 90, 99):
        page = ward.upload(content[: len(content) * share // 100])
        assert page.status_code == 422
        assert "Không đọc được tệp" in said(page)


# Out


def replaced(content: bytes, old: bytes, new: bytes) -> bytes:
    """The package with this text in place of the other, as another program might have written it."""
    target, count = io.BytesIO(), 0
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(target, "w") as made:
        for name in source.namelist():
            data = source.read(name)
            count += data.count(old)
            made.writestr(name, data.replace(old, new))
    assert count == 1
    return target.getvalue()


def kinds(content: bytes, text: str) -> set[str]:
    """The types of the cells in which a line is the text; a formula's is "f"."""
    book = load_workbook(io.BytesIO(content))
    rows = (row for sheet in book.worksheets for row in sheet.iter_rows())
    lines = ((cell, line) for row in rows for cell in row for line in str(cell.value).split("\n"))
    return {cell.data_type for cell, line in lines if line == text or line.endswith(f": {text}")}


@pytest.fixture
def typed(client: Client) -> Client:
    """The illustrative ward in which people have typed nothing but what looks like formulas."""
    illustrative_ward()
    one, two, three, four = FORMULAS
    Report.objects.update(result=one, difficulties=two, causes=three, next_steps=four)
    office = User.objects.get(username="vanphong")
    Proposal.objects.update(text=one, decision=two, decided_at=NOW, decided_by=office)
    ExplanationRequest.objects.update(text=three)
    Terms.objects.filter(item__kind__in=("task", "project", "own")).update(title=four, product=one)
    client.force_login(office)
    return client


@pytest.mark.parametrize(
    "query", ["ky=2026-Q3", "khoang=tu-den&tu=2026-08-01&den=2026-09-30", "ky=2026-Q3&unit=kinhte"]
)
def test_no_text_of_people_is_a_formula_in_the_workbook(typed: Client, query: str) -> None:
    content = typed.get(f"/bao-cao/excel/?{query}").content
    for text in ("=1+1", "+84 225", "@SUM(A1)"):  # causes stand in the written report alone
        assert kinds(content, text) == {"s"}


def test_no_text_of_people_is_a_formula_in_the_units_form(typed: Client) -> None:
    content = typed.get("/bieu-mau/tai/kinhte/").content
    for text in FORMULAS:
        assert kinds(content, text) <= {"s"}
    assert kinds(content, "=1+1") == {"s"}


@pytest.mark.parametrize("name", [*PAGES, *OTHERS])
def test_no_text_of_people_is_a_formula_in_a_list(typed: Client, name: str) -> None:
    typed.force_login(User.objects.get(username=SEEN_BY.get(name, "vanphong")))
    content = typed.get(reverse(name), {"xuat": "xlsx"}).content
    assert "f" not in {kind for text in FORMULAS for kind in kinds(content, text)}


def test_text_stands_as_typed_in_the_written_report(typed: Client) -> None:
    document = Document(io.BytesIO(typed.get("/bao-cao/word/?ky=2026-Q3").content))
    assert "=1+1" in [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    fields = {one.text for one in document.element.iter() if str(one.tag).endswith("}instrText")}
    assert fields <= {"PAGE"}
