"""One rule for the occurrences of a task: as a table, and for the yearly tasks of the plan of record."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bachdang.accounts.models import User
from bachdang.accounts.roles import Role
from bachdang.planfile.load import load_plan
from bachdang.upkeep.verify import verify_data
from plans.models import Item, Occurrence, Plan, Recurrence, Terms
from plans.occurrences import Expected, Span, asked_by, expected
from plans.terms.amending import amend_item, newest_terms, seen_terms, withdraw_terms
from plans.terms.decisions import record_decision
from plans.terms.drafts import TermsDraft
from tests.factories import user_with_role
from tests.factories.remembered import PLAN_FILE, plan_of_record

START, LATER, END = date(2026, 1, 1), date(2028, 3, 1), date(2030, 12, 31)
ONCE, YEARLY = Recurrence.ONCE, Recurrence.YEARLY
YEARS = [2026, 2027, 2028, 2029, 2030]


@pytest.mark.parametrize(
    ("span", "years"),
    [
        (Span(START, START, END, ONCE), [None]),
        (Span(START, None, END, ONCE), []),
        (Span(START, START, END, YEARLY), YEARS),
        (Span(START, None, None, YEARLY), YEARS),
        (Span(START, date(2028, 3, 1), None, YEARLY), [2028, 2029, 2030]),
        (Span(START, None, date(2027, 6, 30), YEARLY), [2026, 2027]),
        (Span(START, START, END, Recurrence.CONTINUOUS), []),
        (Span(START, None, None, ""), []),
    ],
)
def test_what_one_version_asks_for(span: Span, years: list[int | None]) -> None:
    assert [one.year for one in asked_by(span, 2026, 2030)] == years


def test_the_first_and_last_year_are_cut_to_the_dates() -> None:
    short = Span(date(2026, 10, 1), date(2026, 10, 1), date(2027, 6, 30), YEARLY)
    assert list(asked_by(short, 2026, 2030)) == [
        Expected(2026, date(2026, 10, 1), date(2026, 12, 31)),
        Expected(2027, date(2027, 1, 1), date(2027, 6, 30)),
    ]


@pytest.mark.parametrize(
    ("spans", "years"),
    [
        ([Span(START, None, None, YEARLY), Span(date(2028, 1, 1), None, None, YEARLY)], YEARS),
        ([Span(START, None, None, YEARLY), Span(date(2028, 1, 1), START, END, YEARLY)], YEARS),
        ([Span(START, START, END, YEARLY), Span(LATER, START, END, ONCE)], [2026, 2027, 2028, None]),
        ([Span(START, START, END, ONCE), Span(LATER, None, None, YEARLY)], [None, 2028, 2029, 2030]),
        ([Span(date(2027, 5, 1), None, None, YEARLY)], [2027, 2028, 2029, 2030]),
    ],
)  # fmt: skip
def test_years_that_have_passed_keep_theirs(spans: list[Span], years: list[int | None]) -> None:
    assert list(expected(spans, 2026, 2030)) == years


def test_the_year_of_a_change_is_that_of_the_version_before() -> None:
    later = Span(date(2028, 3, 1), START, date(2029, 6, 30), YEARLY)
    found = expected([Span(START, None, None, YEARLY), later], 2026, 2030)
    assert [(one.year, one.due) for one in found.values()][2:] == [
        (2028, date(2028, 12, 31)),
        (2029, date(2029, 6, 30)),
    ]


@pytest.fixture
def plan(db: None) -> Plan:
    return plan_of_record()


@pytest.fixture
def office(plan: Plan) -> User:
    return user_with_role(Role.OFFICE)


def yearly_tasks() -> list[Item]:
    return list(Item.objects.filter(kind="task", terms_set__recurrence=YEARLY).distinct())


def years_of(item: Item) -> list[int | None]:
    return list(Occurrence.objects.filter(item=item).order_by("year").values_list("year", flat=True))


def change_product(item: Item, office: User) -> Terms:
    """Only "Kết quả, sản phẩm", under a decision of 01/01/2028; the plan has no dates."""
    day = date(2028, 1, 1)
    known = item.plan.decisions.filter(number="9-QĐ/ĐU").first()
    decision = known or record_decision(plan=item.plan, number="9-QĐ/ĐU", date=day, by=office)
    newest = newest_terms(item)
    new = replace(TermsDraft.of(newest), product="Báo cáo kết quả hằng năm")
    return amend_item(item=item, decision=decision, new=new, by=office, seen=seen_terms(newest))


def test_yearly_tasks_of_the_plan_keep_their_years_before_during_and_after(plan: Plan, office: User) -> None:
    tasks = yearly_tasks()
    assert len(tasks) == 21
    assert [years_of(one) for one in tasks] == [YEARS] * 21
    versions = [change_product(one, office) for one in tasks]
    assert [years_of(one) for one in tasks] == [YEARS] * 21
    assert not any(verify_data().values())
    for one in versions:
        withdraw_terms(terms=one, by=office, reason="Ghi nhầm")
    assert [years_of(one) for one in tasks] == [YEARS] * 21
    again = load_plan(PLAN_FILE)
    assert (again.added.total(), again.changed.total()) == (0, 0)
    assert [years_of(one) for one in tasks] == [YEARS] * 21


def test_verify_data_finds_a_missing_year_and_loading_restores_it(plan: Plan) -> None:
    Occurrence.objects.filter(item__code="PL1.I.8", year__in=(2027, 2029)).delete()
    assert [told for found in verify_data().values() for told in found] == [
        "PL1.I.8 thiếu lần thực hiện: 2027, 2029"
    ]
    assert load_plan(PLAN_FILE).added["Lần thực hiện"] == 2
    assert not any(verify_data().values())
