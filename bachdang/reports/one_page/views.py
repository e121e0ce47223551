"""Một trang: on screen, for a meeting room, on paper, as PDF."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from bachdang.accounts.roles import EXPORT_REPORT
from bachdang.quarter.prose.one_page import OnePage, one_page
from bachdang.reports.choice import needed_choice, needed_report
from bachdang.reports.document.notes import as_printed
from bachdang.reports.one_page.paper import one_page_document
from bachdang.reports.pdf import NoPdf, has_pdf, need_pdf, pdf_of
from bachdang.ui.addresses import add_parameters
from bachdang.ui.downloads import PDF, file_response


@require_safe
@permission_required(EXPORT_REPORT, raise_exception=True)
def one_page_view(request: HttpRequest) -> HttpResponse:
    """The page of the round looked at; ?chieu=1 for a screen on the wall, ?ban=2 an earlier version."""
    choice = needed_choice(request)
    context = {
        "title": "Một trang",
        "page": one_page(as_printed(needed_report(choice))),
        "mark": choice.mark,
        "on_wall": bool(request.GET.get("chieu")),
        "has_pdf": has_pdf(),
        "pdf_url": add_parameters(reverse("one_page_pdf"), choice.scope.chosen | choice.query),
    }
    return render(request, "reports/one_page.html", context)


@require_safe
@permission_required(EXPORT_REPORT, raise_exception=True)
def one_page_pdf(request: HttpRequest) -> HttpResponse:
    """The same as PDF; where this machine makes none, back to the page with the reason."""
    choice = needed_choice(request)
    try:
        need_pdf()
        page: OnePage = one_page(as_printed(needed_report(choice)))
        content = pdf_of(one_page_document(page, choice.mark))
        return file_response(content, f"mot-trang-{page.head.slug}.pdf", PDF)
    except NoPdf as reason:
        messages.error(request, str(reason))
        return redirect(add_parameters(reverse("one_page"), choice.scope.chosen | choice.query))
