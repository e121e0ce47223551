"""Filters of the lists; all live in the address, so that a page can be sent to a colleague.

Statuses are computed, not stored: each filter set is given the computed rows by primary key.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import django_filters as filters
from django import forms
from django.db.models import QuerySet

from bachdang.accounts.models import Unit
from bachdang.office.coverage import GOALS, STATE_LABELS
from bachdang.text import fold, search_terms
from indicators.changes import CHANGE_LABELS, change_of
from indicators.choices import Status, TargetKind
from indicators.models import Target
from plans.models import Clause, ClauseKind, Item, Plan, Terms
from plans.rules import TASK_STATUS_LABELS
from projects.models import ProjectField, ProjectGroup

Choices = list[tuple[str, str]]

# Statuses that call for attention, as one choice.
ATTENTION = "can-chu-y"
TARGETS_NEEDING_ATTENTION = {Status.SLOW, Status.AT_RISK, Status.FAILED}
TASKS_NEEDING_ATTENTION = {"overdue", "due_soon"}

# What the page of coverage shows unless asked for more.
PROMISES = (*GOALS, ClauseKind.TASK)
EVERY_KIND = "tat-ca"

# Whether the quarter's words on a programme have been accepted; programmes nobody reports.
WORDS_IN, WORDS_MISSING = "da-co", "chua-co"
NO_UNIT = "chua-giao"

# What a status rests on: an estimate, or the office's own verdict.
ESTIMATE, VERDICT = "so-uoc", "van-phong"

# What a target may still lack.
GAPS = [
    ("so-lieu", "Chưa có số liệu nào"),
    ("so-goc", "Chưa có số gốc"),
    ("ke-hoach-nam", "Chưa có kế hoạch năm"),
    ("don-vi", "Chưa giao đơn vị báo cáo"),
]


def programme_choices(plan: Plan) -> Choices:
    """Programmes of a plan by item code, as the document numbers them."""
    items = Item.objects.filter(plan=plan, kind="programme").select_related("clause").order_by("order")
    return [(one.code, f"{one.code}. {_short(one.clause.text)}") for one in items if one.clause]


def unit_choices(plan: Plan) -> Choices:
    """Units that report something, by code."""
    reported = Item.objects.filter(plan=plan).in_rounds()
    units = Unit.objects.filter(reported_items__in=reported).distinct()
    return [(one.code, str(one)) for one in units]


def _short(text: str, length: int = 70) -> str:
    return text if len(text) <= length else text[: length - 1].rsplit(" ", 1)[0] + "…"


class RowFilter(filters.FilterSet):
    """Base: a search box without accents, and a status looked up in the computed rows."""

    q = filters.CharFilter(
        label="Tìm",
        method="search",
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
        if not self.search_field:
            words = {pk: fold(self.words_of(row)) for pk, row in self.rows.items()}
            found = [pk for pk, said in words.items() if all(term in said for term in wanted)]
            return queryset.filter(pk__in=found)
        for term in wanted:
            queryset = queryset.filter(**{f"{self.search_field}__contains": term})
        return queryset

    def by_status(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        wanted = self.attention if value == ATTENTION else {value}
        return queryset.filter(pk__in=[pk for pk, row in self.rows.items() if row.status in wanted])


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
        choices=[("trong-ky", "Trong kế hoạch"), ("tam-nhin", "Tầm nhìn 2045")],
    )
    change = filters.ChoiceFilter(
        label="So với quý trước",
        method="by_change",
        empty_label="Tất cả",
        choices=[(key.value, label) for key, label in CHANGE_LABELS.items()],
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
        found = [pk for pk, row in self.rows.items() if change_of(before.get(pk), row.status) == value]
        return queryset.filter(pk__in=found)

    def by_basis(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        if value == ESTIMATE:
            return queryset.filter(pk__in=[pk for pk, row in self.rows.items() if row.estimated])
        return queryset.filter(pk__in=[pk for pk, row in self.rows.items() if row.override])

    def by_kind(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return queryset.filter(pk__in=[pk for pk, row in self.rows.items() if row.terms.kind == value])

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
            (key, f"{one.marker} {_short(one.text.capitalize(), 60)}") for key, one in parts.items()
        ]
        self.filters["unit"].extra["choices"] = [(NO_UNIT, "Chưa giao"), *unit_choices(self.plan)]

    def by_unit(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        if value == NO_UNIT:
            return queryset.filter(item__reporter=None)
        return queryset.filter(item__reporter__code=value)

    def by_words(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        wanted = value == WORDS_IN
        return queryset.filter(item__in=[pk for pk, row in self.rows.items() if row.words.are_in == wanted])


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
            seen.setdefault(row.group.key, f"{row.group.marker} {_short(row.group.text.strip(), 60)}")
    return list(seen.items())
