"""The review table by keyboard: ticks are counted on the button, Enter opens a row for its reason."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_main_job import sign_in, ward

__all__ = ["ward"]


@pytest.mark.usefixtures("ward")
def test_a_head_reviews_by_keyboard(page: Page) -> None:
    page.set_viewport_size({"width": 1366, "height": 768})
    sign_in(page, "kinhte.ld")
    page.goto("/viec-cua-toi/duyet/")
    boxes = page.locator("input[name=tick]")
    boxes.first.focus()
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Duyệt 1 dòng đã chọn")).to_be_visible()
    page.keyboard.press("Enter")
    reason = page.locator(".review__more input").first
    expect(reason).to_be_focused()
    page.keyboard.type("Ghi rõ nguồn")
    page.keyboard.press("Enter")
    expect(reason).to_have_value("Ghi rõ nguồn")
    heights = page.eval_on_selector_all(".review__row", "rows => rows.map(row => row.offsetHeight)")
    assert max(heights) <= 36
    page.get_by_role("button", name="Trả lại dòng đã chọn").click()
    expect(page.locator(".messages")).to_contain_text("Đã trả lại người nhập 1 báo cáo.")
