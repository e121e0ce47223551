"""Chỉ tiêu chủ yếu: the office chooses what stands on top of Tổng quan."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from bachdang.accounts.marked_forms import refuse
from bachdang.accounts.models import AuditEvent, User
from bachdang.accounts.roles import EDIT_PLAN, may
from bachdang.amendments.forms.headline_form import Choosable, HeadlineForm
from bachdang.errors import NotYet
from bachdang.scope.scopes import scope_of
from bachdang.ui.form_data import form_data
from indicators.standings import TargetBook
from indicators.terms.headlines import set_headlines, stored_places


@require_http_methods(["GET", "HEAD", "POST"])
def edit_headlines(request: HttpRequest) -> HttpResponse:
    """The choice and the order; its history stands below."""
    user = request.user
    if not isinstance(user, User) or not may(user, EDIT_PLAN):
        raise PermissionDenied("Chỉ tiêu chủ yếu do Văn phòng Đảng ủy chọn.")
    scope = scope_of(request)
    if scope.plan is None:
        raise NotYet("Chưa có kế hoạch nào.")
    choosable = _choosable(TargetBook(scope.plan, scope.quarter))
    form = HeadlineForm(form_data(request), choosable=choosable, stored=stored_places(scope.plan))
    status = 422
    if request.method == "POST" and form.is_valid():
        try:
            seen = form.cleaned_data["seen"]
            changed = set_headlines(plan=scope.plan, places=form.places(), by=user, expected=seen)
        except ValidationError as error:
            status = refuse(form, error)
        else:
            messages.success(request, f"Đã lưu chỉ tiêu chủ yếu: {changed} thay đổi.")
            return redirect(reverse("overview") + scope.query)
    history = AuditEvent.objects.filter(locality=scope.plan.locality_id, verb="set_headline")
    context = {
        "title": "Chỉ tiêu chủ yếu",
        "form": form,
        "history": history.select_related("by__unit")[:20],
    }
    return render(request, "amendments/headlines.html", context, status=status if form.is_bound else 200)


def _choosable(book: TargetBook) -> list[Choosable]:
    """Every indicator that holds in the quarter, once, in the plan's order."""
    rows = {row.indicator.pk: row for row in [*book.rows(), *book.plain_rows()]}
    ordered = sorted(rows.values(), key=lambda row: (row.item.order, row.indicator.pk))
    return [Choosable(row.indicator, row.title) for row in ordered]
