"""Thư định kỳ: the office chooses what is sent by e-mail, on which days, to whom."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from bachdang.accounts.models import AuditEvent, User
from bachdang.accounts.roles import EDIT_PLAN
from bachdang.errors import NotYet
from bachdang.reports.by_mail.choosing import sendings_of, set_mailings
from bachdang.reports.by_mail.forms import MailingsForm
from bachdang.reports.pdf import has_pdf
from bachdang.scope.scopes import scope_of
from bachdang.ui.form_data import form_data


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(EDIT_PLAN, raise_exception=True)
def edit_mailings(request: HttpRequest) -> HttpResponse:
    """The choice; its history stands below."""
    scope = scope_of(request)
    if scope.plan is None:
        raise NotYet("Chưa có kế hoạch nào.")
    assert isinstance(request.user, User)
    form = MailingsForm(form_data(request), plan=scope.plan, chosen=sendings_of(scope.plan))
    if request.method == "POST" and form.is_valid():
        changed = set_mailings(plan=scope.plan, sendings=form.sendings, by=request.user)
        messages.success(request, "Đã lưu thư định kỳ." if changed else "Thư định kỳ không có gì thay đổi.")
        return redirect(reverse("edit_mailings") + scope.query)
    history = AuditEvent.objects.visible_to(request.user).about(scope.plan).filter(verb="set_mailing")
    context = {
        "title": "Thư định kỳ",
        "form": form,
        "has_pdf": has_pdf(),
        "history": history.select_related("by__unit")[:20],
    }
    return render(request, "reports/mailings.html", context, status=422 if form.is_bound else 200)
