"""6 rõ: the matrix of assignments by clear answers, and the same as a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from bachdang.accounts.roles import EXPORT_REPORT, may
from bachdang.downloads import workbook_response
from bachdang.lists import filters_in_words
from bachdang.numbers import format_date
from bachdang.office.clarity import Assignment, count_units, least_clear, title_of, whole
from bachdang.office.matrix import NOBODY, MatrixFilter, MatrixTable, axis_columns, matrix
from bachdang.office.views.lists import PlanList
from bachdang.spreadsheet.cells import Column, Value
from bachdang.spreadsheet.listing import list_workbook
from bachdang.statuses import look_of
from plans.models import Terms
from plans.six_clear import Answer


class Matrix(PlanList):
    filterset_class = MatrixFilter
    table_class = MatrixTable
    template_name = "plans/matrix.html"
    results_template = "plans/_matrix_results.html"

    @property
    def title(self) -> str:  # type: ignore[override]
        return title_of(self.plan)

    @cached_property
    def all_rows(self) -> dict[int, Assignment]:
        return {row.pk: row for row in matrix(self.scope, self.plan, self.request.user)}

    def get_queryset(self) -> QuerySet[Any]:
        valid = [row.terms.pk for row in self.all_rows.values()]
        return Terms.objects.visible_to(self.request.user).filter(pk__in=valid)

    def filter_options(self) -> dict[str, Any]:
        return {"rows": self.all_rows, "plan": self.plan}

    def table_options(self) -> dict[str, Any]:
        return {"extra_columns": axis_columns(self.plan.axes)}

    def extra_context(self) -> dict[str, Any]:
        """Counts of the whole plan by axis and unit; each opens the rows that it counts as not clear."""
        rows = list(self.all_rows.values())
        every = whole(self.plan.axes, rows)
        return {
            "noun": "phân công",
            "whole": every,
            "finding": least_clear(every),
            "units": count_units(self.plan.axes, rows),
            "nobody": NOBODY,
            "can_export": may(self.request.user, EXPORT_REPORT),
        }

    def rows(self, queryset: QuerySet[Any]) -> Sequence[Assignment]:
        kept = set(queryset.values_list("item", flat=True))
        return [row for pk, row in self.all_rows.items() if pk in kept]


class MatrixExport(Matrix):
    """The filtered rows as a workbook, the filters on top."""

    permission = EXPORT_REPORT

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        chosen = MatrixFilter(
            self.filter_data(), queryset=self.get_queryset(), request=request, **self.filter_options()
        )
        rows = self.rows(chosen.qs)
        content = list_workbook(
            self.title,
            self.columns,
            [self.cells(row) for row in rows],
            filters=filters_in_words(chosen.form),
            notes=[f"{self.plan.title}. {self.scope.quarter.label}: {len(rows)} phân công."],
            at=timezone.now(),
        )
        return workbook_response(content, "phan-cong-ro.xlsx")

    @property
    def columns(self) -> list[Column]:
        fixed = [Column("Vị trí", 16), Column("Nội dung", 44), Column("Loại", 16)]
        fixed += [Column("Đơn vị báo cáo", 20), Column("Tiến độ", 20), Column("Số mặt rõ", 10, "number")]
        return [*fixed, *(Column(str(axis["label"]), 28) for axis in self.plan.axes)]

    def cells(self, row: Assignment) -> list[Value]:
        status = look_of(row.status).label if row.status else ""
        unit = str(row.unit or "Chưa giao")
        fixed: list[Value] = [row.place, row.title, row.kind_label, unit, status, row.clear_count]
        return [*fixed, *(answer_in_words(one) for one in row.answers)]


def answer_in_words(answer: Answer) -> str:
    """The answer, what it lacks, who filled it in."""
    lines = [answer.text] if answer.text else []
    if answer.missing:
        lines.append(f"Chưa rõ: {', '.join(answer.missing)}")
    if answer.filled:
        lines.append(f"({answer.filled.by}, {format_date(answer.filled.on)})")
    return "\n".join(lines)
