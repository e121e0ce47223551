"""All that the units owe in a round, of every kind of item, with its report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bachdang.accounts.models import Unit
from bachdang.office.duties import duty_rows
from bachdang.office.links import item_url
from bachdang.office.owing import is_due
from bachdang.office.projects import ProjectRow, project_rows
from bachdang.office.scope import Scope
from bachdang.office.tasks import TaskRow, task_rows, terms_of_kind
from indicators.standings import TargetBook, TargetRow
from plans.models import Extension, Item, ItemKind, Period, Plan, Report, ReportState, TermsState
from plans.rules import TaskStatus, quarter_start

MISSING, RETURNED, ACCEPTED = "missing", "returned", "accepted"
STATE_LABELS = {
    MISSING: "Chưa nhập",
    RETURNED: "Bị trả lại",
    **dict(ReportState.choices),
}
# What the Party office has not been sent, as one choice.
UNSENT = "chua-gui"
UNSENT_STATES = frozenset({MISSING, RETURNED, "draft", "waiting"})
# The most urgent first, on the page of one's own work.
_ORDER = [RETURNED, MISSING, "draft", "waiting", "sent", ACCEPTED]
_URGENT = ("failed", "at_risk", "overdue", "slow", "due_soon")
_QUIET = {TaskStatus.NOT_STARTED, TaskStatus.SUSPENDED}


def report_state(report: Report | None) -> str:
    """The key of STATE_LABELS for a report, or for none."""
    if report is None:
        return MISSING
    if report.state == ReportState.DRAFT and report.returned_from:
        return RETURNED
    return str(report.state)


@dataclass(frozen=True)
class Owed:
    """One item owed in the round. `report`: the one on its way, else the one that counts.

    `targets` are those of an indicator, `row` is that of a task, project or duty.
    """

    item: Item
    title: str
    report: Report | None
    counted: bool
    targets: Sequence[TargetRow] = ()
    row: TaskRow | None = None

    @property
    def unit(self) -> Unit | None:
        return self.item.reporter

    @property
    def url(self) -> str:
        return item_url(self.item)

    @property
    def state(self) -> str:
        return report_state(self.report)

    @property
    def state_label(self) -> str:
        return str(STATE_LABELS[self.state])

    @property
    def status(self) -> str:
        """How the item stands: its worst target, or its dates; "" for words."""
        if self.row is not None:
            return self.row.status.value
        keys = [target.status for target in self.targets]
        return min(keys, key=_rank, default="")

    @property
    def urgency(self) -> tuple[int, int, str, int]:
        return (_ORDER.index(self.state), _rank(self.status), _KINDS[self.item.kind], self.item.order)

    @property
    def done(self) -> bool:
        """Whether the unit has nothing more to do."""
        return self.state in ("sent", ACCEPTED)

    @property
    def reopened(self) -> bool:
        """Whether the office opened it again after the lock, and it is still on its way."""
        return self.report is not None and self.state != ACCEPTED and self.report.reopen_reason != ""

    @property
    def unsent(self) -> bool:
        """Whether the Party office has not been sent it."""
        return self.state in UNSENT_STATES


_KINDS = {"indicator": "1", "task": "2", "project": "3", "programme": "4", "duty": "5"}


def _rank(status: str) -> int:
    return _URGENT.index(status) if status in _URGENT else len(_URGENT)


class OwedBook:
    """Everything owed in the scope's round; a constant number of queries. `units`: only of these.

    `book`: one that reaches at least to the round's quarter, when several rounds are looked at.
    `rows`: the scope's tasks and projects, when they have been fetched already.
    """

    def __init__(
        self,
        scope: Scope,
        plan: Plan,
        units: set[int] | None = None,
        book: TargetBook | None = None,
        rows: Sequence[TaskRow] | None = None,
    ) -> None:
        self.scope, self.plan, self.units = scope, plan, units
        self.book = book or TargetBook(plan, scope.quarter)
        self._known = rows
        found = [*self._indicators(), *self._rows(), *self._programmes()]
        reports = self._reports([item.pk for item, *_ in found])
        self.all = []
        for item, title, targets, row in found:
            report, counted = reports.get(item.pk, (None, False))
            self.all.append(Owed(item, title, report, counted, targets, row))

    @property
    def urgent(self) -> list[Owed]:
        """The most urgent first: returned, missing, drafts, then what waits; the worst status first."""
        return sorted(self.all, key=lambda one: one.urgency)

    def _mine(self, item: Item) -> bool:
        return item.reporter_id is not None and (self.units is None or item.reporter_id in self.units)

    def _indicators(self) -> Iterator[tuple[Item, str, list[TargetRow], TaskRow | None]]:
        grouped: dict[int, list[TargetRow]] = {}
        quarter = self.scope.quarter
        for row in [*self.book.rows(quarter), *self.book.plain_rows(quarter)]:
            if self._mine(row.item) and not row.indicator.is_derived and is_due(row, quarter):
                grouped.setdefault(row.indicator.pk, []).append(row)
        for rows in grouped.values():
            yield rows[0].item, rows[0].title, rows, None

    def _rows(self) -> Iterator[tuple[Item, str, list[TargetRow], TaskRow | None]]:
        starts = quarter_start(self.scope.quarter.year, self.scope.quarter.quarter)
        known = self._known
        if known is None:
            known = [*task_rows(self.scope, self.plan), *project_rows(self.scope, self.plan)]
        for row in [*known, *duty_rows(self.scope, self.plan)]:
            if self._mine(row.item) and row.status not in _QUIET and not _done_before(row, starts):
                yield row.item, row.title, [], row

    def _programmes(self) -> Iterator[tuple[Item, str, list[TargetRow], TaskRow | None]]:
        for terms in terms_of_kind(self.plan, ItemKind.PROGRAMME, self.scope):
            if self._mine(terms.item) and terms.state != TermsState.SUSPENDED:
                yield terms.item, terms.title, [], None

    def _reports(self, items: list[int]) -> dict[int, tuple[Report, bool]]:
        """The report on its way, else the counted one; and whether one counts."""
        found: dict[int, tuple[Report, bool]] = {}
        if self.scope.period is None:
            return found
        rows = (
            Report.objects.filter(period=self.scope.period, item__in=items)
            .select_related("item", "unit", "submitted_by", "sent_by", "returned_by")
            .order_by("revision")
        )
        for row in rows:
            counted = row.counted or found.get(row.item_id, (row, False))[1]
            if row.counted or row.state != ReportState.ACCEPTED:
                found[row.item_id] = (row, counted)
        return found


def _done_before(row: TaskRow, starts: date) -> bool:
    """Finished before the quarter; a project is still reported until its accounts are settled."""
    if isinstance(row, ProjectRow) and not row.is_settled:
        return False
    return row.completed_on is not None and row.completed_on < starts


@dataclass(frozen=True)
class UnitProgress:
    """How far one unit is in a round."""

    unit: Unit
    owed: list[Owed]
    extension: Extension | None = None

    def count(self, *states: str) -> int:
        return sum(1 for one in self.owed if one.state in states)

    @property
    def to_write(self) -> int:
        return self.count(MISSING, "draft", RETURNED)

    @property
    def waiting(self) -> int:
        return self.count("waiting")

    @property
    def sent(self) -> int:
        return self.count("sent")

    @property
    def accepted(self) -> int:
        return self.count(ACCEPTED)


def progress_by_unit(owed: Iterable[Owed], period: Period) -> list[UnitProgress]:
    """Units that owe something, in their official order. One query."""
    grouped: dict[Unit, list[Owed]] = {}
    for one in owed:
        if one.unit is not None:
            grouped.setdefault(one.unit, []).append(one)
    extensions = {one.unit_id: one for one in Extension.objects.filter(period=period)}
    return [
        UnitProgress(unit, grouped[unit], extensions.get(unit.pk))
        for unit in sorted(grouped, key=lambda unit: (unit.order, unit.pk))
    ]
