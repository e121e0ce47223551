"""Rows of Việc của tôi that HTMX replaces."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_main_job import sign_in, ward
from tests.browser.test_states import TASK

__all__ = ["ward"]


@pytest.mark.usefixtures("ward")
def test_a_row_whose_box_was_drawn_larger_is_saved_in_silence(page: Page) -> None:
    """Drawing a box larger gives it a style, which must not be taken over into the new row (CSP)."""
    sign_in(page, "kinhte")
    page.goto("/viec-cua-toi/")
    row = page.locator(".work", has_text=TASK)
    box = row.get_by_label("Kết quả thực hiện trong quý")
    box.fill("Đã xử lý 12 vụ vi phạm")
    box.evaluate("one => { one.style.height = '200px'; }")
    row.get_by_role("button", name="Lưu dòng này").click()
    expect(row.locator(".work__saved")).to_be_visible()
