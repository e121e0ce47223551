"""What stands beside the inputs of a figure: the plan, earlier figures, parts that other indicators give."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from bachdang.reporting.review.known import best_by_quarter
from bachdang.scope.scopes import Scope
from indicators import rules
from indicators.as_rules import measure_of
from indicators.entry import as_new_figure
from indicators.magnitudes import Known, target_value
from indicators.models import Indicator
from indicators.rules import Accumulation, Denominator, Quarter
from indicators.standings import TargetBook
from indicators.target_row import TargetRow
from indicators.wording import new_figure_text, with_measure
from plans.models import Period

IN_QUARTER, AT_END, SINCE_JANUARY = "trong quý", "cuối quý", "từ đầu năm"


def span_of(indicator: Indicator) -> str:
    """Of which time a figure speaks: the quarter alone, its end, or the year so far (growth)."""
    if indicator.is_rate:
        return AT_END if indicator.denominator_accumulation == Denominator.STOCK else IN_QUARTER
    if indicator.accumulation == Accumulation.GROWTH:
        return SINCE_JANUARY
    return AT_END if indicator.accumulation == Accumulation.LEVEL else IN_QUARTER


class BesideKind(StrEnum):
    PLAN = "plan"
    LATEST = "latest"
    BEFORE = "before"
    LAST_YEAR = "last_year"
    SHARED = "shared"


@dataclass(frozen=True)
class Beside:
    """What stands beside the inputs: a shared part, last period, the same one of last year, the plan."""

    label: str
    text: str
    kind: BesideKind

    @property
    def is_shared(self) -> bool:
        """A sentence, where the others are figures."""
        return self.kind == BesideKind.SHARED


def beside(book: TargetBook, row: TargetRow, scope: Scope) -> list[Beside]:
    """Last period (or the latest before it that has a figure), the same one of last year, the year's plan."""
    quarter, indicator = scope.quarter, row.indicator
    best = best_by_quarter(as_new_figure(one) for one in book.measurements(indicator))
    wanted = [
        (quarter.previous(), BesideKind.BEFORE, "Kỳ trước"),
        (quarter.shift(-4), BesideKind.LAST_YEAR, "Cùng kỳ năm trước"),
    ]
    latest = max((at for at in best if at < (quarter.year, quarter.quarter)), default=None)
    if latest is not None and latest not in [(at.year, at.quarter) for at, *_ in wanted]:
        wanted.insert(0, (Quarter(*latest), BesideKind.LATEST, "Số gần nhất"))
    found = [Beside(label, text, BesideKind.SHARED) for label, text in shared_texts(book, row, quarter)]
    for at, kind, label in wanted:
        one = best.get((at.year, at.quarter))
        if one is not None:
            text = new_figure_text(one, indicator)
            form = " (ước)" if one.form == "estimate" else ""
            found.append(Beside(f"{label} ({at.label})", f"{text}{form}", kind))
    if row.plan_figure is not None:
        text = with_measure(row.plan_figure, indicator.measure)
        found.append(Beside(f"Kế hoạch năm {quarter.year}", text, BesideKind.PLAN))
    return found


def shared_now(book: TargetBook, indicator: Indicator, at: Quarter) -> dict[str, Decimal]:
    """The parts of its figure that other indicators give, as far as they are known: part → amount."""
    found = {}
    for part, one in indicator.shared_parts.items():
        below = part == "denominator"
        value = rules.taken(measure_of(indicator), book.source(one, at), at, below=below)
        if value.complete is not None and value.value is not None:
            found[part] = value.value
    return found


def shared_texts(book: TargetBook, row: TargetRow, at: Quarter) -> Iterator[tuple[str, str]]:
    """(name of the part, where it comes from and what it is) for each part that is not typed here."""
    indicator, known = row.indicator, shared_now(book, row.indicator, at)
    names = {"numerator": indicator.numerator_name, "denominator": indicator.denominator_name}
    for part, one in indicator.shared_parts.items():
        amount = with_measure(known[part], one.measure) if part in known else f"chưa có số liệu {at.label}"
        yield names[part], f"lấy từ chỉ tiêu {one.item.code} {book.title(one, at)}: {amount}"


def known_of(book: TargetBook, rows: Sequence[TargetRow], period: Period) -> Known:
    """What new figures of an indicator, whose targets are `rows`, are compared with.

    That is the latest number before the period's quarter, the baseline and the target.
    """
    if not rows:
        return Known()
    first = rows[0]
    earlier = [
        one
        for one in book.measurements(first.indicator)
        if (one.year, one.quarter) < (period.year, period.quarter) and not one.rating
    ]
    return Known(
        last=as_new_figure(earlier[-1]) if earlier else None,
        baseline=first.baseline,
        target=target_value([row.terms for row in rows]),
    )
