"""Security keys, with a virtual one of Chromium: added on the page, asked for at the door, over a page."""

from __future__ import annotations

import pyotp
import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from bachdang.accounts.door.factor.keeping import set_up
from bachdang.accounts.models import AuditEvent, Passkey, User
from plans.models import Period
from tests.browser.test_main_job import sign_in, ward
from tests.browser.test_session import PASSWORD, sign_in_over_the_page
from tests.browser.test_work_grid import PAGE, box, figures, number, round_of_85, stored, usual

__all__ = ["round_of_85", "ward"]

KEY = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
HAND = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


def with_key(page: Page) -> None:
    """kinhte, signed in, with the app and a key of this browser."""
    sign_in(page, "kinhte")
    user = User.objects.get(username="kinhte")
    assert set_up(user=user, key=KEY, code=pyotp.TOTP(KEY).at(timezone.now()))
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": HAND})
    page.goto("/tai-khoan/xac-thuc-hai-buoc/")
    page.get_by_role("button", name="Thêm khóa bảo mật").click()
    expect(page.locator(".messages")).to_contain_text("Đã thêm khóa bảo mật")


@pytest.mark.usefixtures("ward")
def test_a_key_is_added_opens_the_door_and_is_taken_away(page: Page) -> None:
    with_key(page)
    page.context.clear_cookies()
    page.goto("/tai-khoan/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill("kinhte")
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Dùng khóa bảo mật").click()
    expect(page.locator(".header__user")).to_contain_text("kinhte")
    assert AuditEvent.objects.filter(verb="sign_in").latest("pk").changes["Bằng"] == [None, "khóa bảo mật"]
    page.goto("/tai-khoan/xac-thuc-hai-buoc/")
    page.get_by_role("button", name="Bỏ").click()
    expect(page.get_by_role("button", name="Bỏ")).to_have_count(0)
    assert not Passkey.objects.exists()


def test_the_box_over_the_page_takes_a_key(page: Page, round_of_85: Period) -> None:
    with_key(page)
    page.goto(PAGE)
    code = figures(page)[0]
    said = usual(page, code)
    page.context.clear_cookies()
    page.fill(box(page, code), said)
    page.keyboard.press("Enter")
    sign_in_over_the_page(page)
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Dùng khóa bảo mật").click()
    expect(dialog).to_be_hidden()
    expect(page.locator(f'tbody[data-code="{code}"] .work__saving')).to_contain_text("đã lưu")
    assert stored(code) == number(said)
