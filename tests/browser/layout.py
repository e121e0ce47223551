"""What a page looks like to Chromium: too wide, cut off, drawn. layout.js measures it there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Page, ViewportSize, expect

WIDE = ViewportSize(width=1366, height=768)
NARROW = ViewportSize(width=360, height=740)
# What is left of the wide window when all is twice as large.
ZOOMED = ViewportSize(width=683, height=384)
_SCRIPT = (Path(__file__).parent / "layout.js").read_text()


def ask(page: Page, question: str) -> Any:
    """One of the questions of layout.js."""
    return page.evaluate(_SCRIPT, question)


def drawn(page: Page) -> int:
    """How many charts the page has, once all of them are drawn."""
    charts = page.locator(".chart").count()
    if charts:
        expect(page.locator(".chart[data-drawn=true]")).to_have_count(charts)
    return charts


def resize(page: Page, size: ViewportSize) -> None:
    """Change the window; charts follow it a moment later."""
    page.set_viewport_size(size)
    ask(page, "chartsFollowed")


def faults_at_this_size(page: Page) -> list[str]:
    """What does not fit the window: the page, controls cut off by its edges, targets too small to hit."""
    wide: int = page.evaluate(
        "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    found = [f"scrolls sideways by {wide} px"] if wide > 0 else []
    found += [f"cut off: {one}" for one in ask(page, "cutOff")]
    return found + [f"small: {one}" for one in ask(page, "small")]
