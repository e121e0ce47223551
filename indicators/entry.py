"""What a figure may be before it is written: the same checks for the form, the import and the demo data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, Protocol

from bachdang.numbers import format_decimal
from indicators.choices import Accumulation, Form
from indicators.models import Indicator, Measurement

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
    """A figure as typed: a value, a fraction or a rating, about one calendar quarter."""

    year: int
    quarter: int
    form: Form
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    rating: str = ""
    reached_on: date | None = None

    @property
    def is_empty(self) -> bool:
        return self.value is None and self.numerator is None and self.denominator is None and not self.rating


def faults(indicator: Indicator, figure: NewFigure) -> Iterator[tuple[str, str]]:
    """(part, message) for each thing wrong with a figure; part is value, numerator or denominator."""
    if indicator.is_rate:
        yield from _rate_faults(indicator, figure)
    elif figure.value is not None:
        yield from _value_faults(indicator, figure.value)
    yield from part_faults(indicator, figure)


def part_faults(indicator: Indicator, figure: Amounts) -> Iterator[tuple[str, str]]:
    """(part, message) for each part that counts things and is not whole."""
    for part in PARTS:
        number = getattr(figure, part)
        if number is not None and number % 1 and indicator.counts(part):
            said = f"Số đếm phải là số nguyên, đã nhập {format_decimal(number)}."
            yield part, f"{said} Sửa ô này rồi lưu lại."


def _rate_faults(indicator: Indicator, figure: NewFigure) -> Iterator[tuple[str, str]]:
    numerator, denominator = figure.numerator, figure.denominator
    if numerator is None and denominator is None:
        return
    if numerator is None:
        yield "numerator", f"Nhập cả tử số ({indicator.numerator_name.lower()})."
    elif numerator < 0:
        yield "numerator", "Số liệu không được nhỏ hơn 0. Sửa ô này rồi lưu lại."
    if denominator is None:
        yield "denominator", f"Nhập cả mẫu số ({indicator.denominator_name.lower()})."
    elif denominator <= 0:
        yield "denominator", "Mẫu số phải lớn hơn 0. Sửa ô này rồi lưu lại."
    elif numerator is not None and indicator.part_of_whole and numerator > denominator:
        above, below = format_decimal(numerator), format_decimal(denominator)
        message = f"Tử số ({above}) không được lớn hơn mẫu số ({below}): phần của tổng thể không quá 100%."
        yield "numerator", message


def _value_faults(indicator: Indicator, value: Decimal) -> Iterator[tuple[str, str]]:
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
    )
