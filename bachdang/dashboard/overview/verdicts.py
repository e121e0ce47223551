"""How the targets of a part of the plan stand: counts, reasons without a verdict, changes, groups."""

from __future__ import annotations

from collections import Counter
from functools import cached_property

from bachdang.dashboard.overview.findings import worst_finding
from bachdang.dashboard.overview.narrow import Narrow
from bachdang.dashboard.overview.tallies import GroupCounts, StatusCount, by_programme, by_unit
from bachdang.standing.quarter_book import QuarterBook
from indicators.changes import Change, change_of
from indicators.models import Target
from indicators.rules import Grey, Quarter, Status
from indicators.target_row import TargetRow

QUARTERS = 8
"""How many quarters the comparison looks back on: two years."""


class Verdicts:
    """The targets and all that is counted of their verdicts, each part computed once."""

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

    @property
    def judged_count(self) -> int:
        return len(self.in_plan) - self.unjudged_count

    @property
    def unjudged_count(self) -> int:
        return sum(1 for row in self.in_plan if row.grey is not None)

    @cached_property
    def greys(self) -> list[tuple[str, str, int]]:
        """(key, label, number) of the reasons why targets have no verdict, those that occur (rule 13)."""
        found = Counter(row.grey for row in self.in_plan)
        return [(one.value, one.label, found[one]) for one in Grey if found[one]]

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
