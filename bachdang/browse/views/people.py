"""Cán bộ: officials whom a person may see, the year of one, and the file for their monthly assessment."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from bachdang.accounts.querysets import people_seen_by
from bachdang.browse.people.workbook import person_workbook
from bachdang.browse.people.year import PeopleBook
from bachdang.scope.scopes import scope_of
from bachdang.spreadsheet import Kind
from bachdang.standing.quarter_book import book_of
from bachdang.ui.downloads import workbook_response
from bachdang.ui.list_files import Out, list_file, wants_file

OUT = [
    Out("Họ và tên", 30, "person"),
    Out("Chức vụ", 30, "person__title"),
    Out("Đơn vị", 30, "person__unit"),
    Out("Việc được giao", 12, "assigned_count", Kind.NUMBER),
    Out("Báo cáo đến kỳ", 12, "total__owed", Kind.NUMBER),
    Out("Gửi đúng hạn", 12, "total__on_time", Kind.NUMBER),
    Out("Gửi muộn", 12, "total__late", Kind.NUMBER),
    Out("Quá hạn chưa gửi", 12, "total__missing", Kind.NUMBER),
    Out("Bị trả lại", 12, "total__returned", Kind.NUMBER),
    Out("Sản phẩm giao nộp", 12, "total__delivered", Kind.NUMBER),
]


@require_safe
def person_list(request: HttpRequest) -> HttpResponse:
    """The officials that somebody may see, with the year of each in counts."""
    scope = scope_of(request)
    people = list(people_seen_by(request.user).select_related("unit").order_by("unit__order", "name_key"))
    book = PeopleBook(book_of(scope), people)
    rows = [book.of(one) for one in people]
    busy = [one for one in rows if one.assigned]
    if wants_file(request):
        return list_file("Cán bộ", OUT, busy, notes=scope.notes, slug=str(scope.quarter))
    context = {
        "title": "Cán bộ",
        "rows": busy,
        "idle": [one.person for one in rows if not one.assigned],
    }
    return render(request, "browse/person_list.html", context)


@require_safe
def person_detail(request: HttpRequest, username: str) -> HttpResponse:
    """One official's year by month and quarter, the work of the round; ?xuat=xlsx the file of the year."""
    scope = scope_of(request)
    person = get_object_or_404(people_seen_by(request.user).select_related("unit"), username=username)
    year = PeopleBook(book_of(scope), [person]).of(person)
    if wants_file(request):
        content = person_workbook(year, scope)
        return workbook_response(content, f"can-bo-{person.username}-{scope.quarter}.xlsx".lower())
    sections = [("Theo tháng", year.by_month), ("Theo quý", year.by_quarter)]
    work = [one for one in year.work if one.period == scope.period]
    context = {"title": str(person), "person": person, "year": year, "sections": sections, "work": work}
    return render(request, "browse/person_detail.html", context)
