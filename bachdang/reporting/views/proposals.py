"""Kiến nghị: what units asked of whom, and what was decided."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from bachdang.accounts.models import Unit, User
from bachdang.accounts.overtaken import mark_of
from bachdang.accounts.roles import ACCEPT_REPORT, may
from bachdang.errors import NotYet
from bachdang.scope.links import item_url
from bachdang.scope.scopes import scope_of
from bachdang.spreadsheet import Kind
from bachdang.standing.filters import programme_choices
from bachdang.ui.form_data import form_data
from bachdang.ui.list_files import Out, list_file, wants_file
from bachdang.ui.lists import filters_in_words
from bachdang.vietnamese.free_text import FreeText
from plans.models import Item, Plan, Proposal
from plans.proposals import StaleDecision, decide_proposal

PER_PAGE = 50
OUT = [
    Out("Mã", 13, "report__item__code"),
    Out("Chỉ tiêu, nhiệm vụ, dự án", 40, "report__item__clause__text"),
    Out("Kiến nghị", 56, "text"),
    Out("Đơn vị kiến nghị", 26, "report__unit"),
    Out("Gửi tới", 26, lambda one: one.to or "Chưa nêu"),
    Out("Kỳ", 12, "report__period__label"),
    Out("Tình trạng", 16, lambda one: "Đã giải quyết" if one.decided_at else "Chờ giải quyết"),
    Out("Ý kiến giải quyết", 44, "decision"),
    Out("Người ghi", 24, "decided_by"),
    Out("Ghi lúc", 17, "decided_at", Kind.DATE),
    Out("Kết quả", 36, "result"),
]


class ProposalFilter(forms.Form):
    state = forms.ChoiceField(
        label="Tình trạng", required=False,
        choices=[("", "Tất cả"), ("cho", "Chờ giải quyết"), ("xong", "Đã giải quyết")],
    )  # fmt: skip
    unit = forms.ModelChoiceField(
        label="Đơn vị kiến nghị", queryset=Unit.objects.none(), required=False, to_field_name="code",
        empty_label="Tất cả",
    )  # fmt: skip

    programme = forms.ChoiceField(label="Chương trình, nhiệm vụ", required=False)

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "Tất cả"), *programme_choices(plan)]
        self.fields["programme"].choices = choices  # type: ignore[attr-defined]
        asked = Proposal.objects.filter(report__period__plan=plan).values("report__unit")
        named = Q(pk__in=asked) | Q(pk__in=Item.objects.filter(plan=plan).values("reporter"))
        units = Unit.objects.filter(named, locality=plan.locality_id).by_name()
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]

    def apply(self, rows: QuerySet[Proposal]) -> QuerySet[Proposal]:
        data = self.cleaned_data if self.is_valid() else {}
        if data.get("state"):
            rows = rows.filter(decided_at__isnull=data["state"] == "cho")
        if data.get("programme"):
            code = data["programme"]
            rows = rows.filter(Q(report__item__code=code) | Q(report__item__parent__code=code))
        return rows.filter(report__unit=data["unit"]) if data.get("unit") else rows


class DecideForm(forms.Form):
    decision = FreeText(
        label="Ý kiến giải quyết", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Cơ quan nào, văn bản nào, nội dung. Không nhập bí mật nhà nước.",
    )  # fmt: skip
    result = FreeText(
        label="Kết quả", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Ghi khi đã có. Không nhập bí mật nhà nước.",
    )  # fmt: skip
    seen = forms.CharField(widget=forms.HiddenInput, max_length=20, required=False)


@require_safe
def proposals(request: HttpRequest) -> HttpResponse:
    """Proposals of counted reports, those that wait first."""
    scope = scope_of(request)
    if scope.plan is None:
        raise NotYet("Chưa có kế hoạch nào.")
    rows = (
        Proposal.objects.visible_to(request.user)
        .filter(report__period__plan=scope.plan, report__counted=True)
        .select_related("report__item__clause", "report__unit", "report__period", "to", "decided_by")
        .order_by("decided_at", "report__period__year", "report__period__quarter", "pk")
    )
    filters = ProposalFilter(request.GET, plan=scope.plan)
    if wants_file(request):
        return list_file(
            "Kiến nghị",
            OUT,
            filters.apply(rows),
            filters=filters_in_words(filters),
            notes=scope.notes,
            slug=str(scope.quarter),
        )
    page = Paginator(filters.apply(rows), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "title": "Kiến nghị",
        "page": page,
        "rows": [(one, item_url(one.report.item)) for one in page.object_list],
        "filter_form": filters,
        "can_decide": may(request.user, ACCEPT_REPORT),
    }
    return render(request, "reporting/proposals.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """The office records what the body decided and what came of it."""
    user = request.user
    found = Proposal.objects.visible_to(user).filter(report__counted=True)
    proposal = get_object_or_404(found.select_related("report__item", "report__unit", "to"), pk=pk)
    if not isinstance(user, User) or not may(user, ACCEPT_REPORT):
        raise PermissionDenied("Ý kiến giải quyết do Văn phòng Đảng ủy ghi.")
    initial = {"decision": proposal.decision, "result": proposal.result, "seen": mark_of(proposal)}
    form, status = DecideForm(form_data(request), initial=initial), 422
    if request.method == "POST" and form.is_valid():
        try:
            decide_proposal(proposal=proposal, by=user, **form.cleaned_data)
        except StaleDecision as error:
            form.add_error(None, error)
            form.data, status = {**request.POST.dict(), "seen": mark_of(proposal)}, 409
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Đã ghi ý kiến giải quyết.")
            return redirect(reverse("proposals") + scope_of(request).query)
    context = {"title": "Ý kiến giải quyết kiến nghị", "proposal": proposal, "form": form}
    return render(request, "reporting/proposal.html", context, status=status if form.is_bound else 200)
