"""Photograph the pages for the README and for the help, from the illustrative data."""

from __future__ import annotations

import base64
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from bachdang.guide.manuals import ALL_MANUALS, Step

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

OFFICE, UNIT = (1366, 768), (360, 740)
# file, account, address, size
PICTURES = [
    ("tong-quan", "vanphong", "/", OFFICE),
    ("ke-hoach", "vanphong", "/ke-hoach/?q=giai+ngan", OFFICE),
    ("chi-tieu", "vanphong", "/chi-tieu/", OFFICE),
    ("chi-tieu-chi-tiet", "vanphong", "/chi-tieu/02.04/", OFFICE),
    ("viec-cua-toi", "kinhte", "/viec-cua-toi/", OFFICE),
    ("viec-cua-toi-dien-thoai", "kinhte", "/viec-cua-toi/", UNIT),
    ("duyet", "kinhte.ld", "/viec-cua-toi/duyet/", OFFICE),
    ("duyet-dien-thoai", "kinhte.ld", "/viec-cua-toi/duyet/", UNIT),
    ("nhap-so-lieu", "kinhte", "/viec-cua-toi/02.10/", OFFICE),
    ("nhiem-vu", "vanphong", "/nhiem-vu/", OFFICE),
    ("du-an", "vanphong", "/du-an/", OFFICE),
    ("sau-ro", "vanphong", "/6-ro/", OFFICE),
    ("dong-thoi-gian", "vanphong", "/dong-thoi-gian/", OFFICE),
    ("du-an-chi-tiet", "vanphong", "/du-an/PL2.II.I.1/", OFFICE),
    ("don-vi", "vanphong", "/don-vi/kinhte/", OFFICE),
    ("bao-cao", "vanphong", "/bao-cao/", OFFICE),
    ("tong-quan-dien-thoai", "thuongtruc", "/", UNIT),
    ("mau-giao-dien", "vanphong", "/he-thong/giao-dien/", OFFICE),
]
# Photographed whole, not only what the window shows; as JPEG, since they are long.
WHOLE = {"mau-giao-dien"}
# Pictures of the help are served by the site: as wide as the page shows them, and small.
HELP_WINDOW, HELP_WIDTH, HELP_QUALITY = (1200, 720), 900, 60
PORT = 8765


class Command(BaseCommand):
    help = "Chụp ảnh các trang từ số liệu minh họa (cần Chromium và playwright)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--output", type=Path, default=settings.BASE_DIR / "docs" / "images")
        parser.add_argument("--help-output", type=Path, default=settings.BASE_DIR / "static" / "help")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            from playwright.sync_api import sync_playwright
        except ImportError as error:
            raise CommandError("Thiếu playwright: chạy `make install`.") from error
        browser_path = which("chromium") or which("chromium-browser")
        if browser_path is None:
            raise CommandError("Thiếu Chromium: chạy `make packages`.")
        with _site() as address, sync_playwright() as driver:
            browser = driver.chromium.launch(
                executable_path=browser_path, args=["--no-sandbox", "--disable-gpu", "--no-first-run"]
            )
            count = _for_readme(browser, address, options["output"])
            count += _for_help(browser, address, options["help_output"])
            browser.close()
        self.stdout.write(f"Đã chụp {count} ảnh vào {options['output']} và {options['help_output']}.")


def _for_readme(browser: Browser, address: str, folder: Path) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    for name, account, path, size in PICTURES:
        page = _window(browser, size)
        _sign_in(page, address, account)
        _open(page, address + path)
        if name in WHOLE:
            page.screenshot(path=str(folder / f"{name}.jpg"), full_page=True, quality=60)
        else:
            page.screenshot(path=str(folder / f"{name}.png"))
        page.context.close()
    return len(PICTURES)


def _for_help(browser: Browser, address: str, folder: Path) -> int:
    """A picture of every step of every manual; those of steps that are gone are removed."""
    folder.mkdir(parents=True, exist_ok=True)
    taken = set()
    for manual in ALL_MANUALS:
        page = _window(browser, HELP_WINDOW)
        _sign_in(page, address, manual.account)
        for step, picture in manual.numbered:
            file = folder / Path(picture).name
            _open(page, address + step.address)
            _show(page, step)
            file.write_bytes(_small(page))
            taken.add(file)
        page.context.close()
    for file in set(folder.glob("*.webp")) - taken:
        file.unlink()
    return len(taken)


def _window(browser: Browser, size: tuple[int, int]) -> Page:
    width, height = size
    context = browser.new_context(
        viewport={"width": width, "height": height}, locale="vi-VN", timezone_id=settings.TIME_ZONE
    )
    return context.new_page()


def _sign_in(page: Page, address: str, account: str) -> None:
    page.goto(f"{address}/tai-khoan/dang-nhap/")
    page.fill("#id_username", account)
    page.fill("#id_password", os.environ.get("DEMO_PASSWORD", "bachdang-demo"))
    page.click("button[type=submit]")


def _open(page: Page, url: str) -> None:
    page.goto(url)
    charts = page.locator(".chart")
    if charts.count():
        page.wait_for_function(
            "() => [...document.querySelectorAll('.chart')].every(one => one.dataset.drawn === 'true')"
        )


def _show(page: Page, step: Step) -> None:
    if step.opens:
        page.locator(step.opens).first.evaluate("fold => { fold.open = true; }")
    if step.scroll:
        page.locator(step.scroll).first.evaluate(
            "place => window.scrollTo(0, place.getBoundingClientRect().top + window.scrollY - 80)"
        )


def _small(page: Page) -> bytes:
    """What the window shows, scaled down, as WebP."""
    width, height = HELP_WINDOW
    top = page.evaluate("() => window.scrollY")
    clip = {"x": 0, "y": top, "width": width, "height": height, "scale": HELP_WIDTH / width}
    session = page.context.new_cdp_session(page)
    answer = session.send("Page.captureScreenshot", {"format": "webp", "quality": HELP_QUALITY, "clip": clip})
    return base64.b64decode(answer["data"])


@contextmanager
def _site() -> Iterator[str]:
    """This site on a loopback port, for as long as the pictures take."""
    address = f"http://127.0.0.1:{PORT}"
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "bachdang.wsgi",
        "--bind",
        f"127.0.0.1:{PORT}",
        "--threads",
        "4",
    ]
    server = subprocess.Popen([*command, "--log-level", "error"], cwd=settings.BASE_DIR)  # noqa: S603
    try:
        for _ in range(100):
            try:
                urllib.request.urlopen(f"{address}/tai-khoan/dang-nhap/", timeout=1)  # noqa: S310
                break
            except OSError:
                time.sleep(0.1)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=10)
