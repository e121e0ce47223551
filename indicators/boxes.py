"""The boxes that figures are typed in: each is read by what its indicator's part measures."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from django import forms

from bachdang.vietnamese.fields import VietnameseDecimalField
from bachdang.vietnamese.typed import measure_named, read_figure, split_fraction
from indicators.models import Indicator
from indicators.wording import is_state


def part_measure(indicator: Indicator, part: str) -> str:
    """The unit of "value", "numerator" or "denominator"; "" for a part whose name says none."""
    if part == "value":
        return indicator.measure
    return measure_named(indicator.numerator_name if part == "numerator" else indicator.denominator_name)


def read_part(indicator: Indicator, part: str, text: str) -> Decimal:
    """What is typed as a part of a figure. Raises NumberError."""
    return read_figure(text, part_measure(indicator, part), whole=indicator.counts(part))


def part_label(indicator: Indicator, part: str) -> str:
    """What the box of a part is called: the unit of measure for the value, else the part's own name."""
    state = is_state(indicator)
    return {
        "value": "Trạng thái" if state else indicator.measure,
        "numerator": indicator.numerator_name,
        "denominator": indicator.denominator_name,
        "rating": "Chưa hoàn thành: tiến độ" if state else "Tự đánh giá",
        "reached_on": "Đạt ngày",
    }[part]


def figure_box(indicator: Indicator, part: str, label: str = "") -> VietnameseDecimalField:
    """The box of a part; without a label, the part's own name."""
    return VietnameseDecimalField(
        label=label or part_label(indicator, part),
        required=False,
        measure=part_measure(indicator, part),
        whole=indicator.counts(part),
    )


def spread_fractions(form: forms.BaseForm, pairs: Iterable[tuple[str, str]]) -> None:
    """ "6/14" in either box of a (numerator, denominator) fills both, if the other says nothing else."""
    for names in pairs:
        if not set(names) <= set(form.fields):
            continue
        above, below = (form.add_prefix(name) for name in names)
        typed = [str(form[name].data or "").strip() for name in names]
        found = next((parts for text in typed if (parts := split_fraction(text))), None)
        others = {text for text in typed if text and split_fraction(text) is None}
        if found is None or not others <= set(found):
            continue
        form.data = form.data.copy()  # type: ignore[attr-defined]
        form.data[above], form.data[below] = found  # type: ignore[index]
