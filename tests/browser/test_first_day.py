"""A ward's first day in the browser: an empty site, its own document, and at the end a figure that counts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from playwright.sync_api import Page, expect

from bachdang.accounts.actions import create_user, sync_roles
from bachdang.accounts.models import User
from bachdang.accounts.roles import Role
from indicators.models import Baseline, Measurement
from plans.models import Item, Plan
from tests.browser.test_interactions import Hand
from tests.browser.test_main_job import PASSWORD, sign_in, sign_out
from tests.setup.books import column, put

DOCUMENT = Path(__file__).parents[1] / "wordplan" / "plan-of-another-ward.docx"
OFFICE = "Phòng Kinh tế, Hạ tầng và Đô thị"
PEOPLE = {
    "vp": ("Trần Thị Vân", "Văn phòng Đảng ủy", "Văn phòng Đảng ủy"),
    "kt": ("Lê Văn Kha", OFFICE, "Chuyên viên đơn vị"),
    "kt.ld": ("Ngô Thị Lan", OFFICE, "Lãnh đạo đơn vị"),
}
LONG = 120_000
"""Milliseconds for a whole plan to be read or written: a busy machine is not a failure."""


@pytest.fixture
def empty_site(transactional_db: None) -> None:
    """Roles and the first administrator, as the printed commands leave them."""
    sync_roles()
    create_user(
        username="quantri", full_name="Phạm Văn Quản", password=PASSWORD, role=Role.ADMINISTRATOR, unit=None,
        by=None, must_change_password=False,
    )  # fmt: skip


def book_of(page: Page, folder: Path) -> Workbook:
    """The set-up workbook as it is handed out."""
    page.goto("/bat-dau/so/")
    with page.expect_download(timeout=LONG) as download:
        page.get_by_role("link", name="Tải sổ").click()
    path = folder / "so.xlsx"
    download.value.save_as(path)
    return load_workbook(path)


def send_back(page: Page, book: Workbook, folder: Path, hand: Hand) -> None:
    """Handed in, looked at, confirmed."""
    book.save(folder / "da-ghi.xlsx")
    page.locator("input[type=file]").set_input_files(folder / "da-ghi.xlsx")
    page.set_default_timeout(LONG)
    hand.done += 1
    hand.click(page.get_by_role("button", name="Xem trước thay đổi"))
    hand.click(page.get_by_role("button", name=re.compile(r"^Ghi \d+ dòng")))
    expect(page.locator(".messages")).to_contain_text("Đã ghi", timeout=LONG)


def with_people(book: Workbook) -> Workbook:
    for name, (full_name, unit, role) in PEOPLE.items():
        put(book, "Người dùng", name, Họ_và_tên=full_name, Đơn_vị=unit, Vai_trò=role)
    return book


def let_in() -> None:
    """They have changed the passwords that were printed."""
    for user in User.objects.filter(username__in=PEOPLE):
        user.set_password(PASSWORD)
        user.must_change_password = False
        user.save()


def the_ward_from_word(page: Page, hand: Hand) -> None:
    """Named, its document read and written as its plan."""
    hand.click(page.get_by_role("link", name="Ghi địa phương"))
    hand.fill(page.get_by_label("Tỉnh, thành phố"), "Hải Phòng")
    hand.fill(page.get_by_label("Phường, xã, đặc khu"), "An Biên")
    hand.click(page.get_by_role("button", name="Lưu địa phương"))
    expect(page.locator(".messages")).to_contain_text("Phường An Biên")
    hand.click(page.get_by_role("link", name="Đưa kế hoạch vào"))
    hand.click(page.get_by_role("link", name="Mở Kế hoạch từ tệp Word"))
    page.locator("input[type=file]").set_input_files(DOCUMENT)
    hand.click(page.get_by_role("button", name="Đọc văn bản"))
    expect(page.locator(".messages")).to_contain_text("Đã đọc văn bản")
    hand.click(page.get_by_role("link", name="Chỉ tiêu đề xuất"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Chỉ tiêu đề xuất")
    page.go_back()
    hand.click(page.get_by_role("link", name="Ghi thành kế hoạch"))
    hand.click(page.get_by_role("button", name="Xác nhận và ghi"))
    expect(page.locator(".messages")).to_contain_text("Đã ghi kế hoạch 05-KH-DU")


def test_a_ward_from_its_own_document_to_a_figure_that_counts(
    page: Page, empty_site: None, tmp_path: Path
) -> None:
    hand = Hand()
    page.set_default_timeout(LONG)
    page.set_default_navigation_timeout(LONG)
    sign_in(page, "quantri")
    the_ward_from_word(page, hand)
    send_back(page, with_people(book_of(page, tmp_path)), tmp_path, hand)
    expect(page.locator("code").first).to_be_visible()
    let_in()

    sign_out(page)
    sign_in(page, "vp")
    book = book_of(page, tmp_path)
    sheet = book["Phân công"]
    for row in range(2, sheet.max_row + 1):
        if sheet.cell(row, 1).value:
            sheet.cell(row, column(sheet, "Đơn vị báo cáo")).value = OFFICE
    put(book, "Số gốc", "01.03", Số_gốc=100, Tại_ngày="31/12/2025", Nguồn="Báo cáo năm 2025")
    send_back(page, book, tmp_path, hand)
    assert set(Item.objects.values_list("reporter__name", flat=True)) == {OFFICE}
    assert Baseline.objects.count() == 1

    page.goto("/ky-bao-cao/")
    page.locator("[name=year]").fill("2026")
    page.locator("[name=quarter]").select_option("1")
    page.get_by_role("button", name="Mở kỳ báo cáo").click()
    expect(page.locator(".messages")).to_be_visible()
    a_figure_goes_its_way(page)
    with page.expect_download(timeout=LONG) as download:
        page.goto("/bao-cao/")
        page.get_by_role("link", name="Excel").first.click()
    path = tmp_path / "quy.xlsx"
    download.value.save_as(path)
    assert "Chỉ tiêu" in load_workbook(path).sheetnames


def a_figure_goes_its_way(page: Page) -> None:
    """Typed by the unit, approved by its head, accepted by the office."""
    sign_out(page)
    sign_in(page, "kt")
    page.goto("/viec-cua-toi/01.03/")
    page.locator("#id_estimate_2026q1_value").fill("13")
    page.get_by_role("button", name="Lưu và trình lãnh đạo").click()
    expect(page.locator(".messages")).to_be_visible()
    sign_out(page)
    sign_in(page, "kt.ld")
    page.goto("/viec-cua-toi/duyet/")
    page.locator("input[name=tick]").first.check()
    page.get_by_role("button", name="Duyệt 1 dòng đã chọn").click()
    expect(page.locator(".messages")).to_be_visible()
    sign_out(page)
    sign_in(page, "vp")
    page.goto("/ky-bao-cao/2026-Q1/")
    page.locator("input[name=tick]").first.check()
    page.get_by_role("button", name="Tiếp nhận 1 dòng đã chọn").click()
    expect(page.locator(".messages")).to_be_visible()
    assert Measurement.objects.counted().filter(indicator__item__code="01.03").exists()


@pytest.mark.usefixtures("empty_site")
def test_the_plan_of_record_is_handed_on_in_few_steps(page: Page, tmp_path: Path) -> None:
    """Counted from the first sign-in; what is typed into the workbook is typed in Excel, not here."""
    hand = Hand(done=3)
    page.set_default_timeout(LONG)
    page.set_default_navigation_timeout(LONG)
    sign_in(page, "quantri")
    hand.click(page.get_by_role("button", name="Dùng kế hoạch này"))
    expect(page.locator(".messages")).to_contain_text("Đã có kế hoạch", timeout=LONG)
    people = {"vp": ("Trần Thị Vân", "Văn phòng Đảng ủy", "Văn phòng Đảng ủy")}
    book = book_of(page, tmp_path)
    for name, (full_name, unit, role) in people.items():
        put(book, "Người dùng", name, Họ_và_tên=full_name, Đơn_vị=unit, Vai_trò=role)
    hand.done += 2
    send_back(page, book, tmp_path, hand)
    let_in()

    sign_out(page)
    sign_in(page, "vp")
    hand.done += 3 + 3  # the printed password is changed once
    page.goto("/phan-cong/?don-vi=ubnd&chon=tat-ca")
    held = Item.objects.filter(reporter__code="ubnd").count()
    hand.done += 4
    page.get_by_label("Giao đơn vị").select_option(label="Phòng KTHT&ĐT")
    hand.done += 1
    hand.click(page.get_by_role("button", name="Xem trước"))
    hand.click(page.get_by_role("button", name="Ghi phân công"))
    expect(page.locator(".messages")).to_contain_text(f"Đã phân công {held} việc", timeout=LONG)

    book = book_of(page, tmp_path)
    sheet = book["Số gốc"]
    rows = [row for row in range(2, sheet.max_row + 1) if sheet.cell(row, 1).value]
    for row in rows:
        rate = bool(sheet.cell(row, column(sheet, "Tử số / mẫu số là")).value)
        for title, value in {"Tử số": 1, "Mẫu số": 2}.items() if rate else {"Số gốc": 1}.items():
            sheet.cell(row, column(sheet, title)).value = value
        sheet.cell(row, column(sheet, "Tại ngày")).value = "31/12/2025"
        sheet.cell(row, column(sheet, "Nguồn")).value = "Báo cáo năm 2025"
    hand.done += 2
    send_back(page, book, tmp_path, hand)
    assert Baseline.objects.count() == len(rows) >= 123
    assert held >= 171
    assert Plan.objects.get().items.filter(reporter__code="ubnd").count() == 0
    assert hand.done <= 60
