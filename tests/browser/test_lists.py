"""How much of a list is seen at once in the window of an office PC."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.test_main_job import sign_in, ward

__all__ = ["ward"]
IN_SIGHT = """() => [...document.querySelectorAll('#results tbody tr')]
  .filter(row => row.getBoundingClientRect().bottom <= innerHeight).length"""


@pytest.mark.usefixtures("ward")
def test_eight_rows_of_each_list_are_in_sight(page: Page) -> None:
    page.set_viewport_size({"width": 1366, "height": 768})
    sign_in(page, "vanphong")
    for address in ("/chi-tieu/", "/nhiem-vu/", "/du-an/"):
        page.goto(address)
        assert page.evaluate(IN_SIGHT) >= 8, address
