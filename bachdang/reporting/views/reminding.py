"""Nhắc các đơn vị: whom, in which words, seen before it is sent; a text to paste; what was last sent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from bachdang.accounts.models import AuditEvent, Unit, User
from bachdang.reporting.flow.notices import period_query
from bachdang.reporting.flow.reminders import Chosen, Reminded, Reminder, remind_chosen, reminders
from bachdang.reporting.letters import waiting_letters
from bachdang.reporting.views.periods import NO_SECRETS, manager, period_of
from bachdang.standing.quarter_book import book_of
from bachdang.ui.form_data import form_data
from bachdang.vietnamese.free_text import FreeText
from plans.models import Notice, Period, Topic

SHOWN = 5
"""So many earlier reminders are shown."""


class RemindForm(forms.Form):
    """Ticked units (all their people) and single people; words that are added to each line."""

    units = forms.TypedMultipleChoiceField(coerce=int, required=False)
    everyone = forms.BooleanField(required=False)
    people = forms.TypedMultipleChoiceField(coerce=int, required=False)
    words = FreeText(
        label="Lời nhắc của Văn phòng", max_length=500, required=False,
        widget=forms.Textarea(attrs={"rows": 2}), help_text=f"Ghi thêm sau câu tự động. {NO_SECRETS}",
    )  # fmt: skip

    def __init__(self, *args: Any, owing: Sequence[Reminder], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = {one.unit.pk for one in owing}
        people = {person.pk for one in owing for person in one.people}
        self.fields["units"].choices = [(pk, pk) for pk in units]  # type: ignore[attr-defined]
        self.fields["people"].choices = [(pk, pk) for pk in people]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Chosen:
        """Before anything was ticked: every unit, so that the text to paste is whole."""
        every = {pk for pk, _ in self.fields["units"].choices}  # type: ignore[attr-defined]
        if not self.is_bound:
            return Chosen(units=every)
        found = self.cleaned_data
        units = every if found.get("everyone") else found.get("units", ())
        return Chosen(units, found.get("people", ()), found.get("words", ""))


@require_http_methods(["GET", "HEAD", "POST"])
def remind_units(request: HttpRequest, slug: str) -> HttpResponse:
    """GET: who owes what, and what was last sent. POST: look at it, or send it."""
    user = manager(request)
    scope, plan, period = period_of(request, slug)
    book, today = book_of(scope), timezone.localdate()
    owing = list(reminders(book, today))
    form = RemindForm(form_data(request), owing=owing)
    valid = form.is_bound and form.is_valid()
    if valid and "send" in request.POST:
        if not (form.chosen.units or form.chosen.people):
            messages.warning(request, "Chưa chọn đơn vị hoặc người để nhắc.")
        else:
            _say(request, remind_chosen(book, today, by=user, chosen=form.chosen))
        return redirect("remind_units", slug)
    some = [wanted for one in owing if (wanted := one.for_some(form.chosen)) is not None]
    context = {
        "title": f"Nhắc các đơn vị, {period.within}",
        "period": period,
        "form": form,
        "units": _by_unit(owing, form.chosen, _last_told(period)),
        "previewed": valid,
        "preview": [(one, ", ".join(map(str, one.people)) or "chưa có tài khoản") for one in some],
        "to_paste": _to_paste(request, period, some, form.chosen.words, user),
        "earlier": _earlier(period),
        "letters": waiting_letters(plan.locality_id),
    }
    return render(
        request, "reporting/remind.html", context, status=422 if form.is_bound and not valid else 200
    )


def _say(request: HttpRequest, told: Reminded) -> None:
    if told.people:
        messages.success(request, f"Đã nhắc {told.people} người của {', '.join(map(str, told.units))}.")
    elif told.already:
        messages.success(request, "Hôm nay đã nhắc đủ, không gửi lại.")
    elif not told.missing:
        messages.success(request, "Các đơn vị đã gửi đủ, không còn gì để nhắc.")
    if told.missing:
        messages.warning(request, f"Chưa có tài khoản để nhắc: {', '.join(told.missing)}.")


def _by_unit(owing: Sequence[Reminder], chosen: Chosen, last: dict[int, datetime]) -> list[dict[str, Any]]:
    """Each unit with its lines, its people, whether it is ticked, and when it was last told."""
    found: dict[Unit, dict[str, Any]] = {}
    for one in owing:
        row = found.setdefault(one.unit, {"unit": one.unit, "lines": [], "people": {}})
        row["lines"].append(one.owing)
        row["people"] |= {person.pk: (person, person.pk in chosen.people) for person in one.people}
        row |= {"ticked": one.unit.pk in chosen.units, "last": last.get(one.unit.pk)}
    return list(found.values())


def _last_told(period: Period) -> dict[int, datetime]:
    """When each unit was last reminded of the round, also by the daily command."""
    told = Notice.objects.filter(period=period, topic=Topic.REMINDER).order_by()
    return dict(told.values_list("user__unit").annotate(at=Max("created_at")))


def _earlier(period: Period) -> list[AuditEvent]:
    """What the office sent before, the newest first."""
    found = AuditEvent.objects.about(period).filter(verb="remind").select_related("by")
    return list(found.order_by("-at", "-pk")[:SHOWN])


def _to_paste(request: HttpRequest, period: Period, some: Sequence[Reminder], words: str, by: User) -> str:
    """The same as one plain text for a group chat."""
    url = request.build_absolute_uri(reverse("my_work") + period_query(period))
    lines = [f"Nhắc báo cáo {period.within}:", *(f"- {one.unit}: {one.owing}" for one in some)]
    return "\n".join(
        [*lines, *([words.strip()] if words.strip() else []), f"Nhập tại {url}", str(by.unit or by)]
    )
