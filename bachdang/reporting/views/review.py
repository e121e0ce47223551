"""Review in a table: a head's page, and what heads and the office decide on the rows they ticked."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from bachdang.accounts.models import User
from bachdang.accounts.roles import ACCEPT_REPORT, APPROVE_REPORT, may
from bachdang.quarter.snapshots import next_version
from bachdang.reporting.flow.bulk import Choice, decide
from bachdang.reporting.review.grid import (
    HEAD,
    TICK,
    ReviewGrid,
    choices_of,
    grid_of,
    keep_choice,
    reasons_of,
)
from bachdang.reporting.review.rows import review_rows
from bachdang.reporting.review.waiting import waiting_for_head
from bachdang.reporting.views.my_work import round_of
from bachdang.reporting.views.periods import detail_page, office_grid, period_of
from bachdang.scope.scopes import on_newest_round
from bachdang.vietnamese.free_text import FreeText
from plans.flow import RETURNS, Step
from plans.models import Period

Page: TypeAlias = Callable[[ReviewGrid, int], HttpResponse]
_REASON = FreeText(max_length=1000, required=False)


class LockReasonForm(forms.Form):
    """Why a locked round takes in more."""

    lock_reason = FreeText(label="Lý do", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


@on_newest_round
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest) -> HttpResponse:
    """What waits for a head's approval, of the own unit and those under it; POST decides on the ticked."""
    user = request.user
    if not isinstance(user, User) or not may(user, APPROVE_REPORT):
        raise PermissionDenied("Chỉ lãnh đạo đơn vị duyệt báo cáo.")
    scope, _, period = round_of(request)

    def page(grid: ReviewGrid, status: int = 200) -> HttpResponse:
        context = {"title": "Chờ tôi duyệt", "grid": grid, "period": period}
        return render(request, "reporting/review.html", context, status=status)

    grid = grid_of(HEAD, review_rows(scope, waiting_for_head(period, user), user), request.GET)
    if request.method == "POST":
        return _decide(request, period, grid, page, _back(request, reverse("review")))
    return page(grid)


@require_POST
def review_round(request: HttpRequest, slug: str) -> HttpResponse:
    """The office decides on the rows it ticked among what was sent in a round."""
    user = request.user
    if not isinstance(user, User) or not may(user, ACCEPT_REPORT):
        raise PermissionDenied("Chỉ Văn phòng Đảng ủy tiếp nhận báo cáo.")
    scope, plan, period = period_of(request, slug)
    back = _back(request, reverse("period_detail", args=[slug]))
    if period.locked_at is not None and "pass" in request.POST:
        form = LockReasonForm(request.POST if "lock_reason" in request.POST else None)
        if choices_of(request.POST) and not (form.is_bound and form.is_valid()):
            return _ask_after_lock(request, period, form, back)
    grid = office_grid(request, scope, period)

    def page(grid: ReviewGrid, status: int) -> HttpResponse:
        return detail_page(request, scope, plan, grid, status)

    return _decide(request, period, grid, page, back)


def _back(request: HttpRequest, url: str) -> str:
    """The page as it was filtered; what was ticked at once by the address is ticked no more."""
    kept = request.GET.copy()
    kept.pop(TICK, None)
    return f"{url}?{kept.urlencode()}" if kept else url


def _decide(request: HttpRequest, period: Period, grid: ReviewGrid, page: Page, back: str) -> HttpResponse:
    sent = request.POST
    step = grid.review.returns if "back" in sent else grid.review.passes
    chosen = choices_of(sent) if step in RETURNS else _ticked(sent)
    if not chosen:
        messages.warning(request, f"Chưa chọn dòng nào để {step.label.lower()}.")
        return redirect(back)
    reason = sent.get("lock_reason" if step is Step.ACCEPT else "reason", "").strip()
    errors = _faults(chosen, sent, step, reason)
    if errors:
        keep_choice(grid, sent, errors)
        grid.errors = [*dict.fromkeys(errors.values())]
        return page(grid, 422)
    assert isinstance(request.user, User)
    outcome = decide(
        chosen, period=period, step=step, by=request.user, today=timezone.localdate(), reason=reason
    )
    if outcome.done:
        messages.success(request, f"{outcome.words[:1].upper()}{outcome.words[1:]}")
    for refused in outcome.refused:
        messages.warning(request, refused)
    return redirect(back)


def _ticked(sent: QueryDict) -> list[Choice]:
    """Letting pass takes what was ticked, and nothing that has merely a reason typed."""
    ticks = set(sent.getlist("tick"))
    return [one for one in choices_of(sent) if f"{one.report}.{one.version}" in ticks]


def _faults(chosen: list[Choice], sent: QueryDict, step: Step, reason: str) -> dict[str, str]:
    """What is wrong, by the stamp of its row; "" for the reason given to all."""
    found = {}
    for name, text in {"": reason, **reasons_of(sent)}.items():
        try:
            _REASON.clean(text)
        except ValidationError as error:
            found[name] = " ".join(error.messages)
    for one in chosen:
        stamp = f"{one.report}.{one.version}"
        if step in RETURNS and not (one.reason or reason):
            found[stamp] = "Ghi lý do trả lại: một lý do chung, hoặc lý do riêng ở từng dòng đã chọn."
        elif step not in RETURNS and one.reason:
            found[stamp] = f"Dòng này có ghi lý do trả lại. Xóa lý do rồi {step.label.lower()}, hoặc trả lại."
    return found


def _ask_after_lock(request: HttpRequest, period: Period, form: LockReasonForm, back: str) -> HttpResponse:
    """What accepting after the lock does, and why it is done, before it is done."""
    ticks = request.POST.getlist("tick")
    number = next_version(period)
    context = {
        "title": f"Tiếp nhận thêm vào {period.within} đã chốt",
        "period": period,
        "form": form,
        "text": f"{len(ticks)} báo cáo sẽ được tiếp nhận sau khi chốt. Số liệu đã chốt có thêm bản {number}; "
        f"bản {number - 1} vẫn giữ nguyên, mã trên báo cáo đã in vẫn tra được.",
        "effects": [f"Báo cáo in từ nay lấy từ bản {number} và mang mã khác."],
        "fields": [("pass", "1"), *(("tick", one) for one in ticks)],
        "action": f"Tiếp nhận, lập bản {number}",
        "url": request.get_full_path(),
        "back": back,
    }
    return render(request, "reporting/confirm.html", context, status=422 if form.is_bound else 200)
