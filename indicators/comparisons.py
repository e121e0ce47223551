"""A target's figures side by side: of the quarter, to date, a year before, against the plan and that year.

3, 6, 9 months and the year are derived from quarters: sums added, levels and growth the latest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from indicators import rules
from indicators.standings import TargetBook
from indicators.target_row import TargetRow
from indicators.wording import is_state


@dataclass(frozen=True)
class Comparison:
    """Figures of one target at the end of a quarter, in the indicator's unit; ratios are 1 = 100%. No query.

    Each is worked out when it is asked for. `figures`: those of the target's indicator up to the quarter.
    """

    row: TargetRow
    figures: Sequence[rules.Figure]
    at: rules.Quarter

    @property
    def label(self) -> str:
        """ "Quý I/2026", "6 tháng năm 2026", "Cả năm 2026"."""
        year = self.at.year
        spans = {1: f"Quý I/{year}", 2: f"6 tháng năm {year}", 3: f"9 tháng năm {year}", 4: f"Cả năm {year}"}
        return spans[self.at.quarter]

    @cached_property
    def of_quarter(self) -> rules.Accumulated:
        return rules.of_quarter(self.row.measure, self.figures, self.at)

    @cached_property
    def to_date(self) -> rules.Accumulated:
        """Accumulated as the indicator is (a sum over the plan from its start)."""
        return rules.accumulate(self.row.measure, self.figures, self.at, since=self.row.book.first)

    @cached_property
    def in_year(self) -> rules.Accumulated:
        return rules.in_year(self.row.measure, self.figures, self.at)

    @cached_property
    def last_year(self) -> rules.Accumulated | None:
        """Cùng kỳ năm trước, when every figure for it is there and it is of that year."""
        found = rules.same_period_last_year(self.row.measure, self.figures, self.at)
        if found.value is None or found.quarter is None:
            return None
        return found if found.quarter.year == self.at.year - 1 else None

    @property
    def year_plan(self) -> Decimal | None:
        return self._plan_of(4)

    @property
    def span_plan(self) -> Decimal | None:
        """The plan figure up to this very quarter, the year's in its fourth."""
        return self._plan_of(self.at.quarter)

    def _plan_of(self, quarter: int) -> Decimal | None:
        plans = {(one.year, one.quarter or 4): one.value for one in self.row.planned}
        return plans.get((self.at.year, quarter))

    @property
    def against_plan(self) -> Decimal | None:
        """Lũy kế ÷ kế hoạch năm; none for a figure of an earlier year or a sum that lacks a quarter."""
        now, plan = self.to_date, self.year_plan
        if is_state(self.row.indicator) or not plan or now.value is None or now.missing:
            return None
        return now.value / plan if now.quarter is not None and now.quarter.year == self.at.year else None

    @property
    def against_last_year(self) -> Decimal | None:
        """This year ÷ the same span of last year; none for a growth, which is that comparison itself."""
        before, growth = self.last_year, self.row.measure.accumulation is rules.Accumulation.GROWTH
        if before is None or not before.value or growth or is_state(self.row.indicator):
            return None
        now = self.in_year
        if now.value is None or now.missing or now.quarter is None or before.quarter != now.quarter.shift(-4):
            return None
        return now.value / before.value


def compare(book: TargetBook, row: TargetRow, at: rules.Quarter) -> Comparison:
    """The figures of a target at the end of a quarter."""
    return Comparison(row, book.figures(row.indicator, at), at)


def comparisons(book: TargetBook, row: TargetRow) -> Iterator[Comparison]:
    """Every quarter of the plan's years up to the book's that has a figure of its own, oldest first."""
    known = rules.choose(book.figures(row.indicator, book.until), book.until)
    for quarter in known:
        if quarter.year >= book.plan.starts.year:
            yield compare(book, row, quarter)
