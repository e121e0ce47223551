"""Quyết định: the list, one decision with what it changed, recording, correcting, its file."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_safe

from bachdang.accounts.models import User
from bachdang.accounts.roles import EDIT_PLAN, may
from bachdang.amendments.decisions import capital_entries
from bachdang.amendments.forms.choosing import choice_groups
from bachdang.amendments.forms.ground import DecisionForm
from bachdang.amendments.versions import entries_of
from bachdang.errors import NotYet
from bachdang.reporting.views.files import file_response
from bachdang.scope.scopes import Scope, scope_of
from bachdang.ui.form_data import form_data, form_files
from plans.evidence import suffix_of
from plans.models import Decision, Plan
from plans.terms.decisions import allow, correct_decision, is_used, record_decision


def planner(request: HttpRequest) -> tuple[User, Scope, Plan]:
    """The person of the Party office, and the plan of the page."""
    user = request.user
    assert isinstance(user, User)
    allow(user)
    scope = scope_of(request)
    if scope.plan is None:
        raise NotYet("Chưa có kế hoạch nào.")
    return user, scope, scope.plan


def decision_of(request: HttpRequest, pk: int) -> Decision:
    """A decision of the request's plan, seen by the people of its locality."""
    found = Decision.objects.visible_to(request.user).filter(plan=scope_of(request).plan)
    rows = found.select_related("plan", "upload", "recorded_by__unit")
    decision: Decision = get_object_or_404(rows, pk=pk)
    return decision


def _typed(form: DecisionForm) -> dict[str, Any]:
    data = dict(form.cleaned_data)
    file = data.pop("file")
    return {**data, "file": (file.name, file.read()) if file else None}


@require_http_methods(["GET", "HEAD", "POST"])
def record(request: HttpRequest) -> HttpResponse:
    """Record a decision: number, day, subject, file."""
    user, scope, plan = planner(request)
    form = DecisionForm(form_data(request), form_files(request))
    if request.method == "POST" and form.is_valid():
        try:
            decision = record_decision(plan=plan, by=user, **_typed(form))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(
                request, f"Đã ghi quyết định số {decision.number}. Chọn nội dung cần điều chỉnh."
            )
            return redirect(reverse("decision_detail", args=[decision.pk]) + scope.query)
    context = {"title": "Ghi quyết định", "form": form}
    return render(request, "amendments/decision_form.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a decision under which nothing was amended yet."""
    user, scope, _ = planner(request)
    decision = decision_of(request, pk)
    initial = {"number": decision.number, "date": decision.date, "subject": decision.subject}
    form = DecisionForm(form_data(request), form_files(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            correct_decision(decision=decision, by=user, **_typed(form))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Đã sửa quyết định.")
            return redirect(reverse("decision_detail", args=[pk]) + scope.query)
    context = {"title": f"Sửa quyết định số {decision.number}", "form": form, "decision": decision}
    return render(request, "amendments/decision_form.html", context, status=422 if form.is_bound else 200)


@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What one decision changed, field by field; for the office the ways to amend under it."""
    decision = decision_of(request, pk)
    can_plan = may(request.user, EDIT_PLAN)
    entries, capital = entries_of(decision), capital_entries(decision)
    context = {
        "title": f"Quyết định số {decision.number}",
        "decision": decision,
        "suffix": suffix_of(decision.upload) if decision.upload else "",
        "entries": entries,
        "capital": capital,
        "can_plan": can_plan,
        "can_correct": can_plan and not is_used(decision),
        "choices": choice_groups(decision.plan) if can_plan else [],
    }
    return render(request, "amendments/decision_detail.html", context)


@require_safe
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """The decision's file as an attachment, for the people of the locality; named after its number."""
    decision = decision_of(request, pk)
    if decision.upload is None:
        raise Http404("Quyết định này chưa có tệp.")
    name = f"quyet-dinh-{slugify(decision.number.replace('Đ', 'D').replace('đ', 'd')) or decision.pk}"
    return file_response(request, decision.upload, f"{name}.{suffix_of(decision.upload)}")
