"""Duties of section C: owed in rounds, overdue after the due day, sent, reopened, given to a unit."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bachdang.accounts.roles import Role
from bachdang.quarter.rows.issues import issue_lines
from bachdang.reporting.flow.periods import lock_period
from bachdang.scope.scopes import Scope
from bachdang.standing.quarter_book import QuarterBook
from plans.models import Item, Notice, Period, Question, Report
from plans.rules import TaskStatus
from tests.factories import DutyFactory, PeriodFactory, PlanFactory, user_with_role

pytestmark = pytest.mark.django_db
DUE = date(2026, 10, 10)
FORM = "/viec-cua-toi/C.2/?ky=2026-Q3"


@pytest.fixture
def duty() -> Item:
    plan = PlanFactory()
    PeriodFactory(plan=plan, due=DUE)
    return DutyFactory(plan=plan)


def scope(duty: Item, today: date = date(2026, 10, 8)) -> Scope:
    return Scope(duty.plan, Period.objects.get(), today=today)


def status(duty: Item, today: date) -> TaskStatus:
    return QuarterBook(scope(duty, today)).duties[0].status


def signed_in(role: Role, item: Item) -> Client:
    client = Client()
    client.force_login(user_with_role(role, unit=item.reporter))
    return client


def report(duty: Item) -> None:
    """Written, approved and accepted."""
    officer, head, office = (signed_in(role, duty) for role in (Role.OFFICER, Role.HEAD, Role.OFFICE))
    typed = {
        "seen": "",
        "result": "Đã chỉ đạo các phòng",
        "difficulties": "Thiếu người",
        "proposal": "Bổ sung",
    }
    assert officer.post(FORM, typed).status_code == 302
    for client, step in ((officer, "submit"), (head, "approve"), (office, "accept")):
        url = reverse("take_step", args=[Report.objects.get().pk])
        assert client.post(url, {"step": step}).status_code == 302


def test_in_time_until_the_due_day_and_overdue_after_it(duty: Item) -> None:
    assert status(duty, DUE) is TaskStatus.IN_TIME
    assert status(duty, date(2026, 10, 11)) is TaskStatus.OVERDUE


def test_in_time_once_reported_whatever_the_day(duty: Item) -> None:
    report(duty)
    assert status(duty, date(2026, 12, 31)) is TaskStatus.IN_TIME


def test_a_locked_round_keeps_what_was_missing(duty: Item) -> None:
    lock_period(period=Period.objects.get(), by=user_with_role(Role.OFFICE), today=date(2026, 10, 8))
    assert status(duty, date(2027, 3, 1)) is TaskStatus.OVERDUE, "locked: nothing comes any more"


def test_owed_by_the_unit_that_reports_it_or_by_nobody(duty: Item) -> None:
    DutyFactory("C.1", plan=duty.plan, lead=None)
    book = QuarterBook(scope(duty, date(2026, 10, 11))).due
    assert [(one.item.code, one.unit, one.status, one.state) for one in book.all] == [
        ("C.2", duty.reporter, "overdue", "missing"),
        ("C.1", None, "overdue", "unassigned"),
    ]


def test_it_stands_on_my_work_and_is_saved_and_sent_from_there(duty: Item) -> None:
    officer = signed_in(Role.OFFICER, duty)
    assert "C.2 Ủy ban nhân dân" in officer.get("/viec-cua-toi/").content.decode()
    prefix = f"i{duty.pk}"
    typed = {
        f"{prefix}-seen": "",
        f"{prefix}-result": "Đã chỉ đạo",
        f"{prefix}-no_data_reason": "",
        "send": "1",
    }
    assert officer.post("/viec-cua-toi/", typed).status_code == 302
    assert (Report.objects.get().item, Report.objects.get().state) == (duty, "waiting")


def test_the_office_sees_reminds_and_accepts(duty: Item) -> None:
    signed_in(Role.OFFICER, duty)
    office = signed_in(Role.OFFICE, duty)
    assert "1 chưa nhập" in office.get("/ky-bao-cao/2026-Q3/").content.decode()
    office.post("/ky-bao-cao/2026-Q3/nhac/", {"send": "1", "everyone": "on"})
    assert "còn 1 việc chưa gửi" in Notice.objects.get().text
    report(duty)
    assert "1 đã tiếp nhận" in office.get("/ky-bao-cao/2026-Q3/").content.decode()
    unit = office.get("/ky-bao-cao/2026-Q3/don-vi/ubnd/").content.decode()
    assert "C.2" in unit


def test_the_page_shows_the_words_the_text_and_the_way_to_enter(duty: Item) -> None:
    officer = signed_in(Role.OFFICER, duty)
    before = officer.get("/to-chuc-thuc-hien/C.2/").content.decode()
    assert "Nhập báo cáo quý III/2026" in before
    assert "chưa gửi báo cáo quý này" in before
    report(duty)
    for url in ("/to-chuc-thuc-hien/C.2/", "/to-chuc-thuc-hien/"):
        page = officer.get(url).content.decode()
        assert "Đã chỉ đạo các phòng" in page
        assert "Ủy ban nhân dân phường chỉ đạo triển khai C.2" in page


def test_its_difficulties_and_proposals_stand_in_the_workbook(duty: Item) -> None:
    report(duty)
    lines = issue_lines(QuarterBook(scope(duty)))
    assert [(one.kind_text, one.code, one.text) for one in lines] == [
        ("Khó khăn, vướng mắc", "C.2", "Thiếu người"),
        ("Kiến nghị", "C.2", "Bổ sung"),
    ]


def test_it_is_reopened_after_the_lock(duty: Item) -> None:
    report(duty)
    office = signed_in(Role.OFFICE, duty)
    lock_period(period=Period.objects.get(), by=user_with_role(Role.OFFICE), today=date(2026, 10, 8))
    answer = office.post("/ky-bao-cao/2026-Q3/mo-lai/C.2/", {"reason": "Bổ sung số liệu"})
    assert answer.status_code == 302
    draft = Report.objects.get(state="draft")
    assert (draft.item, draft.result) == (duty, "Đã chỉ đạo các phòng")


def test_a_duty_of_several_bodies_is_asked_about_and_given_to_one_by_the_office(duty: Item) -> None:
    several = DutyFactory("C.6", plan=duty.plan, lead=None)
    Question.objects.create(plan=duty.plan, clause=several.clause, text="Đơn vị nào đầu mối?")
    office = signed_in(Role.OFFICE, duty)
    page = office.get("/to-chuc-thuc-hien/").content.decode()
    assert "Chưa giao cơ quan đầu mối" in page
    assert "Đơn vị nào đầu mối?" in page
    assert reverse("assign", args=["C.6"]) in page
    answer = office.post("/phan-cong/C.6/", {"unit": duty.reporter_id, "contact": "", "reason": ""})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/to-chuc-thuc-hien/C.6/")
    assert {one.item.code for one in QuarterBook(scope(duty)).due.all} == {"C.2", "C.6"}


def test_past_due_it_is_said_and_taken(duty: Item) -> None:
    with time_machine.travel("2026-10-12 09:00+07:00", tick=False):
        officer = signed_in(Role.OFFICER, duty)
        assert "Đã quá hạn gửi" in officer.get(FORM).content.decode()
        assert officer.post(FORM, {"seen": "", "result": "Muộn"}).status_code == 302
        assert Report.objects.get().state == "draft"


def test_the_pages_take_a_constant_number_of_queries(duty: Item) -> None:
    client = signed_in(Role.OFFICE, duty)

    def count(url: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        return len(queries)

    urls = ("/to-chuc-thuc-hien/", "/to-chuc-thuc-hien/C.2/", "/ky-bao-cao/2026-Q3/")
    few = [count(url) for url in urls] and [count(url) for url in urls]
    for number in range(10, 20):
        DutyFactory(f"C.{number}", plan=duty.plan)
    assert [count(url) for url in urls] == few
