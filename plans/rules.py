"""Pure rules about dates: quarters' rounds and the status of a task or project. No ORM, no clock."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bachdang.vietnamese.working_days import next_working_day, working_days_after

ROMAN_QUARTERS = ("I", "II", "III", "IV")


class TaskStatus(StrEnum):
    """Status of a task or project, derived from dates and reports, never typed."""

    NOT_STARTED = "not_started"
    IN_TIME = "in_time"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"
    DONE_IN_TIME = "done_in_time"
    DONE_LATE = "done_late"
    SUSPENDED = "suspended"
    NO_DEADLINE = "no_deadline"


TASK_STATUS_LABELS: dict[TaskStatus, str] = {
    TaskStatus.NOT_STARTED: "Chưa bắt đầu",
    TaskStatus.IN_TIME: "Đang thực hiện, trong hạn",
    TaskStatus.DUE_SOON: "Sắp đến hạn",
    TaskStatus.OVERDUE: "Đang thực hiện, quá hạn",
    TaskStatus.DONE_IN_TIME: "Hoàn thành đúng hạn",
    TaskStatus.DONE_LATE: "Hoàn thành quá hạn",
    TaskStatus.SUSPENDED: "Tạm dừng",
    TaskStatus.NO_DEADLINE: "Chưa xác định thời hạn",
}


def task_status_meanings(due_soon_days: int) -> list[tuple[TaskStatus, str]]:
    """Every status of a task or project with when it is given (`task_status`)."""
    return [
        (TaskStatus.DONE_IN_TIME, "báo cáo đã tiếp nhận nêu sản phẩm hoàn thành, trước hoặc đúng hạn"),
        (TaskStatus.DONE_LATE, "báo cáo đã tiếp nhận nêu sản phẩm hoàn thành, sau hạn"),
        (TaskStatus.IN_TIME, "chưa đến hạn; việc thường xuyên thì đã có báo cáo của kỳ"),
        (TaskStatus.DUE_SOON, f"còn không quá {due_soon_days} ngày đến hạn hoặc đến mốc kế tiếp"),
        (TaskStatus.OVERDUE, "đã qua hạn hoặc qua mốc mà chưa hoàn thành"),
        (TaskStatus.SUSPENDED, "tạm dừng theo quyết định"),
        (TaskStatus.NOT_STARTED, "chưa đến ngày bắt đầu"),
        (TaskStatus.NO_DEADLINE, "kế hoạch chưa nêu thời hạn và chưa có mốc nào"),
    ]


def quarter_start(year: int, quarter: int) -> date:
    return date(year, 3 * quarter - 2, 1)


def begins_quarter(day: date) -> bool:
    """Whether it is the first working day of its quarter."""
    return day == next_working_day(quarter_start(day.year, (day.month + 2) // 3))


def quarter_end(year: int, quarter: int) -> date:
    """The last calendar day of a quarter: the day a period has ended."""
    following = date(year + 1, 1, 1) if quarter == 4 else quarter_start(year, quarter + 1)
    return following - timedelta(days=1)


def default_cutoff(year: int, quarter: int) -> date:
    """Data cut-off by Nghị định 09/2019/NĐ-CP: the 14th of the quarter's last month."""
    return date(year, 3 * quarter, 14)


def default_due(year: int, quarter: int) -> date:
    """Day the unit's report is due: the first working day after the cut-off."""
    return working_days_after(default_cutoff(year, quarter), 1)


def judged_on(year: int, quarter: int, today: date, as_of: date | None = None) -> date:
    """The day for which dates are judged: the earlier of today and the quarter's end; fixed once locked."""
    return as_of or min(today, quarter_end(year, quarter))


def next_due(ends: date | None, milestones: Iterable[tuple[date, date | None]], day: date) -> date | None:
    """The day an item is due: its next milestone not finished by `day`, else its end.

    `milestones`: (due, finished on). One after the end belongs to another run and is left out.
    """
    waiting = [due for due, finished in milestones if finished is None or finished > day]
    return min((due for due in waiting if ends is None or due <= ends), default=ends)


@dataclass(frozen=True)
class Schedule:
    """What the status of an item is derived from.

    `due` is the next unfinished milestone, else the occurrence's end. `standing` marks "Thường xuyên" work,
    which has no end but is owed a report each period by `report_due`.
    """

    starts: date | None = None
    due: date | None = None
    completed_on: date | None = None
    suspended: bool = False
    standing: bool = False
    reported: bool = False
    report_due: date | None = None


def outside(starts: date | None, ends: date | None, first: date | None, last: date | None) -> bool:
    """Whether a span begins before `first` or ends after `last`; what is not named does not count."""
    begins_early = starts is not None and first is not None and starts < first
    ends_late = ends is not None and last is not None and ends > last
    return begins_early or ends_late


def task_status(schedule: Schedule, day: date, due_soon_days: int) -> TaskStatus:
    """Status of a task or project as seen on `day` (domain.md, Progress and status).

    Done beats suspended: what is finished stays finished. A completion after `day` is not yet known.
    """
    if schedule.completed_on is not None and schedule.completed_on <= day:
        late = schedule.due is not None and schedule.completed_on > schedule.due
        return TaskStatus.DONE_LATE if late else TaskStatus.DONE_IN_TIME
    if schedule.suspended:
        return TaskStatus.SUSPENDED
    if schedule.standing:
        return _standing_status(schedule, day)
    if schedule.due is None:
        return TaskStatus.NO_DEADLINE
    if schedule.starts is not None and day < schedule.starts:
        return TaskStatus.NOT_STARTED
    if day > schedule.due:
        return TaskStatus.OVERDUE
    if (schedule.due - day).days <= due_soon_days:
        return TaskStatus.DUE_SOON
    return TaskStatus.IN_TIME


def _standing_status(schedule: Schedule, day: date) -> TaskStatus:
    """ "Thường xuyên": in time when the period was reported, overdue once its due day has passed without."""
    missed = not schedule.reported and schedule.report_due is not None and day > schedule.report_due
    return TaskStatus.OVERDUE if missed else TaskStatus.IN_TIME
