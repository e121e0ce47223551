"""What a target is to ask: plain values, their words, and what is wrong with them. No ORM reads."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from bachdang.vietnamese.numbers import format_date
from indicators import rules
from indicators.as_rules import baseline_of, frame_of, goal_of, measure_of
from indicators.models import Baseline, Indicator, TargetTerms
from indicators.rules import VALUED_KINDS, Accumulation, TargetKind
from indicators.wording import is_state, target_wording
from plans.models import Plan, TermsState

RATED = "định tính"
"""The measure of an indicator whose figure is a rating in words."""
STORED = ("kind", "operator", "value", "horizon", "since", "state")
_FIELD_OF_FAULT = {
    rules.GoalFault.NO_VALUE: "value",
    rules.GoalFault.AGAINST_DIRECTION: "operator",
    rules.GoalFault.HORIZON_BEFORE_BASELINE: "horizon",
    rules.GoalFault.HORIZON_BEFORE_PLAN: "horizon",
    rules.GoalFault.OVER_WHOLE: "value",
    rules.GoalFault.GROWTH_TOO_LOW: "value",
}


@dataclass(frozen=True)
class GoalDraft:
    """One version of a target's terms."""

    kind: str
    horizon: date
    operator: str = ""
    value: Decimal | None = None
    since: int | None = None
    state: str = TermsState.ACTIVE.value

    @classmethod
    def of(cls, terms: TargetTerms) -> GoalDraft:
        """What a stored version says."""
        return cls(**{name: getattr(terms, name) for name in STORED})

    @property
    def stored(self) -> dict[str, Any]:
        """The values of the columns."""
        return {name: getattr(self, name) for name in STORED}

    def words(self, indicator: Indicator) -> dict[str, str]:
        """Label → what a reader sees."""
        return {
            "Tình trạng": TermsState(self.state).label,
            "Loại mục tiêu": TargetKind(self.kind).label,
            "Mục tiêu": target_wording(TargetTerms(**self.stored), indicator, exact=True),
            "Thời hạn": format_date(self.horizon),
            "Tính từ năm": str(self.since or ""),
        }

    @property
    def tidy(self) -> GoalDraft:
        """Kinds without a value have no operator either."""
        return self if self.kind in VALUED_KINDS else replace(self, operator="", value=None)

    @property
    def seen(self) -> str:
        """A short mark of what a form showed, to notice that someone else changed it since."""
        return hashlib.sha256(repr(self).encode()).hexdigest()[:16]

    def inferred(self, before: TargetTerms) -> list[str]:
        """What is still read out of the document's words: not what a decision now states."""
        return [name for name in before.inferred if getattr(self, name) == getattr(before, name)]


def goal_faults(
    new: GoalDraft, indicator: Indicator, plan: Plan, baseline: Baseline | None
) -> Iterator[tuple[str, str]]:
    """(field, message) for each contradiction in what a target is to ask of an indicator."""
    yield from _kind_faults(new.kind, indicator)
    if new.since is not None and not plan.starts.year <= new.since <= new.horizon.year:
        years = f"{plan.starts.year} đến {new.horizon.year}"
        yield "since", f"Năm bắt đầu tính ({new.since}) phải từ {years}."
    goal = goal_of(TargetTerms(**new.stored), plan)
    for fault in rules.goal_faults(measure_of(indicator), goal, baseline_of(baseline), frame_of(plan)):
        yield _FIELD_OF_FAULT[fault], f"{fault.label}{_numbers(fault, new, baseline)}"


def _numbers(fault: rules.GoalFault, new: GoalDraft, baseline: Baseline | None) -> str:
    """The days behind a fault about days."""
    if fault is rules.GoalFault.HORIZON_BEFORE_BASELINE and baseline is not None:
        return f" Số gốc ngày {format_date(baseline.on)}, thời hạn {format_date(new.horizon)}."
    if fault is rules.GoalFault.HORIZON_BEFORE_PLAN:
        return f" Thời hạn đã nhập: {format_date(new.horizon)}."
    return ""


def _kind_faults(kind: str, indicator: Indicator) -> Iterator[tuple[str, str]]:
    """Kinds of target that the way of measuring cannot carry."""
    label = TargetKind(kind).label
    if (indicator.measure == RATED) != (kind == TargetKind.QUALITATIVE):
        yield "kind", f"“{label}” không hợp: chỉ tiêu định tính chỉ có mục tiêu định tính, và ngược lại."
    elif kind == TargetKind.AVERAGE_GROWTH and indicator.accumulation != Accumulation.GROWTH:
        yield "kind", f"“{label}” chỉ dùng cho chỉ tiêu là tốc độ tăng so cùng kỳ."
    elif kind == TargetKind.MILESTONE and not is_state(indicator):
        yield "kind", f"“{label}” chỉ dùng cho chỉ tiêu có hai trạng thái: có hoặc không."
