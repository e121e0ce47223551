"""Việc của tôi: all that the unit owes in a round, saved row by row or all at once, and sent on."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bachdang.accounts.models import User
from bachdang.accounts.roles import APPROVE_REPORT, WRITE_REPORT, may
from bachdang.errors import NotYet
from bachdang.reporting.flow.bulk import Outcome, send_all
from bachdang.reporting.flow.short import row_echo
from bachdang.reporting.own_work import open_own_work
from bachdang.reporting.review.waiting import head_summary
from bachdang.reporting.work.book import WorkBook
from bachdang.reporting.work.choice import WorkChoice, contacts_of, kinds_of, programmes_of
from bachdang.reporting.work.file import work_file
from bachdang.reporting.work.row import WorkRow
from bachdang.reporting.work.saving import save_changed, save_row
from bachdang.scope.scopes import Scope, on_newest_round, scope_of
from bachdang.standing.explanations import waiting_for
from bachdang.ui.addresses import add_parameters
from bachdang.ui.list_files import wants_file
from plans.models import Period, Plan

NOT_OWED = "Việc này không thuộc đơn vị của bạn trong kỳ này."


def worker(request: HttpRequest) -> User:
    """The signed-in writer. Raises PermissionDenied for other roles."""
    user = request.user
    if not isinstance(user, User) or not may(user, WRITE_REPORT):
        raise PermissionDenied("Vai trò của bạn không nhập báo cáo.")
    return user


def round_of(request: HttpRequest) -> tuple[Scope, Plan, Period]:
    """The plan and the round of the request; 404 without."""
    scope = scope_of(request)
    if scope.plan is None:
        raise NotYet("Chưa có kế hoạch nào.")
    if scope.period is None:
        raise Http404("Chưa mở kỳ báo cáo nào.")
    return scope, scope.plan, scope.period


@on_newest_round
@require_http_methods(["GET", "HEAD", "POST"])
def my_work(request: HttpRequest) -> HttpResponse:
    """The unit's page. POST saves every changed row; with "send" it sends them on as well."""
    user = worker(request)
    scope = scope_of(request)
    if scope.plan is None or scope.period is None or user.unit_id is None:
        return render(request, "reporting/no_round.html", {"title": "Việc của tôi"})
    if request.method == "POST":
        return _save_page(request, user, scope)
    book = WorkBook(scope, scope.plan, user, choice=WorkChoice.of(request))
    if wants_file(request):
        return work_file(book, book.due)
    return _page(request, scope, book)


def _page_address(request: HttpRequest, scope: Scope, anchor: str = "") -> str:
    """The page as it is filtered now, also when one row's own address was posted to."""
    chosen = {**scope.chosen, **WorkChoice.of(request).parameters}
    return f"{add_parameters(reverse('my_work'), chosen)}{anchor}"


def _save_page(request: HttpRequest, user: User, scope: Scope, anchor: str = "") -> HttpResponse:
    """Save what was changed in the whole page; what is refused stays as it was typed."""
    assert scope.plan is not None
    assert scope.period is not None
    book = WorkBook(scope, scope.plan, user, request.POST, WorkChoice.of(request))
    saved, wrong = save_changed(book, scope.period, user, timezone.localdate())
    if not wrong:
        _say(request, saved, scope.period, book)
        return redirect(_page_address(request, scope, anchor))
    if saved:
        messages.success(request, f"Đã lưu {len(saved)} dòng.")
    return _page(request, scope, _reload(scope, user, wrong, book.choice), status=422)


def _page(request: HttpRequest, scope: Scope, book: WorkBook, status: int = 200) -> HttpResponse:
    user, plan, period = book.user, scope.plan, scope.period
    assert plan is not None
    assert period is not None
    known = book.owed.book.known
    context = {
        "title": "Việc của tôi",
        "book": book,
        "explanations": waiting_for(plan, user, timezone.localdate()),
        "own_work": open_own_work(known, user, timezone.localdate()),
        "waiting": head_summary(period, user),
        "is_head": may(user, APPROVE_REPORT),
        "kinds": kinds_of(book.owed.all),
        "contacts": contacts_of(book.owed.all, known),
        "programmes": programmes_of(book.owed.all),
        "wrong": [row for row in book.rows if row.is_wrong],
    }
    return render(request, "reporting/my_work.html", context, status=status)


def _reload(scope: Scope, user: User, wrong: list[WorkRow], choice: WorkChoice) -> WorkBook:
    """The page after saving: fresh, so that empty rows are not judged; refused rows as they were typed."""
    assert scope.plan is not None
    book = WorkBook(scope, scope.plan, user, choice=choice)
    refused = {row.code: row for row in wrong}
    book.rows = [refused.get(row.code, row) for row in book.rows]
    return book


def _say(request: HttpRequest, saved: list[WorkRow], period: Period, book: WorkBook) -> None:
    if "send" not in request.POST:
        text = f"Đã lưu {len(saved)} dòng." if saved else "Không có gì thay đổi."
        messages.success(request, _echo(saved[0]) if len(saved) == 1 else text)
        return
    items = [row.owed.item.pk for row in book.rows] if book.choice.narrows else None
    outcome = send_all(period=period, by=book.user, today=timezone.localdate(), items=items)
    _tell(request, outcome, f"Đã lưu {len(saved)} dòng, " if saved else "")


def _echo(row: WorkRow) -> str:
    """A row that was saved, as the person typed it, with its unit."""
    return row_echo(row.code, row.form.content().said(row.owed.item)) if row.form else ""


def _tell(request: HttpRequest, outcome: Outcome, before: str = "") -> None:
    said = f"{before}{outcome.words}"
    messages.success(request, f"{said[:1].upper()}{said[1:]}")
    for refused in outcome.refused:
        messages.warning(request, refused)


@on_newest_round
@require_POST
def save_work(request: HttpRequest, code: str) -> HttpResponse:
    """Save one row for HTMX, which gets it back; a browser without it sent the whole page: all is saved."""
    user = worker(request)
    scope, plan, period = round_of(request)
    row = WorkBook(scope, plan, user, request.POST, only=code).row(code)
    if row is None:
        raise Http404(NOT_OWED)
    if not getattr(request, "htmx", False):
        return _save_page(request, user, scope, f"#{row.anchor}")
    report = save_row(row, period, user, timezone.localdate())
    if report is not None:
        said, whole = _echo(row), row.whole
        row = WorkBook(scope, plan, user, only=code, opened=whole).row(code) or row
        row.just_saved = said
    return _row(request, row, status=200 if report else 422)


@on_newest_round
@require_safe
def open_work(request: HttpRequest, code: str) -> HttpResponse:
    """One row with all that its report says, to take the place of its line."""
    user = worker(request)
    scope, plan, _ = round_of(request)
    row = WorkBook(scope, plan, user, only=code, opened=True).row(code)
    if row is None or not row.is_open:
        raise Http404(NOT_OWED)
    return _row(request, row)


def _row(request: HttpRequest, row: WorkRow, status: int = 200) -> HttpResponse:
    context = {"rows": [row], "scope": scope_of(request)}
    return render(request, "reporting/_work_rows.html", context, status=status)
