"""How many clicks and entries the three commonest jobs take: each click and each box filled in counts.

Signing in (name, password, button) is counted for the official, who comes for this alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from openpyxl import load_workbook
from playwright.sync_api import Locator, Page, expect

from bachdang.accounts.models import User
from bachdang.vietnamese.numbers import format_decimal
from indicators.models import Measurement
from plans.models import Period, Plan, Report
from tests.browser.test_main_job import sign_in, ward

__all__ = ["ward"]


@dataclass
class Hand:
    """Counts what a person does: each click and each box filled in."""

    done: int = 0

    def click(self, what: Locator) -> None:
        what.click()
        self.done += 1

    def fill(self, what: Locator, text: str) -> None:
        what.fill(text)
        self.done += 1


@pytest.mark.usefixtures("ward")
def test_a_leader_finds_the_worst_unit_and_opens_its_late_item(page: Page) -> None:
    hand = Hand()
    sign_in(page, "thuongtruc")
    worst = page.locator(".answers__units a").first
    unit, number = worst.inner_text().rsplit(" ", 1)
    hand.click(worst)
    rows = page.locator("#results tbody tr")
    expect(rows).to_have_count(int(number))
    assert rows.first.inner_text().endswith(unit)
    hand.click(rows.first.get_by_role("link").first)
    expect(page.locator(".badge--failed, .badge--at-risk, .badge--slow").first).to_be_visible()
    assert hand.done <= 3


@pytest.fixture
def next_round(ward: None) -> Period:
    """The fourth quarter, open and not due yet on any day this test runs."""
    today = timezone.localdate()
    found: Period = Period.objects.create(
        plan=Plan.objects.get(), year=2026, quarter=4, cutoff=today, due=today + timedelta(days=20),
        opened_at=timezone.now(), opened_by=User.objects.get(username="vanphong"),
    )  # fmt: skip
    return found


def last_value(code: str) -> str:
    """What was reported of the quarter before, as an official would write it."""
    found = Measurement.objects.counted().filter(indicator__item__code=code, year=2026, quarter=3)
    value = found.get(form="estimate").value
    assert value is not None
    return format_decimal(value)


def test_an_official_sends_ten_figures(page: Page, next_round: Period) -> None:
    hand = Hand(done=3)
    sign_in(page, "kinhte")
    boxes = page.locator("[name$='-estimate_2026q4_value']")
    rows = page.locator(".work:has([name$='-estimate_2026q4_value'])")
    codes = [name.split(" ", 1)[0] for name in rows.locator(".work__name a").all_inner_texts()]
    known = Measurement.objects.counted().filter(
        indicator__item__code__in=codes, year=2026, quarter=3, form="estimate", value__isnull=False
    )
    with_value = set(known.values_list("indicator__item__code", flat=True))
    ten = [(at, code) for at, code in enumerate(codes) if code in with_value][:10]
    assert len(ten) == 10
    for at, code in ten:
        hand.fill(boxes.nth(at), last_value(code))
    hand.click(page.get_by_role("button", name="Lưu và trình lãnh đạo"))
    expect(page.locator(".messages")).to_contain_text("trình lãnh đạo đơn vị 10 báo cáo")
    sent = Report.objects.filter(period=next_round, state="waiting")
    assert set(sent.values_list("item__code", flat=True)) == {code for _, code in ten}
    assert hand.done <= 15

    head = Hand()
    page.context.clear_cookies()
    sign_in(page, "kinhte.ld")
    head.click(page.get_by_role("link", name="10 báo cáo chờ tôi duyệt"))
    head.click(page.get_by_role("link", name="Chọn mọi dòng không có cờ"))
    head.click(page.get_by_role("button", name="Duyệt 10 dòng đã chọn"))
    expect(page.locator(".messages")).to_contain_text("10 báo cáo")
    assert Report.objects.filter(period=next_round, state="sent").count() == 10
    assert head.done <= 3


@pytest.mark.usefixtures("ward")
def test_the_office_downloads_the_quarter(page: Page, tmp_path: Path) -> None:
    hand = Hand()
    sign_in(page, "vanphong")
    with page.expect_download() as download:
        hand.click(page.get_by_role("link", name="Báo cáo Excel"))
    path = tmp_path / "quarter.xlsx"
    download.value.save_as(path)
    assert "Chỉ tiêu" in load_workbook(path).sheetnames
    assert hand.done <= 3
