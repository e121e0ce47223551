"""6 rõ: the assignments of a plan with their clear answers and how each stands, filtered."""

from __future__ import annotations

from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet

from bachdang.browse import cells
from bachdang.spreadsheet import Kind
from bachdang.standing.clarity import (
    KIND_LABELS,
    Assignment,
    Axes,
    assignments,
    progress_of,
)
from bachdang.standing.filters import Choices, RowFilter, programme_choices, unit_choices
from bachdang.standing.quarter_book import ASSIGNED_KINDS, QuarterBook
from bachdang.ui.list_files import ListColumn, ListTable, Out
from bachdang.vietnamese.text import search_terms, without_weak
from plans.models import Terms
from plans.terms.blanks import fillable_by

# A unit that reports nothing yet; assignments clear on every axis, and the others.
NOBODY = "chua-giao"
CLEAR, UNCLEAR = "du", "chua-du"


def matrix(book: QuarterBook, user: Any) -> list[Assignment]:
    """The rows of the matrix as a person sees them."""
    progress = progress_of([*book.tasks, *book.projects], book.target_rows)
    return assignments(book, progress=progress, may_fill=fillable_by(user))


class MatrixTable(ListTable):
    """One column per axis of the plan comes by `axis_columns`."""

    row_template = "browse/rows/assignment.html"
    css = "table--lists table--matrix"

    title = ListColumn(
        "Phân công",
        out=[
            Out("Vị trí", 16, "place"),
            Out("Phân công", 44, "title"),
            Out("Loại", 18, "kind_label"),
            Out("Đơn vị báo cáo", 26, cells.reporter),
        ],
        order_by="item__order",
    )
    progress = ListColumn("Tiến độ", out=[Out("Tiến độ", 24, cells.progress)])
    clear = ListColumn(
        "Số mặt rõ",
        out=[Out("Số mặt rõ", 10, "clear_count", Kind.NUMBER)],
        order_by="clear_count",
        number=True,
    )


def axis_columns(axes: Axes) -> list[tuple[str, ListColumn]]:
    """A column for each axis, in the plan's order."""
    return [
        (f"axis_{position}", ListColumn(label, out=[Out(label, 28, cells.answer(position))]))
        for position, label in enumerate(str(axis["label"]) for axis in axes)
    ]


class MatrixFilter(RowFilter):
    """Rows of Terms, keyed by their item."""

    kind = filters.ChoiceFilter(
        label="Loại", field_name="item__kind", empty_label="Tất cả", choices=list(KIND_LABELS.items())
    )
    group = filters.ChoiceFilter(label="Chương trình, nhóm", method="by_group", empty_label="Tất cả")
    unit = filters.ChoiceFilter(label="Đơn vị báo cáo", method="by_unit", empty_label="Tất cả")
    axis = filters.ChoiceFilter(label="Chưa rõ về", method="by_axis", empty_label="Tất cả")
    clear = filters.ChoiceFilter(
        label="Mức độ rõ",
        method="by_clear",
        empty_label="Tất cả",
        choices=[(CLEAR, "Rõ đủ các mặt"), (UNCLEAR, "Còn mặt chưa rõ")],
    )

    class Meta:
        model = Terms
        fields: list[str] = []

    def fill_choices(self) -> None:
        axes = [(str(axis["code"]), str(axis["label"])) for axis in self.plan.axes]
        self.filters["group"].extra["choices"] = [*programme_choices(self.plan), *self._groups()]
        self.filters["unit"].extra["choices"] = [*unit_choices(self.plan), (NOBODY, "Chưa giao đơn vị")]
        self.filters["axis"].extra["choices"] = axes

    def _groups(self) -> Choices:
        """The headings of the annexes under which tasks and projects stand."""
        seen: dict[str, str] = {}
        for row in self.rows.values():
            if row.group and row.item.kind in ASSIGNED_KINDS[1:]:
                seen.setdefault(row.group.key, f"{row.group.place}. {row.group.text.strip()[:60]}")
        return list(seen.items())

    def search(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Words of the assignment, or its place in the document."""
        for term in search_terms(value):
            queryset = queryset.filter(
                Q(folded__contains=term) | Q(item__clause__folded__contains=term) | Q(item__code__iexact=term)
            )
        said = queryset.values_list("pk", "folded", "item__clause__folded", "item__code")
        found = {pk: " ".join(filter(None, words)).lower() for pk, *words in said}
        return queryset.filter(pk__in=without_weak(found, search_terms(value)))

    def by_group(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """A programme with the tasks that carry it out, or the rows under a heading."""
        return queryset.filter(
            Q(item__code=value)
            | Q(item__parent__code=value)
            | Q(item__clause__parent__key=value, item__kind__in=ASSIGNED_KINDS[1:])
            | Q(item__heading__key=value)
        )

    def by_unit(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        if value == NOBODY:
            return queryset.filter(item__reporter=None)
        return queryset.filter(item__reporter__code=value)

    def by_axis(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return queryset.filter(item__in=[pk for pk, row in self.rows.items() if not row.is_clear(value)])

    def by_clear(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        wanted = value == CLEAR
        return queryset.filter(item__in=[pk for pk, row in self.rows.items() if row.all_clear == wanted])
