"""What the tables of work ask of a person, counted on the illustrative quarter: rows in sight, keys, presses.

An interaction is a box filled and left with one key, a tick, or a press of a button.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from bachdang.accounts.models import User
from bachdang.accounts.roles import Role
from bachdang.reporting.flow.actions import advance, save_report
from bachdang.reporting.flow.content import Content, FigurePart
from indicators.entry import NewFigure, as_new_figure
from indicators.models import Measurement
from plans.flow import Step
from plans.models import Item, Period, Report
from tests.browser.test_main_job import PASSWORD, sign_in, sign_out, ward
from tests.browser.test_work_grid import IN_SIGHT, PAGE, box, round_of_85, stored
from tests.factories.flow import someone

__all__ = ["round_of_85", "ward"]
RUN = ["02.08", "02.10", "02.12", "11.01", "13.02", "13.04", "13.06", "14.02", "14.04", "15.05"]
"""Ten rows below one another (but for verdicts, which are chosen) whose figure is one number."""

PHONE, OFFICE = {"width": 360, "height": 740}, {"width": 1366, "height": 768}
LEAP = "lệch 10 lần"
PATIENCE = 120_000
"""Milliseconds: ten saves, each a request, and sixty acceptances take their time on a busy machine."""


class Hand:
    """Counts what is done on a page."""

    def __init__(self) -> None:
        self.done = 0

    def press(self, what: Locator) -> None:
        what.click()
        self.done += 1

    def fill(self, page: Page, text: str, key: str = "Enter") -> None:
        """Type into the box that has the focus, and leave it."""
        page.keyboard.type(text)
        page.keyboard.press(key)
        self.done += 1


@pytest.mark.usefixtures("round_of_85")
def test_rows_are_in_sight_as_the_page_opens(page: Page) -> None:
    sign_in(page, "kinhte")
    for size, rows in ((OFFICE, 10), (PHONE, 4)):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        page.goto(PAGE)
        assert page.locator("tbody.work").count() >= 85
        assert page.evaluate(IN_SIGHT) >= rows, size


@pytest.mark.usefixtures("round_of_85")
def test_ten_figures_from_sign_in_to_sent(page: Page) -> None:
    hand = Hand()
    page.goto("/")
    expect(page.get_by_label("Tên đăng nhập")).to_be_focused()
    hand.fill(page, "kinhte", "Tab")
    hand.fill(page, PASSWORD)
    page.wait_for_url(f"**{PAGE}")
    shown = [page.locator(f'tbody[data-code="{code}"] td[data-label="Kỳ trước"]') for code in RUN]
    said = [one.inner_text().split(" ")[0].replace(".", "") for one in shown]
    page.locator(box(page, RUN[0])).focus()
    keys = 0
    for code, text in zip(RUN, said, strict=True):
        expect(page.locator(box(page, code))).to_be_focused()
        hand.fill(page, text)
        keys += 1
    hand.press(page.get_by_role("button", name="Lưu và trình lãnh đạo"))
    expect(page.locator(".messages")).to_contain_text("trình lãnh đạo đơn vị 10 báo cáo", timeout=PATIENCE)
    assert [stored(code) for code in RUN] == [Decimal(text.replace(",", ".")) for text in said]
    assert hand.done <= 13
    assert keys <= 1.3 * len(RUN)


def known_figures(**where: object) -> list[Measurement]:
    """What was reported of the third quarter in one number, in the plan's order."""
    rows = Measurement.objects.counted().filter(
        year=2026, quarter=3, form="estimate", value__gt=0, indicator__item__reporter__isnull=False, **where
    )
    return list(rows.select_related("indicator__item__reporter").order_by("indicator__item__order"))


def writer(item: Item) -> User:
    return someone(Role.OFFICER, User.objects.filter(unit=item.reporter, is_active=True)[0])


def written(period: Period, known: list[Measurement], leaps: int) -> Iterator[Report]:
    """The same figures again for the round; the first `leaps` of them ten times as large."""
    for number, one in enumerate(known):
        assert one.value is not None
        value = one.value * (10 if number < leaps else 1)
        figure: NewFigure = replace(as_new_figure(one), quarter=4, value=value)
        part = FigurePart((figure,), frozenset({(2026, 4, "estimate")}))
        yield save_report(
            item=one.indicator.item,
            period=period,
            content=Content(part=part),
            by=writer(one.indicator.item),
            seen="",
            today=timezone.localdate(),
        )


def worded(period: Period, items: list[Item]) -> Iterator[Report]:
    for item in items:
        yield save_report(
            item=item,
            period=period,
            content=Content(result="Đang triển khai theo kế hoạch"),
            by=writer(item),
            seen="",
            today=timezone.localdate(),
        )


def in_words(number: int, **where: object) -> list[Item]:
    """Items that are reported in words."""
    kinds = ("task", "duty", "programme")
    found = Item.objects.filter(kind__in=kinds, reporter__isnull=False, **where)
    return list(found.order_by("kind", "order")[:number])


def moved(reports: Iterator[Report], step: Step) -> None:
    for one in reports:
        by = someone(Role.HEAD, writer(one.item)) if step == Step.APPROVE else writer(one.item)
        advance(report=one, step=step, by=by, today=timezone.localdate())


def test_a_head_reviews_seventeen(page: Page, round_of_85: Period) -> None:
    known = known_figures(indicator__item__reporter__code="kinhte")[:12]
    moved(written(round_of_85, known, leaps=1), Step.SUBMIT)
    moved(worded(round_of_85, in_words(17 - len(known), reporter__code="kinhte")), Step.SUBMIT)
    sign_in(page, "kinhte.ld")
    page.get_by_role("link", name="17 báo cáo chờ tôi duyệt").click()
    flagged = page.locator(".review__row", has_text=LEAP)
    expect(flagged).to_have_count(1)
    expect(flagged).to_be_in_viewport()
    hand = Hand()
    hand.press(flagged.locator("input[name=tick]"))
    hand.press(page.locator(".review__row:not(.review__row--flagged) input[name=tick]").last)
    page.get_by_label("Lý do trả lại").first.focus()
    hand.fill(page, "Xem lại số liệu và nguồn", "Tab")
    hand.press(page.get_by_role("button", name="Trả lại dòng đã chọn"))
    expect(page.locator(".messages")).to_contain_text("Đã trả lại người nhập 2 báo cáo")
    hand.press(page.get_by_role("link", name="Chọn mọi dòng không có cờ"))
    hand.press(page.get_by_role("button", name="Duyệt 15 dòng đã chọn"))
    expect(page.locator(".messages")).to_contain_text("15 báo cáo")
    assert Report.objects.filter(period=round_of_85, state="sent").count() == 15
    assert hand.done <= 6


def test_the_office_accepts_sixty_and_holds_three(page: Page, round_of_85: Period) -> None:
    known = known_figures()[:40]
    moved(written(round_of_85, known, leaps=3), Step.APPROVE)
    moved(worded(round_of_85, in_words(63 - len(known))), Step.APPROVE)
    assert Report.objects.filter(period=round_of_85, state="sent").count() == 63
    sign_out(page)
    sign_in(page, "vanphong")
    page.goto("/ky-bao-cao/2026-Q4/")
    expect(page.locator(".review__row", has_text=LEAP)).to_have_count(3)
    hand = Hand()
    hand.press(page.get_by_role("link", name="Chọn mọi dòng không có cờ"))
    hand.press(page.get_by_role("button", name="Tiếp nhận 60 dòng đã chọn"))
    expect(page.locator(".messages")).to_contain_text("60 báo cáo", timeout=PATIENCE)
    assert Report.objects.filter(period=round_of_85, state="accepted").count() == 60
    assert Report.objects.filter(period=round_of_85, state="sent").count() == 3
    assert hand.done <= 3
