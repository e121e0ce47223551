"""The forms of the Party office about a target: baseline, plan figures of years and quarters."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone

from bachdang.vietnamese.fields import DayField
from bachdang.vietnamese.free_text import FreeText
from bachdang.vietnamese.numbers import format_date
from indicators.as_rules import frame_of
from indicators.boxes import figure_box, spread_fractions
from indicators.models import Baseline, Indicator, TargetTerms
from indicators.rules import Goal
from indicators.terms.baselines import NewBaseline, baseline_faults, goals_of, seen_baseline
from indicators.terms.planning import Span, plan_figure_faults, plan_years, seen_plan_figures, span_label

FRACTION = ("numerator", "denominator")
COLUMNS: list[tuple[int | None, str]] = [
    (1, "Hết quý I"),
    (2, "6 tháng"),
    (3, "9 tháng"),
    (None, "Cả năm"),
]


class PlanFiguresForm(forms.Form):
    """A grid of years × accumulated figures; an empty box has no plan figure."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=20)

    def __init__(
        self,
        *args: Any,
        indicator: Indicator,
        terms: TargetTerms,
        stored: Mapping[Span, Decimal],
        **kwargs: Any,
    ) -> None:
        self.indicator = indicator
        self.years = plan_years(terms, indicator.item.plan.starts)
        self.columns = COLUMNS if indicator.frequency in ("quarter", "half_year") else COLUMNS[-1:]
        initial = {self._name((year, quarter)): value for (year, quarter), value in stored.items()}
        kwargs["initial"] = {"seen": seen_plan_figures(stored), **initial}
        super().__init__(*args, **kwargs)
        for span in self._spans():
            label = span_label(span)
            field = figure_box(indicator, "value", f"Kế hoạch {label}")
            field.widget.attrs["aria-label"] = field.label
            self.fields[self._name(span)] = field

    def _spans(self) -> list[Span]:
        return [(year, quarter) for year in self.years for quarter, _ in self.columns]

    @staticmethod
    def _name(span: Span) -> str:
        return f"plan_{span[0]}_{span[1] or 'year'}"

    def headings(self) -> list[str]:
        return [label for _, label in self.columns]

    def rows(self) -> list[tuple[int, list[tuple[str, forms.BoundField]]]]:
        """Each year with its boxes and their headings, for the template."""
        return [
            (year, [(label, self[self._name((year, quarter))]) for quarter, label in self.columns])
            for year in self.years
        ]

    def figures(self) -> dict[Span, Decimal]:
        found = {span: self.cleaned_data.get(self._name(span)) for span in self._spans()}
        return {span: value for span, value in found.items() if value is not None}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for span, message in plan_figure_faults(self.indicator, self.figures()):
            self.add_error(self._name(span), message)
        return data


class BaselineForm(forms.Form):
    """The indicator's value before the plan. `remove` takes a wrong one away."""

    on = DayField(label="Tại ngày", help_text="Ngày/tháng/năm, ví dụ 31/12/2025")
    source = FreeText(
        label="Nguồn",
        max_length=300,
        help_text="Văn bản, cơ quan cung cấp. Không nhập bí mật nhà nước.",
    )
    reason = FreeText(label="Lý do sửa", max_length=500, required=False)
    seen = forms.CharField(widget=forms.HiddenInput, max_length=20)

    def __init__(
        self,
        *args: Any,
        indicator: Indicator,
        stored: Baseline | None,
        goals: list[Goal] | None = None,
        **kwargs: Any,
    ) -> None:
        """`goals`: of the indicator's targets; who has many forms has read them."""
        self.indicator = indicator
        self.goals = goals
        kwargs["initial"] = {"seen": seen_baseline(stored), **self._initial(stored)}
        super().__init__(*args, **kwargs)
        if indicator.is_rate:
            self.fields |= {part: figure_box(indicator, part) for part in FRACTION}
        else:
            self.fields["value"] = figure_box(indicator, "value", f"Số gốc ({indicator.measure})")
        self.order_fields(["value", *FRACTION])
        if self.is_bound and indicator.is_rate:
            spread_fractions(self, [FRACTION])
        if stored is None:
            del self.fields["reason"]

    def _initial(self, stored: Baseline | None) -> dict[str, Any]:
        if stored is None:
            return {}
        names = ("value", "numerator", "denominator", "on", "source")
        return {name: getattr(stored, name) for name in names}

    def baseline(self) -> NewBaseline:
        data = self.cleaned_data
        return NewBaseline(
            on=data.get("on") or date.min,
            source=data.get("source") or "",
            value=data.get("value"),
            numerator=data.get("numerator"),
            denominator=data.get("denominator"),
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if self.errors:
            return data
        plan = self.indicator.item.plan
        frame = frame_of(plan)
        goals = goals_of(self.indicator) if self.goals is None else self.goals
        for name, message in baseline_faults(self.indicator, goals, frame, self.baseline()):
            self.add_error(name, message)
        today = timezone.localdate()
        if "on" not in self.errors and self.baseline().on > today:
            self.add_error("on", f"Số gốc là số đã có: ngày không được sau hôm nay ({format_date(today)}).")
        return data
