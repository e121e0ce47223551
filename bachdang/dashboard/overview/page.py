"""Everything Tổng quan shows; each part is computed once."""

from __future__ import annotations

from functools import cached_property

from django.db.models import Count, Window

from bachdang.dashboard.overview.announced import Announced, announced_round
from bachdang.dashboard.overview.findings import BAD
from bachdang.dashboard.overview.tallies import GroupCounts, UnitDebt, by_unit, debts_of, status_counts
from bachdang.dashboard.overview.urgent import Urgent, urgent_targets, urgent_tasks
from bachdang.dashboard.overview.verdicts import Verdicts
from bachdang.standing.clarity import Assignment, AxisCount, assignments, count_axes
from bachdang.standing.due_reports import (
    ACCEPTED,
    STATE_LABELS,
    DueReport,
    FigureCount,
    count_figures,
    count_states,
)
from bachdang.standing.explanations import OVERDUE, WAITING, Thread, asked_of, threads
from bachdang.standing.filters import TARGETS_NEEDING_ATTENTION, TASKS_NEEDING_ATTENTION
from bachdang.standing.headline import Headline, headlines
from bachdang.standing.tasks import TaskRow
from indicators.rules import Status
from indicators.target_row import TargetRow
from plans.models import ItemKind, Proposal

TARGETS_NAMED, TASKS_NAMED, PROPOSALS_NAMED = 8, 4, 3
"""How many red targets, tasks and projects, and open proposals are named before the lists."""


class Overview(Verdicts):
    """Everything the page shows, each part computed once; a constant number of queries."""

    @cached_property
    def announced(self) -> Announced | None:
        """The round that units report now, when it is not yet the one shown."""
        period = self.scope.announced
        return announced_round(self.book, period) if period is not None else None

    @cached_property
    def headlines(self) -> list[Headline]:
        """The plan's headline indicators, of the part that the page is about."""
        return [one for one in headlines(self.book) if self.narrow.keeps(one.row.item)]

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
        numbered = (row for row in self.red_targets if row.terms.value is not None)
        known = (row for row in numbered if row.standing.current is not None)
        return asked or next(known, None) or next(iter(self.drawable), None)

    @cached_property
    def red_tasks(self) -> list[TaskRow]:
        """Tasks and projects overdue or near due, the earliest due first."""
        rows = [row for row in [*self.tasks, *self.projects] if row.status in TASKS_NEEDING_ATTENTION]
        return sorted(rows, key=lambda row: (row.due or self.scope.ends, row.item.order))

    @property
    def urgent_targets(self) -> list[Urgent[TargetRow]]:
        """The first red targets, each with its reason and what was asked about it."""
        return urgent_targets(self.red_targets[:TARGETS_NAMED], asked_of(self.threads))

    @property
    def urgent_tasks(self) -> list[Urgent[TaskRow]]:
        return urgent_tasks(self.red_tasks[:TASKS_NAMED], asked_of(self.threads))

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
    def open_proposals(self) -> tuple[int, list[Proposal]]:
        """How many proposals of reports that count nobody has decided on, and the first of them."""
        found = Proposal.objects.open().filter(report__period__plan=self.plan)
        found = found.filter(self.narrow.of("report__item", "report__unit"))
        counted = found.annotate(whole=Window(Count("pk")))
        order = ("report__period__year", "report__period__quarter", "pk")
        rows = counted.select_related("report__item", "report__unit", "to").order_by(*order)
        first = list(rows[:PROPOSALS_NAMED])
        return (first[0].whole if first else 0), [*first]

    @cached_property
    def threads(self) -> list[Thread]:
        """Every request for an explanation."""
        return [one for one in threads(self.plan, self.scope.today) if self.narrow.keeps(one.item)]

    @cached_property
    def open_threads(self) -> list[Thread]:
        """Explanation requests that wait for the unit, those overdue first."""
        rows = [one for one in self.threads if one.state in (WAITING, OVERDUE)]
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
            return f"Chưa đánh giá được mục tiêu nào trong {len(self.in_plan)} mục tiêu"
        if 2 * len(judged) < len(self.in_plan):
            found = f"{red} mục tiêu {BAD}" if red else f"chưa thấy mục tiêu nào {BAD}"
            return f"Mới đánh giá được {len(judged)} trong {len(self.in_plan)} mục tiêu, {found}"
        if red == 0:
            return f"Không mục tiêu nào {BAD} trong {len(judged)} mục tiêu đã đánh giá"
        return f"{red} trong {len(judged)} mục tiêu đã đánh giá {BAD}"
