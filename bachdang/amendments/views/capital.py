"""Vốn dự án: what decisions say of the money of a project, and sums in words while one types."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.views.decorators.http import require_http_methods, require_safe

from bachdang.accounts.models import User
from bachdang.amendments.forms.capital_form import CapitalForm
from bachdang.reporting.money_form import Words
from bachdang.scope.guards import item_scope
from bachdang.scope.scopes import Scope, scope_of
from bachdang.standing.money import newest_ledger
from bachdang.ui.form_data import form_data
from bachdang.vietnamese.money import exact_text, in_words
from plans.models import Plan, Terms
from projects.actions import may_set_capital, set_capital
from projects.models import Project


@require_http_methods(["GET", "HEAD", "POST"])
def edit_capital(request: HttpRequest, code: str) -> HttpResponse:
    """Total investment, medium-term capital and the plan of a year (?nam=) under one decision."""
    projects = Project.objects.visible_to(request.user).select_related("item__plan", "item__reporter")
    project = get_object_or_404(projects, item__code=code, item__plan=scope_of(request).plan)
    scope, plan = item_scope(request, project.item)
    if not isinstance(request.user, User) or not may_set_capital(project.item, request.user):
        raise PermissionDenied("Vốn dự án do Văn phòng Đảng ủy hoặc đơn vị báo cáo dự án ghi.")
    year = _year(request, scope, plan)
    ledger = newest_ledger(scope, project)
    form = CapitalForm(form_data(request), plan=plan, ledger=ledger, year=year)
    if form.is_valid() and _save(request, form, project):
        return redirect(reverse("project_detail", args=[code]) + scope.query)
    terms = Terms.objects.valid_on(scope.ends).filter(item=project.item).first()
    context = {
        "form": form,
        "project": project,
        "title": terms.title if terms else code,
        "year": year,
        "years": range(plan.starts.year, plan.ends.year + 1),
    }
    return render(request, "amendments/capital_form.html", context, status=422 if form.is_bound else 200)


def _year(request: HttpRequest, scope: Scope, plan: Plan) -> int:
    """The year whose plan is entered: the quarter's own unless the address says another of the plan."""
    typed = request.GET.get("nam", str(scope.quarter.year))
    years = range(plan.starts.year, plan.ends.year + 1)
    if not typed.isascii() or not typed.isdigit() or int(typed) not in years:
        raise Http404("Năm này nằm ngoài kế hoạch.")
    return int(typed)


def _save(request: HttpRequest, form: CapitalForm, project: Project) -> bool:
    decision, capital = form.chosen_decision(), form.capital()
    assert decision is not None
    try:
        set_capital(
            project=project,
            decision=decision,
            valid_from=form.valid_day(),
            capital=capital,
            by=cast(User, request.user),
            seen=form.cleaned_data["seen"],
            today=timezone.localdate(),
        )
    except ValidationError as error:
        form.add_error(None, error)
        return False
    for part, shares in capital.items():
        whole = sum(shares.values())
        messages.success(request, f"Đã ghi {part.label}: {exact_text(whole)} ({in_words(whole)}).")
    return True


@require_safe
def money_words(request: HttpRequest) -> HttpResponse:
    """The sum of one box in words, asked for while a person types; `o` names the box."""
    typed = request.GET.get(request.GET.get("o", ""), "")
    return HttpResponse(escape(Words(typed[:60], request.GET.get("unit", "")).text()))
