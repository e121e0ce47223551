"""Photograph the pages for the README, from the illustrative data."""

from __future__ import annotations

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

if TYPE_CHECKING:
    from playwright.sync_api import Page

OFFICE, UNIT = (1366, 768), (360, 740)
# file, account, address, size
PICTURES = [
    ("tong-quan", "vanphong", "/", OFFICE),
    ("ke-hoach", "vanphong", "/ke-hoach/?q=giai+ngan", OFFICE),
    ("chi-tieu", "vanphong", "/chi-tieu/", OFFICE),
    ("chi-tieu-chi-tiet", "vanphong", "/chi-tieu/02.04/", OFFICE),
    ("nhap-so-lieu", "kinhte", "/viec-cua-toi/02.04/", OFFICE),
    ("nhiem-vu", "vanphong", "/nhiem-vu/", OFFICE),
    ("du-an", "vanphong", "/du-an/", OFFICE),
    ("sau-ro", "vanphong", "/6-ro/", OFFICE),
    ("dong-thoi-gian", "vanphong", "/dong-thoi-gian/", OFFICE),
    ("du-an-chi-tiet", "vanphong", "/du-an/PL2.II.I.1/", OFFICE),
    ("don-vi", "vanphong", "/don-vi/kinhte/", OFFICE),
    ("bao-cao", "vanphong", "/bao-cao/", OFFICE),
    ("tong-quan-dien-thoai", "thuongtruc", "/", UNIT),
]
PORT = 8765


class Command(BaseCommand):
    help = "Chụp ảnh các trang từ số liệu minh họa (cần Chromium và playwright)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--output", type=Path, default=settings.BASE_DIR / "docs" / "images")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            from playwright.sync_api import sync_playwright
        except ImportError as error:
            raise CommandError("Thiếu playwright: chạy `make install`.") from error
        browser_path = which("chromium") or which("chromium-browser")
        if browser_path is None:
            raise CommandError("Thiếu Chromium: chạy `make packages`.")
        options["output"].mkdir(parents=True, exist_ok=True)
        with _site() as address, sync_playwright() as driver:
            browser = driver.chromium.launch(
                executable_path=browser_path, args=["--no-sandbox", "--disable-gpu", "--no-first-run"]
            )
            for name, account, path, (width, height) in PICTURES:
                page = browser.new_page(viewport={"width": width, "height": height}, locale="vi-VN")
                _photograph(page, address, account, path, options["output"] / f"{name}.png")
                page.close()
            browser.close()
        self.stdout.write(f"Đã chụp {len(PICTURES)} ảnh vào {options['output']}.")


def _photograph(page: Page, address: str, account: str, path: str, file: Path) -> None:
    page.goto(f"{address}/tai-khoan/dang-nhap/")
    page.fill("#id_username", account)
    page.fill("#id_password", os.environ.get("DEMO_PASSWORD", "bachdang-demo"))
    page.click("button[type=submit]")
    page.goto(address + path)
    if page.locator(".chart").count():
        page.wait_for_selector(".chart[data-drawn=true]")
    page.context.clear_cookies()
    page.screenshot(path=str(file))


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
