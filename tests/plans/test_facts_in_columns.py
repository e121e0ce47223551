"""Facts that the history once told: each in its column, filled for rows that were there before."""

from __future__ import annotations

from datetime import UTC, date, datetime
from importlib import import_module

import pytest
import time_machine
from django.apps import apps

from bachdang.accounts.models import AuditEvent, User
from bachdang.accounts.roles import Role
from bachdang.planfile.load import load_plan
from plans.assigning import delegate, set_contact
from plans.models import Item, Occurrence, Question, Report
from plans.six_clear import six_clear
from tests.factories import PeriodFactory, TaskFactory, UnitFactory, user_with_role
from tests.factories.remembered import PLAN_FILE, plan_of_record

pytestmark = pytest.mark.django_db

migration = import_module("plans.migrations.0007_facts_in_columns")
EVENING, NEXT_DAY = datetime(2026, 9, 14, 16, 45, tzinfo=UTC), datetime(2026, 9, 14, 17, 15, tzinfo=UTC)
"""23:45 of 14 September here, and a quarter past midnight."""


@pytest.fixture
def item() -> Item:
    return TaskFactory()


@pytest.fixture
def office(item: Item) -> User:
    return user_with_role(Role.OFFICE)


def report(item: Item, **values: object) -> Report:
    period = item.plan.periods.first() or PeriodFactory(plan=item.plan)
    assert item.reporter is not None
    number = Report.objects.count() + 1
    return Report.objects.create(period=period, item=item, unit=item.reporter, revision=number, **values)


def told(verb: str, subject: Report, by: User, at: datetime, **changes: list[str | None]) -> None:
    with time_machine.travel(at, tick=False):
        AuditEvent.objects.create(
            verb=verb, subject=f"plans.report:{subject.pk}", by=by, item_id=subject.item_id,
            locality=subject.unit.locality, changes=changes,
        )  # fmt: skip


def test_reports_of_the_first_schema_get_the_day_they_were_sent(item: Item, office: User) -> None:
    """They know when they were submitted and accepted, not when a head sent them: submitting was sending."""
    both = {"accepted_at": NEXT_DAY, "accepted_by": office, "state": "accepted"}
    submitted = report(item, submitted_at=EVENING, submitted_by=office, **both)
    accepted = report(item, **both)
    draft = report(item)
    migration.fill_reports(apps, None)
    days = dict(Report.objects.values_list("pk", "first_sent_on"))
    assert days == {submitted.pk: date(2026, 9, 14), accepted.pk: date(2026, 9, 15), draft.pk: None}


def test_a_report_sent_again_gets_the_first_day_of_the_history(item: Item, office: User) -> None:
    again = report(
        item, sent_at=datetime(2026, 9, 25, tzinfo=UTC), sent_by=office, first_sent_on=date(2026, 9, 25)
    )
    told("approve", again, office, EVENING, step=["a", "b"])
    told("approve", again, office, datetime(2026, 9, 25, tzinfo=UTC), step=["a", "b"])
    migration.fill_reports(apps, None)
    assert Report.objects.get().first_sent_on == date(2026, 9, 14)


def test_what_was_corrected_after_a_return_is_kept(item: Item, office: User) -> None:
    back = {
        "returned_from": "waiting",
        "returned_at": NEXT_DAY,
        "returned_by": office,
        "return_reason": "Thiếu",
    }
    corrected = report(item, **back)
    Report.objects.filter(pk=corrected.pk).update(item=TaskFactory("PL1.I.2"))
    untouched = report(item, **back)
    for one in (corrected, untouched):
        told("save_report", one, office, EVENING, result=[None, "Xong"])
        told("send_back", one, office, NEXT_DAY, step=["a", "b"])
    told("save_report", corrected, office, NEXT_DAY, result=["Xong", "Xong hẳn"])
    told("save_report", untouched, office, NEXT_DAY)
    migration.fill_reports(apps, None)
    assert [one.is_uncorrected for one in Report.objects.order_by("pk")] == [False, True]


def test_who_named_the_contact_is_kept_with_the_item(item: Item, office: User) -> None:
    officer = user_with_role(Role.OFFICER, unit=item.reporter)
    set_contact(item=item, contact=officer, by=office)
    stored = Item.objects.get(pk=item.pk)
    assert (stored.contact_named_by, stored.contact_named_at is not None) == (office, True)
    Item.objects.filter(pk=item.pk).update(contact_named_at=None, contact_named_by=None)
    migration.fill_contacts(apps, None)
    terms = Item.objects.get(pk=item.pk).terms_set.get()
    filled = six_clear(terms, item.plan.axes)[0].filled
    assert filled is not None
    assert filled.by == office.full_name


def test_who_named_nobody_is_forgotten(item: Item, office: User) -> None:
    officer = user_with_role(Role.OFFICER, unit=item.reporter)
    set_contact(item=item, contact=officer, by=office)
    other = UnitFactory(locality=item.plan.locality, code="kinhte")
    delegate(item=Item.objects.get(pk=item.pk), unit=other, by=office)
    stored = Item.objects.get(pk=item.pk)
    assert (stored.contact, stored.contact_named_by, stored.contact_named_at) == (None, None, None)


def test_questions_that_ask_who_leads_are_told_apart_as_they_were() -> None:
    plan_of_record()
    before = set(Question.objects.filter(about="lead").values_list("pk", flat=True))
    assert len(before) == 34
    Question.objects.update(about="")
    migration.fill_questions(apps, None)
    assert set(Question.objects.filter(about="lead").values_list("pk", flat=True)) == before


def test_missing_years_are_restored_as_the_rule_has_them() -> None:
    plan_of_record()
    before = set(Occurrence.objects.values_list("item__code", "year", "starts", "due"))
    Occurrence.objects.exclude(year=2026).delete()
    migration.restore_occurrences(apps, None)
    assert set(Occurrence.objects.values_list("item__code", "year", "starts", "due")) == before
    assert load_plan(PLAN_FILE).added.total() == 0
