"""A round is due on its cut-off day or later: said by name of both days before the database would."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from bachdang.accounts.models import AuditEvent, User
from bachdang.accounts.roles import Role
from plans.models import Period, Plan
from tests.factories import PeriodFactory, PlanFactory, UnitFactory, user_with_role

pytestmark = pytest.mark.django_db
BOTH = "Hạn gửi 10/12/2026 không được trước ngày chốt số liệu 14/12/2026."


@pytest.fixture
def plan() -> Plan:
    return PlanFactory()


@pytest.fixture
def office(plan: Plan) -> User:
    return user_with_role(Role.OFFICE, unit=UnitFactory(locality=plan.locality, code="vanphong"))


@pytest.mark.parametrize("cutoff", ["14/12/2026", ""])
def test_opening_a_round_due_before_its_cut_off_names_both_days(
    plan: Plan, office: User, client: Client, cutoff: str
) -> None:
    PeriodFactory(plan=plan)
    client.force_login(office)
    typed = {"year": "2026", "quarter": "4", "cutoff": cutoff, "due": "10/12/2026"}
    answer = client.post(reverse("period_list"), typed)
    assert answer.status_code == 422
    assert BOTH in answer.content.decode()
    assert not Period.objects.filter(quarter=4).exists()


def test_changing_a_round_to_be_due_before_its_cut_off_names_both_days(
    plan: Plan, office: User, client: Client
) -> None:
    period = PeriodFactory(plan=plan, quarter=4, cutoff=date(2026, 12, 14), due=date(2026, 12, 15))
    client.force_login(office)
    typed = {"cutoff": "14/12/2026", "due": "10/12/2026"}
    answer = client.post(reverse("change_period", args=[period.slug]), typed)
    assert answer.status_code == 422
    assert BOTH in answer.content.decode()


def test_opening_a_round_keeps_its_days_in_the_history(plan: Plan, office: User, client: Client) -> None:
    planned = PeriodFactory(plan=plan, quarter=4, cutoff=date(2026, 12, 14), due=date(2026, 12, 15))
    Period.objects.filter(pk=planned.pk).update(opened_at=None, opened_by=None)
    PeriodFactory(plan=plan)
    client.force_login(office)
    client.post(reverse("period_list"), {"year": "2026", "quarter": "4", "due": "20/12/2026"})
    planned.refresh_from_db()
    assert (planned.cutoff, planned.due) == (date(2026, 12, 14), date(2026, 12, 20))
    changes = AuditEvent.objects.get(verb="open_period").changes
    assert (changes["Ngày chốt số liệu"], changes["Hạn gửi"]) == ([None, "14/12/2026"], [None, "20/12/2026"])
