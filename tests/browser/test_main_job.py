"""The whole job on the real plan: enter a figure, see it, download the quarter."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from indicators.models import Indicator, Measurement
from tests.factories.remembered import DEMO_PASSWORD, illustrative_ward

PASSWORD = DEMO_PASSWORD
OWN = "estimate_2026q3_value"
CODE = "02.09"  # Thu ngân sách từ khu vực kinh tế tư nhân: a plain value, reported by Phòng KTHT&ĐT


@pytest.fixture
def ward(transactional_db: None) -> None:
    """The real plan with the illustrative figures, as `make demo` loads them."""
    illustrative_ward()


def sign_in(page: Page, username: str, at: str = "") -> None:
    page.goto(f"{at}/tai-khoan/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill(username)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.locator(".header__user, #user-tools")).to_be_visible()


def sign_out(page: Page) -> None:
    page.context.clear_cookies()


def correct(page: Page) -> None:
    """Begin a correction where the report on the page was accepted."""
    if page.get_by_role("button", name="Sửa số đã tiếp nhận").count():
        page.get_by_label("Lý do sửa").fill("Đính chính")
        page.get_by_role("button", name="Sửa số đã tiếp nhận").click()
        expect(page.get_by_role("button", name="Lưu nháp")).to_be_visible()


@pytest.mark.usefixtures("ward")
def test_the_main_job(page: Page, tmp_path: Path) -> None:
    indicator = Indicator.objects.get(item__code=CODE)
    assert indicator.item.reporter is not None
    assert indicator.item.reporter.code == "kinhte"
    sign_in(page, "kinhte")
    page.goto(f"/chi-tieu/{CODE}/")
    page.get_by_role("link", name="Nhập số liệu").click()

    correct(page)
    box = page.locator(f"#id_{OWN}")
    box.fill("10.961")
    page.get_by_role("button", name="Lưu nháp").click()
    expect(page.locator(".error-summary")).to_contain_text("10,961")
    expect(box).to_have_value("10.961")

    box.fill("123,4")
    page.get_by_role("button", name="Lưu nháp").click()
    expect(page.locator(".messages")).to_contain_text("Ước cả quý (quý III/2026): 123,4 tỷ đồng")
    page.get_by_role("button", name="Lưu và trình lãnh đạo").click()
    expect(page.locator(".messages")).to_contain_text("Đã trình lãnh đạo đơn vị")
    for username, step in (("kinhte.ld", "Lưu và gửi Văn phòng Đảng ủy"), ("vanphong", "Tiếp nhận")):
        sign_out(page)
        sign_in(page, username)
        page.goto(f"/viec-cua-toi/{CODE}/")
        page.get_by_role("button", name=step, exact=True).click()
        expect(page.locator(".messages")).to_contain_text("Đã")

    page.goto(f"/chi-tieu/{CODE}/")
    expect(page.locator(".chart[data-drawn=true]")).to_be_visible()
    drawn = page.evaluate("() => document.querySelector('.js-plotly-plot').data")
    estimate = next(trace for trace in drawn if trace["name"] == "Ước cả quý")
    # Lũy kế trong năm: what was official in the first two quarters and the new estimate.
    assert estimate["y"][-1] == pytest.approx(to_date(CODE), abs=0.05)

    page.goto("/bao-cao/")
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải báo cáo Excel").click()
    path = tmp_path / "quarter.xlsx"
    download.value.save_as(path)
    assert cell_of(path, CODE, "Thực hiện/ước quý") == 123.4


def to_date(code: str) -> float:
    """The year's sum: the official figure of each quarter, else its estimate."""
    best: dict[int, float] = {}
    figures = Measurement.objects.counted().filter(indicator__item__code=code, year=2026)
    for one in figures.filter(form__in=["estimate", "official"]).order_by("form"):
        assert one.value is not None
        best[one.quarter] = float(one.value)
    return sum(best.values())


def cell_of(path: Path, code: str, title: str) -> object:
    """The value in the row of an indicator under a column's title, sheet Chỉ tiêu."""
    sheet = load_workbook(path)["Chỉ tiêu"]
    rows = list(sheet.iter_rows(values_only=True))
    header = next(row for row in rows if row[0] == "TT")
    row = next(row for row in rows if row[0] == code)
    return row[header.index(title)]
