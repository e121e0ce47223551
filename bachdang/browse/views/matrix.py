"""6 rõ: the matrix of assignments by clear answers."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from bachdang.browse.matrix import NOBODY, MatrixFilter, MatrixTable, axis_columns, matrix
from bachdang.scope.guards import PlanList
from bachdang.standing.clarity import Assignment, count_units, least_clear, title_of, whole
from bachdang.standing.quarter_book import book_of
from plans.models import Terms


class Matrix(PlanList):
    filterset_class = MatrixFilter
    table_class = MatrixTable
    template_name = "browse/matrix.html"
    per_page = 25  # a row is many lines

    @property
    def title(self) -> str:  # type: ignore[override]
        return title_of(self.plan)

    @cached_property
    def all_rows(self) -> dict[int, Assignment]:
        return {row.pk: row for row in matrix(book_of(self.scope), self.request.user)}

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
        }

    def rows(self, queryset: QuerySet[Any]) -> Sequence[Assignment]:
        kept = set(queryset.values_list("item", flat=True))
        return [row for pk, row in self.all_rows.items() if pk in kept]
