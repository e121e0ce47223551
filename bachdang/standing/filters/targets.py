"""Filters of the list of targets."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django.db.models import QuerySet

from bachdang.standing.filters.common import (
    ATTENTION,
    ESTIMATE,
    VERDICT,
    RowFilter,
    programme_choices,
    unit_choices,
)
from indicators import rules
from indicators.changes import Change, change_of
from indicators.models import Target
from indicators.rules import Status, TargetKind

TARGETS_NEEDING_ATTENTION = {Status.SLOW, Status.AT_RISK, Status.FAILED}

# What a target may still lack.
GAPS = [
    ("so-lieu", "Chưa có số liệu nào"),
    ("so-goc", "Chưa có số gốc"),
    ("ke-hoach-nam", "Chưa có kế hoạch năm"),
    ("don-vi", "Chưa giao đơn vị báo cáo"),
]


class TargetFilter(RowFilter):
    search_field = ""
    attention = {str(status) for status in TARGETS_NEEDING_ATTENTION}

    programme = filters.ChoiceFilter(
        label="Chương trình, nhiệm vụ", field_name="indicator__item__parent__code", empty_label="Tất cả"
    )
    unit = filters.ChoiceFilter(
        label="Đơn vị báo cáo", field_name="indicator__item__reporter__code", empty_label="Tất cả"
    )
    status = filters.ChoiceFilter(
        label="Đánh giá",
        method="by_status",
        empty_label="Tất cả",
        choices=[(ATTENTION, "Cần chú ý"), *Status.choices],
    )
    horizon = filters.ChoiceFilter(
        label="Thời hạn",
        method="by_horizon",
        empty_label="Tất cả",
        choices=[("trong-ky", "Trong kế hoạch"), ("tam-nhin", "Sau thời gian của kế hoạch")],
    )
    change = filters.ChoiceFilter(
        label="So với quý trước",
        method="by_change",
        empty_label="Tất cả",
        choices=Change.choices,
    )
    basis = filters.ChoiceFilter(
        label="Căn cứ đánh giá",
        method="by_basis",
        empty_label="Tất cả",
        choices=[(ESTIMATE, "Số ước"), (VERDICT, "Văn phòng ghi")],
    )
    kind = filters.ChoiceFilter(
        label="Loại mục tiêu", method="by_kind", empty_label="Tất cả", choices=TargetKind.choices
    )
    grey = filters.ChoiceFilter(
        label="Lý do chưa đánh giá",
        method="by_grey",
        empty_label="Tất cả",
        choices=[(key, label[:1].upper() + label[1:]) for key, label in rules.Grey.choices],
    )
    gap = filters.ChoiceFilter(label="Còn thiếu", method="by_gap", empty_label="Tất cả", choices=GAPS)

    class Meta:
        model = Target
        fields: list[str] = []

    def fill_choices(self) -> None:
        self.filters["programme"].extra["choices"] = programme_choices(self.plan)
        self.filters["unit"].extra["choices"] = unit_choices(self.plan)

    def words_of(self, row: Any) -> str:
        """What the indicator is called in the quarter shown, and its code."""
        return f"{row.title} {row.item.code}"

    def by_change(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Targets whose status changed so since the quarter before; the book has that quarter too."""
        first = next(iter(self.rows.values()), None)
        before = {} if first is None else first.book.statuses(first.at.previous())
        found = [
            pk for pk, row in self.rows.items() if change_of(before.get(row.target), row.status) == value
        ]
        return queryset.filter(pk__in=found)

    def by_basis(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        if value == ESTIMATE:
            return queryset.filter(pk__in=[pk for pk, row in self.rows.items() if row.estimated])
        return queryset.filter(pk__in=[pk for pk, row in self.rows.items() if row.override])

    def by_kind(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return queryset.filter(pk__in=[pk for pk, row in self.rows.items() if row.terms.kind == value])

    def by_grey(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return queryset.filter(pk__in=[pk for pk, row in self.rows.items() if row.grey == value])

    def by_gap(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        lacks = {
            "so-lieu": lambda row: not row.book.measurements(row.indicator) and not row.indicator.is_derived,
            "so-goc": lambda row: row.baseline is None,
            "ke-hoach-nam": lambda row: row.plan_figure is None and row.terms.value is not None,
            "don-vi": lambda row: row.item.reporter_id is None,
        }[value]
        return queryset.filter(pk__in=[pk for pk, row in self.rows.items() if lacks(row)])

    def by_horizon(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        vision = value == "tam-nhin"
        return queryset.filter(pk__in=[pk for pk, row in self.rows.items() if row.is_vision == vision])
