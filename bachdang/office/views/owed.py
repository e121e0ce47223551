"""Báo cáo phải gửi: what the units owe in the round and how far each report is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from bachdang.office.owed import STATE_LABELS, Owed, OwedBook
from bachdang.office.owed_list import OwedFilter, OwedTable
from bachdang.office.views.lists import PlanList
from plans.models import Item


class OwedList(PlanList):
    title = "Báo cáo phải gửi"
    filterset_class = OwedFilter
    table_class = OwedTable
    template_name = "office/owed_list.html"
    empty_text = "Không có báo cáo nào khớp với bộ lọc."

    @cached_property
    def all_rows(self) -> dict[int, Owed]:
        """The most urgent first."""
        return {one.item.pk: one for one in OwedBook(self.scope, self.plan).urgent}

    def get_queryset(self) -> QuerySet[Any]:
        return Item.objects.visible_to(self.request.user).filter(pk__in=self.all_rows)

    def filter_options(self) -> dict[str, Any]:
        return {"rows": self.all_rows, "plan": self.plan}

    def rows(self, queryset: QuerySet[Any]) -> Sequence[Owed]:
        kept = set(queryset.values_list("pk", flat=True))
        return [one for pk, one in self.all_rows.items() if pk in kept]

    def extra_context(self) -> dict[str, Any]:
        """Counts of the whole round by how far the report is; each opens the rows it counts."""
        found = Counter(one.state for one in self.all_rows.values())
        states = [(key, label, found[key]) for key, label in STATE_LABELS.items() if found[key]]
        return {"noun": "báo cáo", "states": states, "all_count": len(self.all_rows)}
