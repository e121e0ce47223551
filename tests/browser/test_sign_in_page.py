"""The page everybody meets first, in a real browser."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect


@pytest.mark.parametrize("width", [360, 1366])
def test_home_asks_a_stranger_to_sign_in(
    page: Page, assert_accessible: Callable[[Page], None], width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("/")

    expect(page.get_by_role("button", name="Đăng nhập")).to_be_visible()
    assert page.evaluate("document.fonts.check('16px \"Be Vietnam Pro\"')")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert_accessible(page)


def test_a_wrong_password_is_refused_in_words(page: Page) -> None:
    page.goto("/")
    page.get_by_label("Tên đăng nhập").fill("khong-co")
    page.get_by_label("Mật khẩu", exact=True).fill("sai mật khẩu")
    page.get_by_role("button", name="Đăng nhập").click()

    expect(page.get_by_role("alert").filter(has_text="mật khẩu")).to_be_visible()
    expect(page.get_by_label("Tên đăng nhập")).to_have_value("khong-co")
