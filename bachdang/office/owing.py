"""Which figures a quarter owes, who owes them, and which have come."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bachdang.accounts.models import Unit
from bachdang.office.scope import Scope
from bachdang.office.tasks import counted_reports
from indicators import rules
from indicators.standings import TargetRow, goal_of
from plans.models import Report


@dataclass(frozen=True)
class OwedFigure:
    """An indicator that owes a figure in the quarter; `report`: the counted one, None while missing."""

    row: TargetRow
    report: Report | None

    @property
    def unit(self) -> Unit | None:
        """Who owes it; None while no unit has been made responsible."""
        return self.row.item.reporter

    @property
    def missing(self) -> bool:
        return self.report is None


def owed_figures(rows: Iterable[TargetRow], scope: Scope) -> list[OwedFigure]:
    """Indicators owed in the scope's quarter by their kỳ đo, in the order of `rows`; derived ones never are.

    Two queries, whatever the number of rows.
    """
    first: dict[int, TargetRow] = {}
    for row in rows:
        if not row.indicator.is_derived and is_due(row, scope.quarter):
            first.setdefault(row.indicator.pk, row)
    due = list(first.values())
    reports = counted_reports(scope, [row.indicator.pk for row in due])
    return [OwedFigure(row, reports.get(row.indicator.pk)) for row in due]


def is_due(row: TargetRow, quarter: rules.Quarter) -> bool:
    """Whether the target's indicator owes a figure in the quarter, by its kỳ đo; not while suspended.

    A milestone whose day is near owes the unit's word every quarter.
    """
    if row.is_suspended:
        return False
    if rules.is_asked_for_its_word(goal_of(row.terms, row.item.plan), quarter, row.book.first):
        return True
    return rules.Due(rules.Frequency(row.indicator.frequency)).is_due(quarter)
