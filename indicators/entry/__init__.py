"""What a figure may be before it is written: the same checks for the form, the import and the demo data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final, Protocol

from bachdang.vietnamese.numbers import format_decimal
from indicators.counting import DENOMINATOR, NUMERATOR
from indicators.models import Indicator, Measurement
from indicators.rules import Accumulation, Denominator, Form

HUNDRED = Decimal(100)
PARTS: Final = ("value", "numerator", "denominator")


class Amounts(Protocol):
    """What a figure, a baseline is made of: a value, or a numerator and a denominator."""

    @property
    def value(self) -> Decimal | None: ...
    @property
    def numerator(self) -> Decimal | None: ...
    @property
    def denominator(self) -> Decimal | None: ...


@dataclass(frozen=True)
class NewFigure:
    """A figure of one calendar quarter: a value, a fraction or a rating.

    `typed_…`: the sum since 1 January that was typed for it, see indicators.entry.since_january.
    """

    year: int
    quarter: int
    form: Form
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    rating: str = ""
    reached_on: date | None = None
    typed_value: Decimal | None = None
    typed_numerator: Decimal | None = None
    typed_denominator: Decimal | None = None

    @property
    def is_empty(self) -> bool:
        return self.value is None and self.numerator is None and self.denominator is None and not self.rating

    def with_parts(self, parts: Mapping[str, Decimal]) -> NewFigure:
        """The same with numerator or denominator put in."""
        return replace(
            self,
            numerator=parts.get(NUMERATOR, self.numerator),
            denominator=parts.get(DENOMINATOR, self.denominator),
        )


def faults(
    indicator: Indicator, figure: NewFigure, known: Iterable[NewFigure] = ()
) -> Iterator[tuple[str, str]]:
    """(part, message) for each thing wrong with a figure; part is value, numerator or denominator.

    `known`: the indicator's other figures, of which those of the year make up the accumulated value.
    """
    if indicator.is_rate:
        yield from _rate_faults(indicator, figure, known)
    elif figure.value is not None:
        yield from value_faults(indicator, figure.value)
    yield from part_faults(indicator, figure)


def part_faults(indicator: Indicator, figure: Amounts) -> Iterator[tuple[str, str]]:
    """(part, message) for each part that counts things and is not whole."""
    for part in PARTS:
        number = getattr(figure, part)
        if number is not None and number % 1 and indicator.counts(part):
            said = f"Số đếm phải là số nguyên, đã nhập {format_decimal(number)}."
            yield part, f"{said} Sửa ô này rồi lưu lại."


def _rate_faults(
    indicator: Indicator, figure: NewFigure, known: Iterable[NewFigure]
) -> Iterator[tuple[str, str]]:
    numerator, denominator = figure.numerator, figure.denominator
    if numerator is None and denominator is None:
        return
    shared = {NUMERATOR: indicator.numerator_from_id, DENOMINATOR: indicator.denominator_from_id}
    if numerator is None:
        if shared[NUMERATOR] is None:
            yield "numerator", f"Nhập cả tử số ({indicator.numerator_name.lower()})."
    elif numerator < 0:
        yield "numerator", "Số liệu không được nhỏ hơn 0. Sửa ô này rồi lưu lại."
    if denominator is None:
        if shared[DENOMINATOR] is None:
            yield "denominator", f"Nhập cả mẫu số ({indicator.denominator_name.lower()})."
    elif denominator <= 0:
        yield "denominator", "Mẫu số phải lớn hơn 0. Sửa ô này rồi lưu lại."
    elif numerator is not None and indicator.part_of_whole and numerator > denominator:
        yield from _over_whole(indicator, figure, known)


def _over_whole(
    indicator: Indicator, figure: NewFigure, known: Iterable[NewFigure]
) -> Iterator[tuple[str, str]]:
    """A part of a whole cannot be more than it; one quarter of two flows can, the year to date cannot."""
    above, below = figure.numerator or Decimal(0), figure.denominator or Decimal(0)
    if indicator.denominator_accumulation != Denominator.FLOW:
        said = f"Tử số ({format_decimal(above)}) không được lớn hơn mẫu số ({format_decimal(below)})"
        yield "numerator", f"{said}: phần của tổng thể không quá 100%."
        return
    earlier = earlier_in_year(figure, known)
    if len(earlier) != figure.quarter - 1:
        return
    above += sum((one.numerator or Decimal(0) for one in earlier.values()), Decimal(0))
    below += sum((one.denominator or Decimal(0) for one in earlier.values()), Decimal(0))
    if above > below:
        said = f"Lũy kế từ đầu năm tử số là {format_decimal(above)}, mẫu số là {format_decimal(below)}"
        yield "numerator", f"{said}: phần của tổng thể không quá 100%. Kiểm tra số của các quý."


def earlier_in_year(figure: NewFigure, known: Iterable[NewFigure]) -> dict[int, NewFigure]:
    """The figures that count for the quarters of the year before this one, by quarter."""
    chosen: dict[int, NewFigure] = {}
    for one in known:
        in_time = one.year == figure.year and one.quarter < figure.quarter and one.form != Form.TO_CUTOFF
        if in_time and (one.quarter not in chosen or one.form == Form.OFFICIAL):
            chosen[one.quarter] = one
    return dict(sorted(chosen.items()))


def doubts(indicator: Indicator, figure: NewFigure) -> Iterator[tuple[str, str]]:
    """(part, what to ask) for what is rare and can be: one quarter of two flows over the whole."""
    numerator, denominator = figure.numerator, figure.denominator
    flow = indicator.part_of_whole and indicator.denominator_accumulation == Denominator.FLOW
    if flow and numerator is not None and denominator is not None and numerator > denominator > 0:
        said = f"{format_decimal(numerator)}/{format_decimal(denominator)}"
        yield "numerator", f"Số của riêng quý này quá 100% ({said}), gồm cả phần tồn của quý trước"


def value_faults(indicator: Indicator, value: Decimal) -> Iterator[tuple[str, str]]:
    """(part, message) for a value that cannot be: below nothing, over the whole."""
    if indicator.accumulation == Accumulation.GROWTH:
        if value <= -HUNDRED:
            yield "value", "Tốc độ tăng phải lớn hơn −100%. Sửa ô này rồi lưu lại."
    elif value < 0:
        yield "value", "Số liệu không được nhỏ hơn 0. Sửa ô này rồi lưu lại."
    if indicator.part_of_whole and value > HUNDRED:
        yield (
            "value",
            f"Tỷ lệ này không vượt quá 100%, đã nhập {format_decimal(value)}. Sửa ô này rồi lưu lại.",
        )


def as_new_figure(measurement: Measurement) -> NewFigure:
    """A stored figure in the shape it was typed."""
    return NewFigure(
        year=measurement.year,
        quarter=measurement.quarter,
        form=Form(measurement.form),
        value=measurement.value,
        numerator=measurement.numerator,
        denominator=measurement.denominator,
        rating=measurement.rating,
        reached_on=measurement.reached_on,
        typed_value=measurement.typed_value,
        typed_numerator=measurement.typed_numerator,
        typed_denominator=measurement.typed_denominator,
    )
