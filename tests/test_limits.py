"""Every free text has a limit: in the form that takes it and in the table that keeps it."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from typing import Any

import django_filters
import pytest
from django import forms
from django.apps import apps
from django.core.validators import MaxLengthValidator
from django.db import DataError, IntegrityError, models, transaction
from django.db.models.functions import Length
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from bachdang.accounts.admin import NewUserForm
from bachdang.accounts.roles import Role
from bachdang.accounts.views import OwnPasswordForm
from bachdang.vietnamese.limits import LONGEST_TEXT
from plans.models import Decision, ExplanationRequest, Proposal, Report, ReportState, Terms
from tests.factories import UserFactory, user_with_role
from tests.test_permissions import TABLE, small_ward

pytestmark = pytest.mark.dialect

PACKAGES = ("bachdang", "plans", "indicators", "projects")
# Texts that no form writes: of the plan's document, made by the code, or a copy of what has a limit itself.
UNTYPED = {
    "plans.plan.title", "plans.plan.source_programme", "plans.clause.text", "plans.clause.not_measured",
    "plans.clause.folded", "plans.terms.folded", "plans.question.text", "plans.notice.text",
    "plans.letter.more", "accounts.auditevent.reason", "accounts.sentform.result",
    "accounts.session.session_data", "accounts.user.name_key", "accounts.unit.name_key",
    "plans.terms.title_key", "indicators.measureunit.name_key",
}  # fmt: skip


def limited(model: type[models.Model]) -> Iterator[str]:
    """Names of the text columns that a constraint keeps short."""
    for one in model._meta.constraints:
        if one.name.endswith("_texts_within"):
            assert isinstance(one, models.CheckConstraint)
            for part in one.condition.flatten():
                if isinstance(part, Length):
                    (column,) = part.get_source_expressions()
                    yield column.name


def test_every_text_column_has_a_limit() -> None:
    """A CharField has one by its length (PostgreSQL holds it); a TextField by a constraint."""
    free = {
        f"{model._meta.label_lower}.{column.name}"
        for app in ("accounts", "plans", "indicators", "projects")
        for model in apps.get_app_config(app).get_models()
        for column in model._meta.concrete_fields
        if isinstance(column, models.TextField) and column.name not in set(limited(model))
    }
    assert free == UNTYPED


def forms_of_the_site() -> Iterator[type[forms.BaseForm]]:
    for package in PACKAGES:
        for module in pkgutil.walk_packages(importlib.import_module(package).__path__, f"{package}."):
            if ".migrations" not in module.name and module.name != "bachdang.wsgi":
                importlib.import_module(module.name)
    waiting: list[type[Any]] = [forms.BaseForm]
    while waiting:
        known = waiting.pop()
        waiting += known.__subclasses__()
        if known.__module__.split(".")[0] in PACKAGES:
            yield known


def is_free(field: forms.Field) -> bool:
    """Whether a box takes words of any length."""
    return (
        isinstance(field, forms.CharField)
        and field.max_length is None
        and not any(isinstance(one, MaxLengthValidator) for one in field.validators)
    )


def test_every_box_for_words_has_a_limit() -> None:
    free = {
        f"{form.__qualname__}.{name}"
        for form in forms_of_the_site()
        if form not in {OwnPasswordForm, NewUserForm}  # see the next test
        for name, field in getattr(form, "base_fields", {}).items()
        if is_free(field)
    }
    assert not free


@pytest.mark.django_db
def test_every_box_for_a_password_has_a_limit(rf: RequestFactory) -> None:
    for form in (OwnPasswordForm(UserFactory(), request=rf.get("/")), NewUserForm()):
        assert not [name for name, field in form.fields.items() if is_free(field)]


def test_every_box_to_search_has_a_limit() -> None:
    list(forms_of_the_site())
    waiting: list[type[Any]] = [django_filters.FilterSet]
    free = set()
    while waiting:
        known = waiting.pop()
        waiting += known.__subclasses__()
        for name, one in known.base_filters.items():
            if isinstance(one, django_filters.CharFilter) and "max_length" not in one.extra:
                free.add(f"{known.__qualname__}.{name}")
    assert not free


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.OFFICE, Role.OFFICER, Role.LEADER])
def test_every_box_on_a_page_has_a_limit(role: Role, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also those that a form makes for the rows it has."""
    small_ward()
    made: list[forms.BaseForm] = []
    make = forms.BaseForm.__init__

    def noted(self: forms.BaseForm, *args: Any, **kwargs: Any) -> None:
        make(self, *args, **kwargs)
        made.append(self)

    monkeypatch.setattr(forms.BaseForm, "__init__", noted)
    client = Client()
    client.force_login(user_with_role(role))
    for address in TABLE:
        if "GET" in address.methods and address.answers[role] == 200:
            client.get(address.url())
    assert len(made) > 20
    assert not {
        f"{type(one).__qualname__}.{name}" for one in made for name, box in one.fields.items() if is_free(box)
    }


@pytest.mark.django_db
def test_a_reason_of_megabytes_is_refused() -> None:
    small_ward()
    report = Report.objects.get(counted=False)
    office = user_with_role(Role.OFFICE)
    Report.objects.filter(pk=report.pk).update(
        state=ReportState.SENT, sent_at=report.created_at, sent_by=office,
        first_sent_on=timezone.localdate(report.created_at),
        submitted_at=report.created_at, submitted_by=office,
    )  # fmt: skip
    client = Client()
    client.force_login(office)
    url = reverse("take_step", args=[report.pk])
    answer = client.post(url, {"step": "return", "reason": "x" * 4_900_000})
    assert answer.status_code == 422
    report.refresh_from_db()
    assert (report.state, report.return_reason) == (ReportState.SENT, "")
    assert client.post(url, {"step": "return", "reason": "Thiếu số liệu"}).status_code == 302
    report.refresh_from_db()
    assert (report.state, report.return_reason) == (ReportState.DRAFT, "Thiếu số liệu")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("model", "name"),
    [
        (Report, "result"), (Report, "return_reason"), (Terms, "title"), (Proposal, "text"),
        (Decision, "subject"), (ExplanationRequest, "text"),
    ],
)  # fmt: skip
def test_the_database_itself_refuses_what_is_too_long(model: type[models.Model], name: str) -> None:
    small_ward()
    rows = model._default_manager.filter(pk__in=model._default_manager.values("pk")[:1])
    assert rows.update(**{name: "ẩ" * LONGEST_TEXT}) == 1
    with pytest.raises((IntegrityError, DataError)), transaction.atomic():
        rows.update(**{name: "ẩ" * (LONGEST_TEXT + 1)})


@pytest.mark.django_db
def test_a_password_longer_than_one_can_be_is_refused(rf: RequestFactory) -> None:
    user = UserFactory()
    user.set_password("mat-khau-dang-dung")
    user.save()
    for long in ("d" * 129, "d" * 100_000):
        form = OwnPasswordForm(
            user,
            {"old_password": "mat-khau-dang-dung", "new_password1": long, "new_password2": long},
            request=rf.post("/"),
        )
        assert "new_password1" in form.errors
    fits = "mot-mat-khau-moi-" * 7
    form = OwnPasswordForm(
        user,
        {"old_password": "mat-khau-dang-dung", "new_password1": fits, "new_password2": fits},
        request=rf.post("/"),
    )
    assert form.is_valid(), form.errors
