"""What Tổng quan is about: the whole plan, one programme, one unit."""

from __future__ import annotations

from typing import Any

from django import forms

from bachdang.dashboard.overview import Narrow
from bachdang.standing.filters import programme_choices, unit_choices
from plans.models import Plan


class NarrowForm(forms.Form):
    """The choice in the address; what is no programme or unit of the plan is the whole plan."""

    programme = forms.ChoiceField(label="Chương trình, nhiệm vụ", required=False)
    unit = forms.ChoiceField(label="Đơn vị báo cáo", required=False)

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        everything = [("", "Cả kế hoạch")]
        self.fields["programme"].choices = [*everything, *programme_choices(plan)]  # type: ignore[attr-defined]
        self.fields["unit"].choices = [("", "Mọi đơn vị"), *unit_choices(plan)]  # type: ignore[attr-defined]

    @property
    def narrow(self) -> Narrow:
        if not self.is_bound:
            return Narrow()
        self.is_valid()
        chosen = self.cleaned_data
        return Narrow(chosen.get("programme", ""), chosen.get("unit", ""))
