"""Vietnamese words for targets and figures, the same on page and paper."""

from __future__ import annotations

from decimal import Decimal

from bachdang.vietnamese.numbers import format_date, format_decimal
from indicators.entry import NewFigure
from indicators.models import Indicator, TargetTerms
from indicators.rules import Accumulation, Operator, Rating, TargetKind

STATE = "trạng thái"
"""How the measure of a yes/no state begins."""
_LEAD = {
    Operator.AT_LEAST: "từ {} trở lên",
    Operator.MORE_THAN: "trên {}",
    Operator.AT_MOST: "không quá {}",
    Operator.LESS_THAN: "dưới {}",
    Operator.EQUALS: "{}",
    Operator.ABOUT: "khoảng {}",
}


def with_measure(value: Decimal | None, measure: str, places: int | None = 2) -> str:
    """A figure with its unit: "13,1 doanh nghiệp/1.000 dân", "15%"; empty without a figure.

    At most `places` decimals are shown, all of them with None; decisions compare exactly.
    """
    if value is None:
        return ""
    gap = "" if measure.startswith("%") else " "
    return f"{format_decimal(value, at_most=places)}{gap}{measure}"


def difference_measure(measure: str) -> str:
    """The unit of a difference of two figures: percentages differ by points."""
    return "điểm phần trăm" if measure.startswith("%") else measure


def fraction_text(numerator: Decimal, denominator: Decimal, indicator: Indicator) -> str:
    """A rate with what stands behind it: "6/14 = 42,86%"."""
    rate = with_measure(numerator / denominator * indicator.scale, indicator.measure)
    return f"{format_decimal(numerator)}/{format_decimal(denominator)} = {rate}"


def figure_text(value: Decimal | None, indicator: Indicator, rating: str = "", *, exact: bool = False) -> str:
    """A figure as a reader sees it; a qualitative one is its rating, a yes/no state is a word."""
    if rating:
        return Rating(rating).label
    if value is None:
        return ""
    if is_state(indicator):
        return "Có" if value >= 1 else "Không"
    return with_measure(value, indicator.measure, None if exact else 2)


def new_figure_text(figure: NewFigure, indicator: Indicator) -> str:
    """A figure with all its digits: a value, a fraction with its rate, a state or a rating."""
    if figure.numerator is not None and figure.denominator is not None:
        return fraction_text(figure.numerator, figure.denominator, indicator)
    if figure.numerator is not None:
        return f"{format_decimal(figure.numerator)} ({indicator.numerator_name.lower()})"
    if figure.denominator is not None:
        return f"{format_decimal(figure.denominator)} ({indicator.denominator_name.lower()})"
    return figure_text(figure.value, indicator, figure.rating, exact=True)


def is_state(indicator: Indicator) -> bool:
    """Whether the figure is a yes/no state (1 = có, 0 = không)."""
    return indicator.measure.startswith(STATE)


def target_wording(terms: TargetTerms, indicator: Indicator, *, exact: bool = False) -> str:
    """What must be reached: "trên 20 doanh nghiệp/1.000 dân"; `exact`: as stored, with all digits."""
    kind = TargetKind(terms.kind)
    if kind == TargetKind.TREND:
        return "tăng hằng năm" if indicator.direction == "higher" else "giảm hằng năm"
    if kind == TargetKind.MILESTONE:
        return f"hoàn thành trước {format_date(terms.horizon)}"
    if kind == TargetKind.QUALITATIVE or terms.value is None:
        return "định tính"
    if is_state(indicator):
        return "duy trì" if kind == TargetKind.MAINTAIN else "đạt"
    operator = Operator(terms.operator)
    if not exact and _nothing_beyond(operator, terms.value, indicator):
        operator = Operator.EQUALS
    words = _LEAD[operator].format(with_measure(terms.value, indicator.measure, None if exact else 2))
    prefix = {
        TargetKind.MAINTAIN: "duy trì ",
        TargetKind.EVERY_YEAR: "hằng năm ",
        TargetKind.AVERAGE_GROWTH: "tăng bình quân ",
        TargetKind.CHANGE: "tăng thêm ",
    }.get(kind, "đạt " if operator == Operator.EQUALS else "")
    return f"{prefix}{words}"


def _nothing_beyond(operator: Operator, value: Decimal, indicator: Indicator) -> bool:
    """Whether "at least", "at most" says nothing: a share has no more than 100 %, a count not less than 0."""
    if operator == Operator.AT_LEAST:
        return indicator.part_of_whole and indicator.measure.startswith("%") and value == 100
    return operator == Operator.AT_MOST and value == 0 and indicator.accumulation != Accumulation.GROWTH
