"""Everything Tổng quan shows; each part is computed once."""

from __future__ import annotations

from collections import Counter
from functools import cached_property

from bachdang.dashboard.overview.findings import BAD, worst_finding
from bachdang.dashboard.overview.narrow import Narrow
from bachdang.dashboard.overview.tallies import (
    GroupCounts,
    StatusCount,
    UnitDebt,
    by_programme,
    by_unit,
    debts_of,
    status_counts,
)
from bachdang.standing.clarity import Assignment, AxisCount, assignments, count_axes
from bachdang.standing.due_reports import (
    ACCEPTED,
    STATE_LABELS,
    DueReport,
    FigureCount,
    count_figures,
    count_states,
)
from bachdang.standing.explanations import OVERDUE, WAITING, Thread, threads
from bachdang.standing.filters import TARGETS_NEEDING_ATTENTION, TASKS_NEEDING_ATTENTION
from bachdang.standing.quarter_book import QuarterBook
from bachdang.standing.tasks import TaskRow
from indicators.changes import Change, change_of
from indicators.models import Target
from indicators.rules import Quarter, Status
from indicators.target_row import TargetRow
from plans.models import ItemKind, Proposal

QUARTERS = 8
"""How many quarters the comparison looks back on: two years."""


class Overview:
    """Everything the page shows, each part computed once; a constant number of queries."""

    def __init__(self, book: QuarterBook, narrow: Narrow | None = None) -> None:
        self.book, self.scope, self.plan = book, book.scope, book.plan
        self.narrow = narrow or Narrow()

    @cached_property
    def targets(self) -> list[TargetRow]:
        return [row for row in self.book.target_rows if self.narrow.keeps(row.item)]

    @cached_property
    def in_plan(self) -> list[TargetRow]:
        """Targets due within the plan; those of the vision (2045) are counted apart."""
        return [row for row in self.targets if not row.is_vision]

    @property
    def vision_count(self) -> int:
        return len(self.targets) - len(self.in_plan)

    def _in_plan_at(self, at: Quarter) -> dict[Target, str]:
        """How the same targets stood at the end of an earlier quarter; none before the plan begins."""
        found = self.book.targets.statuses(at, vision=False)
        return {one: status for one, status in found.items() if self.narrow.keeps(one.indicator.item)}

    @property
    def _first(self) -> Quarter:
        return Quarter.of(self.plan.starts)

    @cached_property
    def before(self) -> dict[Target, str] | None:
        """The targets as they stood last quarter; None in the plan's first."""
        previous = self.scope.previous
        return None if previous < self._first else self._in_plan_at(previous)

    @cached_property
    def counts(self) -> list[StatusCount]:
        now = Counter(row.status for row in self.in_plan)
        before = None if self.before is None else Counter(self.before.values())
        return [
            StatusCount(
                status,
                now[status.value],
                None if before is None else now[status.value] - before[status.value],
            )
            for status in Status
        ]

    @cached_property
    def changes(self) -> list[tuple[Change, TargetRow, str]]:
        """Targets whose status changed since last quarter: how, the target, its status then ("" if new)."""
        if self.before is None:
            return []
        was = self.before
        found = [(change_of(was.get(row.target), row.status), row) for row in self.in_plan]
        return [(change, row, was.get(row.target, "")) for change, row in found if change is not None]

    @cached_property
    def change_counts(self) -> list[tuple[str, str, int]]:
        """(change, label, number) of the changes that occur."""
        found = Counter(change for change, _, _ in self.changes)
        return [(one.value, one.label, found[one]) for one in Change if found[one]]

    @property
    def turned(self) -> list[tuple[Change, TargetRow, str]]:
        """What got worse, then what got better."""
        return [one for kind in (Change.WORSE, Change.BETTER) for one in self.changes if one[0] == kind]

    @property
    def turn_finding(self) -> str:
        """What heads the comparison of quarters."""
        if self.before is None:
            return "Quý đầu tiên của kế hoạch, chưa có quý trước để so"
        found = Counter(change for change, _, _ in self.changes)
        worse, better = found[Change.WORSE], found[Change.BETTER]
        if not worse and not better:
            return f"Không mục tiêu nào đổi hướng so với {self.scope.previous.label}"
        return f"{worse} mục tiêu xấu đi, {better} tốt lên so với {self.scope.previous.label}"

    @cached_property
    def programmes(self) -> list[GroupCounts]:
        return by_programme(self.in_plan)

    @cached_property
    def units(self) -> list[GroupCounts]:
        return by_unit(self.in_plan)

    @property
    def programme_finding(self) -> str:
        return worst_finding(self.programmes, "Mục tiêu theo chương trình, nhiệm vụ")

    @property
    def unit_finding(self) -> str:
        return worst_finding(self.units, "Mục tiêu theo đơn vị báo cáo")

    @cached_property
    def quarters(self) -> list[GroupCounts]:
        """The plan's quarters up to the one shown, at most QUARTERS, the oldest first."""
        last = self.scope.quarter
        found = [at for back in range(QUARTERS) if (at := last.shift(-back)) >= self._first]
        return [self._quarter(at) for at in reversed(found)]

    def _quarter(self, at: Quarter) -> GroupCounts:
        here = at == self.scope.quarter
        counts = Counter([row.status for row in self.in_plan] if here else self._in_plan_at(at).values())
        return GroupCounts(
            f"{at.label[:1].upper()}{at.label[1:]}",
            at.label,
            dict(counts),
            {"ky": f"{at.year}-Q{at.quarter}"},
        )

    @cached_property
    def tasks(self) -> list[TaskRow]:
        return [row for row in self.book.tasks if self.narrow.keeps(row.item)]

    @cached_property
    def projects(self) -> list[TaskRow]:
        return [row for row in self.book.projects if self.narrow.keeps(row.item)]

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
        return sorted(red, key=lambda row: (row.severity, row.item.order))

    @cached_property
    def red_units(self) -> list[GroupCounts]:
        """Who answers for those targets, the most first."""
        return sorted(by_unit(self.red_targets), key=lambda one: -one.total)

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

    @property
    def red_task_count(self) -> int:
        return sum(1 for row in self.red_tasks if row.item.kind == ItemKind.TASK)

    @property
    def red_project_count(self) -> int:
        return len(self.red_tasks) - self.red_task_count

    @cached_property
    def estimates(self) -> int:
        """How many targets are judged by an estimate."""
        return sum(1 for row in self.targets if row.estimated)

    @cached_property
    def overrides(self) -> list[tuple[str, str, int]]:
        """(address, noun, number) of statuses that are the office's own and not computed."""
        kinds: list[tuple[str, str, list[TargetRow] | list[TaskRow]]] = [
            ("indicator_list", "mục tiêu", self.targets),
            ("task_list", "nhiệm vụ", self.tasks),
            ("project_list", "dự án", self.projects),
        ]
        counted = [(url, noun, sum(1 for row in rows if row.override)) for url, noun, rows in kinds]
        return [one for one in counted if one[2]]

    @cached_property
    def owed(self) -> list[DueReport]:
        """All that the units owe in the round, with how far each report is."""
        return [one for one in self.book.due.all if self.narrow.keeps(one.item)]

    @cached_property
    def figures(self) -> FigureCount:
        """The figures of indicators due in the round: what the workbook counts too."""
        return count_figures(self.owed)

    @cached_property
    def debts(self) -> list[UnitDebt]:
        return debts_of(self.owed)

    @property
    def unsent_count(self) -> int:
        return sum(one.missing for one in self.debts)

    @cached_property
    def on_the_way(self) -> list[tuple[str, str, int]]:
        """(state, label, number) of what is owed and not accepted yet."""
        found = count_states(self.owed)
        return [(key, STATE_LABELS[key], found[key]) for key in found if key != ACCEPTED and found[key]]

    @property
    def correction_count(self) -> int:
        """How many reports that count are being corrected."""
        return sum(1 for one in self.owed if one.correction)

    @cached_property
    def open_proposals(self) -> list[Proposal]:
        """Proposals of reports that count and nobody has decided on, the oldest first."""
        found = Proposal.objects.filter(report__period__plan=self.plan, report__counted=True)
        rows = found.filter(decided_at=None).select_related("report__item__parent", "report__unit", "to")
        rows = rows.order_by("report__period__year", "report__period__quarter", "pk")
        return [one for one in rows if self._keeps_proposal(one)]

    def _keeps_proposal(self, one: Proposal) -> bool:
        return self.narrow.keeps_programme(one.report.item) and self.narrow.keeps_unit(one.report.unit)

    @cached_property
    def open_threads(self) -> list[Thread]:
        """Explanation requests that wait for the unit, those overdue first."""
        found = [one for one in threads(self.plan, self.scope.today) if self.narrow.keeps(one.item)]
        rows = [one for one in found if one.state in (WAITING, OVERDUE)]
        return sorted(rows, key=lambda one: (one.state != OVERDUE, one.due))

    @property
    def overdue_threads(self) -> int:
        return sum(1 for one in self.open_threads if one.state == OVERDUE)

    @cached_property
    def assigned(self) -> list[Assignment]:
        """Programmes, tasks and projects with their clear answers."""
        return [one for one in assignments(self.book) if self.narrow.keeps(one.item)]

    @cached_property
    def axes(self) -> list[AxisCount]:
        """How clear the assignments are, axis by axis."""
        return count_axes(self.plan.axes, self.assigned)

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
            return f"Không mục tiêu nào {BAD} trong {len(judged)} mục tiêu đã đánh giá"
        return f"{red} trong {len(judged)} mục tiêu đã đánh giá {BAD}"
