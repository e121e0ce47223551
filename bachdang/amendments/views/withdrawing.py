"""Rút lại: taking back the newest version that a decision made, with a reason."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from bachdang.amendments.forms.ground import ReasonForm
from bachdang.amendments.views.decisions import planner
from bachdang.ui.form_data import form_data
from bachdang.vietnamese.numbers import format_date
from indicators.models import TargetTerms
from indicators.terms.amending import goal_withdrawable, withdraw_target_terms
from plans.models import Terms
from plans.terms.amending import terms_withdrawable, withdraw_terms
from plans.terms.decisions import said


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_item(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back the newest version of an item."""
    user, _, _ = planner(request)
    found = Terms.objects.visible_to(user).filter(decision__isnull=False)
    terms = get_object_or_404(found.select_related("item__plan", "decision"), pk=pk)
    return _page(
        request,
        terms,
        terms.item.code,
        terms_withdrawable(terms),
        lambda reason: withdraw_terms(terms=terms, by=user, reason=reason),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_target(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back the newest version of a target."""
    user, _, _ = planner(request)
    found = TargetTerms.objects.visible_to(user).filter(decision__isnull=False)
    terms = get_object_or_404(found.select_related("target__indicator__item__plan", "decision"), pk=pk)
    return _page(
        request,
        terms,
        f"{terms.target.indicator.item.code} ({terms.target.series})",
        goal_withdrawable(terms),
        lambda reason: withdraw_target_terms(terms=terms, by=user, reason=reason),
    )


def _page(
    request: HttpRequest,
    terms: Terms | TargetTerms,
    code: str,
    refusal: str,
    write: Callable[[str], object],
) -> HttpResponse:
    form = ReasonForm(form_data(request))
    back = reverse("decision_detail", args=[terms.decision_id])
    if request.method == "POST" and form.is_valid():
        try:
            write(form.cleaned_data["reason"])
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, f"Đã rút lại lần điều chỉnh {code}.")
            return redirect(back)
    context = {
        "title": f"Rút lại lần điều chỉnh {code}",
        "terms": terms,
        "effects": [f"Theo {said(terms.decision)}, hiệu lực từ {format_date(terms.valid_from)}."],
        "form": form,
        "back": back,
        "refusal": refusal,
    }
    return render(request, "amendments/withdraw.html", context, status=422 if form.is_bound else 200)
