"""A whole round taken back: withdrawn when it is empty, opened again when it was locked. Each asks first."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from bachdang.accounts.door.confirming import confirm_first
from bachdang.quarter.snapshots import next_version
from bachdang.reporting.flow.undoing import reopen_period, withdraw_period, withdrawal_fault
from bachdang.reporting.views.periods import ReasonForm, manager, period_of
from bachdang.scope.scopes import scope_of
from bachdang.ui.form_data import form_data
from plans.models import Period


def _round_of(request: HttpRequest, slug: str) -> Period:
    """The round, also when somebody has withdrawn it meanwhile; 404 for one that never was."""
    rounds = Period.objects.filter(plan=scope_of(request).plan)
    found: Period | None = next((one for one in rounds if one.slug == slug), None)
    if found is None:
        raise Http404("Không có kỳ báo cáo này.")
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, slug: str) -> HttpResponse:
    """Hủy mở: a round opened by mistake, in which nothing was reported."""
    user = manager(request)
    if request.method == "POST":
        period = _round_of(request, slug)
        withdraw_period(period=period, by=user)
        messages.success(request, f"Đã hủy mở {period.within}.")
        return redirect("period_list")
    _, _, period = period_of(request, slug)
    if fault := withdrawal_fault(period):
        messages.error(request, fault)
        return redirect("period_detail", slug)
    context = {
        "title": f"Hủy mở {period.within}",
        "period": period,
        "text": f"{period.label} mở nhầm, chưa có báo cáo nào, sẽ trở lại chưa mở.",
        "effects": ["Đơn vị không thấy kỳ này nữa.", "Cần thì mở lại như một kỳ mới; gia hạn đã cho bị bỏ."],
        "action": "Hủy mở kỳ",
        "danger": True,
        "back": reverse("period_detail", args=[slug]),
    }
    return render(request, "reporting/confirm.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def reopen_round(request: HttpRequest, slug: str) -> HttpResponse:
    """Mở lại cả kỳ: a locked round, with a reason."""
    user = manager(request)
    _, _, period = period_of(request, slug)
    if asked := confirm_first(request):
        return asked
    form = ReasonForm(form_data(request))
    if request.method == "POST" and form.is_valid():
        reopen_period(period=period, reason=form.cleaned_data["reason"], by=user)
        messages.success(request, f"Đã mở lại cả {period.within}.")
        return redirect("period_detail", slug)
    if period.locked_at is None:
        messages.error(request, f"{period.label} đang mở, không cần mở lại.")
        return redirect("period_detail", slug)
    number, day = next_version(period), timezone.localtime(period.locked_at)
    context = {
        "title": f"Mở lại cả {period.within}",
        "period": period,
        "text": f"{period.label} đã chốt ngày {day:%d/%m/%Y}. Mở lại thì các đơn vị nhập, gửi được; "
        "chỉ sửa vài báo cáo thì mở lại riêng từng báo cáo.",
        "effects": [
            f"Bản {number - 1} của số liệu đã chốt giữ nguyên; chốt lần nữa thì có bản {number}.",
            "Trong lúc mở, báo cáo của kỳ là số liệu tạm tính.",
            "Các đơn vị được thông báo kèm lý do.",
        ],
        "form": form,
        "action": "Mở lại cả kỳ",
        "danger": True,
        "back": reverse("period_detail", args=[slug]),
    }
    return render(request, "reporting/confirm.html", context, status=422 if form.is_bound else 200)
