"""Sheet Nhiệm vụ: the rows of Phụ lục 1 in the document's grouping."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from bachdang.quarter.rows.outline import UNOWNED, Heading, Owner, heading_of, owner_of
from bachdang.standing.tasks import TaskRow
from bachdang.vietnamese.corrections import corrected
from plans.models import Report


@dataclass(frozen=True)
class TaskLine:
    """One task: who, until when, what must come of it, what the unit reported this quarter."""

    number: int | str
    title: str
    lead: str
    cooperating: str
    due: date | str
    product: str
    result: str
    status: str
    status_text: str
    difficulties: str
    proposals: str
    owner: Owner = UNOWNED
    group: str = ""


def task_lines(rows: Iterable[TaskRow], results: Mapping[int, str] | None = None) -> list[Heading | TaskLine]:
    """Tasks under the headings of their annex, in its order. No query.

    `results`: what was reported over several rounds by item, in place of the quarter's own words.
    """
    lines: list[Heading | TaskLine] = []
    opened: int | None = None
    for row in rows:
        if row.group is not None and row.group.pk != opened:
            opened = row.group.pk
            lines.append(heading_of(row.group, 1))
        lines.append(_task_line(row, results))
    return lines


def _task_line(row: TaskRow, results: Mapping[int, str] | None) -> TaskLine:
    own = row.report.result if row.report else ""
    return TaskLine(
        number=number_of(row),
        title=titled(row),
        lead=row.lead_text,
        cooperating=row.cooperating_text,
        due=row.due or row.time_text or "Chưa xác định",
        product=row.terms.product,
        result=own if results is None else results.get(row.pk, ""),
        status=row.status.value,
        status_text=status_text(row),
        owner=owner_of(row.item),
        group=row.group.key if row.group else "",
        difficulties=row.report.difficulties if row.report else "",
        proposals=proposals_of(row.report),
    )


def number_of(row: TaskRow) -> int | str:
    """The number as printed, true when it is one (numbers repeat, and one is skipped, in the document)."""
    printed = row.clause.marker if row.clause else row.item.code.rpartition(".")[2]
    return int(printed) if printed.isascii() and printed.isdigit() else printed


def titled(row: TaskRow) -> str:
    """The title, with the reading of its printed errors."""
    return corrected(row.title, row.clause.corrections if row.clause else ())


def proposals_of(report: Report | None) -> str:
    """Each proposal on a line of its own, with the decision when there is one."""
    found = report.proposals.all() if report else ()
    return "\n".join(
        f"{one.text} (Ý kiến giải quyết: {one.decision})" if one.decision else one.text for one in found
    )


def status_text(row: TaskRow) -> str:
    """The status in words, with the office's reason when it is its own."""
    if row.override is None:
        return row.status_label
    return f"{row.status_label} (Văn phòng đánh giá: {row.override.reason})"
