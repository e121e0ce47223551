"""Every page as every role at both widths: no trouble, no sideways scroll, charts drawn, accessible."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_main_job import PASSWORD, sign_in, ward

__all__ = ["ward"]

PAGES = [
    "/",
    "/ke-hoach/",
    "/ke-hoach/?q=giai+ngan",
    "/chi-tieu/",
    "/chi-tieu/?status=at_risk",
    "/chi-tieu/?q=khong+co+gi",
    "/chi-tieu/02.04/",
    "/chi-tieu/15.03/",
    "/chi-tieu/13.02/",
    "/ke-hoach/do-luong/",
    "/diem-can-lam-ro/",
    "/nhiem-vu/",
    "/nhiem-vu/PL1.I.3/",
    "/chuong-trinh/",
    "/chuong-trinh/B.III.3/",
    "/to-chuc-thuc-hien/",
    "/to-chuc-thuc-hien/C.2/",
    "/viec-don-vi/PL1.I.1.KINHTE1/",
    "/du-an/",
    "/du-an/PL2.II.I.5/",
    "/phai-bao-cao/",
    "/phai-bao-cao/?state=chua-gui&unit=kinhte",
    "/kien-nghi/",
    "/giai-trinh/",
    "/dong-thoi-gian/",
    "/dong-thoi-gian/?nam=ca-giai-doan&kind=du-an",
    "/don-vi/",
    "/don-vi/kinhte/",
    "/tro-giup/",
    "/tro-giup/chuyen-vien/",
    "/tro-giup/cach-tinh/",
    "/khong-co-trang-nay/",
]
OWN_PAGES = {
    "vanphong": [
        "/bao-cao/",
        "/bao-cao/?trang=du-an",
        "/bao-cao/?khoang=tu-den&tu=2026-04-01&den=2026-09-30&unit=kinhte",
        "/bao-cao/?khoang=tu-den",
        "/bao-cao/tra-ma/?ma=AAAA-BBBB-CCCC-DDDD",
        "/chi-tieu/02.04/ke-hoach-nam/2030/",
        "/chi-tieu/02.04/so-goc/",
        "/diem-can-lam-ro/?group=10",
        "/ky-bao-cao/",
        "/ky-bao-cao/2026-Q3/",
        "/ky-bao-cao/2026-Q3/chot/",
        "/ky-bao-cao/2026-Q3/don-vi/kinhte/",
        "/bieu-mau/",
        "/viec-cua-toi/02.09/",
        "/phan-cong/02.09/",
        "/thong-bao/",
        "/nhat-ky/",
        "/nhat-ky/?person=kinhte",
        "/he-thong/giao-dien/",
    ],
    "thuongtruc": ["/bao-cao/", "/chi-tieu/01.03/"],
    "kinhte": [
        "/viec-cua-toi/",
        "/viec-cua-toi/02.04/",
        "/viec-cua-toi/01.06/",
        "/viec-cua-toi/PL1.IV.3/",
        "/viec-cua-toi/B.I.1/",
        "/bieu-mau/",
        "/nhiem-vu/PL1.I.1/viec-don-vi/moi/",
        "/viec-don-vi/PL1.I.1.KINHTE2/",
    ],
    "kinhte.ld": ["/viec-cua-toi/", "/phan-cong/01.04/"],
    "giamsat": ["/bao-cao/"],
    "quantri": [
        "/tai-khoan/doi-mat-khau/",
        "/tai-khoan/nhap-danh-sach/",
        "/tai-khoan/kinhte/cap-lai-mat-khau/",
    ],
}
WIDTHS = {1366: 768, 360: 740}


def check(page: Page, address: str) -> None:
    page.goto(address)
    charts = page.locator(".chart")
    if charts.count():
        expect(page.locator(".chart[data-drawn=true]")).to_have_count(charts.count())
    expect(page.get_by_text("Số liệu minh họa.").first).to_be_visible()
    wide = page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{address} scrolls sideways by {wide}px"


@pytest.mark.usefixtures("ward")
def test_every_page_as_every_role(page: Page, assert_accessible: Callable[[Page], None]) -> None:
    """axe runs once for each page and width: the structure is the same for every role."""
    checked: set[tuple[str, int]] = set()
    for username, own in OWN_PAGES.items():
        page.context.clear_cookies()
        sign_in(page, username)
        for width, height in WIDTHS.items():
            page.set_viewport_size({"width": width, "height": height})
            for address in [*PAGES, *own]:
                check(page, address)
                if (address, width) not in checked:
                    assert_accessible(page)
                    checked.add((address, width))


@pytest.mark.usefixtures("ward")
def test_without_javascript_figures_and_forms_still_work(browser: Browser, base_url: str) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=base_url)
    page = context.new_page()
    page.goto("/tai-khoan/dang-nhap/")
    page.fill("#id_username", "kinhte")
    page.fill("#id_password", PASSWORD)
    page.click("button[type=submit]")
    expect(page.locator(".work").first).to_be_visible()
    page.goto("/")
    expect(page.locator(".chart table").first).to_be_visible()
    page.goto("/chi-tieu/?status=at_risk")
    assert page.locator("#results tbody tr").count() > 0
    page.goto("/viec-cua-toi/01.04/")
    page.fill("#id_estimate_2026q3_value", "360,5")
    page.click("button[type=submit]:has-text('Lưu nháp')")
    expect(page.locator(".messages")).to_contain_text("360,5 nghìn kWh")
    context.close()
