"""What a page looks like to Chromium: too wide, cut off, covered, drawn."""

from __future__ import annotations

from playwright.sync_api import Page, ViewportSize, expect

WIDE = ViewportSize(width=1366, height=768)
NARROW = ViewportSize(width=360, height=740)

_CUT_OFF = """() => {
  const wide = document.documentElement.clientWidth;
  const beyond = (one) => {
    const box = one.getBoundingClientRect();
    return box.left < -1 || box.right > wide + 1;
  };
  const still = (one) => getComputedStyle(one).overflowX === 'visible';
  const scroller = (one) => (one && still(one) ? scroller(one.parentElement) : one);
  return [...document.querySelectorAll('a, button, input, select, textarea, summary')].filter((one) => {
    const box = scroller(one.parentElement);
    return one.checkVisibility() && one.offsetWidth > 1 && beyond(one) && (!box || beyond(box));
  }).map((one) => one.outerHTML.slice(0, 120));
}"""
_CHARTS_FOLLOWED = """async () => {
  const behind = (plot) => Math.abs(plot.querySelector('.main-svg').clientWidth - plot.clientWidth) > 1;
  const shown = (one) => one.checkVisibility();
  const plots = () => [...document.querySelectorAll('.js-plotly-plot')].filter(shown);
  for (let frame = 0; frame < 300 && plots().some(behind); frame++) await new Promise(requestAnimationFrame);
}"""


def drawn(page: Page) -> int:
    """How many charts the page has, once all of them are drawn."""
    charts = page.locator(".chart").count()
    if charts:
        expect(page.locator(".chart[data-drawn=true]")).to_have_count(charts)
    return charts


def resize(page: Page, size: ViewportSize) -> None:
    """Change the window; charts follow it a moment later."""
    page.set_viewport_size(size)
    page.evaluate(_CHARTS_FOLLOWED)


def sideways(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    wide: int = page.evaluate(
        "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return wide


def cut_off(page: Page) -> list[str]:
    """Controls that stand beyond the left or right edge of the window, where no scrolling reaches them."""
    found: list[str] = page.evaluate(_CUT_OFF)
    return found
