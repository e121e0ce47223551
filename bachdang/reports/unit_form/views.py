"""Biểu mẫu Excel: download, upload, look at what would change, confirm."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bachdang.accounts.models import Unit, User
from bachdang.accounts.roles import APPROVE_REPORT, MANAGE_PERIODS, WRITE_REPORT, may
from bachdang.errors import NotYet
from bachdang.reports.unit_form.checking import Outcome, check_form, texts_of, wrong_form
from bachdang.reports.unit_form.packing import pack, unpack
from bachdang.reports.unit_form.painting import Marks, unit_workbook
from bachdang.reports.unit_form.reading import Fault, ReadForm, read_form
from bachdang.reports.unit_form.rows import UnitForm
from bachdang.reports.unit_form.writing import write_form
from bachdang.scope.scopes import Scope, on_newest_round, scope_of
from bachdang.spreadsheet.reading import UnreadableFile
from bachdang.standing.due_reports import progress_by_unit
from bachdang.standing.quarter_book import book_of
from bachdang.ui.downloads import workbook_response
from bachdang.ui.uploads import TableField
from bachdang.vietnamese.code_pages import CodePageQuestion, answered
from plans.models import Period, Plan

MOST_FAULTS = 60
"""So many are listed on the page; the marked workbook has them all."""


class UploadForm(forms.Form):
    file = TableField(
        label="Biểu mẫu đã nhập",
        help_text="Tệp .xlsx tải từ trang này, không quá 5 MB. Không nhập bí mật nhà nước.",
        error_messages={"required": "Chọn tệp biểu mẫu.", "empty": "Tệp rỗng. Chọn tệp biểu mẫu đã nhập."},
    )


def _person(request: HttpRequest) -> User:
    user = request.user
    if not isinstance(user, User) or not (may(user, WRITE_REPORT) or may(user, MANAGE_PERIODS)):
        raise PermissionDenied("Vai trò của bạn không nhập báo cáo.")
    return user


def _writer(request: HttpRequest) -> tuple[User, Unit]:
    user = _person(request)
    if not may(user, WRITE_REPORT):
        raise PermissionDenied("Chỉ đơn vị báo cáo tải biểu mẫu của mình lên.")
    if user.unit is None:
        raise NotYet("Tài khoản chưa thuộc đơn vị nào.")
    return user, user.unit


def _round(request: HttpRequest) -> tuple[Scope, Plan, Period]:
    scope = scope_of(request)
    if scope.plan is None or scope.period is None:
        raise Http404("Chưa mở kỳ báo cáo nào.")
    return scope, scope.plan, scope.period


@on_newest_round
@require_http_methods(["GET", "HEAD", "POST"])
def unit_form(request: HttpRequest) -> HttpResponse:
    """The page of the own unit's form; for the office, the forms of all units. POST previews or confirms."""
    user = _person(request)
    scope = scope_of(request)
    if scope.plan is None or scope.period is None or user.unit is None:
        return render(request, "reporting/no_round.html", {"title": "Biểu mẫu Excel"})
    if request.method == "POST":
        _writer(request)
        return _confirm(request) if "packed" in request.POST else _preview(request)
    if not may(user, WRITE_REPORT):
        progress = progress_by_unit(book_of(scope))
        context = {"title": "Biểu mẫu Excel của các đơn vị", "progress": progress}
        return render(request, "reports/unit_forms.html", context)
    return _page(request, UnitForm(scope, scope.plan, user.unit), UploadForm())


@on_newest_round
@require_safe
def unit_form_file(request: HttpRequest, code: str) -> HttpResponse:
    """A unit's form as a download: its own people's, and the office's for any unit."""
    user = _person(request)
    scope, plan, period = _round(request)
    units = Unit.objects.visible_to(user)
    if not may(user, MANAGE_PERIODS):
        units = units.filter(pk=user.unit_id or 0)
    unit = get_object_or_404(units, code=code)
    assert isinstance(unit, Unit)
    content = unit_workbook(UnitForm(scope, plan, unit), at=timezone.now())
    return workbook_response(content, f"bieu-mau-{unit.code}-{period.slug}.xlsx")


@on_newest_round
@require_POST
def unit_form_marked(request: HttpRequest) -> HttpResponse:
    """The form with what was typed, its faults tinted and commented, made from how things stand now."""
    user, unit = _writer(request)
    scope, plan, period = _round(request)
    try:
        read = unpack(request.POST.get("packed", ""), user)
    except UnreadableFile as error:
        messages.error(request, error.message_vi)
        return redirect(reverse("unit_form") + scope.query)
    form = UnitForm(scope, plan, unit)
    marks = Marks(texts_of(read.filled), check_form(form, read.filled).marks)
    content = unit_workbook(form, at=timezone.now(), marks=marks)
    return workbook_response(content, f"bieu-mau-{unit.code}-{period.slug}-loi.xlsx")


def _preview(request: HttpRequest) -> HttpResponse:
    user, unit = _writer(request)
    scope, plan, _ = _round(request)
    form = UnitForm(scope, plan, unit)
    upload = UploadForm(request.POST, request.FILES)
    if not upload.is_valid():
        return _page(request, form, upload, status=422)
    try:
        read = read_form(upload.cleaned_data["file"].read())
        packed = pack(read, user)
    except UnreadableFile as error:
        upload.add_error("file", error.message_vi)
        return _page(request, form, upload, status=422)
    outcome = Outcome(faults=read.faults)
    if reason := wrong_form(read, form):
        outcome.faults = [Fault(reason)]
    elif not read.faults:
        outcome = check_form(form, read.in_unicode(read.code_page).filled)
    return _answer(request, form, read, outcome, packed)


def _confirm(request: HttpRequest) -> HttpResponse:
    user, unit = _writer(request)
    scope, plan, _ = _round(request)
    packed, confirmed = request.POST["packed"], "confirmed" in request.POST
    try:
        read = unpack(packed, user)
    except UnreadableFile as error:
        messages.error(request, error.message_vi)
        return redirect(reverse("unit_form") + scope.query)
    page, turn = read.code_page, answered(request.POST)
    if page is not None and turn is None:
        form = UnitForm(scope, plan, unit)
        outcome = check_form(form, read.in_unicode(page).filled)
        return _answer(request, form, read, outcome, packed, unanswered=True)
    meant = read.in_unicode(page if turn else None)
    outcome = write_form(scope=scope, plan=plan, unit=unit, read=meant, by=user, confirmed=confirmed)
    if outcome.faults or (outcome.warnings and not confirmed):
        asked = not outcome.faults
        return _answer(request, UnitForm(scope, plan, unit), read, outcome, packed, asked=asked)
    if not outcome.changes:
        messages.success(request, "Không có thay đổi: hệ thống đã ghi đúng như biểu mẫu.")
    else:
        then = "gửi Văn phòng Đảng ủy" if may(user, APPROVE_REPORT) else "trình lãnh đạo"
        said = f"Đã ghi {outcome.count} thay đổi của {len(outcome.changes)} việc vào bản nháp."
        messages.success(request, f"{said} Xem lại dưới đây rồi {then}.")
    return redirect(reverse("my_work") + scope.query)


def _answer(
    request: HttpRequest,
    form: UnitForm,
    read: ReadForm,
    outcome: Outcome,
    packed: str,
    *,
    asked: bool = False,
    unanswered: bool = False,
) -> HttpResponse:
    """What is wrong, or what would change, or that nothing would."""
    question = CodePageQuestion.of(read.texts)
    shown: dict[str, Any] = {"outcome": outcome, "packed": packed, "asked": asked, "unanswered": unanswered}
    shown |= {"notes": read.notes, "question": question}
    if outcome.faults:
        shown |= {
            "faults": outcome.faults[:MOST_FAULTS],
            "more_faults": max(len(outcome.faults) - MOST_FAULTS, 0),
            "markable": bool(outcome.marks),
        }
    elif not outcome.changes:
        same = "biểu mẫu giống hệt số liệu trên hệ thống."
        said = "các ô nhập giống hệt số liệu trên hệ thống. Xem các lưu ý dưới đây." if read.notes else same
        messages.info(request, f"Không có thay đổi: {said}")
        return _page(request, form, UploadForm(), notes=read.notes)
    wrong = asked or unanswered or bool(outcome.faults)
    return _page(request, form, UploadForm(), status=422 if wrong else 200, **shown)


def _page(
    request: HttpRequest, form: UnitForm, upload: UploadForm, *, status: int = 200, **shown: Any
) -> HttpResponse:
    sheets = [
        (name, len(found), sum(not one.refused for one in found)) for name, found in form.sheets.items()
    ]
    context = {
        "title": "Biểu mẫu Excel",
        "form": upload,
        "unit_form": form,
        "sheets": sheets,
        "is_head": may(request.user, APPROVE_REPORT),
    }
    return render(request, "reports/unit_form.html", context | shown, status=status)
