"""Decisions and what is amended under them: versions, refusals, additions, withdrawals."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from bachdang.accounts.models import AuditEvent, User
from bachdang.accounts.roles import Role
from plans.models import Clause, Decision, Item, Occurrence, Period, Plan, Report, Terms, Upload
from plans.terms.adding import add_item
from plans.terms.amending import amend_item, newest_terms, seen_terms, withdraw_terms
from plans.terms.decisions import correct_decision, record_decision
from plans.terms.drafts import TermsDraft
from plans.terms.versions import StaleTerms
from tests.factories import (
    LocalityFactory,
    PeriodFactory,
    PlanFactory,
    TaskFactory,
    UnitFactory,
    user_with_role,
)

pytestmark = pytest.mark.django_db

PDF = ("qd.pdf", b"%PDF-1.7 quyet dinh")
DAY = date(2026, 11, 2)


@pytest.fixture
def task() -> Item:
    return TaskFactory()


@pytest.fixture
def office() -> User:
    return user_with_role(Role.OFFICE)


@pytest.fixture
def decision(task: Item, office: User) -> Decision:
    return record_decision(plan=task.plan, number="125-QĐ/ĐU", date=DAY, by=office)


def now(item: Item) -> TermsDraft:
    return TermsDraft.of(newest_terms(item))


def amend(
    item: Item, decision: Decision | None, by: User, *, valid_from: date | None = None, **new: Any
) -> Terms:
    newest = newest_terms(item)
    return amend_item(
        item=item,
        decision=decision,
        new=replace(TermsDraft.of(newest), **new),
        by=by,
        seen=seen_terms(newest),
        valid_from=valid_from,
    )


def lock(plan: Plan, by: User, quarter: int = 3) -> Period:
    at = datetime(2026, 10, 5, tzinfo=UTC)
    return PeriodFactory(
        plan=plan,
        quarter=quarter,
        locked_at=at,
        locked_by=by,
        as_of=date(2026, 9, 30),
        cutoff=date(2026, 9, 14),
    )


def test_a_decision_is_recorded_with_its_file(task: Item, office: User) -> None:
    made = record_decision(
        plan=task.plan, number=" 125-QĐ/ĐU ", date=DAY, subject="Điều chỉnh", file=PDF, by=office
    )
    assert (made.number, made.subject, made.recorded_by) == ("125-QĐ/ĐU", "Điều chỉnh", office)
    assert made.upload is not None
    with made.upload.file.open("rb") as stored:
        assert stored.read() == PDF[1]
    event = AuditEvent.objects.get(verb="record_decision")
    assert event.changes["Số quyết định"] == [None, "125-QĐ/ĐU"]


def test_the_same_number_and_day_is_refused_by_name(decision: Decision, office: User) -> None:
    with pytest.raises(ValidationError, match="Đã ghi quyết định số 125-qđ/đu ngày 02/11/2026"):
        record_decision(plan=decision.plan, number="125-qđ/đu", date=DAY, by=office)
    other = record_decision(plan=decision.plan, number="125-QĐ/ĐU", date=date(2027, 1, 5), by=office)
    with pytest.raises(ValidationError, match="Đã ghi quyết định"):
        correct_decision(decision=other, number="125-QĐ/ĐU", date=DAY, by=office)


def test_a_file_that_is_not_what_it_says_is_refused(task: Item, office: User) -> None:
    with pytest.raises(ValidationError, match="nội dung không phải pdf"):
        record_decision(plan=task.plan, number="1", date=DAY, file=("a.pdf", b"MZ"), by=office)
    assert not Decision.objects.exists()
    assert not Upload.objects.exists()


def test_a_decision_is_corrected_until_it_is_used(task: Item, decision: Decision, office: User) -> None:
    corrected = correct_decision(
        decision=decision, number="126-QĐ/ĐU", date=DAY, subject="Sửa", file=PDF, by=office
    )
    assert (corrected.number, corrected.subject) == ("126-QĐ/ĐU", "Sửa")
    amend(task, corrected, office, title="Tên mới")
    with pytest.raises(ValidationError, match="Rút lại các lần điều chỉnh"):
        correct_decision(decision=corrected, number="127", date=DAY, by=office)


def test_only_the_party_office_amends(task: Item, decision: Decision) -> None:
    head = user_with_role(Role.HEAD)
    with pytest.raises(PermissionDenied):
        amend(task, decision, head, title="Khác")
    with pytest.raises(PermissionDenied):
        record_decision(plan=task.plan, number="2", date=DAY, by=head)
    assert task.terms_set.count() == 1


def test_an_amendment_is_a_new_version_and_leaves_the_old(
    task: Item, decision: Decision, office: User
) -> None:
    kinhte = UnitFactory(code="kinhte", name="Phòng Kinh tế")
    before = now(task)
    terms = amend(task, decision, office, title="Tên mới", lead=kinhte, leader="Phó Chủ tịch")
    first, second = task.terms_set.order_by("valid_from")
    assert TermsDraft.of(first) == before
    assert (second, second.valid_from, second.decision) == (terms, DAY, decision)
    assert now(task).lead == kinhte
    assert now(task).cooperating == ()
    task.refresh_from_db()
    assert task.reporter == before.lead
    event = AuditEvent.objects.get(verb="amend")
    assert event.item_id == task.pk
    assert event.changes == {
        "Tên việc": ["Phát triển thương mại", "Tên mới"],
        "Lãnh đạo chịu trách nhiệm": [None, "Phó Chủ tịch"],
        "Đơn vị chủ trì": ["Đơn vị ubnd", "Phòng Kinh tế"],
    }
    assert event.reason == "Điều chỉnh từ 02/11/2026 theo quyết định số 125-QĐ/ĐU ngày 02/11/2026"


def test_who_filled_a_blank_is_carried_while_the_answer_stays(
    task: Item, decision: Decision, office: User
) -> None:
    told = {"by": "Nguyễn Văn A", "on": "2026-10-08"}
    task.terms_set.update(filled={"leader": told, "decides": told, "schedule": told}, leader="A", decides="B")
    terms = amend(task, decision, office, leader="C", ends=date(2029, 12, 31))
    assert terms.filled == {"decides": told}


@pytest.mark.parametrize(
    ("new", "field", "told"),
    [
        ({"ends": date(2025, 12, 31)}, "ends", "31/12/2025 trước ngày bắt đầu 01/01/2026"),
        ({"valid_from": date(2025, 12, 1)}, "valid_from", "01/12/2025 trước ngày bắt đầu của kế hoạch"),
        ({"valid_from": date(2026, 1, 1)}, "valid_from", "theo kế hoạch ban hành"),
        ({"title": "  "}, "title", "Ghi tên"),
    ],
)
def test_contradictions_are_refused_with_the_numbers(
    task: Item, decision: Decision, office: User, new: dict[str, Any], field: str, told: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        amend(task, decision, office, **({"title": "Khác"} | new))
    assert list(refused.value.message_dict) == [field]
    assert told in refused.value.message_dict[field][0]
    assert task.terms_set.count() == 1


def test_a_unit_that_leads_does_not_co_operate(task: Item, decision: Decision, office: User) -> None:
    lead = now(task).lead
    with pytest.raises(ValidationError, match="đã chủ trì nên không thể đồng thời phối hợp"):
        amend(task, decision, office, cooperating=(lead,))


def test_nothing_is_amended_without_a_decision(task: Item, decision: Decision, office: User) -> None:
    with pytest.raises(ValidationError, match="Điều chỉnh phải theo một quyết định"):
        amend(task, None, office, title="Khác")
    foreign = PlanFactory(code="KHAC", locality=LocalityFactory(code="khac", name="Phường khác"))
    other = Decision.objects.create(plan=foreign, number="1", date=DAY)
    with pytest.raises(ValidationError, match="thuộc kế hoạch khác"):
        amend(task, other, office, title="Khác")


def test_changing_nothing_is_refused(task: Item, decision: Decision, office: User) -> None:
    with pytest.raises(ValidationError, match="Chưa có gì thay đổi"):
        amend(task, decision, office, title="Phát triển thương mại ")


def test_an_overlap_names_the_decision_that_stands_there(
    task: Item, decision: Decision, office: User
) -> None:
    amend(task, decision, office, title="Một")
    later = record_decision(plan=task.plan, number="200-QĐ/ĐU", date=date(2026, 12, 1), by=office)
    with pytest.raises(ValidationError, match="quyết định số 125-QĐ/ĐU ngày 02/11/2026"):
        amend(task, later, office, title="Hai", valid_from=date(2026, 10, 15))
    amend(task, later, office, title="Hai")
    assert [one.title for one in task.terms_set.order_by("valid_from")][-2:] == ["Một", "Hai"]


def test_a_locked_quarter_is_not_amended(task: Item, decision: Decision, office: User) -> None:
    lock(task.plan, office)
    for day in (date(2026, 9, 30), date(2026, 5, 1)):
        with pytest.raises(ValidationError, match="Quý III/2026 đã chốt"):
            amend(task, decision, office, title="Khác", valid_from=day)
    amend(task, decision, office, title="Khác", valid_from=date(2026, 10, 1))


def test_an_overtaken_form_is_told(task: Item, decision: Decision, office: User) -> None:
    seen, new = seen_terms(newest_terms(task)), replace(now(task), title="Của tôi")
    amend(task, decision, office, title="Của người khác")
    with pytest.raises(StaleTerms):
        amend_item(item=task, decision=decision, new=new, by=office, seen=seen, valid_from=date(2026, 12, 1))
    # Also when a blank was filled in place.
    seen = seen_terms(newest_terms(task))
    task.terms_set.update(leader="Vừa điền")
    with pytest.raises(StaleTerms):
        amend_item(item=task, decision=decision, new=new, by=office, seen=seen, valid_from=date(2026, 12, 1))


def test_suspended_resumed_ended_and_then_nothing(task: Item, decision: Decision, office: User) -> None:
    amend(task, decision, office, state="suspended")
    amend(task, decision, office, state="active", valid_from=date(2027, 1, 1))
    amend(task, decision, office, state="ended", valid_from=date(2027, 6, 1))
    reasons = AuditEvent.objects.filter(verb="amend").order_by("pk").values_list("reason", flat=True)
    assert [one.split(" từ ")[0] for one in reasons] == ["Tạm dừng", "Tiếp tục thực hiện", "Kết thúc"]
    with pytest.raises(ValidationError, match="đã kết thúc từ 01/06/2027"):
        amend(task, decision, office, state="active", valid_from=date(2027, 9, 1))


def test_yearly_runs_follow_and_completed_ones_stay(decision: Decision, office: User) -> None:
    task = TaskFactory("PL1.I.2", recurrence="yearly")
    Occurrence.objects.bulk_create(
        Occurrence(item=task, year=year, starts=date(year, 1, 1), due=date(year, 12, 31))
        for year in range(2026, 2029)
    )
    Occurrence.objects.filter(item=task, year=2028).update(
        completed_on=date(2026, 6, 1), product_document="Xong sớm"
    )
    amend(task, decision, office, ends=date(2030, 6, 30))
    runs = Occurrence.objects.filter(item=task).order_by("year")
    assert [(one.year, one.due) for one in runs] == [
        (2026, date(2026, 12, 31)),
        (2027, date(2027, 12, 31)),
        (2028, date(2028, 12, 31)),
        (2029, date(2029, 12, 31)),
        (2030, date(2030, 6, 30)),
    ]
    amend(task, decision, office, ends=date(2026, 12, 31), valid_from=date(2026, 12, 1))
    assert list(runs.values_list("year", flat=True)) == [2026, 2028]
    withdraw_terms(terms=newest_terms(task), by=office, reason="Ghi nhầm")
    assert list(runs.values_list("year", flat=True)) == [2026, 2027, 2028, 2029, 2030]


def test_a_task_is_added_last_under_its_heading(task: Item, decision: Decision, office: User) -> None:
    heading = Clause.objects.get(key="PL1.I")
    new = TermsDraft(title="Việc mới", starts=date(2026, 11, 2), ends=date(2027, 6, 30), recurrence="once")
    first = add_item(kind="task", heading=heading, decision=decision, new=new, by=office)
    second = add_item(
        kind="task", heading=heading, decision=decision, new=new, by=office, reporter=task.reporter
    )
    assert [first.code, second.code] == ["PL1.I.BS1", "PL1.I.BS2"]
    assert (first.order, first.clause, first.heading, first.reporter) == (task.order, None, heading, None)
    assert second.reporter == task.reporter
    assert Occurrence.objects.get(item=first).due == date(2027, 6, 30)
    assert AuditEvent.objects.filter(verb="add_item").count() == 2
    with pytest.raises(ValidationError, match="không có"):
        add_item(kind="project", heading=heading, decision=decision, new=new, by=office)


def test_the_newest_version_is_withdrawn_with_a_reason(task: Item, decision: Decision, office: User) -> None:
    one = amend(task, decision, office, title="Một")
    two = amend(task, decision, office, title="Hai", valid_from=date(2026, 12, 1))
    with pytest.raises(ValidationError, match="lý do"):
        withdraw_terms(terms=two, by=office, reason=" ")
    with pytest.raises(ValidationError, match="sau lần này còn lần có hiệu lực từ 01/12/2026"):
        withdraw_terms(terms=one, by=office, reason="Nhầm")
    withdraw_terms(terms=two, by=office, reason="Nhầm")
    assert now(task).title == "Một"
    event = AuditEvent.objects.order_by("-pk")[0]
    assert event.reason == "Nhầm"
    assert event.changes == {
        "Lần điều chỉnh": ["quyết định số 125-QĐ/ĐU ngày 02/11/2026, hiệu lực từ 01/12/2026", None]
    }
    with pytest.raises(ValidationError, match="kế hoạch ban hành"):
        withdraw_terms(terms=task.terms_set.get(decision=None), by=office, reason="Nhầm")


def test_what_a_locked_quarter_rests_on_is_not_withdrawn(
    task: Item, decision: Decision, office: User
) -> None:
    terms = amend(task, decision, office, title="Một", valid_from=date(2026, 9, 1))
    lock(task.plan, office)
    with pytest.raises(ValidationError, match="Quý III/2026 đã chốt"):
        withdraw_terms(terms=terms, by=office, reason="Nhầm")


def test_an_added_item_goes_with_its_version_unless_reported(
    task: Item, decision: Decision, office: User
) -> None:
    heading = Clause.objects.get(key="PL1.I")
    for reported in (False, True):
        item = add_item(
            kind="task", heading=heading, decision=decision, new=TermsDraft(title="Mới"), by=office,
            reporter=task.reporter,
        )  # fmt: skip
        if not reported:
            assert withdraw_terms(terms=newest_terms(item), by=office, reason="Nhầm") is None
            assert not Item.objects.filter(pk=item.pk).exists()
            continue
        assert item.reporter is not None
        Report.objects.create(period=PeriodFactory(plan=task.plan), item=item, unit=item.reporter)
        with pytest.raises(ValidationError, match="đã có báo cáo"):
            withdraw_terms(terms=newest_terms(item), by=office, reason="Nhầm")
        assert Item.objects.filter(pk=item.pk).exists()
