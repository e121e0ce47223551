"""What Tổng quan answers for a period, as plain data: counts, what is red, who has not reported."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from bachdang.accounts.models import Unit
from bachdang.office.clarity import AxisCount, axis_counts
from bachdang.office.explanations import OVERDUE, WAITING, Thread, threads
from bachdang.office.filters import TARGETS_NEEDING_ATTENTION, TASKS_NEEDING_ATTENTION
from bachdang.office.owing import OwedFigure, owed_figures
from bachdang.office.projects import project_rows
from bachdang.office.scope import Scope
from bachdang.office.tasks import TaskRow, task_rows
from indicators.choices import Status
from indicators.standings import TargetBook, TargetRow
from plans.models import Item, Plan, Proposal, Report, ReportState
from plans.rules import TASK_STATUS_LABELS

# The most urgent first.
_URGENCY = {Status.FAILED: 0, Status.AT_RISK: 1, Status.SLOW: 2}


@dataclass(frozen=True)
class StatusCount:
    """How many targets have a status, and how that changed since last quarter."""

    status: Status
    count: int
    change: int | None

    @property
    def label(self) -> str:
        return self.status.label


@dataclass(frozen=True)
class ProgrammeCounts:
    """Targets by status under one programme."""

    item: Item
    counts: dict[str, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def title(self) -> str:
        return self.item.clause.text if self.item.clause else self.item.code

    @property
    def words(self) -> list[tuple[str, str, int]]:
        """(status, label, count) of the statuses that occur, in their order."""
        return [
            (one.value, one.label, self.counts[one.value]) for one in Status if self.counts.get(one.value)
        ]


@dataclass(frozen=True)
class UnitDebt:
    """What a unit still owes in the period."""

    unit: Unit
    owed: int
    sent: int

    @property
    def missing(self) -> int:
        return self.owed - self.sent


@dataclass(frozen=True)
class Narrow:
    """The part of the plan that is looked at: one programme, one unit, both, or (by default) all of it.

    The names are those of the lists' filters, so that every count opens its list with them.
    """

    programme: str = ""
    unit: str = ""

    @property
    def filters(self) -> dict[str, str]:
        named = {"programme": self.programme, "unit": self.unit}
        return {name: code for name, code in named.items() if code}

    def keeps(self, item: Item) -> bool:
        """Whether an item lies in the part; its programme is its parent, projects have none."""
        parent = item.parent.code if item.parent else ""
        reporter = item.reporter.code if item.reporter else ""
        return self.programme in ("", parent) and self.unit in ("", reporter)


class Overview:
    """Everything the page shows, each part computed once; a constant number of queries."""

    def __init__(self, scope: Scope, plan: Plan, narrow: Narrow | None = None) -> None:
        self.scope, self.plan = scope, plan
        self.narrow = narrow or Narrow()
        self.book = TargetBook(plan, scope.quarter)

    @cached_property
    def targets(self) -> list[TargetRow]:
        return [row for row in self.book.rows() if self.narrow.keeps(row.item)]

    @cached_property
    def in_plan(self) -> list[TargetRow]:
        """Targets due within the plan; those of the vision (2045) are counted apart."""
        return [row for row in self.targets if not row.is_vision]

    @property
    def vision_count(self) -> int:
        return len(self.targets) - len(self.in_plan)

    @cached_property
    def _before(self) -> Counter[str] | None:
        """Counts of last quarter; None in the plan's first quarter."""
        previous = self.scope.previous
        if previous.year < self.plan.starts.year:
            return None
        rows = [row for row in self.book.rows(previous) if not row.is_vision]
        return Counter(row.status for row in rows if self.narrow.keeps(row.item))

    @cached_property
    def counts(self) -> list[StatusCount]:
        now = Counter(row.status for row in self.in_plan)
        before = self._before
        return [
            StatusCount(
                status,
                now[status.value],
                None if before is None else now[status.value] - before[status.value],
            )
            for status in Status
        ]

    @cached_property
    def programmes(self) -> list[ProgrammeCounts]:
        """Programmes with targets, in the plan's order."""
        found: dict[int, tuple[Item, Counter[str]]] = {}
        for row in self.in_plan:
            if row.programme is not None:
                found.setdefault(row.programme.pk, (row.programme, Counter()))[1][row.status] += 1
        return [ProgrammeCounts(item, dict(counts)) for item, counts in found.values()]

    @cached_property
    def tasks(self) -> list[TaskRow]:
        return [row for row in task_rows(self.scope, self.plan) if self.narrow.keeps(row.item)]

    @cached_property
    def projects(self) -> Sequence[TaskRow]:
        return [row for row in project_rows(self.scope, self.plan) if self.narrow.keeps(row.item)]

    @cached_property
    def task_counts(self) -> list[tuple[str, str, int]]:
        return status_counts(self.tasks)

    @cached_property
    def project_counts(self) -> list[tuple[str, str, int]]:
        return status_counts(self.projects)

    @cached_property
    def red_targets(self) -> list[TargetRow]:
        """Targets slow, at risk or failed, the most urgent first."""
        red = [row for row in self.targets if Status(row.status) in TARGETS_NEEDING_ATTENTION]
        return sorted(red, key=lambda row: (_URGENCY[Status(row.status)], row.item.order))

    @cached_property
    def drawable(self) -> list[TargetRow]:
        """Targets whose way can be drawn: those with a number, in the plan's order."""
        return [row for row in self.targets if row.terms.value is not None]

    def chosen(self, pk: str) -> TargetRow | None:
        """The target whose way is shown: the one asked for, else the most urgent that has a figure."""
        asked = next((row for row in self.drawable if str(row.pk) == pk), None)
        known = [row for row in self.red_targets if row in self.drawable and row.standing.current is not None]
        return asked or next(iter(known or self.drawable), None)

    @cached_property
    def red_tasks(self) -> list[TaskRow]:
        """Tasks and projects overdue or near due, the earliest due first."""
        rows = [row for row in [*self.tasks, *self.projects] if row.status in TASKS_NEEDING_ATTENTION]
        return sorted(rows, key=lambda row: (row.due or self.scope.ends, row.item.order))

    @cached_property
    def estimates(self) -> int:
        """How many standings rest on an estimate."""
        return sum(1 for row in self.targets if row.estimated)

    @cached_property
    def overrides(self) -> int:
        """How many statuses are the office's own and not computed."""
        rows: list[TargetRow | TaskRow] = [*self.targets, *self.tasks, *self.projects]
        return sum(1 for row in rows if row.override is not None)

    @cached_property
    def owed(self) -> list[OwedFigure]:
        """Indicators whose figure the period owes, with the report that brought it."""
        return owed_figures(self.targets, self.scope)

    @property
    def sent_count(self) -> tuple[int, int]:
        """(indicators reported in the period, indicators owed)."""
        return sum(1 for one in self.owed if not one.missing), len(self.owed)

    @cached_property
    def debts(self) -> list[UnitDebt]:
        """Units that have not sent every indicator they owe in the period, the most missing first."""
        debts = []
        for unit in {one.unit for one in self.owed if one.unit is not None}:
            own = [one for one in self.owed if one.unit == unit]
            debts.append(UnitDebt(unit, len(own), sum(1 for one in own if not one.missing)))
        return sorted((one for one in debts if one.missing), key=lambda one: (-one.missing, one.unit.order))

    @cached_property
    def on_the_way(self) -> list[tuple[str, str, int]]:
        """(state, label, number) of the round's reports that are not accepted yet, all kinds of items."""
        if self.scope.period is None:
            return []
        rows = Report.objects.filter(period=self.scope.period).exclude(state=ReportState.ACCEPTED)
        found = Counter(rows.values_list("state", flat=True))
        return [(key, str(label), found[key]) for key, label in ReportState.choices if found[key]]

    @cached_property
    def open_proposals(self) -> list[Proposal]:
        """Proposals of reports that count and nobody has decided on, the oldest first."""
        found = Proposal.objects.filter(report__period__plan=self.plan, report__counted=True)
        rows = found.filter(decided_at=None).select_related("report__item", "report__unit", "to")
        return list(rows.order_by("report__period__year", "report__period__quarter", "pk"))

    @cached_property
    def open_threads(self) -> list[Thread]:
        """Explanation requests that wait for the unit, those overdue first."""
        rows = [one for one in threads(self.plan, self.scope.today) if one.state in (WAITING, OVERDUE)]
        return sorted(rows, key=lambda one: (one.state != OVERDUE, one.due))

    @property
    def overdue_threads(self) -> int:
        return sum(1 for one in self.open_threads if one.state == OVERDUE)

    @cached_property
    def axes(self) -> list[AxisCount]:
        """How clear the assignments are, axis by axis (x of all programmes, tasks and projects)."""
        return axis_counts(self.scope, self.plan)

    @property
    def finding(self) -> str:
        """The sentence that heads the page."""
        judged = [row for row in self.in_plan if row.status not in {Status.NO_DATA, Status.NOT_DUE}]
        red = sum(1 for row in self.in_plan if Status(row.status) in TARGETS_NEEDING_ATTENTION)
        if not self.in_plan:
            return "Kế hoạch chưa có mục tiêu nào"
        if not judged:
            return f"Chưa mục tiêu nào trong {len(self.in_plan)} mục tiêu đánh giá được"
        if red == 0:
            return f"Không mục tiêu nào chậm trong {len(judged)} mục tiêu đã đánh giá"
        return f"{red} trong {len(judged)} mục tiêu đã đánh giá đang chậm hoặc có nguy cơ"


def status_counts(rows: Iterable[TaskRow]) -> list[tuple[str, str, int]]:
    """(status, label, count) of tasks or projects, statuses that occur."""
    found = Counter(row.status for row in rows)
    return [(key.value, label, found[key]) for key, label in TASK_STATUS_LABELS.items() if found[key]]
