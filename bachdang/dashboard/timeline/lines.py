"""What a line of the timeline is: one item with its spans of time and its marks. Plain data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from bachdang.accounts.models import Unit
from bachdang.vietnamese.numbers import format_date
from plans.models import Clause, Plan
from plans.rules import TASK_STATUS_LABELS, Schedule, TaskStatus, task_status

WHOLE_PLAN = "ca-giai-doan"


class LineKind(StrEnum):
    TASK = "nhiem-vu"
    PROJECT = "du-an"
    OWN = "viec-don-vi"
    MILESTONE = "moc"
    ROUND = "ky-bao-cao"


KIND_LABELS: dict[LineKind, str] = {
    LineKind.TASK: "Nhiệm vụ",
    LineKind.PROJECT: "Dự án",
    LineKind.OWN: "Việc của đơn vị",
    LineKind.MILESTONE: "Mốc",
    LineKind.ROUND: "Kỳ báo cáo",
}


class MarkKind(StrEnum):
    MILESTONE = "milestone"
    MILESTONE_DONE = "milestone_done"
    STAGE = "stage"
    DUE = "due"
    ROUND = "round"
    ROUND_EXPECTED = "round_expected"


@dataclass(frozen=True)
class Window:
    """The days looked at, both included: one year, or (`year` None) the whole plan."""

    starts: date
    ends: date
    year: int | None

    @property
    def key(self) -> str:
        """As in the address: "2026" or "ca-giai-doan"."""
        return str(self.year) if self.year is not None else WHOLE_PLAN

    @property
    def label(self) -> str:
        """Inside a sentence."""
        if self.year is not None:
            return f"năm {self.year}"
        return f"giai đoạn {self.starts.year}–{self.ends.year}"

    def meets(self, starts: date, ends: date) -> bool:
        return starts <= self.ends and ends >= self.starts


def year_window(year: int) -> Window:
    return Window(date(year, 1, 1), date(year, 12, 31), year)


def plan_window(plan: Plan) -> Window:
    return Window(plan.starts, plan.ends, None)


@dataclass(frozen=True)
class Span:
    """One run of an item. `ends`: when it was finished, else the day judged while overdue, else its due."""

    starts: date
    ends: date
    status: TaskStatus
    due: date | None = None

    @property
    def words(self) -> str:
        return f"{format_date(self.starts)} – {format_date(self.due or self.ends)}"

    @property
    def status_label(self) -> str:
        return TASK_STATUS_LABELS[self.status]


@dataclass(frozen=True)
class Mark:
    """A day that matters on a line."""

    kind: MarkKind
    day: date
    text: str
    url: str = ""


@dataclass(frozen=True)
class Line:
    """One row of the timeline; it opens `url`. `status` is the one of the list, or of the year's own run."""

    kind: LineKind
    code: str
    title: str
    url: str
    status: TaskStatus
    group: Clause | None = None
    unit: Unit | None = None
    note: str = ""
    spans: list[Span] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)

    @property
    def is_dated(self) -> bool:
        return bool(self.spans) or any(one.kind != MarkKind.STAGE for one in self.marks)

    @property
    def status_label(self) -> str:
        return TASK_STATUS_LABELS[self.status]

    @property
    def label(self) -> str:
        return f"{self.code} {self.title}"

    def within(self, window: Window) -> Line | None:
        """The line with what falls into the window; None when nothing of its time does."""
        spans = [one for one in self.spans if window.meets(one.starts, one.ends)]
        marks = [one for one in self.marks if window.meets(one.day, one.day)]
        if not spans and all(one.kind == MarkKind.STAGE for one in marks):
            return None
        # In a year of its own the run of that year speaks, not today's.
        status = spans[0].status if window.year is not None and len(spans) == 1 else self.status
        return Line(
            self.kind, self.code, self.title, self.url, status, self.group, self.unit, self.note, spans, marks
        )


def run(schedule: Schedule, day: date, due_soon_days: int, status: TaskStatus | None = None) -> Span | None:
    """The span of one run; None without a start and an end. `status` when it is known already."""
    if schedule.starts is None or schedule.due is None:
        return None
    known = status or task_status(schedule, day, due_soon_days)
    ends = schedule.due
    if schedule.completed_on is not None and schedule.completed_on <= day:
        ends = max(schedule.completed_on, schedule.starts)
    elif known is TaskStatus.OVERDUE:
        ends = max(schedule.due, day)
    return Span(schedule.starts, ends, known, schedule.due)


def due_marks(spans: Iterable[Span]) -> list[Mark]:
    """The due day of runs that did not end on it."""
    return [
        Mark(MarkKind.DUE, one.due, f"Thời hạn {format_date(one.due)}")
        for one in spans
        if one.due is not None and one.due != one.ends
    ]
