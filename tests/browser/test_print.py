"""On paper: no table or drawing runs over the edge, nothing asks to be pressed."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.layout import ask, drawn
from tests.browser.test_main_job import sign_in, ward

__all__ = ["ward"]

# What A4 leaves between the margins of static/css/print.css, at 96 px an inch.
UPRIGHT = ViewportSize(width=661, height=971)
ACROSS = ViewportSize(width=1009, height=680)
PAGES = {
    "/": UPRIGHT,
    "/chi-tieu/": ACROSS,
    "/chi-tieu/01.03/": UPRIGHT,
    "/du-an/PL2.II.I.5/": UPRIGHT,
    "/don-vi/kinhte/": UPRIGHT,
    "/bao-cao/": UPRIGHT,
    "/6-ro/": ACROSS,
    "/tro-giup/van-phong/": UPRIGHT,
}


@pytest.mark.usefixtures("ward")
def test_nothing_runs_over_the_paper(page: Page) -> None:
    sign_in(page, "vanphong")
    page.emulate_media(media="print")
    for address, paper in PAGES.items():
        page.set_viewport_size(paper)
        page.goto(address)
        drawn(page)
        assert ask(page, "overEdge") == [], address
        expect(page.locator("main .button:not(summary):visible")).to_have_count(0)
        expect(page.locator(".header nav:visible, .filter-bar:visible")).to_have_count(0)


# What is left of a sentence when the links in it do not print.
STRAY = r"""() => [...document.querySelectorAll("main :is(p, li, dd, td, h2, h3)")]
  .map(one => one.innerText.trim())
  .filter(text => /^[\s·.,;()]+$|^[·,;]|·$|·\s*·|\.\s+\./.test(text))"""


@pytest.mark.usefixtures("ward")
def test_no_mark_is_left_of_a_link_that_does_not_print(page: Page) -> None:
    sign_in(page, "vanphong")
    page.emulate_media(media="print")
    for address in PAGES:
        page.goto(address)
        assert page.evaluate(STRAY) == [], address


@pytest.mark.usefixtures("ward")
def test_the_foot_of_the_site_takes_no_sheet(page: Page) -> None:
    """It could stand on a last sheet alone; the number of the sheet is in the margin."""
    sign_in(page, "vanphong")
    page.emulate_media(media="print")
    page.goto("/du-an/")
    expect(page.locator(".footer")).to_be_hidden()


@pytest.mark.usefixtures("ward")
def test_the_paper_is_chosen_and_charts_are_drawn(page: Page) -> None:
    """Chromium prints what is seen: a sheet across for a list, upright for all else."""
    sign_in(page, "vanphong")
    for address, box in (("/chi-tieu/", b"841"), ("/chi-tieu/01.03/", b"594")):
        page.goto(address)
        drawn(page)
        printed = page.pdf(prefer_css_page_size=True)
        assert b"/MediaBox [0 0 " + box in printed, address
