"""Yêu cầu giải trình: a leader, or the office for one, asks the unit of an item. Two taps: open, send."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from bachdang.accounts.models import User
from bachdang.accounts.roles import Role
from bachdang.reporting.flow.notices import people_of, tell
from bachdang.reporting.views.refused import made_of
from bachdang.scope.guards import item_scope
from bachdang.scope.links import item_url, work_url
from bachdang.scope.scopes import Scope, scope_of
from bachdang.standing.explanations import Thread, behind, threads
from bachdang.ui.form_data import form_data
from bachdang.vietnamese.fields import DayField
from bachdang.vietnamese.free_text import FreeText
from bachdang.vietnamese.working_days import working_days_after
from plans.explanations import ask_explanation, asks_for_others, leaders_of, may_ask
from plans.models import ExplanationRequest, Item, Topic

ANSWER_DAYS = 3
"""Working days that are proposed for the answer."""

BACK = "tu"
PLACES = {"tong-quan": "overview"}
"""Where the leader came from and is led back to, by the value of `?tu=`; else to the item."""


class AskForm(forms.Form):
    text = FreeText(
        label="Nội dung cần giải trình", max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Không nhập bí mật nhà nước.", error_messages={"required": "Ghi nội dung cần giải trình."},
    )  # fmt: skip
    due = DayField(
        label="Hạn trả lời", help_text="Ngày/tháng/năm, ví dụ 30/9/2026",
        error_messages={"required": "Ghi hạn trả lời.", "invalid": "Hạn trả lời: ngày/tháng/năm."},
    )  # fmt: skip
    on_behalf_of = forms.ModelChoiceField(
        User.objects.none(), label="Thay mặt", empty_label="Chọn lãnh đạo",
        error_messages={"required": "Chọn lãnh đạo nêu yêu cầu."},
    )  # fmt: skip

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_for_others(by):
            del self.fields["on_behalf_of"]
            return
        leaders = leaders_of(by)
        self.fields["on_behalf_of"].queryset = leaders  # type: ignore[attr-defined]
        if len(leaders) == 1:
            self.initial["on_behalf_of"] = leaders[0].pk


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, code: str) -> HttpResponse:
    """The form with what the figures say already in it; sent, one is back where one came from."""
    items = Item.objects.visible_to(request.user).select_related("reporter", "plan")
    item = get_object_or_404(items, code=code, plan=scope_of(request).plan)
    scope, plan = item_scope(request, item)
    user = request.user
    if not isinstance(user, User) or not may_ask(item, user):
        raise PermissionDenied("Yêu cầu giải trình do Thường trực, Ban Thường vụ nêu.")
    today = timezone.localdate()
    form = AskForm(form_data(request), by=user, initial=_proposed(scope, item, today))
    if request.method == "POST":
        made = made_of(form, partial(ask_explanation, item=item, by=user, today=today))
        if made is not None:
            _tell(item, made)
            messages.success(request, f"Đã gửi yêu cầu giải trình cho {item.reporter}.")
            return redirect(_back(request, scope, item))
    context = {
        "title": f"Yêu cầu giải trình {code}",
        "form": form,
        "item": item,
        "behind": behind(scope, item),
        "open": _open(threads(plan, today, item=item)),
        "back": _back(request, scope, item),
    }
    return render(request, "reporting/ask.html", context, status=422 if form.is_bound else 200)


def _proposed(scope: Scope, item: Item, today: date) -> dict[str, Any]:
    found = behind(scope, item)
    why = f": {found.reason}" if found.reason else ""
    text = f"{found.title}{why}. Đề nghị nêu nguyên nhân, giải pháp và thời gian khắc phục."
    return {"text": text, "due": working_days_after(today, ANSWER_DAYS)}


def _open(found: list[Thread]) -> list[Thread]:
    return [one for one in found if one.request.closed_at is None]


def _back(request: HttpRequest, scope: Scope, item: Item) -> str:
    place = PLACES.get(request.GET.get(BACK, ""))
    return reverse(place) + scope.query if place is not None else work_url(item, scope)


def _tell(item: Item, made: ExplanationRequest) -> None:
    assert item.reporter is not None
    people = people_of(item.reporter, Role.OFFICER, Role.HEAD)
    if made.on_behalf_of is not None:
        people.append(made.on_behalf_of)
    text = f"{item.code}: {made.asker} yêu cầu giải trình, hạn {made.due:%d/%m/%Y}."
    url, about = f"{item_url(item)}#giai-trinh-{made.pk}", f"thread:{made.pk}"
    tell(people, key=f"explain:{made.pk}", text=text, url=url, topic=Topic.EXPLANATION, about=about)
