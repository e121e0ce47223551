"""The second factor on the screen: set up from the page, and asked for in the box over an open page."""

from __future__ import annotations

from datetime import timedelta

import pyotp
import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import Page, expect

from bachdang.accounts.door.factor.keeping import set_up
from bachdang.accounts.models import Session, User
from plans.models import Period
from tests.browser.test_main_job import sign_in, ward
from tests.browser.test_session import PASSWORD, sign_in_over_the_page
from tests.browser.test_work_grid import PAGE, box, figures, number, round_of_85, stored, usual

__all__ = ["round_of_85", "ward"]

KEY = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.mark.usefixtures("ward")
def test_it_is_set_up_from_the_page_and_asked_for_at_the_next_sign_in(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    sign_in(page, "kinhte")
    page.goto("/tai-khoan/phien-dang-nhap/")
    page.get_by_role("link", name="Xác thực hai bước").click()
    expect(page.get_by_role("img", name="Ô vuông")).to_be_visible()
    assert page.evaluate("document.querySelector('.second-factor__square').naturalWidth") > 100
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    key = page.locator(".second-factor__key").inner_text().replace(" ", "")
    page.get_by_label("Mã 6 số").fill(pyotp.TOTP(key).now())
    page.keyboard.press("Enter")
    codes = page.locator(".recovery-codes code")
    expect(codes).to_have_count(10)
    spare = codes.first.inner_text()
    page.context.clear_cookies()
    page.goto("/tai-khoan/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill("kinhte")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_label("Mã xác thực")).to_be_focused()
    page.get_by_label("Mã xác thực").fill(spare)
    page.keyboard.press("Enter")
    expect(page.locator(".header__user")).to_contain_text("kinhte")


def test_the_box_over_the_page_asks_for_the_code_and_the_figure_is_saved(
    page: Page, round_of_85: Period
) -> None:
    sign_in(page, "kinhte")
    page.goto(PAGE)
    code = figures(page)[0]
    said = usual(page, code)
    with time_machine.travel(timezone.now() - timedelta(hours=1), tick=False):
        user = User.objects.get(username="kinhte")
        codes = set_up(user=user, key=KEY, code=pyotp.TOTP(KEY).at(timezone.now()))
    assert codes is not None
    page.context.clear_cookies()
    page.fill(box(page, code), said)
    page.keyboard.press("Enter")
    sign_in_over_the_page(page)
    dialog = page.get_by_role("dialog")
    field = dialog.get_by_label("Mã xác thực")
    expect(field).to_be_focused()
    field.fill("000000")
    page.keyboard.press("Enter")
    expect(dialog).to_contain_text("Mã chưa đúng")
    dialog.get_by_label("Mã xác thực").fill(codes[0])
    page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    expect(page.locator(f'tbody[data-code="{code}"] .work__saving')).to_contain_text("đã lưu")
    assert stored(code) == number(said)


@pytest.mark.usefixtures("ward")
def test_a_grave_act_asks_again_and_goes_on_by_itself(page: Page) -> None:
    sign_in(page, "vanphong")
    page.goto("/ky-bao-cao/2026-Q3/chot/")
    Session.objects.update(began=timezone.now() - timedelta(hours=1))
    page.locator("#main button[type=submit]").first.click()
    expect(page.get_by_role("heading", name="Xác nhận lại")).to_be_visible()
    page.get_by_label("Mật khẩu của bạn").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator(".messages")).to_contain_text("Đã chốt")
