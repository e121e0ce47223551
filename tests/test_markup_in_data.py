"""Markup in any text of the database is shown as the words it is, on every page and in every chart.

htmx acts on attributes wherever they stand, and Plotly on tags in any text it draws: what one person writes
must never act in another's session.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import Value
from django.db.models.functions import Cast, Concat
from django.test import Client
from django.urls import reverse

from bachdang.accounts.models import AuditEvent, User
from bachdang.accounts.roles import Role
from bachdang.dashboard.charts import (
    Bar,
    HeatCell,
    HeatRow,
    PlanAndPaid,
    Trajectory,
    as_json,
    heat_map,
    needed_by_year,
    plan_and_paid,
    status_by_group,
    trajectory,
)
from indicators.required_pace import Pace
from plans.models import Report
from tests.factories import user_with_role
from tests.factories.plan import AXES
from tests.test_permissions import TABLE, small_ward

# Closes an attribute and a tag, then an element that htmx loads at once.
MARKUP = "\"'><b hx-get=/x hx-trigger=load>%{x}<a href=javascript:x>"
SHORT = "\"'><b hx-get=/x>"
ACTS = ("<b hx-get", "<a href=javascript", "\"'><b")
# Text columns that hold codes, keys and files, read by code and never written as words; and append-only rows.
CODES = {
    "accounts.locality.code", "accounts.unit.code", "accounts.user.username", "accounts.user.password",
    "plans.plan.code", "plans.reporttext.section", "plans.clause.key", "plans.item.code",
    "plans.question.indicator_code", "plans.question.finding", "plans.override.series",
    "plans.override.status", "plans.snapshot.fingerprint", "plans.upload.sha256", "plans.upload.file",
    "plans.upload.content_type", "plans.notice.key", "plans.notice.about", "plans.notice.url",
    "indicators.target.series",
    "accounts.auditevent.verb", "accounts.auditevent.subject", "accounts.auditevent.reason",
    "accounts.jobrun.job",
}  # fmt: skip
ADMIN_PAGES = [
    f"/quan-tri/{one}/" for one in ("accounts/unit", "plans/terms", "plans/period", "plans/clause")
]
OURS = ("accounts", "plans", "indicators", "projects")


def text_columns() -> Iterator[models.Field[Any, Any]]:
    """Every column for words, of every table of this project."""
    for app in OURS:
        for model in apps.get_app_config(app).get_models():
            for column in model._meta.concrete_fields:
                is_text = isinstance(column, models.CharField | models.TextField) and not column.choices
                if is_text and f"{model._meta.label_lower}.{column.name}" not in CODES:
                    yield column


def columns_of_values() -> Iterator[models.Field[Any, Any]]:
    for app in OURS:
        for model in apps.get_app_config(app).get_models():
            yield from (one for one in model._meta.concrete_fields if isinstance(one, models.JSONField))


def write_markup_everywhere() -> None:
    for column in text_columns():
        room = column.max_length or 1000
        words = MARKUP if room > len(MARKUP) + 8 else SHORT
        told = Concat(Value(words), Cast("pk", models.CharField()))
        rows = column.model._default_manager.all()
        try:
            with transaction.atomic():
                rows.update(**{column.name: told})
        except IntegrityError:  # what is empty says something: only words are replaced
            rows.exclude(**{column.name: ""}).update(**{column.name: told})
    for column in columns_of_values():
        if column.model is AuditEvent or column.name == "rows":
            continue
        for row in column.model._default_manager.all():
            value = _marked(getattr(row, column.name))
            column.model._default_manager.filter(pk=row.pk).update(**{column.name: value})
    by = User.objects.get(username="canbo")
    AuditEvent.objects.create(
        by=by, locality=by.unit.locality if by.unit else None, verb=SHORT, subject="plans.item:1",
        changes={MARKUP: [MARKUP, MARKUP]}, reason=MARKUP,
    )  # fmt: skip


def _marked(value: Any, key: str = "") -> Any:
    """The value with markup for its words; codes and names of fields are looked up, so they stay."""
    if isinstance(value, dict):
        return {name: _marked(one, name) for name, one in value.items()}
    if isinstance(value, list) and key != "fields":
        return [_marked(one) for one in value]
    return MARKUP if isinstance(value, str) and key not in {"code", "on"} else value


def drawn(value: Any, key: str = "") -> Iterator[str]:
    """Every text that Plotly draws; addresses that a click opens are none."""
    if isinstance(value, dict):
        for name, one in value.items():
            yield from drawn(one, name)
    elif isinstance(value, list) and key != "customdata":
        for one in value:
            yield from drawn(one)
    elif isinstance(value, str):
        yield value


def pages_of(role: Role) -> Iterator[str]:
    """Every page and chart that the role opens there, every form of "6 rõ", the administration."""
    for address in TABLE:
        if "GET" in address.methods and address.answers[role] == 200:
            yield address.url()
    for axis in AXES:
        yield reverse("fill_answer", args=["PL1.I.1", axis["code"]])
    yield from ADMIN_PAGES


def acting(role: Role) -> Iterator[str]:
    """Where markup is left that would act, with what stands around it."""
    client = Client()
    client.force_login(user_with_role(role))
    for url in pages_of(role):
        answer = client.get(url)
        if answer["Content-Type"] == "application/json":
            texts = list(drawn(answer.json()))
        elif answer["Content-Type"].startswith("text/html"):
            texts = [answer.content.decode()]
        else:
            continue
        for text in texts:
            at = max(text.find(mark) for mark in ACTS)
            if at >= 0:
                yield f"{url}: {text[max(0, at - 120) : at + 80]}"


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.OFFICE, Role.OFFICER])
def test_markup_in_any_text_is_shown_as_words(role: Role) -> None:
    small_ward()
    Report.objects.update(return_reason="Thiếu", reopen_reason="Sai", returned_from="")
    write_markup_everywhere()
    found = list(acting(role))
    assert not found, "\n".join(found)


BUILDERS: dict[str, Callable[[str], Any]] = {
    "status": lambda text: status_by_group([Bar(text, {"met": 1}, {"met": "/"})]),
    "heat": lambda text: heat_map([text], [HeatRow(text, [HeatCell(None, text, text)])]),
    "money": lambda text: plan_and_paid([PlanAndPaid(text, 1, 1)]),
    "paces": lambda text: needed_by_year([Pace(2026, Decimal(1), Decimal(2))], text),
    "trajectory": lambda text: trajectory(
        Trajectory(
            measure=text, official=[("2026-09-30", Decimal(1))], estimated=[], baseline=None, plan=[],
            expected=[], steps=False, target=("2030-12-31", Decimal(2)), target_label=text, forecast=None,
            starts="2026-01-01", ends="2030-12-31",
        )
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BUILDERS)
def test_each_chart_draws_markup_as_words(name: str) -> None:
    """Labels, axis titles, names, cells, the target's line and what is told on hovering."""
    told = list(drawn(as_json(BUILDERS[name](f"{MARKUP}&amp;"))))
    assert any("&lt;b hx-get" in one for one in told)
    assert not [one for one in told if "<b" in one.replace("<br>", "") or "<a" in one or "%{x}&" in one]
    assert not [one for one in told if "&amp;" in one and "&amp;amp;" not in one]


def test_nothing_from_the_database_is_called_safe() -> None:
    """No template and no code switches escaping off."""
    off = re.compile(r"\|\s*safe\b|safeseq|autoescape off|mark_safe|SafeString\(|__html__")
    sources = [*settings.BASE_DIR.glob("templates/**/*.html")]
    for app in ("bachdang", "plans", "indicators", "projects"):
        sources += settings.BASE_DIR.glob(f"{app}/**/*.py")
    assert not [str(one) for one in sources if off.search(one.read_text())]
