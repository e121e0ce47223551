"""What belongs to one ward is data: another ward, with another plan, never meets a word of the first."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Any
from zipfile import ZipFile

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from bachdang.accounts.models import User
from plans.models import Plan
from tests.conftest import NOW
from tests.factories.another_ward import PEOPLE, another_ward, with_details
from tests.test_permissions import TABLE

pytestmark = pytest.mark.django_db

# The product is called Bạch Đằng: its name stands in the brand, the tab and as the writer of files.
PRODUCT = re.compile(r'Theo dõi Kế hoạch · Bạch Đằng|<span class="brand__name">Bạch Đằng|Hệ thống Bạch Đằng')
FOREIGN = re.compile(
    r"Bạch Đằng|Hải Phòng|[Pp]hường(?!, [Xx]ã)|PHƯỜNG|Phụ lục \d|PHỤ LỤC|2030|2045|16-CTr|6 rõ|“6 RÕ”|"
    r"Ủy ban nhân dân Ủy ban|ỦY BAN NHÂN DÂN ỦY BAN|\bUBND phường"
)
# Arguments where the table names what only its own small ward has.
CODES = {
    "01.01": "a", "2030": "2028", "PL1.I.1": "bieu-x-9", "B.I.1": "viec-a", "C.2": "to-chuc-1", "ubnd": "kt",
    "canbo": "kt.ld", "lead": "ai", "nguoi": "ai",
}  # fmt: skip


@pytest.fixture
def plan() -> Plan:
    return another_ward()


# Made-up samples of each component, for those who build the site.
SAMPLES = {"design", "sample_chart"}


def addresses(details: dict[str, Any]) -> Iterator[str]:
    """Every address that is read, with arguments that this ward has: codes, and one row of each kind."""
    for address in TABLE:
        args = [str(details[one].pk) if one in details else CODES.get(one, one) for one in address.args]
        if "GET" in address.methods and address.name not in SAMPLES:
            yield reverse(address.name, args=args)


def said(answer: Any) -> str:
    """The words of a page or of a file."""
    content = answer.getvalue()
    if content[:2] == b"PK":
        with ZipFile(io.BytesIO(content)) as packed:
            parts = [
                packed.read(one).decode() for one in packed.namelist() if one.endswith((".xml", ".rels"))
            ]
        return re.sub(r"<[^>]+>", "", unescape(" ".join(parts)))
    return unescape(content.decode(errors="ignore"))


def words_of_the_first(text: str) -> list[str]:
    text = PRODUCT.sub("", re.sub(r'(?:src|href|action|name|id|for|value)="[^"]*"', "", text))
    return [text[max(found.start() - 40, 0) : found.end() + 20] for found in FOREIGN.finditer(text)]


def test_no_page_and_no_file_says_a_word_of_the_first_ward(plan: Plan) -> None:
    """Each address as the first of all roles reads it that may; menus and front pages as every role does."""
    clients = {name: Client() for name in PEOPLE}
    wrong: dict[str, Any] = {}
    for name, client in clients.items():
        client.force_login(User.objects.get(username=name))
        wrong |= {f"{name} {url}": words for url in ("/", "/tro-giup/") if (words := faults(client, url))}
    details = with_details(plan)
    unread = []
    for url in addresses(details):
        answer = first_read(clients.values(), url)
        if answer.status_code in (403, 404):
            unread.append(url)
        elif words := faults_of(answer):
            wrong[url] = words
    assert [url for url in unread if re.search(r"/\d+/", url)] == [], "rows that nobody could read"
    assert wrong == {}, "\n".join(f"{url}: {words}" for url, words in wrong.items())


def first_read(clients: Iterable[Client], url: str) -> Any:
    """As the first reads it that may; as the last is answered where nobody does, or it only leads on."""
    answers: list[Any] = []
    for client in clients:
        answers.append(client.get(url))
        if answers[-1].status_code not in (302, 403, 404):
            break
    led = [one for one in answers if one.status_code == 302]
    return led[0] if led and answers[-1].status_code in (403, 404) else answers[-1]


def faults(client: Client, url: str) -> list[str]:
    return faults_of(client.get(url, follow=True))


def faults_of(answer: Any) -> list[str]:
    return words_of_the_first(said(answer))[:4] if answer.status_code < 500 else [str(answer.status_code)]


def test_nor_the_pages_for_those_signed_out(plan: Plan, client: Client) -> None:
    page = said(client.get("/tai-khoan/dang-nhap/"))
    assert "xã Sao Mai" in page
    assert words_of_the_first(page) == []


def test_nor_the_letters(plan: Plan) -> None:
    User.objects.update(email="can-bo@example.vn")
    plan.periods.update(due=NOW.date())
    call_command("send_reminders", stdout=io.StringIO())
    assert mail.outbox
    for letter in mail.outbox:
        assert words_of_the_first(f"{letter.subject}\n{letter.body}") == []
