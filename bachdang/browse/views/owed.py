"""Báo cáo phải gửi: what the units owe in the round and how far each report is."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from bachdang.browse.owed_list import CORRECTED, OwedFilter, OwedTable
from bachdang.scope.guards import PlanList
from bachdang.standing.due_reports import STATE_LABELS, DueReport, count_states
from bachdang.standing.quarter_book import book_of
from plans.models import Item


class OwedList(PlanList):
    title = "Báo cáo phải gửi"
    filterset_class = OwedFilter
    table_class = OwedTable
    template_name = "browse/owed_list.html"
    empty_text = "Không có báo cáo nào khớp với bộ lọc."

    @cached_property
    def all_rows(self) -> dict[int, DueReport]:
        """The most urgent first."""
        book = book_of(self.scope)
        book.known.name_people([one.report for one in book.due.all if one.report], "submitted_by")
        return {one.item.pk: one for one in book.due.urgent}

    def get_queryset(self) -> QuerySet[Any]:
        return Item.objects.visible_to(self.request.user).filter(pk__in=self.all_rows)

    def filter_options(self) -> dict[str, Any]:
        return {"rows": self.all_rows, "plan": self.plan}

    def rows(self, queryset: QuerySet[Any]) -> Sequence[DueReport]:
        kept = set(queryset.values_list("pk", flat=True))
        return [one for pk, one in self.all_rows.items() if pk in kept]

    def extra_context(self) -> dict[str, Any]:
        """Counts of the whole round by how far the report is; each opens the rows it counts."""
        found = count_states(self.all_rows.values())
        states = [(key, STATE_LABELS[key], count) for key, count in found.items() if count]
        if corrections := sum(1 for one in self.all_rows.values() if one.correction):
            states.append((CORRECTED, "Đang có bản sửa", corrections))
        return {"noun": "báo cáo", "states": states, "all_count": len(self.all_rows)}
