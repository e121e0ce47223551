"""What a round wants reported: figures by their kỳ đo, what has dates until it is done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from bachdang.accounts.models import Unit
from bachdang.standing.due_reports.states import ACCEPTED, report_state
from bachdang.standing.duties import duty_rows
from bachdang.standing.plan_book import Promise
from bachdang.standing.projects import ProjectRow, project_rows
from bachdang.standing.tasks import TaskRow, task_rows
from indicators import rules
from indicators.rules import TargetKind
from indicators.target_row import TargetRow
from plans.models import ItemKind, Report, ReportState, TermsState
from plans.rules import TaskStatus, quarter_start

if TYPE_CHECKING:
    from bachdang.standing.quarter_book import QuarterBook

_QUIET = {TaskStatus.NOT_STARTED, TaskStatus.SUSPENDED}


def is_due(row: TargetRow, quarter: rules.Quarter) -> bool:
    """Whether the target's indicator owes a figure in the quarter; not while suspended."""
    if row.is_suspended or row.indicator.is_derived:
        return False
    return _owes(row.indicator.frequency, row.terms.kind, row.terms.horizon, quarter, row.book.first)


@lru_cache(maxsize=1024)
def _owes(frequency: str, kind: str, horizon: date, quarter: rules.Quarter, first: rules.Quarter) -> bool:
    """By its kỳ đo; a milestone whose day is near owes the unit's word every quarter.

    Most targets are promised alike, and every round asks of each.
    """
    goal = rules.Goal(rules.TargetKind(kind), None, None, Decimal(0), horizon)
    if rules.is_asked_for_its_word(goal, quarter, first):
        return True
    return rules.Due(rules.Frequency(frequency)).is_due(quarter)


def owed_items(book: QuarterBook) -> dict[int, int | None]:
    """The items due in a round with the unit that reports each now: those of DueReports, without any figure.

    What was due in a past round is not stored: it follows from the plan as it then stood.
    """
    starts = round_starts(book)
    rows = [*task_rows(book, ItemKind.TASK, {}), *project_rows(book, {}), *duty_rows(book, {})]
    owed = [row.item for row in rows if is_owed(row, starts)]
    owed += [one.item for one in book.terms(ItemKind.PROGRAMME) if one.state != TermsState.SUSPENDED]
    found = {pk: said[0].reporter for pk, said in book.known.promises.items() if _is_promised(said, book)}
    return found | {item.pk: item.reporter_id for item in owed}


def states_by_unit(book: QuarterBook) -> dict[Unit, dict[int, str]]:
    """The state of every report of the round (by item), by unit in the official order; without any figure.

    What counts is accepted, as everywhere; its correction is told of only while it waits for the unit's head.
    """
    rows = Report.objects.filter(book.known.mine, period=book.scope.period)
    counted = set(rows.filter(counted=True).values_list("item", flat=True))
    under_way = {one.item_id: one for one in rows.exclude(state=ReportState.ACCEPTED)}
    found: dict[int, dict[int, str]] = {}
    for item, unit in owed_items(book).items():
        if unit is not None:
            state = report_state(under_way.get(item))
            accepted = item in counted and state != ReportState.WAITING
            found.setdefault(unit, {})[item] = ACCEPTED if accepted else state
    book.known.know_units(found)
    units = sorted((book.known.units[pk] for pk in found), key=lambda one: (one.order, one.pk))
    return {unit: found[unit.pk] for unit in units}


def _is_promised(said: Sequence[Promise], book: QuarterBook) -> bool:
    """Whether an indicator owes a figure in the quarter, by the versions of its targets that hold then."""
    quarter, day, plan = book.scope.quarter, book.scope.ends, book.plan
    first = rules.Quarter.of(plan.starts)
    if said[0].target is None:
        named = said[0].since is not None and said[0].since <= day
        return named and _owes(said[0].frequency, TargetKind.TREND, plan.ends, quarter, first)
    held = {one.target: one for one in said if one.valid_from is not None and one.valid_from <= day}
    return any(
        one.state == TermsState.ACTIVE
        and one.kind is not None
        and one.horizon is not None
        and _owes(one.frequency, one.kind, one.horizon, quarter, first)
        for one in held.values()
    )


def round_starts(book: QuarterBook) -> date:
    return quarter_start(book.scope.quarter.year, book.scope.quarter.quarter)


def is_owed(row: TaskRow, starts: date) -> bool:
    """Whether what has dates is reported in the quarter that `starts`. It asks nothing of reports: what has
    none is in time or overdue.
    """
    return row.status not in _QUIET and not _done_before(row, starts)


def _done_before(row: TaskRow, starts: date) -> bool:
    """Finished before the quarter; a project is still reported until its accounts are settled."""
    if isinstance(row, ProjectRow) and not row.is_settled:
        return False
    return row.completed_on is not None and row.completed_on < starts
