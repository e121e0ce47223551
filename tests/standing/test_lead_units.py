"""Exactly one lead: where the document names several bodies or none, an open point names them all."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bachdang.accounts.models import Unit
from bachdang.accounts.roles import Role
from bachdang.scope.scopes import Scope
from bachdang.standing.clarity import assignments
from bachdang.standing.lead_units import bodies_of, names_all, printed_lead
from bachdang.standing.open_points import WITHOUT_LEAD, Doubt, DoubtBook
from bachdang.standing.quarter_book import QuarterBook
from bachdang.vietnamese.text import fold
from plans.models import Item, Plan, Question, Terms, TermsUnit
from plans.six_clear import is_generic
from plans.terms.blanks import seen_token, versions_of
from plans.terms.filling import fill_answer
from tests.factories import PlanFactory, TaskFactory, user_with_role
from tests.factories.remembered import plan_of_record

pytestmark = pytest.mark.django_db


@pytest.fixture
def real(plan_file: Path) -> Plan:
    return plan_of_record()


def points(plan: Plan) -> list[Doubt]:
    return [one for one in DoubtBook(QuarterBook(Scope(plan))).open if one.group == WITHOUT_LEAD]


def test_no_row_of_the_annexes_is_silently_cut(real: Plan) -> None:
    """All 41 + 33 rows and the programmes: one named lead, or an open point naming every body printed."""
    book = DoubtBook(QuarterBook(Scope(real)))
    rows = assignments(QuarterBook(Scope(real)))
    kinds = [row.item.kind for row in rows]
    assert (kinds.count("programme"), kinds.count("task"), kinds.count("project")) == (22, 41, 33)
    for row in rows:
        printed = printed_lead(row.item)
        bodies = bodies_of(printed)
        told = [one.text for one in book.open if one.clause and one.clause.key == row.item.code]
        if row.has_lead:
            assert len(bodies) <= 1, row.place
            assert not any(is_generic(body) for body in bodies), row.place
            continue
        assert any(names_all(printed, text) for text in told), row.place
        for body in bodies:
            assert any(fold(body) in fold(text) for text in told), (row.place, body)
    without = [row for row in rows if not row.has_lead]
    assert len([row for row in without if row.item.kind == "project"]) == 29
    assert [row.item.code for row in without if row.item.kind == "task"] == ["PL1.X.3"]
    assert points(real) == []


def test_without_a_question_the_check_names_every_body(real: Plan) -> None:
    Question.objects.filter(plan=real, clause__key="PL1.X.3").delete()
    (point,) = points(real)
    assert "Ban Chỉ huy Quân sự phường, Công an phường" in point.text
    assert point.clause is not None
    assert point.clause.key == "PL1.X.3"


def test_a_question_that_leaves_a_body_out_does_not_count(real: Plan) -> None:
    Question.objects.filter(plan=real, clause__key="PL1.X.3").update(text="Công an phường chủ trì?")
    assert len(points(real)) == 1


def test_an_answered_question_without_a_lead_stays_open_as_a_finding(real: Plan) -> None:
    office = user_with_role(Role.OFFICE, unit=Unit.objects.get(code="vanphong"))
    question = Question.objects.get(plan=real, clause__key="PL1.X.3")
    question.answer, question.answered_by, question.answered_at = "Giao Công an", office, "2026-10-08T00:00Z"
    question.save()
    (point,) = points(real)
    assert "chưa điền đơn vị chủ trì" in point.text
    item = Item.objects.get(code="PL1.X.3", plan=real)
    values = {"lead": Unit.objects.get(code="congan")}
    seen = seen_token(versions_of(item), values)
    fill_answer(item=item, values=values, seen=seen, by=office, today=date(2026, 10, 8))
    assert points(real) == []


def test_generic_and_several_bodies_of_any_plan_are_found() -> None:
    plan = PlanFactory()
    item = TaskFactory(plan=plan)
    TermsUnit.objects.all().delete()
    assert item.clause is not None
    item.clause.cells = ["1", "Việc", "Các phòng chuyên môn; các đơn vị liên quan", "", "", ""]
    item.clause.save()
    (point,) = points(plan)
    assert "Các phòng chuyên môn; các đơn vị liên quan" in point.text
    Terms.objects.update(state="ended")
    assert points(plan) == []
