"""Báo cáo phải gửi: what each unit owes in the round, as a list with filters."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet

from bachdang.standing.due_reports import STATE_LABELS, UNSENT_STATES, DueReport
from bachdang.standing.filters import RowFilter, programme_choices, unit_choices
from bachdang.ui.list_files import ListColumn, ListTable, Out
from bachdang.ui.statuses import look_of
from plans.models import Item, ItemKind

# What the units have still to send, and what is being corrected while it counts, as one choice each.
UNSENT, CORRECTED = "chua-gui", "ban-sua"
KINDS = [(one.value, one.label) for one in ItemKind if one != ItemKind.OWN]


def correction_label(one: DueReport) -> str:
    """How far the correction of what counts is."""
    return one.state_label if one.correction else ""


class OwedTable(ListTable):
    row_template = "browse/rows/owed.html"

    title = ListColumn(
        "Nội dung", out=[Out("Mã", 13, "item__code"), Out("Nội dung", 60, "title")], order_by="title_key"
    )
    kind = ListColumn("Loại", out=[Out("Loại", 16, "item__get_kind_display")], order_by="item__order")
    unit = ListColumn("Đơn vị", out=[Out("Đơn vị", 16, "unit")], order_by="unit__name_key")
    state = ListColumn(
        "Báo cáo",
        out=[Out("Báo cáo", 24, "counts_as_label"), Out("Bản sửa", 24, correction_label)],
        order_by="urgency",
    )
    status = ListColumn(
        "Đánh giá",
        out=[Out("Đánh giá", 24, lambda one: look_of(one.status).label if one.status else "")],
        order_by="severity",
    )


class OwedFilter(RowFilter):
    """Items, each with what it owes in the round."""

    search_field = ""

    programme = filters.ChoiceFilter(
        label="Chương trình, nhiệm vụ", method="by_programme", empty_label="Tất cả"
    )
    unit = filters.ChoiceFilter(label="Đơn vị", field_name="reporter__code", empty_label="Tất cả")
    kind = filters.ChoiceFilter(label="Loại", empty_label="Tất cả", choices=KINDS)
    state = filters.ChoiceFilter(
        label="Báo cáo",
        method="by_state",
        empty_label="Tất cả",
        choices=[(UNSENT, "Còn phải gửi"), *STATE_LABELS.items(), (CORRECTED, "Đang có bản sửa")],
    )

    class Meta:
        model = Item
        fields: list[str] = []

    def fill_choices(self) -> None:
        self.filters["programme"].extra["choices"] = programme_choices(self.plan)
        self.filters["unit"].extra["choices"] = unit_choices(self.plan)

    def words_of(self, row: DueReport) -> str:
        return f"{row.title} {row.item.code} {row.unit}"

    def by_programme(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """The programme's own words, its indicators and its tasks."""
        return queryset.filter(Q(code=value) | Q(parent__code=value))

    def by_state(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        if value == CORRECTED:
            return queryset.filter(pk__in=[pk for pk, one in self.rows.items() if one.correction])
        wanted: Iterable[str] = UNSENT_STATES if value == UNSENT else {value}
        return queryset.filter(pk__in=[pk for pk, one in self.rows.items() if one.counts_as in wanted])
