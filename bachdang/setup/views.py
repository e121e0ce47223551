"""Sổ khởi tạo: download, upload, look at what would change, confirm."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bachdang.accounts.door.confirming import confirm_first
from bachdang.accounts.views import told_once
from bachdang.errors import NotYet
from bachdang.scope.scopes import scope_of
from bachdang.setup.allowing import allow
from bachdang.setup.packing import pack, unpack
from bachdang.setup.painting import setup_workbook
from bachdang.setup.parts import parts_of
from bachdang.setup.reading import ReadBook, read_book
from bachdang.setup.ward import Ward
from bachdang.setup.writing import Outcome, write_book
from bachdang.spreadsheet.reading import UnreadableFile
from bachdang.ui.downloads import workbook_response
from bachdang.ui.uploads import TableField
from bachdang.vietnamese.code_pages import CodePageQuestion, answered

MOST_FAULTS, MOST_CHANGES = 60, 200
"""So many faults, and rows of one sheet, are shown on the page; the marked workbook has every fault."""


class BookForm(forms.Form):
    file = TableField(
        label="Sổ đã ghi",
        help_text="Tệp .xlsx tải từ trang này, không quá 5 MB. Không nhập bí mật nhà nước.",
        error_messages={"required": "Chọn tệp sổ.", "empty": "Tệp rỗng. Chọn tệp sổ đã ghi."},
    )


def ward_of(request: HttpRequest, *, rehearsed: bool = True) -> Ward:
    """The ward that the person sets up. Raises PermissionDenied, NotYet."""
    user = allow(request)
    if user.unit is None:
        raise NotYet("Tài khoản chưa thuộc đơn vị nào.")
    return Ward.of(user, scope_of(request), rehearsed=rehearsed)


@require_http_methods(["GET", "HEAD", "POST"])
def book(request: HttpRequest) -> HttpResponse:
    """The page; POST of a file previews it, POST of a preview confirms it."""
    ward = ward_of(request)
    if request.method != "POST":
        return _page(request, ward, BookForm())
    return _confirm(request) if "packed" in request.POST else _preview(request, ward)


@require_safe
def book_file(request: HttpRequest) -> HttpResponse:
    """The workbook as things stand."""
    ward = ward_of(request)
    return workbook_response(
        setup_workbook(ward, at=timezone.now()), f"so-khoi-tao-{ward.locality.code}.xlsx"
    )


@require_POST
def marked_book(request: HttpRequest) -> HttpResponse:
    """The workbook with all that was typed, its faults tinted and commented, as things stand now."""
    ward = ward_of(request)
    try:
        read = unpack(request.POST.get("packed", ""), ward.by)
    except UnreadableFile as error:
        return _lost(request, error)
    faults = write_book(ward=ward, read=read).faults
    content = setup_workbook(ward_of(request), at=timezone.now(), read=read, faults=faults)
    return workbook_response(content, f"so-khoi-tao-{ward.locality.code}-loi.xlsx")


def _lost(request: HttpRequest, error: UnreadableFile) -> HttpResponse:
    messages.error(request, error.message_vi)
    return redirect(reverse("setup_book") + scope_of(request).query)


def _preview(request: HttpRequest, ward: Ward) -> HttpResponse:
    form = BookForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, ward, form, status=422)
    try:
        read = read_book(form.cleaned_data["file"].read(), parts_of(ward))
        packed = pack(read, ward.by)
    except UnreadableFile as error:
        form.add_error("file", error.message_vi)
        return _page(request, ward, form, status=422)
    outcome = write_book(ward=ward, read=read.in_unicode(read.code_page))
    return _answer(request, ward, read, outcome, packed)


def _confirm(request: HttpRequest) -> HttpResponse:
    ward = ward_of(request, rehearsed=False)
    if asked := confirm_first(request):
        return asked
    packed = request.POST["packed"]
    try:
        read = unpack(packed, ward.by)
    except UnreadableFile as error:
        return _lost(request, error)
    page, turn = read.code_page, answered(request.POST)
    if page is not None and turn is None:
        ward.rehearsed = True
        outcome = write_book(ward=ward, read=read.in_unicode(page))
        return _answer(request, ward, read, outcome, packed, unanswered=True)
    outcome = write_book(ward=ward, read=read.in_unicode(page if turn else None))
    if outcome.faults or not outcome.changes:
        return _answer(request, ward, read, outcome, packed)
    said = f"Đã ghi {outcome.cells} ô của {outcome.rows} dòng."
    if ward.created:
        messages.success(request, said)
        return told_once(
            request, ward.created, reverse("setup_book") + ward.scope.query, "Xong, về sổ khởi tạo"
        )
    messages.success(request, said)
    return redirect(reverse("setup_book") + ward.scope.query)


def _answer(
    request: HttpRequest,
    ward: Ward,
    read: ReadBook,
    outcome: Outcome,
    packed: str,
    *,
    unanswered: bool = False,
) -> HttpResponse:
    """What is wrong, or what would change, or that nothing would."""
    if not outcome.faults and not outcome.changes:
        for note in outcome.notes:
            messages.warning(request, note)
        messages.info(request, "Không có thay đổi: hệ thống đã ghi đúng như sổ.")
        return _page(request, ward, BookForm())
    shown = {
        "outcome": outcome,
        "packed": packed,
        "unanswered": unanswered,
        "notes": [*read.notes, *outcome.notes],
        "question": CodePageQuestion.of(read.texts),
        "faults": outcome.faults[:MOST_FAULTS],
        "more_faults": max(len(outcome.faults) - MOST_FAULTS, 0),
        "markable": any(one.row for one in outcome.faults),
        "sheets": [
            (name, rows[:MOST_CHANGES], len(rows), max(len(rows) - MOST_CHANGES, 0))
            for name, rows in outcome.changes.items()
        ],
    }
    return _page(request, ward, BookForm(), status=422 if outcome.faults or unanswered else 200, **shown)


def _page(
    request: HttpRequest, ward: Ward, form: BookForm, *, status: int = 200, **shown: Any
) -> HttpResponse:
    context = {
        "title": "Sổ khởi tạo",
        "form": form,
        "locality": ward.locality,
        "parts": [(part.table.name, part.owner, part.may_write) for part in parts_of(ward)],
    }
    return render(request, "setup/book.html", context | shown, status=status)
