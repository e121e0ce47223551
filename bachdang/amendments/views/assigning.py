"""Phân công báo cáo: which unit reports an item, and who is its contact."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from bachdang.accounts.models import Unit, User
from bachdang.accounts.overtaken import mark_of
from bachdang.scope.links import item_url, titled
from bachdang.scope.scopes import scope_of
from bachdang.ui.form_data import form_data
from bachdang.vietnamese.free_text import FreeText
from plans.assigning import check_unchanged, delegate, delegates, may_delegate, set_contact
from plans.models import Item, Terms


class AssignForm(forms.Form):
    """The unit that reports, and a person of that very unit."""

    unit = forms.ModelChoiceField(
        label="Đơn vị báo cáo", queryset=Unit.objects.none(), empty_label="Chọn đơn vị"
    )
    contact = forms.ModelChoiceField(
        label="Cán bộ đầu mối", queryset=User.objects.none(), required=False, empty_label="Chưa phân công"
    )
    reason = FreeText(
        label="Lý do, căn cứ", max_length=500, required=False, help_text="Không nhập bí mật nhà nước."
    )

    seen = forms.CharField(widget=forms.HiddenInput, max_length=20, required=False)

    def __init__(self, *args: Any, item: Item, units: set[int], **kwargs: Any) -> None:
        mark = mark_of(item, "delegate", "set_contact")
        kwargs["initial"] = {"unit": item.reporter_id, "contact": item.contact_id, "seen": mark}
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.filter(pk__in=units).by_name()  # type: ignore[attr-defined]
        people = User.objects.filter(unit__in=units, is_active=True).select_related("unit")
        people = people.order_by("unit__name_key", "name_key", "pk")
        self.fields["contact"].queryset = people  # type: ignore[attr-defined]
        named = [(one.pk, f"{one.full_name} ({one.unit})") for one in people]
        self.fields["contact"].choices = [("", "Chưa phân công"), *named]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        unit, contact = data.get("unit"), data.get("contact")
        if unit and contact and contact.unit_id != unit.pk:
            self.add_error("contact", f"Chọn người của {unit}, hoặc để trống.")
        return data


@require_http_methods(["GET", "HEAD", "POST"])
def assign(request: HttpRequest, code: str) -> HttpResponse:
    """Delegate an item's report, take it back, hand it over to another officer."""
    user = request.user
    items = Item.objects.visible_to(user).select_related("reporter", "contact", "plan")
    item = get_object_or_404(items, code=code, plan=scope_of(request).plan)
    check_unchanged(item, request.POST.get("seen"))
    if not isinstance(user, User) or not may_delegate(item, user):
        raise PermissionDenied("Việc phân công do lãnh đạo đơn vị báo cáo hoặc Văn phòng Đảng ủy làm.")
    form = AssignForm(form_data(request), item=item, units=delegates(item, user))
    if request.method == "POST" and form.is_valid():
        try:
            _write(item, form.cleaned_data, user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"Đã phân công {code}: {form.cleaned_data['unit']}.")
            return redirect(item_url(item))
    terms = Terms.objects.valid_on(timezone.localdate()).filter(item=item).first()
    named = terms.title if terms else code
    context = {
        "title": titled(f"Phân công báo cáo {code}", named),
        "named": named,
        "item": item,
        "form": form,
        "back": item_url(item),
    }
    return render(request, "amendments/assign.html", context, status=422 if form.is_bound else 200)


@transaction.atomic
def _write(item: Item, data: dict[str, Any], user: User) -> None:
    locked = (
        Item.objects.select_for_update(of=("self",)).select_related("reporter", "contact").get(pk=item.pk)
    )
    check_unchanged(locked, data["seen"])
    moved = delegate(item=item, unit=data["unit"], by=user, reason=data["reason"])
    set_contact(item=moved, contact=data["contact"], by=user, reason=data["reason"])
