"""A table of figures against the plan and against the figures that stand. Writes nothing."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TypeAlias

from bachdang.past_figures.arranging import Arranged, arrange
from bachdang.past_figures.found import Fault, Import, Incoming
from bachdang.past_figures.leaps import leaps
from bachdang.past_figures.parts import as_parts, doubts_of_sums
from bachdang.past_figures.rows import BadRow, Row, read_amount
from bachdang.spreadsheet.reading import Line
from bachdang.vietnamese.money import money_size
from bachdang.vietnamese.text import fold
from indicators.entry import NewFigure, as_new_figure, doubts, faults
from indicators.models import Indicator, Measurement, TargetTerms
from indicators.rules import Form, Quarter, TargetKind
from indicators.wording import is_state
from plans.models import ItemKind, Period, Plan, Terms
from plans.rules import quarter_end

_IN_BRACKETS = re.compile(r"\s*\([^()]*\)\s*$")
Slot: TypeAlias = tuple[int, int, int, Form]
"""Indicator, year, quarter, form: what has one counted figure."""


def plan_import(plan: Plan, lines: Sequence[Line], until: Quarter, name: str = "") -> Import:
    """Read the table of a file called `name`. Quarters after `until` are refused. Seven queries,
    and one where the table names its indicators."""
    if not lines:
        return Import(faults=[Fault(0, "Tệp không có dòng nào.")])
    table = arrange(lines, until, name)
    if table.faults:
        return Import(faults=table.faults)
    found = _Checker(plan, table, until).check(table.rows)
    found.notes = table.notes
    if not found.incoming and not found.faults:
        found.faults.append(Fault(0, "Tệp chỉ có dòng tiêu đề, không có số liệu."))
    return found


class _Checker:
    """Everything a table is checked against, fetched once."""

    def __init__(self, plan: Plan, table: Arranged, until: Quarter) -> None:
        self.plan, self.table, self.until = plan, table, until
        indicators = Indicator.objects.filter(item__plan=plan).select_related("item")
        self.indicators = {one.item.code: one for one in indicators}
        self.qualitative = qualitative_indicators(plan)
        locked = Period.objects.filter(plan=plan, locked_at__isnull=False)
        self.locked = set(locked.values_list("year", "quarter"))
        counted = Measurement.objects.counted().filter(indicator__item__plan=plan)
        self.counted: dict[Slot, Measurement] = {
            (one.indicator_id, one.year, one.quarter, Form(one.form)): one
            for one in counted.select_related("indicator__item", "report__unit")
        }

    @cached_property
    def named(self) -> Mapping[str, set[str]]:
        """Codes of the indicators by all that they are and were called."""
        found = defaultdict(set)
        known = Terms.objects.filter(item__plan=self.plan, item__kind=ItemKind.INDICATOR)
        for code, title in known.values_list("item__code", "title"):
            found[_plain(title)].add(code)
        return found

    def check(self, lines: Sequence[Line]) -> Import:
        found = Import()
        seen: dict[Slot, str] = {}
        looked_at: list[Fault] = []
        asked: dict[str, Fault] = {}
        for line in lines:
            try:
                row = Row(line, self.table.columns)
                one = self._incoming(row)
                slot = (one.indicator.pk, one.figure.year, one.figure.quarter, one.figure.form)
                if slot in seen:
                    raise BadRow(f"trùng với dòng {seen[slot]} (cùng chỉ tiêu, quý và loại số liệu)")
                seen[slot] = one.place
                found.incoming.append(one)
                looked_at.extend(self._measured_otherwise(row, one))
                looked_at.extend(self._named_otherwise(row, one))
                if question := row.code_question:
                    asked.setdefault(question, Fault(one.row, question))
            except BadRow as error:
                found.faults.append(Fault(line.number, f"{error}.", line.part))
        stands = self.counted.values()
        found.incoming, below = as_parts(found.incoming, stands, self.table.sums)
        found.faults += [*below, *_reported_otherwise(found), *self._over_whole(found)]
        day = quarter_end(self.until.year, self.until.quarter)
        leaping = [Fault(*one) for one in leaps(found.incoming, self.counted.values(), day)]
        summed = doubts_of_sums(found.incoming, stands, self.table.sums)
        found.doubts = [*asked.values(), *looked_at, *summed, *leaping, *_beyond_whole(found)]
        return found

    def _measured_otherwise(self, row: Row, one: Incoming) -> Iterator[Fault]:
        """A table in triệu đồng for an indicator in tỷ đồng is a thousand times off.

        The row's own unit counts, else what is said above the table.
        """
        said, meant = [row.measure] if row.measure else self.table.measures, one.indicator.measure
        if said and not any(_same_measure(unit, meant) for unit in said):
            named = f"bảng ghi ĐVT “{said[0][:40]}”"
            yield Fault(one.row, f"{named}, chỉ tiêu {one.indicator.item.code} tính bằng “{meant}”", one.part)

    def _named_otherwise(self, row: Row, one: Incoming) -> Iterator[Fault]:
        """A code that slipped: the row has the name of another indicator."""
        own = one.indicator.item.code
        if not row.name:
            return
        codes = self.named.get(_plain(row.name)) or self.named.get(_plain(_IN_BRACKETS.sub("", row.name)))
        if codes and own not in codes:
            name = f"tên “{row.name[:60]}” là của chỉ tiêu {', '.join(sorted(codes))}"
            yield Fault(one.row, f"{name}, mã ở dòng này là {own}", one.part)

    def _over_whole(self, found: Import) -> Iterator[Fault]:
        """Accumulated values over the whole: only all rows together with what stands can tell."""
        for one in found.changes:
            if not any(doubts(one.indicator, one.figure)):
                continue
            stands = [
                as_new_figure(old) for old in self.counted.values() if old.indicator_id == one.indicator.pk
            ]
            comes = [new.figure for new in found.incoming if new.indicator.pk == one.indicator.pk]
            for _, message in faults(one.indicator, one.figure, [*stands, *comes]):
                yield Fault(one.row, message)

    def _incoming(self, row: Row) -> Incoming:
        if not row.code:
            raise BadRow("chưa ghi mã chỉ tiêu")
        indicator = self.indicators.get(row.code)
        if indicator is None:
            raise BadRow(f"không có chỉ tiêu mã “{row.code}”")
        if indicator.is_derived:
            raise BadRow(f"chỉ tiêu {indicator.item.code} được tính từ chỉ tiêu khác, không nhập số liệu")
        figure = self._figure(row, indicator)
        before = self.counted.get((indicator.pk, figure.year, figure.quarter, figure.form))
        self._check_place(figure)
        source = row.text("source")
        if not source:
            raise BadRow("chưa ghi nguồn của số liệu")
        return Incoming(
            row.line.number, indicator, figure, source, row.text("note"), row.text("document"), before,
            row.line.part,
        )  # fmt: skip

    def _check_place(self, figure: NewFigure) -> None:
        quarter = Quarter(figure.year, figure.quarter)
        if quarter > self.until:
            raise BadRow(f"{quarter.label} chưa tới")
        if (figure.year, figure.quarter) in self.locked:
            raise BadRow(f"{quarter.label} đã chốt; Văn phòng Đảng ủy mở lại báo cáo khi cần sửa")

    def _figure(self, row: Row, indicator: Indicator) -> NewFigure:
        place = NewFigure(row.year, row.quarter, row.form)
        if row.takes_away:
            return place
        figure = self._amounts(row, indicator, place)
        if figure.is_empty:
            raise BadRow("chưa có số liệu")
        for _, message in faults(indicator, figure):
            raise BadRow(message.split(" Sửa ô này")[0].rstrip("."))
        return figure

    def _amounts(self, row: Row, indicator: Indicator, place: NewFigure) -> NewFigure:
        if indicator.pk in self.qualitative:
            return replace(place, rating=row.rating)
        if is_state(indicator):
            return replace(place, value=row.state)
        if indicator.is_rate and (fraction := row.fraction):
            above, below = (
                read_amount(text, part, indicator)
                for text, part in zip(fraction, ("numerator", "denominator"), strict=True)
            )
            return replace(place, numerator=above, denominator=below)
        figure = replace(
            place,
            value=row.number("value", indicator),
            numerator=row.number("numerator", indicator),
            denominator=row.number("denominator", indicator),
        )
        if indicator.is_rate and figure.value is not None:
            raise BadRow("chỉ tiêu này nhập tử số và mẫu số, không nhập giá trị")
        if not indicator.is_rate and (figure.numerator is not None or figure.denominator is not None):
            raise BadRow("chỉ tiêu này nhập giá trị, không nhập tử số và mẫu số")
        return figure


def _reported_otherwise(found: Import) -> Iterator[Fault]:
    """What a unit reported is corrected where it was entered."""
    for one in found.incoming:
        report = one.before.report if one.before is not None else None
        if one.before is not None and report is not None and as_new_figure(one.before) != one.figure:
            said = f"{report.unit} đã báo cáo số này ở kỳ báo cáo; sửa ở trang nhập số liệu."
            yield Fault(one.row, said, one.part)


def _beyond_whole(found: Import) -> Iterator[Fault]:
    """Quarters of a rate over 100 %: possible, but asked about."""
    for one in found.changes:
        for _, question in doubts(one.indicator, one.figure):
            yield Fault(one.row, f"{one.indicator.item.code} {question[0].lower()}{question[1:]}", one.part)


def _same_measure(said: str, meant: str) -> bool:
    if fold(said).replace(" ", "") == fold(meant).replace(" ", ""):
        return True
    size, per = money_size(said), fold(said).partition("/")[2]
    return size is not None and (size, per) == (money_size(meant), fold(meant).partition("/")[2])


def _plain(name: str) -> str:
    """A name to compare by."""
    return fold(name).strip(" .,:;-–*")


def qualitative_indicators(plan: Plan) -> set[int]:
    """Keys of the indicators whose figure is a rating."""
    stated = TargetTerms.objects.filter(target__indicator__item__plan=plan, kind=TargetKind.QUALITATIVE)
    return set(stated.values_list("target__indicator", flat=True))
