"""Quyết định: the list of the decisions of a plan."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from bachdang.accounts.roles import EDIT_PLAN, may
from bachdang.amendments.decisions import DecisionLine, decision_lines
from bachdang.browse import cells
from bachdang.scope.guards import PlanList
from bachdang.spreadsheet import Kind
from bachdang.standing.filters import RowFilter
from bachdang.ui.list_files import ListColumn, ListTable, Out
from bachdang.vietnamese.text import search_terms, without_weak
from plans.models import Decision


class DecisionFilter(RowFilter):
    """Decisions by a word of their number, day or subject."""

    class Meta:
        model = Decision
        fields: list[str] = []

    def search(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        wanted = search_terms(value)
        found = {pk: row.folded for pk, row in self.rows.items() if all(one in row.folded for one in wanted)}
        return queryset.filter(pk__in=without_weak(found, wanted))


class DecisionTable(ListTable):
    row_template = "browse/rows/decision.html"

    number = ListColumn("Số", out=[Out("Số", 16, "decision__number")], order_by="decision__number")
    date = ListColumn("Ngày", out=[Out("Ngày", 12, "decision__date", Kind.DATE)], order_by="decision__date")
    subject = ListColumn("Trích yếu", out=[Out("Trích yếu", 56, "decision__subject")])
    file = ListColumn("Tệp", out=[Out("Đã lưu tệp", 10, cells.decision_file)])
    count = ListColumn(
        "Nội dung thay đổi",
        out=[Out("Số nội dung thay đổi", 12, "count", Kind.NUMBER)],
        order_by="count",
        number=True,
    )
    since = ListColumn("Hiệu lực từ", out=[Out("Hiệu lực từ", 12, "since", Kind.DATE)])


class DecisionList(PlanList):
    title = "Quyết định điều chỉnh kế hoạch"
    filterset_class = DecisionFilter
    table_class = DecisionTable
    template_name = "browse/decision_list.html"
    empty_text = "Không có quyết định nào."

    @cached_property
    def all_rows(self) -> dict[int, DecisionLine]:
        return decision_lines(self.plan)

    def get_queryset(self) -> QuerySet[Any]:
        return Decision.objects.visible_to(self.request.user).filter(plan=self.plan)

    def filter_options(self) -> dict[str, Any]:
        return {"rows": self.all_rows, "plan": self.plan}

    def extra_context(self) -> dict[str, Any]:
        return {"noun": "quyết định", "can_plan": may(self.request.user, EDIT_PLAN)}

    def rows(self, queryset: QuerySet[Any]) -> Sequence[DecisionLine]:
        kept = set(queryset.values_list("pk", flat=True))
        return [row for pk, row in self.all_rows.items() if pk in kept]
