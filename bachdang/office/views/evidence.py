"""Evidence: added to a draft, taken away, downloaded by those who may read the report."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from bachdang.accounts.models import User
from plans.evidence import attach_document, attach_file, remove_evidence
from plans.models import Evidence, Report


class EvidenceForm(forms.Form):
    """A file, or the number and day of a document."""

    file = forms.FileField(label="Tệp", required=False)
    number = forms.CharField(label="Số, ký hiệu văn bản", max_length=120, required=False)
    day = forms.DateField(label="Ngày văn bản", required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not self.errors and not data.get("file") and not data.get("number"):
            raise ValidationError("Chọn một tệp, hoặc ghi số văn bản.")
        return data


def _back(report: Report) -> HttpResponse:
    page = reverse("report_form", args=[report.item.code])
    return redirect(f"{page}?ky={report.period.slug}#evidence")


@require_POST
def add_evidence(request: HttpRequest, report: int) -> HttpResponse:
    """Attach a file or a document to one's own draft."""
    reports = Report.objects.editable_by(request.user).select_related("item", "period")
    found = get_object_or_404(reports, pk=report)
    assert isinstance(request.user, User)
    form = EvidenceForm(request.POST, request.FILES)
    try:
        if not form.is_valid():
            raise ValidationError([error for errors in form.errors.values() for error in errors])
        data = form.cleaned_data
        if data["file"]:
            content = data["file"].read()
            attach_file(report=found, name=data["file"].name, content=content, by=request.user)
        if data["number"]:
            attach_document(report=found, number=data["number"], day=data["day"], by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, "Đã thêm tài liệu minh chứng.")
    return _back(found)


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take evidence away from one's own draft."""
    assert isinstance(request.user, User)
    found = Evidence.objects.readable_by(request.user).filter(report__unit=request.user.unit_id)
    evidence = get_object_or_404(found.select_related("report__item", "report__period"), pk=pk)
    report = evidence.report
    remove_evidence(evidence=evidence, by=request.user)
    messages.success(request, "Đã bỏ tài liệu minh chứng.")
    return _back(report)


@require_safe
def download(request: HttpRequest, pk: int) -> HttpResponse:
    """The file as an attachment, for those who may read the report it stands behind."""
    found = Evidence.objects.readable_by(request.user).filter(upload__isnull=False)
    evidence = get_object_or_404(found.select_related("upload"), pk=pk)
    upload = evidence.upload
    assert upload is not None
    try:
        with upload.file.open("rb") as stored:
            content = stored.read()
    except FileNotFoundError as error:
        raise Http404("Tệp không còn trong kho lưu trữ.") from error
    response = HttpResponse(content, content_type=upload.content_type)
    response["Content-Disposition"] = content_disposition_header(True, evidence.name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
