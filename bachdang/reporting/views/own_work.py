"""Việc của đơn vị: added under a task, edited, finished, dropped by its unit; read by everyone."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from bachdang.accounts.models import User
from bachdang.accounts.overtaken import overtaken
from bachdang.reporting.own_work import OwnRow, own_rows
from bachdang.scope.guards import item_scope
from bachdang.scope.scopes import scope_of
from bachdang.standing.history import history_for
from bachdang.ui.form_data import form_data
from plans.models import Item, ItemKind, Terms
from plans.own_work import (
    add_own_work,
    change_own_work,
    drop_own_work,
    finish_own_work,
    may_add,
    may_change,
    unfinish_own_work,
)
from plans.own_work_forms import DropForm, FinishForm, OwnWorkForm

# What is done with a piece of work, by the name of the button.
SAVE, FINISH, UNFINISH, DROP = "luu", "xong", "mo-lai", "thoi"
SAID = {
    SAVE: "Đã lưu {}.",
    FINISH: "Đã ghi hoàn thành {}.",
    UNFINISH: "{} được theo dõi tiếp.",
    DROP: "Đã thôi theo dõi {}.",
}


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, code: str) -> HttpResponse:
    """A new piece of work of one's own unit under a task."""
    found = {"code": code, "kind": ItemKind.TASK, "plan": scope_of(request).plan}
    task = get_object_or_404(Item.objects.visible_to(request.user).select_related("plan"), **found)
    scope, _ = item_scope(request, task)
    user, today = request.user, timezone.localdate()
    if not isinstance(user, User) or user.unit is None or not may_add(task, user, today):
        raise PermissionDenied("Chỉ đơn vị chủ trì, phối hợp hoặc báo cáo nhiệm vụ này được thêm việc.")
    form = OwnWorkForm(form_data(request), unit=user.unit)
    if request.method == "POST" and form.is_valid():
        sure = form.cleaned_data["confirmed"]
        try:
            own = add_own_work(task=task, work=form.work(), by=user, today=today, confirmed=sure)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, f"Đã thêm việc {own.code}.")
            return redirect(f"{reverse('task_detail', args=[code])}{scope.query}#viec-don-vi")
    terms = Terms.objects.valid_on(today).filter(item=task).first()
    context = {"title": "Thêm việc của đơn vị", "form": form, "task": task, "terms": terms, "unit": user.unit}
    return render(request, "reporting/own_work_add.html", context, status=422 if form.is_bound else 200)


def refuse(form: forms.Form, error: ValidationError) -> None:
    """Show why the action refused beside the fields; ask to confirm where that is all that is missing."""
    form.add_error(None, error)
    if "confirmed" in form.errors and isinstance(form, OwnWorkForm):
        form.ask_to_confirm()


@require_http_methods(["GET", "HEAD", "POST"])
def own_work(request: HttpRequest, code: str) -> HttpResponse:
    """Read by everyone of the ward; its unit edits, finishes and drops it."""
    items = Item.objects.visible_to(request.user).select_related("reporter", "contact", "parent")
    own = get_object_or_404(items, code=code, kind=ItemKind.OWN, plan=scope_of(request).plan)
    scope, plan = item_scope(request, own)
    row = own_rows(plan, timezone.localdate(), pk=own.pk, dropped=True)[0]
    user = request.user
    mine = isinstance(user, User) and may_change(own, user)
    if request.method == "POST" and not mine:
        raise PermissionDenied("Việc này do đơn vị khác tự đặt; chỉ đơn vị đó sửa được.")
    wanted = request.POST.get("viec", "")
    forms_of = _forms(request, row, wanted) if mine and not row.dropped else {}
    if request.method == "POST":
        assert isinstance(user, User)
        if _done(wanted, forms_of, own, user):
            messages.success(request, SAID[wanted].format(code))
            return redirect(reverse("own_work", args=[code]) + scope.query)
    context = {
        "title": row.title,
        "row": row,
        "forms": forms_of,
        "wrong": forms_of.get(wanted),
        "drop_fields": [("viec", DROP)],
        "dropping": mine and not row.dropped and "thoi" in request.GET,
        "history": history_for(user, own),
    }
    return render(
        request, "reporting/own_work.html", context, status=422 if request.method == "POST" else 200
    )


def _forms(request: HttpRequest, row: OwnRow, wanted: str) -> dict[str, forms.Form]:
    """The forms by what they do; only the one that was sent is bound."""
    data = {wanted: request.POST}
    return {
        SAVE: OwnWorkForm(data.get(SAVE), unit=row.unit, own=row.item),
        FINISH: FinishForm(data.get(FINISH)),
        UNFINISH: forms.Form(data.get(UNFINISH)),
        DROP: DropForm(data.get(DROP)),
    }


def _done(wanted: str, forms_of: dict[str, forms.Form], own: Item, by: User) -> bool:
    """Do what was asked for; False when the form says why not. An unknown wish is 404."""
    if wanted not in SAID:
        raise Http404("Không có việc này.")
    form = forms_of.get(wanted)
    if form is None:
        raise overtaken("Việc này đã thôi theo dõi nên không sửa được nữa. Thêm việc mới nếu cần.", own)
    if not form.is_valid():
        return False
    try:
        _ACTIONS[wanted](form, own, by)
    except ValidationError as error:
        refuse(form, error)
        return False
    return True


def _save(form: forms.Form, own: Item, by: User) -> None:
    assert isinstance(form, OwnWorkForm)
    sure = form.cleaned_data["confirmed"]
    change_own_work(own=own, work=form.work(), by=by, today=timezone.localdate(), confirmed=sure)


def _finish(form: forms.Form, own: Item, by: User) -> None:
    data, today = form.cleaned_data, timezone.localdate()
    finish_own_work(own=own, on=data["completed_on"], document=data["document"], by=by, today=today)


def _unfinish(form: forms.Form, own: Item, by: User) -> None:
    unfinish_own_work(own=own, by=by)


def _drop(form: forms.Form, own: Item, by: User) -> None:
    drop_own_work(own=own, by=by, reason=form.cleaned_data["reason"])


_ACTIONS: dict[str, Callable[[forms.Form, Item, User], None]] = {
    SAVE: _save,
    FINISH: _finish,
    UNFINISH: _unfinish,
    DROP: _drop,
}
