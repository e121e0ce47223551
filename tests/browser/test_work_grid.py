"""The table of Việc của tôi: by keyboard, from the clipboard, with the plug pulled; nothing typed is lost."""

from __future__ import annotations

import gzip
from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from playwright.sync_api import Page, Route, expect

from bachdang.accounts.models import User
from bachdang.reporting.flow.periods import lock_period, open_period
from indicators.models import Measurement
from plans.models import Period, Plan, Report
from tests.browser.test_main_job import sign_in, ward

__all__ = ["ward"]
PAGE = "/viec-cua-toi/"
IN_SIGHT = """() => [...document.querySelectorAll('.work__line')].filter(row => {
  const box = row.getBoundingClientRect();
  return box.top >= 0 && box.bottom <= document.querySelector('.work-bar').getBoundingClientRect().top;
}).length"""


@pytest.fixture
def round_of_85(ward: None) -> Period:
    """A round just opened: the unit owes everything."""
    day = timezone.localdate() + timedelta(days=20)
    office = User.objects.get(username="vanphong")
    return open_period(plan=Plan.objects.get(), year=2026, quarter=4, by=office, due=day)


def figures(page: Page) -> list[str]:
    """Codes of the rows whose figure is one number, known for last quarter."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll('tbody.work')].filter(row =>
             row.querySelectorAll('.work__line input[data-cell]').length === 1
             && /^[0-9,]+$/.test(row.querySelector('td[data-label="Kỳ trước"]').textContent.trim())
           ).map(row => row.dataset.code)"""
    )
    return found


def box(page: Page, code: str) -> str:
    return f'tbody[data-code="{code}"] .work__line input[data-cell]'


def usual(page: Page, code: str) -> str:
    """A figure that asks no question: last quarter's, as the page shows it."""
    return page.locator(f'tbody[data-code="{code}"] td[data-label="Kỳ trước"]').inner_text().split(" ")[0]


def number(text: str) -> Decimal:
    return Decimal(text.replace(".", "").replace(",", ".").replace("−", "-"))


def stored(code: str) -> Decimal | None:
    return Measurement.objects.get(indicator__item__code=code, year=2026, quarter=4, form="estimate").value


def test_ten_figures_are_typed_like_in_a_spreadsheet(page: Page, round_of_85: Period) -> None:
    page.set_viewport_size({"width": 1366, "height": 768})
    sign_in(page, "kinhte")
    response = page.goto(PAGE)
    assert response is not None
    assert len(gzip.compress(response.body())) <= 60_000
    assert page.locator("tbody.work").count() >= 80
    assert page.evaluate(IN_SIGHT) >= 10
    page.set_viewport_size({"width": 360, "height": 740})
    page.locator("tbody.work").nth(12).scroll_into_view_if_needed()
    assert page.evaluate(IN_SIGHT) >= 4
    names = page.locator(".work__name a").evaluate_all(
        "all => all.map(one => [one.offsetWidth, one.scrollWidth, one.parentElement.clientWidth])"
    )
    assert all(shown >= min(needed, room * 0.8) for shown, needed, room in names)
    page.set_viewport_size({"width": 1366, "height": 768})

    # Ten boxes in a row of the table: each takes its digits and one key.
    page.goto(f"{PAGE}?loai=chi-tieu&thieu=1")
    cells = page.locator(".work__line [data-cell]")
    cells.first.focus()
    for _ in range(9):
        page.keyboard.type("7")
        page.keyboard.press("Enter")
    page.keyboard.type("7")
    page.keyboard.press("Shift+Enter")
    expect(page.locator(".work__line [data-cell]").nth(8)).to_be_focused()
    values = [cells.nth(index).input_value() for index in range(10)]
    assert values == ["7"] * 10


def paste(page: Page, code: str, lines: list[str]) -> None:
    page.evaluate(
        """([at, text]) => {
          const data = new DataTransfer();
          data.setData('text/plain', text);
          document.querySelector(at).dispatchEvent(
            new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
        }""",
        [box(page, code), "\r\n".join(lines)],
    )


def test_a_column_from_excel_fills_the_rows_below(page: Page, round_of_85: Period) -> None:
    sign_in(page, "kinhte")
    page.goto(f"{PAGE}?loai=chi-tieu")
    first, second, third = figures(page)[:3]
    paste(page, first, ["mười", *["" for _ in range(400)], "9"])
    expect(page.locator(f'tbody[data-code="{first}"] .work__fault')).to_contain_text("không phải là số")
    expect(page.locator(box(page, first))).to_have_value("mười")
    expect(page.locator("[data-kept]")).to_contain_text("Dán thừa 1 ô")
    assert page.locator(box(page, second)).input_value() == page.locator(box(page, third)).input_value() == ""

    # Codes with their figures find their own rows, whatever the order; one that has no box here is named.
    said = {code: usual(page, code) for code in (second, third)}
    paste(page, first, [f"{third}\t{said[third]}", "01.01\tBỏ trống", "", f"{second}\t{said[second]}"])
    for code, text in said.items():
        expect(page.locator(f'tbody[data-code="{code}"] .work__saving')).to_contain_text("đã lưu")
        assert stored(code) == number(text)
    expect(page.locator("[data-kept]")).to_contain_text("không có chỗ: 01.01 Bỏ trống")
    expect(page.locator("[data-kept]")).to_contain_text(f"Đã dán 2 ô, dòng {third} đến {second}")


LINES = """() => [...document.querySelectorAll('tbody.work .work__line .work__boxes')].slice(0, 12)
  .flatMap(boxes => [...boxes.querySelectorAll('input[data-cell], select')]).map(box =>
    [box.closest('tbody.work').dataset.code, box.tagName, box.name,
     [...box.options ?? []].at(1)?.textContent ?? ''])"""


def test_a_column_of_the_unit_form_keeps_its_lines(page: Page, round_of_85: Period) -> None:
    """A line for a figure or a rating, two for a fraction; nothing slips into another indicator's row."""
    sign_in(page, "kinhte")
    page.goto(f"{PAGE}?loai=chi-tieu")
    lines = page.evaluate(LINES)
    first = next(index for index, (_, tag, _, _) in enumerate(lines) if tag == "INPUT")
    lines = lines[first:]
    assert {"INPUT", "SELECT"} == {tag for _, tag, _, _ in lines}
    assert len(lines) > len({code for code, _, _, _ in lines})  # a fraction is among them
    said = [label if tag == "SELECT" else str(index + 1) for index, (_, tag, _, label) in enumerate(lines)]
    paste(page, lines[0][0], said)
    expect(page.locator("[data-kept]")).to_contain_text(f"Đã dán {len(said)} ô")
    for (_, tag, name, label), text in zip(lines, said, strict=True):
        field = page.locator(f'[name="{name}"]')
        chosen = field.evaluate("one => one.selectedOptions?.[0]?.textContent ?? one.value")
        assert chosen == (label if tag == "SELECT" else text)


def test_two_tabs_and_a_double_press_lose_and_double_nothing(page: Page, round_of_85: Period) -> None:
    sign_in(page, "kinhte")
    page.goto(PAGE)
    code, other = figures(page)[:2]
    tab = page.context.new_page()
    tab.goto(PAGE)
    mine, theirs = usual(page, code), "77"
    page.fill(box(page, code), mine)
    page.locator(box(page, other)).focus()
    expect(page.locator(f'tbody[data-code="{code}"] .work__saving')).to_contain_text("đã lưu")
    # The other tab does not know: both figures are shown, the one typed there stays in its box.
    tab.fill(box(tab, code), theirs)
    tab.locator(box(tab, other)).focus()
    expect(tab.locator(f'tbody[data-code="{code}"] .work__more')).to_contain_text(mine)
    expect(tab.locator(box(tab, code))).to_have_value(theirs)
    # Nothing sent by itself decides: not another box, not the net that is back, not a page opened anew.
    tab.fill(box(tab, other), usual(page, other))
    tab.locator(box(tab, code)).focus()
    tab.evaluate("window.dispatchEvent(new Event('online'))")
    tab.get_by_role("button", name="Lưu và trình lãnh đạo").click()
    expect(tab.locator(f'tbody[data-code="{other}"] .work__saving')).to_contain_text("đã lưu")
    tab.reload()
    expect(tab.locator(f'tbody[data-code="{code}"] .work__more')).to_contain_text(mine)
    assert stored(code) == number(mine)
    # The person does: mine, and then theirs.
    tab.get_by_role("button", name="Dùng số của tôi").click()
    expect(tab.locator(f'tbody[data-code="{code}"] .work__saving')).to_contain_text("đã lưu")
    assert stored(code) == number(theirs)
    page.fill(box(page, code), "76")
    page.locator(box(page, other)).focus()
    page.get_by_role("link", name="Dùng số vừa lưu").click()
    expect(page.locator(box(page, code))).to_have_value(theirs)
    page.reload()
    expect(page.locator(box(page, code))).to_have_value(theirs)
    assert stored(code) == number(theirs)
    tab.close()

    page.get_by_role("button", name="Lưu và trình lãnh đạo").dblclick()
    expect(page.locator(".messages")).to_contain_text("trình lãnh đạo đơn vị 2 báo cáo")
    report = Report.objects.get(item__code=code, period=round_of_85)
    assert (report.state, report.revision) == ("waiting", 1)


def test_a_page_of_last_quarter_stays_in_last_quarter(page: Page, ward: None) -> None:
    last = Period.objects.get(year=2026, quarter=3)
    sign_in(page, "kinhte")
    page.goto(f"{PAGE}?loai=nhiem-vu")
    line = page.locator("tbody.work").first
    code = line.get_attribute("data-code")
    day = timezone.localdate() + timedelta(days=20)
    open_period(
        plan=Plan.objects.get(), year=2026, quarter=4, by=User.objects.get(username="vanphong"), due=day
    )
    line.locator("textarea").fill("Kết quả của quý III")
    page.keyboard.press("Enter")
    expect(page.locator(f'tbody[data-code="{code}"] .work__saving')).to_contain_text("đã lưu")
    assert Report.objects.get(item__code=code, result="Kết quả của quý III").period == last
    assert not Report.objects.filter(period__quarter=4).exists()


def test_nothing_typed_is_lost_when_the_plug_is_pulled(
    page: Page, round_of_85: Period, page_troubles: list[str]
) -> None:
    sign_in(page, "kinhte")
    page.goto(PAGE)
    away, failing, signed_out, shared, closed = figures(page)[:5]
    said = {code: usual(page, code) for code in (away, failing, signed_out, closed)}
    state = 'tbody[data-code="{}"] .work__saving'

    # No network: kept, said, and back after the page was opened anew.
    page.context.set_offline(True)
    page.fill(box(page, away), said[away])
    page.locator(box(page, failing)).focus()
    expect(page.locator(state.format(away))).to_contain_text("sẽ thử lại")
    expect(page.locator("[data-kept]")).to_contain_text("1 dòng chưa lưu")
    page.context.set_offline(False)
    page.get_by_role("button", name="Thử lưu lại").click()
    expect(page.locator(state.format(away))).to_contain_text("đã lưu")
    assert stored(away) == number(said[away])

    # The server fails; the page is opened anew; the value comes back into its box and is saved.
    def fail(route: Route) -> None:
        route.fulfill(status=502, body="")

    page.route("**/luu/**", fail)
    page.fill(box(page, failing), said[failing])
    page.locator(box(page, shared)).focus()
    expect(page.locator(state.format(failing))).to_contain_text("sẽ thử lại")
    page.unroute("**/luu/**")
    page.goto(PAGE)
    expect(page.locator(box(page, failing))).to_have_value(said[failing])
    expect(page.locator(state.format(failing))).to_contain_text("đã lưu")
    assert stored(failing) == number(said[failing])

    # Someone else saved another figure meanwhile: both are shown, the own one stays in its box.
    Measurement.objects.filter(indicator__item__code=failing, year=2026, quarter=4).update(value=99)
    report = Report.objects.get(item__code=failing, period=round_of_85)
    Report.objects.filter(pk=report.pk).update(version=report.version + 1)
    page.fill(box(page, failing), "13")
    page.locator(box(page, shared)).focus()
    expect(page.locator(f'tbody[data-code="{failing}"] .work__more')).to_contain_text("99")
    expect(page.locator(box(page, failing))).to_have_value("13")

    # The session is over: what is typed stays, and is kept.
    cookies = page.context.cookies()
    page.context.clear_cookies()
    page.fill(box(page, signed_out), said[signed_out])
    page.locator(box(page, shared)).focus()
    expect(page.locator(state.format(signed_out))).to_contain_text("chưa lưu")
    page.context.add_cookies(cookies)  # type: ignore[arg-type]
    page.goto(PAGE)
    expect(page.locator(state.format(signed_out))).to_contain_text("đã lưu")
    assert stored(signed_out) == number(said[signed_out])

    # The round is locked in another window.
    page.locator(box(page, closed)).focus()
    lock_period(
        period=Period.objects.get(pk=round_of_85.pk),
        by=User.objects.get(username="vanphong"),
        today=timezone.localdate() + timedelta(days=30),
    )
    page.fill(box(page, closed), said[closed])
    page.keyboard.press("Enter")
    expect(page.locator(f'tbody[data-code="{closed}"] .work__more')).to_contain_text("đã chốt")
    expect(page.locator(box(page, closed))).to_have_value(said[closed])
    # Opened anew, the round is text; what was typed is still there to be copied, until it is put away.
    page.goto(PAGE)
    kept = page.locator(".work-lost")
    expect(kept).to_contain_text(f"{closed}: đã gõ “{said[closed]}”")
    page.goto(f"{PAGE}?cua=toi")
    expect(page.locator(".work-lost")).to_be_hidden()
    page.goto(PAGE)
    with page.expect_download():  # which begins as another page does
        page.locator("main a[href*='xuat=']").first.click()
    page.get_by_role("button", name=f"Bỏ số đã gõ của {closed}").click()
    page.goto(PAGE)
    expect(page.locator(".work-lost")).not_to_contain_text(closed)
    page_troubles.clear()


def test_what_is_typed_while_a_row_is_being_saved_is_saved_too(page: Page, round_of_85: Period) -> None:
    sign_in(page, "kinhte")
    page.goto(PAGE)
    code, other = figures(page)[:2]
    value = usual(page, code)
    waiting: list[Route] = []
    page.route("**/luu/**", lambda route: waiting.append(route))
    page.fill(box(page, code), "mười")
    page.locator(box(page, other)).focus()
    page.wait_for_timeout(200)
    page.fill(box(page, code), value)
    waiting[0].continue_()  # refused, while the box holds another value already
    page.unroute("**/luu/**")
    expect(page.locator(f'tbody[data-code="{code}"] .work__saving')).to_contain_text("đã lưu")
    assert stored(code) == number(value)


def test_signing_out_leaves_nothing_on_the_machine(page: Page, round_of_85: Period) -> None:
    sign_in(page, "kinhte")
    page.goto(PAGE)
    code = figures(page)[0]
    page.context.set_offline(True)
    page.fill(box(page, code), "21")
    page.keyboard.press("Enter")
    expect(page.locator("[data-kept]")).to_contain_text("1 dòng chưa lưu")
    kept = "() => Object.keys(localStorage).filter(key => key.startsWith('bachdang:')).length"
    assert page.evaluate(kept) == 1
    page.context.set_offline(False)
    page.locator(".header__user").click()
    page.get_by_role("button", name="Đăng xuất").click()
    expect(page.get_by_label("Mật khẩu")).to_be_visible()
    assert page.evaluate(kept) == 0
