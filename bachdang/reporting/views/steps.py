"""The steps of one report: which a person may take now, each taken, an accepted one corrected."""

from __future__ import annotations

from functools import partial

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from bachdang.accounts.models import User
from bachdang.accounts.roles import ACCEPT_REPORT, APPROVE_REPORT, WRITE_REPORT, may
from bachdang.errors import conflict
from bachdang.quarter.snapshots import next_version
from bachdang.reporting.flow.actions import WrongStep, advance
from bachdang.reporting.flow.correcting import correct_report
from bachdang.reporting.readable import readable_item
from bachdang.reporting.views.my_work import round_of, worker
from bachdang.reporting.views.refused import made_of, refused
from bachdang.scope.scopes import on_newest_round
from bachdang.vietnamese.free_text import FreeText
from plans.flow import REASONED, Step, can
from plans.models import Report

DECIDING = {Step.APPROVE.value, Step.SEND_BACK.value, Step.ACCEPT.value, Step.RETURN.value}
DONE = {
    Step.SUBMIT: "Đã trình lãnh đạo đơn vị báo cáo {code}.",
    Step.WITHDRAW: "Đã rút lại báo cáo {code} để sửa.",
    Step.APPROVE: "Đã duyệt và gửi báo cáo {code} đến Văn phòng Đảng ủy.",
    Step.RECALL: "Đã rút lại báo cáo {code}; báo cáo lại chờ lãnh đạo đơn vị duyệt.",
    Step.SEND_BACK: "Đã trả lại báo cáo {code} cho người nhập.",
    Step.ACCEPT: "Đã tiếp nhận báo cáo {code} của {unit}.",
    Step.RETURN: "Đã trả lại báo cáo {code} cho {unit}.",
    Step.UNACCEPT: "Đã rút lại việc tiếp nhận báo cáo {code}; báo cáo chờ tiếp nhận lại, số chưa được tính.",
}


def steps_of(request: HttpRequest, report: Report | None, *, shut: bool) -> list[tuple[str, str, bool]]:
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
        messages.success(request, DONE[step].format(code=report.item.code, unit=report.unit))
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
