"""Thông báo: one line a round with names, gone when the thing is done, counted in the head of every page."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bachdang.accounts.models import User
from bachdang.accounts.roles import Role
from bachdang.reporting.flow.actions import advance, save_report
from bachdang.reporting.flow.content import Content
from bachdang.reporting.flow.periods import lock_period
from bachdang.reporting.notice_lines import lines_of, unseen_count
from plans.flow import Step
from plans.models import Notice, Period, Plan, Report, Terms
from tests.factories import ItemFactory, PeriodFactory, PlanFactory, UnitFactory, user_with_role

pytestmark = pytest.mark.django_db
TODAY = date(2026, 9, 10)


@pytest.fixture
def plan() -> Plan:
    plan = PlanFactory()
    PeriodFactory(plan=plan, due=date(2026, 9, 15))
    unit = UnitFactory(locality=plan.locality, code="kinhte")
    user_with_role(Role.OFFICER, username="canbo", unit=unit)
    user_with_role(Role.HEAD, username="truong", unit=unit)
    user_with_role(Role.OFFICE, username="vp", unit=UnitFactory(locality=plan.locality, code="vanphong"))
    return plan


def person(name: str) -> User:
    found: User = User.objects.get(username=name)
    return found


def submitted(code: str) -> Report:
    """A programme reported in words, waiting for the head."""
    item = ItemFactory(plan=Plan.objects.get(), code=code, reporter=person("canbo").unit)
    Terms.objects.filter(item=item).update(title=f"Chương trình {code}")
    report = save_report(
        item=item, period=Period.objects.get(), content=Content(result="Đã làm"), by=person("canbo"), seen="",
        today=TODAY,
    )  # fmt: skip
    return take(report, Step.SUBMIT, "canbo")


def take(report: Report, step: Step, by: str, reason: str = "") -> Report:
    return advance(report=report, step=step, by=person(by), today=TODAY, reason=reason)


def texts(name: str) -> list[str]:
    return [one.text for one in lines_of(person(name), TODAY)]


def test_what_waits_is_one_line_with_the_names(plan: Plan, client: Client) -> None:
    reports = [submitted(f"B.I.{number}") for number in (1, 2, 3)]
    (line,) = lines_of(person("truong"), TODAY)
    assert (line.text, line.url) == ("3 báo cáo chờ duyệt, quý III/2026", "/viec-cua-toi/duyet/?ky=2026-Q3")
    assert sorted(name for name, _ in line.names)[0] == "B.I.1 Chương trình B.I.1"
    assert unseen_count(person("truong")) == 1, "one line, not three"
    client.force_login(person("truong"))
    head = client.get("/thong-bao/").content.decode().split("<main")[0]
    assert '<strong class="nav__count">1</strong>' in head
    for report in reports[:2]:
        take(report, Step.APPROVE, "truong")
    assert texts("truong") == ["B.I.3 Chương trình B.I.3: chờ duyệt, quý III/2026"]
    take(reports[2], Step.APPROVE, "truong")
    assert (texts("truong"), unseen_count(person("truong"))) == ([], 0)
    assert Notice.objects.filter(user=person("truong"), done_at=None).count() == 0


def test_what_came_back_says_why_and_goes_when_it_is_sent_again(plan: Plan) -> None:
    report = take(submitted("B.I.1"), Step.SEND_BACK, "truong", "Thiếu số văn bản")
    assert texts("canbo") == ["B.I.1 Chương trình B.I.1: bị trả lại, quý III/2026: Thiếu số văn bản"]
    take(report, Step.SUBMIT, "canbo")
    assert texts("canbo") == []


def test_the_office_reads_what_waits_for_it(plan: Plan) -> None:
    for code in ("B.I.1", "B.I.2"):
        take(submitted(code), Step.APPROVE, "truong")
    assert texts("vp") == ["2 báo cáo chờ tiếp nhận, quý III/2026"]
    lock_period(period=Period.objects.get(), by=person("vp"), today=TODAY)
    assert texts("vp") == []


def test_a_lock_ends_what_the_round_asked_for(plan: Plan) -> None:
    submitted("B.I.1")
    lock_period(period=Period.objects.get(), by=person("vp"), today=TODAY)
    (line,) = texts("truong")
    assert "đã chốt" in line


def test_what_was_seen_but_not_done_stays_without_being_new(plan: Plan, client: Client) -> None:
    submitted("B.I.1")
    client.force_login(person("truong"))
    client.post("/thong-bao/")
    (line,) = lines_of(person("truong"), TODAY)
    assert not line.unseen
    assert unseen_count(person("truong")) == 0


def test_the_same_number_of_queries_whatever_waits(plan: Plan) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            lines_of(person("truong"), TODAY)
        return len(found)

    submitted("B.I.1")
    submitted("B.I.2")
    few = queries()
    for number in range(3, 20):
        submitted(f"B.I.{number}")
    assert queries() == few
