"""Filters of the lists that follow the document: coverage of its clauses, its programmes."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django.db.models import QuerySet

from bachdang.standing.coverage import GOALS, STATE_LABELS
from bachdang.standing.filters.common import RowFilter, programme_choices, short, unit_choices
from plans.models import Clause, ClauseKind, Terms

# What the page of coverage shows unless asked for more.
PROMISES = (*GOALS, ClauseKind.TASK)
EVERY_KIND = "tat-ca"

# Whether the quarter's words on a programme have been accepted; programmes nobody reports.
WORDS_IN, WORDS_MISSING = "da-co", "chua-co"
NO_UNIT = "chua-giao"


class CoverageFilter(RowFilter):
    """Clauses: what they are, where they stand, and whether a target measures them."""

    kind = filters.ChoiceFilter(label="Loại nội dung", method="by_kind", empty_label="Mục tiêu và sản phẩm")
    programme = filters.ChoiceFilter(
        label="Chương trình, nhiệm vụ", method="by_programme", empty_label="Tất cả"
    )
    status = filters.ChoiceFilter(
        label="Cách theo dõi", method="by_state", empty_label="Tất cả", choices=list(STATE_LABELS.items())
    )

    class Meta:
        model = Clause
        fields: list[str] = []

    def fill_choices(self) -> None:
        self.filters["programme"].extra["choices"] = programme_choices(self.plan)
        self.filters["kind"].extra["choices"] = [(EVERY_KIND, "Toàn bộ văn bản"), *ClauseKind.choices]

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        found: QuerySet[Any] = super().filter_queryset(queryset)
        return found if self.form.cleaned_data.get("kind") else found.filter(kind__in=PROMISES)

    def by_kind(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return queryset if value == EVERY_KIND else queryset.filter(kind=value)

    def by_programme(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        own = [pk for pk, row in self.rows.items() if row.programme and row.programme.key == value]
        return queryset.filter(pk__in=own)

    def by_state(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return queryset.filter(pk__in=[pk for pk, row in self.rows.items() if row.state == value])


class ProgrammeFilter(RowFilter):
    """Programmes: rows of Terms, by part of the document, unit, and whether the quarter's words are in."""

    part = filters.ChoiceFilter(
        label="Phần", field_name="item__clause__parent__key", empty_label="Cả ba phần"
    )
    unit = filters.ChoiceFilter(label="Đơn vị báo cáo", method="by_unit", empty_label="Tất cả")
    words = filters.ChoiceFilter(
        label="Báo cáo quý",
        method="by_words",
        empty_label="Tất cả",
        choices=[(WORDS_IN, "Đã tiếp nhận"), (WORDS_MISSING, "Chưa tiếp nhận")],
    )

    class Meta:
        model = Terms
        fields: list[str] = []

    def fill_choices(self) -> None:
        parts = {row.part.key: row.part for row in self.rows.values() if row.part}
        self.filters["part"].extra["choices"] = [
            (key, f"{one.marker} {short(one.text.capitalize(), 60)}") for key, one in parts.items()
        ]
        self.filters["unit"].extra["choices"] = [(NO_UNIT, "Chưa giao"), *unit_choices(self.plan)]

    def by_unit(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        if value == NO_UNIT:
            return queryset.filter(item__reporter=None)
        return queryset.filter(item__reporter__code=value)

    def by_words(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        wanted = value == WORDS_IN
        return queryset.filter(item__in=[pk for pk, row in self.rows.items() if row.words.are_in == wanted])
