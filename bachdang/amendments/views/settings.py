"""Thiết lập kế hoạch: what the office keeps of the plan itself."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from bachdang.accounts.marked_forms import refuse
from bachdang.accounts.models import AuditEvent, User
from bachdang.accounts.overtaken import mark_of
from bachdang.accounts.roles import EDIT_PLAN, may
from bachdang.amendments.forms.settings_form import PlanSettingsForm
from bachdang.scope.scopes import scope_of
from bachdang.ui.form_data import form_data
from indicators.terms.plan_settings import set_plan_settings


@require_http_methods(["GET", "HEAD", "POST"])
def edit_settings(request: HttpRequest) -> HttpResponse:
    """Name, number, bands and the names of the axes; their history stands below."""
    user = request.user
    if not isinstance(user, User) or not may(user, EDIT_PLAN):
        raise PermissionDenied("Thiết lập kế hoạch do Văn phòng Đảng ủy sửa.")
    scope = scope_of(request)
    if scope.plan is None:
        raise Http404("Chưa có kế hoạch nào.")
    form = PlanSettingsForm(form_data(request), plan=scope.plan, seen=mark_of(scope.plan, "change"))
    status = 422
    if form.is_valid():
        values = form.cleaned_data
        try:
            changed = set_plan_settings(
                plan=scope.plan, values=values, labels=form.labels(), by=user, seen=values["seen"]
            )
        except ValidationError as error:
            status = refuse(form, error)
        else:
            messages.success(request, "Đã lưu thiết lập kế hoạch." if changed else "Không có gì thay đổi.")
            return redirect(reverse("plan_tree") + scope.query)
    history = AuditEvent.objects.filter(subject=f"plans.plan:{scope.plan.pk}", verb="change")
    context = {
        "title": "Thiết lập kế hoạch",
        "form": form,
        "plan": scope.plan,
        "history": history.select_related("by__unit")[:20],
    }
    return render(request, "amendments/settings.html", context, status=status if form.is_bound else 200)
