"""Nhiệm vụ thời gian tới: what falls due, then what units set themselves. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bachdang.quarter.prose.appendices import Appendix, seen_in
from bachdang.quarter.prose.detail import Detail
from bachdang.quarter.prose.shortening import cut, first_sentences, programme_name, together
from bachdang.quarter.rows.head import Head
from bachdang.quarter.rows.projects import ProjectLine
from bachdang.quarter.rows.report import QuarterReport
from bachdang.quarter.rows.tasks import TaskLine
from bachdang.vietnamese.corrections import verbatim
from bachdang.vietnamese.numbers import format_date
from indicators.rules import Quarter
from plans.rules import TaskStatus

OPEN = {one.value for one in TaskStatus} - {
    TaskStatus.DONE_IN_TIME.value,
    TaskStatus.DONE_LATE.value,
    TaskStatus.SUSPENDED.value,
}


def ahead(report: QuarterReport, detail: Detail) -> list[str]:
    """What is overdue in one line, what falls due by the end of the coming quarter, what units wrote."""
    due = sorted(_due(report), key=lambda one: one[0])
    late = [one for _, one in due if one.status == TaskStatus.OVERDUE]
    coming = [(day, one) for day, one in due if one.status != TaskStatus.OVERDUE]
    found = [f"- Hoàn thành dứt điểm {len(late)} việc đã quá hạn nêu tại mục III."] if late else []
    for day, one in coming[: detail.items]:
        who = f"{cut(one.lead, 60)}; hạn {format_date(day)}"
        found.append(f"- {cut(verbatim(one.title), detail.name)} ({who}).")
    if len(coming) > detail.items:
        rest, where = len(coming) - detail.items, seen_in(report, Appendix.TASKS, Appendix.PROJECTS)
        found.append(f"- Và {rest} việc khác đến hạn trong {report.head.next_quarter}{where}.")
    return [*found, *_said(report, detail)] or [f"Các đơn vị chưa nêu nhiệm vụ {report.head.following}."]


def _said(report: QuarterReport, detail: Detail) -> list[str]:
    said = together((one.next_steps, programme_name(one.title, 60)) for one in report.words)
    count = max(detail.items // 2, 2)
    head = report.head
    named = head.next_quarter not in ("", head.following)
    found = [f"Nhiệm vụ các đơn vị đã nêu cho {head.next_quarter}:"] if said and named else []
    for one in said[:count]:
        of = f"{one.by[0]} và {len(one.by) - 1} nội dung khác" if len(one.by) > 1 else one.by[0]
        found.append(f"- {first_sentences(one.text, detail.text)} ({of}).")
    if len(said) > count:
        found.append(
            f"- Và {len(said) - count} nội dung khác các đơn vị đã nêu{seen_in(report, Appendix.WORDS)}."
        )
    return found


def _due(report: QuarterReport) -> Iterator[tuple[date, TaskLine | ProjectLine]]:
    until = _end_of_next(report.head)
    work: list[TaskLine | ProjectLine] = [one for one in report.tasks if isinstance(one, TaskLine)]
    for one in [*work, *report.projects.walk()]:
        if isinstance(one.due, date) and one.due <= until and one.status in OPEN:
            yield one.due, one


def _end_of_next(head: Head) -> date:
    return Quarter.of(head.judged_on).next().end
