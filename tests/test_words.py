"""No English and nothing technical on any page: all pages are followed from where each role starts."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from django.conf import settings
from django.core import mail
from django.core.exceptions import SuspiciousOperation
from django.core.management import call_command
from django.test import Client, RequestFactory
from django.urls import Resolver404, resolve, reverse

from bachdang import errors
from bachdang.accounts.models import User
from tests.factories.remembered import illustrative_ward
from tests.words import leftovers

pytestmark = pytest.mark.django_db

# Where each account begins, the one that sees most first.
ACCOUNTS = ("vanphong", "quantri", "kinhte", "thuongtruc", "kinhte.ld", "giamsat")
# Pages of one kind: each account looks at one, all of them together at so many; of filtered lists at one.
TOGETHER = 3
# The names of figures that the words of the Word report may contain stand in braces.
BRACED = re.compile(r"\{[a-z_]+\}")
LINK = re.compile(r'(?:href|hx-get)="([^"#][^"]*)"')


def follow(client: Client, start: str, looked: Counter[str]) -> Iterator[tuple[str, str]]:
    """(address, page) of what can be reached by links and was not looked at often enough."""
    waiting, known, own = deque([start]), {start}, set[str]()
    while waiting:
        address = waiting.popleft()
        kind = _kind(address)
        if kind is None or kind in own or looked[kind] >= (1 if kind.endswith("?") else TOGETHER):
            continue
        own.add(kind)
        looked[kind] += 1
        response = client.get(address, follow=True)
        assert response.status_code < 500, address
        if not response["Content-Type"].startswith("text/html"):
            continue
        page = response.content.decode()
        yield address, page
        for link in LINK.findall(page):
            target = urldefrag(urljoin(address, link.replace("&amp;", "&"))).url
            if not urlsplit(target).netloc and target not in known:
                known.add(target)
                waiting.append(target)


def _kind(address: str) -> str | None:
    """Pages of one kind have the same name of address; filtered lists are another kind than whole ones."""
    parts = urlsplit(address)
    try:
        match = resolve(parts.path)
    except Resolver404:
        return None
    return f"{match.view_name}?" if parts.query else match.view_name


def found_in(page: str) -> list[str]:
    return list(leftovers(BRACED.sub("", page)))


def _told(pages: Iterable[tuple[str, str]]) -> list[str]:
    """What is left over, once each, with the page it was first met on."""
    found: dict[str, str] = {}
    for address, page in pages:
        for words in found_in(page):
            found.setdefault(words, address)
    return [f"{address}: {words}" for words, address in found.items()]


@pytest.mark.long
def test_pages_of_every_role(client: Client) -> None:
    illustrative_ward()
    looked: Counter[str] = Counter()
    pages: list[tuple[str, str]] = []
    for account in ACCOUNTS:
        user = User.objects.get(username=account)
        client.force_login(user)
        pages += follow(client, reverse("start"), looked)
        if user.is_staff:  # no page leads to the Django admin: it is for emergencies
            pages += follow(client, reverse("admin:index"), looked)
    assert {
        "overview",
        "my_work",
        "accounts",
        "plan_settings",
        "measure_unit",
        "admin:index",
        "admin:plans_plan_change",
        "period_detail",
    } <= looked.keys()
    told = _told(pages)
    assert not told, "\n".join(told)


def test_error_pages(client: Client) -> None:
    """What a person reads when something is refused or broken."""
    illustrative_ward()
    client.force_login(User.objects.get(username="kinhte"))
    request = RequestFactory().get("/")
    strict = Client(enforce_csrf_checks=True)
    pages: dict[str, Any] = {
        "404": client.get("/khong-co-trang-nay/"),
        "403": client.get(reverse("period_list")),
        "405": client.get(reverse("save_work", args=["01.04"])),
        "413": client.post(reverse("my_work"), {"note": "x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)}),
        "400": errors.bad_request(request, SuspiciousOperation("Invalid upload")),
        "500": errors.server_error(request),
        "csrf": strict.post(reverse("login"), {"username": "kinhte"}),
        "wrong password": Client().post(reverse("login"), {"username": "kinhte", "password": "sai"}),
        "locked": [
            Client().post(reverse("login"), {"username": "vanphong", "password": "sai"}) for _ in range(11)
        ][-1],
    }
    assert "Tạm khóa đăng nhập" in pages["locked"].content.decode()
    told = _told((name, answer.content.decode()) for name, answer in pages.items())
    assert not told, "\n".join(told)


def test_letters(mailoutbox: list[mail.EmailMessage]) -> None:
    illustrative_ward()
    User.objects.update(email="can-bo@example.vn")
    call_command("send_reminders")
    assert mailoutbox
    # Addresses of mail and of pages are no words.
    texts = [re.sub(r"\S+@\S+|https?://\S+", "", f"{one.subject} {one.body}") for one in mailoutbox]
    assert _told(("letter", text) for text in texts) == []
