"""A target's figures side by side: of the quarter, to date, a year before, against the plan and that year.

3, 6, 9 months and the year are derived from quarters: sums added, levels and growth the latest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from indicators import rules
from indicators.standings import TargetBook
from indicators.target_row import TargetRow
from indicators.wording import is_state


@dataclass(frozen=True)
class Comparison:
    """Figures of one target at the end of a quarter, in the indicator's unit; ratios are 1 = 100%.

    `to_date` accumulates as the indicator does (a sum over the plan from its start), `in_year` in the year.
    `span_plan` is the plan figure up to this very quarter, the year's in its fourth.
    """

    at: rules.Quarter
    of_quarter: rules.Accumulated
    to_date: rules.Accumulated
    in_year: rules.Accumulated
    last_year: rules.Accumulated | None
    year_plan: Decimal | None
    span_plan: Decimal | None
    against_plan: Decimal | None
    against_last_year: Decimal | None

    @property
    def label(self) -> str:
        """ "Quý I/2026", "6 tháng năm 2026", "Cả năm 2026"."""
        year = self.at.year
        spans = {1: f"Quý I/{year}", 2: f"6 tháng năm {year}", 3: f"9 tháng năm {year}", 4: f"Cả năm {year}"}
        return spans[self.at.quarter]


def compare(book: TargetBook, row: TargetRow, at: rules.Quarter) -> Comparison:
    """The figures of a target at the end of a quarter. No query."""
    measure, figures = row.measure, book.figures(row.indicator, at)
    now = rules.accumulate(measure, figures, at, since=rules.Quarter.of(book.plan.starts))
    before = _last_year(measure, figures, at)
    plans = {(one.year, one.quarter or 4): one.value for one in row.planned}
    year_plan = plans.get((at.year, 4))
    state = is_state(row.indicator)
    return Comparison(
        at=at,
        of_quarter=rules.of_quarter(measure, figures, at),
        to_date=now,
        in_year=rules.in_year(measure, figures, at),
        last_year=before,
        year_plan=year_plan,
        span_plan=plans.get((at.year, at.quarter)),
        against_plan=None if state else _against_plan(now, year_plan, at),
        against_last_year=None if state else _against_last_year(measure, figures, at, before),
    )


def comparisons(book: TargetBook, row: TargetRow) -> Iterator[Comparison]:
    """Every quarter of the plan's years up to the book's that has a figure of its own, oldest first."""
    known = rules.choose(book.figures(row.indicator, book.until), book.until)
    for quarter in known:
        if quarter.year >= book.plan.starts.year:
            yield compare(book, row, quarter)


def _last_year(
    measure: rules.Measure, figures: Sequence[rules.Figure], at: rules.Quarter
) -> rules.Accumulated | None:
    """Cùng kỳ năm trước, when every figure for it is there and it is of that year."""
    found = rules.same_period_last_year(measure, figures, at)
    known = found.value is not None and found.quarter is not None and found.quarter.year == at.year - 1
    return found if known else None


def _against_plan(now: rules.Accumulated, plan: Decimal | None, at: rules.Quarter) -> Decimal | None:
    """Lũy kế ÷ kế hoạch năm; none for a figure of an earlier year or a sum that lacks a quarter."""
    if now.value is None or now.missing or not plan or now.quarter is None:
        return None
    return now.value / plan if now.quarter.year == at.year else None


def _against_last_year(
    measure: rules.Measure,
    figures: Sequence[rules.Figure],
    at: rules.Quarter,
    before: rules.Accumulated | None,
) -> Decimal | None:
    """This year ÷ the same span of last year; none for a growth, which is that comparison itself."""
    if before is None or not before.value or measure.accumulation is rules.Accumulation.GROWTH:
        return None
    now = rules.in_year(measure, figures, at)
    if now.value is None or now.missing or now.quarter is None or before.quarter != now.quarter.shift(-4):
        return None
    return now.value / before.value
