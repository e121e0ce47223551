"""Baselines, the history of 2025 and the figures of QI–QIII/2026, from the scenarios."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from bachdang.accounts.models import User
from bachdang.demo.accepted import figures_accepted
from bachdang.demo.scenarios import (
    APART,
    HISTORY_YEAR,
    MILESTONE_WORDS,
    RATINGS,
    SHARED,
    STILL_OPEN,
    Case,
    Story,
    denominator_size,
    growth,
    is_counted,
    is_sum,
    level,
    meeting,
    part,
    story_of,
    yearly_whole,
)
from indicators.entry import NewFigure, faults
from indicators.models import Baseline, Indicator, Measurement, PlanFigure, TargetTerms
from indicators.rules import Accumulation, Denominator, Form, Frequency, Quarter, TargetKind
from indicators.wording import is_state
from plans.models import Period, Plan

SOURCE = "Số liệu minh họa"
STARTS = date(HISTORY_YEAR, 12, 31)
LEVEL_KINDS = {TargetKind.REACH, TargetKind.CHANGE}
ACTIVE_QUARTERS = {
    Frequency.QUARTER: {1, 2, 3, 4},
    Frequency.HALF_YEAR: {2, 4},
    Frequency.YEAR: {4},
    Frequency.ONCE: {4},
}


def entered(plan: Plan) -> Iterator[tuple[Indicator, TargetTerms, Story]]:
    """Indicators that are entered, with their first target and story, in the catalogue's order.

    What others share and has no target of its own goes by a trend.
    """
    seen: Counter[str] = Counter()
    first: dict[int, TargetTerms] = {}
    for one in TargetTerms.objects.filter(target__indicator__item__plan=plan).order_by("target__series"):
        first.setdefault(one.target.indicator_id, one)
    known = Indicator.objects.filter(item__plan=plan, derived_rule="").select_related("item__reporter")
    for indicator in known.order_by("item__order"):
        terms = first.get(indicator.pk) or TargetTerms(kind=TargetKind.TREND)
        story = story_of(indicator, terms, seen[terms.kind])
        if indicator.item.code not in APART and (indicator.pk in first or is_sum(indicator)):
            seen[terms.kind] += 1
        yield indicator, terms, story


def record_history(plan: Plan) -> int:
    """Baselines at 31/12/2025, the quarters of 2025 for sums and growth, yearly plans."""
    history: list[Measurement] = []
    baselines: list[Baseline] = []
    plans: list[PlanFigure] = []
    for indicator, terms, story in entered(plan):
        if _has_baseline(indicator, terms, story):
            baselines.append(_baseline(indicator, story))
        if _has_history(indicator, terms):
            history.extend(_history(indicator, terms, story))
        if _has_plan(indicator, terms, story):
            plans.append(_plan_figure(terms, story))
    Baseline.objects.bulk_create(baselines)
    Measurement.objects.bulk_create(history)
    PlanFigure.objects.bulk_create(plans)
    return len(history)


def _has_baseline(indicator: Indicator, terms: TargetTerms, story: Story) -> bool:
    if indicator.item.code in SHARED:
        return True
    level = terms.kind in LEVEL_KINDS and not is_sum(indicator) and not indicator.is_derived
    return level and story.case != Case.NO_BASELINE


def _has_history(indicator: Indicator, terms: TargetTerms) -> bool:
    if indicator.item.code in SHARED or terms.kind == TargetKind.MAINTAIN:
        return False
    growth = indicator.accumulation == Accumulation.GROWTH
    return is_sum(indicator) or growth or terms.kind == TargetKind.TREND


def _has_plan(indicator: Indicator, terms: TargetTerms, story: Story) -> bool:
    led = story.case in {Case.ON_TRACK, Case.SLOW} and indicator.item.code not in SHARED
    return terms.kind == TargetKind.REACH and led and not is_state(indicator)


def _baseline(indicator: Indicator, story: Story) -> Baseline:
    baseline = Baseline(indicator=indicator, on=STARTS, source=SOURCE)
    if indicator.item.code in SHARED:
        baseline.value = Decimal(SHARED[indicator.item.code][0])
    elif indicator.is_rate:
        baseline.denominator = denominator_size(indicator)
        baseline.numerator = _count(story.start * baseline.denominator / indicator.scale)
    else:
        baseline.value = _count(story.start) if is_counted(indicator) else _shown(story.start)
    return baseline


def _history(indicator: Indicator, terms: TargetTerms, story: Story) -> Iterator[Measurement]:
    for quarter in (1, 2, 3, 4):
        if indicator.is_rate:
            continue
        if indicator.accumulation == Accumulation.GROWTH:
            value = growth(story, quarter) - 2
        elif is_sum(indicator):
            value = yearly_whole(indicator, terms.kind, story) / 4
        else:
            value = story.start
        yield Measurement(
            indicator=indicator,
            year=HISTORY_YEAR,
            quarter=quarter,
            form=Form.OFFICIAL,
            value=_count(value) if is_counted(indicator) else _shown(value),
            counted=True,
            source=SOURCE,
        )


def _plan_figure(terms: TargetTerms, story: Story) -> PlanFigure:
    """The first year's plan: a fifth of the way."""
    value = story.start + (story.goal - story.start) / 5
    if is_sum(terms.target.indicator):
        value = story.goal / 5
    rounded = _count if is_counted(terms.target.indicator) else _shown
    return PlanFigure(target=terms.target, year=HISTORY_YEAR + 1, value=rounded(value))


def record_quarters(plan: Plan, periods: Sequence[Period], users: dict[str, User]) -> int:
    """The units' figures of each period, accepted, but what is still open; returns how many were made."""
    made = 0
    writers = {user.unit_id: user for name, user in users.items() if not name.endswith(".ld")}
    writers |= {users["ubnd.ld"].unit_id: users["ubnd.ld"]}
    heads = {user.unit_id: user for name, user in users.items() if name.endswith(".ld")}
    for indicator, terms, story in entered(plan):
        writer = writers.get(indicator.item.reporter_id)
        if writer is None or indicator.is_derived:
            continue
        for period in periods[:-1] if indicator.item.code in STILL_OPEN else periods:
            figures = list(_figures(indicator, terms, story, period))
            if figures:
                figures_accepted(
                    indicator=indicator,
                    period=period,
                    figures=figures,
                    by=writer,
                    head=heads[writer.unit_id],
                    office=users["vanphong"],
                    note=SOURCE,
                )
                made += len(figures)
    return made


def _figures(indicator: Indicator, terms: TargetTerms, story: Story, period: Period) -> Iterator[NewFigure]:
    """An estimate of the quarter, and the quarter before made official."""
    asked = period.quarter in ACTIVE_QUARTERS[Frequency(indicator.frequency)] or _has_word(
        terms, period.quarter
    )
    if asked and story.reported(period.quarter):
        yield _figure(indicator, terms, story, period.quarter, Form.ESTIMATE)
    before = period.quarter - 1
    if before and before in ACTIVE_QUARTERS[Frequency(indicator.frequency)] and story.reported(before):
        yield _figure(indicator, terms, story, before, Form.OFFICIAL)


def _has_word(terms: TargetTerms, quarter: int) -> bool:
    """Whether a milestone's day is so near that the unit is asked for its word."""
    if terms.kind != TargetKind.MILESTONE:
        return False
    at, day = Quarter(HISTORY_YEAR + 1, quarter), Quarter.of(terms.horizon)
    return 0 < day.index - at.index <= 4


def _figure(indicator: Indicator, terms: TargetTerms, story: Story, quarter: int, form: Form) -> NewFigure:
    place = {"year": HISTORY_YEAR + 1, "quarter": quarter, "form": form}
    if terms.kind == TargetKind.QUALITATIVE:
        return NewFigure(**place, rating=RATINGS.get(story.case, "on_track"))  # type: ignore[arg-type]
    if _has_word(terms, quarter):
        return NewFigure(**place, rating=MILESTONE_WORDS.get(story.case, "on_track"))  # type: ignore[arg-type]
    if is_state(indicator):
        return NewFigure(**place, value=_state(terms, story, quarter))  # type: ignore[arg-type]
    if indicator.is_rate:
        numerator, denominator = _fraction(indicator, terms, story, quarter)
        parts = {"numerator": numerator, "denominator": denominator}
        typed = {name: value for name, value in parts.items() if name not in indicator.shared_parts}
        return NewFigure(**place, **typed)  # type: ignore[arg-type]
    value = _value(indicator, terms, story, quarter)
    value = _count(value) if is_counted(indicator) else _shown(value)
    figure = NewFigure(**place, value=value)  # type: ignore[arg-type]
    assert not list(faults(indicator, figure)), (indicator.item.code, figure)
    return figure


def _state(terms: TargetTerms, story: Story, quarter: int) -> Decimal:
    if terms.kind == TargetKind.MILESTONE:
        return Decimal(0)
    return Decimal(0) if story.case == Case.BEHIND_BASELINE and quarter == 3 else Decimal(1)


def _value(indicator: Indicator, terms: TargetTerms, story: Story, quarter: int) -> Decimal:
    if indicator.item.code in SHARED:
        return Decimal(SHARED[indicator.item.code][quarter])
    if terms.kind == TargetKind.MAINTAIN:
        return meeting(story, indicator, quarter)
    if indicator.accumulation == Accumulation.GROWTH:
        return growth(story, quarter)
    if is_sum(indicator):
        if terms.kind == TargetKind.REACH and story.goal <= 5:
            return Decimal(1) if story.case == Case.MET and quarter == 2 else Decimal(0)
        return part(story, quarter, yearly_whole(indicator, terms.kind, story) * Decimal("1.1"))
    if terms.kind == TargetKind.EVERY_YEAR:
        return meeting(story, indicator, quarter)
    if terms.kind == TargetKind.TREND:
        return story.start
    value = max(level(story, quarter), Decimal(0))
    return min(value, Decimal(100)) if indicator.part_of_whole else value


def _fraction(
    indicator: Indicator, terms: TargetTerms, story: Story, quarter: int
) -> tuple[Decimal, Decimal]:
    """Numerator and denominator of a rate; both are of the quarter when they accumulate in the year."""
    whole = denominator_size(indicator)
    if indicator.denominator_accumulation == Denominator.PLAN:
        rounded = _count if indicator.counts("numerator") else _shown
        return _limited(indicator, rounded(part(story, quarter, whole * story.goal / indicator.scale)), whole)
    if indicator.denominator_accumulation == Denominator.FLOW:
        whole = _count(whole / 4)
    kept = terms.kind in {TargetKind.MAINTAIN, TargetKind.EVERY_YEAR}
    rate = meeting(story, indicator, quarter) if kept else max(level(story, quarter), Decimal(0))
    return _limited(indicator, _count(whole * rate / indicator.scale), whole)


def _limited(indicator: Indicator, numerator: Decimal, denominator: Decimal) -> tuple[Decimal, Decimal]:
    return (min(numerator, denominator) if indicator.part_of_whole else numerator), denominator


def _count(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1), ROUND_HALF_UP)


def _shown(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.1"), ROUND_HALF_UP)
