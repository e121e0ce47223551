"""Quyết định: the list, one decision with what it changed, recording, correcting, its file."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import django_tables2 as tables
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_safe

from bachdang.accounts.models import User
from bachdang.accounts.roles import EDIT_PLAN, may
from bachdang.list_files import Cell, Out
from bachdang.office import cells
from bachdang.office.amending.choosing import choice_groups
from bachdang.office.amending.ground import DecisionForm
from bachdang.office.decisions import DecisionLine, capital_entries, decision_lines
from bachdang.office.filters import RowFilter
from bachdang.office.scope import Scope, scope_of
from bachdang.office.versions import entries_of
from bachdang.office.views.files import file_response
from bachdang.office.views.lists import PlanList
from bachdang.posted import posted, posted_files
from bachdang.spreadsheet import Kind
from bachdang.text import search_terms, without_weak
from plans.decisions import allow, correct_decision, is_used, record_decision
from plans.evidence import suffix_of
from plans.models import Decision, Plan


class DecisionFilter(RowFilter):
    """Decisions by a word of their number, day or subject."""

    class Meta:
        model = Decision
        fields: list[str] = []

    def search(self, queryset: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        wanted = search_terms(value)
        found = {pk: row.folded for pk, row in self.rows.items() if all(one in row.folded for one in wanted)}
        return queryset.filter(pk__in=without_weak(found, wanted))


class DecisionTable(tables.Table):
    number = Cell(
        "plans/cells/decision_number.html",
        out=[Out("Số", 16, "decision__number")],
        verbose_name="Số",
        accessor="decision__number",
    )
    date = Cell(
        "plans/cells/decision_date.html",
        out=[Out("Ngày", 12, "decision__date", Kind.DATE)],
        verbose_name="Ngày",
        accessor="decision__date",
    )
    subject = Cell(
        "plans/cells/decision_subject.html",
        out=[Out("Trích yếu", 56, "decision__subject")],
        accessor="decision__subject",
        verbose_name="Trích yếu",
        default="—",
        orderable=False,
    )
    file = Cell(
        "plans/cells/decision_file.html",
        out=[Out("Đã lưu tệp", 10, cells.decision_file)],
        verbose_name="Tệp",
        accessor="decision__pk",
        orderable=False,
    )
    count = Cell(
        "plans/cells/decision_count.html",
        out=[Out("Số nội dung thay đổi", 12, "count", Kind.NUMBER)],
        number=True,
        verbose_name="Nội dung thay đổi",
        accessor="count",
    )
    since = Cell(
        "plans/cells/decision_since.html",
        out=[Out("Hiệu lực từ", 12, "since", Kind.DATE)],
        verbose_name="Hiệu lực từ",
        accessor="pk",
        orderable=False,
    )

    class Meta:
        attrs = {"class": "table table--lists"}
        orderable = True


class DecisionList(PlanList):
    title = "Quyết định điều chỉnh kế hoạch"
    filterset_class = DecisionFilter
    table_class = DecisionTable
    template_name = "plans/decision_list.html"
    empty_text = "Không có quyết định nào."

    @cached_property
    def all_rows(self) -> dict[int, DecisionLine]:
        return decision_lines(self.plan)

    def get_queryset(self) -> QuerySet[Any]:
        return Decision.objects.visible_to(self.request.user).filter(plan=self.plan)

    def filter_options(self) -> dict[str, Any]:
        return {"rows": self.all_rows, "plan": self.plan}

    def extra_context(self) -> dict[str, Any]:
        return {"noun": "quyết định", "can_plan": may(self.request.user, EDIT_PLAN)}

    def rows(self, queryset: QuerySet[Any]) -> Sequence[DecisionLine]:
        kept = set(queryset.values_list("pk", flat=True))
        return [row for pk, row in self.all_rows.items() if pk in kept]


def planner(request: HttpRequest) -> tuple[User, Scope, Plan]:
    """The person of the Party office, and the plan of the page."""
    user = request.user
    assert isinstance(user, User)
    allow(user)
    scope = scope_of(request)
    if scope.plan is None:
        raise Http404("Chưa có kế hoạch nào.")
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
    form = DecisionForm(posted(request), posted_files(request))
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
    return render(request, "plans/decision_form.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a decision under which nothing was amended yet."""
    user, scope, _ = planner(request)
    decision = decision_of(request, pk)
    initial = {"number": decision.number, "date": decision.date, "subject": decision.subject}
    form = DecisionForm(posted(request), posted_files(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            correct_decision(decision=decision, by=user, **_typed(form))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Đã sửa quyết định.")
            return redirect(reverse("decision_detail", args=[pk]) + scope.query)
    context = {"title": f"Sửa quyết định số {decision.number}", "form": form, "decision": decision}
    return render(request, "plans/decision_form.html", context, status=422 if form.is_bound else 200)


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
    return render(request, "plans/decision_detail.html", context)


@require_safe
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """The decision's file as an attachment, for the people of the locality; named after its number."""
    decision = decision_of(request, pk)
    if decision.upload is None:
        raise Http404("Quyết định này chưa có tệp.")
    name = f"quyet-dinh-{slugify(decision.number.replace('Đ', 'D').replace('đ', 'd')) or decision.pk}"
    return file_response(request, decision.upload, f"{name}.{suffix_of(decision.upload)}")
