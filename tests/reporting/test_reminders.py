"""Reminders: who is told what, once a day, on screen and by letter."""

from __future__ import annotations

from datetime import date
from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from bachdang.accounts.models import AuditEvent, User
from bachdang.accounts.roles import Role
from bachdang.reporting.flow.reminders import is_reminder_day, remind
from bachdang.reporting.letters import deliver
from bachdang.scope.scopes import Scope
from bachdang.standing.quarter_book import QuarterBook
from plans.models import Extension, Notice, Period, Plan
from tests.factories import (
    IndicatorFactory,
    PeriodFactory,
    PlanFactory,
    TargetFactory,
    UnitFactory,
    user_with_role,
)

pytestmark = pytest.mark.django_db
PAGE = "/ky-bao-cao/2026-Q3/nhac/"
DUE = date(2026, 10, 8)  # the day tests live in


@pytest.fixture
def plan() -> Plan:
    plan = PlanFactory()
    TargetFactory(indicator=IndicatorFactory(item__plan=plan, item__code="01.01"))
    PeriodFactory(plan=plan, due=DUE)
    return plan


@pytest.fixture
def officer(plan: Plan) -> User:
    unit = plan.locality.units.get()
    return user_with_role(Role.OFFICER, unit=unit, email="can.bo@example.vn")


def scope(plan: Plan) -> Scope:
    return Scope(plan, Period.objects.get())


def test_those_who_owe_are_told_once_a_day(plan: Plan, officer: User) -> None:
    head = user_with_role(Role.HEAD, unit=officer.unit)
    assert remind(QuarterBook(scope(plan)), DUE).people == 2
    assert remind(QuarterBook(scope(plan)), DUE).people == 0
    told = Notice.objects.get(user=officer)
    assert "còn 1 việc chưa gửi, hạn hôm nay (08/10/2026)" in told.text
    assert told.url == "/viec-cua-toi/?ky=2026-Q3"
    assert Notice.objects.filter(user=head).count() == 1
    deliver()
    assert [letter.to for letter in mail.outbox] == [["can.bo@example.vn"]]
    assert "http" in mail.outbox[0].body


def test_the_next_day_it_is_overdue_and_told_again(plan: Plan, officer: User) -> None:
    remind(QuarterBook(scope(plan)), DUE)
    assert remind(QuarterBook(scope(plan)), date(2026, 10, 10)).people == 1
    assert "đã quá hạn 2 ngày" in Notice.objects.filter(user=officer).first().text  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (date(2026, 9, 29), True),
        (date(2026, 10, 1), False),
        (date(2026, 10, 5), True),
        (date(2026, 10, 6), False),
        (date(2026, 10, 7), True),
        (DUE, True),
        (date(2026, 10, 9), True),
        (date(2026, 10, 10), False),
        (date(2026, 10, 12), True),
    ],
)
def test_cron_reminds_on_chosen_working_days_before_and_every_one_after(day: date, told: bool) -> None:
    """Due on Thursday 8/10: 7, 3 and 1 working days before; not on Saturday 10/10."""
    assert is_reminder_day(DUE, day) is told


def test_an_extended_unit_is_reminded_by_its_own_day(plan: Plan, officer: User) -> None:
    assert officer.unit is not None
    later = date(2026, 10, 22)
    Extension.objects.create(
        period=Period.objects.get(), unit=officer.unit, due=later, reason="Bão", granted_by=officer
    )
    book = QuarterBook(scope(plan))
    assert remind(book, date(2026, 10, 9), chosen_day=True).people == 0
    assert remind(book, date(2026, 10, 13), chosen_day=True).people == 1
    assert "còn 7 ngày làm việc (22/10/2026)" in Notice.objects.get().text


def test_the_command_is_idempotent_and_can_be_tried_first(plan: Plan, officer: User) -> None:
    out = StringIO()
    call_command("send_reminders", "--dry-run", stdout=out)
    assert "còn 1 việc" in out.getvalue()
    assert "Sẽ nhắc 1 người" in out.getvalue()
    assert not Notice.objects.exists()
    for expected in ("Đã nhắc 1 người", "Đã nhắc 0 người"):
        out = StringIO()
        call_command("send_reminders", stdout=out)
        assert expected in out.getvalue()
    assert len(mail.outbox) == 1


def test_nobody_is_reminded_of_a_plan_that_was_put_away(plan: Plan, officer: User) -> None:
    Plan.objects.update(archived_at=timezone.now())
    call_command("send_reminders", stdout=StringIO())
    assert not Notice.objects.exists()


def test_the_office_reads_which_units_were_told_and_which_have_nobody(
    plan: Plan, officer: User, client: Client
) -> None:
    lonely = UnitFactory(locality=plan.locality, code="congan")
    TargetFactory(indicator=IndicatorFactory(item__plan=plan, item__code="01.02", item__reporter=lonely))
    unit = UnitFactory(locality=plan.locality, code="vanphong")
    client.force_login(user_with_role(Role.OFFICE, unit=unit))
    everyone = {"everyone": "1", "send": "1"}
    page = client.post(PAGE, everyone, follow=True).content.decode()
    assert f"Đã nhắc 1 người của {officer.unit}." in page
    assert f"Chưa có tài khoản để nhắc: {lonely}." in page
    again = client.post(PAGE, everyone, follow=True).content.decode()
    assert "Hôm nay đã nhắc đủ, không gửi lại." in again
    nobody = client.post(PAGE, {"send": "1"}, follow=True).content.decode()
    assert "Chưa chọn đơn vị hoặc người để nhắc." in nobody


def test_the_office_chooses_people_adds_words_and_sees_them_before(
    plan: Plan, officer: User, client: Client
) -> None:
    head = user_with_role(Role.HEAD, unit=officer.unit)
    office = user_with_role(Role.OFFICE, unit=UnitFactory(locality=plan.locality, code="vanphong"))
    client.force_login(office)
    typed = {"people": [officer.pk], "words": "Đề nghị gửi trước 16h."}
    page = client.post(PAGE, typed | {"preview": "1"}).content.decode()
    line = "còn 1 việc chưa gửi, hạn hôm nay (08/10/2026). Đề nghị gửi trước 16h."
    assert line in page
    assert not Notice.objects.exists(), "only looked at"
    client.post(PAGE, typed | {"send": "1"})
    told = Notice.objects.get()
    assert (told.user, line in told.text, head == told.user) == (officer, True, False)
    event = AuditEvent.objects.get(verb="remind")
    assert (event.by, event.reason) == (office, "Đề nghị gửi trước 16h.")
    page = client.get(PAGE).content.decode()
    assert "Lời nhắc: Đề nghị gửi trước 16h." in page
    assert "nhắc lần cuối 08/10/2026" in page


def test_the_text_to_paste_says_all_in_one(plan: Plan, officer: User, client: Client) -> None:
    office = user_with_role(Role.OFFICE, unit=UnitFactory(locality=plan.locality, code="vanphong"))
    client.force_login(office)
    text = client.get(PAGE).content.decode().split('<textarea id="to-paste"')[1].split("</textarea>")[0]
    assert "Nhắc báo cáo quý III/2026:" in text
    assert f"- {officer.unit}: còn 1 việc chưa gửi, hạn hôm nay (08/10/2026)" in text
    assert "http://testserver/viec-cua-toi/?ky=2026-Q3" in text


def test_a_locked_round_reminds_nobody(plan: Plan, officer: User) -> None:
    period = Period.objects.get()
    Period.objects.update(locked_at=period.opened_at, locked_by=period.opened_by, as_of=DUE)
    assert remind(QuarterBook(scope(plan)), DUE).people == 0


def test_notices_are_ones_own_and_can_be_marked_as_seen(plan: Plan, officer: User, client: Client) -> None:
    remind(QuarterBook(scope(plan)), DUE)
    client.force_login(officer)
    page = client.get("/thong-bao/").content.decode()
    assert "còn 1 việc chưa gửi" in page
    assert ">1</strong>" in page
    client.post("/thong-bao/")
    assert Notice.objects.get().read_at is not None
    client.force_login(user_with_role(Role.MONITOR, unit=officer.unit))
    assert "Chưa có thông báo nào" in client.get("/thong-bao/").content.decode()
