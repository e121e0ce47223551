"""Every form sent empty is refused in words that lead to its fields; what has no fields says what it did."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from bachdang.accounts.models import User
from tests.markup import Element, parsed
from tests.pages import ACCOUNTS, address_of, answer_for, ward_with_everything
from tests.test_permissions import TABLE, Address
from tests.words import leftovers

pytestmark = pytest.mark.django_db

POSTED = [address for address in TABLE if "POST" in address.methods]
# The button that was pressed, where the same address does several things.
PRESSED = {
    "my_work": {"save": "1"},
    "take_step": {"step": "submit"},
    "own_work": {"viec": "luu"},
    "remind_units": {"send": "1"},
}
# Nothing must be filled in here, so that sending it empty is no mistake: it is done, said, and led on.
NOTHING_REQUIRED = {
    "my_work": "rows left empty are not sent yet",
    "save_work": "a row left as it was",
    "take_step": "a button; the step that asks for a reason is tested in tests/reporting/test_refused.py",
    "remove_evidence": "a button",
    "close_explanation": "a button",
    "notices": "a button",
    "locks": "a button",
    "reset_second_factor": "a button that confirms",
    "own_sessions": "a button",
    "end_sessions": "a button that confirms",
    "lock_period": "a button that confirms",
    "review": "nothing ticked is said: tests/reporting/test_review.py",
    "review_round": "nothing ticked is said: tests/reporting/test_review.py",
    "answer_extensions": "nothing ticked is said: tests/reporting/test_extensions.py",
    "withdraw_extension": "a button",
    "withdraw_comment": "a button",
    "reopen_period": "an open round says so; the reason: tests/reporting/test_rounds.py",
    "remind_units": "nobody ticked is said: tests/reporting/test_reminders.py",
    "edit_headlines": "a plan may have no headline indicator",
    "edit_plan_figures": "a plan for a year may be left open",
    "plan_draft": "what is left open is as the document says",
    "draft_units": "a name without a unit is created as it is named",
    "confirm_draft": "a button that confirms",
    "delete_draft": "a button that confirms",
    "past_figures_check": "a button; without the signed rows of a preview it says that they are gone",
    "drop_word_template": "a button",
    "edit_mailings": "nothing chosen: nothing is sent",
    "setup_grid": "boxes left as they are",
    "archive_plan": "a button",
    "setup_book_marked": "a button; without the signed rows of a preview it says that they are gone",
    "unit_form_marked": "a button; without the signed cells of a preview it says that they are gone",
}
# Answered with a page of its own that says what was done.
SHOWN_ONCE = {"reset_password": "the new password is shown once, and never put into an address"}
# A button that is too late in this ward: 409, which says what was done meanwhile.
TOO_LATE = {"withdraw_period": "the round has reports"}
# What only the one who wrote it may send: the account that did so in tests/pages.py.
WRITTEN_BY = {"withdraw_comment": "kinhte"}
ANSWERS = {**dict.fromkeys(SHOWN_ONCE, 200), **dict.fromkeys(TOO_LATE, 409)}
# Names that office texts may contain, told to the office in braces.
BRACED = re.compile(r"\{[a-z_]+\}")


def sender_of(address: Address) -> str:
    """The first account that may send the form, those who write reports before others."""
    if address.name in WRITTEN_BY:
        return WRITTEN_BY[address.name]
    order = ["kinhte", "kinhte.ld", *ACCOUNTS]
    if address.name == "open_points":  # read by everyone, answered by the office
        order = ["vanphong"]
    return next(one for one in order if answer_for(address, one) in (200, 302))


def blank(page: Element, url: str) -> dict[str, str]:
    """What the browser sends when nothing is filled in: hidden fields as they are, all others empty."""
    for form in page.all("form"):
        action = form.attrs.get("action", url).split("?")[0]
        if form.attrs.get("method") == "post" and action in ("", url):
            return {
                one.attrs["name"]: one.attrs.get("value", "") if one.attrs.get("type") == "hidden" else ""
                for one in form.all("input", "select", "textarea")
                if one.attrs.get("name") and one.attrs.get("type") not in {"checkbox", "radio", "file"}
            }
    return {}


def faults_of(page: Element) -> Iterator[str]:
    """What is wrong with a page that refuses a form."""
    ids = {one.attrs["id"] for one in page.all() if "id" in one.attrs}
    summaries = list(page.all(css="error-summary"))
    if len(summaries) != 1:
        yield f"{len(summaries)} error summaries"
        return
    links = [one.attrs["href"] for one in summaries[0].all("a")]
    yield from (f"the summary leads to {one}, which is not there" for one in links if one[1:] not in ids)
    if not list(summaries[0].all("li")):
        yield "an empty summary"
    wrong = [one for one in page.all("input", "select", "textarea") if one.attrs.get("aria-invalid")]
    for one in wrong:
        named = one.attrs.get("id") or one.attrs.get("name")
        told = set(one.attrs.get("aria-describedby", "").split())
        errors = [found for found in page.all(css="errors") if found.attrs.get("id") in told]
        if not errors or not errors[0].text:
            yield f"{named} is not tied to its error"
    if links and not wrong:
        yield "no field is marked"
    for one in page.all(css="field--wrong"):
        if not any(inner.attrs.get("aria-invalid") for inner in one.all("input", "select", "textarea")):
            yield f"a wrong field is not marked: {one.text[:60]}"


def judge(client: Client, address: Address, response: Any) -> Iterator[str]:
    if response.status_code == 302:
        if address.name not in NOTHING_REQUIRED:
            yield f"led on to {response['Location']}"
        response = client.get(response["Location"], follow=True)
        if not list(parsed(response.content.decode()).all(css="message")):
            yield "says nothing"
    elif response.status_code != (expected := ANSWERS.get(address.name, 422)):
        yield f"answers {response.status_code}"
    elif expected == 422:
        yield from faults_of(parsed(response.content.decode()))
    yield from leftovers(BRACED.sub("", response.content.decode()))


def sent_empty(address: Address, client: Client) -> Iterator[str]:
    """Faults of both ways to send nothing: no body at all, and the form of the page left blank."""
    url = address_of(address)
    pressed = PRESSED.get(address.name, {})
    bodies = [pressed]
    if "GET" in address.methods:
        bodies.append(blank(parsed(client.get(url).content.decode()), url) | pressed)
    for body in bodies:
        with transaction.atomic():
            response = client.post(url, body)
            yield from (f"{address} {len(body)} fields: {one}" for one in judge(client, address, response))
            transaction.set_rollback(True)


def test_an_empty_form_is_refused_in_words() -> None:
    ward_with_everything()
    faults = []
    for address in POSTED:
        client = Client()
        client.force_login(User.objects.get(username=sender_of(address)))
        faults += list(sent_empty(address, client))
    assert not faults, "\n".join(faults)
