"""Kế hoạch: a branch is sent when it is opened; every clause is reached by its address, nothing is lost."""

from __future__ import annotations

import pytest
from django.test import Client

from plans.models import Clause
from tests.markup import Element, parsed

pytestmark = pytest.mark.django_db

ADDRESS = "/ke-hoach/"
HTMX = {"HX-Request": "true"}


def tree(client: Client, **query: str | int) -> Element:
    page = parsed(client.get(ADDRESS, query).content.decode())
    return next(page.all("div", css="tree"))


def keys(element: Element) -> list[str]:
    """Of the clauses that are sent, in order."""
    named = {"tree__branch", "tree__open", "tree__leaf"}
    return [one.attrs["id"] for one in element.all() if one.classes & named and "id" in one.attrs]


def branches(element: Element) -> list[Element]:
    return list(element.all("details", css="tree__branch"))


def test_the_whole_text_is_every_clause_in_order_unfolded(demo: Client) -> None:
    whole = tree(demo, **{"day-du": 1})
    assert sorted(keys(whole)) == sorted(Clause.objects.values_list("key", flat=True))
    assert all("open" in one.attrs and "hx-get" not in one.attrs for one in branches(whole))


def test_what_is_folded_says_only_its_heading_and_how_to_open_it(demo: Client) -> None:
    folded = tree(demo)
    assert len(keys(folded)) < Clause.objects.count() / 4
    for branch in branches(folded):
        key = branch.attrs["id"]
        assert (branch.attrs["hx-get"], branch.attrs["hx-trigger"]) == (f"{ADDRESS}?mo={key}", "toggle once")
        (below,) = branch.all("div", css="tree__children")
        assert [one.attrs["href"] for one in below.all("a")] == [f"{ADDRESS}?mo={key}#{key}"]


def test_opened_one_after_the_other_the_branches_are_the_whole_text(demo: Client) -> None:
    folded = tree(demo)
    sent = keys(folded)
    for branch in branches(folded):
        response = demo.get(branch.attrs["hx-get"], headers=HTMX)
        assert "HX-Request" in response.headers["Vary"]
        assert "<html" not in response.content.decode()
        below = keys(parsed(response.content.decode()))
        at = sent.index(branch.attrs["id"]) + 1
        sent[at:at] = below
    assert sent == keys(tree(demo, **{"day-du": 1}))


def leaves(element: Element) -> dict[str, str]:
    """What each clause without others under it says, by key."""
    return {one.attrs["id"]: one.text for one in element.all("div", css="tree__leaf") if "id" in one.attrs}


def test_a_branch_says_of_its_clauses_what_the_whole_text_says(demo: Client) -> None:
    whole = leaves(tree(demo, **{"day-du": 1}))
    told = leaves(tree(demo))
    for branch in branches(tree(demo)):
        told |= leaves(parsed(demo.get(branch.attrs["hx-get"], headers=HTMX).content.decode()))
    assert told == whole
    assert sum("02.01" in one for one in whole.values()), "some name a target"


def test_the_address_of_a_clause_opens_all_that_holds_it(demo: Client) -> None:
    for clause in Clause.objects.filter(key__in=["B.I.1.2.1", "PL1.I.3", "PL2.II.I.5", "C"]):
        assert clause.url == f"{ADDRESS}?mo={clause.key}#{clause.key}"
        opened = tree(demo, mo=clause.key)
        assert clause.key in keys(opened)
        holding = [one for one in branches(opened) if clause.key in [one.attrs["id"], *keys(one)]]
        assert all("open" in one.attrs for one in holding)
        assert any("hx-get" in one.attrs for one in branches(opened)), "the others stay folded"


def test_an_unknown_clause_opens_nothing(demo: Client) -> None:
    assert keys(tree(demo, mo="khong-co")) == keys(tree(demo))
    assert demo.get(ADDRESS, {"mo": "khong-co"}, headers=HTMX).status_code == 404
    assert demo.get(ADDRESS, headers=HTMX).status_code == 404


def test_the_period_is_kept_when_a_branch_opens(demo: Client) -> None:
    folded = tree(demo, ky="2026-Q3")
    assert all("ky=2026-Q3&mo=" in one.attrs["hx-get"] for one in branches(folded))
