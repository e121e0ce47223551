"""Every list is reached from the menu: by an entry, or by a link of a page that has one."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from bachdang.accounts.roles import Role
from tests.factories import OwnWorkFactory, PeriodFactory, TargetFactory, TaskFactory, user_with_role
from tests.test_permissions import TABLE, Address

pytestmark = pytest.mark.django_db

# Addresses without arguments that are no pages to read: data of charts, files, answers to scripts.
NO_PAGES = {
    "timeliness_chart", "clarity_chart", "money_chart", "timeline_chart", "sample_chart", "past_figures_file",
    "report_workbook", "report_document", "report_pdf", "one_page_pdf", "word_template_file",
    "roster_template", "money_words", "find_code", "start",
    "setup_book_file",
}  # fmt: skip
# For those who build the site.
FROM_ELSEWHERE = {"design"}


def addresses(page: str) -> set[str]:
    """The paths that a page links to."""
    body = page.split("<body", 1)[-1]
    found = re.findall(r'<(?:a [^>]*href|form [^>]*method="get" action)="(/[^"]*)"', body)
    return {one.split("?")[0].split("#")[0] for one in found if not one.startswith("/static/")}


def menu_of(page: str) -> set[str]:
    """What the two lists of the navigation and the menu of the person lead to."""
    head = page.split("</header>")[0]
    return addresses(head)


def reached(client: Client) -> set[str]:
    """Paths of the menu and of the pages that its entries open, the page of the round among them."""
    menu = menu_of(client.get("/", follow=True).content.decode())
    found = set(menu)
    for path in [*sorted(menu), reverse("period_detail", args=["2026-Q3"])]:
        answer = client.get(path, follow=True)
        if answer.status_code == 200 and "text/html" in answer.headers["Content-Type"]:
            found |= addresses(answer.content.decode())
    return found


def pages_of(role: Role) -> list[Address]:
    known = [
        one for one in TABLE if "GET" in one.methods and not one.args and one.answers[role] in (200, 302)
    ]
    return [one for one in known if one.name not in NO_PAGES | FROM_ELSEWHERE]


@pytest.mark.parametrize("role", Role)
def test_every_page_without_arguments_is_reached_from_the_menu(client: Client, role: Role) -> None:
    task = TaskFactory()
    OwnWorkFactory(task)
    TargetFactory(indicator__item__plan=task.plan)
    PeriodFactory(plan=task.plan)
    client.force_login(user_with_role(role, unit=task.reporter))
    found = reached(client)
    assert [one.name for one in pages_of(role) if one.url() not in found] == []


@pytest.mark.parametrize("role", Role)
def test_what_is_owed_stands_in_the_menu(client: Client, role: Role) -> None:
    PeriodFactory()
    client.force_login(user_with_role(role))
    assert "/phai-bao-cao/" in menu_of(client.get("/", follow=True).content.decode())
