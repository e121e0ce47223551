"""What the Party office enters about a target: the plan figures of years and quarters."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from bachdang.accounts.actions import event_of, record_events
from bachdang.accounts.models import AuditEvent, User
from bachdang.accounts.overtaken import StaleForm, last_change
from bachdang.accounts.roles import EDIT_PLAN, may
from bachdang.vietnamese.numbers import format_decimal
from indicators.as_rules import measure_of
from indicators.keeping import restate
from indicators.models import Indicator, PlanFigure, Target, TargetTerms
from indicators.rules import VALUED_KINDS, Accumulation
from indicators.wording import is_state, with_measure

Span: TypeAlias = tuple[int, int | None]
"""A year, and a quarter up to which the figure is accumulated (None: the whole year)."""

HUNDRED = Decimal(100)
STALE = "Có người vừa lưu số khác trong lúc bạn mở trang này. Xem lại các số rồi lưu lần nữa."


class StaleFigures(StaleForm):
    """Someone else saved since the form was opened."""


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


@dataclass(frozen=True)
class PlannedFigures:
    """All plan figures of a target as typed. `expected`: what the form showed."""

    target: Target
    terms: TargetTerms
    figures: Mapping[Span, Decimal]
    expected: str


def set_plan_figures(
    *, target: Target, terms: TargetTerms, figures: Mapping[Span, Decimal], by: User, expected: str
) -> int:
    """Replace the plan figures of a target; returns how many changed. `expected`: what the form showed.

    Raises PermissionDenied, StaleFigures, or ValidationError naming each span.
    """
    with transaction.atomic():
        written = set_all_plan_figures([PlannedFigures(target, terms, figures, expected)], by)[target.pk]
        if isinstance(written, ValidationError):
            raise written
        if written:
            restate(target.indicator.item.plan, [target.indicator_id])
    return written


@transaction.atomic
def set_all_plan_figures(given: Sequence[PlannedFigures], by: User) -> dict[int, int | ValidationError]:
    """The same of many targets, by target how many changed or why not, in a few queries.

    Those that are refused are left, the others written; who calls it restates the indicators.
    """
    if not may(by, EDIT_PLAN):
        raise PermissionDenied("Chỉ Văn phòng Đảng ủy nhập kế hoạch năm, quý.")
    held = Target.objects.select_for_update(of=("self",)).select_related("indicator__item__plan")
    targets = held.in_bulk([one.target.pk for one in given])
    stored: dict[int, dict[Span, Decimal]] = {pk: {} for pk in targets}
    for row in PlanFigure.objects.filter(target__in=targets):
        stored[row.target_id][row.year, row.quarter] = row.value
    found: dict[int, int | ValidationError] = {}
    changed: list[PlannedFigures] = []
    for one in given:
        target, known = targets[one.target.pk], stored[one.target.pk]
        if (fault := _refusal(target, one, known)) is not None:
            found[target.pk] = fault
            continue
        found[target.pk] = len(_changed(known, one.figures))
        if found[target.pk]:
            changed.append(one)
    PlanFigure.objects.filter(target__in=[one.target.pk for one in changed]).delete()
    PlanFigure.objects.bulk_create(
        PlanFigure(target=one.target, year=year, quarter=quarter, value=value)
        for one in changed
        for (year, quarter), value in one.figures.items()
    )
    record_events(_told(targets[one.target.pk], stored[one.target.pk], one.figures, by) for one in changed)
    return found


def _refusal(target: Target, one: PlannedFigures, known: Mapping[Span, Decimal]) -> ValidationError | None:
    indicator = target.indicator
    if not takes_plan_figures(indicator, one.terms):
        return ValidationError("Mục tiêu này không có giá trị bằng số nên không có kế hoạch năm.")
    if seen_plan_figures(known) != one.expected:
        return StaleFigures(f"{STALE} {last_change(target, 'set_plan_figures')}".strip())
    years = plan_years(one.terms, indicator.item.plan.starts)
    if outside := [span for span in one.figures if span[0] not in years]:
        return ValidationError(f"{span_label(outside[0])} nằm ngoài thời gian của mục tiêu.")
    messages = [f"{span_label(span)}: {text}" for span, text in plan_figure_faults(indicator, one.figures)]
    return ValidationError(messages) if messages else None


def _changed(known: Mapping[Span, Decimal], new: Mapping[Span, Decimal]) -> list[Span]:
    spans = [span for span in {*known, *new} if known.get(span) != new.get(span)]
    return sorted(spans, key=lambda one: (one[0], one[1] or 4))


def _told(target: Target, known: Mapping[Span, Decimal], new: Mapping[Span, Decimal], by: User) -> AuditEvent:
    indicator = target.indicator
    return event_of(
        verb="set_plan_figures",
        subject=target,
        by=by,
        locality=indicator.item.plan.locality_id,
        item_id=indicator.pk,
        changes={
            f"Kế hoạch {span_label(span)}": (
                _shown(known.get(span), indicator),
                _shown(new.get(span), indicator),
            )
            for span in _changed(known, new)
        },
    )


def _shown(value: Decimal | None, indicator: Indicator) -> str | None:
    return None if value is None else with_measure(value, indicator.measure, None)
