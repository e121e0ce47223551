"""A ward that has nothing in common with the first: a commune elsewhere, another plan, one round."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

from django.utils import timezone

from bachdang.accounts.actions import create_user, sync_roles
from bachdang.accounts.models import Unit, User
from bachdang.accounts.roles import Role
from bachdang.planfile.load import load_plan_text
from indicators.entry import NewFigure
from indicators.models import Indicator
from indicators.rules import Form
from plans.models import Period, Plan
from tests.factories.flow import accepted

FILE = Path(__file__).with_suffix(".yaml")
CODE = "05-KH"
PEOPLE = {
    "vp": (Role.OFFICE, "vp"),
    "bi-thu": (Role.LEADER, "vp"),
    "gs": (Role.MONITOR, "vp"),
    "qt": (Role.ADMINISTRATOR, "vp"),
    "kt": (Role.OFFICER, "kt"),
    "kt.ld": (Role.HEAD, "kt"),
}


def another_ward() -> Plan:
    """The ward on an empty site: founded by its administrator, a round open, one figure accepted."""
    sync_roles()
    founder = create_user(
        username="qt", full_name="Lê Văn Quản", password=None, role=Role.ADMINISTRATOR, unit=None, by=None
    )
    plan = load_plan_text(FILE.read_text("utf-8"), by=founder).plan
    for name, (role, unit) in PEOPLE.items():
        if name != founder.username:
            place = Unit.objects.get(locality=plan.locality, code=unit)
            create_user(
                username=name, full_name=f"Người {name}", password=None, role=role, unit=place, by=None,
                must_change_password=False,
            )  # fmt: skip
    User.objects.filter(pk=founder.pk).update(must_change_password=False)
    office, writer = User.objects.get(username="vp"), User.objects.get(username="kt")
    period = Period.objects.create(
        plan=plan, year=2026, quarter=3, cutoff=date(2026, 9, 25), due=date(2026, 10, 20),
        opened_at=timezone.now(), opened_by=office,
    )  # fmt: skip
    indicator = Indicator.objects.get(item__code="a")
    accepted(indicator, period, [NewFigure(2026, 3, Form.ESTIMATE, value=Decimal(12))], writer)
    return plan
