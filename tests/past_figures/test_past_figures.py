"""The page of past figures: the table out, previewed, confirmed; refused by row; never a partial write."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from bachdang.accounts.models import AuditEvent
from bachdang.accounts.roles import Role
from indicators.models import Indicator, Measurement
from plans.models import Plan
from tests.factories import IndicatorFactory, PeriodFactory, PlanFactory, TargetFactory, user_with_role
from tests.reports.test_unit_form_damage import VALUES

pytestmark = pytest.mark.django_db
PAGE, FILE, CHECK = "/so-lieu-qua-khu/", "/so-lieu-qua-khu/mau/", "/so-lieu-qua-khu/kiem-tra/"
# Numbers that a decimal of 28 digits cannot round, and digits that are no year.
HUGE: list[object] = [1e300, -1e300, 10**30, "1" * 400, "1" * 5_000]
HEAD = [
    "Mã chỉ tiêu", "Năm", "Quý", "Loại số liệu", "Giá trị", "Tử số", "Mẫu số", "Nguồn", "Ghi chú", "Văn bản",
]  # fmt: skip
Cells = list[object]


@pytest.fixture
def plan() -> Plan:
    plan: Plan = PlanFactory()
    rate: dict[str, Any] = {
        "denominator_accumulation": "stock",
        "numerator_name": "Số trường đạt",
        "denominator_name": "Số trường",
        "scale": Decimal(100),
    }
    TargetFactory(indicator=IndicatorFactory(item__plan=plan, item__code="01.01"))
    TargetFactory(indicator=IndicatorFactory(item__plan=plan, item__code="01.10", **rate))
    state = IndicatorFactory(item__plan=plan, item__code="02.01", measure="trạng thái")
    TargetFactory(indicator=state)
    words = IndicatorFactory(item__plan=plan, item__code="02.02")
    TargetFactory(indicator=words, terms__kind="qualitative", terms__operator="", terms__value=None)
    PeriodFactory(plan=plan)
    return plan


@pytest.fixture
def office(client: Client, plan: Plan) -> Client:
    client.force_login(user_with_role(Role.OFFICE, unit__locality=plan.locality))
    return client


def workbook_of(*rows: Cells, into: Workbook | None = None) -> bytes:
    """A table with its head, or rows below what `into` holds."""
    workbook = into or Workbook()
    sheet = workbook.worksheets[0]
    if into is None:
        sheet.append(HEAD)
    filled = max(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value is not None)
    for offset, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            sheet.cell(filled + offset, column).value = value  # type: ignore[assignment]
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def upload(client: Client, content: bytes, name: str = "so-lieu.xlsx") -> Any:
    return client.post(PAGE, {"file": SimpleUploadedFile(name, content)})


def packed_in(page: Any) -> str:
    packed: str = page.context["packed"]
    return packed


def said(page: Any) -> str:
    text: str = page.content.decode()
    return text


ROWS: list[Cells] = [
    ["01.01", 2025, 4, "Chính thức cả quý", "80,5", None, None, "Niên giám"],
    ["01.10", 2025, "IV", "official", None, 3, 14, "Phòng Giáo dục"],
    ["02.01", 2025, 4, "ước", "Có", None, None, "Báo cáo 12"],
    ["02.02", 2025, 4, "ước", "Đúng tiến độ", None, None, "Tự đánh giá"],
]


def test_a_table_is_shown_then_written_with_its_history(office: Client) -> None:
    shown = upload(office, workbook_of(*ROWS))
    assert shown.status_code == 200
    for text in ("Sẽ ghi 4 số liệu", "80,5%", "3/14 = 21,43%", "Đúng tiến độ", "Niên giám"):
        assert text in said(shown)
    assert not Measurement.objects.exists()
    done = office.post(PAGE, {"packed": packed_in(shown)}, follow=True)
    assert "Đã ghi 4 số liệu của 4 chỉ tiêu." in said(done)
    stored = Measurement.objects.counted().order_by("indicator__item__code")
    assert [(one.value, one.numerator, one.rating) for one in stored] == [
        (Decimal("80.5"), None, ""), (None, Decimal(3), ""), (Decimal(1), None, ""), (None, None, "on_track"),
    ]  # fmt: skip
    assert {one.recorded_by.username for one in stored} == {done.context["user"].username}
    assert AuditEvent.objects.filter(verb="import_figures").count() == 4


def test_the_downloaded_table_uploaded_unchanged_changes_nothing(office: Client) -> None:
    office.post(PAGE, {"packed": packed_in(upload(office, workbook_of(*ROWS)))})
    content = office.get(FILE).content
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    assert [cell.value for cell in sheet[1]] == HEAD
    assert [sheet.cell(row, 1).value for row in range(2, 7)] == ["01.01", "01.10", "02.01", "02.02", None]
    again = upload(office, content)
    assert again.status_code == 200
    assert "Không có thay đổi" in said(again)
    assert Measurement.objects.count() == 4


def test_the_downloaded_table_with_one_cell_changed_changes_one_figure(office: Client) -> None:
    office.post(PAGE, {"packed": packed_in(upload(office, workbook_of(*ROWS)))})
    workbook = load_workbook(io.BytesIO(office.get(FILE).content))
    workbook.worksheets[0]["F3"] = 4
    shown = upload(office, workbook_of(into=workbook))
    assert "Sẽ ghi 1 số liệu" in said(shown)
    assert "3 số liệu khác của tệp đã có" in said(shown)
    assert "3/14 = 21,43%" in said(shown)
    assert "4/14 = 28,57%" in said(shown)


def test_the_table_names_every_indicator_that_takes_a_figure(office: Client, plan: Plan) -> None:
    derived = IndicatorFactory(
        item__plan=plan,
        item__code="02.03",
        derived_rule="growth_of",
        derived_from=Indicator.objects.get(item__code="01.01"),
    )
    TargetFactory(indicator=derived)
    sheet = load_workbook(io.BytesIO(office.get(FILE).content)).worksheets[1]
    typed = {row[0]: row[3] for row in sheet.iter_rows(values_only=True) if row[0] in CODES | {"02.03"}}
    assert typed == {
        "01.01": "Giá trị (%)",
        "01.10": "Tử số: Số trường đạt; mẫu số: Số trường",
        "02.01": "Giá trị: Có hoặc Không",
        "02.02": "Giá trị: Đạt, Đúng tiến độ, Chậm, Không đạt",
    }


CODES = {"01.01", "01.10", "02.01", "02.02"}


def test_a_code_typed_into_an_empty_row_stays_text(office: Client) -> None:
    sheet = load_workbook(io.BytesIO(office.get(FILE).content)).worksheets[0]
    assert {sheet.cell(row, 1).number_format for row in (2, 500, 1001)} == {"@"}


def test_one_wrong_row_and_nothing_is_written(office: Client) -> None:
    wrong: Cells = ["99.99", 2025, 4, "ước", 1, None, None, "x"]
    shown = upload(office, workbook_of(*ROWS, wrong))
    assert shown.status_code == 422
    assert "Dòng 6: không có chỉ tiêu mã “99.99”." in said(shown)
    assert "Ghi 4 số liệu" not in said(shown)
    refused = office.post(PAGE, {"packed": packed_in(shown)})
    assert refused.status_code == 422
    assert not Measurement.objects.exists()


def test_the_workbook_of_the_check_has_every_row(office: Client) -> None:
    wrong: Cells = ["99.99", 2025, 4, "ước", 1, None, None, "=x"]
    shown = upload(office, workbook_of(*ROWS, wrong))
    answer = office.post(CHECK, {"packed": packed_in(shown)})
    sheet = load_workbook(io.BytesIO(answer.content)).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows() if isinstance(row[0].value, int)]
    assert [(row[0], row[1], row[7]) for row in rows] == [
        (6, "99.99", "không có chỉ tiêu mã “99.99”."),
        (2, "01.01", "Sẽ ghi"), (3, "01.10", "Sẽ ghi"), (4, "02.01", "Sẽ ghi"), (5, "02.02", "Sẽ ghi"),
    ]  # fmt: skip


def test_figures_that_changed_since_are_shown_again(office: Client) -> None:
    shown = upload(office, workbook_of(ROWS[0]))
    office.post(PAGE, {"packed": packed_in(upload(office, workbook_of([*ROWS[0][:4], 81, None, None, "y"])))})
    again = office.post(PAGE, {"packed": packed_in(shown)})
    assert again.status_code == 422
    assert "vừa thay đổi" in said(again)
    assert Measurement.objects.counted().get().value == Decimal(81)
    office.post(PAGE, {"packed": packed_in(again)})
    assert Measurement.objects.counted().get().value == Decimal("80.5")


@pytest.mark.parametrize("address", [PAGE, CHECK])
def test_a_preview_is_for_the_one_who_made_it(office: Client, plan: Plan, address: str) -> None:
    packed = packed_in(upload(office, workbook_of(*ROWS)))
    office.force_login(user_with_role(Role.OFFICE, unit__locality=plan.locality, username="vanphong2"))
    answer = office.post(address, {"packed": packed}, follow=True)
    assert "của người khác" in said(answer)
    assert not Measurement.objects.exists()


@pytest.mark.parametrize("packed", ["", "x", "a:b:c"])
def test_a_preview_that_was_tampered_with_is_not_written(office: Client, packed: str) -> None:
    assert "bị sửa" in said(office.post(PAGE, {"packed": packed}, follow=True))


@pytest.mark.parametrize(
    ("content", "name", "message"),
    [
        (b"", "a.xlsx", "Tệp rỗng"),
        (b"PK\x03\x04" + b"0" * 300, "a.xlsx", "đã hỏng"),
        (b"\xd0\xcf\x11\xe0" + b"0" * 512, "a.xls", "mật khẩu"),
        (b"0" * (5 * 1024 * 1024 + 1), "a.xlsx", "5 MB"),
        ("Mã chỉ tiêu;Tháng".encode("utf-16"), "a.csv", "không có trong mẫu"),
        (b"a;b\n1;2\n", "a.csv", "Không tìm thấy dòng tiêu đề"),
        (",".join(HEAD).encode(), "a.csv", "không có số liệu"),
    ],
    ids=["empty", "cut", "old", "large", "utf-16", "other", "head"],
)
def test_files_that_are_no_table_of_figures(office: Client, content: bytes, name: str, message: str) -> None:
    answer = upload(office, content, name)
    assert answer.status_code == 422
    assert message in said(answer)
    assert 'class="error-summary"' in said(answer)


@pytest.mark.parametrize("column", [0, 1, 2, 4, 5])
@pytest.mark.parametrize("value", HUGE, ids=range(len(HUGE)))
def test_numbers_out_of_all_bounds_are_refused_by_row(office: Client, column: int, value: object) -> None:
    row = [*ROWS[0][:4], 1, None, None, "x"] if column < 5 else [*ROWS[1]]
    row[column] = value
    answer = upload(office, workbook_of(row))
    assert answer.status_code == 422
    assert "Dòng 2: " in said(answer)


def test_no_file_at_all(office: Client) -> None:
    answer = office.post(PAGE, {})
    assert answer.status_code == 422
    assert "Chọn tệp số liệu." in said(answer)


def test_many_rows_take_as_many_queries_as_few(office: Client) -> None:
    def queries(rows: list[Cells]) -> int:
        content = workbook_of(*rows)
        with CaptureQueriesContext(
            connection,
        ) as caught:
            assert upload(office, content).status_code == 200
        return len(caught)

    many: list[Cells] = [
        ["01.01", year, quarter, "ước", 5, None, None, "x"]
        for year in range(2001, 2026)
        for quarter in (1, 2, 3, 4)
    ]
    upload(office, workbook_of(many[0]))
    assert queries(many) == queries(many[:1])


def test_a_long_preview_shows_the_first_and_says_how_many_more(office: Client) -> None:
    many: list[Cells] = [
        ["01.01", year, quarter, form, 5, None, None, "x"]
        for form in ("ước", "chính thức", "đến ngày chốt")
        for year in range(2001, 2026)
        for quarter in (1, 2, 3, 4)
    ]
    shown = said(upload(office, workbook_of(*many)))
    assert "Ghi 300 số liệu" in shown
    assert "Và 100 số liệu khác" in shown
    assert shown.count('<td class="num"') == 200


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(rows=st.lists(st.lists(VALUES, min_size=1, max_size=10), min_size=1, max_size=3))
def test_whatever_stands_in_the_cells_is_answered_in_words(office: Client, rows: list[Cells]) -> None:
    try:
        content = workbook_of(*ROWS, *rows)
    except (ValueError, TypeError):  # what openpyxl itself does not put into a cell
        return
    answer = upload(office, content)
    assert answer.status_code in (200, 422)
    if answer.status_code == 422:
        assert 'class="error-summary"' in said(answer)
    assert not Measurement.objects.exists()
