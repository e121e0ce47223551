"""One item's report in a round: the whole form, its steps, evidence and history."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from bachdang.accounts.models import User
from bachdang.accounts.roles import ACCEPT_REPORT, APPROVE_REPORT, MANAGE_PERIODS, WRITE_REPORT, may
from bachdang.errors import conflict
from bachdang.quarter.snapshots import next_version
from bachdang.reporting.flow.actions import (
    StaleReport,
    WrongStep,
    advance,
    current_report,
    lock_of,
    save_report,
    seen_token,
)
from bachdang.reporting.flow.checks import doubts_of
from bachdang.reporting.flow.content import said_by
from bachdang.reporting.flow.correcting import correct_report
from bachdang.reporting.flow.facts import Lines
from bachdang.reporting.flow.short import echo
from bachdang.reporting.full_form import full_form, last_quarter
from bachdang.reporting.my_work import beside
from bachdang.reporting.readable import readable_item
from bachdang.reporting.views.comments import comments_context
from bachdang.reporting.views.my_work import renew, round_of, worker
from bachdang.reporting.views.refused import made_of, refused
from bachdang.reporting.work_row import Beside
from bachdang.scope.scopes import Scope, on_newest_round
from bachdang.standing.due_reports import STATE_LABELS, report_state
from bachdang.standing.history import history_for
from bachdang.ui.form_data import form_data
from bachdang.vietnamese.free_text import FreeText
from indicators.standings import TargetBook
from plans.due_days import DueDays
from plans.flow import REASONED, Step, can, lateness, refusal, sent_late
from plans.models import Evidence, Item, ItemKind, Period, Plan, Report, ReportState, Terms


@on_newest_round
@require_http_methods(["GET", "HEAD", "POST"])
def report_form(request: HttpRequest, code: str) -> HttpResponse:
    """GET reads (and for the unit: edits) the report; POST saves the draft."""
    scope, plan, period = round_of(request)
    item = readable_item(request, code, plan)
    report = current_report(item, period)
    if report is None and item.kind == ItemKind.INDICATOR and item.indicator.is_derived:
        raise Http404("Chỉ tiêu này được tính từ chỉ tiêu khác, không nhập số liệu.")
    own = may(request.user, WRITE_REPORT) and item.reporter_id == getattr(request.user, "unit_id", None)
    if request.method == "POST" and not own:
        raise PermissionDenied("Chỉ đơn vị báo cáo việc này được nhập.")
    data = form_data(request)
    lock = _lock(item, period, report)
    shut = bool(lock) and period.locked_at is not None
    corrects = own and not shut and report is not None and report.state == ReportState.ACCEPTED
    form = None
    if own and (data is not None or (not shut and _takes_writing(request, report))):
        form = full_form(item, scope, plan, report, data, carry="chep" in request.GET)
    both: Lines = {}
    if form is not None and form.is_bound and form.is_valid():
        try:
            save_report(
                item=item,
                period=period,
                content=form.content(),
                by=request.user,  # type: ignore[arg-type]
                seen=form.cleaned_data["seen"],
                today=timezone.localdate(),
            )
        except StaleReport as error:
            both = error.lines
            form.add_error(None, error.messages[0])
            renew(form, item.pk, period)
        except WrongStep as error:
            return conflict(request, str(error), request.get_full_path())
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, f"Đã lưu nháp {item.code}. {echo(form.content().said(item))}")
            return redirect(reverse("report_form", args=[code]) + scope.query)
    context = _context(request, item, report, scope, plan)
    context |= {"form": form, "own": own, "both": both, "lock": lock, "can_attach": form is not None}
    context |= comments_context(request, item, period)
    context |= _due_context(item, period, report, shut=shut or not own)
    context |= {"steps": _steps(request, report, shut=shut), "corrects": corrects}
    if report is not None and any(step in _DECIDING for step, _, _ in context["steps"]):
        context |= deciding_context(report, scope, plan)
    return render(
        request, "reporting/report_form.html", context, status=422 if form and form.is_bound else 200
    )


def _context(
    request: HttpRequest, item: Item, report: Report | None, scope: Scope, plan: Plan
) -> dict[str, Any]:
    period = scope.period
    assert period is not None
    terms = Terms.objects.valid_on(scope.ends).filter(item=item).first()
    return {
        "item": item,
        "title": terms.title if terms else item.code,
        "report": report,
        "state": report_state(report),
        "state_label": STATE_LABELS[report_state(report)],
        "manages": may(request.user, MANAGE_PERIODS),
        "token": seen_token(report),
        "said": said_by(report),
        "beside": _beside(item, scope, plan),
        "before": last_quarter(item, scope) if item.kind != "indicator" else None,
        "revisions": _revisions(request, item, scope),
        "evidence": _evidence(request, report),
        "history": history_for(request.user, item),
    }


def deciding_context(report: Report, scope: Scope, plan: Plan) -> dict[str, Any]:
    """What those who approve or accept should know: the flags of their lists, the status it would give."""
    book = None
    if report.item.kind == ItemKind.INDICATOR:
        book = TargetBook(plan, scope.quarter, indicators=[report.item_id], with_reports=[report])
    doubts = [one.words for one in doubts_of([report]).get(report.pk, [])]
    return {"doubts": doubts, "would_give": book.rows() if book else []}


def _takes_writing(request: HttpRequest, report: Report | None) -> bool:
    """Whether the unit may write now: nobody is shown a form that will be refused."""
    if report is None or report.state == ReportState.DRAFT:
        return True
    return report.state == ReportState.WAITING and may(request.user, APPROVE_REPORT)


def _due_context(item: Item, period: Period, report: Report | None, *, shut: bool) -> dict[str, Any]:
    """The due day of this report; what is said when it has passed, or how late it came."""
    due = DueDays.of([period]).day(period, item.reporter_id, item.pk)
    first = _first_sent(report)
    late = lateness(due, timezone.localdate()) if first is None and not shut else ""
    return {"due": due, "late": late, "came_late": sent_late(due, first) if first else ""}


def _first_sent(report: Report | None) -> date | None:
    """The day it first reached the Party office, in whichever revision."""
    if report is None or report.revision == 1:
        return report.first_sent_on if report else None
    found = Report.objects.filter(period=report.period_id, item=report.item_id, first_sent_on__isnull=False)
    day: date | None = found.order_by("revision").values_list("first_sent_on", flat=True).first()
    return day


def _lock(item: Item, period: Period, report: Report | None) -> str:
    """Why its unit may not write now; "" when it may."""
    if item.reporter is None:
        return ""
    return refusal(lock_of(period, report))


def _beside(item: Item, scope: Scope, plan: Plan) -> list[Beside]:
    if item.kind != "indicator":
        return []
    book = TargetBook(plan, scope.quarter, indicators=[item.pk])
    rows = [*book.rows(), *book.plain_rows()]
    return beside(rows[0].book, rows[0], scope) if rows else []


def _revisions(request: HttpRequest, item: Item, scope: Scope) -> list[tuple[Report, str]]:
    """The reports of the round, the newest first, each with the label of its state."""
    found = Report.objects.readable_by(request.user).filter(item=item, period=scope.period)
    rows = found.select_related("created_by", "accepted_by").order_by("-revision")
    return [(one, str(STATE_LABELS[report_state(one)])) for one in rows]


def _evidence(request: HttpRequest, report: Report | None) -> list[Evidence]:
    if report is None:
        return []
    found = Evidence.objects.readable_by(request.user).filter(report=report)
    return list(found.select_related("upload", "added_by"))


def _steps(request: HttpRequest, report: Report | None, *, shut: bool) -> list[tuple[str, str, bool]]:
    """(step, label, needs a reason) that the person may take now; `shut`: the unit may send nothing more."""
    user = request.user
    if report is None or not isinstance(user, User):
        return []
    own = user.unit_id == report.unit_id and not shut
    above = (
        not shut
        and may(user, APPROVE_REPORT)
        and Report.objects.reviewed_by(user).filter(pk=report.pk).exists()
    )
    allowed = {
        Step.SUBMIT: own and may(user, WRITE_REPORT) and not may(user, APPROVE_REPORT),
        Step.WITHDRAW: own and may(user, WRITE_REPORT) and not may(user, APPROVE_REPORT),
        Step.APPROVE: above,
        Step.RECALL: above,
        Step.SEND_BACK: above,
        Step.ACCEPT: may(user, ACCEPT_REPORT),
        Step.RETURN: may(user, ACCEPT_REPORT),
        Step.UNACCEPT: may(user, ACCEPT_REPORT) and report.period.is_open,
    }
    return [
        (step.value, step.label, step in REASONED)
        for step in Step
        if allowed[step] and can(step, report.state)
    ]


_DECIDING = {Step.APPROVE.value, Step.SEND_BACK.value, Step.ACCEPT.value, Step.RETURN.value}
_DONE = {
    Step.SUBMIT: "Đã trình lãnh đạo đơn vị báo cáo {code}.",
    Step.WITHDRAW: "Đã rút lại báo cáo {code} để sửa.",
    Step.APPROVE: "Đã duyệt và gửi báo cáo {code} đến Văn phòng Đảng ủy.",
    Step.RECALL: "Đã rút lại báo cáo {code}; báo cáo lại chờ lãnh đạo đơn vị duyệt.",
    Step.SEND_BACK: "Đã trả lại báo cáo {code} cho người nhập.",
    Step.ACCEPT: "Đã tiếp nhận báo cáo {code} của {unit}.",
    Step.RETURN: "Đã trả lại báo cáo {code} cho {unit}.",
    Step.UNACCEPT: "Đã rút lại việc tiếp nhận báo cáo {code}; báo cáo chờ tiếp nhận lại, số chưa được tính.",
}


@on_newest_round
@require_POST
def correct(request: HttpRequest, code: str) -> HttpResponse:
    """Sửa số đã tiếp nhận: begin a correction, with its reason."""
    user = worker(request)
    _, plan, period = round_of(request)
    item = readable_item(request, code, plan)
    back = f"{reverse('report_form', args=[code])}?ky={period.slug}"
    form = CorrectionForm(request.POST)
    act = partial(correct_report, item=item, period=period, by=user, today=timezone.localdate())
    made = made_of(form, act)
    if made is None:
        return refused(request, form, title=f"Sửa số đã tiếp nhận: {code}", action="Sửa", back=back)
    messages.success(
        request, f"Đang sửa {code}. Số đã tiếp nhận được tính cho đến khi bản sửa được tiếp nhận."
    )
    return redirect(back)


class CorrectionForm(forms.Form):
    """Why what was accepted is corrected."""

    reason = FreeText(label="Lý do sửa", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


@require_POST
def take_step(request: HttpRequest, pk: int) -> HttpResponse:
    """One step of the flow with one report."""
    reports = Report.objects.readable_by(request.user).select_related("item", "period", "unit")
    report = get_object_or_404(reports, pk=pk)
    assert isinstance(request.user, User)
    try:
        step = Step(request.POST.get("step", ""))
    except ValueError as error:
        raise Http404("Không có bước này.") from error
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure()):
        back = f"{reverse('report_form', args=[report.item.code])}?ky={report.period.slug}"
    after_lock = step is Step.ACCEPT and report.period.locked_at is not None
    form = ReasonForm(request.POST if "reason" in request.POST or not after_lock else None, report=report)
    if after_lock or step in REASONED:
        form.fields["reason"].required = True
        if not form.is_valid():
            return _reason_refused(request, report, step, form, back)
    try:
        advance(
            report=report,
            step=step,
            by=request.user,
            today=timezone.localdate(),
            reason=form.cleaned_data["reason"] if form.fields["reason"].required else "",
        )
    except WrongStep as error:
        return conflict(request, f"{report.item.code}: {error}", back)
    except ValidationError as error:
        if step in REASONED:
            form.add_error("reason", error)
            return _reason_refused(request, report, step, form, back)
        messages.error(request, f"{report.item.code}: {' '.join(error.messages)}")
    else:
        messages.success(request, _DONE[step].format(code=report.item.code, unit=report.unit))
    return redirect(back)


class ReasonForm(forms.Form):
    """Why a report is returned, taken back, or accepted after the lock."""

    reason = FreeText(
        label="Lý do", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    step = forms.CharField(widget=forms.HiddenInput, max_length=20)
    next = forms.CharField(widget=forms.HiddenInput, max_length=2000, required=False)

    def __init__(self, data: QueryDict | None, *, report: Report) -> None:
        """Unbound, to ask: the reason for which the report was opened again is proposed."""
        super().__init__(data, initial={"step": Step.ACCEPT.value, "reason": report.reopen_reason})


def _reason_refused(
    request: HttpRequest, report: Report, step: Step, form: ReasonForm, back: str
) -> HttpResponse:
    title, lead = f"{step.label}: {report.item.code}", ""
    if step is Step.ACCEPT:
        number = next_version(report.period)
        lead = f"{report.period.label} đã chốt: tiếp nhận thì số liệu đã chốt có thêm bản {number}, "
        lead += "bản trước giữ nguyên."
    return refused(request, form, title=title, action=step.label, back=back, lead=lead)
