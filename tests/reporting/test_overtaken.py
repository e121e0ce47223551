"""Who comes second is told what happened meanwhile (409), in every flow; never that there is no right."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bachdang.accounts.models import User
from bachdang.accounts.overtaken import mark_of
from bachdang.accounts.roles import Role
from bachdang.reporting.flow.actions import advance
from bachdang.reporting.flow.correcting import correct_report
from bachdang.reporting.flow.periods import lock_period
from bachdang.reporting.flow.undoing import reopen_period, withdraw_period
from plans.assigning import delegate
from plans.evidence import attach_document
from plans.explanations import close
from plans.flow import Step
from plans.models import Evidence, ExplanationRequest, Item, Period, Proposal, Report
from plans.own_work import drop_own_work
from plans.proposals import decide_proposal
from tests.factories import PeriodFactory, UnitFactory, user_with_role
from tests.test_permissions import small_ward

pytestmark = pytest.mark.django_db

FIRST, TODAY = "Người làm trước", date(2026, 10, 8)


def draft() -> Report:
    return Report.objects.get(state="draft")


def thread() -> ExplanationRequest:
    return ExplanationRequest.objects.get()


def period() -> Period:
    return Period.objects.get(quarter=3)


def task() -> Item:
    return Item.objects.get(code="PL1.I.1")


def empty_round() -> Period:
    return Period.objects.get(quarter=4)


def submit(by: User) -> None:
    advance(report=draft(), step=Step.SUBMIT, by=by, today=TODAY)


def lock(by: User) -> None:
    lock_period(period=period(), by=by, today=TODAY)


def reopen(by: User) -> None:
    lock(by)
    reopen_period(period=period(), reason="Còn thiếu", by=by)


@dataclass(frozen=True)
class Case:
    """What somebody does first, and what another one of the same role then sends."""

    role: Role
    first: Callable[[User], object]
    address: Callable[[], str]
    sent: dict[str, str]


CASES = {
    "step": Case(
        Role.OFFICER, submit, lambda: reverse("take_step", args=[Report.objects.get(counted=False).pk]),
        {"step": "submit"},
    ),
    "correction": Case(
        Role.OFFICER,
        lambda by: correct_report(item=task(), period=period(), reason="Nhầm", by=by, today=TODAY),
        lambda: reverse("correct_report", args=["PL1.I.1"]) + "?ky=2026-Q3", {"reason": "Sai số"},
    ),
    "document": Case(
        Role.OFFICER, submit, lambda: reverse("add_evidence", args=[Report.objects.get(counted=False).pk]),
        {"number": "45/BC"},
    ),
    "document taken away": Case(
        Role.OFFICER, submit, lambda: reverse("remove_evidence", args=[Evidence.objects.get().pk]), {},
    ),
    "reply": Case(
        Role.OFFICER, lambda by: close(request=thread(), by=leader(by)),
        lambda: reverse("reply_explanation", args=[thread().pk]), {"text": "Vì mưa"},
    ),
    "end of a thread": Case(
        Role.LEADER, lambda by: close(request=thread(), by=by),
        lambda: reverse("close_explanation", args=[thread().pk]), {},
    ),
    "lock": Case(Role.OFFICE, lock, lambda: reverse("lock_period", args=["2026-Q3"]), {}),
    "days": Case(
        Role.OFFICE, lock, lambda: reverse("change_period", args=["2026-Q3"]),
        {"cutoff": "15/09/2026", "due": "31/12/2026"},
    ),
    "round withdrawn": Case(
        Role.OFFICE, lambda by: withdraw_period(period=empty_round(), by=by),
        lambda: reverse("withdraw_period", args=["2026-Q4"]), {},
    ),
    "round opened again": Case(
        Role.OFFICE, reopen, lambda: reverse("reopen_period", args=["2026-Q3"]), {"reason": "Còn thiếu"},
    ),
    "own work": Case(
        Role.OFFICER, lambda by: drop_own_work(own=Item.objects.get(kind="own"), reason="Thừa", by=by),
        lambda: reverse("own_work", args=[Item.objects.get(kind="own").code]), {"viec": "luu"},
    ),
    "assigning": Case(
        Role.HEAD, lambda by: delegate(item=task(), unit=UnitFactory(code="vanhoa"), by=office(by)),
        lambda: reverse("assign", args=["PL1.I.1"]), {"seen": "0"},
    ),
    "proposal": Case(
        Role.OFFICE,
        lambda by: decide_proposal(proposal=Proposal.objects.get(), decision="Đồng ý", result="", by=by),
        lambda: reverse("decide_proposal", args=[Proposal.objects.get().pk]),
        {"decision": "Không", "seen": "0"},
    ),
}  # fmt: skip


def leader(like: User) -> User:
    return user_with_role(Role.LEADER, username="lanhdao", full_name=FIRST, unit=like.unit)


def office(like: User) -> User:
    return user_with_role(Role.OFFICE, username="vanphong1", full_name=FIRST, unit=like.unit)


@pytest.mark.parametrize("name", CASES)
def test_who_comes_second_is_told_what_happened_meanwhile(client: Client, name: str) -> None:
    small_ward()
    case, unit = CASES[name], task().reporter
    PeriodFactory(plan=task().plan, year=2026, quarter=4)
    first = user_with_role(case.role, username="truoc", full_name=FIRST, unit=unit)
    client.force_login(user_with_role(case.role, username="sau", full_name="Người làm sau", unit=unit))
    address = case.address()
    case.first(first)
    answer = client.post(address, case.sent, headers={"Referer": "http://testserver/thong-bao/"})
    words = answer.content.decode()
    assert answer.status_code == 409
    assert "Không có quyền" not in words
    assert f", {FIRST}, 09:30 ngày 08/10/2026." in words


def test_what_was_typed_over_a_newer_decision_stays_and_may_be_sent_again(client: Client) -> None:
    small_ward()
    proposal, case = Proposal.objects.get(), CASES["proposal"]
    client.force_login(user_with_role(Role.OFFICE, username="sau"))
    case.first(user_with_role(Role.OFFICE, username="truoc", full_name=FIRST))
    refused = client.post(case.address(), case.sent).content.decode()
    assert "“Đồng ý”" in refused
    assert ">\nKhông</textarea>" in refused
    assert f'name="seen" value="{mark_of(proposal)}"' in refused
    again = client.post(case.address(), {"decision": "Không", "seen": mark_of(proposal)})
    assert again.status_code == 302
    proposal.refresh_from_db()
    assert proposal.decision == "Không"


def test_the_page_of_409_leads_back_to_this_site_alone(client: Client) -> None:
    small_ward()
    lock(user_with_role(Role.OFFICE, username="truoc"))
    client.force_login(user_with_role(Role.OFFICE, username="sau"))
    address = reverse("lock_period", args=["2026-Q3"])
    here = "http://testserver/ky-bao-cao/"
    for before, href in ((here, here), ("http://khac/", "/")):
        words = client.post(address, headers={"Referer": before}).content.decode()
        assert f'button--primary" href="{href}"' in words


def test_a_document_may_still_be_added_to_a_draft(client: Client) -> None:
    small_ward()
    by = user_with_role(Role.OFFICER, username="sau", unit=draft().unit)
    attach_document(report=draft(), number="45/BC", day=timezone.localdate(), by=by)
    assert Evidence.objects.filter(document_no="45/BC").exists()
