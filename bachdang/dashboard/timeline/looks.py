"""How bars and marks of the timeline look."""

from __future__ import annotations

from bachdang.dashboard.charts import INK
from bachdang.dashboard.timeline.lines import MarkKind
from plans.rules import TaskStatus

# As the looks of statuses.py; patterns and words keep them apart in greyscale.
TASK_FILL: dict[TaskStatus, str] = {
    TaskStatus.DONE_IN_TIME: "#17693F",
    TaskStatus.DONE_LATE: "#5D9A78",
    TaskStatus.IN_TIME: "#1F5FA8",
    TaskStatus.DUE_SOON: "#C98A1B",
    TaskStatus.OVERDUE: "#B3131B",
    TaskStatus.SUSPENDED: "#9AA5B1",
    TaskStatus.NOT_STARTED: "#C5CCD4",
    TaskStatus.NO_DEADLINE: "#E4E8EC",
}
TASK_PATTERN: dict[TaskStatus, str] = {
    TaskStatus.DONE_IN_TIME: ".",
    TaskStatus.DONE_LATE: "\\",
    TaskStatus.DUE_SOON: "/",
    TaskStatus.OVERDUE: "x",
    TaskStatus.SUSPENDED: "|",
    TaskStatus.NO_DEADLINE: ".",
}
DARK_WORDS = {
    TaskStatus.DUE_SOON,
    TaskStatus.SUSPENDED,
    TaskStatus.NOT_STARTED,
    TaskStatus.NO_DEADLINE,
    TaskStatus.DONE_LATE,
}
MARKS: dict[MarkKind, tuple[str, str, int, str]] = {
    # name, symbol, size, colour
    MarkKind.MILESTONE: ("Mốc", "diamond-open", 11, INK),
    MarkKind.MILESTONE_DONE: ("Mốc đã xong", "diamond", 11, "#17693F"),
    MarkKind.STAGE: ("Giai đoạn dự án", "square", 7, INK),
    MarkKind.DUE: ("Thời hạn", "line-ns-open", 18, INK),
    MarkKind.ROUND: ("Hạn gửi báo cáo", "triangle-down", 13, "#8A5A00"),
    MarkKind.ROUND_EXPECTED: ("Hạn gửi báo cáo, dự kiến", "triangle-down-open", 13, "#8A5A00"),
}
# Rows under the middle of a bar: the larger the mark, the further off the words it stands.
ON_EDGE: dict[MarkKind, float] = {
    MarkKind.STAGE: 0.3,
    MarkKind.MILESTONE: 0.34,
    MarkKind.MILESTONE_DONE: 0.34,
}
