"""Báo cáo: what the quarter's workbook will hold, and its download."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from bachdang.accounts.models import User
from bachdang.accounts.roles import EDIT_PLAN, EXPORT_REPORT
from bachdang.errors import NotYet
from bachdang.quarter.archive import Unreadable
from bachdang.quarter.rows import QuarterReport
from bachdang.quarter.rows.wording import DEFAULTS, NAMES, SECTIONS, says_quarter, values_of
from bachdang.quarter.snapshots import is_intact
from bachdang.reports.choice import Choice, choice_of, needed_choice, needed_report
from bachdang.reports.document import document_name, quarter_document
from bachdang.reports.forms import ReportTextsForm
from bachdang.reports.letterhead import paper_of, written_by
from bachdang.reports.pdf import NoPdf, has_pdf, need_pdf, pdf_of
from bachdang.reports.preview import count_tables, previews
from bachdang.reports.workbook import quarter_workbook, workbook_name
from bachdang.scope.conditional import conditional_on, locked_tag
from bachdang.scope.scopes import Scope, scope_of
from bachdang.ui.addresses import add_parameters
from bachdang.ui.downloads import DOCX, PDF, file_response, workbook_response
from bachdang.ui.form_data import form_data
from plans.codes import beginning_of
from plans.models import Snapshot
from plans.report_texts import report_texts, set_report_texts, template_of


@require_safe
@permission_required(EXPORT_REPORT, raise_exception=True)
def report_list(request: HttpRequest) -> HttpResponse:
    """The page of the period's report: its sheets, what is missing or estimated and who owes it."""
    choice = choice_of(request)
    context: dict[str, object] = {"title": "Báo cáo"}
    if choice is not None:
        context["choice"] = choice
    if choice is not None and not choice.form.errors:
        try:
            context |= chosen(request, choice, choice.report())
        except Unreadable as error:
            context["unreadable"] = str(error)
    return render(request, "reports/report_list.html", context)


def chosen(request: HttpRequest, choice: Choice, report: QuarterReport) -> dict[str, object]:
    """The report, where its files are, and the sheet that is looked at."""
    return {
        "report": report,
        "snapshot": choice.snapshot,
        "mark": choice.mark,
        "of_quarter_only": texts_of_quarter(choice),
        "versions": versions_of(choice.scope),
        "workbook_url": add_parameters(reverse("report_workbook"), choice.scope.chosen | choice.query),
        "document_url": add_parameters(reverse("report_document"), choice.scope.chosen | choice.query),
        "pdf_url": add_parameters(reverse("report_pdf"), choice.scope.chosen | choice.query),
        "has_pdf": has_pdf(),
        **preview_of(request, report),
    }


def _frozen_tag(request: HttpRequest) -> str | None:
    """A report of a longer time is made of what is accepted by now, whatever round is looked at."""
    return None if request.GET.get("khoang") else locked_tag(request)


conditional_file = conditional_on(_frozen_tag)


@require_safe
@permission_required(EXPORT_REPORT, raise_exception=True)
@conditional_file
def report_workbook(request: HttpRequest) -> HttpResponse:
    """The period's workbook as a download."""
    choice = needed_choice(request)
    report = needed_report(choice)
    content = quarter_workbook(report, choice.mark, choice.plan.letterhead)
    return workbook_response(content, workbook_name(report))


@require_safe
@permission_required(EXPORT_REPORT, raise_exception=True)
@conditional_file
def report_document(request: HttpRequest) -> HttpResponse:
    """The period's written report as a Word draft."""
    report, content = draft_of_choice(needed_choice(request))
    return file_response(content, document_name(report), DOCX)


@require_safe
@permission_required(EXPORT_REPORT, raise_exception=True)
@conditional_file
def report_pdf(request: HttpRequest) -> HttpResponse:
    """The same as PDF; where this machine makes none, back to the page with the reason."""
    choice = needed_choice(request)
    try:
        need_pdf()
        report, content = draft_of_choice(choice)
        return file_response(pdf_of(content), f"{report.head.file_name}.pdf", PDF)
    except NoPdf as reason:
        messages.error(request, str(reason))
        return redirect(add_parameters(reverse("report_list"), choice.scope.chosen | choice.query))


def draft_of_choice(choice: Choice) -> tuple[QuarterReport, bytes]:
    """The report and its Word draft, in the office's own form and words."""
    report, plan = needed_report(choice), choice.plan
    own = template_of(plan)
    texts = report_texts(plan, DEFAULTS)
    template = bytes(own.content) if own else None
    return report, quarter_document(report, texts, plan.letterhead, choice.mark, template)


@require_safe
@permission_required(EXPORT_REPORT, raise_exception=True)
def find_code(request: HttpRequest) -> HttpResponse:
    """The frozen version whose code was read from the foot of a page, and whether its rows are untouched."""
    typed = request.GET.get("ma", "").strip()
    found = Snapshot.objects.visible_to(request.user).coded(typed) if typed else Snapshot.objects.none()
    rows = found.select_related("period__plan", "taken_by__unit").order_by("period_id", "version")
    context = {
        "title": "Tra mã báo cáo",
        "typed": typed,
        "is_code": beginning_of(typed) is not None,
        "found": [(one, is_intact(one)) for one in rows],
    }
    return render(request, "reports/find_code.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(EDIT_PLAN, raise_exception=True)
def edit_texts(request: HttpRequest) -> HttpResponse:
    """The office's texts of the written report, with what each name in braces stands for now."""
    scope = scope_of(request)
    if scope.plan is None:
        raise NotYet("Chưa có kế hoạch nào.")
    initial = {"letterhead": scope.plan.letterhead, **report_texts(scope.plan, DEFAULTS)}
    form = ReportTextsForm(form_data(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        assert isinstance(request.user, User)
        letterhead = form.cleaned_data["letterhead"]
        set_report_texts(
            plan=scope.plan, texts=form.texts, defaults=DEFAULTS, letterhead=letterhead, by=request.user
        )
        messages.success(request, "Đã lưu lời văn báo cáo.")
        return redirect(reverse("report_list") + scope.query)
    report = needed_report(needed_choice(request))
    values = values_of(written_by(report, paper_of(report.head, scope.plan.letterhead)))
    context = {
        "title": "Lời văn báo cáo",
        "form": form,
        "names": [(f"{{{name}}}", meaning, values[name]) for name, meaning in NAMES.items()],
    }
    return render(request, "reports/report_texts.html", context, status=422 if form.is_bound else 200)


def preview_of(request: HttpRequest, report: QuarterReport) -> dict[str, object]:
    """The sheet of ?trang=, else Tổng hợp."""
    key = request.GET.get("trang", "")
    sheets = previews(report, key)
    chosen = next((one for one in sheets if one.key == key), None)
    if key and chosen is None:
        raise Http404("Báo cáo không có trang tính này.")
    return {"sheets": sheets, "preview": chosen, "tables": [] if chosen else count_tables(report)}


def texts_of_quarter(choice: Choice) -> list[str]:
    """The office's own texts that say "quý" themselves, in a report of another time."""
    if choice.form.span is None:
        return []
    texts = report_texts(choice.plan, DEFAULTS)
    return [section.title for key, section in SECTIONS.items() if says_quarter(texts[key])]


def versions_of(scope: Scope) -> list[Snapshot]:
    """The frozen versions of a locked round, the newest first."""
    found = Snapshot.objects.filter(period=scope.period).defer("rows").select_related("taken_by")
    return list(found.order_by("-version")) if scope.period and scope.period.locked_at else []
