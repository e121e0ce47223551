"""What stands in the cells of downloaded lists where it is more than a field of the row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from decimal import Decimal

from bachdang.amendments.decisions import DecisionLine
from bachdang.quarter.rows import targets, tasks
from bachdang.quarter.rows.clear import progress_text
from bachdang.spreadsheet import shown
from bachdang.standing.clarity import Assignment
from bachdang.standing.coverage import CoverageRow
from bachdang.standing.programmes import ProgrammeRow
from bachdang.standing.projects import ProjectRow
from bachdang.standing.tasks import TaskRow
from bachdang.ui.statuses import tallies
from bachdang.vietnamese.corrections import corrected
from bachdang.vietnamese.numbers import format_date
from indicators.explaining import needed_value
from indicators.target_row import TargetRow
from indicators.wording import figure_text, is_state

MILLION = 10**6


def reporter(row: TargetRow | TaskRow | ProgrammeRow | Assignment) -> str:
    return str(row.item.reporter or "Chưa giao")


def corrected_title(row: TaskRow | ProgrammeRow) -> str:
    return corrected(row.title, row.title_corrections)


def task_status(row: TaskRow) -> str:
    return tasks.status_text(row)


def target_status(row: TargetRow) -> str:
    return targets.status_text(row)


def measure(row: TargetRow) -> str:
    return "có/không" if is_state(row.indicator) else row.indicator.measure


def current(row: TargetRow) -> Decimal | str | None:
    """The figure to date: a number, or what a state or a rating says in words."""
    standing = row.standing
    if standing.current is not None and not is_state(row.indicator):
        return shown(standing.current)
    rating = standing.rating.value if standing.rating else ""
    return figure_text(standing.current, row.indicator, rating) or None


def partial(row: TargetRow) -> str:
    return "ít nhất" if row.standing.partial else ""


def needed(row: TargetRow) -> Decimal | None:
    """Cần đạt: what the figure should be by the end of the quarter."""
    value = needed_value(row)
    return None if value is None else shown(value)


def achievement(row: TargetRow) -> Decimal | None:
    """In percentage points."""
    share = row.standing.achievement
    return None if share is None else share * 100


def clause_text(row: CoverageRow) -> str:
    return corrected(row.clause.text, row.clause.corrections)


def measured_by(row: CoverageRow) -> str:
    """A line for each target that measures the clause."""
    return "\n".join(
        f"{one.item.code} {one.title}: {one.wording} ({target_status(one)})" for one in row.targets
    )


def unmeasured(row: CoverageRow) -> str:
    return "" if row.targets else row.reason


def part(row: ProgrammeRow) -> str:
    return f"{row.part.marker} {corrected(row.part.text, row.part.corrections)}".strip() if row.part else ""


def counted(counts: Counter[str]) -> str:
    """ "3 đạt; 2 chậm", the best first."""
    return "; ".join(f"{one.count} {one.look.label.lower()}" for one in tallies(counts) if one.count)


def millions(name: str) -> Callable[[ProjectRow], Decimal | None]:
    """An amount of a project in triệu đồng."""

    def read(row: ProjectRow) -> Decimal | None:
        dong = getattr(row.money, name)
        return None if dong is None else Decimal(dong) / MILLION

    return read


def progress(row: Assignment) -> str:
    return progress_text(row.progress) if row.progress else ""


def findings(row: ProjectRow) -> str:
    return "\n".join(one.text for one in row.findings)


def decision_file(row: DecisionLine) -> bool:
    return row.decision.upload_id is not None


def answer(position: int) -> Callable[[Assignment], str]:
    """One axis of an assignment: the answer, what it lacks, who filled it in."""

    def read(row: Assignment) -> str:
        found = row.answers[position]
        lines = [found.text] if found.text else []
        if found.missing:
            lines.append(f"Chưa rõ: {', '.join(found.missing)}")
        if found.filled:
            lines.append(f"({found.filled.by}, {format_date(found.filled.on)})")
        return "\n".join(lines)

    return read
