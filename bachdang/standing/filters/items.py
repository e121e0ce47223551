"""Filters of the lists of tasks and of projects."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import django_filters as filters
from django.db.models import QuerySet

from bachdang.standing.filters.common import (
    ATTENTION,
    VERDICT,
    Choices,
    RowFilter,
    programme_choices,
    short,
    unit_choices,
)
from plans.models import Terms
from plans.rules import TASK_STATUS_LABELS
from projects.models import ProjectField, ProjectGroup

TASKS_NEEDING_ATTENTION = {"overdue", "due_soon"}


class ItemFilter(RowFilter):
    """Tasks and projects: rows of Terms, keyed by their item."""

    attention = TASKS_NEEDING_ATTENTION
    unit = filters.ChoiceFilter(
        label="Đơn vị báo cáo", field_name="item__reporter__code", empty_label="Tất cả"
    )
    status = filters.ChoiceFilter(
        label="Trạng thái",
        method="by_status",
        empty_label="Tất cả",
        choices=[
            (ATTENTION, "Cần chú ý"),
            *((key.value, label) for key, label in TASK_STATUS_LABELS.items()),
        ],
    )
    basis = filters.ChoiceFilter(
        label="Căn cứ đánh giá",
        method="by_basis",
        empty_label="Tất cả",
        choices=[(VERDICT, "Văn phòng ghi")],
    )

    class Meta:
        model = Terms
        fields: list[str] = []

    def fill_choices(self) -> None:
        self.filters["unit"].extra["choices"] = unit_choices(self.plan)

    def by_basis(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return queryset.filter(item__in=[pk for pk, row in self.rows.items() if row.override])

    def by_status(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        wanted = self.attention if value == ATTENTION else {value}
        return queryset.filter(item__in=[pk for pk, row in self.rows.items() if row.status in wanted])


class TaskFilter(ItemFilter):
    programme = filters.ChoiceFilter(
        label="Chương trình, nhiệm vụ", field_name="item__parent__code", empty_label="Tất cả"
    )
    group = filters.ChoiceFilter(label="Nhóm", method="by_group", empty_label="Tất cả")

    def fill_choices(self) -> None:
        super().fill_choices()
        self.filters["programme"].extra["choices"] = programme_choices(self.plan)
        self.filters["group"].extra["choices"] = _groups(self.rows.values())

    def by_group(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        own = [pk for pk, row in self.rows.items() if row.group and row.group.key == value]
        return queryset.filter(item__in=own)


class ProjectFilter(ItemFilter):
    group = filters.ChoiceFilter(
        label="Nhóm", field_name="item__project__group", choices=ProjectGroup.choices, empty_label="Tất cả"
    )
    field = filters.ChoiceFilter(
        label="Lĩnh vực",
        field_name="item__project__field",
        choices=ProjectField.choices,
        empty_label="Tất cả",
    )


def _groups(rows: Iterable[Any]) -> Choices:
    seen: dict[str, str] = {}
    for row in rows:
        if row.group:
            seen.setdefault(row.group.key, f"{row.group.marker} {short(row.group.text.strip(), 60)}")
    return list(seen.items())
