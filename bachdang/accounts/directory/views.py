"""Adding and changing an account or a unit."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import ValidationError
from django.db.models import Count, Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from bachdang.accounts.actions import create_accounts
from bachdang.accounts.directory.forms import (
    AccountForm,
    NewAccountForm,
    NewUnitForm,
    UnitForm,
    account_values,
)
from bachdang.accounts.door.confirming import confirm_first
from bachdang.accounts.marked_forms import refuse
from bachdang.accounts.models import Unit, User
from bachdang.accounts.overtaken import mark_of
from bachdang.accounts.querysets import accounts_of, locality_of
from bachdang.accounts.reference import EDITS, UNIT_FIELDS, save_account, save_unit
from bachdang.accounts.roles import ADD_USER, CHANGE_USER, SET_UP, Role
from bachdang.accounts.roster import Entry, check_roster
from bachdang.accounts.views import told_once
from bachdang.ui.form_data import form_data


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(ADD_USER, raise_exception=True)
def add_account(request: HttpRequest) -> HttpResponse:
    """One account, with a temporary password that is shown once."""
    assert isinstance(request.user, User)
    form = NewAccountForm(form_data(request), by=request.user)
    if form.is_valid():
        if asked := confirm_first(request):
            return asked
        typed = form.cleaned_data
        texts = {name: typed[name] for name in ("username", "full_name", "title", "email", "phone")}
        entry = Entry(0, unit=typed["unit"].code, role=Role(typed["role"]).label, **texts)
        people, faults = check_roster([entry], locality_of(request.user) or 0)
        if not faults:
            return told_once(request, create_accounts(people=people, by=request.user))
        for fault in faults:
            form.add_error(None, fault.removeprefix("Dòng 0: "))
    return _page(request, "accounts/account.html", form, title="Thêm tài khoản")


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(CHANGE_USER, raise_exception=True)
def account(request: HttpRequest, username: str) -> HttpResponse:
    """One person of the own locality: contact, unit, role, whether the account is active."""
    assert isinstance(request.user, User)
    people = accounts_of(request.user).annotate(held=Count("contact_items")).prefetch_related("groups")
    user = get_object_or_404(people, username=username)
    form = AccountForm(
        form_data(request), initial=account_values(user), by=request.user, seen=mark_of(user, *EDITS)
    )
    status = 422
    if form.is_valid():
        if asked := confirm_first(request):
            return asked
        values = form.cleaned_data
        try:
            changed = save_account(user=user, values=values, by=request.user, seen=values["seen"])
        except ValidationError as error:
            status = refuse(form, error)
        else:
            _told(request, changed, f"Đã lưu tài khoản {user.username}.{_left_behind(user)}")
            return redirect("accounts")
    return _page(request, "accounts/account.html", form, status, title=str(user), person=user)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(SET_UP, raise_exception=True)
def add_unit(request: HttpRequest) -> HttpResponse:
    """A unit after the last one, unless another place is typed."""
    assert isinstance(request.user, User)
    last = Unit.objects.visible_to(request.user).aggregate(last=Max("order"))["last"] or 0
    unit = Unit(locality_id=locality_of(request.user) or 0)
    form = NewUnitForm(form_data(request), initial={"order": last + 1}, unit=unit, by=request.user)
    return _unit_page(request, form, unit, "Thêm đơn vị")


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(SET_UP, raise_exception=True)
def unit(request: HttpRequest, code: str) -> HttpResponse:
    assert isinstance(request.user, User)
    found = get_object_or_404(Unit.objects.visible_to(request.user), code=code)
    initial = {name: getattr(found, name) for name in UNIT_FIELDS}
    form = UnitForm(
        form_data(request), initial=initial, unit=found, by=request.user, seen=mark_of(found, *EDITS)
    )
    return _unit_page(request, form, found, found.name)


def _unit_page(request: HttpRequest, form: UnitForm, unit: Unit, title: str) -> HttpResponse:
    assert isinstance(request.user, User)
    status = 422
    if form.is_valid():
        for name in form.cleaned_data.keys() & {*UNIT_FIELDS}:
            setattr(unit, name, form.cleaned_data[name])
        try:
            changed = save_unit(unit=unit, by=request.user, seen=form.cleaned_data["seen"])
        except ValidationError as error:
            status = refuse(form, error)
        else:
            _told(request, changed, f"Đã lưu đơn vị {unit.name}.")
            return redirect("units")
    return _page(request, "accounts/unit.html", form, status, title=title, unit=unit)


def _left_behind(user: User) -> str:
    """What is to be handed over by whoever has left, in words; "" for nothing."""
    held = user.contact_items.left_behind().count()
    if not held:
        return ""
    return f" Người này còn là đầu mối của {held} việc: Văn phòng và lãnh đạo đơn vị được nhắc bàn giao."


def _told(request: HttpRequest, changed: bool, words: str) -> None:
    messages.success(request, words if changed else "Không có gì thay đổi.")


def _page(
    request: HttpRequest,
    template: str,
    form: AccountForm | UnitForm,
    refused: int = 422,
    **context: object,
) -> HttpResponse:
    return render(request, template, {"form": form, **context}, status=refused if form.is_bound else 200)
