"""States that a page gets into only by being used: refused, saved, opened, filtered, previewed.

tests/browser/test_pages.py opens every page as it is first seen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import TypeAlias

import pyotp
import pytest
from axes.models import AccessAttempt
from django.utils import timezone
from playwright.sync_api import Page, expect

from bachdang.accounts.models import Session
from tests.browser.layout import NARROW, WIDE, drawn, faults_at_this_size, resize
from tests.browser.test_main_job import PASSWORD, correct, sign_in
from tests.browser.test_pages import ward
from tests.reports.unit_forms import Where, cell_at, opened, saved
from tests.words import leftovers

__all__ = ["ward"]

States: TypeAlias = Iterator[str]
Steps: TypeAlias = Callable[[Page, Path], States]
TASK = "PL1.IV.3"


def press(page: Page, name: str) -> None:
    page.locator("main").get_by_role("button", name=name, exact=True).first.click()


def refused(page: Page, address: str, button: str) -> None:
    """The form of a page sent as it stands, and refused."""
    page.goto(address)
    press(page, button)
    expect(page.locator(".error-summary")).to_be_focused()


def upload(page: Page, path: Path, cells: dict[Where, str]) -> None:
    """The unit's form downloaded, filled in and brought back."""
    page.goto("/bieu-mau/")
    with page.expect_download() as download:
        page.locator("main").get_by_role("link", name="Tải biểu mẫu").click()
    book = opened(Path(download.value.path()).read_bytes())
    for where, value in cells.items():
        cell_at(book, where).value = value
    path.write_bytes(saved(book))
    page.locator("#id_file").set_input_files(path)
    press(page, "Xem trước thay đổi")


def of_a_stranger(page: Page, tmp_path: Path) -> States:
    page.goto("/tai-khoan/dang-nhap/")
    for tries in range(10):
        page.get_by_label("Tên đăng nhập").fill("khong-co")
        page.get_by_label("Mật khẩu").fill("sai mật khẩu")
        page.get_by_role("button", name="Đăng nhập").click()
        if tries == 0:
            expect(page.locator(".error-summary")).to_be_visible()
            yield "sign-in refused"
    expect(page.get_by_role("heading", name="Tạm khóa đăng nhập")).to_be_visible()
    yield "sign-in locked"


def of_the_rows_of_work(page: Page, tmp_path: Path) -> States:
    sign_in(page, "kinhte")
    page.goto("/viec-cua-toi/")
    page.locator("main details.card summary").first.click()
    row, draft = (page.locator(".work", has_text=code) for code in (TASK, "B.I.1"))
    row.locator("a[data-open]").click()
    expect(row.locator(".work__more")).to_be_visible()
    row.get_by_label("Kết quả thực hiện trong quý").fill("Đã xử lý 12 vụ vi phạm")
    yield "a row being edited, the list of what is sent opened"
    draft.get_by_label("Kết quả thực hiện trong quý").fill("")
    row.get_by_label("Kết quả thực hiện trong quý").focus()
    expect(row.locator(".work__saving")).to_contain_text("đã lưu")
    expect(draft.locator("[aria-invalid=true]")).to_be_visible()
    yield "a row saved, a row refused"
    draft.get_by_label("Kết quả thực hiện trong quý").fill("Đã triển khai")
    press(page, "Lưu và trình lãnh đạo")
    expect(page.locator(".messages")).to_be_visible()
    yield "all rows sent"


def of_reports(page: Page, tmp_path: Path) -> States:
    sign_in(page, "kinhte")
    page.goto("/viec-cua-toi/02.09/")
    correct(page)
    page.locator("#id_estimate_2026q3_value").fill("10.961")
    press(page, "Lưu nháp")
    expect(page.locator(".error-summary")).to_be_focused()
    expect(page.locator(".error-summary a")).to_have_text("Ước cả quý III/2026, tỷ đồng")
    yield "a figure that can be read in two ways"
    page.locator("#id_estimate_2026q3_value").fill("9999")
    press(page, "Lưu nháp")
    expect(page.get_by_role("button", name="Số liệu đúng như đã nhập")).to_be_visible()
    yield "a figure that is asked about"
    for code in (TASK, "PL2.II.IV.1", "B.I.1"):
        page.goto(f"/viec-cua-toi/{code}/")
        correct(page)
        for box in page.locator("main .card textarea").all():
            box.fill("")
        press(page, "Lưu nháp")
        expect(page.locator(".error-summary")).to_be_focused()
        yield f"an empty report of {code}"
    page.get_by_label("Kết quả thực hiện trong quý").fill("Đang triển khai")
    press(page, "Lưu nháp")
    expect(page.locator(".messages")).to_be_visible()
    yield "a report saved"


def of_the_units_form(page: Page, tmp_path: Path) -> States:
    sign_in(page, "kinhte")
    path = tmp_path / "bieu-mau.xlsx"
    refused(page, "/bieu-mau/", "Xem trước thay đổi")
    yield "no file chosen"
    result = ("Nhiệm vụ", f"{TASK}|", "result")
    upload(page, path, {result: "Đã xử lý mười hai vụ"})
    expect(page.get_by_role("heading", name="Sẽ ghi")).to_be_visible()
    yield "a preview of changes"
    upload(page, path, {result: "Đã xử lý", ("Nhiệm vụ", f"{TASK}|", "percent"): "nhiều"})
    expect(page.locator(".error-summary")).to_be_focused()
    yield "a file with faults"


def of_menus(page: Page, tmp_path: Path) -> States:
    sign_in(page, "vanphong")
    page.goto("/kien-nghi/")
    for menu in (".nav__more", ".header__search", ".header__user", ".period"):
        page.locator(f"{menu} > summary").click()
        expect(page.locator(f"{menu} > .menu__list")).to_be_visible()
        yield f"the menu {menu} opened"
    page.set_viewport_size(NARROW)
    page.locator(".nav--narrow > summary").click()
    expect(page.locator(".nav--narrow > .menu__list")).to_be_visible()
    yield "a phone's menu opened"


def of_lists(page: Page, tmp_path: Path) -> States:
    sign_in(page, "vanphong")
    for address in ("/chi-tieu/", "/nhiem-vu/", "/phai-bao-cao/"):
        page.goto(address)
        page.locator(".filter-bar input[type=search]").fill("không có gì như thế")
        expect(page.locator("#results .empty")).to_be_visible()
        yield f"{address} filtered to nothing"
    page.goto("/bao-cao/?khoang=tu-den&tu=2026-09-30&den=2026-04-01")
    expect(page.locator(".error-summary")).to_be_focused()
    yield "a report of no time"


def of_what_is_folded(page: Page, tmp_path: Path) -> States:
    """Every disclosure of a page opened, the tables behind its charts too."""
    sign_in(page, "thuongtruc")
    for address in (
        "/",
        "/ke-hoach/?day-du=1",
        "/chi-tieu/01.03/",
        "/du-an/PL2.II.I.5/",
        "/don-vi/kinhte/",
        "/bao-cao/",
    ):
        page.goto(address)
        drawn(page)
        page.evaluate(
            "document.querySelectorAll('main details:not(.menu)').forEach(one => (one.open = true))"
        )
        yield f"{address} unfolded"


def of_the_office(page: Page, tmp_path: Path) -> States:
    sign_in(page, "vanphong")
    refused(page, "/ky-bao-cao/2026-Q3/gia-han/", "Gia hạn")
    yield "an extension refused"
    refused(page, "/quyet-dinh/moi/", "Lưu quyết định")
    yield "a decision refused"
    refused(page, "/dieu-chinh/PL1.I.1/", "Xem trước thay đổi")
    yield "an amendment refused"
    page.get_by_label("Theo quyết định").select_option(index=1)
    page.get_by_label("Tên việc").fill("Nhiệm vụ có tên khác")
    press(page, "Xem trước thay đổi")
    expect(page.get_by_role("heading", name="Xác nhận nội dung điều chỉnh")).to_be_visible()
    yield "an amendment to be confirmed"
    refused(page, "/danh-gia/PL1.I.1/", "Lưu đánh giá")
    yield "an assessment refused"
    refused(page, "/du-an/PL2.II.IV.1/von/", "Lưu vốn dự án")
    yield "capital refused"


def of_a_leader(page: Page, tmp_path: Path) -> States:
    sign_in(page, "thuongtruc")
    page.goto("/chi-tieu/01.03/")
    drawn(page)
    page.get_by_role("link", name="Yêu cầu đơn vị giải trình").click()
    yield "a question to be asked"
    page.get_by_label("Nội dung cần giải trình").fill("")
    press(page, "Gửi yêu cầu")
    expect(page.locator(".error-summary")).to_be_focused()
    yield "a question refused"


def of_an_administrator(page: Page, tmp_path: Path) -> States:
    sign_in(page, "quantri")
    refused(page, "/tai-khoan/nhap-danh-sach/", "Xem trước")
    yield "no list of accounts chosen"
    page.goto("/tai-khoan/kinhte/cap-lai-mat-khau/")
    press(page, "Cấp mật khẩu tạm")
    expect(page.locator("code")).to_be_visible()
    yield "a temporary password shown"
    page.goto("/tai-khoan/doi-mat-khau/")
    page.locator("main input[type=password]").evaluate_all("all => all.forEach(one => (one.value = '1'))")
    press(page, "Đổi mật khẩu")
    expect(page.locator(".error-summary")).to_be_focused()
    yield "a password refused"


def of_the_second_factor(page: Page, tmp_path: Path) -> States:
    sign_in(page, "kinhte")
    refused(page, "/tai-khoan/xac-thuc-hai-buoc/", "Bật xác thực hai bước")
    yield "a first code refused"
    key = page.locator(".second-factor__key").inner_text().replace(" ", "")
    page.get_by_label("Mã 6 số").fill(pyotp.TOTP(key).now())
    press(page, "Bật xác thực hai bước")
    expect(page.locator(".recovery-codes")).to_be_visible()
    yield "recovery codes told"
    page.get_by_role("link", name="Đã cất các mã").click()
    expect(page.get_by_role("heading", name="Khóa bảo mật")).to_be_visible()
    yield "a second factor set up"
    page.context.clear_cookies()
    page.goto("/tai-khoan/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill("kinhte")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_label("Mã xác thực")).to_be_focused()
    yield "the code asked for"
    page.get_by_label("Mã xác thực").fill("000000")
    press(page, "Tiếp tục")
    expect(page.locator(".error-summary")).to_be_visible()
    yield "a code refused at the door"


def of_who_is_asked_again(page: Page, tmp_path: Path) -> States:
    sign_in(page, "quantri")
    AccessAttempt.objects.create(username="kinhte", ip_address="10.0.0.9", failures_since_start=10)
    page.goto("/tai-khoan/tam-khoa/")
    expect(page.get_by_role("button", name="Mở khóa")).to_be_visible()
    yield "an account locked"
    page.goto("/tai-khoan/kinhte/cap-lai-mat-khau/")
    Session.objects.update(began=timezone.now() - timedelta(hours=1))
    press(page, "Cấp mật khẩu tạm")
    expect(page.get_by_role("heading", name="Xác nhận lại")).to_be_visible()
    yield "asked again who it is"
    page.get_by_label("Mật khẩu của bạn").fill("sai")
    press(page, "Xác nhận và thực hiện")
    expect(page.locator(".error-summary")).to_be_visible()
    yield "a password refused there"


STATES: dict[str, Steps] = {
    "second factor": of_the_second_factor,
    "asked again": of_who_is_asked_again,
    "stranger": of_a_stranger,
    "work": of_the_rows_of_work,
    "reports": of_reports,
    "form": of_the_units_form,
    "menus": of_menus,
    "lists": of_lists,
    "folded": of_what_is_folded,
    "office": of_the_office,
    "leader": of_a_leader,
    "administrator": of_an_administrator,
}


@pytest.mark.usefixtures("ward")
@pytest.mark.parametrize("steps", STATES.values(), ids=STATES)
def test_states(page: Page, steps: Steps, tmp_path: Path, assert_accessible: Callable[[Page], None]) -> None:
    """Each is brought about at the wide window and narrowed where it stands."""
    for state in steps(page, tmp_path):
        sizes = (WIDE, NARROW) if page.viewport_size == WIDE else (NARROW,)
        for size in sizes:
            resize(page, size)
            assert faults_at_this_size(page) == [], f"{state} at {size['width']}px"
            assert_accessible(page)
        assert list(leftovers(page.content())) == [], state
        page.set_viewport_size(WIDE)
