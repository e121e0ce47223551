"""Which report the address asks for: the period's or a longer span's, whole or of a unit or programme."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from bachdang.accounts.models import Unit
from bachdang.errors import NotYet
from bachdang.quarter.archive import Unreadable
from bachdang.quarter.rows import QuarterReport, quarter_report
from bachdang.quarter.rows.narrowing import Only, narrow
from bachdang.quarter.snapshots import latest_snapshot, mark_of, rows_of
from bachdang.scope.scopes import Scope, scope_of
from bachdang.standing.filters import programme_names, short, unit_choices
from bachdang.standing.quarter_book import book_of
from bachdang.standing.spans import DAYS, NINE, SIX, YEAR, Span, named_span, span_of_days
from bachdang.vietnamese.fields import DayField
from plans.models import Period, Plan, Snapshot

VERSION = "ban"
FOR_DAYS = "Chỉ cho báo cáo đột xuất"
DAY = {"invalid": "Ghi ngày/tháng/năm, ví dụ 30/9/2026."}


class ChoiceForm(forms.Form):
    """Chosen on the page. Days that make no span are said there; any other unknown value is not found."""

    khoang = forms.ChoiceField(label="Thời gian", required=False)
    tu = DayField(label="Từ ngày", required=False, help_text=FOR_DAYS, error_messages=DAY)
    den = DayField(label="Đến ngày", required=False, help_text=FOR_DAYS, error_messages=DAY)
    span: Span | None = None

    unit = forms.ChoiceField(label="Đơn vị báo cáo", required=False)
    programme = forms.ChoiceField(label="Chương trình, nhiệm vụ", required=False)

    def __init__(self, *args: Any, plan: Plan, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.scope = scope
        year = scope.quarter.year
        spans = {key: named_span(key, year).label for key in (SIX, NINE, YEAR)}
        quarter = scope.quarter.label
        spans[DAYS] = "Đột xuất: từ ngày, đến ngày"
        self._offer("khoang", f"{quarter[:1].upper()}{quarter[1:]}", spans)
        names = {one.code: one.name for one in Unit.objects.filter(locality=plan.locality_id)}
        self.units = {code: names[code] for code, _ in unit_choices(plan)}
        programmes = programme_names(plan)
        self.programmes = {code: f"{code}. {name}" for code, name in programmes.items()}
        self._offer("unit", "Tất cả đơn vị", self.units)
        self._offer(
            "programme", "Tất cả", {code: f"{code}. {short(name)}" for code, name in programmes.items()}
        )

    def _offer(self, name: str, everything: str, choices: dict[str, str]) -> None:
        self.fields[name].choices = [("", everything), *choices.items()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if "khoang" in data:
            self.span = self._span(data["khoang"], data.get("tu"), data.get("den"))
        if self.span is not None and self.period is None:
            self.add_error("khoang", f"Chưa mở kỳ báo cáo {self.span.last.label}.")
        return data

    def _span(self, key: str, starts: date | None, ends: date | None) -> Span | None:
        if key != DAYS:
            return named_span(key, self.scope.quarter.year) if key else None
        if starts is not None and ends is not None:
            if starts <= ends:
                return span_of_days(starts, ends)
            self.add_error("den", "Ngày cuối phải không trước ngày đầu.")
        for name, day in (("tu", starts), ("den", ends)):
            if day is None and name not in self.errors:
                self.add_error(name, "Chọn ngày cho khoảng đột xuất.")
        return None

    @property
    def period(self) -> Period | None:
        """The opened round that the span ends with; the scope's own without a span."""
        if self.span is None:
            return self.scope.period
        at = (self.span.last.year, self.span.last.quarter)
        return next((one for one in self.scope.periods if (one.year, one.quarter) == at), None)

    @property
    def only(self) -> Only:
        unit, programme = self.cleaned_data["unit"], self.cleaned_data["programme"]
        return Only(unit, programme, self.units.get(unit, ""), self.programmes.get(programme, ""))


@dataclass(frozen=True)
class Choice:
    """One report: the frozen rows of a locked round, else the rows as they are now; narrowed as asked."""

    scope: Scope
    plan: Plan
    snapshot: Snapshot | None
    form: ChoiceForm

    @property
    def query(self) -> dict[str, str]:
        """What a link to the file repeats, besides plan and period."""
        version = {VERSION: str(self.snapshot.version)} if self.snapshot else {}
        chosen = {name: value for name, value in self.form.cleaned_data.items() if value}
        if chosen.get("khoang") != DAYS:
            chosen.pop("tu", None), chosen.pop("den", None)
        return version | {name: str(value) for name, value in chosen.items()}

    @property
    def mark(self) -> str:
        return mark_of(self.snapshot, timezone.now())

    def report(self) -> QuarterReport:
        """Raises Http404 for a part of rows that were frozen before they said whose they are, Unreadable for
        rows that a newer version of the software froze.
        """
        span = self.form.span
        found = rows_of(self.snapshot) if self.snapshot else quarter_report(book_of(self.scope), span)
        only = self.form.only
        if only and not found.is_owned:
            raise Http404("Bản chốt này không ghi từng dòng của đơn vị nào: chỉ tải được cả báo cáo.")
        return narrow(found, only)


def choice_of(request: HttpRequest) -> Choice | None:
    """What the address asks for; None without a plan. Raises Http404 for what does not exist."""
    scope = scope_of(request)
    if scope.plan is None:
        return None
    form = ChoiceForm(request.GET, plan=scope.plan, scope=scope)
    if not form.is_valid() and form.errors.keys() & {"unit", "programme"}:
        raise Http404("Không có đơn vị hoặc chương trình này.")
    if form.span is None:
        return Choice(scope, scope.plan, _snapshot(request, scope), form)
    # A span is no locked round: it is made of what has been accepted by now.
    ending = Scope(scope.plan, form.period, scope.periods, scope.today, scope.chosen)
    return Choice(ending, scope.plan, None, form)


def needed_choice(request: HttpRequest) -> Choice:
    """As `choice_of`; without a plan or with days that make no span there is nothing to download."""
    choice = choice_of(request)
    if choice is None:
        raise NotYet("Chưa có kế hoạch nào.")
    if choice.form.errors:
        raise Http404("Không có khoảng thời gian này.")
    return choice


def needed_report(choice: Choice) -> QuarterReport:
    """The report for a file of it; the page says in words why there may be none."""
    try:
        return choice.report()
    except Unreadable as error:
        raise Http404(str(error)) from error


def _snapshot(request: HttpRequest, scope: Scope) -> Snapshot | None:
    """A locked round's report comes from its snapshot: the newest, or that of ?ban=2."""
    version = request.GET.get(VERSION, "")
    if not version or scope.period is None:
        return latest_snapshot(scope.period)
    if not version.isdecimal():
        raise Http404("Không có bản số liệu này.")
    return get_object_or_404(Snapshot, period=scope.period, version=int(version))
