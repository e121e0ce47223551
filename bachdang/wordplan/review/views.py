"""/bat-dau/van-ban/: a plan's document is handed in, read, looked through, written once it is confirmed."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from bachdang.accounts.models import Locality, User
from bachdang.accounts.roles import SET_UP, may
from bachdang.errors import NotYet
from bachdang.planfile.dump import units_as_data
from bachdang.planfile.errors import PlanFileError
from bachdang.spreadsheet.reading import UnreadableFile
from bachdang.ui.form_data import form_data, form_files
from bachdang.wordplan.drafting.draft import years_of
from bachdang.wordplan.lines import UNREAD, Reading
from bachdang.wordplan.reading import read_document
from bachdang.wordplan.review import actions
from bachdang.wordplan.review.chapters import Chapter, chapters
from bachdang.wordplan.review.comparing import MOST, differences
from bachdang.wordplan.review.faults import placed_faults
from bachdang.wordplan.review.forms import DocumentForm, FrameForm, LinesForm, PromiseForm, UnitsForm
from bachdang.wordplan.structure.outline import read_lines
from plans.models import PlanDraft

A_PAGE: Final = 20
PAGE: Final = "trang"
_READ = ("GET", "HEAD", "POST")


def _allow(request: HttpRequest) -> User:
    user = request.user
    if not isinstance(user, User) or not may(user, SET_UP):
        raise PermissionDenied("Văn bản kế hoạch do Văn phòng Đảng ủy hoặc quản trị đưa vào.")
    return user


def _draft(request: HttpRequest, pk: int) -> tuple[User, PlanDraft]:
    user = _allow(request)
    found = PlanDraft.objects.visible_to(user).select_related("locality", "plan", "made_by")
    return user, get_object_or_404(found, pk=pk)


def _locality(user: User) -> Locality:
    if user.unit is None:
        raise NotYet("Tài khoản chưa thuộc đơn vị nào.")
    return user.unit.locality


def _read(form: DocumentForm) -> Reading | None:
    """The reading of an uploaded file; None when it is refused, with the reason at its box."""
    if not form.is_valid():
        return None
    file = form.cleaned_data["file"]
    try:
        return read_lines(read_document(file.read(), file.name))
    except UnreadableFile as error:
        form.add_error("file", error.message_vi)
        return None


@require_http_methods(_READ)
def drafts(request: HttpRequest) -> HttpResponse:
    """The drafts of the ward, and the box for a further document."""
    user = _allow(request)
    locality = _locality(user)
    form = DocumentForm(form_data(request), form_files(request))
    if request.method == "POST" and (reading := _read(form)) is not None:
        made = actions.start_draft(
            reading=reading, name=form.cleaned_data["file"].name, locality=locality, by=user
        )
        messages.success(request, "Đã đọc văn bản. Rà soát các điểm chưa chắc rồi ghi thành kế hoạch.")
        return redirect("plan_draft", made.pk)
    found = PlanDraft.objects.visible_to(user).select_related("plan", "made_by").defer("reading", "promises")
    context = {"title": "Kế hoạch từ tệp Word", "form": form, "drafts": found[:50]}
    return render(request, "wordplan/drafts.html", context, status=422 if form.errors else 200)


@require_http_methods(_READ)
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """What is open in a draft, its chapters, and what is said of the plan as a whole."""
    user, found = _draft(request, pk)
    form = FrameForm(form_data(request), initial=_frame(found))
    if request.method == "POST" and form.is_valid():
        actions.set_frame(draft=found, frame=form.frame(), by=user)
        messages.success(request, "Đã lưu thông tin chung.")
        return redirect("plan_draft", found.pk)
    return _overview(request, found, form, status=422 if form.errors else 200)


def _frame(found: PlanDraft) -> dict[str, Any]:
    """What was said already, else what the document says."""
    reading = Reading.from_json(found.reading)
    plan, years = actions.written(found).data["plan"], years_of(reading)
    stated = {name: plan.get(name, "") for name in ("code", "title", "issuer", "source_programme")}
    return {**stated, "first_year": years.first, "last_year": years.last, **found.frame}


def _overview(
    request: HttpRequest, found: PlanDraft, form: FrameForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    reading, made = Reading.from_json(found.reading), actions.written(found)
    parts = chapters(reading)
    known = actions.promises(found)
    context = {
        "title": found.name,
        "draft": found,
        "form": form,
        "chapters": parts,
        "open": sum(part.open for part in parts),
        "unread": sum(line.kind == UNREAD for line in reading.lines),
        "beside": reading.unread,
        "remarks": reading.remarks,
        "promises": len(known),
        "accepted": sum(one.accepted for one in known),
        "unknown": made.unknown_units,
        "clauses": len(made.data["clauses"]),
        **more,
    }
    return render(request, "wordplan/draft.html", context, status=status)


@require_http_methods(_READ)
def chapter(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """The document on the left, what was read on the right: kind and parent of each line."""
    user, found = _draft(request, pk)
    reading = Reading.from_json(found.reading)
    parts = chapters(reading)
    shown = _chapter(parts, number)
    form = LinesForm(shown, reading, form_data(request))
    if request.method == "POST" and form.is_valid():
        count = actions.change_lines(draft=found, changes=form.changes(), by=user)
        messages.success(request, f"Đã lưu {count} dòng." if count else "Không có thay đổi.")
        found.refresh_from_db()
        last = len(chapters(Reading.from_json(found.reading)))
        return redirect("draft_chapter", found.pk, min(number + ("next" in request.POST), last))
    context = {
        "title": f"Phần {number}: {shown.title}",
        "draft": found,
        "form": form,
        "chapter": shown,
        "last": len(parts),
        "first": reading.lines[0].number,
    }
    return render(request, "wordplan/chapter.html", context, status=422 if form.errors else 200)


def _chapter(parts: list[Chapter], number: int) -> Chapter:
    if not 1 <= number <= len(parts):
        raise Http404("Văn bản không có phần này.")
    return parts[number - 1]


@require_http_methods(_READ)
def promises(request: HttpRequest, pk: int) -> HttpResponse:
    """Proposed indicators, a page at a time: taken, changed, dropped one by one or all of the page."""
    user, found = _draft(request, pk)
    known = actions.promises(found)
    page = Paginator(range(len(known)), A_PAGE).get_page(request.GET.get(PAGE))
    data = form_data(request)
    forms = [PromiseForm(known[at], at, data) for at in page.object_list]
    if request.method == "POST":
        changes = _decided(forms, request.POST)
        if changes is not None:
            count = actions.change_promises(draft=found, changes=changes, by=user)
            messages.success(request, f"Đã lưu {count} chỉ tiêu." if count else "Không có thay đổi.")
            return redirect(f"{reverse('draft_promises', args=[found.pk])}?{PAGE}={page.number}")
    context = {
        "title": "Chỉ tiêu đề xuất",
        "draft": found,
        "forms": forms,
        "page": page,
        "wrong": any(form.errors for form in forms),
        "accepted": sum(one.accepted for one in known),
    }
    return render(request, "wordplan/promises.html", context, status=422 if context["wrong"] else 200)


def _decided(forms: list[PromiseForm], data: QueryDict) -> dict[int, dict[str, Any]] | None:
    """What is kept of each promise; None when a box is wrong. "all" and "none" decide for the whole page."""
    if data.get("all") in ("yes", "no"):
        return {form.at: {"accepted": data["all"] == "yes"} for form in forms}
    wrong = [form for form in forms if not form.is_valid()]
    return None if wrong else {form.at: form.cleaned_data for form in forms}


@require_http_methods(_READ)
def units(request: HttpRequest, pk: int) -> HttpResponse:
    """Names in the document that are no unit of the ward."""
    user, found = _draft(request, pk)
    names = sorted({*actions.written(found).unknown_units, *found.units})
    form = UnitsForm(names, units_as_data(found.locality), found.units, form_data(request))
    if request.method == "POST" and form.is_valid():
        actions.choose_units(draft=found, chosen=form.chosen(), by=user)
        messages.success(request, "Đã lưu cách ghép đơn vị.")
        return redirect("plan_draft", found.pk)
    context = {"title": "Đơn vị trong văn bản", "draft": found, "form": form}
    return render(request, "wordplan/units.html", context, status=422 if form.errors else 200)


@require_http_methods(_READ)
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks once more, then writes the plan: all of it, or nothing with everything that is wrong."""
    user, found = _draft(request, pk)
    if request.method != "POST":
        return render(request, "wordplan/confirm.html", _asked(found))
    try:
        plan = actions.confirm_draft(draft=found, by=user)
    except PlanFileError as error:
        faults = placed_faults(error, found)
        return _overview(request, found, FrameForm(initial=_frame(found)), status=422, faults=faults)
    messages.success(request, f"Đã ghi kế hoạch {plan.code}.")
    return redirect(f"{reverse('plan_tree')}?ke-hoach={plan.code}")


def _asked(found: PlanDraft) -> dict[str, Any]:
    made = actions.written(found)
    data, new = made.data, len(made.unknown_units)
    left = sum(part.open for part in chapters(Reading.from_json(found.reading)))
    title = data["plan"].get("title", found.name)
    effects = [
        f"{len(data['clauses'])} nội dung, {len(data['indicators'])} chỉ tiêu của kế hoạch “{title}”.",
        f"{new} đơn vị mới được tạo theo tên trong văn bản." if new else "Không có đơn vị mới.",
        f"Còn {left} dòng chưa chắc, chưa ai xem." if left else "Mọi dòng chưa chắc đã được xem.",
    ]
    return {"title": "Ghi thành kế hoạch", "draft": found, "effects": effects}


@require_http_methods(_READ)
def compare(request: HttpRequest, pk: int) -> HttpResponse:
    """The document handed in again: what is different from the draft. Nothing is written."""
    _, found = _draft(request, pk)
    form = DocumentForm(form_data(request), form_files(request))
    context: dict[str, Any] = {"title": "Đọc lại văn bản", "draft": found, "form": form}
    if request.method == "POST" and (again := _read(form)) is not None:
        different = differences(Reading.from_json(found.reading), again)
        context |= {"compared": True, "differences": different[:MOST], "more": max(len(different) - MOST, 0)}
    return render(request, "wordplan/compare.html", context, status=422 if form.errors else 200)


@require_http_methods(_READ)
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks, then drops the draft."""
    user, found = _draft(request, pk)
    if request.method != "POST":
        return render(request, "wordplan/delete.html", {"title": "Xóa bản nháp", "draft": found})
    actions.delete_draft(draft=found, by=user)
    messages.success(request, f"Đã xóa bản nháp “{found.name}”.")
    return redirect("plan_drafts")
