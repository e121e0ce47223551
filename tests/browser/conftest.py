"""A real Chromium against a live server.

Every page is watched: a script error, a refused resource or a request to another address fails the test.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from threading import Condition
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.signals import request_finished, request_started
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response, expect
from pytest_django.live_server_helper import LiveServer

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
QUIET = 0.1
"""Seconds without a request after which no other is awaited."""
MILLISECONDS = 20_000
"""How long a page is waited for: a busy machine is not a failure."""


@pytest.fixture(scope="session", autouse=True)
def _allow_database_beside_event_loop() -> None:
    """Playwright's sync interface runs an event loop in the test's thread, where Django refuses queries."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The machine's own Chromium, or the one named in CHROMIUM: Playwright's is not to be had everywhere."""
    program = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM)), None)
    if program is None:
        pytest.exit(
            "Thiếu Chromium. Cài đặt: apt-get install -y --no-install-recommends chromium", returncode=1
        )
    return {**browser_type_launch_args, "executable_path": program, "args": FLAGS}


@pytest.fixture(scope="session")
def base_url(live_server: LiveServer) -> str:
    """Pages go to paths of the live server: page.goto("/")."""
    return str(live_server.url)


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {
        **browser_context_args,
        "locale": "vi-VN",
        "timezone_id": "Asia/Ho_Chi_Minh",
        "viewport": {"width": 1366, "height": 768},
        "reduced_motion": "reduce",
    }


@pytest.fixture
def server_at_rest(transactional_db: None) -> Iterator[None]:
    """Once the browser is closed, what it asked last is still answered: only then are the tables emptied."""
    under_way, count = Condition(), 0

    def changes(by: int) -> Callable[..., None]:
        def change(**_: object) -> None:
            nonlocal count
            with under_way:
                count += by
                under_way.notify_all()

        return change

    begins, ends = changes(1), changes(-1)
    request_started.connect(begins)
    request_finished.connect(ends)
    yield
    with under_way:
        at_rest = under_way.wait_for(lambda: count <= 0, timeout=MILLISECONDS / 1000)
        while under_way.wait(timeout=QUIET):  # what was sent at the very end begins a moment later
            at_rest = under_way.wait_for(lambda: count <= 0, timeout=MILLISECONDS / 1000)
    request_started.disconnect(begins)
    request_finished.disconnect(ends)
    assert at_rest, "a request is not answered"


@pytest.fixture(autouse=True)
def page_troubles(
    server_at_rest: None, context: BrowserContext, live_server: LiveServer
) -> Iterator[list[str]]:
    """What went wrong in any page of the test; a test that expects trouble empties the list."""
    troubles: list[str] = []
    context.set_default_timeout(MILLISECONDS)
    expect.set_options(timeout=MILLISECONDS)
    host = urlsplit(live_server.url).netloc

    def heard(message: ConsoleMessage) -> None:
        # Refused forms (403, 409, 422) are said here too, and judged by `answered`.
        if message.type in {"error", "warning"} and not message.text.startswith("Failed to load resource"):
            troubles.append(f"console: {message.text}")

    def asked(request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in {"data", "blob"} and address.netloc != host:
            troubles.append(f"request to another address: {request.url}")

    def answered(response: Response) -> None:
        static = urlsplit(response.url).path.startswith("/static/")
        if response.status >= 500 or (static and response.status >= 400):
            troubles.append(f"{response.status}: {response.url}")

    context.on("console", heard)
    context.on("weberror", lambda error: troubles.append(f"script error: {error.error}"))
    context.on("request", asked)
    context.on("response", answered)
    yield troubles
    assert troubles == []


@pytest.fixture
def assert_accessible() -> Callable[[Page], None]:
    """Check a page with axe (up to a second: once for each structure and width)."""

    def check(page: Page) -> None:
        # What it finds in order is not told node by node: handing that over takes longer than finding it.
        results = Axe().run(page, options={"resultTypes": ["violations"]})
        assert results.violations_count == 0, results.generate_report()

    return check
