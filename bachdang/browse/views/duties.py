"""Tổ chức thực hiện (section C): its duties with the bodies that answer for them."""

from __future__ import annotations

from collections import Counter

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from bachdang.accounts.roles import EDIT_PLAN, may
from bachdang.browse import cells
from bachdang.browse.views.details import can_assign, can_enter
from bachdang.reporting.filed import filed_context, filed_reports
from bachdang.scope.guards import item_scope
from bachdang.scope.scopes import scope_of
from bachdang.standing.duties import with_questions
from bachdang.standing.history import history_for
from bachdang.standing.quarter_book import book_of, book_of_item
from bachdang.standing.words import words_of
from bachdang.ui.list_files import Out, list_file, wants_file
from plans.models import Item, ItemKind

OUT = [
    Out("Số", 8, lambda line: line[0].clause.marker if line[0].clause else ""),
    Out("Nội dung", 70, lambda line: line[0].title),
    Out("Cơ quan chịu trách nhiệm", 28, lambda line: line[0].answers),
    Out("Đơn vị báo cáo", 28, lambda line: cells.reporter(line[0])),
    Out("Đầu mối", 22, lambda line: line[0].item.contact),
    Out("Trạng thái", 26, lambda line: cells.task_status(line[0])),
    Out("Báo cáo quý", 18, lambda line: line[1].state_label),
    Out("Nội dung báo cáo", 60, lambda line: line[1].beginning),
]
"""Lines are pairs of a duty's row and its words in the round."""


@require_safe
def duty_list(request: HttpRequest) -> HttpResponse:
    """Every duty verbatim, who answers for it, whether this round's report is in."""
    scope = scope_of(request)
    book = book_of(scope)
    rows = with_questions(book.duties)
    lines = [(row, words_of(book, row.pk)) for row in rows]
    if wants_file(request):
        return list_file("Tổ chức thực hiện", OUT, lines, notes=scope.notes, slug=str(scope.quarter))
    context = {
        "title": "Tổ chức thực hiện",
        "rows": lines,
        "counts": Counter(row.status.value for row in rows),
        "unassigned": sum(1 for row in rows if row.item.reporter_id is None),
        "may_assign": may(request.user, EDIT_PLAN),
    }
    return render(request, "browse/duty_list.html", context)


@require_safe
def duty_detail(request: HttpRequest, code: str) -> HttpResponse:
    """One duty: its text, its body, this round's report and the earlier ones, history."""
    found = {"code": code, "kind": ItemKind.DUTY, "plan": scope_of(request).plan}
    item = get_object_or_404(Item.objects.visible_to(request.user), **found)
    scope, _ = item_scope(request, item)
    book = book_of_item(scope, item.pk)
    row = next(iter(with_questions(book.duties)), None)
    if row is None:
        raise Http404("Việc này không có hiệu lực trong kỳ đang xem.")
    context = {
        "row": row,
        "item": row.item,
        "title": f"Tổ chức thực hiện, {row.clause.place if row.clause else row.item.code}",
        "due": book.due_days.day(scope.period, item.reporter_id, item.pk) if scope.period else None,
        "words": words_of(book, item.pk),
        **filed_context(request, filed_reports(item, book.known), scope),
        "history": history_for(request.user, item),
        "can_assign": can_assign(request, item),
        "can_enter": can_enter(request, item, scope),
    }
    return render(request, "browse/duty_detail.html", context)
