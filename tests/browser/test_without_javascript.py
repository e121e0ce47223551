"""A browser that runs no script: the whole job, and charts that are their tables."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from plans.models import Report
from tests.browser.test_main_job import correct, sign_in, ward

__all__ = ["ward"]

pytestmark = [
    pytest.mark.usefixtures("ward"),
    pytest.mark.browser_context_args(java_script_enabled=False),
]


def test_a_figure_is_corrected_and_sent(page: Page) -> None:
    sign_in(page, "kinhte")
    page.get_by_text("Đã tiếp nhận:").click()
    page.locator(".line a[href*='/02.09/']").click()
    correct(page)
    box = page.locator("#id_estimate_2026q3_value")
    box.fill("10.961")
    page.get_by_role("button", name="Lưu nháp").click()
    page.locator(".error-summary").get_by_role("link", name="Ước cả quý III/2026").click()
    expect(box).to_be_in_viewport()
    expect(box).to_have_value("10.961")
    box.fill("123,4")
    page.get_by_role("button", name="Lưu nháp").click()
    expect(page.locator(".messages")).to_contain_text("123,4 tỷ đồng")
    page.get_by_role("button", name="Lưu và trình lãnh đạo").click()
    expect(page.locator(".messages")).to_be_visible()
    assert Report.objects.get(item__code="02.09", period__quarter=3, state="waiting").counted is False


def test_rows_are_saved_with_what_else_was_typed(page: Page) -> None:
    sign_in(page, "kinhte")
    for code in ("PL1.IV.3", "PL1.VI.2"):
        page.locator(".work", has_text=code).get_by_label("Kết quả thực hiện trong quý").fill("Đã xong")
    page.get_by_role("button", name="Lưu tất cả").click()
    expect(page.locator(".messages")).to_contain_text("Đã lưu 2 dòng")


def test_charts_are_their_tables(page: Page) -> None:
    sign_in(page, "vanphong")
    for address in ("/", "/chi-tieu/02.09/", "/du-an/PL2.II.I.5/"):
        page.goto(address)
        charts = page.locator(".chart")
        assert charts.count() > 0
        for chart in charts.all():
            expect(chart.locator("tbody tr").first).to_be_visible()
            expect(chart.locator(".chart__plot")).to_be_hidden()


def test_menus_filters_and_searches_work(page: Page) -> None:
    sign_in(page, "vanphong")
    page.get_by_text("Thêm", exact=True).click()
    page.get_by_role("link", name="Chương trình", exact=True).click()
    expect(page.locator("main tbody tr").first).to_be_visible()
    page.goto("/chi-tieu/")
    page.get_by_label("Đánh giá", exact=True).select_option(label="Nguy cơ không đạt")
    page.get_by_role("button", name="Lọc").click()
    page.wait_for_url("**status=at_risk**")
    rows = page.locator("#results tbody tr")
    assert rows.count() > 0
    assert rows.count() == rows.filter(has_text="Nguy cơ không đạt").count()
    page.locator(".header__search > summary").click()
    page.get_by_label("Từ cần tìm").fill("giai ngan")
    page.get_by_role("button", name="Tìm", exact=True).click()
    expect(page.locator(".hit").first).to_be_visible()


def test_a_folded_branch_of_the_plan_opens(page: Page) -> None:
    sign_in(page, "vanphong")
    page.goto("/ke-hoach/")
    branch = page.locator("details[id='B.I.1']")
    branch.locator("> summary").click()
    branch.get_by_role("link", name="Mở phần này").click()
    expect(page.locator("[id='B.I.1.2.1']")).to_be_visible()
    page.get_by_role("link", name="Toàn văn").click()
    expect(page.locator("[id='PL2.II.I.5']")).to_be_visible()
