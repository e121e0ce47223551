"""What the office keeps of the plan itself, and what follows from it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bachdang.accounts.models import AuditEvent
from bachdang.accounts.roles import Role
from plans.models import Plan
from tests.factories import PeriodFactory, TargetFactory, UnitFactory, user_with_role

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan() -> Plan:
    target = TargetFactory()
    made: Plan = target.indicator.item.plan
    PeriodFactory(plan=made)
    return made


@pytest.fixture
def office(client: Client, plan: Plan) -> Client:
    unit = UnitFactory(code="vpdu-1", locality=plan.locality)
    client.force_login(user_with_role(Role.OFFICE, unit=unit))
    return client


def sent(client: Client) -> dict[str, Any]:
    """The form as it stands, to be sent with something else typed into it."""
    form = client.get(reverse("plan_settings")).context["form"]
    return {name: form[name].value() or "" for name in form.fields}


def save(client: Client, typed: dict[str, Any]) -> Any:
    return client.post(reverse("plan_settings"), typed)


def test_name_number_and_day_stand_on_the_plan_and_in_the_history(office: Client, plan: Plan) -> None:
    typed = sent(office) | {"number": "16-KH/ĐU", "issued_on": "02/03/2026", "title": "Kế hoạch mới"}
    assert save(office, typed).status_code == 302
    plan.refresh_from_db()
    assert (plan.number, plan.issued_on, plan.title) == ("16-KH/ĐU", date(2026, 3, 2), "Kế hoạch mới")
    assert "số 16-KH/ĐU ngày 02/03/2026" in office.get(reverse("plan_tree")).content.decode()
    changes = AuditEvent.objects.get(verb="change").changes
    assert set(changes) == {"Tên kế hoạch", "Số, ký hiệu", "Ngày ban hành"}


def test_a_band_judges_every_target_anew(office: Client, plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    restated: list[Plan] = []
    monkeypatch.setattr("indicators.terms.plan_settings.restate", restated.append)
    save(office, sent(office) | {"due_soon_days": "20"})
    assert restated == [], "a warning before a day judges no target"
    save(office, sent(office) | {"slow_band": "0,9"})
    assert restated == [plan]
    plan.refresh_from_db()
    assert (plan.slow_band, plan.due_soon_days) == (Decimal("0.90"), 20)


def test_an_axis_is_named_anew_and_keeps_its_code(office: Client, plan: Plan) -> None:
    first = plan.axes[0]
    save(office, sent(office) | {f"axis_{first['code']}": "Rõ người làm"})
    plan.refresh_from_db()
    assert plan.axes[0] == {**first, "label": "Rõ người làm"}
    assert "Rõ người làm" in office.get(reverse("six_matrix")).content.decode()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"slow_band": "1,5"}, "Ngưỡng chậm"),
        ({"lenient_quarters": "9"}, "Số quý đầu"),
        ({"tolerance": "-1"}, "Dung sai"),
        ({"title": ""}, "Tên kế hoạch"),
        ({"issued_on": "31/02/2026"}, "Ngày ban hành"),
    ],
)
def test_what_cannot_be_is_refused_at_its_place(office: Client, typed: dict[str, str], said: str) -> None:
    response = save(office, sent(office) | typed)
    assert response.status_code == 422
    assert said in response.content.decode()
    assert not AuditEvent.objects.filter(verb="change").exists()


def test_what_somebody_else_saved_meanwhile_is_not_written_over(office: Client, plan: Plan) -> None:
    seen = sent(office)
    save(office, seen | {"number": "1-KH/ĐU"})
    assert save(office, seen | {"number": "2-KH/ĐU"}).status_code == 409
    plan.refresh_from_db()
    assert plan.number == "1-KH/ĐU"
    assert save(office, sent(office)).status_code == 302
    assert AuditEvent.objects.filter(verb="change").count() == 1, "nothing new, nothing written"
