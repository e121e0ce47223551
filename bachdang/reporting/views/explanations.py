"""Giải trình: the threads of the plan; asking, answering, ending."""

from __future__ import annotations

from functools import partial

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from bachdang.accounts.models import User
from bachdang.accounts.roles import ASK_EXPLANATION, Role, may
from bachdang.errors import NotYet
from bachdang.reporting.flow.notices import end_notices, people_of, tell
from bachdang.reporting.views.refused import made_of, refused
from bachdang.scope.links import item_url, work_url
from bachdang.scope.scopes import scope_of
from bachdang.spreadsheet import Kind
from bachdang.standing.explanations import (
    OPEN,
    OVERDUE,
    STATE_LABELS,
    WAITING,
    Thread,
    replies_text,
    threads,
)
from bachdang.standing.filters import programme_choices, unit_choices
from bachdang.ui.list_files import Out, list_file, wants_file
from bachdang.ui.lists import filters_in_words
from bachdang.vietnamese.free_text import FreeText
from plans.explanations import close, reply
from plans.models import ExplanationRequest, Plan, Reply

PER_PAGE = 50
NO_SECRETS = "Không nhập bí mật nhà nước."
OUT = [
    Out("Mã", 13, "item__code"),
    Out("Chỉ tiêu, nhiệm vụ, dự án", 50, "title"),
    Out("Đơn vị", 26, lambda one: one.unit or "Chưa giao"),
    Out("Người hỏi", 24, "request__asker_text"),
    Out("Hỏi lúc", 17, "request__asked_at", Kind.DATE),
    Out("Nội dung hỏi", 50, "request__text"),
    Out("Hạn trả lời", 12, "due", Kind.DATE),
    Out("Tình trạng", 18, "state_label"),
    Out("Số ngày quá hạn", 10, lambda one: one.days_overdue or None, Kind.NUMBER),
    Out("Trả lời", 60, replies_text),
]


class ReplyForm(forms.Form):
    text = FreeText(
        label="Trả lời", max_length=4000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=NO_SECRETS, error_messages={"required": "Ghi nội dung giải trình."},
    )  # fmt: skip


class ThreadFilter(forms.Form):
    state = forms.ChoiceField(
        label="Tình trạng",
        required=False,
        choices=[("", "Tất cả"), (OPEN, "Chưa trả lời (cả quá hạn)"), *STATE_LABELS.items()],
    )
    unit = forms.ChoiceField(label="Đơn vị", required=False)
    programme = forms.ChoiceField(label="Chương trình, nhiệm vụ", required=False)

    def __init__(self, *args: object, plan: Plan, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["unit"].choices = [("", "Tất cả"), *unit_choices(plan)]  # type: ignore[attr-defined]
        self.fields["programme"].choices = [("", "Tất cả"), *programme_choices(plan)]  # type: ignore[attr-defined]

    def keeps(self, one: Thread) -> bool:
        """Whether a thread matches what was chosen."""
        data = self.cleaned_data if self.is_valid() else {}
        unit = one.unit.code if one.unit else ""
        above = one.item.parent.code if one.item.parent else ""
        return (
            _state_fits(data.get("state", ""), one)
            and data.get("unit", "") in ("", unit)
            and data.get("programme", "") in ("", one.item.code, above)
        )


def _state_fits(wanted: str, one: Thread) -> bool:
    return one.state in (WAITING, OVERDUE) if wanted == OPEN else wanted in ("", one.state)


@require_safe
def explanations(request: HttpRequest) -> HttpResponse:
    """Every thread of the plan, the soonest due first."""
    scope = scope_of(request)
    if scope.plan is None:
        raise NotYet("Chưa có kế hoạch nào.")
    found = threads(scope.plan, timezone.localdate())
    filters = ThreadFilter(request.GET, plan=scope.plan)
    kept = [one for one in found if filters.keeps(one)]
    if wants_file(request):
        chosen = filters_in_words(filters)
        slug = str(scope.quarter)
        return list_file("Giải trình", OUT, kept, filters=chosen, notes=scope.notes, slug=slug)
    page = Paginator(kept, PER_PAGE).get_page(request.GET.get("page"))
    context = {"title": "Giải trình", "page": page, "filter_form": filters}
    return render(request, "reporting/explanations.html", context)


def _thread(request: HttpRequest, pk: int) -> ExplanationRequest:
    found = ExplanationRequest.objects.visible_to(request.user)
    found = found.select_related("item__reporter", "item__plan", "asked_by", "on_behalf_of")
    thread: ExplanationRequest = get_object_or_404(found, pk=pk)
    return thread


@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """The unit answers; the leader may ask further in the same thread."""
    thread = _thread(request, pk)
    assert isinstance(request.user, User)
    form, back = ReplyForm(request.POST), work_url(thread.item, scope_of(request))
    made = made_of(form, partial(reply, request=thread, by=request.user))
    if made is None:
        title = f"Giải trình {thread.item.code}"
        return refused(request, form, title=title, action="Gửi giải trình", back=back, lead=thread.text)
    _tell_of_reply(thread, made)
    messages.success(request, "Đã gửi giải trình.")
    return redirect(back)


def _tell_of_reply(thread: ExplanationRequest, said: Reply) -> None:
    """Who asked, and who else has spoken; the unit when a leader asks further. Not the one who replies."""
    people = {thread.asked_by, thread.asker, *(one.by for one in thread.replies.select_related("by"))}
    if may(said.by, ASK_EXPLANATION) and thread.item.reporter is not None:
        people |= {*people_of(thread.item.reporter, Role.OFFICER, Role.HEAD)}
        text = f"{thread.item.code}: {said.by} trao đổi thêm về yêu cầu giải trình."
    else:
        text = f"{thread.item.code}: {said.by.unit} đã trả lời yêu cầu giải trình."
        end_notices(f"thread:{thread.pk}")
    url = f"{item_url(thread.item)}#giai-trinh-{thread.pk}"
    told = sorted((one for one in people - {said.by} if one.is_active), key=lambda one: one.pk)
    tell(told, key=f"reply:{said.pk}", text=text, url=url)


@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    thread = _thread(request, pk)
    assert isinstance(request.user, User)
    close(request=thread, by=request.user)
    end_notices(f"thread:{thread.pk}")
    messages.success(request, "Đã kết thúc yêu cầu giải trình.")
    return redirect(work_url(thread.item, scope_of(request)))
