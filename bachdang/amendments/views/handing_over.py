"""Phân công, many items at once: chosen in a list, shown as they would change, written."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from bachdang.accounts.models import User
from bachdang.accounts.roles import APPROVE_REPORT, EDIT_PLAN, may
from bachdang.amendments.handing_over import (
    ALL,
    HandoverBook,
    HandoverFilter,
    HandoverForm,
    HandoverRow,
    ticked,
)
from bachdang.errors import NotYet
from bachdang.reporting.leaving import end_of_leaving
from bachdang.scope.scopes import scope_of
from bachdang.ui.form_data import form_data
from plans.handing_over import hand_over, planned

NOTHING_TICKED = "Chưa chọn việc nào. Đánh dấu các việc cần giao."


@require_http_methods(["GET", "HEAD", "POST"])
def assign_many(request: HttpRequest) -> HttpResponse:
    """The list; POST shows what would change, and with "write" writes it."""
    user = request.user
    if not isinstance(user, User) or not (may(user, EDIT_PLAN) or may(user, APPROVE_REPORT)):
        raise PermissionDenied("Việc phân công do lãnh đạo đơn vị báo cáo hoặc Văn phòng Đảng ủy làm.")
    plan = scope_of(request).plan
    if plan is None:
        raise NotYet("Chưa có kế hoạch nào.")
    book = HandoverBook(plan, user, timezone.localdate())
    form = HandoverForm(form_data(request), book)
    if request.method != "POST":
        return _list(request, book, form)
    chosen = ticked(book.rows, request.POST)
    if not chosen:
        form.add_error(None, NOTHING_TICKED)
    if not form.is_valid():
        return _list(request, book, form, chosen, status=422)
    if "write" in request.POST:
        return _write(request, book, form, chosen)
    items = [row.item for row in chosen]
    context = {
        "title": "Xem trước phân công",
        "planned": planned(items, book.terms, form.handover),
        "stamps": request.POST.getlist("tick"),
        "form": form,
        "back": request.get_full_path(),
    }
    return render(request, "amendments/assign_preview.html", context)


def _list(
    request: HttpRequest,
    book: HandoverBook,
    form: HandoverForm,
    chosen: list[HandoverRow] | None = None,
    status: int = 200,
) -> HttpResponse:
    chosen_filter = HandoverFilter(request.GET, book)
    rows = [row for row in book.rows if chosen_filter.keeps(row)]
    for row in rows:
        row.ticked = not row.is_own and (request.GET.get("chon") == ALL if chosen is None else row in chosen)
    person = User.objects.filter(pk=chosen_filter.person).first() if chosen_filter.person else None
    context = {
        "title": f"Bàn giao việc của {person}" if person else "Phân công báo cáo",
        "rows": rows,
        "filter": chosen_filter,
        "form": form,
        "person": person,
        "leavers": book.leavers,
        "is_filtered": len(rows) != len(book.rows),
    }
    return render(request, "amendments/assign_many.html", context, status=status)


def _write(
    request: HttpRequest, book: HandoverBook, form: HandoverForm, chosen: list[HandoverRow]
) -> HttpResponse:
    held_by = {row.item.contact_id for row in chosen if row.item.contact_id is not None}
    outcome = hand_over(
        stamps=request.POST.getlist("tick"),
        items=[row.item for row in chosen],
        to=form.handover,
        by=book.user,
        today=timezone.localdate(),
    )
    if outcome.is_stale and not outcome.done:
        fresh = HandoverBook(book.plan, book.user, timezone.localdate())
        for said in outcome.refused:
            form.add_error(None, said)
        return _list(request, fresh, form, ticked(fresh.rows, request.POST), status=409)
    end_of_leaving(held_by)
    messages.success(request, f"Đã phân công {outcome.done} việc.")
    for said in outcome.refused:
        messages.warning(request, said)
    return redirect(request.get_full_path())
