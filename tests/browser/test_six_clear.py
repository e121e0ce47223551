"""6 rõ in the browser: all the answers of one task are filled in, and the matrix changes."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from bachdang.accounts.models import AuditEvent
from plans.models import Occurrence, Question, TaskResult, Terms, TermsUnit
from tests.browser.test_main_job import sign_in, sign_out, ward

__all__ = ["ward"]

CODE, PLACE = "PL1.X.3", "Phụ lục 1, X.3"  # two bodies lead in the document; Ban CHQS phường reports it
ROW = f"tr:has-text('{PLACE} ·')"


@pytest.fixture
def blank(ward: None) -> None:
    """A task of which nothing but the title is known."""
    terms = Terms.objects.get(item__code=CODE)
    Terms.objects.filter(pk=terms.pk).update(product="", starts=None, ends=None, recurrence="")
    TermsUnit.objects.filter(terms=terms).delete()
    TaskResult.objects.filter(occurrence__item=terms.item_id).delete()
    Occurrence.objects.filter(item=terms.item_id).delete()
    terms.item.contact = None
    terms.item.save()


def counts(page: Page) -> list[str]:
    """The line of all assignments: how many are clear on each axis, and on all."""
    return page.locator(".matrix-head .total td").all_text_contents()


def clear_in(texts: list[str]) -> list[int]:
    return [int(text.split("/")[0]) for text in texts]


def led_by_the_unit(page: Page) -> list[int]:
    """Of what Ban CHQS phường leads, how many are clear on each axis; none while it leads nothing."""
    page.goto("/don-vi/quansu/")
    return clear_in(
        page.locator("section", has=page.locator("#clear")).locator(".meter__count").all_inner_texts()
    )


@pytest.mark.usefixtures("blank")
def test_all_six_answers_of_one_task(page: Page, assert_accessible: Callable[[Page], None]) -> None:
    sign_in(page, "vanphong")
    led_before = led_by_the_unit(page)
    page.goto("/6-ro/?group=PL1.X")
    assert_accessible(page)
    before = clear_in(counts(page))
    row = page.locator(ROW)
    expect(row).to_contain_text("0/6")
    row.get_by_role("link", name=re.compile("một đơn vị chủ trì")).click()
    assert_accessible(page)
    further = page.get_by_role("button", name="Lưu và sang mặt chưa rõ tiếp theo")

    page.get_by_label("Đơn vị chủ trì", exact=True).select_option(label="Ban CHQS phường")
    page.get_by_label("Cán bộ đầu mối", exact=True).select_option(label="Ngô Minh Họa (Trợ lý)")
    further.click()
    page.get_by_label("Kết quả, sản phẩm phải có").fill("Bảo đảm 100% chỉ tiêu tuyển quân")
    further.click()
    page.get_by_label("Cấp quyết định").fill("Chủ tịch UBND phường")
    further.click()
    page.get_by_label("Nguồn lực").fill("Ngân sách phường")
    further.click()
    page.get_by_label("Lãnh đạo chịu trách nhiệm").fill("Dương Minh Họa, Chỉ huy trưởng")
    page.get_by_label("Công an phường", exact=True).check()
    further.click()
    page.get_by_label("Từ ngày … đến ngày …").check()
    page.get_by_label("Ngày bắt đầu").fill("01/01/2027")
    page.get_by_label("Ngày kết thúc").fill("31/12/2026")
    save = page.get_by_role("button", name="Lưu", exact=True)
    save.click()
    expect(page.locator(".error-summary")).to_contain_text("31/12/2026")
    expect(page.locator(".error-summary")).to_contain_text("01/01/2027")
    page.get_by_label("Ngày bắt đầu").fill("01/01/2026")
    save.click()

    expect(page).to_have_url(re.compile(r"/6-ro/\?group=PL1\.X$"))
    row = page.locator(ROW)
    expect(row).to_contain_text("6/6")
    for words in ("Ban CHQS phường", "Chủ tịch UBND phường", "Ngân sách phường", "Công an phường"):
        expect(row).to_contain_text(words)
    expect(row).not_to_contain_text("Chưa rõ")
    assert clear_in(counts(page)) == [number + 1 for number in before]
    assert AuditEvent.objects.filter(verb="fill_answer").count() == 6
    assert AuditEvent.objects.filter(verb="set_contact").count() == 1
    assert Occurrence.objects.get(item__code=CODE).due.year == 2026
    assert not Question.objects.open().filter(clause__key=CODE, text__contains="hai đơn vị chủ trì").exists()

    assert led_by_the_unit(page) == [number + 1 for number in led_before or [0] * 6]
    assert CODE in page.content()
    page.goto(f"/nhiem-vu/{CODE}/")
    expect(page.locator("section", has=page.locator("#six"))).to_contain_text("Nguyễn Minh Họa điền ngày")
    sign_out(page)
    sign_in(page, "quansu")
    page.goto("/viec-cua-toi/?cua=toi")
    expect(page.locator("main")).to_contain_text("Tôi là đầu mối (1)")
    page.get_by_text(re.compile("^Đã (gửi Văn phòng Đảng ủy|tiếp nhận): 1 việc")).click()
    expect(page.locator(".line", has_text=CODE)).to_contain_text("Bạn là đầu mối")


@pytest.mark.usefixtures("ward")
@pytest.mark.parametrize("width", [360, 900])
def test_the_matrix_fits_a_phone_and_a_tablet(
    page: Page, width: int, assert_accessible: Callable[[Page], None]
) -> None:
    page.set_viewport_size({"width": width, "height": 740})
    sign_in(page, "kinhte.ld")
    page.goto("/6-ro/")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert_accessible(page)
    page.goto("/6-ro/PL1.I.6/trach-nhiem/")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
