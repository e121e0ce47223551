"""Trao đổi on the page of a report: said, taken back."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from bachdang.accounts.models import User
from bachdang.reporting.comments import add_comment, may_comment, people_to_mention, withdraw_comment
from bachdang.reporting.readable import readable_item
from bachdang.reporting.views.my_work import round_of
from bachdang.reporting.views.refused import made_of, refused
from bachdang.vietnamese.free_text import FreeText
from plans.models import Comment, Item, Period


class CommentForm(forms.Form):
    text = FreeText(
        label="Nội dung", max_length=2000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Không nhập bí mật nhà nước.", error_messages={"required": "Ghi nội dung trao đổi."},
    )  # fmt: skip
    mentioned = forms.ModelMultipleChoiceField(
        label="Nhắc tên",
        queryset=User.objects.none(),
        to_field_name="username",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Người được nhắc tên nhận thông báo.",
    )

    def __init__(self, *args: Any, item: Item, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Beside the report's own boxes, which may have the same names.
        self.auto_id = "comment_%s"
        field = self.fields["mentioned"]
        field.queryset = people_to_mention(item, user)  # type: ignore[attr-defined]
        field.label_from_instance = lambda one: f"{one} ({one.unit})"  # type: ignore[attr-defined]


def comments_context(request: HttpRequest, item: Item, period: Period) -> dict[str, Any]:
    """What was said about an item in a round, and the form to say something."""
    user = request.user
    if not isinstance(user, User):
        return {}
    rows = Comment.objects.readable_by(user).filter(item=item, period=period)
    allowed = item.reporter_id is not None and may_comment(item, user)
    return {
        "comments": rows.select_related("by__unit").prefetch_related("mentioned"),
        "comment_form": CommentForm(item=item, user=user) if allowed else None,
    }


@require_POST
def comment(request: HttpRequest, code: str) -> HttpResponse:
    """Say something about a report."""
    _, plan, period = round_of(request)
    item = readable_item(request, code, plan)
    user = request.user
    assert isinstance(user, User)
    back = f"{reverse('report_form', args=[code])}?ky={period.slug}"
    form = CommentForm(request.POST, item=item, user=user)
    made = made_of(form, partial(add_comment, item=item, period=period, by=user))
    if made is None:
        return refused(request, form, title=f"Trao đổi về báo cáo {code}", action="Gửi", back=back)
    messages.success(request, "Đã gửi lời trao đổi.")
    return redirect(f"{back}#trao-doi-{made.pk}")


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back one's own words."""
    rows = Comment.objects.readable_by(request.user).select_related("item", "period")
    found = get_object_or_404(rows, pk=pk)
    withdraw_comment(comment=found, by=request.user)  # type: ignore[arg-type]
    messages.success(request, "Đã rút lời trao đổi.")
    return redirect(f"{reverse('report_form', args=[found.item.code])}?ky={found.period.slug}")
