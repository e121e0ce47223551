"""Điểm cần làm rõ: what the plan leaves open, and the answers of the Party office."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from bachdang.accounts.models import User
from bachdang.accounts.roles import EDIT_PLAN, may
from bachdang.scope.scopes import Scope, scope_of
from bachdang.spreadsheet import Kind
from bachdang.standing.filters import programme_choices
from bachdang.standing.open_points import GROUPS, Doubt, DoubtBook, matching
from bachdang.standing.quarter_book import book_of
from bachdang.ui.form_data import form_data
from bachdang.ui.list_files import Out, list_file, wants_file
from bachdang.ui.lists import filters_in_words
from bachdang.vietnamese.free_text import FreeText
from bachdang.vietnamese.text import search_terms
from plans.actions import Asked, answer_questions
from plans.models import Plan

PER_PAGE = 50
ANSWERED = "da-tra-loi"
OUT = [
    Out("Loại", 34, "group"),
    Out("Điểm cần làm rõ", 70, "text"),
    Out("Vị trí", 26, "clause__place"),
    Out("Chỉ tiêu", 11, "indicator_code"),
    Out("Chương trình", 14, "programme"),
    Out("Trả lời", 60, "answer"),
    Out("Người trả lời", 24, "answered_by"),
    Out("Trả lời lúc", 17, "answered_at", Kind.DATE),
]


class DoubtFilter(forms.Form):
    """The filters in the address."""

    q = forms.CharField(
        label="Tìm", required=False, max_length=200, widget=forms.TextInput(attrs={"type": "search"})
    )
    group = forms.ChoiceField(label="Loại", required=False)
    programme = forms.ChoiceField(label="Chương trình, nhiệm vụ", required=False)
    state = forms.ChoiceField(
        label="Tình trạng",
        required=False,
        choices=[("", "Chưa trả lời"), (ANSWERED, "Đã trả lời")],
    )

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = [(str(index), title) for index, title in enumerate(GROUPS)]
        self.fields["group"].choices = [("", "Tất cả"), *groups]  # type: ignore[attr-defined]
        self.fields["programme"].choices = [("", "Tất cả"), *programme_choices(plan)]  # type: ignore[attr-defined]

    def apply(self, book: DoubtBook) -> list[Doubt]:
        data = self.cleaned_data if self.is_valid() else {}
        found = book.answered if data.get("state") == ANSWERED else book.open
        group = data.get("group")
        return matching(
            found,
            group=GROUPS[int(group)] if group else "",
            programme=data.get("programme", ""),
            terms=search_terms(data.get("q", "")),
        )


class AnswerForm(forms.Form):
    answer = FreeText(
        label="Trả lời cho các điểm đã chọn",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Ghi ý kiến và văn bản làm căn cứ. Không nhập bí mật nhà nước.",
        error_messages={"required": "Chưa ghi câu trả lời."},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def open_points(request: HttpRequest) -> HttpResponse:
    """The open points by kind, or the answers given; the office answers several at once."""
    scope = scope_of(request)
    can_answer = may(request.user, EDIT_PLAN)
    if request.method == "POST" and not can_answer:
        raise PermissionDenied("Câu trả lời do Văn phòng Đảng ủy ghi.")
    plan_book = book_of(scope)
    book = DoubtBook(plan_book)
    form = AnswerForm(form_data(request))
    if request.method == "POST" and _answer(request, plan_book.plan, book, form):
        return redirect(request.get_full_path())
    filters = DoubtFilter(request.GET, plan=plan_book.plan)
    found = filters.apply(book)
    if wants_file(request):
        return _file(scope, filters, found)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "title": "Điểm cần làm rõ",
        "filter_form": filters,
        "book": book,
        "page": page,
        "groups": _grouped(page.object_list),
        "answered": filters.cleaned_data.get("state") == ANSWERED,
        "form": form if can_answer else None,
        "chosen": set(request.POST.getlist("chosen")),
    }
    status = 422 if form.is_bound else 200
    return render(request, "browse/open_points.html", context, status=status)


def _file(scope: Scope, filters: DoubtFilter, found: list[Doubt]) -> HttpResponse:
    """The points as filtered; open ones unless the answered were chosen."""
    answered = filters.cleaned_data.get("state") == ANSWERED
    notes = [*scope.notes, *([] if answered else ["Tình trạng: chưa trả lời"])]
    chosen = filters_in_words(filters)
    return list_file("Điểm cần làm rõ", OUT, found, filters=chosen, notes=notes, slug=str(scope.quarter))


def _grouped(found: Any) -> list[tuple[str, list[Doubt]]]:
    groups: dict[str, list[Doubt]] = {}
    for one in found:
        groups.setdefault(one.group, []).append(one)
    return list(groups.items())


def _answer(request: HttpRequest, plan: Plan, book: DoubtBook, form: AnswerForm) -> bool:
    """Write the answer for the chosen points; False when it is refused."""
    assert isinstance(request.user, User)
    if not form.is_valid():
        return False
    known = {one.key: one for one in book.all}
    keys = request.POST.getlist("chosen")
    if any(key not in known for key in keys):
        form.add_error(None, "Một điểm đã chọn vừa có người trả lời hoặc không còn. Chọn lại rồi lưu.")
        return False
    try:
        count = answer_questions(
            plan=plan,
            asked=[_asked(known[key]) for key in keys],
            answer=form.cleaned_data["answer"],
            by=request.user,
        )
    except ValidationError as error:
        form.add_error(None, error)
        return False
    messages.success(request, f"Đã ghi câu trả lời cho {count} điểm.")
    return True


def _asked(one: Doubt) -> Asked:
    return Asked(
        text=one.text,
        question=one.question.pk if one.question else None,
        finding=one.finding,
        clause=one.clause.pk if one.clause else None,
        indicator_code=one.indicator_code,
        seen=one.answered_at,
    )
