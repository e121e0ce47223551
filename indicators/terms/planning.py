"""What the Party office enters about a target: its baseline and the plan figures of years and quarters."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from bachdang.accounts.actions import record_event
from bachdang.accounts.models import User
from bachdang.accounts.overtaken import StaleForm, last_change
from bachdang.accounts.roles import EDIT_PLAN, may
from bachdang.vietnamese.numbers import format_date, format_decimal
from indicators import rules
from indicators.as_rules import frame_of, goal_of, measure_of
from indicators.entry import part_faults
from indicators.keeping import restate
from indicators.models import Baseline, Indicator, PlanFigure, Target, TargetTerms
from indicators.rules import VALUED_KINDS, Accumulation
from indicators.wording import fraction_text, is_state, with_measure

Span: TypeAlias = tuple[int, int | None]
"""A year, and a quarter up to which the figure is accumulated (None: the whole year)."""

HUNDRED = Decimal(100)
STALE = "Có người vừa lưu số khác trong lúc bạn mở trang này. Xem lại các số rồi lưu lần nữa."


class StaleFigures(StaleForm):
    """Someone else saved since the form was opened."""


@dataclass(frozen=True)
class NewBaseline:
    """A baseline as typed: a value or a fraction, with its day and source."""

    on: date
    source: str
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None


def takes_plan_figures(indicator: Indicator, terms: TargetTerms) -> bool:
    """Whether yearly and quarterly figures lead to the target: it has a value, and is no yes/no state."""
    return terms.kind in VALUED_KINDS and not is_state(indicator)


def plan_years(terms: TargetTerms, starts: date) -> list[int]:
    """The years that may have plan figures: from the plan's (or the target's) first to the horizon's."""
    return list(range(max(starts.year, terms.since or starts.year), terms.horizon.year + 1))


def span_label(span: Span) -> str:
    """ "cả năm 2027", "6 tháng năm 2027"."""
    year, quarter = span
    return f"cả năm {year}" if quarter is None else f"{3 * quarter} tháng năm {year}"


def plan_figure_faults(indicator: Indicator, figures: Mapping[Span, Decimal]) -> Iterator[tuple[Span, str]]:
    """(span, message) for each figure that cannot be, in the order of time."""
    growth = indicator.accumulation == Accumulation.GROWTH
    measure = measure_of(indicator)
    last: tuple[Span, Decimal] | None = None
    for span, value in sorted(figures.items(), key=lambda one: (one[0][0], one[0][1] or 4)):
        if growth and value <= -HUNDRED:
            yield span, "Tốc độ tăng phải lớn hơn −100%."
        elif not growth and value < 0:
            yield span, "Kế hoạch không được nhỏ hơn 0."
        if indicator.part_of_whole and value > (indicator.scale if indicator.is_rate else HUNDRED):
            yield span, f"Tỷ lệ này không vượt quá 100%, đã nhập {format_decimal(value)}."
        if last and measure.grows_by_parts and _same_sum(indicator, last[0], span) and value < last[1]:
            earlier = f"{format_decimal(last[1])} của {span_label(last[0])}"
            yield span, f"Kế hoạch là số lũy kế nên không được nhỏ hơn {earlier}."
        if value % 1 and indicator.counts("value"):
            yield span, f"Kế hoạch của số đếm phải là số nguyên, đã nhập {format_decimal(value)}."
        last = span, value


def _same_sum(indicator: Indicator, first: Span, second: Span) -> bool:
    return first[0] == second[0] or indicator.accumulation == Accumulation.PLAN_TO_DATE


def stored_plan_figures(target: Target) -> dict[Span, Decimal]:
    return {(one.year, one.quarter): one.value for one in PlanFigure.objects.filter(target=target)}


def seen(values: object) -> str:
    """A short mark of what a form showed, to notice that someone else saved since."""
    return hashlib.sha256(repr(values).encode()).hexdigest()[:16]


def seen_plan_figures(figures: Mapping[Span, Decimal]) -> str:
    rows = [(year, quarter or 0, format_decimal(value)) for (year, quarter), value in figures.items()]
    return seen(sorted(rows))


@transaction.atomic
def set_plan_figures(
    *,
    target: Target,
    terms: TargetTerms,
    figures: Mapping[Span, Decimal],
    by: User,
    expected: str,
    restating: bool = True,
) -> int:
    """Replace the plan figures of a target; returns how many changed. `expected`: what the form showed.

    Who writes many at once, not `restating`, calls `restate` for all of them in the same transaction.
    Raises PermissionDenied, StaleFigures, or ValidationError naming each span.
    """
    if not may(by, EDIT_PLAN):
        raise PermissionDenied("Chỉ Văn phòng Đảng ủy nhập kế hoạch năm, quý.")
    target = Target.objects.select_for_update().get(pk=target.pk)
    indicator = target.indicator
    if not takes_plan_figures(indicator, terms):
        raise ValidationError("Mục tiêu này không có giá trị bằng số nên không có kế hoạch năm.")
    known = stored_plan_figures(target)
    if seen_plan_figures(known) != expected:
        raise StaleFigures(f"{STALE} {last_change(target, 'set_plan_figures')}".strip())
    years = plan_years(terms, indicator.item.plan.starts)
    if outside := [span for span in figures if span[0] not in years]:
        raise ValidationError(f"{span_label(outside[0])} nằm ngoài thời gian của mục tiêu.")
    messages = [f"{span_label(span)}: {text}" for span, text in plan_figure_faults(indicator, figures)]
    if messages:
        raise ValidationError(messages)
    changed = [span for span in {*known, *figures} if known.get(span) != figures.get(span)]
    if not changed:
        return 0
    PlanFigure.objects.filter(target=target).delete()
    PlanFigure.objects.bulk_create(
        PlanFigure(target=target, year=year, quarter=quarter, value=value)
        for (year, quarter), value in figures.items()
    )
    record_event(
        verb="set_plan_figures",
        subject=target,
        by=by,
        locality=indicator.item.plan.locality_id,
        item_id=indicator.pk,
        changes={
            f"Kế hoạch {span_label(span)}": (
                _shown(known.get(span), indicator),
                _shown(figures.get(span), indicator),
            )
            for span in sorted(changed, key=lambda one: (one[0], one[1] or 4))
        },
    )
    if restating:
        restate(indicator.item.plan, [indicator.pk])
    return len(changed)


def _shown(value: Decimal | None, indicator: Indicator) -> str | None:
    return None if value is None else with_measure(value, indicator.measure, None)


def baseline_faults(
    indicator: Indicator, goals: list[rules.Goal], frame: rules.PlanFrame, new: NewBaseline
) -> Iterator[tuple[str, str]]:
    """(field, message) for each thing wrong with a baseline, given the goals it is the start of."""
    if indicator.is_rate:
        yield from _fraction_faults(indicator, new)
    elif new.value is None:
        yield "value", "Chưa nhập số gốc."
    elif indicator.part_of_whole and new.value > HUNDRED:
        yield "value", f"Tỷ lệ này không vượt quá 100%, đã nhập {format_decimal(new.value)}."
    yield from part_faults(indicator, new)
    if not new.source:
        yield "source", "Ghi rõ nguồn của số gốc."
    base = rules.Baseline(new.value, new.on, new.numerator, new.denominator)
    found = {one for goal in goals for one in rules.goal_faults(measure_of(indicator), goal, base, frame)}
    if rules.GoalFault.HORIZON_BEFORE_BASELINE in found:
        earliest = min(goal.horizon for goal in goals)
        yield "on", f"Ngày của số gốc phải trước thời hạn của mục tiêu ({format_date(earliest)})."


def _fraction_faults(indicator: Indicator, new: NewBaseline) -> Iterator[tuple[str, str]]:
    if new.numerator is None:
        yield "numerator", f"Nhập cả tử số ({indicator.numerator_name.lower()})."
    if new.denominator is None:
        yield "denominator", f"Nhập cả mẫu số ({indicator.denominator_name.lower()})."
    elif new.denominator <= 0:
        yield "denominator", "Mẫu số phải lớn hơn 0."
    elif new.numerator is not None and indicator.part_of_whole and new.numerator > new.denominator:
        yield "numerator", "Tử số không được lớn hơn mẫu số: phần của tổng thể không quá 100%."


def seen_baseline(baseline: Baseline | None) -> str:
    return seen(baseline_text(baseline))


def baseline_text(baseline: Baseline | None) -> str:
    """ "52% tại ngày 31/12/2025 (nguồn)"; "" without one."""
    if baseline is None:
        return ""
    indicator = baseline.indicator
    if baseline.numerator is not None and baseline.denominator is not None:
        figure = fraction_text(baseline.numerator, baseline.denominator, indicator)
    else:
        figure = with_measure(baseline.value, indicator.measure, None)
    return f"{figure} tại ngày {format_date(baseline.on)} ({baseline.source})"


@transaction.atomic
def set_baseline(
    *,
    indicator: Indicator,
    new: NewBaseline | None,
    by: User,
    expected: str,
    reason: str = "",
    restating: bool = True,
) -> None:
    """Write an indicator's one baseline; None takes it away. Changing or taking away asks for a reason.

    `restating` as in `set_plan_figures`.
    Raises PermissionDenied, StaleFigures, or ValidationError by field.
    """
    if not may(by, EDIT_PLAN):
        raise PermissionDenied("Chỉ Văn phòng Đảng ủy nhập số gốc.")
    indicator = Indicator.objects.select_for_update().get(pk=indicator.pk)
    if indicator.is_derived:
        raise ValidationError("Chỉ tiêu này được tính từ chỉ tiêu khác, không nhập số gốc.")
    known = Baseline.objects.filter(indicator=indicator).first()
    before = baseline_text(known)
    if seen(before) != expected:
        raise StaleFigures(f"{STALE} {last_change(indicator, 'set_baseline')}".strip())
    if known is not None and not reason:
        raise ValidationError({"reason": "Ghi lý do sửa số gốc."})
    if new is not None:
        plan = indicator.item.plan
        frame = frame_of(plan)
        faults: dict[str, list[str]] = {}
        for name, message in baseline_faults(indicator, goals_of(indicator), frame, new):
            faults.setdefault(name, []).append(message)
        if faults:
            raise ValidationError(faults)
        Baseline.objects.update_or_create(
            indicator=indicator,
            defaults={
                "value": new.value,
                "numerator": new.numerator,
                "denominator": new.denominator,
                "on": new.on,
                "source": new.source,
            },
        )
    elif known is not None:
        known.delete()
    written = Baseline.objects.filter(indicator=indicator).first()
    record_event(
        verb="set_baseline",
        subject=indicator,
        by=by,
        locality=indicator.item.plan.locality_id,
        item_id=indicator.pk,
        changes={"Số gốc": (before or None, baseline_text(written) or None)},
        reason=reason,
    )
    if restating:
        restate(indicator.item.plan, [indicator.pk])


def goals_of(indicator: Indicator) -> list[rules.Goal]:
    """Every goal the indicator's targets have, in all their terms."""
    plan = indicator.item.plan
    rows = TargetTerms.objects.filter(target__indicator=indicator)
    return [goal_of(one, plan) for one in rows]
