"""One item's report in a round: the whole form, its steps, evidence and history."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from bachdang.accounts.models import User
from bachdang.accounts.roles import APPROVE_REPORT, MANAGE_PERIODS, WRITE_REPORT, may
from bachdang.errors import conflict
from bachdang.reporting.flow.actions import (
    StaleReport,
    WrongStep,
    current_report,
    lock_of,
    seen_token,
)
from bachdang.reporting.flow.checks import doubts_of
from bachdang.reporting.flow.content import said_by
from bachdang.reporting.flow.facts import Lines
from bachdang.reporting.flow.short import echo
from bachdang.reporting.full_form import full_form, last_quarter
from bachdang.reporting.readable import readable_item
from bachdang.reporting.views.comments import comments_context
from bachdang.reporting.views.evidence import EvidenceForm
from bachdang.reporting.views.my_work import round_of
from bachdang.reporting.views.steps import DECIDING, DONE, steps_of
from bachdang.reporting.work.beside import Beside, beside
from bachdang.reporting.work.filing import Papers, file_report
from bachdang.reporting.work.row import ReportForm
from bachdang.scope.scopes import Scope, on_newest_round
from bachdang.standing.due_reports import STATE_LABELS, report_state
from bachdang.standing.history import history_for
from bachdang.ui.form_data import form_data
from indicators.standings import TargetBook
from plans.due_days import DueDays
from plans.flow import Step, lateness, refusal, sent_late
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
    papers = EvidenceForm(data, request.FILES or None, optional=True) if form and report is None else None
    both: Lines = {}
    if form is not None and form.is_bound and _are_valid(form, papers):
        try:
            filed = _file(request, form, papers, item, period)
        except StaleReport as error:
            both = error.lines
            form.add_error(None, error.messages[0])
            _renew(form, item, period)
        except WrongStep as error:
            return conflict(request, str(error), request.get_full_path())
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            return _filed(request, form, filed, scope)
    context = _context(request, item, report, scope, plan)
    context |= {"form": form, "papers": papers, "own": own, "both": both, "lock": lock}
    context |= comments_context(request, item, period)
    context |= _due_context(item, period, report, shut=shut or not own)
    context |= {"can_attach": form is not None, "sends": _sends(request)}
    context |= {"steps": steps_of(request, report, shut=shut), "corrects": corrects}
    if report is not None and any(step in DECIDING for step, _, _ in context["steps"]):
        context |= deciding_context(report, scope, plan)
    return render(
        request, "reporting/report_form.html", context, status=422 if form and form.is_bound else 200
    )


def _are_valid(form: forms.BaseForm, papers: EvidenceForm | None) -> bool:
    """Both, so that each says what is wrong with it."""
    return all([form.is_valid(), papers is None or papers.is_valid()])


def _sends(request: HttpRequest) -> Step:
    """The step by which the person hands a report on: a head to the office, others to their head."""
    return Step.APPROVE if may(request.user, APPROVE_REPORT) else Step.SUBMIT


def _file(
    request: HttpRequest, form: ReportForm, papers: EvidenceForm | None, item: Item, period: Period
) -> Report:
    assert isinstance(request.user, User)
    return file_report(
        item=item,
        period=period,
        content=form.content(),
        by=request.user,
        seen=form.cleaned_data["seen"],
        today=timezone.localdate(),
        papers=Papers(**papers.cleaned_data) if papers is not None else None,
        step=_sends(request) if "send" in request.POST else None,
    )


def _renew(form: ReportForm, item: Item, period: Period) -> None:
    """Let the next save of this form mean: mine, knowing theirs."""
    data = QueryDict(mutable=True)
    data.update(form.data)
    data[form.add_prefix("seen")] = seen_token(current_report(item, period))
    form.data = data


def _filed(request: HttpRequest, form: ReportForm, report: Report, scope: Scope) -> HttpResponse:
    """Say what was saved or sent; back to the report, after sending to all that is owed."""
    item = report.item
    if "send" not in request.POST:
        messages.success(request, f"Đã lưu nháp {item.code}. {echo(form.content().said(item))}")
        return redirect(reverse("report_form", args=[item.code]) + scope.query)
    messages.success(request, DONE[_sends(request)].format(code=item.code, unit=report.unit))
    return redirect(reverse("my_work") + scope.query)


def _context(
    request: HttpRequest, item: Item, report: Report | None, scope: Scope, plan: Plan
) -> dict[str, Any]:
    period = scope.period
    assert period is not None
    terms = Terms.objects.valid_on(scope.ends).filter(item=item).first()
    return {
        "item": item,
        "title": terms.title if terms else item.code,
        "terms": terms,
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
