"""A figure given as the sum since 1 January: the quarters before are taken off, what was typed is kept.

What is stored and counted is the quarter's own part, whichever way it was typed; the sum typed stands beside
it (`typed_…` of NewFigure and Measurement), so that a later change of an earlier quarter can be seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from bachdang.vietnamese.numbers import format_decimal
from indicators.as_rules import measure_of
from indicators.entry import NewFigure, earlier_in_year
from indicators.models import Indicator
from indicators.rules import Denominator, Due, Quarter
from indicators.wording import fraction_text, with_measure


def summed_parts(indicator: Indicator) -> tuple[str, ...]:
    """The parts of its figures that add up within a year; () of what is a state, a growth, a rating."""
    if not indicator.is_rate:
        return ("value",) if measure_of(indicator).is_sum else ()
    summed = {Denominator.FLOW.value: ("numerator", "denominator"), Denominator.PLAN.value: ("numerator",)}
    parts = summed.get(indicator.denominator_accumulation, ())
    return tuple(one for one in parts if one not in indicator.shared_parts)


@dataclass(frozen=True)
class Earlier:
    """The quarters of the year before a figure's own: what is known of them, and which are missing."""

    figures: dict[int, NewFigure]
    missing: tuple[Quarter, ...]

    def sum(self, part: str) -> Decimal:
        return sum((getattr(one, part) or Decimal(0) for one in self.figures.values()), Decimal(0))


def earlier_of(indicator: Indicator, figure: NewFigure, known: Iterable[NewFigure]) -> Earlier:
    """What the sum since 1 January holds besides the figure itself."""
    found = earlier_in_year(figure, known)
    before = Quarter(figure.year, figure.quarter).previous()
    due = Due(measure_of(indicator).frequency)
    owed = due.owed(Quarter(figure.year, 1), before) if before.year == figure.year else ()
    return Earlier(found, tuple(one for one in owed if one.quarter not in found))


def quarters_part(indicator: Indicator, typed: NewFigure, known: Iterable[NewFigure]) -> NewFigure:
    """The figure of the quarter alone, of one whose parts were typed as sums since 1 January."""
    earlier = earlier_of(indicator, typed, known)
    changed: dict[str, Decimal] = {}
    for part in summed_parts(indicator):
        amount = getattr(typed, part)
        if amount is not None:
            changed |= {part: amount - earlier.sum(part), f"typed_{part}": amount}
    return replace(typed, **changed)  # type: ignore[arg-type]


def typed_faults(
    indicator: Indicator, typed: NewFigure, known: Iterable[NewFigure]
) -> Iterator[tuple[str, str]]:
    """(part, message) of each sum typed from which the quarters before cannot be taken off."""
    earlier = earlier_of(indicator, typed, known)
    given = [part for part in summed_parts(indicator) if getattr(typed, part) is not None]
    if earlier.missing and given:
        named = ", ".join(one.label for one in earlier.missing)
        said = f"Chưa có số liệu {named} nên không trừ được khỏi lũy kế"
        yield given[0], f"{said}. Chọn “trong quý” rồi nhập số của riêng quý này."
        return
    for part in given:
        amount, before = getattr(typed, part), earlier.sum(part)
        if amount < before:
            said = f"Lũy kế từ đầu năm ({format_decimal(amount)}) nhỏ hơn tổng các quý trước"
            yield part, f"{said} ({format_decimal(before)}). Kiểm tra lại số này hoặc số quý trước."


def is_typed_as_sum(figure: NewFigure) -> bool:
    return any(getattr(figure, f"typed_{part}") is not None for part in ("value", "numerator", "denominator"))


def as_typed(figure: NewFigure) -> NewFigure:
    """The figure with the sums that were typed in place of the quarter's parts."""
    if not is_typed_as_sum(figure):
        return figure
    return replace(
        figure,
        value=figure.value if figure.typed_value is None else figure.typed_value,
        numerator=figure.numerator if figure.typed_numerator is None else figure.typed_numerator,
        denominator=figure.denominator if figure.typed_denominator is None else figure.typed_denominator,
    )


def sum_to(indicator: Indicator, figure: NewFigure, known: Iterable[NewFigure]) -> NewFigure | None:
    """The figure with the quarters of the year before it added up; None while one of them is missing."""
    earlier = earlier_of(indicator, figure, known)
    if earlier.missing:
        return None
    summed = {
        part: amount + earlier.sum(part)
        for part in summed_parts(indicator)
        if (amount := getattr(figure, part)) is not None
    }
    return replace(figure, **summed)


def sum_text(indicator: Indicator, figure: NewFigure, known: Iterable[NewFigure]) -> str:
    """ "350 tỷ đồng (quý I: 100; quý II: 120; quý III: 130)"; "" of what does not add up or is not whole."""
    found = list(known)
    total = sum_to(indicator, figure, found) if summed_parts(indicator) else None
    if total is None:
        return ""
    parts = [*earlier_of(indicator, figure, found).figures.values(), figure]
    names = [Quarter(one.year, one.quarter).label.split("/")[0] for one in parts]
    said = "; ".join(f"{name}: {_bare(one)}" for name, one in zip(names, parts, strict=True))
    return f"{_with_unit(indicator, total)} ({said})" if len(parts) > 1 else _with_unit(indicator, total)


def drift(indicator: Indicator, figure: NewFigure, known: Iterable[NewFigure]) -> str:
    """How far the sum typed is from the sum of the quarters now; "" while they are the same."""
    total = sum_to(indicator, figure, known) if is_typed_as_sum(figure) else None
    if total is None:
        return ""
    typed = as_typed(figure)
    same = all(getattr(typed, part) == getattr(total, part) for part in ("value", "numerator", "denominator"))
    return "" if same else f"lũy kế đã gõ {_bare(typed)}, cộng các quý nay là {_bare(total)}"


def _with_unit(indicator: Indicator, figure: NewFigure) -> str:
    if figure.numerator is not None and figure.denominator:
        return fraction_text(figure.numerator, figure.denominator, indicator)
    return _bare(figure) if figure.value is None else with_measure(figure.value, indicator.measure, None)


def _bare(figure: NewFigure) -> str:
    """The numbers alone."""
    if figure.value is not None:
        return format_decimal(figure.value)
    parts = (figure.numerator, figure.denominator)
    return "/".join("…" if one is None else format_decimal(one) for one in parts)
