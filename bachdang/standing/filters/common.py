"""What the filters of all lists share: search, a status looked up in computed rows, choices of a plan."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import django_filters as filters
from django import forms
from django.db.models import QuerySet

from bachdang.accounts.models import Unit
from bachdang.vietnamese.text import search_fold, search_terms, without_weak
from plans.models import Item, Plan

Choices = list[tuple[str, str]]

# Statuses that call for attention, as one choice.
ATTENTION = "can-chu-y"

# What a status rests on: an estimate, or the office's own verdict.
ESTIMATE, VERDICT = "so-uoc", "van-phong"


def programme_choices(plan: Plan) -> Choices:
    """Programmes of a plan by item code, as the document numbers them."""
    return [programme_choice(code, text) for code, text in programme_names(plan).items()]


def programme_choice(code: str, text: str) -> tuple[str, str]:
    """A programme as one of the choices: its code and what it is called."""
    return code, f"{code}. {short(text)}"


def programme_names(plan: Plan) -> dict[str, str]:
    """The whole names of the same programmes."""
    items = Item.objects.filter(plan=plan, kind="programme", clause__isnull=False).order_by("order")
    return dict(items.values_list("code", "clause__text"))


def unit_choices(plan: Plan) -> Choices:
    """Units that report something, by code."""
    reported = Item.objects.filter(plan=plan).in_rounds()
    units = Unit.objects.filter(reported_items__in=reported).distinct().by_name()
    return [(one.code, str(one)) for one in units]


def short(text: str, length: int = 70) -> str:
    return text if len(text) <= length else text[: length - 1].rsplit(" ", 1)[0] + "…"


class RowFilter(filters.FilterSet):
    """Base: a search box without accents, and a status looked up in the computed rows."""

    q = filters.CharFilter(
        label="Tìm",
        method="search",
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": "Ví dụ: giai ngan"}),
    )
    attention: set[str] = set()
    search_field = "folded"

    def __init__(self, *args: Any, rows: Mapping[int, Any], plan: Plan, **kwargs: Any) -> None:
        self.rows, self.plan = rows, plan
        super().__init__(*args, **kwargs)
        self.fill_choices()

    def fill_choices(self) -> None:
        """Choices that come from the plan."""

    def words_of(self, row: Any) -> str:
        """The words of a row that are searched when they are stored in no `search_field`."""
        raise NotImplementedError

    def search(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        wanted = search_terms(value)
        if self.search_field:
            words = dict(queryset.values_list("pk", self.search_field))
        else:
            words = {pk: search_fold(self.words_of(row)) for pk, row in self.rows.items()}
        found = {pk: said for pk, said in words.items() if all(term in said for term in wanted)}
        return queryset.filter(pk__in=without_weak(found, wanted))

    def by_status(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        wanted = self.attention if value == ATTENTION else {value}
        return queryset.filter(pk__in=[pk for pk, row in self.rows.items() if row.status in wanted])
