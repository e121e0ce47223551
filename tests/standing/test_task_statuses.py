"""The status of the real 41 and 33 rows on given days."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from bachdang.accounts.models import User
from bachdang.scope.scopes import Scope
from bachdang.standing.quarter_book import QuarterBook
from plans.models import Item, Milestone, Occurrence, Period, Plan, Recurrence, Report, Terms
from plans.rules import TaskStatus
from tests.factories import UserFactory
from tests.factories.remembered import plan_of_record

pytestmark = pytest.mark.django_db

ONE_OFF, YEARLY, STANDING = 19, 21, 1
"""How many of the 41 rows of Phụ lục 1 are "2026-2030", "Hàng năm" and "Thường xuyên"."""


@pytest.fixture
def plan() -> Plan:
    return plan_of_record()


def on(plan: Plan, day: date) -> Scope:
    """The plan looked at on a day, without a round."""
    return Scope(plan, today=day)


def statuses(plan: Plan, day: date, recurrence: Recurrence) -> Counter[TaskStatus]:
    rows = QuarterBook(on(plan, day)).tasks
    return Counter(row.status for row in rows if row.terms.recurrence == recurrence)


def counted(code: str, period: Period) -> None:
    item = Item.objects.get(code=code)
    accepter = User.objects.get(username="chanhvanphong")
    assert item.reporter is not None
    Report.objects.create(
        period=period, item=item, unit=item.reporter, state="accepted", counted=True, result="Xong",
        accepted_at=period.opened_at, accepted_by=accepter,
    )  # fmt: skip


def round_of(plan: Plan, year: int, quarter: int, due: date) -> Period:
    opened = {
        "opened_at": "2026-01-01T00:00:00Z",
        "opened_by": UserFactory(unit=None, username="chanhvanphong"),
    }
    return Period.objects.create(plan=plan, year=year, quarter=quarter, cutoff=due, due=due, **opened)


def test_the_41_rows_by_their_time(plan: Plan) -> None:
    kinds = Counter(row.terms.recurrence for row in QuarterBook(on(plan, date(2026, 6, 1))).tasks)
    assert kinds == {"once": ONE_OFF, "yearly": YEARLY, "continuous": STANDING}


@pytest.mark.parametrize(
    ("day", "status"),
    [
        pytest.param(date(2026, 1, 1), TaskStatus.IN_TIME, id="first-day"),
        pytest.param(date(2028, 7, 1), TaskStatus.IN_TIME, id="midway"),
        pytest.param(date(2030, 12, 20), TaskStatus.IN_TIME, id="eleven-days-before-due"),
        pytest.param(date(2030, 12, 21), TaskStatus.DUE_SOON, id="ten-days-before-due"),
        pytest.param(date(2030, 12, 31), TaskStatus.DUE_SOON, id="due-day"),
        pytest.param(date(2031, 1, 1), TaskStatus.OVERDUE, id="day-after-due"),
    ],
)
def test_one_off_tasks_on_a_day(plan: Plan, day: date, status: TaskStatus) -> None:
    assert statuses(plan, day, Recurrence.ONCE) == {status: ONE_OFF}


def test_before_the_plan_no_terms_hold_and_a_later_start_is_not_started(plan: Plan) -> None:
    assert QuarterBook(on(plan, date(2025, 12, 31))).tasks == []
    Terms.objects.filter(recurrence="once").update(starts=date(2027, 1, 1))
    assert statuses(plan, date(2026, 12, 31), Recurrence.ONCE) == {TaskStatus.NOT_STARTED: ONE_OFF}


@pytest.mark.parametrize("year", range(2026, 2031))
def test_each_year_of_a_yearly_task(plan: Plan, year: int) -> None:
    """Every year begins anew: in time, near due from 21/12, and the run before stays overdue."""
    Occurrence.objects.filter(year__lt=year).update(completed_on=None)
    assert statuses(plan, date(year, 12, 20), Recurrence.YEARLY) == {TaskStatus.IN_TIME: YEARLY}
    assert statuses(plan, date(year, 12, 21), Recurrence.YEARLY) == {TaskStatus.DUE_SOON: YEARLY}
    Occurrence.objects.filter(year=year).update(
        completed_on=date(year, 12, 31), product_document="Số 1/BC-UBND"
    )
    assert statuses(plan, date(year, 12, 31), Recurrence.YEARLY) == {TaskStatus.DONE_IN_TIME: YEARLY}
    assert statuses(plan, date(year, 12, 30), Recurrence.YEARLY) == {TaskStatus.DUE_SOON: YEARLY}
    late = [row.late_runs for row in QuarterBook(on(plan, date(year, 12, 31))).tasks if row.is_yearly]
    assert [[run.occurrence.year for run in runs] for runs in late] == [list(range(2026, year))] * YEARLY


def test_a_yearly_task_done_late_in_its_year(plan: Plan) -> None:
    Occurrence.objects.filter(year=2026).update(
        due=date(2026, 6, 30), completed_on=date(2026, 7, 1), product_document="Số 1/BC-UBND"
    )
    assert statuses(plan, date(2026, 6, 30), Recurrence.YEARLY) == {TaskStatus.DUE_SOON: YEARLY}
    assert statuses(plan, date(2026, 7, 1), Recurrence.YEARLY) == {TaskStatus.DONE_LATE: YEARLY}


@pytest.mark.parametrize(
    ("completed_on", "status"),
    [
        (date(2030, 12, 31), TaskStatus.DONE_IN_TIME),
        (date(2031, 1, 1), TaskStatus.DONE_LATE),
        (date(2031, 3, 2), TaskStatus.OVERDUE),
    ],
    ids=["on-the-due-day", "a-day-late", "not-yet-known"],
)
def test_one_off_tasks_done(plan: Plan, completed_on: date, status: TaskStatus) -> None:
    Occurrence.objects.filter(year=None).update(completed_on=completed_on, product_document="Số 1/BC-UBND")
    assert statuses(plan, date(2031, 3, 1), Recurrence.ONCE) == {status: ONE_OFF}


def test_suspended_by_terms_but_done_stays_done(plan: Plan) -> None:
    Terms.objects.filter(item__kind__in=["task", "project"]).update(state="suspended")
    day = date(2026, 6, 1)
    rows = [*QuarterBook(on(plan, day)).tasks, *QuarterBook(on(plan, day)).projects]
    assert Counter(row.status for row in rows) == {TaskStatus.SUSPENDED: 41 + 33}
    Occurrence.objects.filter(year=None).update(completed_on=day, product_document="Số 1/BC-UBND")
    assert statuses(plan, day, Recurrence.ONCE) == {TaskStatus.DONE_IN_TIME: ONE_OFF}


def test_ended_terms_are_not_listed(plan: Plan) -> None:
    Terms.objects.filter(item__kind="task").update(state="ended")
    assert QuarterBook(on(plan, date(2026, 6, 1))).tasks == []


@pytest.mark.parametrize(
    ("day", "reported", "status"),
    [
        (date(2026, 9, 15), False, TaskStatus.IN_TIME),
        (date(2026, 9, 16), False, TaskStatus.OVERDUE),
        (date(2026, 9, 16), True, TaskStatus.IN_TIME),
    ],
    ids=["report-still-possible", "not-reported", "reported"],
)
def test_the_standing_task(plan: Plan, day: date, reported: bool, status: TaskStatus) -> None:
    period = round_of(plan, 2026, 3, date(2026, 9, 15))
    if reported:
        counted("PL1.VII.2", period)
    rows = QuarterBook(Scope(plan, period, [period], today=day)).tasks
    assert {row.status for row in rows if row.terms.recurrence == "continuous"} == {status}


def test_all_projects_of_the_annex_begin_without_a_date(plan: Plan) -> None:
    rows = QuarterBook(on(plan, date(2026, 6, 1))).projects
    assert Counter(row.status for row in rows) == {TaskStatus.NO_DEADLINE: 33}


@pytest.mark.parametrize(
    ("day", "status"),
    [
        (date(2026, 2, 28), TaskStatus.NOT_STARTED),
        (date(2026, 3, 1), TaskStatus.IN_TIME),
        (date(2027, 12, 21), TaskStatus.DUE_SOON),
        (date(2028, 1, 1), TaskStatus.OVERDUE),
    ],
    ids=["before-start", "in-time", "ten-days-before-due", "overdue"],
)
def test_projects_with_dates(plan: Plan, day: date, status: TaskStatus) -> None:
    Terms.objects.filter(item__kind="project").update(starts=date(2026, 3, 1), ends=date(2027, 12, 31))
    assert Counter(row.status for row in QuarterBook(on(plan, day)).projects) == {status: 33}


@pytest.mark.parametrize(("rows", "code"), [("tasks", "PL1.I.1"), ("projects", "PL2.II.I.1")])
def test_the_next_unfinished_milestone_is_due(plan: Plan, rows: str, code: str) -> None:
    item = Item.objects.get(code=code)
    Terms.objects.filter(item=item).update(starts=date(2026, 1, 1), ends=date(2030, 12, 31))
    first = Milestone.objects.create(item=item, title="Phê duyệt", due=date(2026, 6, 30))
    Milestone.objects.create(item=item, title="Khởi công", due=date(2026, 12, 31))

    def due(day: date) -> tuple[date | None, TaskStatus]:
        found = getattr(QuarterBook(on(plan, day)), rows)
        row = next(one for one in found if one.item.code == code)
        return row.due, row.status

    assert due(date(2026, 7, 1)) == (date(2026, 6, 30), TaskStatus.OVERDUE)
    first.completed_on = date(2026, 7, 10)
    first.save()
    assert due(date(2026, 7, 1)) == (date(2026, 6, 30), TaskStatus.OVERDUE)
    assert due(date(2026, 7, 10)) == (date(2026, 12, 31), TaskStatus.IN_TIME)
