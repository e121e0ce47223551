"""Tồn tại, hạn chế và nguyên nhân: what is behind, who answers, and the causes as units wrote them. Pure."""

from __future__ import annotations

from datetime import date

from bachdang.quarter.prose.appendices import Appendix, seen_in
from bachdang.quarter.prose.detail import Detail
from bachdang.quarter.prose.programmes import BAD
from bachdang.quarter.prose.sentences import measured, short_figure, verdict
from bachdang.quarter.prose.shortening import cut, first_sentences, together
from bachdang.quarter.rows.issues import DIFFICULTY
from bachdang.quarter.rows.outline import marked
from bachdang.quarter.rows.projects import ProjectLine
from bachdang.quarter.rows.report import QuarterReport
from bachdang.quarter.rows.targets import RED, TargetLine
from bachdang.quarter.rows.tasks import TaskLine
from bachdang.vietnamese.corrections import verbatim
from bachdang.vietnamese.numbers import format_date
from plans.rules import TaskStatus

NO_LIMITS = "Không có mục tiêu, nhiệm vụ, dự án chậm; các đơn vị chưa nêu hạn chế trong kỳ."
CAUSES = "Khó khăn, hạn chế và nguyên nhân do các đơn vị nêu:"


def limits(report: QuarterReport, detail: Detail) -> list[str]:
    """Red targets, overdue work, causes; each list ends with how many more there are and where."""
    return [*_targets(report, detail), *_overdue(report, detail), *_causes(report, detail)] or [NO_LIMITS]


def red_lines(report: QuarterReport) -> list[TargetLine]:
    """Targets that failed, may fail or are slow: the plan's main figures first, then the worst."""
    order = {status.value: place for place, status in enumerate(BAD)}
    lines = [
        one
        for one in marked(report.targets, RED)
        if isinstance(one, TargetLine) and one.status in order and not one.is_vision
    ]
    return sorted(lines, key=lambda one: (not one.headline, order[one.status], one.to_date.number is None))


def behind(line: TargetLine) -> str:
    """What is there, what was needed, the verdict: "59,61%, cần đạt 60,97%; chậm"; of words it alone."""
    return "; ".join(part for part in (behind_figure(line), verdict(line)) if part)


def behind_figure(line: TargetLine) -> str:
    """What is there and what was needed by now, else the target; "" of words."""
    if line.to_date.number is None or line.is_state:
        return ""
    now = short_figure(line)
    if line.expected is not None:
        word = "cần không quá" if line.lower_is_better else "cần đạt"
        return f"{now}, {word} {measured(line.expected, line.measure)}"
    return f"{now}, mục tiêu {line.wording}"


def _targets(report: QuarterReport, detail: Detail) -> list[str]:
    lines = red_lines(report)
    found = [f"- {cut(one.name, detail.name)}: {behind(one)} ({one.unit})." for one in lines[: detail.items]]
    more = _more(len(lines) - len(found), "mục tiêu", seen_in(report, Appendix.TARGETS))
    return [*found, *more]


def _overdue(report: QuarterReport, detail: Detail) -> list[str]:
    late = TaskStatus.OVERDUE.value
    tasks = [one for one in report.tasks if isinstance(one, TaskLine) and one.status == late]
    projects = [one for one in report.projects.walk() if one.status == late]
    work: list[TaskLine | ProjectLine] = [*tasks, *projects]
    named = [f"{cut(verbatim(one.title), detail.name)} ({_whose(one)})" for one in work]
    if not named:
        return []
    shown = "; ".join(named[: detail.items // 2])
    more = len(named) - detail.items // 2
    where = seen_in(report, Appendix.TASKS, Appendix.PROJECTS)
    rest = f"; và {more} việc khác{where}" if more > 0 else ""
    return [f"- Quá hạn {len(tasks)} nhiệm vụ, {len(projects)} dự án: {shown}{rest}."]


def _whose(one: TaskLine | ProjectLine) -> str:
    due = f"; hạn {format_date(one.due)}" if isinstance(one.due, date) else ""
    return f"{cut(one.lead, 60)}{due}"


def _causes(report: QuarterReport, detail: Detail) -> list[str]:
    """The units' own words, the same words once with all who said them."""
    words = [(f"{one.limits} {one.causes}".strip(), one.unit) for one in report.words]
    own = {one.limits for one in report.words}
    issues = [(one.text, one.unit) for one in report.issues if one.kind == DIFFICULTY and one.text not in own]
    said = together([*words, *issues])
    count = max(detail.items // 2, 3)
    found = [f"- {first_sentences(one.text, detail.text)} ({_names(one.by)})." for one in said[:count]]
    if not found:
        return []
    where = seen_in(report, Appendix.TASKS, Appendix.PROJECTS, Appendix.WORDS)
    return [CAUSES, *found, *_more(len(said) - count, "khó khăn, hạn chế", where)]


def _names(names: tuple[str, ...]) -> str:
    shown = ", ".join(names[:3])
    return f"{shown} và {len(names) - 3} đơn vị khác" if len(names) > 3 else shown


def _more(count: int, noun: str, where: str) -> list[str]:
    return [f"- Và {count} {noun} khác{where}."] if count > 0 else []
