"""Chỉ tiêu, Nhiệm vụ, Dự án: the lists of a plan in a period."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict

from bachdang.browse.own_list import OwnFilter, OwnTable
from bachdang.browse.project_totals import project_totals
from bachdang.browse.tables import CoverageTable, ProjectTable, TargetTable, TaskTable
from bachdang.reporting.own_work import own_rows
from bachdang.scope.guards import PlanList
from bachdang.standing.coverage import CoverageRow, coverage, coverage_counts
from bachdang.standing.filters import CoverageFilter, ProjectFilter, TargetFilter, TaskFilter
from bachdang.standing.projects import ProjectRow
from bachdang.standing.quarter_book import book_of, book_of_kind
from bachdang.standing.tasks import TaskRow, with_latest
from bachdang.vietnamese.numbers import format_date
from indicators.models import Target
from indicators.target_row import TargetRow
from plans.models import Clause, ExplanationRequest, ItemKind, Plan, Terms


def asked_items(request: HttpRequest, plan: Plan) -> set[int]:
    """The items (primary keys) with a request for an explanation that is not ended. One query."""
    found = ExplanationRequest.objects.visible_to(request.user).filter(item__plan=plan, closed_at=None)
    return set(found.values_list("item", flat=True))


class TargetList(PlanList):
    title = "Chỉ tiêu"
    filterset_class = TargetFilter
    table_class = TargetTable
    template_name = "browse/indicator_list.html"

    @cached_property
    def all_rows(self) -> dict[int, TargetRow]:
        return {row.pk: row for row in book_of(self.scope).target_rows}

    def get_queryset(self) -> QuerySet[Any]:
        return Target.objects.visible_to(self.request.user).filter(pk__in=self.all_rows)

    def filter_options(self) -> dict[str, Any]:
        return {"rows": self.all_rows, "plan": self.plan}

    def extra_context(self) -> dict[str, Any]:
        return {"noun": "mục tiêu", "asked": asked_items(self.request, self.plan)}

    def rows(self, queryset: QuerySet[Any]) -> Sequence[TargetRow]:
        kept = set(queryset.values_list("pk", flat=True))
        return [row for pk, row in self.all_rows.items() if pk in kept]


class CoverageList(PlanList):
    """Every sentence of the plan with what measures it, or why nothing does."""

    title = "Mức độ đo lường của kế hoạch"
    filterset_class = CoverageFilter
    table_class = CoverageTable
    template_name = "browse/coverage.html"

    @cached_property
    def all_rows(self) -> dict[int, CoverageRow]:
        return coverage(book_of(self.scope))

    def get_queryset(self) -> QuerySet[Any]:
        return Clause.objects.visible_to(self.request.user).filter(plan=self.plan)

    def filter_options(self) -> dict[str, Any]:
        return {"rows": self.all_rows, "plan": self.plan}

    def filter_data(self) -> QueryDict:
        """Bound even without a filter, so that goals and products are shown first."""
        return self.request.GET

    def file_notes(self) -> list[str]:
        shown = "" if self.request.GET.get("kind") else "Loại nội dung: mục tiêu và sản phẩm"
        return [*super().file_notes(), *([shown] if shown else [])]

    def extra_context(self) -> dict[str, Any]:
        return {"noun": "nội dung", "counts": coverage_counts(self.all_rows.values())}

    def rows(self, queryset: QuerySet[Any]) -> Sequence[CoverageRow]:
        kept = set(queryset.values_list("pk", flat=True))
        return [row for pk, row in self.all_rows.items() if pk in kept]


class ItemList(PlanList):
    """Tasks or projects: rows of Terms by item."""

    noun = ""

    def load(self) -> Sequence[TaskRow]:
        raise NotImplementedError

    @cached_property
    def all_rows(self) -> dict[int, TaskRow]:
        return {row.pk: row for row in self.load()}

    def get_queryset(self) -> QuerySet[Any]:
        valid = [row.terms.pk for row in self.all_rows.values()]
        return Terms.objects.visible_to(self.request.user).filter(pk__in=valid)

    def filter_options(self) -> dict[str, Any]:
        return {"rows": self.all_rows, "plan": self.plan}

    def extra_context(self) -> dict[str, Any]:
        """Counts of the whole list by status; each opens the rows it counts."""
        counts = Counter(row.status for row in self.all_rows.values())
        return {
            "counts": counts,
            "list_url": f"{self.request.path}{self.scope.query}",
            "noun": self.noun,
            "asked": asked_items(self.request, self.plan),
        }

    def rows(self, queryset: QuerySet[Any]) -> Sequence[TaskRow]:
        kept = set(queryset.values_list("item", flat=True))
        return [row for pk, row in self.all_rows.items() if pk in kept]


class TaskList(ItemList):
    title = "Nhiệm vụ"
    filterset_class = TaskFilter
    table_class = TaskTable
    template_name = "browse/task_list.html"
    noun = "nhiệm vụ"

    def load(self) -> Sequence[TaskRow]:
        book = book_of_kind(self.scope, ItemKind.TASK)
        return with_latest(book.tasks, book)


class OwnWorkList(ItemList):
    """What units set themselves under tasks, as it stands today whatever period is looked at."""

    title = "Việc các đơn vị tự đặt"
    filterset_class = OwnFilter
    table_class = OwnTable
    template_name = "browse/own_list.html"
    empty_text = "Không có việc nào khớp với bộ lọc. Đơn vị thêm việc ở trang của nhiệm vụ."
    noun = "việc"

    def load(self) -> Sequence[TaskRow]:
        return own_rows(self.plan, self.scope.today)

    def file_notes(self) -> list[str]:
        """The day instead of the period: the work is not the document's."""
        title, _, *made_up = self.scope.notes
        return [title, f"Tính đến ngày {format_date(self.scope.today)}", *made_up]

    def file_slug(self) -> str:
        return ""


class ProjectList(ItemList):
    title = "Dự án"
    filterset_class = ProjectFilter
    table_class = ProjectTable
    template_name = "browse/project_list.html"
    results_template = "browse/_list_results.html"
    noun = "dự án"
    listed: Sequence[TaskRow] = ()

    def load(self) -> Sequence[TaskRow]:
        return book_of_kind(self.scope, ItemKind.PROJECT).projects

    def rows(self, queryset: QuerySet[Any]) -> Sequence[TaskRow]:
        self.listed = super().rows(queryset)
        return self.listed

    def extra_context(self) -> dict[str, Any]:
        """The sums are those of exactly the rows that the filters leave."""
        listed = [row for row in self.listed if isinstance(row, ProjectRow)]
        return super().extra_context() | {
            "totals": project_totals(listed, self.scope.quarter.year),
            "filtered": len(listed) < len(self.all_rows),
            "all_count": len(self.all_rows),
        }
