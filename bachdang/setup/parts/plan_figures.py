"""Kế hoạch năm: the figures of years that lead to each target."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from typing import ClassVar

from django.core.exceptions import ValidationError

from bachdang.setup.parts.part import Entry, Known, Part, Refusal, Refused, as_typed, refuse
from bachdang.spreadsheet import Kind
from bachdang.spreadsheet.described import Described, Field
from bachdang.ui.form_data import untouched
from bachdang.vietnamese.numbers import format_input
from indicators.models import PlanFigure, TargetTerms
from indicators.terms.planning import (
    PlannedFigures,
    Span,
    plan_years,
    set_all_plan_figures,
    takes_plan_figures,
)
from indicators.terms.planning_forms import PlanFiguresForm
from plans.models import TermsState


class PlanFigures(Part):
    key: ClassVar = "plan_figures"
    permissions: ClassVar = ("plans.edit_plan",)
    owner: ClassVar = "Văn phòng Đảng ủy"
    together: ClassVar = True

    @cached_property
    def years(self) -> range:
        assert self.ward.plan is not None
        return range(self.ward.plan.starts.year, self.ward.plan.ends.year + 1)

    @cached_property
    def table(self) -> Described:
        years = [
            Field(f"y{year}", f"Năm {year}", 13, Kind.NUMBER, form="#,##0.####", means="figure")
            for year in self.years
        ]
        fixed = (
            Field("code", "Mã chỉ tiêu", 12, required=True),
            Field("series", "Mục tiêu", 10, required=True),
            Field("title", "Chỉ tiêu", 50, shown=True),
            Field("measure", "ĐVT", 16, shown=True),
        )
        return Described("Kế hoạch năm", (*fixed, *years), anchor="code")

    @property
    def needed(self) -> list[str]:
        return [f"y{year}" for year in self.years]

    @cached_property
    def terms(self) -> dict[str, TargetTerms]:
        found = TargetTerms.objects.valid_on(self.ward.day).exclude(state=TermsState.ENDED)
        found = found.filter(target__indicator__item__plan=self.ward.plan).select_related(
            "target__indicator__item__plan"
        )
        ordered = found.order_by("target__indicator__item__order", "target__series")
        return {
            f"{one.target.indicator.item.code}|{one.target.series}": one
            for one in ordered
            if takes_plan_figures(one.target.indicator, one)
        }

    @cached_property
    def stored(self) -> Mapping[int, dict[Span, Decimal]]:
        found: dict[int, dict[Span, Decimal]] = defaultdict(dict)
        for one in PlanFigure.objects.filter(target__indicator__item__plan=self.ward.plan):
            found[one.target_id][one.year, one.quarter] = one.value
        return found

    def rows(self) -> Iterator[Known]:
        named = {one.item_id: one.title for one in self.ward.indicator_terms}
        for key, terms in self.terms.items():
            indicator = terms.target.indicator
            if indicator.pk not in named:
                continue
            figures = self.stored.get(terms.target_id, {})
            within = plan_years(terms, indicator.item.plan.starts)
            columns = {year: f"y{year}" for year in self.years}
            texts = {
                "code": indicator.item.code,
                "series": terms.target.series,
                "title": named[indicator.pk],
                "measure": indicator.measure,
                **{name: format_input(figures.get((year, None))) for year, name in columns.items()},
            }
            out = {
                name: "năm ngoài thời gian của mục tiêu"
                for year, name in columns.items()
                if year not in within
            }
            measures = dict.fromkeys(columns.values(), indicator.measure)
            whole = measures if indicator.counts("value") else ()
            yield Known(key, f"{indicator.item.code} {named[indicator.pk]}", texts, out, measures, whole)

    def awaits(self, known: Known) -> bool:
        """Figures of years are asked for where the plan itself is to reach the target."""
        plan = self.ward.plan
        return plan is not None and self.terms[known.key].horizon <= plan.ends

    def lacks(self, known: Known) -> bool:
        """Whether no year has a figure: a ward decides its plan year by year."""
        return self.awaits(known) and not any(known.texts.get(one) for one in self.needed)

    def key_of(self, texts: Mapping[str, str]) -> str:
        code, series = texts["code"].strip(), texts.get("series", "").strip()
        return f"{code}|{series}" if code else ""

    def unknown(self, key: str) -> str:
        code, _, series = key.partition("|")
        return f"không có mục tiêu “{series[:20]}” của chỉ tiêu mã “{code[:40]}” nhận kế hoạch năm"

    def write_all(self, entries: Sequence[Entry]) -> dict[str, Refusal]:
        refused: dict[str, Refusal] = {}
        given: dict[str, PlannedFigures] = {}
        for entry in entries:
            try:
                given[entry.key] = self._given(entry)
            except Refused as error:
                refused[entry.key] = error
        written = set_all_plan_figures(list(given.values()), self.ward.by)
        self.ward.touched |= {one.target.indicator_id for one in given.values()}
        found = {key: written[one.target.pk] for key, one in given.items()}
        return refused | {key: one for key, one in found.items() if isinstance(one, ValidationError)}

    def _given(self, entry: Entry) -> PlannedFigures:
        """What a row says, by the form of its page. Raises Refused."""
        terms = self.terms[entry.key]
        target, stored = terms.target, self.stored.get(terms.target_id, {})
        shown = PlanFiguresForm(indicator=target.indicator, terms=terms, stored=stored)
        data = {name: untouched(shown, name) for name in shown.fields}
        names = {f"plan_{column[1:]}_year": column for column in entry.typed}
        data |= {name: entry.typed[column] for name, column in names.items()}
        form = PlanFiguresForm(as_typed(data), indicator=target.indicator, terms=terms, stored=stored)
        refuse(form, names)
        return PlannedFigures(target, terms, form.figures(), form.cleaned_data["seen"])
