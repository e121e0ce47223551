"""Every component of templates/components/ in every state, drawn by the real templates and tags."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bachdang.accounts.models import User
from bachdang.dashboard.charts import Bar, as_json, status_by_group
from bachdang.guide import sample_forms, samples
from bachdang.ui.drawings import chart_height


def _allow(request: HttpRequest) -> None:
    """Those who look after the site: the Party office and the administrators."""
    assert isinstance(request.user, User)
    if not request.user.is_staff:
        raise PermissionDenied("Trang này dành cho Văn phòng Đảng ủy và quản trị hệ thống.")


@require_safe
def design(request: HttpRequest) -> HttpResponse:
    _allow(request)
    context = {
        "title": "Mẫu giao diện",
        "samples": samples,
        "six": [samples.answers(clear) for clear in range(7)],
        "chart_height": chart_height(len(samples.GROUPS), legend=True),
        "controls": sample_forms.controls(),
        "refused": sample_forms.refused(),
        "reason": sample_forms.ReasonForm(auto_id="reason_%s"),
        "filters": sample_forms.SampleFilter(auto_id="filter_%s"),
        "chosen": {"form": sample_forms.chosen()},
        "lists": sample_forms.lists(request),
    }
    return render(request, "guide/design.html", context)


@require_safe
def sample_chart(request: HttpRequest) -> JsonResponse:
    """Figure data of the sample chart."""
    _allow(request)
    bars = [Bar(label=label, counts=counts, links={}) for label, counts in samples.GROUPS.items()]
    return JsonResponse(as_json(status_by_group(bars)))
