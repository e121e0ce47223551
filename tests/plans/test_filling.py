"""Filling in what the document leaves blank: each field, what is refused, who may, taking it back."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from bachdang.accounts.models import AuditEvent, User
from bachdang.accounts.roles import Role
from bachdang.vietnamese.text import search_fold
from plans.models import Item, Milestone, Occurrence, Report, TaskReport, TaskResult, Terms, TermsUnit
from plans.six_clear import six_clear
from plans.terms.blanks import KEY_LABELS, fillable_by, may_fill, seen_token, value_of, versions_of
from plans.terms.filling import fill_answer
from tests.factories import (
    ItemFactory,
    PeriodFactory,
    ProjectFactory,
    TaskFactory,
    UnitFactory,
    UserFactory,
    user_with_role,
)
from tests.factories.plan import TermsFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 10, 8)
OTHER_DAY = date(2026, 12, 1)


@pytest.fixture
def office(db: None) -> User:
    return user_with_role(Role.OFFICE, full_name="Nguyễn Văn Phòng")


def fill(item: Item, by: User, **values: Any) -> Terms:
    """Fill in, having seen what is there; the newest terms afterwards."""
    seen = seen_token(versions_of(Item.objects.get(pk=item.pk)), values)
    fill_answer(item=item, values=values, seen=seen, by=by, today=TODAY)
    newest: Terms = Terms.objects.filter(item=item).latest("valid_from")
    return newest


def blank_task(**fields: Any) -> Item:
    """A task of which the document says nothing but its title."""
    item = TaskFactory(**fields)
    Terms.objects.filter(item=item).update(product="", starts=None, ends=None, recurrence="")
    TermsUnit.objects.filter(terms__item=item).delete()
    Occurrence.objects.filter(item=item).delete()
    return item


@pytest.mark.parametrize(
    ("key", "value", "axis"),
    [
        ("product", "Nghị quyết của HĐND phường", "viec"),
        ("decides", "Chủ tịch UBND phường", "tham-quyen"),
        ("resources", "Ngân sách phường", "nguon-luc"),
    ],
)
def test_a_text_makes_its_axis_clear_and_says_who_filled_it_in(
    office: User, key: str, value: str, axis: str
) -> None:
    terms = fill(blank_task(), office, **{key: value})
    assert getattr(terms, key) == value
    assert terms.filled == {key: {"by": "Nguyễn Văn Phòng", "on": "2026-10-08"}}
    answer = next(one for one in six_clear(terms, terms.item.plan.axes) if one.code == axis)
    assert answer.clear
    assert answer.filled is not None
    assert (answer.filled.by, answer.filled.on) == ("Nguyễn Văn Phòng", TODAY)
    event = AuditEvent.objects.get(verb="fill_answer")
    assert event.changes == {KEY_LABELS[key]: [None, value]}
    assert (event.item_id, event.by) == (terms.item_id, office)


def test_the_product_is_found_by_search_once_filled_in(office: User) -> None:
    assert search_fold("Nghị quyết") in fill(blank_task(), office, product="Nghị quyết").folded


def test_one_unit_leads_and_named_units_co_operate(office: User) -> None:
    item = blank_task()
    lead, other = UnitFactory(code="congan"), UnitFactory(code="quansu")
    terms = fill(item, office, lead=lead, cooperating=[other])
    assert value_of(terms, "lead") == lead
    assert value_of(terms, "cooperating") == [other]
    assert set(terms.filled) == {"lead", "cooperating"}
    terms = fill(item, office, lead=other, cooperating=[])
    assert value_of(terms, "lead") == other
    assert set(terms.filled) == {"lead"}


def test_a_unit_that_co_operates_is_refused_as_lead_by_name(office: User) -> None:
    item, unit = blank_task(), UnitFactory(code="congan", name="Công an phường")
    fill(item, office, cooperating=[unit])
    with pytest.raises(ValidationError, match="Công an phường không thể vừa chủ trì vừa phối hợp") as refused:
        fill(item, office, lead=unit)
    assert set(refused.value.message_dict) == {"lead"}
    terms = Terms.objects.get(item=item)
    assert value_of(terms, "lead") is None


def test_the_lead_is_refused_as_co_operating_by_name(office: User) -> None:
    item = TaskFactory()
    lead = item.reporter
    assert lead is not None
    with pytest.raises(ValidationError, match=f"{lead} không thể vừa") as refused:
        fill(item, office, cooperating=[lead])
    assert set(refused.value.message_dict) == {"cooperating"}


def test_what_the_document_says_is_left_alone(office: User) -> None:
    """The factory's task has a lead, a product and dates; only a decision changes those."""
    item = TaskFactory()
    before = Terms.objects.values().get(item=item)
    fill(
        item, office, lead=UnitFactory(code="congan"), product="Khác", starts=date(2027, 1, 1), recurrence=""
    )
    assert Terms.objects.values().get(item=item) == before
    assert value_of(Terms.objects.get(item=item), "lead") == item.reporter
    assert not AuditEvent.objects.exists()


def test_a_time_makes_the_one_run_of_a_task(office: User) -> None:
    item = blank_task()
    fill(item, office, recurrence="once", starts=date(2026, 3, 1), ends=date(2027, 6, 30))
    run = Occurrence.objects.get(item=item)
    assert (run.year, run.starts, run.due) == (None, date(2026, 3, 1), date(2027, 6, 30))
    fill(item, office, recurrence="once", starts=date(2026, 3, 1), ends=date(2027, 9, 30))
    assert Occurrence.objects.get(item=item).due == date(2027, 9, 30)
    assert Occurrence.objects.get(item=item).pk == run.pk


def test_a_yearly_task_has_a_run_a_year_and_a_continuous_one_none(office: User) -> None:
    item = blank_task()
    fill(item, office, recurrence="yearly", starts=None, ends=None)
    assert list(Occurrence.objects.filter(item=item).values_list("year", flat=True)) == [*range(2026, 2031)]
    terms = fill(item, office, recurrence="continuous", starts=None, ends=None)
    assert not Occurrence.objects.filter(item=item).exists()
    assert [one.clear for one in six_clear(terms, item.plan.axes) if one.code == "tien-do"] == [True]


def test_an_end_before_the_start_is_refused_with_both_days(office: User) -> None:
    item = blank_task()
    with pytest.raises(ValidationError) as refused:
        fill(item, office, recurrence="once", starts=date(2027, 6, 30), ends=date(2026, 3, 1))
    assert refused.value.message_dict == {
        "ends": ["Ngày kết thúc 01/03/2026 không được trước ngày bắt đầu 30/06/2027."]
    }
    assert Terms.objects.get(item=item).starts is None


def test_half_a_time_is_refused(office: User) -> None:
    with pytest.raises(ValidationError, match="Ghi thêm ngày kết thúc"):
        fill(blank_task(), office, recurrence="once", starts=date(2026, 3, 1), ends=None)


def test_a_run_that_was_reported_is_not_taken_away(office: User) -> None:
    item = blank_task()
    fill(item, office, recurrence="yearly", starts=None, ends=None)
    assert item.reporter is not None
    period = PeriodFactory(plan=item.plan)
    report = TaskReport.objects.create(
        report=Report.objects.create(period=period, item=item, unit=item.reporter)
    )
    TaskResult.objects.create(task_report=report, occurrence=Occurrence.objects.get(item=item, year=2026))
    with pytest.raises(ValidationError, match="Đã có báo cáo về lần thực hiện năm 2026"):
        fill(item, office, recurrence="", starts=None, ends=None)
    assert Terms.objects.get(item=item).recurrence == "yearly"


def test_a_project_names_its_next_milestone(office: User) -> None:
    item = ProjectFactory().item
    days = {"recurrence": "once", "starts": date(2026, 3, 1), "ends": date(2027, 12, 31)}
    terms = fill(item, office, **days, milestone=("Khởi công", OTHER_DAY))
    assert [one.clear for one in six_clear(terms, item.plan.axes) if one.code == "tien-do"] == [True]
    assert not Occurrence.objects.exists()
    terms = fill(item, office, milestone=("Khởi công đoạn 1", OTHER_DAY))
    assert Milestone.objects.get(item=item).title == "Khởi công đoạn 1"
    assert terms.filled["milestone"]["pk"] == Milestone.objects.get().pk
    terms = fill(item, office, milestone=None)
    assert not Milestone.objects.exists()
    assert "milestone" not in terms.filled


def test_a_milestone_from_elsewhere_is_left_alone(office: User) -> None:
    item = ProjectFactory().item
    Milestone.objects.create(item=item, title="Thiết kế", due=date(2026, 11, 1))
    fill(item, office, milestone=("Khởi công", OTHER_DAY))
    assert [one.title for one in Milestone.objects.all()] == ["Thiết kế"]


def test_the_contact_is_of_the_unit_that_reports(office: User) -> None:
    item = TaskFactory()
    officer = UserFactory(unit=item.reporter)
    fill(item, office, contact=officer)
    item.refresh_from_db()
    assert item.contact == officer
    assert AuditEvent.objects.get().verb == "set_contact"
    with pytest.raises(ValidationError, match="đơn vị báo cáo"):
        fill(item, office, contact=UserFactory(unit=UnitFactory(code="congan")))


def test_every_version_is_filled_where_it_is_blank(office: User) -> None:
    """So past and present agree; a version whose decision says something keeps it."""
    item = blank_task()
    TermsFactory(item=item, valid_from=date(2026, 7, 1), title="Việc", resources="Ngân sách thành phố")
    fill(item, office, resources="Ngân sách phường", decides="Chủ tịch UBND phường")
    found = list(Terms.objects.filter(item=item).order_by("valid_from").values_list("resources", "decides"))
    assert found == [
        ("Ngân sách phường", "Chủ tịch UBND phường"),
        ("Ngân sách thành phố", "Chủ tịch UBND phường"),
    ]


def test_what_was_filled_in_may_be_changed_and_taken_back(office: User) -> None:
    item = blank_task()
    fill(item, office, resources="Ngân sách phường")
    fill(item, office, resources="Ngân sách thành phố")
    terms = fill(item, office, resources="")
    assert (terms.resources, terms.filled) == ("", {})
    told = [one.changes["Nguồn lực"] for one in AuditEvent.objects.order_by("pk")]
    assert told == [
        [None, "Ngân sách phường"],
        ["Ngân sách phường", "Ngân sách thành phố"],
        ["Ngân sách thành phố", None],
    ]


def test_taking_back_the_time_takes_its_runs_along(office: User) -> None:
    item = blank_task()
    fill(item, office, recurrence="once", starts=date(2026, 3, 1), ends=date(2027, 6, 30))
    terms = fill(item, office, recurrence="", starts=None, ends=None)
    assert (terms.starts, terms.ends, terms.recurrence, terms.filled) == (None, None, "", {})
    assert not Occurrence.objects.filter(item=item).exists()


def test_the_same_value_again_changes_nothing(office: User) -> None:
    item = blank_task()
    fill(item, office, decides="Chủ tịch UBND phường")
    fill(item, office, decides=" Chủ tịch UBND phường ")
    assert AuditEvent.objects.count() == 1


def test_two_people_do_not_fill_in_over_each_other(office: User) -> None:
    item = blank_task()
    seen = seen_token(versions_of(item), ["decides"])
    fill(item, office, decides="Chủ tịch UBND phường")
    with pytest.raises(ValidationError, match="Người khác vừa sửa"):
        fill_answer(item=item, values={"decides": "Bí thư"}, seen=seen, by=office, today=TODAY)
    assert Terms.objects.get(item=item).decides == "Chủ tịch UBND phường"


def test_another_field_does_not_make_a_form_stale(office: User) -> None:
    item = blank_task()
    seen = seen_token(versions_of(item), ["decides"])
    fill(item, office, resources="Ngân sách phường")
    fill_answer(item=item, values={"decides": "Bí thư"}, seen=seen, by=office, today=TODAY)
    assert Terms.objects.get(item=item).decides == "Bí thư"


def test_a_text_that_is_too_long_is_refused_by_field(office: User) -> None:
    with pytest.raises(ValidationError) as refused:
        fill(blank_task(), office, leader="x" * 201)
    assert set(refused.value.message_dict) == {"leader"}


# Who may


def test_a_head_fills_in_for_the_own_unit_and_those_under_it() -> None:
    above = UnitFactory(code="ubnd")
    under = UnitFactory(code="kinhte", parent=above)
    item = TaskFactory()
    Item.objects.filter(pk=item.pk).update(reporter=under)
    item.refresh_from_db()
    for unit in (above, under):
        head = user_with_role(Role.HEAD, unit=unit)
        assert may_fill(item, head)
        assert fillable_by(head)(item)
    fill(item, user_with_role(Role.HEAD, unit=above), decides="Chủ tịch UBND phường")


@pytest.mark.parametrize(
    ("role", "code"),
    [(Role.HEAD, "congan"), (Role.OFFICER, "ubnd"), (Role.LEADER, "ubnd"), (Role.MONITOR, "ubnd")],
)
def test_others_may_not(role: Role, code: str) -> None:
    item = TaskFactory()
    user = user_with_role(role, unit=UnitFactory(code=code))
    assert not fillable_by(user)(item)
    with pytest.raises(PermissionDenied):
        fill(item, user, decides="Bí thư")
    assert Terms.objects.get(item=item).decides == ""


def test_nobody_fills_in_what_is_no_assignment(office: User) -> None:
    indicator = ItemFactory(kind="indicator", code="01.01", clause=None)
    assert not may_fill(indicator, office)
    assert not fillable_by(office)(indicator)
