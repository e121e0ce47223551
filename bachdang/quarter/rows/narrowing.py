"""The report of one unit or one programme: the lines that are theirs, counted anew. Pure, no query.

It works on the rows themselves, so the narrowed report of a locked round comes from its snapshot too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from bachdang.quarter.rows.clear import ClearLine
from bachdang.quarter.rows.outline import Heading, Owner
from bachdang.quarter.rows.projects import ProjectGroup, ProjectLine
from bachdang.quarter.rows.report import QuarterReport
from bachdang.quarter.rows.summary import CountTable, Owing, Summary
from bachdang.quarter.rows.targets import TargetLine
from bachdang.quarter.rows.tasks import TaskLine
from bachdang.standing.clarity import AxisCount

Line = TypeVar("Line", TargetLine, TaskLine, ClearLine)
Counted = TargetLine | TaskLine | ProjectLine
KeyOf = Callable[[Counted], str]


@dataclass(frozen=True)
class Only:
    """One unit, one programme, or both; "" is all. The names are those printed under the title."""

    unit: str = ""
    programme: str = ""
    unit_name: str = ""
    programme_name: str = ""

    def __bool__(self) -> bool:
        return bool(self.unit or self.programme)

    def keeps(self, owner: Owner) -> bool:
        return self.unit in ("", owner.unit) and self.programme in ("", owner.programme)

    @property
    def words(self) -> str:
        """ "Đơn vị báo cáo: …; chương trình: …"."""
        unit = f"Đơn vị báo cáo: {self.unit_name}" if self.unit else ""
        programme = f"Chương trình, nhiệm vụ: {self.programme_name}" if self.programme else ""
        return "; ".join(part for part in (unit, programme) if part)


def narrow(report: QuarterReport, only: Only) -> QuarterReport:
    """The part of the report that is theirs. A unit's timeliness is told of units alone."""
    if not only:
        return report
    targets, tasks = _kept(report.targets, only), _kept(report.tasks, only)
    projects = _group(report.projects, only)
    clear = _kept(report.clear, only)
    issues = [one for one in report.issues if only.keeps(one.owner)]
    sending = [] if only.programme else [one for one in report.sending if only.keeps(one.owner)]
    words = [one for one in report.words if only.keeps(Owner(one.unit_code, one.code))]
    codes = {one.code for one in targets if isinstance(one, TargetLine)}
    suffix = "-".join(part.lower().replace(".", "-") for part in (only.unit, only.programme) if part)
    return replace(
        report,
        head=replace(report.head, about=only.words, suffix=suffix),
        summary=_summary(report.summary, codes, (targets, tasks, projects, clear)),
        targets=targets,
        tasks=tasks,
        projects=projects,
        issues=[replace(one, number=number) for number, one in enumerate(issues, 1)],
        words=words,
        clear=clear,
        sending=[replace(one, number=number) for number, one in enumerate(sending, 1)],
    )


def _kept(lines: Iterable[Heading | Line], only: Only) -> list[Heading | Line]:
    """The lines that are theirs, under those of the headings that still have any."""
    kept: list[Heading | Line] = []
    waiting: list[Heading] = []
    for line in lines:
        if isinstance(line, Heading):
            waiting = _above(waiting, line.level)
            waiting.append(line)
        elif only.keeps(line.owner):
            kept.extend(waiting)
            kept.append(line)
            waiting = []
    return kept


def _above(headings: Iterable[Heading], level: int) -> list[Heading]:
    return [one for one in headings if one.level < level]


def _group(group: ProjectGroup, only: Only) -> ProjectGroup:
    below = [_group(one, only) for one in group.groups]
    return ProjectGroup(
        group.heading,
        [line for line in group.lines if only.keeps(line.owner)],
        [one for one in below if one.lines or one.groups],
    )


Parts = tuple[
    Sequence[Heading | TargetLine], Sequence[Heading | TaskLine], ProjectGroup, Sequence[Heading | ClearLine]
]


def _summary(summary: Summary, codes: set[str], parts: Parts) -> Summary:
    targets, tasks, projects, clear = parts
    goals = [one for one in targets if isinstance(one, TargetLine) and not one.is_vision]
    works = [one for one in tasks if isinstance(one, TaskLine)]
    sets: tuple[tuple[Sequence[Counted], KeyOf], ...] = (
        (goals, _programme), (goals, _unit), (works, _place), (works, _unit),
        (list(projects.walk()), _place), (list(projects.walk()), _unit),
    )  # fmt: skip
    return replace(
        summary,
        tables=[_recount(table, *one) for table, one in zip(summary.tables, sets, strict=True)],
        vision=Counter(one.status for one in targets if isinstance(one, TargetLine) and one.is_vision),
        owing=[found for found in (_owing(unit, codes) for unit in summary.owing) if found],
        axes=_axes(summary.axes, [one for one in clear if isinstance(one, ClearLine)]),
        before=None,
        changes=[one for one in summary.changes if one.code in codes],
    )


def _programme(line: Counted) -> str:
    return line.owner.programme


def _unit(line: Counted) -> str:
    return line.owner.unit


def _place(line: Counted) -> str:
    return "" if isinstance(line, TargetLine) else line.group


def _recount(table: CountTable, lines: Sequence[Counted], key_of: KeyOf) -> CountTable:
    """The table over these lines; what has none is left out, units are numbered anew."""
    found: dict[str, Counter[str]] = {}
    for line in lines:
        found.setdefault(key_of(line), Counter())[line.status] += 1
    kept = [replace(one, counts=dict(found[one.key])) for one in table.lines if one.key in found]
    if key_of is _unit:
        kept = [replace(one, marker=str(number)) for number, one in enumerate(kept, 1)]
    return replace(table, lines=kept)


def _owing(one: Owing, codes: set[str]) -> Owing | None:
    owed = tuple(code for code in one.codes if code in codes)
    estimated = [named for named in one.estimated if named.code in codes]
    if not owed and not estimated:
        return None
    missing = [named for named in one.missing if named.code in codes]
    return replace(one, owed=len(owed), codes=owed, missing=missing, estimated=estimated)


def _axes(axes: Sequence[AxisCount], lines: Sequence[ClearLine]) -> list[AxisCount]:
    return [
        replace(axis, clear=sum(1 for one in lines if one.clear_on[position]), total=len(lines))
        for position, axis in enumerate(axes)
    ]
