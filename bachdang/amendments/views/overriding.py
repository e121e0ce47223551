"""Đánh giá của Văn phòng: the page that sets or lifts the office's own verdict."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from bachdang.accounts.models import User
from bachdang.amendments.overriding import lift_override, may_override, set_override, status_words
from bachdang.scope.links import item_url, titled
from bachdang.scope.scopes import scope_of
from bachdang.ui.form_data import form_data
from bachdang.vietnamese.free_text import FreeText
from indicators.models import Target
from plans.models import Item, ItemKind, Override, Terms


class OverrideForm(forms.Form):
    status = forms.ChoiceField(label="Văn phòng đánh giá")
    reason = FreeText(
        label="Lý do",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Được hiện cùng đánh giá trên màn hình và trong báo cáo. Không nhập bí mật nhà nước.",
    )

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["status"].choices = [("", "—"), *status_words(kind).items()]  # type: ignore[attr-defined]


def _item(request: HttpRequest, code: str, series: str) -> Item:
    """The item, with the target that the address names; 404 for one that does not exist."""
    items = Item.objects.visible_to(request.user).select_related("plan", "reporter", "clause")
    item: Item = get_object_or_404(items, code=code, plan=scope_of(request).plan)
    named = Target.objects.filter(indicator=item.pk, series=series).exists() if series else False
    if named != (item.kind == ItemKind.INDICATOR):
        raise Http404("Không có mục tiêu này.")
    return item


@require_http_methods(["GET", "HEAD", "POST"])
def override(request: HttpRequest, code: str, series: str = "") -> HttpResponse:
    """GET shows the verdict that stands; POST sets one, or lifts it (`lift`)."""
    user, scope = request.user, scope_of(request)
    item = _item(request, code, series)
    if not isinstance(user, User) or not may_override(item, user):
        raise PermissionDenied("Chỉ Văn phòng Đảng ủy ghi đánh giá của Văn phòng.")
    if scope.period is None:
        raise Http404("Chưa mở kỳ báo cáo nào.")
    standing = Override.objects.filter(item=item, series=series, period=scope.period).first()
    initial = {"status": standing.status, "reason": standing.reason} if standing else None
    form = OverrideForm(form_data(request), kind=item.kind, initial=initial)
    lifts = "lift" in request.POST and standing is not None
    if request.method == "POST" and (lifts or form.is_valid()):
        try:
            if lifts and standing is not None:
                lift_override(override=standing, by=user)
            else:
                set_override(item=item, period=scope.period, series=series, by=user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            said = "Đã bỏ đánh giá của Văn phòng." if lifts else "Đã ghi đánh giá của Văn phòng."
            messages.success(request, f"{said} {code}, {scope.period.label}.")
            return redirect(item_url(item) + scope.query)
    terms = Terms.objects.valid_on(scope.ends).filter(item=item).first()
    named = terms.title if terms else code
    context = {
        "title": titled(f"Văn phòng đánh giá {code}", named),
        "named": named,
        "item": item,
        "standing": standing,
        "form": form,
        "back": item_url(item) + scope.query,
    }
    return render(request, "amendments/override.html", context, status=422 if form.is_bound else 200)
