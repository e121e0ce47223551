"""The session ends while somebody types: the box over the page, and every value is saved after it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from bachdang.accounts.models import Session
from indicators.models import Measurement
from plans.models import Item, Period, Report
from tests.browser.test_main_job import sign_in, ward
from tests.browser.test_work_grid import PAGE, box, figures, number, round_of_85, stored, usual

__all__ = ["round_of_85", "ward"]

PASSWORD = "bachdang-demo"


def sign_in_over_the_page(page: Page, name: str = "") -> None:
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_label("Tên đăng nhập")).to_have_value("kinhte")
    if name:
        dialog.get_by_label("Tên đăng nhập").fill(name)
    expect(dialog.get_by_label("Mật khẩu")).to_be_visible()
    dialog.get_by_label("Mật khẩu").fill(PASSWORD)
    page.keyboard.press("Enter")


def test_figures_typed_without_a_session_are_saved_after_signing_in(page: Page, round_of_85: Period) -> None:
    sign_in(page, "kinhte")
    page.goto(PAGE)
    codes = figures(page)[:3]
    said = {code: usual(page, code) for code in codes}
    page.context.clear_cookies()
    page.fill(box(page, codes[0]), said[codes[0]])
    page.locator(box(page, codes[1])).focus()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    # Put off: typing goes on, and the next save asks again.
    dialog.get_by_role("button", name="Để sau").click()
    for code in codes[1:]:
        page.fill(box(page, code), said[code])
    page.keyboard.press("Enter")
    dialog.get_by_label("Mật khẩu").fill("sai")
    page.keyboard.press("Enter")
    expect(dialog).to_contain_text("mật khẩu chưa đúng")
    sign_in_over_the_page(page)
    expect(dialog).to_be_hidden()
    page.get_by_role("button", name="Thử lưu lại").click()
    expect(page.locator("[data-kept]")).to_have_text("")
    for code in codes:
        expect(page.locator(f'tbody[data-code="{code}"] .work__saving')).to_contain_text("đã lưu")
        assert stored(code) == number(said[code])


def test_a_long_form_is_sent_after_signing_in(page: Page, round_of_85: Period) -> None:
    project = Item.objects.filter(kind="project", reporter__code="kinhte").order_by("pk")[0]
    sign_in(page, "kinhte")
    page.goto(f"{PAGE}{project.code}/")
    texts = page.locator("#main form.figures-form textarea:visible")
    for index in range(texts.count()):
        texts.nth(index).fill(f"Nội dung thứ {index}")
    page.context.clear_cookies()
    page.get_by_role("button", name="Lưu nháp").click()
    sign_in_over_the_page(page)
    expect(page.locator(".messages")).to_contain_text("Đã lưu nháp")
    report = Report.objects.get(item=project, period=round_of_85)
    assert "Nội dung thứ 0" in report.result
    for index in range(texts.count()):
        expect(texts.nth(index)).not_to_have_value("")


def test_another_person_gets_the_page_anew_and_nothing_is_sent(page: Page, round_of_85: Period) -> None:
    sign_in(page, "kinhte")
    page.goto(PAGE)
    code = figures(page)[0]
    page.context.clear_cookies()
    page.fill(box(page, code), usual(page, code))
    page.keyboard.press("Enter")
    sign_in_over_the_page(page, "kinhte.ld")
    expect(page.locator(".header__user")).to_contain_text("kinhte.ld")
    assert not Measurement.objects.filter(indicator__item__code=code, year=2026, quarter=4).exists()


@pytest.mark.usefixtures("ward")
def test_a_warning_comes_before_the_end_and_one_click_prolongs_it_in_both_tabs(page: Page) -> None:
    sign_in(page, "kinhte")
    other = page.context.new_page()
    for tab in (page, other):
        tab.clock.install()
        tab.set_viewport_size({"width": 360, "height": 740})
        tab.goto("/tro-giup/cach-tinh/")
    Session.objects.update(expire_date=timezone.now() + timedelta(minutes=5))
    for tab in (page, other):
        tab.clock.fast_forward("07:51:00")
        expect(tab.locator(".session-warning")).to_contain_text("còn khoảng 5 phút")
        assert tab.evaluate("document.documentElement.scrollWidth") <= 360
    page.get_by_role("button", name="Tiếp tục làm việc").click()
    for tab in (page, other):
        expect(tab.locator(".session-warning")).to_have_count(0)
    assert Session.objects.get().expire_date > timezone.now() + timedelta(hours=7)
    # Nobody clicked: the box stands over the page, and a sign-in in one tab opens the other again too.
    Session.objects.update(expire_date=timezone.now())
    for tab in (page, other):
        tab.clock.fast_forward("08:00:00")
        expect(tab.get_by_role("dialog")).to_be_visible()
    sign_in_over_the_page(page)
    for tab in (page, other):
        expect(tab.get_by_role("dialog")).to_be_hidden()
