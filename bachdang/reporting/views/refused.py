"""A small form that stands within another page; refused, it is alone on a page, as it was typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

Made = TypeVar("Made")


def made_of(form: forms.Form, act: Callable[..., Made]) -> Made | None:
    """What `act` makes of the form's values; None when form or action refuses: the form then says why."""
    if not form.is_valid():
        return None
    try:
        return act(**form.cleaned_data)
    except ValidationError as error:
        form.add_error(None, error)
    return None


def refused(
    request: HttpRequest, form: forms.Form, *, title: str, action: str, back: str, lead: str = ""
) -> HttpResponse:
    """The form to be corrected, posted to the same address.

    `action` is the verb of its button, `back` the page the form stood in, where "Hủy" leads.
    """
    context = {"title": title, "form": form, "action": action, "back": back, "lead": lead}
    return render(request, "reporting/refused.html", context, status=422)
