"""Báo cáo: what the quarter's workbook will hold, and its download."""

from __future__ import annotations

from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bachdang.accounts.roles import EXPORT_REPORT
from bachdang.office.scope import scope_of
from bachdang.reports.rows import quarter_report
from bachdang.reports.workbook import quarter_workbook, workbook_name

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@permission_required(EXPORT_REPORT, raise_exception=True)
def report_list(request: HttpRequest) -> HttpResponse:
    """The page of the period's report: its sheets, what is missing or estimated and who owes it."""
    scope = scope_of(request)
    context: dict[str, object] = {"title": "Báo cáo"}
    if scope.plan is not None:
        context["report"] = quarter_report(scope, scope.plan)
    return render(request, "reports/report_list.html", context)


@require_safe
@permission_required(EXPORT_REPORT, raise_exception=True)
def report_workbook(request: HttpRequest) -> HttpResponse:
    """The period's workbook as a download."""
    scope = scope_of(request)
    if scope.plan is None:
        raise Http404("Chưa có kế hoạch nào.")
    report = quarter_report(scope, scope.plan)
    response = HttpResponse(quarter_workbook(report), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{workbook_name(report)}"'
    response["Cache-Control"] = "private, no-store"
    return response
