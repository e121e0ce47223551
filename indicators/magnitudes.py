"""The order of magnitude of a new figure: ten times what is known, or a tenth of it, is asked about once.

Pages, unit forms, past figures and the office's list all ask by `leaps`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from bachdang.vietnamese.numbers import format_decimal
from indicators.entry import PARTS, Amounts, NewFigure
from indicators.models import Baseline, Indicator, TargetTerms
from indicators.rules import Accumulation, Denominator, TargetKind
from indicators.wording import is_state, with_measure

FAR = "chênh từ 10 lần trở lên"
LAST, BASELINE, TARGET = "kỳ trước", "số gốc", "mục tiêu"
_STEPS: Final = (Accumulation.YEAR_TO_DATE, Accumulation.PLAN_TO_DATE)
# A target of these kinds is a value that the figure itself is to have.
_REACHED: Final = (TargetKind.REACH, TargetKind.MAINTAIN, TargetKind.EVERY_YEAR, TargetKind.AVERAGE_GROWTH)


@dataclass(frozen=True)
class Known:
    """What a new figure is compared with."""

    last: NewFigure | None = None
    baseline: Baseline | None = None
    target: Decimal | None = None


@dataclass(frozen=True)
class Leap:
    """A part of a new figure that is at least ten times, or a tenth of, the `old` one of `against`."""

    part: str
    new: Decimal
    old: Decimal
    against: str
    old_text: str

    @property
    def words(self) -> str:
        """ "chênh từ 10 lần trở lên so với kỳ trước (600)"."""
        return f"{FAR} so với {self.against} ({self.old_text})"


def leaps(indicator: Indicator, new: NewFigure, known: Known) -> Iterator[Leap]:
    """Each part once. A distance that the last figure (or the baseline) already had is not asked about again.

    A part of a sum may be small beside the whole of the baseline or the target; it is never far above them.
    """
    if is_state(indicator):
        return
    asked: set[str] = set()
    for one in (*_from_last(new, known), *_from_baseline(indicator, new, known)):
        if one.part not in asked:
            asked.add(one.part)
            yield one
    if not asked:
        yield from _from_target(indicator, new, known)


def _from_last(new: NewFigure, known: Known) -> Iterator[Leap]:
    for part in PARTS:
        now, old = getattr(new, part), getattr(known.last, part, None)
        if old is not None and _distance(now, old):
            yield Leap(part, now, old, LAST, format_decimal(old))


def _from_baseline(indicator: Indicator, new: NewFigure, known: Known) -> Iterator[Leap]:
    for part in PARTS:
        now, old = getattr(new, part), getattr(known.baseline, part, None)
        far = _distance(now, old)
        if old is None or not far or far == _distance(getattr(known.last, part, None), old):
            continue
        is_sum = _is_sum(indicator) and part != "denominator"
        if far > 0 or not is_sum:
            yield Leap(part, now, old, BASELINE, format_decimal(old))


def _from_target(indicator: Indicator, new: NewFigure, known: Known) -> Iterator[Leap]:
    target, now = known.target, value_of(indicator, new)
    far = _distance(now, target)
    before = [_distance(value_of(indicator, one), target) for one in (known.last, known.baseline) if one]
    if now is None or target is None or not far or far in before or (_is_sum(indicator) and far < 0):
        return
    yield Leap(
        "numerator" if indicator.is_rate else "value",
        now, target, TARGET, with_measure(target, indicator.measure),
    )  # fmt: skip


def _is_sum(indicator: Indicator) -> bool:
    """Whether a quarter's figure is a part of what the year (or the plan) comes to."""
    if indicator.is_rate:
        return indicator.denominator_accumulation != Denominator.STOCK
    return indicator.accumulation in _STEPS


def value_of(indicator: Indicator, figure: Amounts | None) -> Decimal | None:
    """The value, or the quotient of both parts; None where it is not known."""
    if figure is None or figure.value is not None:
        return figure.value if figure else None
    if figure.numerator is None or not figure.denominator:
        return None
    return figure.numerator / figure.denominator * indicator.scale


def _distance(new: Decimal | None, old: Decimal | None) -> int:
    """1: at least ten times as large; -1: a tenth or less; 0: neither, or not to be compared."""
    if new is None or old is None or new <= 0 or old <= 0:
        return 0
    return 1 if new >= 10 * old else -1 if 10 * new <= old else 0


def target_value(terms: Collection[TargetTerms]) -> Decimal | None:
    """What the first of an indicator's targets asks the figure to be."""
    return next((one.value for one in terms if one.kind in _REACHED and one.value is not None), None)


def grounds(indicators: Collection[int], day: date) -> dict[int, Known]:
    """Baseline and target of indicators on a day, by their key, without a last figure. Two queries."""
    baselines = {one.pk: one for one in Baseline.objects.filter(indicator__in=indicators)}
    rows = TargetTerms.objects.filter(target__indicator__in=indicators, valid_from__lte=day)
    held = {one.target: one for one in rows.select_related("target").order_by("valid_from")}
    stated: dict[int, list[TargetTerms]] = {}
    for target in sorted(held, key=lambda one: one.series):
        stated.setdefault(target.indicator_id, []).append(held[target])
    return {
        pk: Known(baseline=baselines.get(pk), target=target_value(stated.get(pk, []))) for pk in indicators
    }
