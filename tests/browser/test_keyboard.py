"""With the keyboard alone: where the focus goes, and whether it is seen there."""

from __future__ import annotations

from itertools import pairwise
from typing import Any, TypeAlias

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.layout import WIDE, ZOOMED, ask, drawn, faults_at_this_size
from tests.browser.test_main_job import PASSWORD, sign_in, ward

__all__ = ["ward"]

Stop: TypeAlias = dict[str, Any]
MAIN_PAGES = {
    "vanphong": [
        "/",
        "/chi-tieu/",
        "/chi-tieu/02.09/",
        "/don-vi/",
        "/bao-cao/",
        "/diem-can-lam-ro/",
        "/chuong-trinh/",
    ],
    "kinhte": ["/viec-cua-toi/", "/viec-cua-toi/PL2.II.IV.1/"],
}
MANY = 600


def walk(page: Page, key: str = "Tab") -> list[Stop]:
    """Press the key until the focus leaves the page or begins anew: where it stopped, and the end."""
    stops: list[Stop] = []
    ask(page, "forget")
    while not stops or not stops[-1].get("end"):
        page.keyboard.press(key)
        stops.append(ask(page, "stop"))
        assert len(stops) < MANY, f"after {MANY} times {key} the focus is still in the page"
    return stops


def faults_of(stops: list[Stop]) -> list[str]:
    return [fault for stop in stops for fault in stop["faults"]]


def backwards(stops: list[Stop]) -> list[str]:
    """Where the eye is led back: up without going right, inside a card and from card to card."""
    placed = [one for one in stops if one.get("placed")]
    return [
        f"{before['name']} → {after['name']}"
        for before, after in pairwise(placed)
        if above(after["here"], before["here"]) and above(after["group"], before["group"])
    ]


def above(after: Stop, before: Stop) -> bool:
    """Whether what comes after stands wholly above, in no further column."""
    return bool(after["bottom"] <= before["top"] and after["left"] < before["right"])


def open_at(page: Page, size: ViewportSize, address: str) -> None:
    page.set_viewport_size(size)
    page.goto(address)
    drawn(page)


@pytest.mark.usefixtures("ward")
@pytest.mark.parametrize("account", MAIN_PAGES)
@pytest.mark.parametrize("size", [WIDE, ZOOMED], ids=["wide", "zoomed"])
def test_the_focus_goes_through_the_page_and_is_seen(page: Page, account: str, size: ViewportSize) -> None:
    """There and back again; zoomed to 200 % as well."""
    sign_in(page, account)
    for address in MAIN_PAGES[account]:
        open_at(page, size, address)
        assert faults_at_this_size(page) == [], address
        stops = walk(page)
        assert faults_of(stops) + backwards(stops) + ask(page, "passedBy") == [], address
        if size is WIDE:  # where heads of tables and boxes of answers stick to the window
            assert faults_of(walk(page, "Shift+Tab")) == [], address


def tab_to(page: Page, target: Any) -> None:
    """Press Tab until the focus is there."""
    for _ in range(MANY):
        page.keyboard.press("Tab")
        if target.evaluate("one => one === document.activeElement"):
            return
    pytest.fail(f"Tab never comes to {target}")


@pytest.mark.usefixtures("ward")
def test_the_first_stop_leads_past_the_navigation(page: Page) -> None:
    sign_in(page, "kinhte")
    page.goto("/viec-cua-toi/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Tới nội dung chính")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("main :focus")).to_have_count(1)


@pytest.mark.usefixtures("ward")
def test_a_menu_opens_and_closes_and_gives_the_focus_back(page: Page) -> None:
    sign_in(page, "kinhte")
    more = page.locator(".nav__more > summary")
    tab_to(page, more)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator(".nav__more a:focus")).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(page.locator(".nav__more .menu__list")).to_be_hidden()
    expect(more).to_be_focused()
    page.keyboard.press("/")
    expect(page.get_by_label("Từ cần tìm")).to_be_focused()


@pytest.mark.usefixtures("ward")
def test_a_figure_is_reported_without_a_mouse(page: Page) -> None:
    page.goto("/tai-khoan/dang-nhap/")
    expect(page.get_by_label("Tên đăng nhập")).to_be_focused()
    page.keyboard.type("kinhte")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Việc của tôi")).to_be_visible()
    tab_to(page, page.get_by_text("Đã tiếp nhận:"))
    page.keyboard.press("Enter")
    tab_to(page, page.locator(".line a[href*='/02.09/']"))
    page.keyboard.press("Enter")
    tab_to(page, page.get_by_label("Lý do sửa"))
    page.keyboard.type("Đính chính")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    box = page.locator("#id_estimate_2026q3_value")
    tab_to(page, box)
    page.keyboard.press("Control+a")
    page.keyboard.type("10.961")
    page.keyboard.press("Enter")
    expect(page.locator(".error-summary")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(box).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type("123,4")
    tab_to(page, page.get_by_role("button", name="Lưu nháp"))
    page.keyboard.press("Enter")
    expect(page.locator(".messages")).to_contain_text("123,4 tỷ đồng")


@pytest.mark.usefixtures("ward")
def test_a_branch_of_the_plan_is_sent_when_it_is_opened(page: Page) -> None:
    sign_in(page, "vanphong")
    page.goto("/ke-hoach/")
    summary, clause = page.locator("details[id='B.I.1'] > summary"), page.locator("[id='B.I.1.2.1']")
    expect(clause).to_have_count(0)
    summary.focus()
    page.keyboard.press("Enter")
    expect(clause).to_be_visible()
    expect(summary).to_be_focused()
    page.goto("/")
    page.goto("/ke-hoach/#B.I.1.2.1")
    expect(clause).to_be_in_viewport()
