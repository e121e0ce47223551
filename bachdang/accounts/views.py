"""One's own password; accounts from a list; a temporary password for who has forgotten."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.contrib.auth.forms import PasswordChangeForm
from django.contrib.auth.views import PasswordChangeView
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from bachdang.accounts.actions import changed_own_password, create_accounts, reset_password
from bachdang.accounts.door.asking import by_script
from bachdang.accounts.door.confirming import confirm_first
from bachdang.accounts.door.proving import proves
from bachdang.accounts.door.views import state_of
from bachdang.accounts.models import Unit, User
from bachdang.accounts.passwords import limit_passwords
from bachdang.accounts.querysets import accounts_of, locality_of
from bachdang.accounts.roles import ADD_USER, CHANGE_USER, Role
from bachdang.accounts.roster import (
    HEADINGS,
    MAX_PEOPLE,
    PEOPLE,
    REQUIRED,
    Entry,
    Roster,
    check_roster,
    read_roster,
)
from bachdang.spreadsheet.book import new_workbook, save
from bachdang.spreadsheet.cells import Column
from bachdang.spreadsheet.filling import offer_choices, write_table
from bachdang.spreadsheet.reading import UnreadableFile, read_table
from bachdang.spreadsheet.sheet import Sheet
from bachdang.ui.downloads import workbook_response
from bachdang.ui.previews import load_preview, sign_preview
from bachdang.ui.uploads import TableField
from bachdang.vietnamese.code_pages import CodePageQuestion, answered
from bachdang.vietnamese.legacy_text import code_page

PURPOSE = "accounts.roster"


class OwnPasswordForm(PasswordChangeForm):
    """A new password that differs from the old one: a temporary one is known to whoever told it."""

    def __init__(self, user: Any, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(user, *args, **kwargs)
        self.request = request
        limit_passwords(self)

    def clean_old_password(self) -> str:
        """Wrong ones are counted: a session that was left open is no way to guess the password."""
        typed: str = self.cleaned_data["old_password"]
        if not proves(self.request, self.user, password=typed):
            raise ValidationError(self.error_messages["password_incorrect"], code="password_incorrect")
        return typed

    def validate_password_for_user(self, user: Any, password_field_name: str = "") -> None:
        """What is wrong with the new password is said where it is typed, not where it is repeated."""
        super().validate_password_for_user(user, "new_password1")

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("new_password1") and data["new_password1"] == data.get("old_password"):
            self.add_error("new_password1", "Mật khẩu mới phải khác mật khẩu đang dùng.")
        return data


class OwnPassword(PasswordChangeView):
    """The form of one's own password; after a temporary one it is the only page there is."""

    form_class = OwnPasswordForm
    success_url = reverse_lazy("start")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"request": self.request}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        return super().get_context_data(forced=isinstance(user, User) and user.must_change_password, **kwargs)

    def get_template_names(self) -> list[str]:
        return ["accounts/change_box.html"] if by_script(self.request) else super().get_template_names()

    def form_invalid(self, form: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        changed_own_password(form.user, here=self.request.session.session_key)
        if by_script(self.request):
            return state_of(self.request)
        messages.success(self.request, "Đã đổi mật khẩu.")
        return response


class RosterForm(forms.Form):
    file = TableField(label="Tệp danh sách", help_text="Tệp .xlsx hoặc .csv, theo tệp mẫu.")


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(ADD_USER, raise_exception=True)
def import_accounts(request: HttpRequest) -> HttpResponse:
    """Upload, look, confirm: accounts from a list, all or nothing; their passwords are shown once."""
    assert isinstance(request.user, User)
    if "list" in request.POST:
        return confirm_first(request) or _confirm_list(request, request.user)
    form = RosterForm(request.POST, request.FILES) if request.method == "POST" else RosterForm()
    if not form.is_bound or not form.is_valid():
        return _roster_page(request, form, status=422 if form.is_bound else 200)
    file = form.cleaned_data["file"]
    try:
        roster = read_roster(read_table(file.read(), file.name, PEOPLE.anchors))
    except UnreadableFile as error:
        return _roster_page(request, form, faults=[error.message_vi], status=422)
    return _preview_list(request, request.user, roster, form=form)


def _confirm_list(request: HttpRequest, by: User) -> HttpResponse:
    try:
        values, notes, key, beside = load_preview(request.POST["list"], by=by.pk, purpose=PURPOSE)
    except UnreadableFile as error:
        return _roster_page(request, RosterForm(), faults=[error.message_vi], status=422)
    roster = Roster([Entry.from_dict(one) for one in values], notes, code_page(key, beside_unicode=beside))
    turn = answered(request.POST)
    if roster.page is not None and turn is None:
        return _preview_list(request, by, roster, unanswered=True)
    entries = roster.people if turn else roster.entries
    people, faults = check_roster(entries, locality_of(by) or 0)
    if faults:
        return _preview_list(request, by, roster, faults=faults)
    return told_once(request, create_accounts(people=people, by=by))


def _preview_list(
    request: HttpRequest,
    by: User,
    roster: Roster,
    *,
    form: RosterForm | None = None,
    faults: list[str] | None = None,
    unanswered: bool = False,
) -> HttpResponse:
    """Who would be created, or what is wrong."""
    people, found = check_roster(roster.people, locality_of(by) or 0)
    faults = faults or found
    page = (roster.page.key, roster.page.beside_unicode) if roster.page else ("", False)
    kept = [[one.as_dict() for one in roster.entries], roster.notes, *page]
    context = {
        "faults": faults,
        "people": [] if faults else people,
        "packed": sign_preview(kept, by=by.pk, purpose=PURPOSE),
        "notes": roster.notes,
        "question": CodePageQuestion.of(roster.texts, roster.page) if roster.page else None,
        "unanswered": unanswered,
    }
    return _roster_page(request, form or RosterForm(), status=422 if faults or unanswered else 200, **context)


def _roster_page(request: HttpRequest, form: RosterForm, *, status: int = 200, **found: Any) -> HttpResponse:
    context: dict[str, Any] = {
        "title": "Tạo tài khoản từ danh sách",
        "form": form,
        "headings": [(HEADINGS[name], name in REQUIRED) for name in HEADINGS],
        "units": Unit.objects.visible_to(request.user),
        "roles": [role.label for role in Role],
    }
    return render(request, "accounts/roster.html", context | found, status=status)


def told_once(
    request: HttpRequest, created: list[tuple[User, str]], back: str = "", said: str = ""
) -> HttpResponse:
    """The page with new passwords; it is kept nowhere. `back`: where it leads then, in words `said`."""
    context = {
        "title": f"Mật khẩu tạm của {len(created)} tài khoản",
        "days": settings.TEMPORARY_PASSWORD_DAYS,
        "created": created,
        "back": back or reverse("accounts"),
        "said": said or "Xong, về danh sách tài khoản",
    }
    response = render(request, "accounts/created.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
@permission_required(ADD_USER, raise_exception=True)
def roster_template(request: HttpRequest) -> HttpResponse:
    """The empty list with its headings, and the codes of units and roles on a second sheet."""
    workbook = new_workbook(title="Danh sách tài khoản", creator="Hệ thống Bạch Đằng", at=timezone.now())
    people = write_table(workbook, PEOPLE, [], room=MAX_PEOPLE)
    offer_choices(people.worksheet, PEOPLE, MAX_PEOPLE + 1, {})
    codes = Sheet(workbook, "Mã", [Column("Mã đơn vị", 20), Column("Đơn vị", 60)])
    codes.write_header()
    for unit in Unit.objects.visible_to(request.user):
        codes.write_row([unit.code, unit.name])
    codes.skip()
    codes.write_header([Column("Vai trò", 20), Column("", 60)], autofilter=False)
    for role in Role:
        codes.write_row([role.label, None])
    return workbook_response(save(workbook), "danh-sach-tai-khoan.xlsx")


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(CHANGE_USER, raise_exception=True)
def new_password(request: HttpRequest, username: str) -> HttpResponse:
    """A temporary password for a person of the own locality, after asking; shown once."""
    assert isinstance(request.user, User)
    user = get_object_or_404(accounts_of(request.user).filter(is_active=True), username=username)
    if asked := confirm_first(request):
        return asked
    if request.method != "POST":
        context = {"title": "Cấp lại mật khẩu", "person": user}
        return render(request, "accounts/reset.html", context)
    return told_once(request, [(user, reset_password(user=user, by=request.user))])
