"""Tables as officials have them, through the pages: what is shown before anything is written."""

from __future__ import annotations

import io
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from bachdang.accounts.models import User
from bachdang.accounts.roles import Role
from bachdang.vietnamese.phones import with_leading_zero
from indicators.models import Measurement
from plans.models import Plan
from tests.factories import (
    IndicatorFactory,
    PeriodFactory,
    PlanFactory,
    TargetFactory,
    UnitFactory,
    user_with_role,
)
from tests.reports.unit_forms import NUMERATOR, RESULT, VALUE, cell_at, edited, put, said, small_ward
from tests.spreadsheet.hostile import bombs
from tests.spreadsheet.test_reading_cells import strict

pytestmark = pytest.mark.django_db
PAGE = "/so-lieu-qua-khu/"
HEAD = [
    "Mã chỉ tiêu",
    "Năm",
    "Quý",
    "Loại số liệu",
    "Giá trị",
    "Tử số",
    "Mẫu số",
    "Nguồn",
    "Ghi chú",
    "Văn bản",
]
OFFICIAL = "Chính thức cả quý"
OLD, MEANT = "B¸o c¸o cña Thué c¬ së 4 - phêng B¹ch §»ng", "Báo cáo của Thuộ cơ sở 4 - phường Bạch Đằng"


@pytest.fixture
def office(client: Client) -> Client:
    plan: Plan = PlanFactory()
    for code, measure in {"03.09": "%", "14.02": "tỷ đồng", "15.02": "tỷ đồng", "15.05": "tỷ đồng"}.items():
        TargetFactory(indicator=IndicatorFactory(item__plan=plan, item__code=code, measure=measure))
    PeriodFactory(plan=plan)
    client.force_login(user_with_role(Role.OFFICE, unit__locality=plan.locality))
    return client


def book_of(*rows: Sequence[object], head: list[str] | None = HEAD) -> Workbook:
    book = Workbook()
    for row in ([head] if head else []) + list(rows):
        book.worksheets[0].append(list[Any](row))
    return book


def saved(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def upload(client: Client, content: bytes, name: str = "so-lieu.xlsx", page: str = PAGE) -> Any:
    return client.post(page, {"file": SimpleUploadedFile(name, content)})


def written(client: Client, shown: Any, **answer: str) -> list[tuple[str, str, str]]:
    """Confirm, and what then stands: code, figure, source."""
    done = client.post(PAGE, {"packed": shown.context["packed"], **answer})
    assert done.status_code == 302, said(done)
    stored = Measurement.objects.counted().order_by("indicator__item__code", "year", "quarter")
    return [(one.indicator.item.code, f"{one.value:f}".rstrip("0").rstrip("."), one.source) for one in stored]


def test_percent_cells_are_in_percent(office: Client) -> None:
    book = book_of(["03.09", 2024, 4, OFFICIAL, 0.85, None, None, "BC 1"])
    book.worksheets[0]["E2"].number_format = "0%"
    shown = upload(office, saved(book))
    assert "85%" in said(shown)
    assert "0,85" not in said(shown)
    assert written(office, shown) == [("03.09", "85", "BC 1")]


def test_title_rows_above_the_head(office: Client) -> None:
    title: list[Sequence[object]] = [
        ["ĐẢNG ỦY PHƯỜNG"],
        ["BIỂU SỐ LIỆU NĂM 2024"],
        ["(Kèm theo Báo cáo số 12)"],
        [],
        HEAD,
    ]
    book = book_of(*title, ["14.02", 2024, 4, OFFICIAL, 1234.5, None, None, "x"], head=None)
    book.worksheets[0].merge_cells("A2:J2")
    shown = upload(office, saved(book))
    assert "Sẽ ghi 1 số liệu" in said(shown)
    assert written(office, shown) == [("14.02", "1234.5", "x")]


def test_invisible_characters(office: Client) -> None:
    head: list[str] = [f"\u00a0{one} " for one in HEAD]
    book = book_of(
        [
            "\u00a014.02 ",
            " 2024\ufeff",
            "4\u00a0",
            "Chính thức cả quý\u00a0 ",
            " 100\u00a0",
            None,
            None,
            "x ",
        ],
        ["15.02\u200b", 2024, 4, "Chính  thức\u00ad cả quý", 12, None, None, "\ufeffx"],
        head=head,
    )
    assert written(office, upload(office, saved(book))) == [("14.02", "100", "x"), ("15.02", "12", "x")]


def test_formulas_without_result_and_errors(office: Client) -> None:
    shown = upload(
        office,
        saved(
            book_of(
                ["14.02", 2024, 4, OFFICIAL, "=1/0", None, None, "x"],
                ["15.02", 2024, 4, OFFICIAL, "#REF!", None, None, "x"],
            )
        ),
    )
    assert shown.status_code == 422
    assert "Dòng 2: Giá trị: công thức chưa có kết quả. Mở tệp bằng Excel rồi lưu lại" in said(shown)
    assert "Dòng 3: Giá trị: ô có lỗi #REF! của Excel" in said(shown)


def test_merged_codes_are_read_as_meant(office: Client) -> None:
    rows: list[list[object]] = [
        [
            "14.02" if quarter == 1 else None,
            2024 if quarter == 1 else None,
            quarter,
            OFFICIAL,
            quarter * 100,
            None,
            None,
        ]
        for quarter in (1, 2, 3, 4)
    ]
    book = book_of(*rows)
    book.worksheets[0]["H2"] = "x"
    for area in ("A2:A5", "B2:B5", "H2:H5"):
        book.worksheets[0].merge_cells(area)
    found = written(office, upload(office, saved(book)))
    assert found == [("14.02", str(quarter * 100), "x") for quarter in (1, 2, 3, 4)]


def test_a_merged_figure_is_refused_where_it_stands(office: Client) -> None:
    book = book_of(*([["14.02", 2024, quarter, OFFICIAL, None, None, None, "x"] for quarter in (1, 2)]))
    book.worksheets[0]["E2"] = 5
    book.worksheets[0].merge_cells("E2:E3")
    assert "Dòng 3: Giá trị: các ô E2:E3 bị gộp. Bỏ gộp ô rồi ghi từng dòng." in said(
        upload(office, saved(book))
    )


def test_years_as_columns(office: Client) -> None:
    head = ["Mã chỉ tiêu", "Chỉ tiêu", "ĐVT", "Năm 2022", "Năm 2023", "Năm 2024", "Năm 2025"]
    shown = upload(
        office, saved(book_of(["14.02", "Vốn đầu tư", "tỷ đồng", 100, 200, 300, 400], head=head)), "bieu.xlsx"
    )
    assert "2, cột Năm 2023" in said(shown)
    assert "nguồn được ghi là “Tệp bieu.xlsx”" in said(shown)
    figures = [("14.02", str(value), "Tệp bieu.xlsx") for value in (100, 200, 300, 400)]
    checked = office.post(f"{PAGE}kiem-tra/", {"packed": shown.context["packed"]})
    column = [
        row[0] for row in load_workbook(io.BytesIO(checked.content)).worksheets[0].iter_rows(values_only=True)
    ]
    assert [f"2, cột Năm {year}" in column for year in (2022, 2023, 2024, 2025)] == [True] * 4
    assert written(office, shown) == figures


@pytest.mark.parametrize(("answer", "source"), [("yes", MEANT), ("no", OLD)])
def test_old_text_is_asked_about_and_nothing_written_before(office: Client, answer: str, source: str) -> None:
    content = saved(book_of(["14.02", 2024, 4, OFFICIAL, 100, None, None, OLD]))
    shown = upload(office, content)
    for words in ("bảng mã TCVN3 (ABC), không phải Unicode. Chuyển sang Unicode?", OLD, MEANT):
        assert words in said(shown)
    unanswered = office.post(PAGE, {"packed": shown.context["packed"]})
    assert unanswered.status_code == 422
    assert "chọn có chuyển chữ sang Unicode hay không" in said(unanswered)
    assert not Measurement.objects.exists()
    assert written(office, unanswered, unicode=answer) == [("14.02", "100", source)]


def test_a_table_wholly_in_an_old_code_page(office: Client) -> None:
    text = (
        "M· chØ tiªu;N¨m;Quý;Lo¹i sè liÖu;Gi¸ trÞ;Nguån\n14.02;2024;4;ChÝnh thøc c¶ quý;100;B¸o c¸o sè 12\n"
    )
    shown = upload(office, text.encode("latin-1"), "a.csv")
    assert written(office, shown, unicode="yes") == [("14.02", "100", "Báo cáo số 12")]


def test_the_strict_form_of_xlsx(office: Client) -> None:
    content = strict(saved(book_of(["14.02", 2024, 4, OFFICIAL, 100, None, None, "x"])))
    assert written(office, upload(office, content)) == [("14.02", "100", "x")]


def test_hidden_and_filtered_rows_are_named_before_anything_is_written(office: Client) -> None:
    book = book_of(*[[code, 2024, 4, OFFICIAL, 5, None, None, "x"] for code in ("14.02", "15.02", "15.05")])
    for row in (3, 4):
        book.worksheets[0].row_dimensions[row].hidden = True
    shown = upload(office, saved(book))
    assert "2 dòng đang bị ẩn trong tệp (dòng 3–4) vẫn được đọc." in said(shown)
    assert not Measurement.objects.exists()
    assert len(written(office, shown)) == 3


def test_totals_and_remarks_are_named(office: Client) -> None:
    book = book_of(
        ["14.02", 2024, 4, OFFICIAL, 5, None, None, "x"],
        ["Tổng cộng", None, None, None, 5],
        ["Ghi chú: số sơ bộ"],
    )
    shown = upload(office, saved(book))
    assert (
        "2 dòng không phải số liệu của chỉ tiêu nên không đọc: dòng 3 (“Tổng cộng”), dòng 4 (“Ghi chú"
        in said(shown)
    )
    assert len(written(office, shown)) == 1


@pytest.mark.parametrize(
    "name", ["one merged range over the sheet", "a link over the sheet", "three million styles"]
)
def test_a_workbook_that_would_eat_the_server_is_refused_on_every_page(office: Client, name: str) -> None:
    assert upload(office, bombs()[name]).status_code == 422
    office.force_login(user_with_role(Role.ADMINISTRATOR, unit=UnitFactory()))
    assert upload(office, bombs()[name], page=reverse("import_accounts")).status_code == 422


def test_a_unit_form_that_would_eat_the_server_is_refused(client: Client) -> None:
    ward = small_ward(client)
    for content in bombs().values():
        assert ward.upload(content).status_code == 422


def test_the_columns_of_the_template_have_formats_that_cannot_lie(office: Client) -> None:
    made = load_workbook(io.BytesIO(office.get(f"{PAGE}mau/").content)).worksheets[0]
    formats = [made.cell(5, column).number_format for column in range(1, 11)]
    figure = "#,##0.00##"
    assert formats == ["@", "0", "0", "@", figure, figure, figure, "@", "@", "@"]


def test_the_command_wants_to_be_told_about_old_text(office: Client, tmp_path: Any, capsys: Any) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(saved(book_of(["14.02", 2024, 4, OFFICIAL, 100, None, None, OLD])))
    with pytest.raises(CommandError, match="--text unicode"):
        call_command("import_measurements", str(path))
    call_command("import_measurements", str(path), text="unicode", commit=True)
    assert Measurement.objects.get().source == MEANT


PEOPLE = ["Tên đăng nhập", "Họ và tên", "Chức vụ", "Mã đơn vị", "Vai trò", "Thư điện tử", "Điện thoại"]


@pytest.fixture
def administrator(client: Client) -> Client:
    client.force_login(user_with_role(Role.ADMINISTRATOR, unit=UnitFactory(code="kinhte")))
    return client


def people(client: Client, *rows: list[object], edit: Any = None) -> Any:
    book = book_of(*rows, head=PEOPLE)
    if edit:
        edit(book.worksheets[0])
    return upload(client, saved(book), page=reverse("import_accounts"))


def test_telephones_that_lost_their_zero(administrator: Client) -> None:
    shown = people(
        administrator,
        ["nva", "Nguyễn Văn A", "CV", "kinhte", "officer", "a@x.vn", 912345678],
        ["nvb", "Nguyễn Văn B", "CV", "kinhte", "officer", "b@x.vn", "0912 345 678"],
        ["nvc", "Nguyễn Văn C", "CV", "kinhte", "officer", None, "84912345678"],
        ["nvd", "Nguyễn Văn D", "CV", "kinhte", "officer", None, "0912.345.678 - 0225.3822.001"],
    )
    assert "dòng 2 mất số 0 ở đầu hoặc ghi mã nước: “912345678” được đọc là 0912345678" in said(shown)
    administrator.post(reverse("import_accounts"), {"list": shown.context["packed"]})
    phones = dict(User.objects.filter(username__startswith="nv").values_list("username", "phone"))
    assert phones == {
        "nva": "0912345678", "nvb": "0912 345 678", "nvc": "0912345678",
        "nvd": "0912.345.678 - 0225.3822.001",
    }  # fmt: skip
    assert all(phone in said(shown) for phone in phones.values())


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("912345678", "0912345678"), ("2253822001", "02253822001"), ("+84 912 345 678", "0912345678"),
        ("0084912345678", "0912345678"), ("0912345678", "0912345678"), ("0225 3822 001", "0225 3822 001"),
        ("", ""), ("113", "113"), ("máy lẻ 12", "máy lẻ 12"), ("848123456", "0848123456"),
    ],
)  # fmt: skip
def test_what_a_telephone_number_is(typed: str, meant: str) -> None:
    assert with_leading_zero(typed)[0] == meant


def test_a_list_with_titles_merged_units_and_hidden_rows(administrator: Client) -> None:
    def edit(made: Any) -> None:
        made.insert_rows(1, 2)
        made["A1"] = "DANH SÁCH CÁN BỘ"
        made["A6"] = "Người lập biểu"
        made.merge_cells("D4:D5")
        made.merge_cells("A1:G1")
        made.row_dimensions[5].hidden = True

    rows: list[list[object]] = [
        ["nva", "Nguyễn Văn A", "CV", "kinhte", "officer"],
        ["nvb\u200b", "Nguyễn Văn B", "CV", None, "officer"],
    ]  # fmt: skip
    shown = people(administrator, *rows, edit=edit)
    assert "Sẽ tạo 2 tài khoản" in said(shown)
    assert "1 dòng đang bị ẩn trong tệp (dòng 5)" in said(shown)
    assert "Không đọc 1 dòng không phải người (dòng 6)" in said(shown)


def test_a_list_in_an_old_code_page_is_asked_about(administrator: Client) -> None:
    row: list[object] = ["nva", "NguyÔn V¨n Thµnh", "Tr­ëng phßng", "kinhte", "officer"]
    shown = people(administrator, row)
    assert "Nguyễn Văn Thành" in said(shown)
    packed = shown.context["packed"]
    assert administrator.post(reverse("import_accounts"), {"list": packed}).status_code == 422
    assert not User.objects.filter(username="nva").exists()
    administrator.post(reverse("import_accounts"), {"list": packed, "unicode": "yes"})
    found = User.objects.get(username="nva")
    assert (found.full_name, found.title) == ("Nguyễn Văn Thành", "Trưởng phòng")


def test_the_list_template_is_all_text(administrator: Client) -> None:
    made = load_workbook(io.BytesIO(administrator.get(reverse("roster_template")).content)).worksheets[0]
    assert {made.cell(row, column).number_format for row in (2, 300) for column in range(1, 8)} == {"@"}


def test_a_unit_form_asks_about_old_text_and_names_hidden_rows(client: Client) -> None:
    ward = small_ward(client)
    content = put(ward.download(), {VALUE: 5, RESULT: "§· tr×nh ñy ban nh©n d©n ph­êng"})

    def hide(book: Workbook) -> None:
        book["Chỉ tiêu"].row_dimensions[cell_at(book, NUMERATOR).row].hidden = True

    shown = ward.upload(edited(content, hide))
    assert "Trang “Chỉ tiêu”: 1 dòng đang bị ẩn trong tệp" in said(shown)
    assert "Đã trình ủy ban nhân dân phường" in said(shown)
    assert ward.confirm(shown).status_code == 422
    assert ward.confirm(shown, unicode="yes").status_code == 302
    assert "Đã trình ủy ban nhân dân phường" in ward.form().entries["PL1.I.1"].texts.values()


def test_a_unit_form_keeps_old_text_when_told_so(client: Client) -> None:
    ward = small_ward(client)
    shown = ward.upload(put(ward.download(), {RESULT: "§· tr×nh ñy ban nh©n d©n"}))
    assert ward.confirm(shown, unicode="no").status_code == 302
    assert "§· tr×nh ñy ban nh©n d©n" in ward.form().entries["PL1.I.1"].texts.values()


def test_a_percent_cell_of_a_unit_form_is_in_percent(client: Client) -> None:
    ward = small_ward(client)
    ward.value.measure = "%"
    ward.value.save()

    def type_percent(book: Workbook) -> None:
        cell = cell_at(book, VALUE)
        cell.value, cell.number_format = 0.155, "0.0%"

    shown = ward.upload(edited(ward.download(), type_percent))
    assert "15,5%" in said(shown)
    assert ward.confirm(shown).status_code == 302
    assert Measurement.objects.get().value == Decimal("15.5")
