"""Số gốc: where each indicator stood before the plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import ClassVar, Final

from bachdang.setup.names import plain
from bachdang.setup.parts.part import Entry, Known, Part, Refusal, Refused, as_typed, refuse
from bachdang.setup.reading import Typed
from bachdang.spreadsheet import DATE_FORMAT, Kind
from bachdang.spreadsheet.described import Described, Field
from bachdang.vietnamese.numbers import format_date, format_input
from bachdang.vietnamese.typed import split_fraction
from indicators.boxes import part_measure
from indicators.models import Baseline, Indicator
from indicators.rules import Goal
from indicators.terms.baselines import BaselineEntry, goals_by_indicator, seen_baseline, set_baselines
from indicators.terms.planning_forms import FRACTION, BaselineForm

_FIGURE: Final = "#,##0.####"
SAID: Final = ("value", *FRACTION, "on", "source")
BASELINES: Final = Described(
    "Số gốc",
    (
        Field("code", "Mã chỉ tiêu", 12, required=True),
        Field("title", "Chỉ tiêu", 50, shown=True),
        Field("measure", "ĐVT", 16, shown=True),
        Field("parts", "Tử số / mẫu số là", 40, shown=True),
        Field("value", "Số gốc", 14, Kind.NUMBER, form=_FIGURE, means="figure"),
        Field("numerator", "Tử số", 14, Kind.NUMBER, form=_FIGURE, means="figure"),
        Field("denominator", "Mẫu số", 14, Kind.NUMBER, form=_FIGURE, means="figure"),
        Field("on", "Tại ngày", 13, Kind.DATE, form=DATE_FORMAT, means="day",
              help="Ngày/tháng/năm, ví dụ 31/12/2025."),
        Field("source", "Nguồn", 40, longest=300, help="Văn bản, cơ quan cung cấp."),
        Field("reason", "Lý do sửa", 30, longest=500, help="Ghi khi sửa hoặc bỏ số gốc đã có."),
    ),
    anchor="code",
)  # fmt: skip


class Baselines(Part):
    key: ClassVar = "baselines"
    permissions: ClassVar = ("plans.edit_plan",)
    owner: ClassVar = "Văn phòng Đảng ủy"
    together: ClassVar = True
    aside: ClassVar = frozenset({"reason"})
    suggested: ClassVar = frozenset({"source", "on"})
    needed: ClassVar = ("value", *FRACTION)
    table = BASELINES

    @cached_property
    def indicators(self) -> dict[str, Indicator]:
        found = Indicator.objects.filter(item__plan=self.ward.plan).typed()
        return {one.item.code: one for one in found.select_related("item__plan").order_by("item__order")}

    @cached_property
    def stored(self) -> dict[int, Baseline]:
        found = Baseline.objects.filter(indicator__item__plan=self.ward.plan)
        return {one.pk: one for one in found.select_related("indicator")}

    def rows(self) -> Iterator[Known]:
        named = {one.item_id: one.title for one in self.ward.indicator_terms}
        for code, one in self.indicators.items():
            if one.pk in named:
                yield self._row(code, named[one.pk], one, self.stored.get(one.pk))

    @staticmethod
    def _row(code: str, title: str, one: Indicator, stored: Baseline | None) -> Known:
        texts = {
            "code": code,
            "title": title,
            "measure": one.measure,
            "parts": f"{one.numerator_name} / {one.denominator_name}" if one.is_rate else "",
            **{name: format_input(getattr(stored, name, None)) for name in ("value", *FRACTION)},
            "on": format_date(stored.on) if stored else "",
            "source": stored.source if stored else "",
            "reason": "",
        }
        unused = ("value",) if one.is_rate else FRACTION
        why = "chỉ tiêu này ghi tử số và mẫu số" if one.is_rate else "chỉ tiêu này ghi một giá trị"
        measures = {part: part_measure(one, part) for part in ("value", *FRACTION)}
        whole = [part for part in measures if one.counts(part)]
        return Known(code, f"{code} {title}", texts, dict.fromkeys(unused, why), measures, whole)

    @cached_property
    def awaited(self) -> set[str]:
        """Codes of the indicators whose baseline is asked for."""
        rows = Indicator.objects.awaiting_baseline().filter(item__plan=self.ward.plan)
        return set(rows.values_list("item__code", flat=True))

    def awaits(self, known: Known) -> bool:
        return known.key in self.awaited

    def arranged(self, key: str, cells: dict[str, Typed]) -> dict[str, Typed]:
        """ "6/14" in the one cell of a rate is its numerator and denominator.

        A cell of these that was typed as well must say the same.
        """
        one, cell = self.indicators.get(key), cells.get("value")
        parts = split_fraction(cell.text) if one and one.is_rate and cell else None
        if parts is None or cell is None:
            return cells
        rest = {name: typed for name, typed in cells.items() if name not in ("value", *FRACTION)}
        made = {name: replace(cell, text=text) for name, text in zip(FRACTION, parts, strict=True)}
        for name, part in made.items():
            own = cells.get(name)
            if own is not None and own.problem:
                made[name] = own
            elif own is not None and own.text and not self._same(key, name, own.text, part.text):
                title = BASELINES.by_key[name].title
                why = f"ô này ghi {cell.text[:40]}, ô {title} ghi {own.text[:40]}. Giữ một cách ghi"
                made[name] = replace(part, problem=why)
        return made | rest

    def _same(self, key: str, column: str, one: str, other: str) -> bool:
        """Whether two texts say the same figure of a row."""
        known, field = self.known.get(key), BASELINES.by_key[column]
        measure = known.measures.get(column, "") if known else ""
        whole = known is not None and column in known.whole
        one, other = (plain(field, text, self.ward.names, measure, whole=whole) for text in (one, other))
        return one == other

    def unknown(self, key: str) -> str:
        return f"không có chỉ tiêu mã “{key[:40]}” nhận số gốc"

    def write_all(self, entries: Sequence[Entry]) -> dict[str, Refusal]:
        goals = goals_by_indicator([self.indicators[one.key] for one in entries])
        refused: dict[str, Refusal] = {}
        given: dict[str, BaselineEntry] = {}
        for entry in entries:
            try:
                given[entry.key] = self._given(entry, goals.get(self.indicators[entry.key].pk, []))
            except Refused as error:
                refused[entry.key] = error
        faults = set_baselines(list(given.values()), self.ward.by)
        self.ward.touched |= {one.indicator.pk for one in given.values()}
        of = {key: one.indicator.pk for key, one in given.items()}
        return refused | {key: faults[pk] for key, pk in of.items() if pk in faults}

    def _given(self, entry: Entry, goals: list[Goal]) -> BaselineEntry:
        """What a row says, by the form of its page. Raises Refused."""
        indicator = self.indicators[entry.key]
        stored = self.stored.get(indicator.pk)
        said = {name: entry.text(name) for name in SAID}
        reason = entry.typed.get("reason", "")
        removing = stored is not None and not any(said.values())
        new = None
        if not removing:
            data = {**said, "reason": reason, "seen": "-"}
            form = BaselineForm(as_typed(data), indicator=indicator, stored=stored, goals=goals)
            refuse(form, {})
            new = form.baseline()
        return BaselineEntry(indicator, new, seen_baseline(stored), reason)
