""" "6 rõ" (plan A.2): an axis is clear when every field behind it is filled."""

from __future__ import annotations

from datetime import date

import pytest

from plans.models import Milestone, Terms, TermsUnit
from plans.six_clear import six_clear
from tests.factories import ProjectFactory, TaskFactory, UnitFactory, UserFactory

pytestmark = pytest.mark.django_db


def clear(terms: Terms) -> set[str]:
    return {one.code for one in six_clear(terms, terms.item.plan.axes) if one.clear}


def test_what_the_document_leaves_blank_is_not_clear() -> None:
    """Phụ lục 1 names no person, no deciding authority and no resources for any row."""
    assert clear(TaskFactory().terms_set.get()) == {"viec", "tien-do"}


def test_a_contact_makes_the_person_clear() -> None:
    item = TaskFactory()
    item.contact = UserFactory(unit=item.reporter)
    item.save()
    assert "nguoi" in clear(item.terms_set.get())


def test_responsibility_needs_a_leader_and_a_unit_by_name() -> None:
    terms = TaskFactory().terms_set.get()
    terms.leader = "Phó Chủ tịch UBND phường"
    terms.save()
    assert "trach-nhiem" not in clear(terms)
    TermsUnit.objects.create(terms=terms, unit=UnitFactory(code="dvsnc"), role="cooperating")
    assert "trach-nhiem" in clear(Terms.objects.get(pk=terms.pk))


def test_a_project_also_needs_its_next_milestone() -> None:
    terms = ProjectFactory().item.terms_set.get()
    terms.starts, terms.ends = date(2026, 3, 1), date(2027, 12, 31)
    terms.save()
    assert "tien-do" not in clear(terms)
    Milestone.objects.create(item=terms.item, title="Khởi công", due=date(2026, 12, 1))
    assert "tien-do" in clear(Terms.objects.get(pk=terms.pk))


def test_recurring_work_has_its_time() -> None:
    assert "tien-do" in clear(TaskFactory(recurrence="yearly").terms_set.get())


def test_an_unknown_field_is_never_clear() -> None:
    terms = TaskFactory().terms_set.get()
    assert [one.clear for one in six_clear(terms, [{"code": "x", "label": "X", "fields": ["nonsense"]}])] == [
        False
    ]
