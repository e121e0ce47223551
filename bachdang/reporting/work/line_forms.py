"""The short forms of a line: the quarter's figure, or its result. What they do not show stays as it is."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django import forms

from bachdang.reporting.flow.content import Content
from bachdang.reporting.flow.forms import IndicatorReportForm, WordsForm
from indicators.forms import SPANS
from plans.models import Report


class LineFigures(IndicatorReportForm):
    """The boxes of one slot; `span` goes along where a sum since 1 January stands in them."""

    note = no_data_reason = None  # type: ignore[assignment]
    span = forms.ChoiceField(choices=SPANS, required=False, widget=forms.HiddenInput)

    @cached_property
    def changed_data(self) -> list[str]:
        """A line does not ask for the span: without it nothing was changed."""
        return [name for name in super().changed_data if name != "span"]


class LineWords(WordsForm):
    """The result alone."""

    field_order = ("result",)
    difficulties = proposal = proposal_to = no_data_reason = None  # type: ignore[assignment]

    def stored_values(self, stored: Report | None) -> dict[str, Any]:
        return {"result": stored.result} if stored is not None else {}

    def content(self) -> Content:
        return Content(result=self.cleaned_data["result"])
