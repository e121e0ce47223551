"""The help says what the screens say: every quoted word stands on the screen of its step."""

from __future__ import annotations

import re
from decimal import Decimal
from html import unescape
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from bachdang.accounts.models import User
from bachdang.accounts.roles import Role
from bachdang.guide.helping import locks, moves
from bachdang.guide.manuals import ALL_MANUALS, MANUALS, Manual
from indicators.explaining import PLAIN_REASONS
from indicators.meanings import KIND_MEANINGS, status_meanings
from indicators.rules import Status, TargetKind
from plans.flow import Step
from plans.models import ReportState
from plans.rules import TaskStatus, task_status_meanings
from tests.factories import user_with_role
from tests.factories.remembered import illustrative_ward

HELP = Path(settings.BASE_DIR) / "static" / "help"
KILOBYTE = 1024


def _words(html: str) -> str:
    """The visible words of a page, and what fields say, folded to one line."""
    html = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", html, flags=re.S)
    said = re.findall(r'(?:placeholder|aria-label|title|value)="([^"]*)"', html)
    return " ".join(unescape(" ".join([re.sub(r"<[^>]+>", "", html), *said])).split()).casefold()


@pytest.mark.django_db
@pytest.mark.parametrize("manual", ALL_MANUALS, ids=lambda one: one.slug)
def test_quoted_words_stand_on_the_screen(client: Client, manual: Manual) -> None:
    illustrative_ward()
    client.force_login(User.objects.get(username=manual.account))
    missing = []
    for step in manual.steps:
        response = client.get(step.address)
        assert response.status_code == 200, step.address
        screen = _words(response.content.decode())
        quoted = re.findall(r"“([^”]+)”", step.text)
        missing += [(step.title, words) for words in quoted if words.casefold() not in screen]
    assert missing == []


@pytest.mark.django_db
def test_each_role_lands_on_its_own_manual(client: Client) -> None:
    illustrative_ward()
    for manual in MANUALS.values():
        client.force_login(User.objects.get(username=manual.account))
        page = client.get(reverse("own_help"), follow=True)
        assert page.context["manual"] is manual
        for step in manual.steps:
            if step.link:
                assert client.get(reverse(step.link[0])).status_code == 200, step.link
        contents = client.get(reverse("help")).content.decode()
        positions = [contents.index(reverse("manual", args=[one.slug])) for one in MANUALS.values()]
        assert min(positions) == contents.index(reverse("manual", args=[manual.slug]))


def test_every_role_has_a_manual() -> None:
    assert set(MANUALS) == set(Role)


def test_every_step_has_its_small_picture_and_no_other_is_kept() -> None:
    wanted = {Path(picture).name for manual in ALL_MANUALS for _, picture in manual.numbered}
    sizes = {file.name: file.stat().st_size for file in HELP.iterdir()}
    assert set(sizes) == wanted, "make screenshots"
    assert max(sizes.values()) <= 60 * KILOBYTE
    assert sum(sizes.values()) < 1500 * KILOBYTE
    assert all(step.alt.endswith(".") for manual in ALL_MANUALS for step in manual.steps)


@pytest.mark.django_db
def test_rules_are_told_in_the_words_of_the_code(client: Client) -> None:
    client.force_login(user_with_role(Role.OFFICER))
    page = _words(client.get(reverse("help_rules")).content.decode())
    told = [*Step.labels, *ReportState.labels, *PLAIN_REASONS.values(), *TargetKind.labels, *locks()]
    assert [words for words in told if words.casefold() not in page] == []


def test_every_status_and_kind_has_a_meaning() -> None:
    assert [status for status, _ in status_meanings(Decimal(1))] == list(Status)
    assert {status for status, _ in task_status_meanings(10)} == set(TaskStatus)
    assert set(KIND_MEANINGS) == set(TargetKind)


def test_moves_are_those_of_the_flow() -> None:
    found = {move.label: (move.sources, move.target) for move in moves()}
    assert found["Duyệt, gửi Văn phòng Đảng ủy"] == (
        "Nháp hoặc Chờ lãnh đạo đơn vị duyệt",
        "Đã gửi Văn phòng Đảng ủy",
    )
    assert found["Tiếp nhận"] == ("Đã gửi Văn phòng Đảng ủy", "Đã tiếp nhận")
    assert all(locks())
