"""The lines of a plan: the rows of the lists of tasks and projects, with their milestones and stages."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from django.urls import reverse

from bachdang.dashboard.timeline.lines import (
    KIND_LABELS,
    Line,
    LineKind,
    Mark,
    MarkKind,
    Span,
    Window,
    due_marks,
    run,
)
from bachdang.scope.links import work_url
from bachdang.scope.scopes import PERIOD_PARAMETER
from bachdang.standing.occurrences import run_ends, run_starts
from bachdang.standing.projects import ProjectRow
from bachdang.standing.quarter_book import QuarterBook
from bachdang.standing.tasks import TaskRow
from bachdang.ui.addresses import add_parameters
from bachdang.vietnamese.numbers import format_date
from indicators.rules import Quarter
from plans.models import Clause, ItemKind, Milestone, Occurrence, Period, Recurrence, TermsState
from plans.rules import ROMAN_QUARTERS, Schedule, TaskStatus, default_due, task_status
from projects.models import Stage

_KINDS = {ItemKind.TASK: LineKind.TASK, ItemKind.PROJECT: LineKind.PROJECT, ItemKind.OWN: LineKind.OWN}


class LineBook:
    """Every line of a plan as the scope's day sees it, in the document's order; constant queries."""

    def __init__(self, book: QuarterBook) -> None:
        self.scope, self.plan, self.day = book.scope, book.plan, book.scope.judged_on
        self._stages = _stage_marks(book)
        self._tasks = {row.pk: row for row in book.tasks}
        self.rows: list[TaskRow] = [*_with_own(book.tasks, book.own), *book.projects]
        self.lines = [self._line(row) for row in self.rows]

    @property
    def milestone_lines(self) -> list[Line]:
        """Each milestone as a line of its own, under its item."""
        return [self._milestone_line(row, one) for row in self.rows for one in row.milestones]

    def round_marks(self, window: Window) -> list[Mark]:
        """The due days of the window's quarters; a round not yet opened has the decree's day. One query."""
        known = {(one.year, one.quarter): one for one in Period.objects.filter(plan=self.plan)}
        years = range(window.starts.year, window.ends.year + 1)
        marks = [
            self._round_mark(year, quarter, known.get((year, quarter)))
            for year in years
            for quarter in (1, 2, 3, 4)
        ]
        return [one for one in marks if window.meets(one.day, one.day)]

    def _round_mark(self, year: int, quarter: int, period: Period | None) -> Mark:
        label = f"Quý {ROMAN_QUARTERS[quarter - 1]}/{year}"
        if period is None or period.opened_at is None:
            day = period.due if period else default_due(year, quarter)
            text = f"Hạn gửi báo cáo {label}: {format_date(day)} (dự kiến, kỳ chưa mở)"
            return Mark(MarkKind.ROUND_EXPECTED, day, text)
        text = f"Hạn gửi báo cáo {label}: {format_date(period.due)}"
        url = add_parameters(reverse("overview"), {**self.scope.chosen, PERIOD_PARAMETER: period.slug})
        return Mark(MarkKind.ROUND, period.due, text, url)

    def _line(self, row: TaskRow) -> Line:
        spans = self._spans(row)
        kind = _KINDS[ItemKind(row.item.kind)]
        lone_due = [] if spans or row.due is None or row.milestones else [_due_mark(row.due)]
        return Line(
            kind=kind,
            code=_code(row),
            title=row.title,
            url=work_url(row.item, self.scope),
            status=row.status,
            group=self._group(row),
            unit=row.item.reporter,
            note=_note(row, spans),
            spans=spans,
            marks=[
                *due_marks(spans),
                *lone_due,
                *(self._milestone_mark(one) for one in row.milestones),
                *self._stages.get(row.pk, []),
            ],
        )

    def _group(self, row: TaskRow) -> Clause | None:
        """The heading a row stands under; own work stands under its task's."""
        task = self._tasks.get(row.item.parent_id or 0) if row.item.kind == ItemKind.OWN else None
        return (task or row).group or (task or row).item.heading

    def _spans(self, row: TaskRow) -> list[Span]:
        """Each run of the item; "Thường xuyên" runs through the plan."""
        terms = row.terms
        if terms.recurrence == Recurrence.CONTINUOUS:
            return [Span(terms.starts or self.plan.starts, terms.ends or self.plan.ends, row.status)]
        if row.occurrences:
            found = [self._run(row, one) for one in row.occurrences]
        else:
            schedule = Schedule(terms.starts, terms.ends, row.completed_on)
            found = [run(schedule, self.day, self.plan.due_soon_days, row.status)]
        return [one for one in found if one is not None]

    def _run(self, row: TaskRow, one: Occurrence) -> Span | None:
        """One year's run, or the only one: that of the day has the status of the list."""
        schedule = Schedule(
            starts=run_starts(one, row.terms),
            due=run_ends(one, row.terms),
            completed_on=one.completed_on,
            suspended=row.terms.state == TermsState.SUSPENDED,
        )
        current = one.year is None or one.year == self.day.year
        return run(schedule, self.day, self.plan.due_soon_days, row.status if current else None)

    def _done(self, one: Milestone) -> date | None:
        """The day a milestone was finished, as far as the day judged knows."""
        return one.completed_on if one.completed_on is not None and one.completed_on <= self.day else None

    def _milestone_mark(self, one: Milestone) -> Mark:
        done = self._done(one)
        said = f", xong {format_date(done)}" if done else ""
        kind = MarkKind.MILESTONE_DONE if done else MarkKind.MILESTONE
        return Mark(kind, one.due, f"Mốc: {one.title}, hạn {format_date(one.due)}{said}")

    def _milestone_line(self, row: TaskRow, one: Milestone) -> Line:
        status = self._milestone_status(row, one)
        contractor = f"; {one.contractor}" if one.contractor else ""
        return Line(
            kind=LineKind.MILESTONE,
            code=_code(row),
            title=one.title,
            url=work_url(row.item, self.scope),
            status=status,
            group=self._group(row),
            unit=row.item.reporter,
            note=f"{KIND_LABELS[_KINDS[ItemKind(row.item.kind)]]}: {row.title}{contractor}",
            marks=[self._milestone_mark(one)],
        )

    def _milestone_status(self, row: TaskRow, one: Milestone) -> TaskStatus:
        suspended = row.status == TaskStatus.SUSPENDED
        schedule = Schedule(due=one.due, completed_on=self._done(one), suspended=suspended)
        return task_status(schedule, self.day, self.plan.due_soon_days)


def _with_own(tasks: Sequence[TaskRow], own: Iterable[TaskRow]) -> list[TaskRow]:
    """Tasks, each with the units' own work under it."""
    under: dict[int | None, list[TaskRow]] = defaultdict(list)
    for row in own:
        under[row.item.parent_id].append(row)
    found = [one for row in tasks for one in (row, *under.pop(row.pk, []))]
    return [*found, *(row for rows in under.values() for row in rows)]


def _stage_marks(book: QuarterBook) -> dict[int, list[Mark]]:
    """Where a counted report names another stage than the one before, at its cut-off."""
    cutoffs = {Quarter(one.year, one.quarter): one for one in book.scope.periods}
    marks: dict[int, list[Mark]] = defaultdict(list)
    for item, steps in book.known.steps.items():
        last = ""
        for one in steps:
            if one.stage not in ("", last) and one.quarter <= book.scope.quarter:
                last, period = one.stage, cutoffs[one.quarter]
                text = f"Giai đoạn: {Stage(one.stage).label} (báo cáo {period.within})"
                marks[item].append(Mark(MarkKind.STAGE, period.cutoff, text))
    return marks


def _due_mark(day: date) -> Mark:
    return Mark(MarkKind.DUE, day, f"Thời hạn {format_date(day)}")


def _code(row: TaskRow) -> str:
    """The row's number as the document prints it, without the annex: "I.3"."""
    if row.item.kind == ItemKind.OWN:
        return "↳"
    return row.clause.place.rsplit(", ", 1)[-1] if row.clause else row.item.code


def _note(row: TaskRow, spans: Sequence[Span]) -> str:
    """What the dates do not say."""
    words = [row.terms.get_recurrence_display()] if row.terms.recurrence not in ("", Recurrence.ONCE) else []
    if isinstance(row, ProjectRow) and row.stage_label:
        words.append(f"giai đoạn: {row.stage_label}")
    if not spans and row.terms.starts is not None:
        words.append(f"bắt đầu {format_date(row.terms.starts)}")
    text = "; ".join(words)
    return text[:1].upper() + text[1:]
