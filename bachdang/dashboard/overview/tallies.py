"""Counts that Tổng quan shows, each with the filters of the list it counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bachdang.accounts.models import Unit
from bachdang.standing.due_reports import DueReport
from bachdang.standing.tasks import TaskRow
from bachdang.standing.words import short_title
from indicators.rules import Status
from indicators.target_row import TargetRow
from plans.models import Item
from plans.rules import TASK_STATUS_LABELS


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
class GroupCounts:
    """Targets by status in one programme, unit or quarter; `filters` list exactly them."""

    label: str
    title: str
    counts: Mapping[str, int]
    filters: Mapping[str, str] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def words(self) -> list[tuple[str, str, int]]:
        """(status, label, count) of the statuses that occur, in their order."""
        return [
            (one.value, one.label, self.counts[one.value]) for one in Status if self.counts.get(one.value)
        ]


@dataclass(frozen=True)
class UnitDebt:
    """What a unit still owes the Party office in the round."""

    unit: Unit
    owed: int
    missing: int


def by_programme(rows: Iterable[TargetRow]) -> list[GroupCounts]:
    """Programmes with targets, in the order of the rows (the plan's)."""
    found: dict[int, tuple[Item, Counter[str]]] = {}
    for row in rows:
        if row.programme is not None:
            found.setdefault(row.programme.pk, (row.programme, Counter()))[1][row.status] += 1
    return [_programme(item, counts) for item, counts in found.values()]


def _programme(item: Item, counts: Counter[str]) -> GroupCounts:
    title = item.clause.text if item.clause else item.code
    label = f"{item.code}. {short_title(title)}"
    return GroupCounts(label, f"{item.code}. {title}", dict(counts), {"programme": item.code})


def by_unit(rows: Iterable[TargetRow]) -> list[GroupCounts]:
    """Units that report targets, the official order; those nobody reports come last."""
    found: dict[Unit, Counter[str]] = {}
    nobody: Counter[str] = Counter()
    for row in rows:
        unit = row.item.reporter
        (nobody if unit is None else found.setdefault(unit, Counter()))[row.status] += 1
    units = sorted(found, key=lambda unit: (unit.order, unit.pk))
    groups = [GroupCounts(str(one), one.name, dict(found[one]), {"unit": one.code}) for one in units]
    if nobody:
        label = "Chưa giao đơn vị"
        groups.append(GroupCounts(label, label, dict(nobody), {"gap": "don-vi"}))
    return groups


def debts_of(owed: Sequence[DueReport]) -> list[UnitDebt]:
    """Units that have not sent all they owe, the most missing first."""
    all_of: Counter[Unit] = Counter(one.unit for one in owed if one.unit is not None)
    missing: Counter[Unit] = Counter(one.unit for one in owed if one.unit is not None and one.unsent)
    debts = [UnitDebt(unit, all_of[unit], number) for unit, number in missing.items()]
    return sorted(debts, key=lambda one: (-one.missing, one.unit.order))


def status_counts(rows: Iterable[TaskRow]) -> list[tuple[str, str, int]]:
    """(status, label, count) of tasks or projects, statuses that occur."""
    found = Counter(row.status for row in rows)
    return [(key.value, label, found[key]) for key, label in TASK_STATUS_LABELS.items() if found[key]]
