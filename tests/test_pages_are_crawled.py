"""The crawl of the browser tests reaches every page of the table as every role that may open it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import resolve

from bachdang.accounts.models import User
from tests.pages import (
    ACCOUNTS,
    NO_PAGES,
    answer_for,
    looked_at_closely,
    pages_of,
    readable,
    status_of,
    ward_with_everything,
)
from tests.test_permissions import TABLE

pytestmark = pytest.mark.django_db


def is_page(response: Any) -> bool:
    return "text/html" in response["Content-Type"] and response.content.startswith(b"<!doctype html>")


def named(url: str) -> str | None:
    return resolve(url.split("?")[0]).url_name


def test_every_page_is_crawled_as_every_role() -> None:
    """The crawl opens what the table grants, and each page falls to one account for axe."""
    ward_with_everything()
    closely: list[str] = []
    for account in ACCOUNTS:
        pages = pages_of(account)
        granted = {one.name for one in TABLE if "GET" in one.methods and answer_for(one, account) == 200}
        assert granted - NO_PAGES <= {named(one) for one in pages if status_of(one, account) == 200}, account
        closely += looked_at_closely(account)
    assert len(closely) == len(set(closely))
    assert set(closely) == {url for account in ACCOUNTS for url in pages_of(account)}


def test_only_what_is_no_page_is_left_out() -> None:
    """Each address once, as the first account that may open it."""
    ward_with_everything()
    openers = {address.name: (account, url) for account in ACCOUNTS for address, url in readable(account)}
    client, pages = Client(), set[str]()
    for name, (account, url) in openers.items():
        client.force_login(User.objects.get(username=account))
        answer = client.get(url)
        assert answer.status_code == 200, url
        if is_page(answer):
            pages.add(name)
    assert openers.keys() - pages == NO_PAGES
