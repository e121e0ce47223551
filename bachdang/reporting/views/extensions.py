"""Gia hạn: the unit's page to ask for a later day, the office's page to answer and to give one."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from bachdang.accounts.models import Unit, User
from bachdang.errors import conflict
from bachdang.reporting.flow.extensions import (
    AnsweredMeanwhile,
    answer_requests,
    ask_extension,
    extend,
    may_ask_extension,
    withdraw_request,
)
from bachdang.reporting.views.periods import NO_SECRETS, manager, period_of
from bachdang.reporting.views.refused import made_of
from bachdang.scope.scopes import Scope
from bachdang.standing.due_reports import DueReport, progress_by_unit
from bachdang.standing.quarter_book import book_of, book_of_unit
from bachdang.ui.form_data import form_data
from bachdang.vietnamese.fields import DayField
from bachdang.vietnamese.free_text import FreeText
from bachdang.vietnamese.numbers import format_date
from bachdang.vietnamese.working_days import working_days_after
from plans.due_days import extension_words
from plans.models import ExtensionRequest, Item, Period

PROPOSED = 3
"""Working days that a request and an extension propose."""


class AskForm(forms.Form):
    """A later day, for the whole round or the items ticked."""

    due = DayField(label="Xin gia hạn đến ngày", error_messages={"required": "Ghi ngày xin gia hạn."})
    reason = FreeText(
        label="Lý do", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}), help_text=NO_SECRETS,
        error_messages={"required": "Ghi rõ lý do xin gia hạn."},
    )  # fmt: skip
    items = forms.ModelMultipleChoiceField(
        label="Việc xin gia hạn",
        queryset=Item.objects.none(),
        to_field_name="code",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Không chọn việc nào là xin cho cả kỳ.",
    )

    def __init__(self, *args: Any, owed: list[DueReport], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["items"]
        field.queryset = Item.objects.filter(pk__in=[one.item.pk for one in owed])  # type: ignore[attr-defined]
        titles = {one.item.pk: f"{one.item.code} {one.title}" for one in owed}
        field.label_from_instance = lambda item: titles.get(item.pk, item.code)  # type: ignore[attr-defined]


class ExtendForm(forms.Form):
    """The office gives a later day unasked."""

    units = forms.ModelMultipleChoiceField(
        label="Đơn vị", queryset=Unit.objects.none(), to_field_name="code", required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    everyone = forms.BooleanField(label="Mọi đơn vị phải báo cáo trong kỳ", required=False)
    due = DayField(label="Hạn mới", error_messages={"required": "Ghi hạn mới."})
    reason = FreeText(label="Lý do", max_length=500, help_text=NO_SECRETS)

    def __init__(self, *args: Any, units: list[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = Unit.objects.filter(pk__in=[unit.pk for unit in units]).by_name()
        self.fields["units"].queryset = found  # type: ignore[attr-defined]
        self.all = units

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.pop("everyone", False):
            found["units"] = self.all
        return found


class AnswerForm(forms.Form):
    """One answer to the requests ticked, or to all that were shown."""

    chosen = forms.TypedMultipleChoiceField(coerce=int, required=False)
    due = DayField(label="Hạn mới", required=False, help_text="Để trống: như từng đơn vị xin")
    reason = FreeText(
        label="Ý kiến của Văn phòng", max_length=1000, required=False, help_text="Bắt buộc khi không gia hạn"
    )

    def __init__(self, *args: Any, shown: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chosen"].choices = [(pk, pk) for pk in shown]  # type: ignore[attr-defined]


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """A unit asks for a later day, and reads what became of its requests."""
    user = request.user
    if not isinstance(user, User) or not may_ask_extension(user):
        raise PermissionDenied("Đề nghị gia hạn do cán bộ, lãnh đạo đơn vị báo cáo gửi.")
    scope, _, period = period_of(request, slug)
    book = book_of_unit(scope, user.unit_id or 0)
    owed = sorted((one for one in book.due.all if one.sent is None), key=lambda one: one.place)
    due = book.due_days.day(period, user.unit_id)
    proposed = working_days_after(max(due, scope.today), PROPOSED)
    form = AskForm(form_data(request), owed=owed, initial={"due": format_date(proposed)})
    if request.method == "POST":
        made = made_of(form, partial(ask_extension, period=period, by=user, today=scope.today))
        if made is not None:
            messages.success(request, "Đã gửi đề nghị gia hạn đến Văn phòng Đảng ủy.")
            return redirect("ask_extension", slug)
    asked = _requests(request, period).filter(unit=user.unit_id)
    context = {"title": f"Xin gia hạn {period.within}", "period": period, "form": form, "due": due}
    context |= {"requests": asked, "waiting": any(one.is_waiting for one in asked)}
    context["given"] = extension_words(book.due_days.of_unit(period, user.unit_id or 0))
    return render(request, "reporting/extension_ask.html", context, status=422 if form.is_bound else 200)


def _requests(request: HttpRequest, period: Period) -> Any:
    found = ExtensionRequest.objects.visible_to(request.user).filter(period=period)
    return found.select_related("unit", "asked_by", "answered_by").prefetch_related("items")


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """The unit takes back what it asked for."""
    found = ExtensionRequest.objects.editable_by(request.user).select_related("period")
    asked = get_object_or_404(found, pk=pk)
    back = reverse("ask_extension", args=[asked.period.slug])
    try:
        withdraw_request(request=asked, by=request.user)  # type: ignore[arg-type]
    except AnsweredMeanwhile as error:
        return conflict(request, str(error), back)
    messages.success(request, "Đã rút đề nghị gia hạn.")
    return redirect(back)


@require_http_methods(["GET", "HEAD", "POST"])
def extensions(request: HttpRequest, slug: str) -> HttpResponse:
    """What units ask for, and what was given; POST gives a later day to some units or all."""
    user = manager(request)
    scope, _, period = period_of(request, slug)
    form = ExtendForm(form_data(request), units=_owing(scope), initial=_proposed(scope, period))
    if request.method == "POST":
        made = made_of(form, partial(extend, period=period, by=user, today=scope.today))
        if made is not None:
            names = ", ".join(str(one.unit) for one in made)
            messages.success(request, f"Đã gia hạn đến {format_date(made[0].due)} cho {names}.")
            return redirect("extensions", slug)
    return _office_page(request, scope, period, form, status=422 if form.is_bound else 200)


def _owing(scope: Scope) -> list[Unit]:
    return [one.unit for one in progress_by_unit(book_of(scope))]


def _proposed(scope: Scope, period: Period) -> dict[str, Any]:
    day = working_days_after(max(period.due, timezone.localdate()), PROPOSED)
    return {"due": format_date(day)}


def _office_page(
    request: HttpRequest, scope: Scope, period: Period, form: ExtendForm, status: int = 200, **shown: Any
) -> HttpResponse:
    found = list(_requests(request, period))
    waiting = [one for one in found if one.is_waiting]
    given = [(one.unit, one.extension_lines) for one in progress_by_unit(book_of(scope)) if one.extensions]
    context = {
        "title": f"Gia hạn {period.within}",
        "period": period,
        "form": form,
        "waiting": waiting,
        "answered": [one for one in found if not one.is_waiting],
        "given": given,
        "answer_form": AnswerForm(shown=[one.pk for one in waiting]),
    }
    return render(request, "reporting/extensions.html", context | shown, status=status)


@require_POST
def answer(request: HttpRequest, slug: str) -> HttpResponse:
    """Grant or refuse the requests ticked, or all that the page showed."""
    user = manager(request)
    scope, _, period = period_of(request, slug)
    shown = list(_requests(request, period).values_list("pk", flat=True))
    form = AnswerForm(request.POST, shown=shown)
    grant = "grant" in request.POST or "grant_all" in request.POST
    if form.is_valid():
        chosen = form.cleaned_data["chosen"]
        if "grant_all" in request.POST:
            chosen = [pk for pk in shown if str(pk) in request.POST.getlist("shown")]
        if not chosen:
            messages.warning(request, "Chưa chọn đề nghị gia hạn nào.")
            return redirect("extensions", slug)
        typed = {"reason": form.cleaned_data["reason"], "due": form.cleaned_data["due"], "chosen": chosen}
        try:
            done = answer_requests(period=period, grant=grant, by=user, today=timezone.localdate(), **typed)
        except AnsweredMeanwhile as error:
            return conflict(request, str(error), reverse("extensions", args=[slug]))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            verb = "Đã gia hạn cho" if grant else "Đã trả lời không gia hạn:"
            messages.success(request, f"{verb} {', '.join(str(one.unit) for one in done)}.")
            return redirect("extensions", slug)
    again = ExtendForm(units=_owing(scope), initial=_proposed(scope, period))
    return _office_page(request, scope, period, again, 422, answer_form=form)
