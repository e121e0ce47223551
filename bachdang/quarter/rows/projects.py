"""Sheet Dự án: the rows of Phụ lục 2 by group and field, with the money of each and of each group."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial

from bachdang.quarter.rows.outline import UNOWNED, Heading, Lines, Owner, heading_of, owner_of
from bachdang.quarter.rows.tasks import number_of, proposals_of, status_text, titled
from bachdang.standing.money import Money, add_up
from bachdang.standing.projects import ProjectRow
from bachdang.standing.spans import Span
from bachdang.trees import upward
from bachdang.vietnamese.numbers import format_date, format_decimal
from plans.models import Clause
from projects.models import ProjectReport


@dataclass(frozen=True)
class ProjectLine:
    """One project; its money is in whole đồng. `due`: its next milestone, else its end."""

    number: int | str
    title: str
    lead: str
    sources: str
    money: Money
    progress: str
    difficulties: str
    proposals: str
    status: str
    status_text: str
    owner: Owner = UNOWNED
    group: str = ""
    due: date | None = None


@dataclass
class ProjectGroup:
    """Projects under one heading, and the groups below it; without a heading the whole annex."""

    heading: Heading | None = None
    lines: Sequence[ProjectLine] = field(default_factory=list)
    groups: list[ProjectGroup] = field(default_factory=list)

    def walk(self) -> Iterator[ProjectLine]:
        """Every project of the group, in order."""
        yield from self.lines
        for group in self.groups:
            yield from group.walk()

    @property
    def count(self) -> int:
        """How many projects it has; no line is made for it."""
        return len(self.lines) + sum(group.count for group in self.groups)

    @property
    def money(self) -> Money:
        """The sums over the group; None where no project has an amount (missing is not zero)."""
        return add_up(line.money for line in self.walk())


def project_groups(
    rows: Iterable[ProjectRow], clauses: Mapping[int, Clause], span: Span | None = None
) -> ProjectGroup:
    """The annex as a tree of groups. `clauses`: its headings by key. No query.

    With a span, what the quarter paid is what the span paid; nothing where it cuts a quarter.
    """
    root = ProjectGroup()
    opened: dict[int, ProjectGroup] = {}
    held: dict[int, list[Callable[[], ProjectLine]]] = defaultdict(list)
    for row in rows:
        group, at = root, 0
        for level, clause in enumerate(_chain(row, clauses), 1):
            if clause.pk not in opened:
                opened[clause.pk] = ProjectGroup(heading_of(clause, level))
                group.groups.append(opened[clause.pk])
            group, at = opened[clause.pk], clause.pk
        held[at].append(partial(_project_line, row, span))
    for pk, parts in held.items():
        (opened[pk] if pk else root).lines = Lines(parts)
    return root


def _chain(row: ProjectRow, clauses: Mapping[int, Clause]) -> list[Clause]:
    """The headings above a project, the outermost first."""
    first = clauses.get(row.group.pk) if row.group else None
    above = upward(first, lambda one: clauses.get(one.parent_id) if one.parent_id else None)
    return list(above)[::-1]


def _project_line(row: ProjectRow, span: Span | None) -> ProjectLine:
    return ProjectLine(
        number=number_of(row),
        title=titled(row),
        lead=row.lead_text,
        sources=row.sources_text,
        money=_money(row, span) if span else row.money,
        progress=_progress(row),
        difficulties=row.report.difficulties if row.report else "",
        proposals=proposals_of(row.report),
        status=row.status.value,
        status_text=status_text(row),
        owner=owner_of(row.item),
        group=row.group.key if row.group else "",
        due=row.due,
    )


def _money(row: ProjectRow, span: Span) -> Money:
    paid = row.ledger.paid_within(span.first, span.last) if span.is_whole else None
    return replace(row.money, quarter_paid=paid)


def _progress(row: ProjectRow) -> str:
    """Tiến độ, GPMB: the status, the stage last reported, the land, and this quarter's words."""
    lines = [f"{row.status_label}{_days(row)}."]
    if row.latest is not None:
        lines.extend(_reported(row, row.latest))
    if row.report is not None and row.report.result:
        lines.append(row.report.result)
    return "\n".join(lines)


def _days(row: ProjectRow) -> str:
    """The next milestone, and the end of the project."""
    ends = row.terms.ends
    step = f"mốc tới {format_date(row.due)}" if row.due and row.due != ends else ""
    said = "; ".join(part for part in (step, f"thời hạn {format_date(ends)}" if ends else "") if part)
    return f" ({said})" if said else ""


def _reported(row: ProjectRow, latest: ProjectReport) -> Iterator[str]:
    now = row.report is not None and row.report.pk == latest.report_id
    since = "" if now else f" (theo báo cáo {latest.report.period.within})"
    if row.stage_label:
        yield f"Giai đoạn: {row.stage_label}{since}."
    if row.completed_on:
        yield f"Hoàn thành ngày {format_date(row.completed_on)}, bàn giao: {latest.product_document}."
    land = []
    if latest.land_households_total is not None:
        land.append(f"{latest.land_households_done or 0}/{latest.land_households_total} hộ")
    if latest.land_area_total is not None:
        done = format_decimal(latest.land_area_done or 0)
        land.append(f"{done}/{format_decimal(latest.land_area_total)} ha")
    if land:
        yield f"GPMB: đã bàn giao {'; '.join(land)}{since if not row.stage_label else ''}."
