"""Which report is asked for: the period's, or that of one unit or programme, all in the address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from bachdang.accounts.models import Unit
from bachdang.office.filters import programme_choices, unit_choices
from bachdang.office.rows import QuarterReport, quarter_report
from bachdang.office.rows.narrowing import Only, narrow
from bachdang.office.scope import Scope, scope_of
from bachdang.office.snapshots import latest_snapshot, mark_of, rows_of
from plans.models import Plan, Snapshot

VERSION = "ban"


class ChoiceForm(forms.Form):
    """Chosen on the page; an unknown value in the address is not found."""

    unit = forms.ChoiceField(label="Đơn vị báo cáo", required=False)
    programme = forms.ChoiceField(label="Chương trình, nhiệm vụ", required=False)

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = {one.code: one.name for one in Unit.objects.filter(locality=plan.locality_id)}
        self.units = {code: names[code] for code, _ in unit_choices(plan)}
        self.programmes = dict(programme_choices(plan))
        self._offer("unit", "Tất cả đơn vị", self.units)
        self._offer("programme", "Tất cả", self.programmes)

    def _offer(self, name: str, everything: str, choices: dict[str, str]) -> None:
        self.fields[name].choices = [("", everything), *choices.items()]  # type: ignore[attr-defined]

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
        return version | {name: value for name, value in self.form.cleaned_data.items() if value}

    @property
    def mark(self) -> str:
        return mark_of(self.snapshot, timezone.now())

    def report(self) -> QuarterReport:
        """Raises Http404 for a part of rows that were frozen before they said whose they are."""
        found = rows_of(self.snapshot) if self.snapshot else quarter_report(self.scope, self.plan)
        only = self.form.only
        if only and not found.is_owned:
            raise Http404("Bản chốt này không ghi từng dòng của đơn vị nào: chỉ tải được cả báo cáo.")
        return narrow(found, only)


def choice_of(request: HttpRequest) -> Choice | None:
    """What the address asks for; None without a plan. Raises Http404 for what does not exist."""
    scope = scope_of(request)
    if scope.plan is None:
        return None
    form = ChoiceForm(request.GET, plan=scope.plan)
    if not form.is_valid():
        raise Http404("Không có đơn vị hoặc chương trình này.")
    return Choice(scope, scope.plan, _snapshot(request, scope), form)


def needed_choice(request: HttpRequest) -> Choice:
    """As `choice_of`; without a plan there is nothing to download."""
    choice = choice_of(request)
    if choice is None:
        raise Http404("Chưa có kế hoạch nào.")
    return choice


def _snapshot(request: HttpRequest, scope: Scope) -> Snapshot | None:
    """A locked round's report comes from its snapshot: the newest, or that of ?ban=2."""
    version = request.GET.get(VERSION, "")
    if not version or scope.period is None:
        return latest_snapshot(scope.period)
    if not version.isdecimal():
        raise Http404("Không có bản số liệu này.")
    return get_object_or_404(Snapshot, period=scope.period, version=int(version))
