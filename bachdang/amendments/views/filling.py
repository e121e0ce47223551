"""Làm rõ một mặt của một phân công: the small form behind an empty cell of the matrix."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.http import require_http_methods

from bachdang.accounts.models import User
from bachdang.accounts.roles import EDIT_PLAN, may
from bachdang.amendments.filling_forms import FillForm
from bachdang.scope.guards import item_scope
from bachdang.scope.scopes import Scope, scope_of
from bachdang.standing.clarity import Assignment, assignments, title_of
from bachdang.standing.quarter_book import book_of_item
from plans.actions import Asked, answer_questions
from plans.assigning import delegate
from plans.models import Item, Plan, Question
from plans.six_clear import Answer, fields_of, label_of
from plans.terms.blanks import FILLED_KINDS, may_fill, versions_of
from plans.terms.filling import fill_answer

BACK_PARAMETER = "ve"


@dataclass
class Filling:
    """One axis of one assignment as a person sees it."""

    request: HttpRequest
    user: User
    scope: Scope
    plan: Plan
    assignment: Assignment
    axis: Mapping[str, object]

    @property
    def item(self) -> Item:
        return self.assignment.item

    @property
    def matrix_title(self) -> str:
        return title_of(self.plan)

    @property
    def answer(self) -> Answer:
        return next(one for one in self.assignment.answers if one.code == self.axis["code"])

    @cached_property
    def questions(self) -> list[Question]:
        """Open questions about the item, for those who may answer them."""
        if not may(self.user, EDIT_PLAN) or self.item.clause_id is None:
            return []
        return list(Question.objects.open().filter(clause=self.item.clause_id, finding="").order_by("pk"))

    @cached_property
    def form(self) -> FillForm:
        return FillForm(
            self.request.POST if self.request.method == "POST" else None,
            terms=self.assignment.terms,
            versions=versions_of(self.item),
            names=self.answer.open,
            questions=self.questions,
        )

    @property
    def stated(self) -> list[str]:
        """Fields of the axis that the document itself answers."""
        return [label_of(name) for name in fields_of(self.axis) if name not in self.answer.open]

    @property
    def without_reporter(self) -> bool:
        return "contact" in self.answer.open and self.item.reporter_id is None

    @property
    def back(self) -> str:
        """Where the person came from, within the site; else the matrix."""
        given = self.request.GET.get(BACK_PARAMETER, "")
        hosts = {self.request.get_host()}
        if url_has_allowed_host_and_scheme(given, hosts, require_https=self.request.is_secure()):
            return given
        return reverse("six_matrix") + self.scope.query

    def next(self) -> str:
        """The next axis of the item that is not clear and may be filled in here; "" when there is none."""
        answers = self.assignment.answers
        here = answers.index(self.answer)
        waiting = [one for one in (*answers[here + 1 :], *answers[:here]) if one.open and not one.clear]
        if not waiting:
            return ""
        url = reverse("fill_answer", args=[self.item.code, waiting[0].code])
        return f"{url}?{urlencode({**self.scope.chosen, BACK_PARAMETER: self.back})}"


def _filling(request: HttpRequest, code: str, axis: str) -> Filling:
    """What the address names. 404 for what is not there, PermissionDenied for who may not."""
    items = Item.objects.visible_to(request.user).filter(kind__in=FILLED_KINDS)
    item = get_object_or_404(items, code=code, plan=scope_of(request).plan)
    scope, plan = item_scope(request, item)
    found = next((one for one in plan.axes if str(one["code"]) == axis), None)
    rows = assignments(book_of_item(scope, item.pk))
    assignment = next((one for one in rows if one.pk == item.pk), None)
    if found is None or assignment is None:
        raise Http404("Không có mặt này, hoặc phân công không có hiệu lực trong kỳ đang xem.")
    user = request.user
    if not isinstance(user, User) or not may_fill(item, user):
        raise PermissionDenied(
            "Nội dung phân công do Văn phòng Đảng ủy, hoặc lãnh đạo đơn vị báo cáo việc này làm rõ."
        )
    return Filling(request, user, scope, plan, assignment, found)


@require_http_methods(["GET", "HEAD", "POST"])
def fill(request: HttpRequest, code: str, axis: str) -> HttpResponse:
    """The fields behind one axis that may be filled in here."""
    page = _filling(request, code, axis)
    if request.method == "POST" and page.form.is_valid():
        try:
            said = _write(page)
        except ValidationError as error:
            page.form.add_error(None, error)
        else:
            messages.success(request, said)
            further = page.next() if "next" in request.POST else ""
            return redirect(further or page.back)
    context = {
        "title": f"{page.answer.label}: {page.assignment.place}",
        "page": page,
        "form": page.form,
        "has_next": bool(page.next()),
    }
    status = 422 if page.form.is_bound else 200
    return render(request, "amendments/fill_answer.html", context, status=status)


@transaction.atomic
def _write(page: Filling) -> str:
    """Fill in, let the lead report where nobody does, settle the questions chosen; what was done."""
    form, item = page.form, page.item
    data = form.cleaned_data
    changes = fill_answer(
        item=item, values=form.values(), seen=data["seen"], by=page.user, today=timezone.localdate()
    )
    if data.get("reports") and data.get("lead"):
        delegate(item=item, unit=data["lead"], by=page.user)
    told = "; ".join(f"{label}: {new or 'bỏ trống'}" for label, (_, new) in changes.items())
    chosen = set(data.get("settles") or [])
    asked = [Asked(one.text, question=one.pk) for one in page.questions if str(one.pk) in chosen]
    if asked and changes:
        answer_questions(plan=page.plan, asked=asked, answer=f"Đã làm rõ. {told}.", by=page.user)
    return f"Đã lưu {item.code}. {told}." if changes else "Không có gì thay đổi."
