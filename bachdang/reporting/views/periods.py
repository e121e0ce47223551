"""Kỳ báo cáo: who has sent what; accept, return, remind, extend, lock, reopen."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bachdang.accounts.door.confirming import confirm_first
from bachdang.accounts.models import Unit, User
from bachdang.accounts.roles import MANAGE_PERIODS, may
from bachdang.errors import NotYet
from bachdang.reporting.flow.periods import change_days, lock_period, open_period, reopen_report
from bachdang.reporting.letters import waiting_letters
from bachdang.reporting.locking import earlier_open, left_behind, not_yet_due
from bachdang.reporting.review.grid import OFFICE, ReviewGrid, grid_of
from bachdang.reporting.review.rows import review_rows
from bachdang.reporting.review.waiting import waiting_for_office
from bachdang.reporting.views.refused import made_of, refused
from bachdang.scope.links import titled
from bachdang.scope.scopes import ILLUSTRATIVE, Scope, on_newest_round, scope_of
from bachdang.spreadsheet import Kind
from bachdang.standing.due_reports import (
    SENT,
    UNASSIGNED,
    count_states,
    progress_by_unit,
)
from bachdang.standing.quarter_book import book_of, book_of_unit
from bachdang.ui.form_data import form_data
from bachdang.ui.list_files import Out, list_file, wants_file
from bachdang.vietnamese.fields import DayField, WholeNumberField
from bachdang.vietnamese.free_text import FreeText
from bachdang.vietnamese.numbers import format_date
from bachdang.vietnamese.working_days import day_off, next_working_day
from plans.models import ExtensionRequest, Item, Period, Plan, RequestState, Snapshot, Terms
from plans.rules import default_cutoff, default_due

NO_SECRETS = "Không nhập bí mật nhà nước."
OUT = [
    Out("Kỳ", 16, lambda line: line[0].label),
    Out("Chốt số liệu", 14, lambda line: line[0].cutoff, Kind.DATE),
    Out("Hạn gửi", 14, lambda line: line[0].due, Kind.DATE),
    Out("Tình trạng", 14, lambda line: "Đã chốt" if line[0].locked_at else "Đang mở"),
    Out("Chốt lúc", 18, lambda line: line[0].locked_at, Kind.DATE),
    Out("Bản số liệu", 12, lambda line: line[1].version if line[1] else None, Kind.NUMBER),
    Out("Mã tra cứu", 26, lambda line: line[1].code if line[1] else ""),
]
"""Lines are pairs of a round and its newest frozen version."""
LOCK_EFFECTS = [
    "Đơn vị không nhập, sửa được nữa và được thông báo; muốn sửa phải mở lại từng báo cáo, có ghi lý do.",
    "Báo cáo của kỳ này từ nay luôn lấy từ số liệu đã chốt.",
]


class OpenForm(forms.Form):
    """A round to be opened; the days default to the decree's."""

    year = WholeNumberField(label="Năm")
    quarter = forms.TypedChoiceField(
        label="Quý", coerce=int, choices=[(1, "I"), (2, "II"), (3, "III"), (4, "IV")]
    )
    cutoff = DayField(label="Ngày chốt số liệu", required=False, help_text="Để trống: theo quy định")
    due = DayField(label="Hạn gửi", required=False, help_text="Để trống: theo quy định")


class DaysForm(forms.Form):
    cutoff = DayField(label="Ngày chốt số liệu")
    due = DayField(label="Hạn gửi")


class ReasonForm(forms.Form):
    reason = FreeText(
        label="Lý do", max_length=500, widget=forms.Textarea(attrs={"rows": 2}), help_text=NO_SECRETS
    )


def manager(request: HttpRequest) -> User:
    user = request.user
    if not isinstance(user, User) or not may(user, MANAGE_PERIODS):
        raise PermissionDenied("Kỳ báo cáo do Văn phòng Đảng ủy quản lý.")
    return user


def period_of(request: HttpRequest, slug: str) -> tuple[Scope, Plan, Period]:
    """The round named in the address, of the user's own plan."""
    scope = scope_of(request)
    if scope.plan is None:
        raise NotYet("Chưa có kế hoạch nào.")
    period = next((one for one in scope.periods if one.slug == slug), None)
    if period is None:
        raise Http404("Không có kỳ báo cáo này.")
    return replace(scope, period=period, books={}), scope.plan, period


@on_newest_round
@require_http_methods(["GET", "HEAD", "POST"])
def period_list(request: HttpRequest) -> HttpResponse:
    """The rounds of the plan; POST opens the next."""
    user = manager(request)
    scope = scope_of(request)
    if scope.plan is None:
        raise NotYet("Chưa có kế hoạch nào.")
    if wants_file(request):
        return period_file(scope, scope.plan)
    form = OpenForm(form_data(request), initial=_next_round(scope))
    if request.method == "POST" and form.is_valid():
        try:
            period = open_period(plan=scope.plan, by=user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"Đã mở {period.within}.")
            warn_of_day_off(request, period)
            return redirect("period_detail", period.slug)
    snapshots = Snapshot.objects.filter(period__plan=scope.plan).select_related("taken_by", "period")
    context = {
        "title": "Kỳ báo cáo",
        "periods": scope.periods,
        "form": form,
        "letters": waiting_letters(scope.plan.locality_id),
        "snapshots": snapshots.defer("rows").order_by("-period__year", "-period__quarter", "-version"),
    }
    return render(request, "reporting/period_list.html", context, status=422 if form.is_bound else 200)


def warn_of_day_off(request: HttpRequest, period: Period) -> None:
    """A due day on which nobody works may be meant; it is said."""
    if reason := day_off(period.due):
        day = format_date(next_working_day(period.due))
        text = f"Hạn gửi {format_date(period.due)} là ngày nghỉ ({reason}). Ngày làm việc kế tiếp: {day}."
        messages.warning(request, text)


def period_file(scope: Scope, plan: Plan) -> HttpResponse:
    """The rounds with what was frozen of each; the newest version has the last word."""
    versions = Snapshot.objects.filter(period__plan=plan).defer("rows").order_by("version")
    newest = {one.period_id: one for one in versions}
    lines = [(one, newest.get(one.pk)) for one in scope.periods]
    made_up = [ILLUSTRATIVE] if plan.illustrative else []
    return list_file("Kỳ báo cáo", OUT, lines, notes=[plan.title, *made_up])


def _next_round(scope: Scope) -> dict[str, Any]:
    """The quarter after the newest opened one, with the decree's days."""
    at = scope.quarter.next() if scope.periods else scope.quarter
    days = {"cutoff": default_cutoff(at.year, at.quarter), "due": default_due(at.year, at.quarter)}
    return {"year": at.year, "quarter": at.quarter, **days}


@require_safe
def period_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Unit by unit what was sent, accepted, returned or is missing; and what may be done about it."""
    manager(request)
    scope, plan, period = period_of(request, slug)
    return detail_page(request, scope, plan, office_grid(request, scope, period))


def office_grid(request: HttpRequest, scope: Scope, period: Period) -> ReviewGrid:
    """What waits to be accepted in a round."""
    user = manager(request)
    return grid_of(OFFICE, review_rows(scope, waiting_for_office(period, user), user), request.GET)


def detail_page(
    request: HttpRequest, scope: Scope, plan: Plan, grid: ReviewGrid, status: int = 200
) -> HttpResponse:
    period = scope.period
    assert period is not None
    owed = book_of(scope).due
    units = progress_by_unit(book_of(scope))
    context = {
        "title": period.label,
        "period": period,
        "units": units,
        "grid": grid,
        "reopened": [one for one in owed.urgent if one.reopened and not one.done],
        "corrections": sum(1 for one in owed.all if one.correction),
        "unsent": [one for one in units if one.unsent],
        "owed": owed,
        "days_form": DaysForm(initial={"cutoff": period.cutoff, "due": period.due}),
        "totals": count_states(owed.all),
        "asking": ExtensionRequest.objects.filter(period=period, state=RequestState.WAITING).count(),
        "snapshots": Snapshot.objects.filter(period=period).defer("rows").select_related("taken_by"),
        "letters": waiting_letters(plan.locality_id),
        "is_empty": not any(one.report for one in owed.all) and not grid.all,
    }
    return render(request, "reporting/period_detail.html", context, status=status)


@require_safe
def period_unit(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """All that one unit owes in the round."""
    manager(request)
    scope, _, period = period_of(request, slug)
    unit = get_object_or_404(Unit.objects.visible_to(request.user), code=code)
    owed = book_of_unit(scope, unit.pk).due
    sent = sum(1 for one in owed.all if one.state == SENT)
    context = {"title": f"{unit}: {period.label}", "period": period, "unit": unit, "rows": owed.urgent}
    context |= {"sent": sent, "totals": count_states(owed.all)}
    return render(request, "reporting/period_unit.html", context)


@require_POST
def change_period(request: HttpRequest, slug: str) -> HttpResponse:
    user = manager(request)
    _, _, period = period_of(request, slug)
    form, back = DaysForm(request.POST), reverse("period_detail", args=[slug])
    made = made_of(form, partial(change_days, period=period, by=user))
    if made is None:
        title = f"Đổi ngày của {period.within}"
        return refused(request, form, title=title, action="Đổi ngày", back=back)
    messages.success(request, f"Đã đổi ngày của {period.within}.")
    if made.due != period.due:
        warn_of_day_off(request, made)
    return redirect(back)


@require_http_methods(["GET", "HEAD", "POST"])
def lock(request: HttpRequest, slug: str) -> HttpResponse:
    """Chốt kỳ: asks first, saying what it does."""
    user = manager(request)
    scope, _, period = period_of(request, slug)
    if asked := confirm_first(request):
        return asked
    if request.method == "POST":
        try:
            lock_period(period=period, by=user, today=timezone.localdate())
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, f"Đã chốt {period.within} và lưu số liệu đã chốt.")
        return redirect("period_detail", slug)
    due, today = book_of(scope).due.all, timezone.localdate()
    units, unassigned = progress_by_unit(book_of(scope)), count_states(due)[UNASSIGNED]
    left = left_behind(units)
    context = {
        "title": f"Chốt {period.within}",
        "period": period,
        "left": left,
        "left_count": sum(one.count for one in left) + unassigned,
        "unassigned": unassigned,
        "not_yet_due": [*not_yet_due(period, units, today)],
        "earlier": earlier_open(period, scope.periods),
        "effects": LOCK_EFFECTS,
    }
    return render(request, "reporting/period_lock.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Open one report of a locked round again, with a reason."""
    user = manager(request)
    scope, plan, period = period_of(request, slug)
    items = Item.objects.visible_to(user).in_rounds().select_related("reporter")
    item = get_object_or_404(items, plan=plan, code=code)
    if asked := confirm_first(request):
        return asked
    form = ReasonForm(form_data(request))
    if request.method == "POST" and form.is_valid():
        try:
            reopen_report(item=item, period=period, reason=form.cleaned_data["reason"], by=user)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, f"Đã mở lại báo cáo {item.code} của {period.within}.")
            return redirect(f"{reverse('report_form', args=[code])}?ky={period.slug}")
    terms = Terms.objects.valid_on(scope.ends).filter(item=item).first()
    title = titled(f"Mở lại báo cáo {code}", terms.title if terms else item.code)
    context = {"title": title, "terms": terms, "period": period, "item": item, "form": form}
    return render(request, "reporting/period_reopen.html", context, status=422 if form.is_bound else 200)
