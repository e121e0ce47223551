"""Every page as every role at both widths: no trouble, all in its place, charts drawn, accessible."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.layout import NARROW, WIDE, drawn, faults_at_this_size, resize
from tests.browser.test_main_job import sign_in
from tests.pages import ACCOUNTS, looked_at_closely, pages_of, status_of, ward_with_everything


@pytest.fixture
def ward(transactional_db: None) -> None:
    ward_with_everything()


@pytest.mark.long
@pytest.mark.usefixtures("ward")
@pytest.mark.parametrize("account", ACCOUNTS)
def test_every_page(page: Page, account: str, assert_accessible: Callable[[Page], None]) -> None:
    """Each page is laid out by CSS alone, so that it is narrowed where it stands.

    Charts follow. What is alike whoever opens a page is looked at once: charts that are drawn narrow from
    the first, and what axe finds. The pages are dealt out for it among the accounts that open them.
    """
    sign_in(page, account)
    closely = looked_at_closely(account)
    for address in pages_of(account):
        page.set_viewport_size(WIDE)
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == status_of(address, account), address
        charts = drawn(page)
        expect(page.get_by_text("Số liệu minh họa.").first).to_be_visible()
        assert faults_at_this_size(page) == [], f"{address} at {WIDE['width']}px"
        if address in closely:
            assert_accessible(page)
        resize(page, NARROW)
        if charts and address in closely:
            page.reload()
            drawn(page)
        assert faults_at_this_size(page) == [], f"{address} at {NARROW['width']}px"
        if address in closely:
            assert_accessible(page)
