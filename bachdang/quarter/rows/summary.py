"""Sheet Tổng hợp: counts of statuses, what is estimated or missing, how clear, what changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bachdang.accounts.models import Unit
from bachdang.standing.clarity import AxisCount
from bachdang.standing.due_reports import DueReport
from bachdang.standing.tasks import TaskRow
from bachdang.ui.statuses import LOOKS, Look
from indicators.models import Target
from indicators.rules import Status
from indicators.target_row import TargetRow
from plans.models import Clause
from plans.rules import TASK_STATUS_LABELS

NOBODY = "Chưa giao đơn vị"
TARGET_LOOKS: list[Look] = [LOOKS[one.value] for one in Status]
TASK_LOOKS: list[Look] = [look for key, look in LOOKS.items() if key in set(TASK_STATUS_LABELS)]


@dataclass(frozen=True)
class CountLine:
    """How many of one programme, group or unit (`key`) have each status."""

    marker: str
    name: str
    counts: dict[str, int]
    key: str = ""

    @property
    def total(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True)
class CountTable:
    """Counts by status; `noun` is what is counted, `by` what a line is."""

    title: str
    by: str
    noun: str
    looks: Sequence[Look]
    lines: list[CountLine]

    @property
    def counts(self) -> Counter[str]:
        return sum((Counter(line.counts) for line in self.lines), Counter())


@dataclass(frozen=True)
class Change:
    """A target whose status is not last quarter's."""

    code: str
    name: str
    before: str
    now: str


@dataclass(frozen=True)
class Named:
    """An indicator by code and name."""

    code: str
    title: str


@dataclass(frozen=True)
class Owing:
    """What one unit owes in the quarter: how many figures, which are missing, which rest on an estimate."""

    unit: str
    owed: int
    missing: list[Named]
    estimated: list[Named]
    unit_code: str = ""
    codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Summary:
    """All that Tổng hợp and the report's page tell. `before`: counts of last quarter, if in the plan."""

    tables: list[CountTable]
    vision: Counter[str]
    owing: list[Owing]
    axes: list[AxisCount]
    since: str
    before: Counter[str] | None
    changes: list[Change] = field(default_factory=list)

    @property
    def owed(self) -> int:
        return sum(one.owed for one in self.owing)

    @property
    def no_data(self) -> int:
        """Targets of the plan that cannot be judged for want of figures."""
        return self.tables[0].counts[Status.NO_DATA.value] if self.tables else 0

    @property
    def missing(self) -> int:
        return sum(len(one.missing) for one in self.owing)

    @property
    def estimated(self) -> int:
        return sum(len(one.estimated) for one in self.owing)


def by_programme(rows: Iterable[TargetRow]) -> list[CountLine]:
    """Programmes with targets, in the plan's order."""
    found: dict[str, tuple[str, Counter[str]]] = {}
    for row in rows:
        programme = row.programme
        code = programme.code if programme else ""
        name = programme.clause.text if programme and programme.clause else "Chỉ tiêu khác"
        found.setdefault(code, (name, Counter()))[1][row.status] += 1
    return [CountLine(code, name, dict(counts), code) for code, (name, counts) in found.items()]


def by_group(rows: Iterable[TaskRow]) -> list[CountLine]:
    """Headings of an annex with what stands under them, in its order."""
    found: dict[int, tuple[Clause | None, Counter[str]]] = {}
    for row in rows:
        group = row.group
        found.setdefault(group.pk if group else 0, (group, Counter()))[1][row.status.value] += 1
    return [
        CountLine(group.marker, group.text, dict(counts), group.key)
        if group
        else CountLine("", "Khác", dict(counts))
        for group, counts in found.values()
    ]


def by_unit(rows: Iterable[TargetRow | TaskRow]) -> list[CountLine]:
    """Reporting units in their official order; what nobody reports comes last."""
    found: dict[int, tuple[Unit | None, Counter[str]]] = {}
    for row in rows:
        unit = row.item.reporter
        status = row.status.value if isinstance(row, TaskRow) else row.status
        found.setdefault(unit.pk if unit else 0, (unit, Counter()))[1][status] += 1
    ordered = sorted(found.values(), key=lambda one: unit_order(one[0]))
    return [
        CountLine(str(number), str(unit or NOBODY), dict(counts), unit.code if unit else "")
        for number, (unit, counts) in enumerate(ordered, 1)
    ]


def unit_order(unit: Unit | None) -> tuple[bool, int, int]:
    """Sorts units as the office lists them, none last."""
    return (unit is None, unit.order if unit else 0, unit.pk if unit else 0)


def changes(now: Iterable[TargetRow], before: Mapping[Target, str]) -> list[Change]:
    """Targets of both quarters whose status differs, in the plan's order. `before`: how they stood."""
    return [
        Change(row.item.code, row.title, Status(old).label, Status(row.status).label)
        for row in now
        if (old := before.get(row.target)) is not None and old != row.status
    ]


def owing_by_unit(found: Iterable[DueReport]) -> list[Owing]:
    """Per unit what it owes, what is missing, and what has come but stands on an estimate."""
    figures: dict[Unit | None, list[DueReport]] = {}
    for one in found:
        if one.targets:
            figures.setdefault(one.unit, []).append(one)
    return [
        Owing(
            unit=str(unit or NOBODY),
            owed=len(figures[unit]),
            missing=[Named(one.item.code, one.title) for one in figures[unit] if not one.accepted],
            estimated=[Named(one.item.code, row.title) for one in figures[unit] if (row := one.estimated)],
            unit_code=unit.code if unit else "",
            codes=tuple(one.item.code for one in figures[unit]),
        )
        for unit in sorted(figures, key=unit_order)
    ]
