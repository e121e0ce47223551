"""Every box of free text asks about old code pages at the box, and drops what nobody sees."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django import forms
from django.test import Client

from bachdang.accounts.roles import Role
from bachdang.vietnamese.free_text import FreeText, kept_as_typed
from plans.models import Report
from tests.factories import UnitFactory, user_with_role
from tests.reports.unit_forms import small_ward

ROOT = Path(__file__).parents[2]
TYPED, MEANT = "B¸o c¸o cña phßng", "Báo cáo của phòng"


class Form(forms.Form):
    text = FreeText(label="Kết quả", max_length=50, widget=forms.Textarea)
    note = FreeText(label="Ghi chú", required=False)


def form(**data: str) -> Form:
    return Form(data)


def test_old_text_is_asked_about_with_the_text_it_would_become() -> None:
    asked = form(text=TYPED)
    assert asked.errors.keys() == {"text"}
    assert "TCVN3 (ABC)" in asked.errors["text"][0]
    shown = str(asked["text"])
    assert MEANT in shown
    assert TYPED in shown
    assert 'name="text-unicode"' in shown
    assert 'value="yes" checked' in shown
    assert "unicode" not in str(asked["note"])


def test_the_same_form_sent_again_turns_the_text_or_keeps_it() -> None:
    turned = form(**{"text": TYPED, "text-unicode": "yes"})
    assert turned.is_valid()
    assert turned.cleaned_data["text"] == MEANT
    kept = form(text=TYPED, **kept_as_typed("text"))
    assert kept.is_valid()
    assert kept.cleaned_data["text"] == TYPED


def test_an_answer_to_a_text_that_is_unicode_changes_nothing() -> None:
    answered = form(**{"text": "Có cả quý", "text-unicode": "yes"})
    assert answered.is_valid()
    assert answered.cleaned_data["text"] == "Có cả quý"


def test_what_nobody_sees_is_dropped_and_text_composed() -> None:
    typed = form(text="\ufeffBa\u0301o\u200b ca\u0301o\u00a0quý\u00ad\r\nhai ")
    assert typed.is_valid(), typed.errors
    assert typed.cleaned_data["text"] == "Báo cáo quý\r\nhai"


def test_limits_and_empty_boxes_are_as_of_any_text() -> None:
    assert "note" not in form(text="x").errors
    assert form(text="x" * 51).errors["text"]
    assert form(text="\u200b").errors["text"]
    assert form(text="a\x00b").errors["text"]


def text_fields(source: Path) -> Iterator[str]:
    """The plain text fields that a module makes."""
    for node in ast.walk(ast.parse(source.read_text("utf-8"))):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "forms.CharField":
            yield ast.unparse(node)


def test_every_free_text_of_the_site_is_of_this_kind() -> None:
    sources = [
        path for top in ("bachdang", "indicators", "plans", "projects") for path in (ROOT / top).rglob("*.py")
    ]
    plain = [f"{path.name}: {field}" for path in sources for field in text_fields(path)]
    allowed = (
        "HiddenInput",
        "'search'",
        "'one-time-code'",
        "disabled=True",
        "strip=False",
    )  # a password is no text
    assert [one for one in plain if not any(mark in one for mark in allowed)] == []


@pytest.mark.django_db
@pytest.mark.parametrize(("answer", "stored"), [("yes", MEANT), ("no", TYPED)])
def test_the_question_stands_on_the_report_and_is_answered_by_saving_again(
    client: Client, answer: str, stored: str
) -> None:
    small_ward(client)
    page = "/viec-cua-toi/PL1.I.1/"
    data = {field.html_name: field.value() or "" for field in client.get(page).context["form"]}
    asked = client.post(page, {**data, "result": TYPED})
    assert asked.status_code == 422
    assert MEANT in asked.content.decode()
    assert not Report.objects.exists()
    done = client.post(page, {**data, "result": TYPED, "result-unicode": answer})
    assert done.status_code == 302
    assert client.get(page).context["form"]["result"].value() == stored
    data |= {"seen": client.get(page).context["form"]["seen"].value(), "difficulties": "Không"}
    again = client.post(page, {**data, "result": stored})
    assert again.status_code == 302, "what stands already is not asked about again"


@pytest.mark.django_db
def test_the_row_of_my_work_asks_in_its_place(client: Client) -> None:
    ward = small_ward(client)
    page = "/viec-cua-toi/PL1.I.1/luu/"
    name = f"i{ward.task.pk}-result"
    seen = {f"i{ward.task.pk}-seen": ""}
    row = client.post(page, {**seen, name: TYPED}, headers={"hx-request": "true"})
    text = row.content.decode()
    assert f'name="{name}-unicode"' in text, text[:2000]
    assert MEANT in text
    client.post(page, {**seen, name: TYPED, f"{name}-unicode": "yes"}, headers={"hx-request": "true"})
    assert MEANT in ward.form().entries["PL1.I.1"].texts.values()


@pytest.mark.django_db
def test_the_administration_asks_too(client: Client) -> None:
    unit = UnitFactory()
    client.force_login(user_with_role(Role.ADMINISTRATOR, unit=unit))
    page = f"/quan-tri/accounts/unit/{unit.pk}/change/"
    data = {
        name: field.initial or "" for name, field in client.get(page).context["adminform"].form.fields.items()
    }
    asked = client.post(page, {**data, "code": unit.code, "kind": unit.kind, "name": TYPED})
    assert asked.status_code == 200
    assert MEANT in asked.content.decode()
    unit.refresh_from_db()
    assert unit.name != TYPED
