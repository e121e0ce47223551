"""Sổ khởi tạo: handed out as things stand, in again, looked at, written all or nothing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from bachdang.accounts.models import AuditEvent, Unit, User
from bachdang.accounts.roles import Role
from indicators.models import Baseline, PlanFigure
from indicators.terms.baselines import NewBaseline, seen_baseline, set_baseline
from plans.models import Item, Plan, Terms
from tests.factories import LocalityFactory, PlanFactory, user_with_role
from tests.setup.books import (
    PAGE,
    column,
    confirmed,
    faults,
    handed_out,
    marked,
    put,
    row_of,
    saved,
    signed_in,
    small_ward,
    upload,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan() -> Plan:
    return small_ward()


@pytest.fixture
def office(plan: Plan) -> Client:
    return signed_in(plan, Role.OFFICE)


def test_handed_out_and_back_it_changes_nothing(office: Client) -> None:
    book = handed_out(office)
    assert [one.title for one in book.worksheets if one.sheet_state == "visible"] == [
        "Hướng dẫn", "Đơn vị", "Người dùng", "Phân công", "Số gốc", "Kế hoạch năm", "6 rõ",
    ]  # fmt: skip
    sheet = book["Phân công"]
    row = row_of(sheet, "PL1.I.1")
    assert sheet.cell(row, column(sheet, "Đơn vị báo cáo")).value == "Ủy ban nhân dân phường"
    events = AuditEvent.objects.count()

    answer = upload(office, book)

    assert "Không có thay đổi" in answer.content.decode()
    assert AuditEvent.objects.count() == events


def test_the_guide_is_no_wider_than_its_page(office: Client) -> None:
    """A sheet of one column is not made smaller to fit: what is wider is cut at the edge of the paper."""
    guide = handed_out(office)["Hướng dẫn"]
    assert guide.page_setup.orientation == "portrait"
    assert sum(one.width for one in guide.column_dimensions.values()) <= 86


def filled_in(office: Client) -> Any:
    """A unit that is new, and something of every sheet of the office."""
    book = handed_out(office)
    put(book, "Đơn vị", "todanpho1", Tên_đơn_vị="Tổ dân phố số 1", Loại="Khác", Trực_thuộc="Khu phố A")
    put(book, "Đơn vị", "khuphoa", Tên_đơn_vị="Khu phố A", Loại="Khác")
    put(book, "Phân công", "PL1.I.1", Đơn_vị_báo_cáo="kinhte", Cán_bộ_đầu_mối="Trần Thị Hoa",
        Lãnh_đạo_chịu_trách_nhiệm="Phó Chủ tịch", Đơn_vị_phối_hợp="Khu phố A; Tổ dân phố số 1")  # fmt: skip
    put(book, "Phân công", "01.01", Đơn_vị_báo_cáo="Phòng Kinh tế")
    put(book, "Số gốc", "01.01", Số_gốc="62,5 %", Tại_ngày=date(2025, 12, 31), Nguồn="Thống kê 2025")
    put(book, "Số gốc", "05.01", Số_gốc="6/14", Tại_ngày="31/12/2025", Nguồn="Phòng Văn hóa")
    put(book, "Kế hoạch năm", "01.01", Năm_2026=65, Năm_2027="70,5")
    put(book, "6 rõ", "PL1.I.1", Cấp_quyết_định="Chủ tịch UBND phường", Nguồn_lực="Ngân sách phường")
    return book


def test_what_was_looked_at_stands_and_the_same_workbook_changes_nothing_more(office: Client) -> None:
    book = filled_in(office)
    seen = upload(office, book)
    assert faults(seen) == []
    assert not Unit.objects.filter(code="khuphoa").exists()
    assert not Baseline.objects.exists()

    assert confirmed(office, seen).status_code == 302

    task = Item.objects.get(code="PL1.I.1")
    terms = Terms.objects.get(item=task)
    assert (str(task.reporter), str(task.contact)) == ("Phòng Kinh tế", "Trần Thị Hoa")
    assert str(Unit.objects.get(code="todanpho1").parent) == "Khu phố A"
    assert (terms.leader, terms.decides, terms.resources) == (
        "Phó Chủ tịch", "Chủ tịch UBND phường", "Ngân sách phường",
    )  # fmt: skip
    named = terms.units.filter(unit__code__in=["khuphoa", "todanpho1"]).values_list("role", flat=True)
    assert list(named) == ["cooperating"] * 2
    stands = {one.indicator.item.code: one for one in Baseline.objects.all()}
    assert stands["01.01"].value == Decimal("62.5")
    assert (stands["05.01"].numerator, stands["05.01"].denominator) == (6, 14)
    assert list(PlanFigure.objects.values_list("year", "value")) == [(2026, 65), (2027, Decimal("70.5"))]
    events = AuditEvent.objects.count()
    assert "Không có thay đổi" in upload(office, book).content.decode()
    assert AuditEvent.objects.count() == events


SAID = {"Tại ngày": "31/12/2025", "Nguồn": "BC"}
# Sheet, key, what is typed, and what the page then says.
BAD: dict[str, tuple[str, str, dict[str, object], str]] = {
    "no such code": ("Phân công", "PL9.I.1", {"Đơn vị báo cáo": "kinhte"}, "Không có mã “PL9.I.1”"),
    "no such unit": ("Phân công", "PL1.I.1", {"Đơn vị báo cáo": "Sở X"}, "Không có đơn vị “Sở X”"),
    "no such person": ("Phân công", "PL1.I.1", {"Cán bộ đầu mối": "ai-do"}, "Không có tài khoản “ai-do”"),
    "contact of another unit": (
        "Phân công", "PL1.I.1", {"Cán bộ đầu mối": "cua-office"}, "phải là người đang làm việc",
    ),
    "reporter taken away": ("Phân công", "PL1.I.1", {"Đơn vị báo cáo": None}, "Đã giao thì không để trống"),
    "what is not asked of an indicator": (
        "Phân công", "01.01", {"Lãnh đạo chịu trách nhiệm": "Ông A"}, "Ô này không ghi được: loại việc này",
    ),
    "baseline after the horizon": (
        "Số gốc", "01.01", {"Số gốc": 5, "Tại ngày": date(2031, 1, 1), "Nguồn": "BC"}, "phải trước thời hạn",
    ),
    "text in a number": ("Số gốc", "01.01", {"Số gốc": "khoảng năm", **SAID}, "khoảng năm"),
    "number that reads two ways": (
        "Số gốc", "01.01", {"Số gốc": "10.961", **SAID}, "10961",
    ),
    "fraction where a value belongs": (
        "Số gốc", "01.01", {"Số gốc": "6/14", **SAID}, "6/14",
    ),
    "fraction that became a day": (
        "Số gốc", "05.01", {"Số gốc": None, "Tử số": date(2026, 6, 14), **SAID},
        "Excel đã đổi số thành ngày 14/06/2026",
    ),
    "part over the whole": (
        "Số gốc", "05.01", {"Số gốc": None, "Tử số": 15, "Mẫu số": 14, **SAID},
        "Tử số không được lớn hơn mẫu số",
    ),
    "fraction and parts that differ": (
        "Số gốc", "05.01", {"Số gốc": "6/14", "Tử số": 7, **SAID}, "ô Tử số ghi 7. Giữ một cách ghi",
    ),
    "a number Excel turned into a day": (
        "Số gốc", "01.01", {"Số gốc": date(2026, 5, 1), **SAID}, "Excel đã đổi số thành ngày 01/05/2026",
    ),
    "no source": ("Số gốc", "01.01", {"Số gốc": 5, "Nguồn": None}, "Nguồn"),
    "over 100 %": ("Kế hoạch năm", "05.01", {"Năm 2026": 101}, "không vượt quá 100%"),
    "no such choice": ("Đơn vị", "kinhte", {"Loại": "Xã"}, "Không có lựa chọn “Xã”"),
    "new unit without a name": ("Đơn vị", "moi", {"Loại": "Khác"}, "Tên"),
    "code that is none": ("Đơn vị", "mã có dấu", {"Tên đơn vị": "Tổ 1", "Loại": "Khác"}, "ô A"),
    "code typed over": ("Đơn vị", "kt2", {"Tên đơn vị": "Phòng Kinh tế", "Loại": "Khác"}, "Tên này đã có"),
    "formula without result": ("Số gốc", "01.01", {"Nguồn": "=A1"}, "công thức chưa có kết quả"),
    "too long": ("6 rõ", "PL1.I.1", {"Cấp quyết định": "x" * 201}, "Dài quá 200 ký tự"),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_named_at_its_place_and_nothing_is_written(office: Client, case: str) -> None:
    sheet, key, cells, said = BAD[case]
    book = filled_in(office)
    put(book, sheet, key, **{title.replace(" ", "_"): value for title, value in cells.items()})
    events = AuditEvent.objects.count()

    answer = upload(office, book)

    assert answer.status_code == 422
    assert any(said in one and f"Trang “{sheet}”, " in one for one in faults(answer)), faults(answer)
    assert AuditEvent.objects.count() == events
    assert confirmed(office, answer).status_code == 422
    assert AuditEvent.objects.count() == events
    kept = marked(office, answer)
    assert kept["6 rõ"].cell(row_of(kept["6 rõ"], "PL1.I.1"), column(kept["6 rõ"], "Nguồn lực")).value
    notes = [cell.comment.text for line in kept[sheet].iter_rows() for cell in line if cell.comment]
    assert any(said in one for one in notes) or "ô A" in said


def test_the_marked_workbook_mended_is_taken(office: Client) -> None:
    book = filled_in(office)
    put(book, "Phân công", "01.01", Đơn_vị_báo_cáo="Sở X")
    kept = marked(office, upload(office, book))
    put(kept, "Phân công", "01.01", Đơn_vị_báo_cáo="Phòng Kinh tế")

    seen = upload(office, kept)

    assert faults(seen) == []
    assert confirmed(office, seen).status_code == 302
    assert str(Item.objects.get(code="01.01").reporter) == "Phòng Kinh tế"


def test_what_somebody_changed_meanwhile_is_named_and_not_written_over(office: Client) -> None:
    book = handed_out(office)
    baseline = {"Tại_ngày": date(2025, 12, 31), "Nguồn": "Thống kê"}
    put(book, "Số gốc", "01.01", Số_gốc=60, **baseline)
    put(book, "Số gốc", "05.01", Tử_số=6, Mẫu_số=14, **baseline)
    by = User.objects.get(username="cua-office")
    part = Item.objects.get(code="01.01").indicator
    new = NewBaseline(date(2025, 12, 31), "Báo cáo khác", Decimal(55))
    set_baseline(indicator=part, new=new, by=by, expected=seen_baseline(None))

    answer = upload(office, book)

    said = faults(answer)
    assert len(said) == 2
    assert "Có người đã sửa ô này sau khi tải sổ. Hệ thống đang ghi “55”, sổ ghi “60”" in said[0]
    assert Baseline.objects.count() == 1
    # The marked workbook counts as seen what stands: with a reason it is written.
    kept = marked(office, answer)
    put(kept, "Số gốc", "01.01", Lý_do_sửa="Số của Thống kê đúng hơn")
    assert confirmed(office, upload(office, kept)).status_code == 302
    assert {one.value for one in Baseline.objects.all()} == {Decimal(60), None}


def test_a_cell_that_nobody_touched_is_left_whatever_happened_to_it(office: Client) -> None:
    book = handed_out(office)
    put(book, "6 rõ", "PL1.I.1", Nguồn_lực="Ngân sách")
    Unit.objects.filter(code="kinhte").update(name="Phòng Kinh tế, Hạ tầng")

    assert confirmed(office, upload(office, book)).status_code == 302
    assert Unit.objects.get(code="kinhte").name == "Phòng Kinh tế, Hạ tầng"


def test_two_rows_of_one_thing_are_named_both(office: Client) -> None:
    book = handed_out(office)
    sheet = book["Đơn vị"]
    row = row_of(sheet, "None")
    for at in (row, row + 1):
        for title, value in {"Mã đơn vị": "moi", "Tên đơn vị": f"Đơn vị {at}", "Loại": "Khác"}.items():
            sheet.cell(at, column(sheet, title)).value = value

    assert faults(upload(office, book)) == [
        f"Trang “Đơn vị”, ô A{row + 1}: “moi” đã có ở dòng {row}. Xóa một trong hai dòng."
    ]


def test_people_of_one_name_are_told_apart_by_their_user_name(plan: Plan) -> None:
    administrator = signed_in(plan, Role.ADMINISTRATOR)
    book = handed_out(administrator)
    for name in ("hoa.tt", "HOA.TT", "kinhte"):
        sheet = book["Người dùng"]
        row = row_of(sheet, "None")
        for title, value in {"Tên đăng nhập": name, "Họ và tên": "Trần Thị Hoa", "Đơn vị": "kinhte",
                             "Vai trò": "Chuyên viên đơn vị"}.items():  # fmt: skip
            sheet.cell(row, column(sheet, title)).value = value
    people = User.objects.count()
    told = faults(upload(administrator, book))
    assert [one.rpartition(": ")[2] for one in told] == [
        f"“hoa.tt” đã có ở dòng {row - 2}. Xóa một trong hai dòng.",
        f"“kinhte” đã có ở dòng {row_of(sheet, 'kinhte')}. Xóa một trong hai dòng.",
    ]
    assert User.objects.count() == people


def test_a_full_name_that_two_have_names_nobody(office: Client, plan: Plan) -> None:
    unit = Unit.objects.get(code="kinhte")
    user_with_role(Role.OFFICER, username="hoa2", full_name="Trần Thị Hoa", unit=unit)
    book = handed_out(office)
    put(book, "Phân công", "PL1.I.1", Đơn_vị_báo_cáo="kinhte", Cán_bộ_đầu_mối="Trần Thị Hoa")
    events = AuditEvent.objects.count()
    [told] = faults(upload(office, book))
    assert "Trang “Phân công”, ô F" in told
    assert "Có 2 tài khoản tên “Trần Thị Hoa”. Ghi tên đăng nhập" in told
    assert AuditEvent.objects.count() == events


def test_merged_heads_are_named(office: Client) -> None:
    book = handed_out(office)
    book["Số gốc"].merge_cells("E1:F1")
    assert any("Trang “Số gốc”, " in one and "có hai lần" in one for one in faults(upload(office, book)))


def test_five_hundred_wrong_rows_are_each_marked(office: Client) -> None:
    book = handed_out(office)
    sheet = book["Phân công"]
    for row in range(sheet.max_row + 1, sheet.max_row + 501):
        sheet.cell(row, 1).value = f"X.{row}"
        sheet.cell(row, column(sheet, "Đơn vị báo cáo")).value = "kinhte"

    answer = upload(office, book)

    assert len(faults(answer)) == 61
    assert faults(answer)[-1].startswith("và 440 lỗi khác")
    kept = marked(office, answer)["Phân công"]
    assert sum(bool(cell.comment) for line in kept.iter_rows() for cell in line) == 500


def test_a_workbook_of_another_ward_or_plan_is_refused(office: Client, plan: Plan) -> None:
    other = PlanFactory(locality=LocalityFactory(code="khac", name="Phường Khác"), code="KH-1")
    foreign = handed_out(signed_in(other, Role.ADMINISTRATOR))
    assert faults(upload(office, foreign)) == [
        "Sổ này của địa phương khác. Tải sổ của địa phương mình trên trang này."
    ]
    book = handed_out(office)
    PlanFactory(locality=plan.locality, code="KH-2027", starts=date(2027, 1, 1))
    assert "Sổ này của kế hoạch khác" in faults(upload(office, book))[0]


def test_another_file_is_refused(office: Client) -> None:
    book = handed_out(office)
    del book["so-khoi-tao"]
    answer = upload(office, book)
    assert answer.status_code == 422
    assert "không phải sổ khởi tạo" in answer.content.decode()


def test_new_people_get_passwords_to_print_and_no_role_is_changed(plan: Plan) -> None:
    administrator = signed_in(plan, Role.ADMINISTRATOR)
    book = handed_out(administrator)
    put(book, "Người dùng", "vanhoa", Họ_và_tên="Lê Văn Sơn", Đơn_vị="Phòng Kinh tế",
        Vai_trò="Chuyên viên đơn vị", Điện_thoại=912345678)  # fmt: skip
    put(book, "Người dùng", "kinhte", Chức_vụ="Phó trưởng phòng", Thư_điện_tử="hoa@example.vn")

    seen = upload(administrator, book)
    assert faults(seen) == []
    assert not User.objects.filter(username="vanhoa").exists()
    told = confirmed(administrator, seen)

    made = User.objects.get(username="vanhoa")
    assert "Mật khẩu tạm của 1 tài khoản" in told.content.decode()
    assert made.must_change_password
    assert made.has_usable_password()
    assert made.phone == "0912345678"
    assert User.objects.get(username="kinhte").title == "Phó trưởng phòng"
    assert "Không có thay đổi" in upload(administrator, book).content.decode()
    put(book, "Người dùng", "cua-administrator", Vai_trò="Văn phòng Đảng ủy")
    assert "chỉ đổi ở trang Tài khoản" in faults(upload(administrator, book))[0]


def test_what_belongs_to_others_is_named_and_the_rest_is_written(office: Client, plan: Plan) -> None:
    book = handed_out(office)
    put(book, "Người dùng", "moi", Họ_và_tên="Lê Văn Sơn", Đơn_vị="kinhte", Vai_trò="Chuyên viên đơn vị")
    put(book, "Phân công", "01.01", Đơn_vị_báo_cáo="kinhte")

    seen = upload(office, book)

    assert "do quản trị hệ thống ghi: tải chính tệp này lên" in seen.content.decode()
    assert confirmed(office, seen).status_code == 302
    assert not User.objects.filter(username="moi").exists()
    administrator = signed_in(plan, Role.ADMINISTRATOR)
    assert confirmed(administrator, upload(administrator, saved(book))).status_code == 200
    assert User.objects.filter(username="moi").exists()


def test_text_of_before_unicode_is_asked_about(office: Client) -> None:
    book = handed_out(office)
    put(book, "6 rõ", "PL1.I.1", Nguồn_lực="B¸o c¸o cña Thué c¬ së 4 - phêng B¹ch §»ng")
    seen = upload(office, book)
    assert "Chuyển sang Unicode" in seen.content.decode()
    assert confirmed(office, seen).status_code == 422
    assert confirmed(office, seen, unicode="yes").status_code == 302
    assert Terms.objects.get(item__code="PL1.I.1").resources == "Báo cáo của Thuộ cơ sở 4 - phường Bạch Đằng"


def test_a_preview_of_somebody_else_is_not_confirmed(office: Client, plan: Plan) -> None:
    seen = upload(office, filled_in(office))
    answer = confirmed(signed_in(plan, Role.ADMINISTRATOR), seen)
    assert (answer.status_code, answer.headers["Location"]) == (302, PAGE)
    assert not Baseline.objects.exists()
