"""Mẫu Word: the office takes the template, changes it in Word, and sends it back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bachdang.accounts.models import User
from bachdang.accounts.roles import EDIT_PLAN
from bachdang.errors import NotYet
from bachdang.quarter.rows.head import head_of
from bachdang.reports.document.checking import MAX_BYTES, template_faults
from bachdang.reports.document.fields import BLOCKS, FIELDS
from bachdang.reports.document.template import first_template
from bachdang.reports.letterhead import paper_of
from bachdang.scope.scopes import Scope, scope_of
from bachdang.ui.downloads import DOCX, file_response
from bachdang.ui.form_data import form_data
from plans.models import Plan
from plans.report_texts import drop_report_template, set_report_template, template_of


class TemplateForm(forms.Form):
    """The file; what is wrong in it is told with its remedy, and the template in use stays."""

    file = forms.FileField(
        label="Tệp mẫu (.docx)",
        help_text="Tệp .docx đã sửa trong Word, không quá 2 MB. Không nhập bí mật nhà nước.",
        error_messages={"required": "Chọn tệp mẫu.", "empty": "Tệp rỗng. Chọn tệp mẫu đã sửa."},
    )

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > MAX_BYTES:
            raise ValidationError("Tệp lớn hơn 2 MB. Bỏ ảnh lớn trong mẫu rồi lưu lại.")
        self.content = file.read()
        if faults := template_faults(self.content):
            raise ValidationError(faults)
        return file


def _planned(request: HttpRequest) -> tuple[Scope, Plan, User]:
    scope = scope_of(request)
    if scope.plan is None:
        raise NotYet("Chưa có kế hoạch nào.")
    assert isinstance(request.user, User)
    return scope, scope.plan, request.user


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(EDIT_PLAN, raise_exception=True)
def word_template(request: HttpRequest) -> HttpResponse:
    """The template in use and its fields; POST of a file puts that in use."""
    scope, plan, user = _planned(request)
    form = TemplateForm(form_data(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        name = form.cleaned_data["file"].name
        set_report_template(plan=plan, name=name, content=form.content, by=user)
        messages.success(request, f"Từ nay báo cáo Word theo mẫu “{name}”.")
        return redirect(reverse("word_template") + scope.query)
    context: dict[str, Any] = {
        "title": "Mẫu Word của báo cáo",
        "form": form,
        "template": template_of(plan),
        "fields": [(f"{{{{{name}}}}}", meaning, name in BLOCKS) for name, meaning in FIELDS.items()],
    }
    return render(request, "reports/word_template.html", context, status=422 if form.is_bound else 200)


@require_safe
@permission_required(EDIT_PLAN, raise_exception=True)
def word_template_file(request: HttpRequest) -> HttpResponse:
    """The template in use, to be opened in Word; ?co-san=1 the one the program begins with."""
    scope, plan, _ = _planned(request)
    own = None if request.GET.get("co-san") else template_of(plan)
    head = head_of(scope, plan)
    content = bytes(own.content) if own else first_template(head, paper_of(head, plan.letterhead))
    return file_response(content, "mau-bao-cao.docx", DOCX)


@require_POST
@permission_required(EDIT_PLAN, raise_exception=True)
def drop_word_template(request: HttpRequest) -> HttpResponse:
    """Back to the template that the program begins with."""
    scope, plan, user = _planned(request)
    if drop_report_template(plan=plan, by=user):
        messages.success(request, "Từ nay báo cáo Word theo mẫu có sẵn.")
    else:
        messages.info(request, "Báo cáo Word đang theo mẫu có sẵn, không có gì thay đổi.")
    return redirect(reverse("word_template") + scope.query)
