"""Cán bộ: what an official answers for, counted by month and quarter; who may see whom."""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from bachdang.accounts.models import User
from bachdang.accounts.querysets import people_seen_by
from bachdang.accounts.roles import Role
from bachdang.browse.people.year import CONTACT, LEADER, PeopleBook, PersonYear
from bachdang.scope.scopes import Scope
from bachdang.standing.quarter_book import QuarterBook
from bachdang.standing.timeliness import Outcome
from plans.models import Item, Occurrence, Period, Plan, Report, Terms
from tests.factories import (
    LocalityFactory,
    PeriodFactory,
    PlanFactory,
    TaskFactory,
    UnitFactory,
    user_with_role,
)

pytestmark = pytest.mark.django_db


LEADERS = ("Nguyễn Văn Bình - Phó Chủ tịch UBND", "Phó Chủ tịch Nguyễn Văn Bình", "Đ/c Nguyễn Văn Bình")


@pytest.fixture
def ward() -> Plan:
    return PlanFactory()


def year_of(plan: Plan, person: User) -> PersonYear:
    periods = list(Period.objects.filter(plan=plan))
    newest = max(periods, key=lambda one: one.quarter, default=None)
    book = QuarterBook(Scope(plan, newest, periods, today=date(2026, 10, 8)))
    return PeopleBook(book, [person]).of(person)


def task(plan: Plan, contact: User | None = None, **changes: Any) -> Item:
    """A task that is owed in every round."""
    number = Item.objects.filter(plan=plan, kind="task").count() + 1
    item: Item = TaskFactory(f"PL1.I.{number}", plan=plan, recurrence="continuous", contact=contact)
    Terms.objects.filter(item=item).update(**{"title": f"Việc {number}", **changes})
    return item


def test_contact_officers_and_leaders_by_name(ward: Plan) -> None:
    person = user_with_role(Role.OFFICER, full_name="Nguyễn Văn Bình")
    mine = task(ward, person)
    named = [task(ward, leader=text) for text in LEADERS]
    for text in ("Nguyễn Văn Bình An", "Nguyễn Văn Bính", "Chủ tịch UBND phường"):
        task(ward, leader=text)  # somebody else
    both = task(ward, person, leader="NGUYỄN VĂN BÌNH")
    parts = {one.item.pk: one.parts for one in year_of(ward, person).assigned}
    led = dict.fromkeys((one.pk for one in named), (LEADER,))
    assert parts == {mine.pk: (CONTACT,), both.pk: (CONTACT, LEADER), **led}


def test_what_was_sent_late_returned_and_delivered_is_counted(ward: Plan) -> None:
    person = user_with_role(Role.OFFICER)
    period = PeriodFactory(plan=ward, due=date(2026, 10, 10))
    rows = [task(ward, person) for _ in range(3)]
    days = [date(2026, 10, 9), date(2026, 10, 12)]
    for one, day in zip(rows, days, strict=False):
        Report.objects.create(
            period=period, item=one, unit=UnitFactory(locality=ward.locality), first_sent_on=day,
            returned_at=timezone.make_aware(datetime(2026, 10, 13)) if day == days[1] else None,
            returned_by=person if day == days[1] else None,
        )  # fmt: skip
    Occurrence.objects.create(
        item=rows[0], year=2026, due=date(2026, 9, 30), completed_on=date(2026, 9, 20),
        product_document="Kế hoạch số 12",
    )  # fmt: skip
    year = year_of(ward, person)
    assert [one.outcome for one in year.work] == [Outcome.ON_TIME, Outcome.LATE, Outcome.PENDING]
    (quarter,) = year.by_quarter
    assert (quarter.owed, quarter.sent, quarter.on_time, quarter.late, quarter.pending) == (3, 2, 1, 1, 1)
    assert (quarter.returned, quarter.delivered) == (1, 1)
    september, october = year.by_month
    assert (september.label, september.owed, september.delivered) == ("Tháng 9/2026", 0, 1)
    assert (october.label, october.owed, october.returned, october.delivered) == ("Tháng 10/2026", 3, 1, 0)
    assert year.total.owed == 3


def test_somebody_without_work_has_an_empty_year(ward: Plan) -> None:
    PeriodFactory(plan=ward)
    year = year_of(ward, user_with_role(Role.OFFICER))
    assert (year.assigned, year.work, year.by_month) == ([], [], [])
    assert year.total.owed == 0


def test_who_sees_whom(ward: Plan) -> None:
    office, front = (UnitFactory(locality=ward.locality, code=code) for code in ("ubnd", "mttq"))
    under = UnitFactory(locality=ward.locality, code="kinhte", parent=office)
    officer, head = user_with_role(Role.OFFICER, unit=under), user_with_role(Role.HEAD, unit=office)
    other = user_with_role(Role.OFFICER, unit=front)
    stranger = user_with_role(Role.OFFICER, unit=UnitFactory(locality=LocalityFactory(code="khac")))
    assert set(people_seen_by(officer)) == {officer}
    assert set(people_seen_by(head)) == {officer, head}
    for role in (Role.OFFICE, Role.LEADER, Role.MONITOR):
        seen = set(people_seen_by(user_with_role(role, unit=front)))
        assert {officer, head, other} <= seen
        assert stranger not in seen
    admin = user_with_role(Role.ADMINISTRATOR, unit=front)
    assert set(people_seen_by(admin)) == {admin}


def test_the_workbook_scores_nothing_and_holds_no_formula_of_users(client: Client, ward: Plan) -> None:
    person = user_with_role(Role.OFFICE, full_name="=1+1 Nguyễn", unit=UnitFactory(locality=ward.locality))
    PeriodFactory(plan=ward)
    task(ward, person, title="=1+1")
    client.force_login(person)
    answer = client.get(f"/can-bo/{person.username}/?xuat=xlsx")
    assert answer.status_code == 200
    book = load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames == ["Theo tháng", "Theo quý", "Công việc", "Sản phẩm"]
    cells = [cell for sheet in book for line in sheet.iter_rows() for cell in line if cell.value is not None]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert any("không chấm điểm" in str(cell.value) for cell in cells)
    assert answer.content == client.get(f"/can-bo/{person.username}/?xuat=xlsx").content


def test_the_same_number_of_queries_for_few_and_many(ward: Plan, django_assert_max_num_queries: Any) -> None:
    unit = UnitFactory(locality=ward.locality)
    PeriodFactory(plan=ward)
    people = [user_with_role(Role.OFFICER, unit=unit) for _ in range(12)]
    for person in people:
        task(ward, person)
    period = Period.objects.get(plan=ward)
    book = PeopleBook(QuarterBook(Scope(ward, period, [period], today=date(2026, 10, 8))), people)
    with django_assert_max_num_queries(30):
        assert [len(book.of(one).work) for one in people] == [1] * 12
