"""Forms of what two people may change: who saves an older page is told what changed; nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django import forms
from django.contrib.auth.models import Group
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from bachdang.accounts.marked_forms import MarkedForm
from bachdang.accounts.models import Unit, User
from bachdang.accounts.roles import Role
from bachdang.ui.form_data import untouched
from indicators.models import Baseline, Indicator, MeasureUnit, PlanFigure
from plans.models import Plan
from tests.factories import IndicatorFactory, user_with_role
from tests.test_permissions import small_ward

pytestmark = pytest.mark.django_db

FIRST, SECOND = "Người thứ nhất", "Người thứ hai"


@dataclass(frozen=True)
class Shared:
    """A page with a form: who may, one box with what the first and the second type, where it is kept."""

    name: str
    args: tuple[str, ...]
    role: Role
    box: str
    kept: Callable[[], Any]
    first: str = FIRST
    second: str = SECOND
    told: str = FIRST
    with_it: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return self.name

    def url(self) -> str:
        found = MeasureUnit.objects.filter(name="hộ").first()
        return reverse(self.name, args=[found.pk if one == "MEASURE" and found else one for one in self.args])


def _of(model: type[Model], field: str, **which: Any) -> Callable[[], Any]:
    return lambda: model._default_manager.filter(**which).values_list(field, flat=True).first()


def _number(model: type[Model], field: str) -> Callable[[], Any]:
    """As it is typed: a whole number, or None."""
    return lambda: None if (found := _of(model, field)()) is None else str(int(found))


FORMS = [
    Shared("account", ("canbo",), Role.ADMINISTRATOR, "title", _of(User, "title", username="canbo")),
    Shared("unit", ("ubnd",), Role.ADMINISTRATOR, "short", _of(Unit, "short", code="ubnd")),
    Shared("plan_settings", (), Role.OFFICE, "issuer", _of(Plan, "issuer")),
    Shared(
        "measure_unit", ("MEASURE",), Role.OFFICE, "name", _of(Indicator, "measure", item__code="01.02"),
        "hộ nghèo", "hộ dân", "hộ → hộ nghèo",
    ),
    Shared(
        "edit_baseline", ("01.01",), Role.OFFICE, "value", _number(Baseline, "value"), "51", "52", "51%",
        (("on", "31/12/2025"), ("source", "Niên giám"), ("reason", "Số mới")),
    ),
    Shared(
        "edit_plan_figures", ("01.01", "2030"), Role.OFFICE, "plan_2027_year", _number(PlanFigure, "value"),
        "61", "62", "61%",
    ),
]  # fmt: skip


@pytest.fixture
def ward() -> dict[Role, Client]:
    small_ward()
    plan = Plan.objects.get()
    IndicatorFactory(item__plan=plan, item__code="01.02", measure="hộ")
    unit = Unit.objects.get(code="ubnd")
    clients = {}
    for role in (Role.OFFICE, Role.ADMINISTRATOR):
        clients[role] = Client()
        clients[role].force_login(user_with_role(role, unit=unit, full_name=FIRST))
    User.objects.get(username="canbo").groups.set(Group.objects.filter(name=Role.OFFICER.value))
    return clients


def typed(form: forms.Form) -> dict[str, str]:
    """What the page would send as it stands."""
    found = {
        name: str(form[name].value()) if form.is_bound else untouched(form, name) for name in form.fields
    }
    return {name: text for name, text in found.items() if text}


@pytest.mark.parametrize("shared", FORMS, ids=str)
def test_who_comes_second_is_told_and_may_save_again(ward: dict[Role, Client], shared: Shared) -> None:
    client, url = ward[shared.role], shared.url()
    opened = typed(client.get(url).context["form"]) | dict(shared.with_it)
    assert client.post(url, opened | {shared.box: shared.first}).status_code == 302
    assert shared.kept() == shared.first
    late = client.post(url, opened | {shared.box: shared.second})
    assert late.status_code == 409
    assert shared.kept() == shared.first, "written over unseen"
    page = late.content.decode()
    assert FIRST in page, "who"
    assert shared.told in page, "what"
    assert shared.second in page, "what was typed is lost"
    again = opened | {shared.box: shared.second, "seen": late.context["form"]["seen"].value()}
    assert client.post(url, again).status_code == 302, "it has been seen now"
    assert shared.kept() == shared.second


@pytest.mark.parametrize("shared", FORMS[:4], ids=str)
def test_a_page_without_the_mark_writes_nothing(ward: dict[Role, Client], shared: Shared) -> None:
    client, url = ward[shared.role], shared.url()
    before = shared.kept()
    opened = typed(client.get(url).context["form"]) | {shared.box: shared.first}
    del opened["seen"]
    assert client.post(url, opened).status_code == 422
    assert client.post(url, opened | {"seen": "không phải số"}).status_code in (409, 422)
    assert shared.kept() == before


def test_every_marked_form_is_among_them(ward: dict[Role, Client]) -> None:
    shown = {type(ward[one.role].get(one.url()).context["form"]) for one in FORMS}
    marked = {one for one in _below(MarkedForm) if not _below(one)}
    new = {one for one in marked if one.__name__.startswith("New")}
    assert marked - new <= shown | {parent for one in shown for parent in one.__mro__}


def _below(kind: type[MarkedForm]) -> set[type[MarkedForm]]:
    return {one for child in kind.__subclasses__() for one in (child, *_below(child))}


def test_who_changes_an_account_alone_is_not_stopped_by_signing_in(ward: dict[Role, Client]) -> None:
    """Signing in and a new password stand in the history of the account too."""
    client, url = ward[Role.ADMINISTRATOR], reverse("account", args=["canbo"])
    opened = typed(client.get(url).context["form"])
    other = User.objects.get(username="canbo")
    other.set_password("mật khẩu đủ dài 1")
    other.save()
    Client().post(reverse("login"), {"username": "canbo", "password": "mật khẩu đủ dài 1"})
    assert client.post(url, opened | {"title": "Phó phòng"}).status_code == 302
    assert User.objects.get(username="canbo").title == "Phó phòng"
