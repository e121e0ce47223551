"""Mốc của nhiệm vụ, dự án: the list of one item's milestones with the form of a new or a changed one."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from bachdang.accounts.models import User
from bachdang.scope.links import item_url
from bachdang.scope.scopes import scope_of
from bachdang.ui.form_data import form_data
from bachdang.vietnamese.fields import DayField
from bachdang.vietnamese.free_text import FreeText
from plans.milestones import STEPPED_KINDS, drop_milestone, may_set_milestones, set_milestone
from plans.models import Item, Milestone, Terms


class MilestoneForm(forms.Form):
    title = FreeText(label="Nội dung mốc", max_length=300, help_text="Không nhập bí mật nhà nước.")
    due = DayField(label="Thời hạn", help_text="Ngày/tháng/năm, ví dụ 30/9/2026")
    contractor = FreeText(label="Nhà thầu, người thực hiện", max_length=200, required=False)


@require_http_methods(["GET", "HEAD", "POST"])
def milestones(request: HttpRequest, code: str, pk: int | None = None) -> HttpResponse:
    """The milestones of a task or project; POST adds one, changes the one named, or drops it (`drop`)."""
    user, scope = request.user, scope_of(request)
    items = Item.objects.visible_to(user).select_related("plan", "reporter", "clause")
    item = get_object_or_404(items, code=code, plan=scope.plan, kind__in=STEPPED_KINDS)
    if not isinstance(user, User) or not may_set_milestones(item, user):
        raise PermissionDenied("Mốc do đơn vị báo cáo việc này hoặc Văn phòng Đảng ủy ghi.")
    found = Milestone.objects.visible_to(user).filter(item=item)
    chosen = get_object_or_404(found.select_related("item__plan"), pk=pk) if pk else None
    initial = {"title": chosen.title, "due": chosen.due, "contractor": chosen.contractor} if chosen else None
    form = MilestoneForm(form_data(request), initial=initial)
    if request.method == "POST" and (said := _write(form, item, chosen, user, "drop" in request.POST)):
        messages.success(request, said)
        return redirect(reverse("milestones", args=[code]) + scope.query)
    terms = Terms.objects.valid_on(scope.ends).filter(item=item).first()
    context = {
        "title": f"Mốc của {code}",
        "named": terms.title if terms else code,
        "item": item,
        "milestones": found.order_by("due", "pk"),
        "chosen": chosen,
        "form": form,
        "back": item_url(item) + scope.query,
    }
    return render(request, "reporting/milestones.html", context, status=422 if form.is_bound else 200)


def _write(form: MilestoneForm, item: Item, chosen: Milestone | None, user: User, drops: bool) -> str:
    """What was done, in words; "" with the fault in the form."""
    try:
        if drops and chosen is not None:
            drop_milestone(milestone=chosen, by=user)
            return "Đã bỏ mốc."
        if form.is_valid():
            made = set_milestone(item=item, milestone=chosen, by=user, **form.cleaned_data)
            return f"Đã lưu mốc “{made.title}”."
    except ValidationError as error:
        form.add_error(None, error)
    return ""
