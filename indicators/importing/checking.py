"""A table of figures against the plan and against the figures that stand. Writes nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from bachdang.spreadsheet.reading import Line
from indicators.choices import Form, TargetKind
from indicators.entry import NewFigure, as_new_figure, faults
from indicators.importing.found import Fault, Import, Incoming
from indicators.importing.leaps import leaps
from indicators.importing.rows import BadRow, Row, read_amount, read_columns
from indicators.models import Indicator, Measurement, TargetTerms
from indicators.rules import Quarter
from indicators.wording import is_state
from plans.models import Period, Plan
from plans.rules import quarter_end

Slot: TypeAlias = tuple[int, int, int, Form]
"""Indicator, year, quarter, form: what has one counted figure."""


def plan_import(plan: Plan, lines: Sequence[Line], until: Quarter) -> Import:
    """Read a table with a head row. Figures of quarters after `until` are refused. Seven queries."""
    if not lines:
        return Import(faults=[Fault(0, "Tệp không có dòng nào.")])
    columns, wrong = read_columns(lines[0])
    if wrong:
        return Import(faults=wrong)
    found = _Checker(plan, columns, until).check(lines[1:])
    if not found.incoming and not found.faults:
        found.faults.append(Fault(0, "Tệp chỉ có dòng tiêu đề, không có số liệu."))
    return found


class _Checker:
    """Everything a table is checked against, fetched once."""

    def __init__(self, plan: Plan, columns: Mapping[str, int], until: Quarter) -> None:
        self.columns, self.until = columns, until
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

    def check(self, lines: Sequence[Line]) -> Import:
        found = Import()
        seen: dict[Slot, int] = {}
        for line in lines:
            try:
                one = self._incoming(Row(line, self.columns))
                slot = (one.indicator.pk, one.figure.year, one.figure.quarter, one.figure.form)
                if slot in seen:
                    raise BadRow(f"trùng với dòng {seen[slot]} (cùng chỉ tiêu, quý và loại số liệu)")
                seen[slot] = line.number
                found.incoming.append(one)
            except BadRow as error:
                found.faults.append(Fault(line.number, f"{error}."))
        day = quarter_end(self.until.year, self.until.quarter)
        found.doubts = [Fault(*one) for one in leaps(found.incoming, self.counted.values(), day)]
        return found

    def _incoming(self, row: Row) -> Incoming:
        indicator = self.indicators.get(row.code)
        if indicator is None:
            raise BadRow(f"không có chỉ tiêu mã “{row.code}”")
        if indicator.is_derived:
            raise BadRow(f"chỉ tiêu {indicator.item.code} được tính từ chỉ tiêu khác, không nhập số liệu")
        figure = self._figure(row, indicator)
        before = self.counted.get((indicator.pk, figure.year, figure.quarter, figure.form))
        self._check_place(figure, before)
        source = row.text("source")
        if not source:
            raise BadRow("chưa ghi nguồn của số liệu")
        return Incoming(
            row.line.number, indicator, figure, source, row.text("note"), row.text("document"), before
        )

    def _check_place(self, figure: NewFigure, before: Measurement | None) -> None:
        quarter = Quarter(figure.year, figure.quarter)
        if quarter > self.until:
            raise BadRow(f"{quarter.label} chưa tới")
        if (figure.year, figure.quarter) in self.locked:
            raise BadRow(f"{quarter.label} đã chốt; Văn phòng Đảng ủy mở lại báo cáo khi cần sửa")
        if before is not None and before.report is not None and as_new_figure(before) != figure:
            raise BadRow(f"{before.report.unit} đã báo cáo số này ở kỳ báo cáo; sửa ở trang nhập số liệu")

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


def qualitative_indicators(plan: Plan) -> set[int]:
    """Keys of the indicators whose figure is a rating."""
    stated = TargetTerms.objects.filter(target__indicator__item__plan=plan, kind=TargetKind.QUALITATIVE)
    return set(stated.values_list("target__indicator", flat=True))
