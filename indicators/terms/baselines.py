"""Số gốc: where an indicator stood before the plan, as the Party office enters it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from bachdang.accounts.actions import event_of, record_events
from bachdang.accounts.models import AuditEvent, User
from bachdang.accounts.overtaken import last_change
from bachdang.accounts.roles import EDIT_PLAN, may
from bachdang.vietnamese.numbers import format_date
from indicators import rules
from indicators.as_rules import frame_of, goal_of, measure_of
from indicators.entry import part_faults, value_faults
from indicators.keeping import restate
from indicators.models import Baseline, Indicator, TargetTerms
from indicators.terms.planning import STALE, StaleFigures, seen
from indicators.wording import fraction_text, with_measure

_STORED: Final = ("value", "numerator", "denominator", "on", "source")


@dataclass(frozen=True)
class NewBaseline:
    """A baseline as typed: a value or a fraction, with its day and source."""

    on: date
    source: str
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None


def baseline_faults(
    indicator: Indicator, goals: list[rules.Goal], frame: rules.PlanFrame, new: NewBaseline
) -> Iterator[tuple[str, str]]:
    """(field, message) for each thing wrong with a baseline, given the goals it is the start of."""
    if indicator.is_rate:
        yield from _fraction_faults(indicator, new)
    elif new.value is None:
        yield "value", "Chưa nhập số gốc."
    else:
        yield from value_faults(indicator, new.value)
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
    elif new.numerator < 0:
        yield "numerator", "Số gốc không được nhỏ hơn 0."
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


@dataclass(frozen=True)
class BaselineEntry:
    """A baseline to be written; `new` None takes it away. `expected`: what the form showed."""

    indicator: Indicator
    new: NewBaseline | None
    expected: str
    reason: str = ""


def set_baseline(
    *, indicator: Indicator, new: NewBaseline | None, by: User, expected: str, reason: str = ""
) -> None:
    """Write an indicator's one baseline; None takes it away. Changing or taking away asks for a reason.

    Raises PermissionDenied, StaleFigures, or ValidationError by field.
    """
    with transaction.atomic():
        refused = set_baselines([BaselineEntry(indicator, new, expected, reason)], by)
        if refused:
            raise refused[indicator.pk]
        restate(indicator.item.plan, [indicator.pk])


@transaction.atomic
def set_baselines(given: Sequence[BaselineEntry], by: User) -> dict[int, ValidationError]:
    """The same of many indicators in a few queries; by indicator why it was refused, the others are written.

    Who calls it restates the indicators.
    """
    if not may(by, EDIT_PLAN):
        raise PermissionDenied("Chỉ Văn phòng Đảng ủy nhập số gốc.")
    held = Indicator.objects.select_for_update(of=("self",)).select_related("item__plan")
    indicators = held.in_bulk([one.indicator.pk for one in given])
    rows = Baseline.objects.filter(indicator__in=indicators).select_related("indicator")
    known = {one.pk: one for one in rows}
    goals = goals_by_indicator(indicators.values())
    refused: dict[int, ValidationError] = {}
    for one in given:
        fault = _refusal(indicators[one.indicator.pk], one, known.get(one.indicator.pk), goals)
        if fault is not None:
            refused[one.indicator.pk] = fault
    kept = [one for one in given if one.indicator.pk not in refused]
    made = [_row(indicators[one.indicator.pk], one.new) for one in kept if one.new is not None]
    gone = [one.indicator.pk for one in kept if one.new is None and one.indicator.pk in known]
    Baseline.objects.bulk_create(
        made, update_conflicts=True, unique_fields=["indicator"], update_fields=[*_STORED]
    )
    Baseline.objects.filter(pk__in=gone).delete()
    after = {one.pk: one for one in made}
    record_events(
        _told(indicators[pk], known.get(pk), after.get(pk), one.reason, by)
        for one in kept
        if (pk := one.indicator.pk)
    )
    return refused


def _refusal(
    indicator: Indicator,
    one: BaselineEntry,
    known: Baseline | None,
    goals: Mapping[int, list[rules.Goal]],
) -> ValidationError | None:
    if indicator.is_derived:
        return ValidationError("Chỉ tiêu này được tính từ chỉ tiêu khác, không nhập số gốc.")
    if seen_baseline(known) != one.expected:
        return StaleFigures(f"{STALE} {last_change(indicator, 'set_baseline')}".strip())
    if known is not None and not one.reason:
        return ValidationError({"reason": "Ghi lý do sửa số gốc."})
    faults: dict[str, list[str]] = {}
    if one.new is not None:
        frame = frame_of(indicator.item.plan)
        for name, message in baseline_faults(indicator, goals.get(indicator.pk, []), frame, one.new):
            faults.setdefault(name, []).append(message)
    return ValidationError(faults) if faults else None


def _row(indicator: Indicator, new: NewBaseline) -> Baseline:
    return Baseline(indicator=indicator, **{name: getattr(new, name) for name in _STORED})


def _told(
    indicator: Indicator, before: Baseline | None, after: Baseline | None, reason: str, by: User
) -> AuditEvent:
    return event_of(
        verb="set_baseline",
        subject=indicator,
        by=by,
        locality=indicator.item.plan.locality_id,
        item_id=indicator.pk,
        changes={"Số gốc": (baseline_text(before) or None, baseline_text(after) or None)},
        reason=reason,
    )


def goals_of(indicator: Indicator) -> list[rules.Goal]:
    """Every goal the indicator's targets have, in all their terms."""
    return goals_by_indicator([indicator]).get(indicator.pk, [])


def goals_by_indicator(indicators: Iterable[Indicator]) -> dict[int, list[rules.Goal]]:
    """The same of many, in one query."""
    plans = {one.pk: one.item.plan for one in indicators}
    found: dict[int, list[rules.Goal]] = {}
    for row in TargetTerms.objects.filter(target__indicator__in=plans).select_related("target"):
        pk = row.target.indicator_id
        found.setdefault(pk, []).append(goal_of(row, plans[pk]))
    return found
