"""Chỉ tiêu chủ yếu: the plan's headline indicators as they stand in a quarter, for page and paper.

The office marks them (Indicator.headline); a plan that marks none has none. Nothing is judged or computed
here: the standing is the target's own, the figures beside it are those of indicators.comparisons.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from bachdang.standing.quarter_book import QuarterBook
from bachdang.vietnamese.numbers import format_decimal
from indicators import rules
from indicators.comparisons import Comparison, compare
from indicators.models import Indicator
from indicators.target_row import TargetRow
from indicators.wording import figure_text, is_state


@dataclass(frozen=True)
class Headline:
    """One headline indicator at the end of a quarter.

    `row`: its target within the plan, else the one after it, else (no target) its figure alone: title,
    wording, status, estimated, inside_year, grey, item.reporter are those of every list. `figures`: the
    figure to date and of the quarter, of the same period last year, the plan of the year.
    """

    row: TargetRow
    figures: Comparison

    @property
    def indicator(self) -> Indicator:
        return self.row.indicator

    @property
    def value(self) -> Decimal | None:
        """The accumulated figure in the indicator's unit; None without one, never 0."""
        return self.row.standing.current

    @property
    def words(self) -> tuple[str, str]:
        """The figure and its unit: ("343,2", "tỷ đồng"); a percentage, a state, a rating are one word."""
        rating, measure = self.row.standing.rating, self.indicator.measure
        if self.value is None or rating or is_state(self.indicator) or measure.startswith("%"):
            return figure_text(self.value, self.indicator, rating.value if rating else ""), ""
        return format_decimal(self.value, at_most=2), measure

    @property
    def older(self) -> rules.Quarter | None:
        """The quarter of the figure, when it is an earlier one than the quarter looked at."""
        at = self.row.standing.current_quarter
        return at if at is not None and at != self.row.at else None

    @property
    def plan(self) -> Decimal | None:
        """The plan of the year; None where the office has entered none."""
        return self.figures.year_plan

    @property
    def last_year(self) -> Decimal | None:
        """The same period last year; None when not wholly known or when the figure is of that year."""
        at, before = self.row.standing.current_quarter, self.figures.last_year
        if before is None or (at is not None and at.year < self.row.at.year):
            return None
        return before.value

    @property
    def change(self) -> Decimal | None:
        """The figure less that of the same period last year; None where the two are not of like spans."""
        before = self.figures.last_year
        if before is None or before.value is None:
            return None
        now = self.figures.in_year
        if now.value is None or now.missing:
            return None
        like = now.quarter is not None and before.quarter == now.quarter.shift(-4)
        return now.value - before.value if like else None

    @property
    def arrow(self) -> str:
        """ "up", "down" or "same" against the same period last year; "" where that is not known."""
        if self.change is None:
            return ""
        return "same" if not self.change else "up" if self.change > 0 else "down"

    @property
    def is_better(self) -> bool | None:
        """Whether the change is the good way; None without a change."""
        if not self.change:
            return None
        return (self.change > 0) == (self.indicator.direction == rules.Direction.HIGHER)


def headlines(book: QuarterBook) -> list[Headline]:
    """The headline indicators in the office's order; those whose target a decision has ended are left out.

    At most four queries whatever the plan holds.
    """
    marked = book.targets.headlines()
    if not marked:
        return []
    targets = book.targets.only([one.pk for one in marked])
    rows: dict[int, list[TargetRow]] = defaultdict(list)
    for row in (*targets.rows(), *targets.plain_rows()):
        rows[row.indicator.pk].append(row)
    found = [min(rows[one.pk], key=lambda row: row.is_vision) for one in marked if one.pk in rows]
    return [Headline(row, compare(targets, row, targets.until)) for row in found]
