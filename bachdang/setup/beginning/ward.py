"""/bat-dau/dia-phuong/: which ward it is, and on whose paper its reports are written."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from bachdang.accounts.localities import found_ward, may_found, rename_ward
from bachdang.accounts.models import Locality, User
from bachdang.errors import NotYet
from bachdang.scope.scopes import scope_of
from bachdang.setup.allowing import allow
from bachdang.setup.beginning.forms import WardForm
from bachdang.setup.beginning.letterheads import set_letterhead
from bachdang.setup.beginning.official import provinces
from bachdang.ui.form_data import form_data
from plans.models import Plan


@require_http_methods(["GET", "HEAD", "POST"])
def edit_ward(request: HttpRequest) -> HttpResponse:
    """The ward as it is called; on an empty site the one that is to be."""
    user = allow(request)
    if user.unit is None and not may_found(user):
        raise NotYet("Tài khoản chưa thuộc đơn vị nào. Quản trị hệ thống gắn tài khoản vào một đơn vị.")
    locality = user.unit.locality if user.unit else None
    plan = scope_of(request).plan
    form = WardForm(form_data(request), locality=locality, plan=plan)
    if request.method == "POST" and form.is_valid():
        _write(request, form, user, locality, plan)
        return redirect(reverse("beginning") + scope_of(request).query)
    context = {"title": "Địa phương", "form": form, "provinces": provinces(), "founding": locality is None}
    return render(request, "setup/ward.html", context, status=422 if form.errors else 200)


def _write(
    request: HttpRequest, form: WardForm, user: User, locality: Locality | None, plan: Plan | None
) -> None:
    name, province = form.cleaned_data["ward"], form.cleaned_data["province"]
    if locality is None:
        found_ward(name=name, province=province, by=user)
        changed = True
    else:
        changed = rename_ward(locality=locality, name=name, province=province, by=user)
    if plan is not None:
        changed |= set_letterhead(plan=plan, letterhead=form.cleaned_data["letterhead"], by=user)
    messages.success(request, f"Đã lưu: {name}, {province}." if changed else "Không có thay đổi.")
    if changed and form.unlisted:
        messages.warning(request, f"“{name}” không có trong danh mục của {province}; đã ghi như bạn gõ.")
