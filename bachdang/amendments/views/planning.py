"""What the Party office enters about targets: baselines, and the plan figures of years and quarters."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from bachdang.accounts.marked_forms import refuse
from bachdang.accounts.models import User
from bachdang.accounts.roles import EDIT_PLAN, may
from bachdang.scope.guards import item_scope
from bachdang.scope.scopes import scope_of
from bachdang.ui.form_data import form_data
from indicators.models import Baseline, Indicator, Target
from indicators.standings import TargetBook
from indicators.terms.baselines import set_baseline
from indicators.terms.planning import StaleFigures, set_plan_figures, stored_plan_figures, takes_plan_figures
from indicators.terms.planning_forms import BaselineForm, PlanFiguresForm


def _allow(request: HttpRequest) -> User:
    user = request.user
    if not isinstance(user, User) or not may(user, EDIT_PLAN):
        raise PermissionDenied("Số gốc và kế hoạch năm do Văn phòng Đảng ủy nhập.")
    return user


@require_http_methods(["GET", "HEAD", "POST"])
def edit_plan_figures(request: HttpRequest, code: str, series: str) -> HttpResponse:
    """Kế hoạch năm, quý of one target, as accumulated figures."""
    user = _allow(request)
    targets = Target.objects.visible_to(user).select_related("indicator__item__plan")
    found = {"indicator__item__code": code, "series": series}
    target = get_object_or_404(targets, indicator__item__plan=scope_of(request).plan, **found)
    scope, plan = item_scope(request, target.indicator.item)
    book = TargetBook(plan, scope.quarter, indicators=[target.indicator_id])
    row = next((one for one in book.rows() if one.pk == target.pk), None)
    if row is None or not takes_plan_figures(target.indicator, row.terms):
        raise Http404("Mục tiêu này không có kế hoạch năm.")
    form = PlanFiguresForm(
        form_data(request),
        indicator=target.indicator,
        terms=row.terms,
        stored=stored_plan_figures(target),
    )
    status = 422
    if request.method == "POST" and form.is_valid():
        try:
            changed = set_plan_figures(
                target=target,
                terms=row.terms,
                figures=form.figures(),
                by=user,
                expected=form.cleaned_data["seen"],
            )
        except ValidationError as error:
            status = refuse(form, error)
        else:
            messages.success(request, f"Đã lưu kế hoạch năm, quý: {changed} ô thay đổi.")
            return redirect(reverse("indicator_detail", args=[code]) + scope.query)
    context = {"form": form, "row": row, "indicator": target.indicator, "title": row.title}
    return render(
        request, "amendments/plan_figures_form.html", context, status=status if form.is_bound else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
def edit_baseline(request: HttpRequest, code: str) -> HttpResponse:
    """Số gốc: the value before the plan, with its day and source."""
    user = _allow(request)
    indicators = Indicator.objects.visible_to(user).filter(derived_rule="").select_related("item__plan")
    indicator = get_object_or_404(indicators, item__code=code, item__plan=scope_of(request).plan)
    scope, plan = item_scope(request, indicator.item)
    stored = Baseline.objects.filter(indicator=indicator).first()
    status = 422
    removing = request.method == "POST" and "remove" in request.POST
    form = BaselineForm(form_data(request), indicator=indicator, stored=stored)
    if removing:
        for name in set(form.fields) - {"reason", "seen"}:
            form.fields[name].required = False
    if request.method == "POST" and (form.is_valid() or (removing and "seen" in form.cleaned_data)):
        try:
            set_baseline(
                indicator=indicator,
                new=None if removing else form.baseline(),
                by=user,
                expected=form.cleaned_data["seen"],
                reason=form.cleaned_data.get("reason", ""),
            )
        except ValidationError as error:
            form.errors.clear()
            # By field an error would look for boxes that the form may lack.
            stale = isinstance(error, StaleFigures)
            status = refuse(form, error if stale else ValidationError(error.messages))
        else:
            messages.success(request, "Đã bỏ số gốc." if removing else "Đã lưu số gốc.")
            return redirect(reverse("indicator_detail", args=[code]) + scope.query)
    rows = TargetBook(plan, scope.quarter, indicators=[indicator.pk]).rows()
    context = {
        "form": form,
        "indicator": indicator,
        "stored": stored,
        "rows": rows,
        "title": rows[0].title if rows else code,
    }
    return render(request, "amendments/baseline_form.html", context, status=status if form.is_bound else 200)
