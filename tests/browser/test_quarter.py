"""A whole quarter: entered, returned, corrected, accepted, locked, reopened, locked again."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from bachdang.accounts.models import AuditEvent
from indicators.models import Indicator, Measurement
from plans.models import Report, ReportState, Snapshot
from tests.browser.test_main_job import correct, sign_in, sign_out, ward

__all__ = ["ward"]

OURS, THEIRS = "02.09", "22.05"  # a sum of Phòng KTHT&ĐT, a count of Công an phường
PERIOD = "/ky-bao-cao/2026-Q3/"


def as_person(page: Page, username: str) -> None:
    sign_out(page)
    sign_in(page, username)


def enter(page: Page, code: str, value: str) -> None:
    page.goto(f"/viec-cua-toi/{code}/")
    correct(page)
    page.locator("#id_estimate_2026q3_value").fill(value)
    page.get_by_role("button", name="Lưu nháp").click()
    expect(page.locator(".messages")).to_contain_text("Đã lưu nháp")


def step(page: Page, code: str, name: str, reason: str = "") -> None:
    page.goto(f"/viec-cua-toi/{code}/")
    if reason:
        page.get_by_label("Lý do trả lại").fill(reason)
    page.get_by_role("button", name=name, exact=True).click()
    expect(page.locator(".messages")).to_contain_text(re.compile(rf"^\s*Đã .*báo cáo {re.escape(code)}\b"))


@pytest.fixture
def quiet(ward: None) -> None:
    """The ward with nothing on its way yet."""
    Report.objects.filter(period__quarter=3).exclude(state=ReportState.ACCEPTED).delete()


@pytest.mark.usefixtures("quiet")
def test_a_whole_quarter(page: Page) -> None:
    as_person(page, "kinhte")
    enter(page, OURS, "120,5")
    step(page, OURS, "Lưu và trình lãnh đạo")
    as_person(page, "congan")
    enter(page, THEIRS, "1")
    step(page, THEIRS, "Lưu và trình lãnh đạo")

    as_person(page, "kinhte.ld")
    page.goto("/viec-cua-toi/")
    page.get_by_role("link", name="1 báo cáo chờ tôi duyệt").click()
    expect(page.locator(".review__row")).to_have_count(1)
    step(page, OURS, "Trả lại người nhập", "Chưa trừ phần hoàn thuế")
    as_person(page, "kinhte")
    page.goto("/viec-cua-toi/")
    expect(page.locator(f'.work[data-code="{OURS}"]')).to_contain_text("Chưa trừ phần hoàn thuế")
    enter(page, OURS, "118,5")
    step(page, OURS, "Lưu và trình lãnh đạo")
    as_person(page, "kinhte.ld")
    step(page, OURS, "Lưu và gửi Văn phòng Đảng ủy")
    as_person(page, "congan.ld")
    step(page, THEIRS, "Lưu và gửi Văn phòng Đảng ủy")

    as_person(page, "vanphong")
    step(page, OURS, "Trả lại đơn vị", "Ghi rõ nguồn")
    page.goto(PERIOD)
    page.get_by_role("link", name="Chọn mọi dòng không có cờ").click()
    page.get_by_role("button", name="Tiếp nhận 1 dòng đã chọn").click()
    expect(page.locator(".messages")).to_contain_text("tiếp nhận 1 báo cáo")
    as_person(page, "kinhte")
    enter(page, OURS, "119")
    step(page, OURS, "Lưu và trình lãnh đạo")
    as_person(page, "kinhte.ld")
    step(page, OURS, "Lưu và gửi Văn phòng Đảng ủy")
    as_person(page, "vanphong")
    step(page, OURS, "Tiếp nhận")

    lock(page)
    first = Snapshot.objects.get()
    frozen = (first.rows, first.fingerprint)
    as_person(page, "kinhte")
    page.goto(f"/viec-cua-toi/{OURS}/")
    expect(page.locator("main")).to_contain_text("đã chốt")

    as_person(page, "vanphong")
    page.goto(f"{PERIOD}mo-lai/{OURS}/")
    page.get_by_label("Lý do").fill("Cơ quan thuế đính chính")
    page.get_by_role("button", name="Mở lại").click()
    expect(page.locator(".messages")).to_contain_text("Đã mở lại")
    as_person(page, "kinhte")
    enter(page, OURS, "121")
    step(page, OURS, "Lưu và trình lãnh đạo")
    as_person(page, "kinhte.ld")
    step(page, OURS, "Lưu và gửi Văn phòng Đảng ủy")
    as_person(page, "vanphong")
    page.goto(f"/viec-cua-toi/{OURS}/")
    page.get_by_role("button", name="Tiếp nhận", exact=True).click()
    expect(page.locator("main")).to_contain_text("số liệu đã chốt có thêm bản 2")
    expect(page.get_by_label("Lý do")).to_have_value("Cơ quan thuế đính chính")
    page.get_by_role("button", name="Tiếp nhận", exact=True).click()
    expect(page.locator(".messages")).to_contain_text("Đã tiếp nhận báo cáo")

    first.refresh_from_db()
    assert (first.rows, first.fingerprint) == frozen
    assert list(Snapshot.objects.order_by("version").values_list("version", "reason")) == [
        (1, ""),
        (2, "Cơ quan thuế đính chính"),
    ]
    item = Indicator.objects.get(item__code=OURS)
    counted = Measurement.objects.counted().get(indicator=item, year=2026, quarter=3, form="estimate")
    assert counted.value == 121
    assert Report.objects.filter(item=item.item, period__quarter=3, counted=True).count() == 1
    told = list(AuditEvent.objects.filter(item_id=item.pk).order_by("-pk").values_list("verb", flat=True))
    walked = ["accept", "approve", "submit", "save_report", "reopen_report", "accept", "approve", "submit",
              "save_report", "return", "approve", "submit", "save_report", "send_back", "submit",
              "save_report"]  # fmt: skip
    assert told[: len(walked)] == walked
    page.goto(f"/chi-tieu/{OURS}/")
    history = page.locator("section", has=page.locator("#history"))
    for words in ("Chưa trừ phần hoàn thuế", "Ghi rõ nguồn", "Cơ quan thuế đính chính", "121 tỷ đồng"):
        expect(history).to_contain_text(words)


def lock(page: Page) -> None:
    page.goto(PERIOD)
    page.get_by_role("link", name="Chốt kỳ").click()
    page.get_by_role("button", name="Chốt kỳ").click()
    expect(page.locator(".messages")).to_contain_text("Đã chốt")
