"""Bảng ghi: baselines, yearly plan figures and what the document leaves blank, many rows at once."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from bachdang.accounts.models import Unit
from bachdang.errors import NotYet
from bachdang.setup.grid.sheet import ROWS, Sent, editable, grid_rows, read_grid
from bachdang.setup.parts.baselines import Baselines
from bachdang.setup.parts.clarity import Clarity
from bachdang.setup.parts.part import Known, Part
from bachdang.setup.parts.plan_figures import PlanFigures
from bachdang.setup.views import ward_of
from bachdang.setup.writing import Outcome, write_book
from bachdang.vietnamese.text import fold

SHEETS: Final[dict[str, type[Part]]] = {
    "so-goc": Baselines,
    "ke-hoach-nam": PlanFigures,
    "con-de-trong": Clarity,
}
CODE_PAGE: Final = "Chữ gõ bằng phông cũ đã được chuyển sang Unicode. Xem lại rồi lưu."


class GridFilter(forms.Form):
    """In the address."""

    q = forms.CharField(
        label="Tìm",
        required=False,
        max_length=200,
        widget=forms.TextInput({"type": "search", "placeholder": "Mã hoặc tên, không cần gõ dấu"}),
    )
    con = forms.ChoiceField(
        label="Hiện",
        required=False,
        choices=[("", "Dòng còn thiếu"), ("tat-ca", "Tất cả")],
    )

    def narrow(self, part: Part) -> list[Known]:
        chosen = self.cleaned_data if self.is_valid() else {}
        rows = list(part.known.values())
        if chosen.get("con") != "tat-ca":
            rows = [one for one in rows if part.lacks(one)]
        sought = fold(chosen.get("q") or "")
        return [one for one in rows if sought in fold(one.about)]


@require_http_methods(["GET", "HEAD", "POST"])
def grid(request: HttpRequest, sheet: str) -> HttpResponse:
    """The page; POST writes every changed box, or fills one column of the rows ticked: all or none."""
    if sheet not in SHEETS:
        raise Http404("Không có bảng này.")
    ward = ward_of(request, rehearsed=False)
    if ward.plan is None:
        raise NotYet("Cần có kế hoạch trước.")
    part = SHEETS[sheet](ward)
    if not part.may_write:
        raise PermissionDenied(f"Bảng này do {part.owner} ghi.")
    chosen = GridFilter(request.GET)
    if request.method != "POST":
        page = Paginator(chosen.narrow(part), ROWS).get_page(request.GET.get("page"))
        return _page(request, part, chosen, page, grid_rows(part, list(page.object_list)))
    return _save(request, part, chosen)


def _save(request: HttpRequest, part: Part, chosen: GridFilter) -> HttpResponse:
    sent = Sent.of(request.POST)
    if "fill" in request.POST:
        column = next((one for one in editable(part) if one.key == request.POST.get("column")), None)
        if column is None or not sent.ticked:
            messages.error(request, "Chọn cột, nhập nội dung và đánh dấu các dòng cần điền.")
            return redirect(request.get_full_path())
        sent = sent.filling(part, column.key, request.POST.get("text", "").strip())
    read = read_grid(part, sent)
    if read.code_page is not None:
        turned = {
            f"{column}-{row.row}": cell.text
            for row in read.in_unicode(read.code_page).rows
            for column, cell in row.cells.items()
        }
        messages.warning(request, CODE_PAGE)
        sent = Sent({**sent.texts, **turned}, sent.seen, sent.keys, sent.ticked)
        return _again(request, part, chosen, sent, Outcome())
    outcome = write_book(ward=part.ward, read=read)
    if outcome.faults:
        return _again(request, part, chosen, sent, outcome)
    said = f"Đã ghi {outcome.cells} ô của {outcome.rows} dòng." if outcome.rows else "Không có gì thay đổi."
    messages.success(request, said)
    return redirect(request.get_full_path())


def _again(
    request: HttpRequest, part: Part, chosen: GridFilter, sent: Sent, outcome: Outcome
) -> HttpResponse:
    """What was typed, with what is wrong with it; the rows are those that were sent."""
    fresh = type(part)(part.ward)
    rows = [fresh.known[key] for key in sent.keys.values() if key in fresh.known]
    page = Paginator(rows, ROWS).get_page(1)
    shown = grid_rows(fresh, rows, sent, outcome.faults)
    return _page(request, fresh, chosen, page, shown, faults=outcome.faults, status=422)


def _page(
    request: HttpRequest,
    part: Part,
    chosen: GridFilter,
    page: Page[Known],
    rows: list[Any],
    *,
    faults: object = (),
    status: int = 200,
) -> HttpResponse:
    whole = list(part.known.values())
    columns = editable(part)
    units = Unit.objects.visible_to(request.user) if any(one.means == "unit" for one in columns) else []
    context = {
        "title": part.table.name,
        "filter": chosen,
        "page": page,
        "rows": rows,
        "shown": [one for one in part.table.fields if one.shown],
        "columns": columns,
        "faults": faults,
        "lacking": sum(part.lacks(one) for one in whole),
        "whole": sum(part.awaits(one) for one in whole),
        "others": sum(not part.awaits(one) for one in whole),
        "units": units,
        "offered": {one.key: _offered(one.key, whole) for one in columns if one.key in part.suggested},
    }
    return render(request, "setup/grid.html", context, status=status)


def _offered(column: str, rows: list[Known]) -> list[str]:
    """What was said in a column before, the most frequent first."""
    said = [text for one in rows if (text := one.texts.get(column, ""))]
    return sorted(set(said), key=lambda text: (-said.count(text), text))[:30]
