"""What a form is bound to: what was sent, also with nothing filled in; nothing where a page is only read."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, QueryDict
from django.utils.datastructures import MultiValueDict

from bachdang.vietnamese.fields import MoneyField
from bachdang.vietnamese.money import MILLION, in_unit
from bachdang.vietnamese.numbers import format_date, format_input


def form_data(request: HttpRequest) -> QueryDict | None:
    """`request.POST or None` would take an empty body for a page that is read, and say nothing of it."""
    return request.POST if request.method == "POST" else None


def form_files(request: HttpRequest) -> MultiValueDict[str, UploadedFile] | None:
    """The files that came with it."""
    return request.FILES if request.method == "POST" else None


def untouched(form: forms.BaseForm, name: str) -> str:
    """What the page would post for a field that nobody touched."""
    field = form.fields[name]
    value: Any = form.get_initial_for_field(field, name)
    if isinstance(field, MoneyField):
        return "" if value is None else format_input(in_unit(value, MILLION))
    if isinstance(field, forms.BooleanField):
        return "on" if value else ""
    if isinstance(value, date):
        return format_date(value)
    value = field.prepare_value(value)
    return "" if value is None else str(value)
