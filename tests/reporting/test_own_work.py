"""Pages of what units set themselves; the rows of the plan and its report stay as they are."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bachdang.accounts.models import User
from bachdang.accounts.roles import Role
from bachdang.planfile.dump import plan_as_data
from bachdang.quarter.archive import pack
from bachdang.quarter.rows import quarter_report
from bachdang.reporting.own_work import own_rows
from bachdang.scope.scopes import Scope
from bachdang.standing.quarter_book import QuarterBook
from bachdang.upkeep.verify import verify_data
from plans.models import Item, Period, Plan
from plans.own_work import Work, add_own_work
from plans.rules import TaskStatus
from tests.factories import OwnWorkFactory, PeriodFactory, TaskFactory, UnitFactory, user_with_role

pytestmark = pytest.mark.django_db
TODAY = date(2026, 10, 8)
ADD = "/nhiem-vu/PL1.I.1/viec-don-vi/moi/"
PAGE = "/viec-don-vi/PL1.I.1.UBND1/"
TYPED = {"title": "Rà soát chợ", "starts": "1/10/2026", "ends": "30/11/2026", "product": "", "contact": ""}


@pytest.fixture
def task() -> Item:
    task = TaskFactory()
    PeriodFactory(plan=task.plan)
    return task


@pytest.fixture
def officer(client: Client, task: Item) -> Client:
    client.force_login(user_with_role(Role.OFFICER, unit=task.reporter))
    return client


def own(task: Item) -> Item:
    found: Item = task.children.get()
    return found


def test_it_is_added_on_its_page_and_listed_under_the_task(officer: Client, task: Item) -> None:
    assert ADD in officer.get("/nhiem-vu/PL1.I.1/").content.decode()
    assert officer.get(ADD).status_code == 200
    answer = officer.post(ADD, TYPED)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/nhiem-vu/PL1.I.1/#viec-don-vi")
    page = officer.get("/nhiem-vu/PL1.I.1/").content.decode()
    assert "Rà soát chợ" in page
    assert "01/10/2026 – 30/11/2026" in page


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"title": " "}, "id_title"),
        ({"ends": "31/2/2026"}, "id_ends"),
        ({"ends": "30/9/2026"}, "trước ngày bắt đầu 01/10/2026"),
        ({"contact": "999999"}, "id_contact"),
    ],
)
def test_what_is_wrong_stays_in_the_form(
    officer: Client, task: Item, change: dict[str, str], said: str
) -> None:
    answer = officer.post(ADD, {**TYPED, **change})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Chưa lưu được" in page
    assert said in page
    assert not task.children.exists()


def test_outside_the_tasks_dates_is_asked_back_once(officer: Client, task: Item) -> None:
    late = {**TYPED, "ends": "5/1/2031"}
    assert 'name="confirmed"' not in officer.get(ADD).content.decode()
    asked = officer.post(ADD, late).content.decode()
    assert "nằm ngoài thời gian của nhiệm vụ" in asked
    assert 'type="checkbox" name="confirmed"' in asked
    assert officer.post(ADD, {**late, "confirmed": "on"}).status_code == 302
    assert own(task).occurrences.get().due == date(2031, 1, 5)


def test_edit_finish_take_back_and_drop(officer: Client, task: Item) -> None:
    OwnWorkFactory(task)
    person = User.objects.get(groups__name="officer")
    officer.post(PAGE, {**TYPED, "viec": "luu", "contact": person.pk})
    page = officer.get(PAGE).content.decode()
    assert "Rà soát chợ" in page
    assert "Họp giao ban → Rà soát chợ" in page
    officer.post(PAGE, {"viec": "xong", "completed_on": "7/10/2026", "document": "Số 9/BC"})
    assert "Hoàn thành đúng hạn" in officer.get(PAGE).content.decode()
    officer.post(PAGE, {"viec": "mo-lai"})
    assert own(task).occurrences.get().completed_on is None
    asked = officer.get(f"{PAGE}?thoi=1").content.decode()
    assert "Việc không bị xóa" in asked
    officer.post(PAGE, {"viec": "thoi", "reason": "Trùng việc"})
    dropped = officer.get(PAGE).content.decode()
    assert "Đã thôi theo dõi" in dropped
    assert "Sửa việc" not in dropped
    assert officer.post(PAGE, {**TYPED, "viec": "luu"}).status_code == 409
    assert "Đã thôi theo dõi: 1 việc" in officer.get("/nhiem-vu/PL1.I.1/").content.decode()
    assert (
        verify_data()["Việc đơn vị tự đặt nằm dưới một nhiệm vụ, có một thời hạn, không gửi qua kỳ báo cáo"]
        == []
    )


def test_a_refused_finish_and_an_unknown_wish(officer: Client, task: Item) -> None:
    OwnWorkFactory(task)
    answer = officer.post(PAGE, {"viec": "xong", "completed_on": "9/10/2026", "document": "Số 9/BC"})
    assert answer.status_code == 422
    assert "09/10/2026 chưa tới" in answer.content.decode()
    assert officer.post(PAGE, {"viec": "xoa"}).status_code == 404


def test_the_plan_and_period_chosen_are_kept(officer: Client, task: Item) -> None:
    OwnWorkFactory(task)
    query = "?ke-hoach=16-CTr-TU&ky=2026-Q3"
    assert officer.post(ADD + query, TYPED).headers["Location"] == f"/nhiem-vu/PL1.I.1/{query}#viec-don-vi"
    assert officer.post(PAGE + query, {**TYPED, "viec": "luu"}).headers["Location"] == PAGE + query


def test_everyone_of_the_ward_reads_and_only_its_unit_writes(client: Client, task: Item) -> None:
    OwnWorkFactory(task)
    other = UnitFactory(locality=task.plan.locality, code="kinhte")
    for role in Role:
        client.force_login(user_with_role(role, unit=other))
        page = client.get(PAGE)
        assert page.status_code == 200
        assert "Sửa việc" not in page.content.decode()
        assert client.post(PAGE, {**TYPED, "viec": "luu"}).status_code == 403
        assert client.post(ADD, TYPED).status_code == 403
        assert ADD not in client.get("/nhiem-vu/PL1.I.1/").content.decode()
    assert own(task).terms_set.get().title == "Họp giao ban"


def test_it_is_reported_reopened_and_delegated_by_nobody(officer: Client, task: Item) -> None:
    OwnWorkFactory(task)
    assert officer.get("/viec-cua-toi/PL1.I.1.UBND1/").status_code == 404
    assert officer.post("/viec-cua-toi/PL1.I.1.UBND1/", {"seen": "", "result": "Xong"}).status_code == 404
    officer.force_login(user_with_role(Role.OFFICE, unit=task.reporter))
    assert officer.get("/viec-cua-toi/PL1.I.1.UBND1/").status_code == 404
    assert officer.get("/ky-bao-cao/2026-Q3/mo-lai/PL1.I.1.UBND1/").status_code == 404
    assert officer.get("/phan-cong/PL1.I.1.UBND1/").status_code == 403


def test_my_work_lists_what_the_unit_has_open_with_my_own_first(officer: Client, task: Item) -> None:
    me = User.objects.get(groups__name="officer")
    OwnWorkFactory(task, title="Việc của người khác", due=date(2026, 10, 9))
    OwnWorkFactory(task, title="Việc của tôi đây", due=date(2026, 12, 1), contact=me)
    OwnWorkFactory(task, title="Việc đã xong", completed_on=date(2026, 10, 7))
    OwnWorkFactory(task, UnitFactory(locality=task.plan.locality, code="kinhte"), title="Việc đơn vị khác")
    page = officer.get("/viec-cua-toi/").content.decode()
    assert "2 việc chưa xong</summary>" in page
    assert page.index("Việc của tôi đây") < page.index("Việc của người khác")
    assert "Việc đã xong" not in page
    assert "Việc đơn vị khác" not in page


def test_my_work_opens_what_presses(officer: Client, task: Item) -> None:
    OwnWorkFactory(task, due=date(2026, 12, 1))
    assert (
        '<details class="card disclosure" id="viec-don-vi">' in officer.get("/viec-cua-toi/").content.decode()
    )
    OwnWorkFactory(task, due=date(2026, 10, 7))
    page = officer.get("/viec-cua-toi/").content.decode()
    assert '<details class="card disclosure" id="viec-don-vi" open>' in page
    assert "2 việc chưa xong, 1 quá hạn" in page


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"starts": date(2026, 10, 15)}, TaskStatus.NOT_STARTED),
        ({"due": date(2026, 12, 1)}, TaskStatus.IN_TIME),
        ({"due": date(2026, 10, 18)}, TaskStatus.DUE_SOON),
        ({"due": date(2026, 10, 7)}, TaskStatus.OVERDUE),
        ({"completed_on": date(2026, 10, 8)}, TaskStatus.DONE_IN_TIME),
        ({"due": date(2026, 10, 7), "completed_on": date(2026, 10, 8)}, TaskStatus.DONE_LATE),
    ],
)
def test_it_stands_as_its_dates_say(task: Item, fields: dict[str, Any], expected: TaskStatus) -> None:
    made = OwnWorkFactory(task, **fields)
    if "starts" in fields:
        made.occurrences.update(starts=fields["starts"])
    assert own_rows(task.plan, TODAY)[0].status is expected


def test_the_rows_take_two_queries(task: Item, django_assert_num_queries: object) -> None:
    for _ in range(12):
        OwnWorkFactory(task)
    with CaptureQueriesContext(connection) as queries:
        rows = own_rows(task.plan, TODAY)
        assert all(row.unit.code and row.task.clause and row.title for row in rows)
    assert (len(rows), len(queries)) == (12, 2)


def test_the_page_of_the_task_takes_a_constant_number_of_queries(officer: Client, task: Item) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            officer.get("/nhiem-vu/PL1.I.1/")
        return len(queries)

    OwnWorkFactory(task)
    count()
    few = count()
    for _ in range(10):
        OwnWorkFactory(task)
    assert count() == few


def test_own_work_changes_neither_the_41_rows_nor_the_report_nor_the_document(demo: Client) -> None:
    plan = Plan.objects.get()
    period = Period.objects.order_by("-quarter")[0]
    scope = Scope(plan, period, [period], today=TODAY)

    def state() -> object:
        rows = [(row.item.code, row.status, row.due, row.title) for row in QuarterBook(scope).tasks]
        owed = [(one.item.code, one.state) for one in QuarterBook(scope).due.all]
        return rows, owed, pack(quarter_report(QuarterBook(scope))), plan_as_data(plan)

    before = state()
    assert len(QuarterBook(scope).tasks) == 41
    by = User.objects.get(username="kinhte")
    for code in ("PL1.I.1", "PL1.I.2", "PL1.III.1"):
        work = Work(title="Việc riêng", ends=date(2026, 9, 1))
        add_own_work(task=Item.objects.get(code=code), work=work, by=by, today=TODAY)
    assert state() == before
