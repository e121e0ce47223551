"""What units set themselves under a task: who may, what is refused, and that the document never changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from bachdang.accounts.models import AuditEvent, Unit, User
from bachdang.accounts.roles import Role
from bachdang.errors import Overtaken
from plans.assigning import may_delegate
from plans.models import Item, Occurrence, Terms, TermsUnit
from plans.own_work import (
    Work,
    add_own_work,
    change_own_work,
    drop_own_work,
    finish_own_work,
    may_add,
    unfinish_own_work,
)
from tests.factories import OwnWorkFactory, TaskFactory, UnitFactory, user_with_role

pytestmark = pytest.mark.django_db
TODAY = date(2026, 10, 8)
WORK = Work(title="Rà soát chợ", starts=date(2026, 10, 1), ends=date(2026, 11, 30), product="Báo cáo")


@pytest.fixture
def task() -> Item:
    return TaskFactory()


@pytest.fixture
def officer(task: Item) -> User:
    return user_with_role(Role.OFFICER, unit=task.reporter)


def add(task: Item, by: User, work: Work = WORK, *, confirmed: bool = False) -> Item:
    return add_own_work(task=task, work=work, by=by, today=TODAY, confirmed=confirmed)


def test_it_gets_a_code_a_row_of_terms_a_run_and_a_line_of_history(task: Item, officer: User) -> None:
    own = add(task, officer, replace(WORK, contact=officer))
    terms, run = own.terms_set.get(), own.occurrences.get()
    assert (own.code, own.kind, own.parent, own.reporter) == ("PL1.I.1.UBND1", "own", task, officer.unit)
    assert (terms.title, terms.product, terms.decision, terms.folded) == (
        "Rà soát chợ", "Báo cáo", None, "ra soat cho bao cao",
    )  # fmt: skip
    assert (run.starts, run.due, run.completed_on) == (WORK.starts, WORK.ends, None)
    event = AuditEvent.objects.get(verb="add_own_work", item_id=own.pk)
    assert event.changes["Thời hạn"] == [None, "30/11/2026"]
    assert event.changes["Người thực hiện"] == [None, str(officer)]
    assert add(task, officer).code == "PL1.I.1.UBND2"


def test_codes_of_units_do_not_collide(task: Item, officer: User) -> None:
    party = UnitFactory(locality=task.plan.locality, code="ban-xddang-phuong")
    TermsUnit.objects.create(terms=task.terms_set.get(), unit=party, role="cooperating")
    own = add(task, user_with_role(Role.OFFICER, unit=party))
    assert own.code == "PL1.I.1.BANXDDANGPHU1"


@pytest.mark.parametrize(
    ("change", "field", "said"),
    [
        ({"title": "  "}, "title", "Ghi nội dung việc"),
        ({"ends": None}, "ends", "Ghi thời hạn"),
        ({"ends": date(2026, 9, 30)}, "ends", "30/09/2026 trước ngày bắt đầu 01/10/2026"),
        ({"ends": date(2031, 1, 5)}, "confirmed", "01/10/2026 – 05/01/2031.*01/01/2026 – 31/12/2030"),
        ({"starts": date(2025, 12, 1)}, "confirmed", "nằm ngoài thời gian của nhiệm vụ"),
    ],
)
def test_what_cannot_be_is_refused_by_name(
    task: Item, officer: User, change: dict[str, Any], field: str, said: str
) -> None:
    with pytest.raises(ValidationError, match=said) as caught:
        add(task, officer, replace(WORK, **change))
    assert list(caught.value.message_dict) == [field]
    assert not task.children.exists()


def test_outside_the_tasks_dates_needs_a_confirmation(task: Item, officer: User) -> None:
    beyond = replace(WORK, ends=date(2031, 1, 5))
    assert add(task, officer, beyond, confirmed=True).occurrences.get().due == date(2031, 1, 5)


def test_the_person_is_of_the_own_unit(task: Item, officer: User) -> None:
    other = user_with_role(Role.OFFICER, unit=UnitFactory(locality=task.plan.locality, code="kinhte"))
    gone = user_with_role(Role.OFFICER, unit=task.reporter, is_active=False)
    for person in (other, gone):
        with pytest.raises(ValidationError, match="Chọn người đang làm việc ở"):
            add(task, officer, replace(WORK, contact=person))


def test_units_that_lead_cooperate_or_report_may_add_others_not(task: Item, officer: User) -> None:
    locality, terms = task.plan.locality, task.terms_set.get()
    units = {code: UnitFactory(locality=locality, code=code) for code in ("kinhte", "vanhoa", "congan")}
    TermsUnit.objects.create(terms=terms, unit=units["vanhoa"], role="cooperating")
    task.reporter = units["kinhte"]
    task.save(update_fields=["reporter"])
    allowed = {"ubnd": officer.unit, "kinhte": units["kinhte"], "vanhoa": units["vanhoa"]}
    for unit in allowed.values():
        assert may_add(task, user_with_role(Role.HEAD, unit=unit), TODAY)
    assert not may_add(task, user_with_role(Role.OFFICER, unit=units["congan"]), TODAY)
    for role in (Role.OFFICE, Role.LEADER, Role.MONITOR, Role.ADMINISTRATOR):
        by = user_with_role(role, unit=officer.unit)
        with pytest.raises(PermissionDenied):
            add(task, by)


def test_an_ended_task_takes_no_more_work(task: Item, officer: User) -> None:
    Terms.objects.filter(item=task).update(state="ended")
    with pytest.raises(PermissionDenied):
        add(task, officer)


def test_it_is_edited_in_place_with_what_was_before_in_the_history(task: Item, officer: User) -> None:
    own = add(task, officer)
    later = replace(WORK, title="Rà soát chợ, cửa hàng", ends=date(2026, 12, 15))
    change_own_work(own=own, work=later, by=officer, today=TODAY)
    change_own_work(own=own, work=later, by=officer, today=TODAY)
    assert own.terms_set.get().ends == own.occurrences.get().due == date(2026, 12, 15)
    event = AuditEvent.objects.get(verb="change_own_work")
    assert event.changes == {
        "Việc": ["Rà soát chợ", "Rà soát chợ, cửa hàng"],
        "Thời hạn": ["30/11/2026", "15/12/2026"],
    }


def test_done_names_the_day_and_the_document_and_can_be_taken_back(task: Item, officer: User) -> None:
    own = add(task, officer)
    day = date(2026, 10, 7)
    finish_own_work(own=own, on=day, document="Số 9/BC", by=officer, today=TODAY)
    run = own.occurrences.get()
    assert (run.completed_on, run.product_document) == (day, "Số 9/BC")
    unfinish_own_work(own=own, by=officer)
    run = own.occurrences.get()
    assert (run.completed_on, run.product_document) == (None, "")
    with pytest.raises(ValidationError, match="chưa được ghi hoàn thành"):
        unfinish_own_work(own=own, by=officer)
    with pytest.raises(ValidationError) as caught:
        finish_own_work(own=own, on=date(2026, 10, 9), document=" ", by=officer, today=TODAY)
    assert set(caught.value.message_dict) == {"completed_on", "document"}


def test_dropped_work_ends_and_stays(task: Item, officer: User) -> None:
    own = add(task, officer)
    drop_own_work(own=own, by=officer, reason="Trùng việc")
    assert own.terms_set.get().state == "ended"
    assert AuditEvent.objects.filter(verb="change_own_work").get().reason == "Trùng việc"
    with pytest.raises(Overtaken, match="đã thôi theo dõi"):
        change_own_work(own=own, work=WORK, by=officer, today=TODAY)


def test_only_the_unit_that_set_it_changes_it(task: Item, officer: User) -> None:
    own = OwnWorkFactory(task)
    other: Unit = UnitFactory(locality=task.plan.locality, code="kinhte")
    TermsUnit.objects.create(terms=task.terms_set.get(), unit=other, role="cooperating")
    for by in (
        user_with_role(Role.HEAD, unit=other),
        user_with_role(Role.OFFICE, unit=other),
        user_with_role(Role.OFFICE, unit=officer.unit),
    ):
        with pytest.raises(PermissionDenied):
            change_own_work(own=own, work=WORK, by=by, today=TODAY)
        with pytest.raises(PermissionDenied):
            drop_own_work(own=own, by=by)
        assert not may_delegate(own, by)


def test_the_tasks_own_rows_never_change(task: Item, officer: User) -> None:
    def rows() -> list[object]:
        return [
            list(Item.objects.filter(pk=task.pk).values()),
            list(Terms.objects.filter(item=task).values()),
            list(Occurrence.objects.filter(item=task).values()),
        ]

    before = rows()
    own = add(task, officer)
    change_own_work(own=own, work=replace(WORK, title="Khác"), by=officer, today=TODAY)
    finish_own_work(own=own, on=TODAY, document="Số 9/BC", by=officer, today=TODAY)
    drop_own_work(own=own, by=officer)
    assert rows() == before
