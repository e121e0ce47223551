"""Entry of an indicator's figures for the period."""

from __future__ import annotations

from decimal import Decimal

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from bachdang.accounts.roles import WRITE_REPORT, may
from bachdang.office.scope import Scope, scope_of
from bachdang.office.views.details import item_scope
from indicators.actions import record_figures
from indicators.forms import FiguresForm
from indicators.models import Indicator, Measurement
from indicators.standings import TargetBook, TargetRow
from indicators.wording import new_figure_text
from plans.models import Period, Report


@require_http_methods(["GET", "HEAD", "POST"])
def record_figures_view(request: HttpRequest, code: str) -> HttpResponse:
    """Form of the unit's figures; what was typed stays in the form when it is refused."""
    if not may(request.user, WRITE_REPORT):
        raise PermissionDenied("Vai trò của bạn không nhập số liệu.")
    indicators = Indicator.objects.editable_by(request.user).select_related("item__reporter", "item__plan")
    indicator = get_object_or_404(indicators, item__code=code, item__plan=scope_of(request).plan)
    scope, plan = item_scope(request, indicator.item)
    if scope.period is None:
        raise Http404("Chưa mở kỳ báo cáo nào.")
    book = TargetBook(plan, scope.quarter, indicators=[indicator.pk])
    rows = book.rows()
    counted = Report.objects.counted().filter(period=scope.period, item=indicator.item).first()
    form = _form(request, indicator, scope.period, book, rows, counted)
    if request.method == "POST" and form.is_valid() and _save(request, form, indicator, scope.period):
        return redirect(reverse("indicator_detail", args=[code]) + scope.query)
    context = {
        "form": form,
        "indicator": indicator,
        "rows": rows,
        "title": rows[0].title if rows else code,
        "previous": _previous(book, indicator, scope),
        "counted": counted,
    }
    status = 422 if form.is_bound else 200
    return render(request, "indicators/figures_form.html", context, status=status)


def _form(
    request: HttpRequest,
    indicator: Indicator,
    period: Period,
    book: TargetBook,
    rows: list[TargetRow],
    counted: Report | None,
) -> FiguresForm:
    stored = counted.measurements.all() if counted else Measurement.objects.none()
    return FiguresForm(
        request.POST if request.method == "POST" else None,
        indicator=indicator,
        period=period,
        stored=stored,
        last=_last_value(book, indicator, period),
        kinds=[row.terms.kind for row in rows],
        initial={"revision": counted.revision if counted else 0},
    )


def _last_value(book: TargetBook, indicator: Indicator, period: Period) -> Decimal | None:
    """The latest figure before the period's quarter, to compare a new one with."""
    earlier = [
        one.value
        for one in book.measurements(indicator)
        if (one.year, one.quarter) < (period.year, period.quarter) and one.value is not None
    ]
    return earlier[-1] if earlier else None


def _previous(book: TargetBook, indicator: Indicator, scope: Scope) -> list[Measurement]:
    """Figures to read beside the inputs: last quarter's and the same quarter's of last year."""
    before, last_year = scope.previous, (scope.quarter.year - 1, scope.quarter.quarter)
    wanted = {(before.year, before.quarter), last_year}
    return [one for one in book.measurements(indicator) if (one.year, one.quarter) in wanted]


def _save(request: HttpRequest, form: FiguresForm, indicator: Indicator, period: Period) -> bool:
    """Write the figures and echo them with their unit; False when they are refused."""
    figures = form.figures()
    try:
        record_figures(
            indicator=indicator,
            period=period,
            figures=figures,
            by=request.user,  # type: ignore[arg-type]
            note=form.cleaned_data["note"],
            expected_revision=form.cleaned_data["revision"],
        )
    except ValidationError as error:
        form.add_error(None, error)
        return False
    labels = {(slot.year, slot.quarter, slot.form): slot.label for slot in form.slots}
    said = [(labels[one.year, one.quarter, one.form], new_figure_text(one, indicator)) for one in figures]
    messages.success(request, f"Đã lưu. {'; '.join(f'{label}: {text}' for label, text in said)}.")
    return True
