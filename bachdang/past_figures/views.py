"""Số liệu quá khứ: download the table, upload it, look at what would change, confirm."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bachdang.accounts.models import User
from bachdang.accounts.roles import EDIT_PLAN, may
from bachdang.errors import NotYet
from bachdang.past_figures.checking import plan_import
from bachdang.past_figures.files import checked_workbook, past_workbook
from bachdang.past_figures.found import Import
from bachdang.past_figures.packing import Kept, pack, unpack
from bachdang.past_figures.rows import FIGURES
from bachdang.past_figures.writing import confirm_import
from bachdang.scope.scopes import Scope, scope_of
from bachdang.spreadsheet.reading import UnreadableFile, read_table, texts_of
from bachdang.ui.downloads import workbook_response
from bachdang.ui.uploads import TableField
from bachdang.vietnamese.code_pages import CodePageQuestion, answered
from indicators.rules import Quarter
from plans.models import ItemKind, Plan, Terms, TermsState

MOST_FAULTS, MOST_CHANGES = 60, 200
"""So many are shown on the page; the workbook of the check has them all."""


class PastFiguresForm(forms.Form):
    file = TableField(
        label="Tệp số liệu",
        help_text=(
            "Tệp .xlsx hoặc .csv, theo tệp mẫu hoặc mỗi năm, mỗi quý một cột; không quá 5 MB. "
            "Không nhập bí mật nhà nước."
        ),
        error_messages={"required": "Chọn tệp số liệu."},
    )


def _allow(request: HttpRequest) -> tuple[User, Scope, Plan]:
    user = request.user
    if not isinstance(user, User) or not may(user, EDIT_PLAN):
        raise PermissionDenied("Số liệu quá khứ do Văn phòng Đảng ủy nhập.")
    scope = scope_of(request)
    if scope.plan is None:
        raise NotYet("Chưa có kế hoạch nào.")
    return user, scope, scope.plan


def _names(scope: Scope) -> dict[int, str]:
    """The indicators of the plan by key, as they are called today."""
    found = Terms.objects.valid_on(scope.ends).filter(item__plan=scope.plan, item__kind=ItemKind.INDICATOR)
    return dict(found.exclude(state=TermsState.ENDED).values_list("item", "title"))


@require_http_methods(["GET", "HEAD", "POST"])
def past_figures(request: HttpRequest) -> HttpResponse:
    """The page; POST of a file previews it, POST of a preview confirms it."""
    _allow(request)
    if request.method != "POST":
        return _page(request, PastFiguresForm())
    return _confirm(request) if "packed" in request.POST else _preview(request)


@require_safe
def past_figures_file(request: HttpRequest) -> HttpResponse:
    """The table to be filled in, with what was put in before."""
    _, scope, plan = _allow(request)
    content = past_workbook(plan, _names(scope), timezone.now())
    return workbook_response(content, "so-lieu-qua-khu.xlsx")


@require_POST
def past_figures_check(request: HttpRequest) -> HttpResponse:
    """What became of every row of a previewed table, as a workbook."""
    user, scope, plan = _allow(request)
    try:
        kept = _kept(request, user, plan)
    except UnreadableFile as error:
        return _stale(request, error)
    lines = kept.table.in_unicode(kept.table.code_page)
    found = plan_import(plan, lines, _until(scope), kept.name)
    content = checked_workbook(plan, lines, found, _names(scope), timezone.now())
    return workbook_response(content, "kiem-tra-so-lieu-qua-khu.xlsx")


def _until(scope: Scope) -> Quarter:
    return Quarter.of(scope.today)


def _kept(request: HttpRequest, user: User, plan: Plan) -> Kept:
    """Raises UnreadableFile for what is not a preview of this plan for this person."""
    kept = unpack(request.POST.get("packed", ""), user)
    if kept.plan != plan.pk:
        raise UnreadableFile("Bản xem trước này của kế hoạch khác. Tải tệp lên lại.")
    return kept


def _stale(request: HttpRequest, error: UnreadableFile) -> HttpResponse:
    messages.error(request, error.message_vi)
    return redirect(reverse("past_figures") + scope_of(request).query)


def _preview(request: HttpRequest) -> HttpResponse:
    user, scope, plan = _allow(request)
    form = PastFiguresForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form, status=422)
    file = form.cleaned_data["file"]
    try:
        table = read_table(file.read(), file.name, FIGURES.anchors)
        lines = table.in_unicode(table.code_page)
        found = plan_import(plan, lines, _until(scope), file.name)
        kept = Kept(plan.pk, found.mark, file.name, table)
        packed = pack(kept, user)
    except UnreadableFile as error:
        form.add_error("file", error.message_vi)
        return _page(request, form, status=422)
    if not found.faults and not found.changes:
        messages.info(request, "Không có thay đổi: mọi số liệu trong tệp đã có trên hệ thống.")
        return _page(request, PastFiguresForm())
    return _page(request, PastFiguresForm(), found=found, kept=kept, packed=packed)


def _confirm(request: HttpRequest) -> HttpResponse:
    user, scope, plan = _allow(request)
    try:
        kept = _kept(request, user, plan)
    except UnreadableFile as error:
        return _stale(request, error)
    page, turn = kept.table.code_page, answered(request.POST)
    if page is not None and turn is None:
        found = plan_import(plan, kept.table.in_unicode(page), _until(scope), kept.name)
        return _again(request, found, kept, user, unanswered=not found.faults)
    lines = kept.table.in_unicode(page if turn else None)
    found, written = confirm_import(
        plan=plan, lines=lines, until=_until(scope), seen=kept.mark, by=user, name=kept.name
    )
    if not written:
        return _again(request, found, kept, user, changed=not found.faults)
    indicators = len({one.indicator.pk for one in found.changes})
    messages.success(request, f"Đã ghi {len(found.changes)} số liệu của {indicators} chỉ tiêu.")
    return redirect(reverse("past_figures") + scope.query)


def _again(request: HttpRequest, found: Import, kept: Kept, user: User, **why: bool) -> HttpResponse:
    """The preview once more, as things stand now."""
    packed = pack(replace(kept, mark=found.mark), user)
    return _page(request, PastFiguresForm(), found=found, kept=kept, packed=packed, **why)


def _page(
    request: HttpRequest,
    form: PastFiguresForm,
    *,
    found: Import | None = None,
    kept: Kept | None = None,
    packed: str = "",
    changed: bool = False,
    unanswered: bool = False,
    status: int = 200,
) -> HttpResponse:
    """The page with what was found: faults, or what would change.

    `changed`: it is not what was shown before; `unanswered`: whether to turn it into Unicode was not said.
    """
    context: dict[str, Any] = {"title": "Số liệu quá khứ", "form": form}
    if found is not None and kept is not None:
        names = _names(scope_of(request))
        context |= {
            "found": found,
            "packed": packed,
            "changed": changed,
            "unanswered": unanswered,
            "notes": kept.table.notes + found.notes,
            "question": CodePageQuestion.of(texts_of(kept.table.lines)),
            "faults": found.faults[:MOST_FAULTS],
            "more_faults": max(len(found.faults) - MOST_FAULTS, 0),
            "doubts": found.doubts[:MOST_FAULTS],
            "more_doubts": max(len(found.doubts) - MOST_FAULTS, 0),
            "changes": [(one, names.get(one.indicator.pk, "")) for one in found.changes[:MOST_CHANGES]],
            "more_changes": max(len(found.changes) - MOST_CHANGES, 0),
        }
        status = 422 if found.faults or changed or unanswered else status
    return render(request, "past_figures/past_figures.html", context, status=status)
