"""Chương trình, đề án, nhiệm vụ trọng tâm: the list of part B and the page of one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from bachdang.accounts.roles import EDIT_PLAN, may
from bachdang.browse.tables import ProgrammeTable
from bachdang.browse.views.details import answers_context, can_assign, can_enter
from bachdang.reporting.filed import filed_context, filed_reports
from bachdang.scope.guards import PlanList, item_scope
from bachdang.scope.scopes import scope_of
from bachdang.standing.filters import ProgrammeFilter
from bachdang.standing.history import history_for
from bachdang.standing.programmes import ProgrammeRow, programme_rows, provisions
from bachdang.standing.quarter_book import book_of, book_of_item
from plans.models import Item, ItemKind, Terms


class ProgrammeList(PlanList):
    title = "Chương trình, đề án, nhiệm vụ trọng tâm"
    filterset_class = ProgrammeFilter
    table_class = ProgrammeTable
    template_name = "browse/programme_list.html"
    empty_text = "Không có chương trình nào khớp với bộ lọc."

    @cached_property
    def all_rows(self) -> dict[int, ProgrammeRow]:
        return {row.pk: row for row in programme_rows(book_of(self.scope))}

    def get_queryset(self) -> QuerySet[Any]:
        valid = [row.terms.pk for row in self.all_rows.values()]
        return Terms.objects.visible_to(self.request.user).filter(pk__in=valid)

    def filter_options(self) -> dict[str, Any]:
        return {"rows": self.all_rows, "plan": self.plan}

    def extra_context(self) -> dict[str, Any]:
        rows = self.all_rows.values()
        return {
            "noun": "chương trình, đề án, nhiệm vụ",
            "words_in": sum(1 for row in rows if row.words.are_in),
            "whole": len(rows),
            "unassigned": sum(1 for row in rows if row.item.reporter_id is None),
            "may_assign": may(self.request.user, EDIT_PLAN),
        }

    def rows(self, queryset: QuerySet[Any]) -> Sequence[ProgrammeRow]:
        kept = set(queryset.values_list("item", flat=True))
        return [row for pk, row in self.all_rows.items() if pk in kept]


@require_safe
def programme_detail(request: HttpRequest, code: str) -> HttpResponse:
    """The quarter in words, targets, tasks, what the document says, the six answers, history."""
    found = {"code": code, "kind": ItemKind.PROGRAMME, "plan": scope_of(request).plan}
    item = get_object_or_404(Item.objects.visible_to(request.user), **found)
    scope, _ = item_scope(request, item)
    book = book_of_item(scope, item.pk)
    rows = programme_rows(book)
    row = next((one for one in rows if one.pk == item.pk), None)
    if row is None:
        raise Http404("Chương trình này không có hiệu lực trong kỳ đang xem.")
    context = {
        "row": row,
        "item": row.item,
        "title": row.title,
        "words": row.words,
        **filed_context(request, filed_reports(item, book.known), scope),
        "provisions": provisions(row.clause),
        **answers_context(request, row.terms),
        "questions": row.clause.questions.all(),
        "history": history_for(request.user, item),
        "can_assign": can_assign(request, item),
        "can_enter": can_enter(request, item, scope),
    }
    return render(request, "browse/programme_detail.html", context)
