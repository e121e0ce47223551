"""Charts and files of a locked round: sent once, confirmed after, sent anew after any change."""

from __future__ import annotations

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from bachdang.accounts.models import User
from bachdang.accounts.roles import Role
from bachdang.quarter.snapshots import take_snapshot
from bachdang.reporting.flow.periods import lock_period, reopen_report
from bachdang.standing.spans import NINE
from indicators.models import Target
from plans.models import Item, Period
from tests.conftest import NOW
from tests.factories import user_with_role

pytestmark = pytest.mark.django_db
LATER = NOW.replace(year=2027)


@pytest.fixture
def locked(demo: Client) -> str:
    office = User.objects.get(username="vanphong")
    return lock_period(
        period=Period.objects.opened().latest("year", "quarter"), by=office, today=LATER.date()
    ).slug


def addresses() -> list[str]:
    target = Target.objects.earliest("pk").pk
    return [
        reverse("status_chart", args=["quy"]), reverse("trajectory_chart", args=[target]),
        reverse("needed_chart", args=[target]), reverse("timeliness_chart"), reverse("clarity_chart"),
        reverse("money_chart"), reverse("project_money_chart", args=["PL2.II.I.5"]),
        reverse("timeline_chart"), reverse("report_workbook"), reverse("report_document"),
    ]  # fmt: skip


def test_a_locked_round_is_sent_once_and_confirmed_after(demo: Client, locked: str) -> None:
    for address in addresses():
        first = demo.get(address, {"ky": locked})
        assert (first.status_code, first.headers["Cache-Control"]) == (200, "private, no-cache"), address
        again = demo.get(address, {"ky": locked}, headers={"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.content) == (304, b""), address
        assert again.headers["Cache-Control"] == "private, no-cache"
        for answer in (first, again):
            assert "Cookie" in answer.headers["Vary"]


def test_an_open_round_is_always_sent(demo: Client) -> None:
    for address in addresses():
        answer = demo.get(address, headers={"If-None-Match": "*"})
        assert answer.status_code == 200
        assert not answer.has_header("ETag")
        kept = "private, no-store" if address.startswith("/bao-cao/") else "private, no-cache"
        assert answer.headers["Cache-Control"] == kept


def test_a_report_of_a_longer_time_is_always_sent(demo: Client, locked: str) -> None:
    """It is made of what has been accepted by now, open rounds included."""
    answer = demo.get(reverse("report_workbook"), {"ky": locked, "khoang": NINE})
    assert answer.status_code == 200
    assert not answer.has_header("ETag")


def test_a_new_version_and_any_other_change_are_sent(demo: Client, locked: str) -> None:
    office = User.objects.get(username="vanphong")
    address = f"{reverse('report_workbook')}?ky={locked}"
    tags = [demo.get(address).headers["ETag"]]

    def changed() -> bool:
        answer = demo.get(address, headers={"If-None-Match": tags[-1]})
        tags.append(answer.headers["ETag"])
        return answer.status_code == 200

    assert not changed()
    item = Item.objects.get(code="PL1.I.3")
    reopen_report(item=item, period=Period.objects.get(locked_by=office), reason="Sửa số", by=office)
    assert changed()
    assert not changed()
    take_snapshot(period=Period.objects.get(locked_by=office), by=office, reason="Sửa số")
    assert changed()
    with time_machine.travel(LATER, tick=False):
        demo.force_login(office)
        assert changed()
    assert len(set(tags)) == 4


def test_the_answer_of_another_is_not_confirmed(demo: Client, locked: str) -> None:
    unit = User.objects.get(username="vanphong").unit
    other = Client()
    other.force_login(user_with_role(Role.OFFICE, username="khac", unit=unit))
    officer = Client()
    officer.force_login(User.objects.get(username="kinhte"))
    for address in addresses():
        tag = demo.get(address, {"ky": locked}).headers["ETag"]
        asked = {"If-None-Match": tag}
        theirs = other.get(address, {"ky": locked}, headers=asked)
        assert (theirs.status_code, theirs.headers["ETag"] == tag) == (200, False), address
        refused = 403 if address.startswith("/bao-cao/") else 200
        assert officer.get(address, {"ky": locked}, headers=asked).status_code == refused
        assert Client().get(address, {"ky": locked}, headers=asked).status_code == 302
