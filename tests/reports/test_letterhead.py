"""Whose paper a report is on: the same names at the head of both files and in the sentences."""

from __future__ import annotations

import io

import pytest
from django.test import Client
from docx import Document
from openpyxl import load_workbook

from bachdang.accounts.models import User
from plans.models import Letterhead, Plan
from tests.factories.remembered import illustrative_ward

pytestmark = pytest.mark.django_db

COMMITTEE = ["ĐẢNG BỘ THÀNH PHỐ HẢI PHÒNG", "ĐẢNG ỦY PHƯỜNG BẠCH ĐẰNG", "*"]
OFFICE = ["ĐẢNG ỦY PHƯỜNG BẠCH ĐẰNG", "VĂN PHÒNG", "*"]
GOVERNMENT = ["ỦY BAN NHÂN DÂN", "PHƯỜNG BẠCH ĐẰNG"]
PARTY = ["ĐẢNG CỘNG SẢN VIỆT NAM"]
NATION = ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
PAPERS = [
    (Letterhead.COMMITTEE, COMMITTEE, PARTY, "Ban Thường vụ Đảng ủy phường Bạch Đằng"),
    (Letterhead.OFFICE, OFFICE, PARTY, "Văn phòng Đảng ủy phường Bạch Đằng"),
    (Letterhead.GOVERNMENT, GOVERNMENT, NATION, "Ủy ban nhân dân phường Bạch Đằng"),
]


@pytest.fixture
def ward() -> Plan:
    return illustrative_ward()


def signed_in(client: Client, plan: Plan, letterhead: Letterhead) -> Client:
    plan.letterhead = letterhead
    plan.save()
    client.force_login(User.objects.get(username="vanphong"))
    return client


@pytest.mark.parametrize(("letterhead", "left", "right", "writer"), PAPERS)
def test_every_sheet_is_on_the_chosen_paper(
    client: Client, ward: Plan, letterhead: Letterhead, left: list[str], right: list[str], writer: str
) -> None:
    content = signed_in(client, ward, letterhead).get("/bao-cao/excel/?ky=2026-Q3").content
    book = load_workbook(io.BytesIO(content))
    assert book.properties.creator == writer
    for sheet in book.worksheets:
        head = [[cell for cell in row if cell.value] for row in sheet.iter_rows(max_row=3)]
        assert [row[0].value for row in head if row and row[0].column == 1] == left
        assert [row[-1].value for row in head if row and row[-1].column > 1][: len(right)] == right
        bold = [row[0].value for row in head if row and row[0].column == 1 and row[0].font.bold]
        assert bold == (left if letterhead == Letterhead.GOVERNMENT else left[1:2])


@pytest.mark.parametrize(("letterhead", "left", "right", "writer"), PAPERS)
def test_the_written_report_names_who_writes(
    client: Client, ward: Plan, letterhead: Letterhead, left: list[str], right: list[str], writer: str
) -> None:
    content = signed_in(client, ward, letterhead).get("/bao-cao/word/?ky=2026-Q3").content
    document = Document(io.BytesIO(content))
    cells = document.tables[0].rows[0].cells
    assert [one.text for one in cells[0].paragraphs][: len(left)] == left
    assert [one.text for one in cells[1].paragraphs][: len(right)] == right
    assert any(one.text.startswith(f"{writer} báo cáo kết quả quý III/2026") for one in document.paragraphs)
    assert document.core_properties.author == writer


def test_the_page_of_the_texts_shows_the_same_name(client: Client, ward: Plan) -> None:
    page = signed_in(client, ward, Letterhead.GOVERNMENT).get("/bao-cao/loi-van/?ky=2026-Q3")
    assert ("{co_quan}", "Ủy ban nhân dân phường Bạch Đằng") in [(n, v) for n, _, v in page.context["names"]]
