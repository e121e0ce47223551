"""/bat-dau/ke-hoach/: whose plan it is: one of the product's, a plan file, Word, or an empty one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from bachdang.accounts.localities import may_found
from bachdang.accounts.models import User
from bachdang.accounts.roles import SET_UP, may
from bachdang.errors import NotYet
from bachdang.planfile.errors import PlanFileError
from bachdang.planfile.load import load_plan_text
from bachdang.planfile.reading import text_of
from bachdang.planfile.starting import start_plan
from bachdang.setup.beginning.archiving import put_away, use_again
from bachdang.setup.beginning.forms import EmptyPlanForm, PlanFileForm, ShippedForm
from bachdang.setup.beginning.shipped import shipped_for, shipped_plans
from bachdang.ui.form_data import form_data, form_files
from plans.models import Plan

MOST_FAULTS = 60
SHIPPED, FILE, EMPTY = "co-san", "tep", "trong"
"""What the pressed button says."""


def allow(request: HttpRequest) -> User:
    user = request.user
    if not isinstance(user, User) or not may(user, SET_UP):
        raise PermissionDenied("Kế hoạch do Văn phòng Đảng ủy hoặc quản trị hệ thống đưa vào.")
    if user.unit is None and not may_found(user):
        raise NotYet("Tài khoản chưa thuộc đơn vị nào. Quản trị hệ thống gắn tài khoản vào một đơn vị.")
    return user


def ways(request: HttpRequest, user: User) -> dict[str, forms.Form]:
    """The forms, of which the one that was sent is bound."""
    way = request.POST.get("cach", "")
    data = {name: form_data(request) if name == way else None for name in (SHIPPED, FILE, EMPTY)}
    return {
        SHIPPED: ShippedForm(data[SHIPPED], plans=shipped_for(user.unit.locality if user.unit else None)),
        FILE: PlanFileForm(data[FILE], form_files(request) if way == FILE else None),
        EMPTY: EmptyPlanForm(data[EMPTY]),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def choose_plan(request: HttpRequest) -> HttpResponse:
    """The ways to a plan; POST goes one of them, all or nothing."""
    user = allow(request)
    found = ways(request, user)
    sent = found.get(request.POST.get("cach", ""))
    faults: list[str] = []
    if request.method == "POST" and sent is not None and sent.is_valid():
        try:
            plan = _begin(sent, user)
        except PlanFileError as error:
            faults = [str(one) for one in error.faults]
        except ValidationError as error:
            sent.add_error("code", error)
        else:
            messages.success(request, f"Đã có kế hoạch {plan.code}.")
            return redirect(f"{reverse('beginning')}?ke-hoach={plan.code}")
    elif request.method == "POST" and sent is None:
        faults = ["Chưa chọn cách đưa kế hoạch vào."]
    return _page(request, user, found, faults)


@require_POST
def archive_plan(request: HttpRequest, code: str) -> HttpResponse:
    """Put a plan away, or use it again."""
    user = allow(request)
    plan = get_object_or_404(Plan.objects.visible_to(user), code=code)
    if request.POST.get("viec") == "dung-lai":
        changed, said = use_again(plan=plan, by=user), f"Dùng lại kế hoạch {plan.code}."
    else:
        changed, said = put_away(plan=plan, by=user), f"Đã cất kế hoạch {plan.code}; không mất gì."
    messages.success(request, said if changed else "Không có thay đổi.")
    return redirect("choose_plan")


def _page(request: HttpRequest, user: User, found: dict[str, forms.Form], faults: list[str]) -> HttpResponse:
    plans = Plan.objects.visible_to(user).order_by("-starts", "pk")
    context: dict[str, Any] = {
        "title": "Kế hoạch",
        "shipped": found[SHIPPED],
        "file": found[FILE],
        "empty": found[EMPTY],
        "faults": faults[:MOST_FAULTS],
        "more_faults": max(len(faults) - MOST_FAULTS, 0),
        "founding": user.unit is None,
        "ships": bool(shipped_for(user.unit.locality if user.unit else None)),
        "plans": plans,
    }
    wrong = faults or any(form.errors for form in found.values())
    return render(request, "setup/plans.html", context, status=422 if wrong else 200)


def _begin(form: forms.Form, user: User) -> Plan:
    """Raises PlanFileError, or ValidationError for an empty plan; then nothing is written."""
    given = form.cleaned_data
    if isinstance(form, EmptyPlanForm):
        if user.unit is None:
            raise ValidationError("Ghi địa phương trước, rồi lập kế hoạch.")
        return start_plan(locality=user.unit.locality, by=user, **given)
    if isinstance(form, PlanFileForm):
        return load_plan_text(text_of(given["file"].read()), by=user).plan
    path = next(one.path for one in shipped_plans() if one.name == given["shipped"])
    return load_plan_text(path.read_text("utf-8"), by=user).plan
