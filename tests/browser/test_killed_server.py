"""The server is killed while somebody types: a real one, with kill -9, and started again."""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.db import connection
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from bachdang.accounts.models import User
from plans.models import Period
from tests.browser.test_main_job import sign_in, ward
from tests.browser.test_work_grid import PAGE, box, figures, number, round_of_85, stored, usual
from tests.faults.site import PASSWORD, Site, serving

__all__ = ["round_of_85", "ward"]


@pytest.fixture
def site(round_of_85: Period, tmp_path: Path) -> Iterator[Site]:
    """gunicorn with its workers, on the database of this test and on this day."""
    told = connection.settings_dict
    url = f"postgres://{told['USER']}@/{told['HOST']}/{told['NAME']}"
    hasher = Argon2PasswordHasher()  # as the served site hashes, not as quick as other tests do
    User.objects.filter(username="kinhte").update(password=hasher.encode(PASSWORD, hasher.salt()))
    site = Site(url, tmp_path)
    site.set_clock(timezone.localtime().strftime("%Y-%m-%dT%H:%M"))
    with serving(site):
        yield site


def kill(site: Site) -> None:
    """kill -9 of all its processes: the one that starts workers first."""
    assert site.process is not None
    workers = site.workers()
    assert workers
    site.process.kill()
    site.process.wait()
    for worker in workers:
        os.kill(worker, signal.SIGKILL)


def test_figures_typed_while_the_server_is_dead_are_saved_when_it_lives(
    page: Page, site: Site, page_troubles: list[str]
) -> None:
    home = f"http://127.0.0.1:{site.port}"
    sign_in(page, "kinhte", home)
    page.goto(home + PAGE)
    codes = figures(page)[:6]
    said = {code: usual(page, code) for code in codes}

    def state(code: str) -> Locator:
        return page.locator(f'tbody[data-code="{code}"] .work__saving')

    def type_into(code: str) -> None:
        page.fill(box(page, code), said[code])
        page.keyboard.press("Enter")

    type_into(codes[0])
    expect(state(codes[0])).to_contain_text("đã lưu")
    # Killed with a save on its way, which may or may not have been written.
    type_into(codes[1])
    kill(site)
    for code in codes[2:4]:
        type_into(code)
        expect(state(code)).to_contain_text("sẽ thử lại")
    expect(page.locator("[data-kept]")).to_contain_text("dòng chưa lưu")
    # The page is opened anew; one of its saves may end just then, and its line be drawn as it was before.
    site.start()
    page.goto(home + PAGE)
    type_into(codes[4])
    for code in codes[:5]:
        expect(state(code)).to_contain_text(re.compile("đã lưu|nháp"))
    expect(page.locator("[data-kept]")).to_have_text("")

    # Left open, the page sends by itself.
    kill(site)
    type_into(codes[5])
    expect(state(codes[5])).to_contain_text("sẽ thử lại")
    site.start()
    expect(state(codes[5])).to_contain_text("đã lưu", timeout=60_000)
    for code in codes:
        expect(page.locator(box(page, code))).to_have_value(said[code])
        assert stored(code) == number(said[code])
    page_troubles.clear()
