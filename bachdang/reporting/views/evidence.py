"""Evidence: added to a draft, taken away, downloaded by those who may read the report."""

from __future__ import annotations

from functools import partial
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from bachdang.accounts.models import User
from bachdang.reporting.views.files import file_response
from bachdang.reporting.views.refused import made_of, refused
from bachdang.reporting.work.filing import Papers, attach
from bachdang.vietnamese.fields import DayField
from bachdang.vietnamese.free_text import FreeText
from plans.evidence import remove_evidence, too_large
from plans.models import Evidence, Report


class EvidenceForm(forms.Form):
    """A file, or the number and day of a document; `optional`: or neither, beside a report."""

    file = forms.FileField(
        label="Tệp",
        required=False,
        help_text="pdf, docx, xlsx, jpg, png; tối đa 20 MB. Không gửi bí mật nhà nước.",
    )
    number = FreeText(label="hoặc số, ký hiệu văn bản", max_length=120, required=False)
    day = DayField(label="Ngày văn bản", required=False, help_text="Ngày/tháng/năm, ví dụ 12/9/2026")

    def __init__(self, *args: Any, optional: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.optional = optional

    def clean_file(self) -> UploadedFile | None:
        """Refused by its size before it is read."""
        file: UploadedFile | None = self.cleaned_data["file"]
        if file is not None and (file.size or 0) > settings.EVIDENCE_MAX_BYTES:
            raise ValidationError(too_large(file.name or ""))
        return file

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not (self.errors or self.optional or data.get("file") or data.get("number")):
            raise ValidationError("Chọn một tệp, hoặc ghi số văn bản.")
        return data


def _back(report: Report) -> HttpResponseRedirect:
    page = reverse("report_form", args=[report.item.code])
    return HttpResponseRedirect(f"{page}?ky={report.period.slug}#evidence")


@require_POST
def add_evidence(request: HttpRequest, report: int) -> HttpResponse:
    """Attach a file or a document to one's own draft."""
    reports = Report.objects.editable_by(request.user).select_related("item", "period")
    found = get_object_or_404(reports, pk=report)
    assert isinstance(request.user, User)
    form = EvidenceForm(request.POST, request.FILES)
    if made_of(form, partial(_attach, found, request.user)) is None:
        title, back = f"Tài liệu minh chứng {found.item.code}", _back(found).url
        return refused(request, form, title=title, action="Thêm tài liệu", back=back)
    messages.success(request, "Đã thêm tài liệu minh chứng.")
    return _back(found)


def _attach(report: Report, by: User, **papers: Any) -> bool:
    attach(report, Papers(**papers), by)
    return True


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
    """The file as an attachment, for those who may read the report it stands behind; `?xem=1`: to look at."""
    found = Evidence.objects.readable_by(request.user).filter(upload__isnull=False)
    evidence = get_object_or_404(found.select_related("upload"), pk=pk)
    assert evidence.upload is not None
    return file_response(request, evidence.upload, evidence.name, to_look_at="xem" in request.GET)
