"""The leader's minute on a phone: the worst item is found and its unit asked in four taps, by sight alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from plans.models import ExplanationRequest
from tests.browser.test_main_job import sign_in
from tests.factories.remembered import illustrative_ward

PHONE = {"width": 360, "height": 740}
SCREENS = 2


@pytest.fixture
def ward(transactional_db: None) -> None:
    illustrative_ward()
    ExplanationRequest.objects.all().delete()


@pytest.mark.usefixtures("ward")
def test_the_worst_is_found_and_asked_about_in_four_taps(page: Page) -> None:
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    sign_in(page, "thuongtruc")
    taps = 0
    first = page.locator("section[aria-labelledby=attention] .line").first
    for part in (
        page.locator("#headlines"),
        page.locator(".headlines__one").last,
        page.locator("#attention"),
    ):
        box = part.bounding_box()
        assert box is not None
        assert box["y"] < SCREENS * PHONE["height"], "headline and what is red stand on two screens"
    name = first.get_by_role("link").first.inner_text()
    first.get_by_role("link", name="Yêu cầu giải trình").click()
    taps += 1
    expect(page.get_by_label("Nội dung cần giải trình")).to_contain_text(name)
    page.get_by_role("button", name="Gửi yêu cầu").click()
    taps += 1
    expect(page.locator(".messages")).to_contain_text("Đã gửi yêu cầu giải trình")
    expect(first).to_contain_text("Đã yêu cầu giải trình")
    assert taps <= 4
    assert ExplanationRequest.objects.count() == 1
