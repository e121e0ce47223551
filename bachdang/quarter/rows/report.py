"""The whole report of a quarter as plain rows: the one source of the workbook and of its page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from bachdang.quarter.rows.clear import ClearLine, clear_lines
from bachdang.quarter.rows.head import Head, head_of
from bachdang.quarter.rows.issues import IssueLine, issue_lines
from bachdang.quarter.rows.outline import Heading, count_lines
from bachdang.quarter.rows.projects import ProjectGroup, project_groups
from bachdang.quarter.rows.sending import SendingLine, sending_lines
from bachdang.quarter.rows.summary import (
    TARGET_LOOKS,
    TASK_LOOKS,
    CountTable,
    Summary,
    by_group,
    by_programme,
    by_unit,
    changes,
    owing_by_unit,
)
from bachdang.quarter.rows.targets import TargetLine, target_lines
from bachdang.quarter.rows.tasks import TaskLine, task_lines
from bachdang.scope.scopes import Scope
from bachdang.standing.clarity import AxisCount, assignments, count_axes, progress_of
from bachdang.standing.programmes import ProgrammeWords, programme_words
from bachdang.standing.projects import ProjectRow
from bachdang.standing.quarter_book import QuarterBook
from bachdang.standing.spans import Span
from bachdang.standing.tasks import TaskRow
from bachdang.ui.statuses import Look
from indicators.rules import Quarter
from indicators.target_row import TargetRow
from plans.models import Clause, ClauseKind, Period, Report


@dataclass(frozen=True)
class QuarterReport:
    """What the workbook of a quarter holds, sheet by sheet.

    `is_owned`: its lines say whose they are, so it can be narrowed; rows frozen long ago may not.
    """

    head: Head
    summary: Summary
    targets: Sequence[Heading | TargetLine]
    tasks: Sequence[Heading | TaskLine]
    projects: ProjectGroup
    issues: Sequence[IssueLine] = ()
    words: Sequence[ProgrammeWords] = ()
    clear: Sequence[Heading | ClearLine] = ()
    sending: Sequence[SendingLine] = ()
    is_owned: bool = False

    @property
    def looks(self) -> dict[str, Look]:
        """Word and tone of every status as they were when the rows were made."""
        return {look.key: look for table in self.summary.tables for look in table.looks}

    @property
    def accepted(self) -> int:
        """Figures due in the quarter that were accepted."""
        return self.summary.owed - self.summary.missing

    @property
    def unassigned(self) -> int:
        """Figures missing because no unit reports them; rows that do not say whose they are know none."""
        nobody = (len(one.missing) for one in self.summary.owing if not one.unit_code)
        return sum(nobody) if self.is_owned else 0

    @property
    def counts(self) -> dict[str, int]:
        """How many targets, tasks and projects the workbook lists."""
        return {
            "targets": count_lines(self.targets),
            "tasks": count_lines(self.tasks),
            "projects": self.projects.count,
        }


def quarter_report(book: QuarterBook, span: Span | None = None) -> QuarterReport:
    """The report of the book's quarter; a constant number of queries. The same data gives the same rows.

    `span`: a longer time that ends with that quarter; its own figures take the place of the quarter's.
    """
    scope, plan = book.scope, book.plan
    rounds = rounds_of(scope, span) if span else []
    book.know_proposals()
    headings = Clause.objects.filter(plan=plan, kind=ClauseKind.GROUP).order_by().in_bulk()
    # A figure sent without being due (the half-year's, a quarter later) brings no words of that round.
    reports = {one.item.pk: one.counted for one in book.due.all if one.targets and one.counted is not None}
    progress = progress_of([*book.tasks, *book.projects], book.target_rows)
    clear = assignments(book, progress=progress)
    head = head_of(scope, plan, span)
    return QuarterReport(
        head=head,
        summary=_summary(book, head, count_axes(plan.axes, clear)),
        targets=target_lines(book.targets, book.target_rows, reports, span),
        tasks=task_lines(book.tasks, results_of(rounds) if span else None),
        projects=project_groups(book.projects, headings, span),
        issues=issue_lines(book, rounds),
        words=programme_words(book, rounds),
        clear=clear_lines(clear),
        sending=sending_lines(book, rounds),
        is_owned=True,
    )


def rounds_of(scope: Scope, span: Span) -> list[Period]:
    """The opened rounds of a span, the oldest first."""
    found = [one for one in scope.periods if span.first <= Quarter(one.year, one.quarter) <= span.last]
    return sorted(found, key=lambda one: (one.year, one.quarter))


def results_of(rounds: Sequence[Period]) -> dict[int, str]:
    """What was reported of each item over several rounds, each with its quarter. One query."""
    rows = Report.objects.counted().filter(period__in=rounds).exclude(result="").select_related("period")
    found: dict[int, list[str]] = {}
    for one in rows.order_by("period__year", "period__quarter"):
        found.setdefault(one.item_id, []).append(f"{one.period.label}: {one.result}")
    return {pk: "\n".join(lines) for pk, lines in found.items()}


def _summary(book: QuarterBook, head: Head, axes: list[AxisCount]) -> Summary:
    previous = book.scope.previous
    earlier = book.targets.statuses(previous, vision=False)
    compared = previous.year >= book.plan.starts.year
    in_plan = [row for row in book.target_rows if not row.is_vision]
    return Summary(
        tables=count_tables(head, in_plan, book.tasks, book.projects),
        vision=Counter(row.status for row in book.target_rows if row.is_vision),
        owing=owing_by_unit(book.due.all),
        axes=axes,
        since=previous.label if compared else "",
        before=Counter(earlier.values()) if compared else None,
        changes=changes(in_plan, earlier) if compared else [],
    )


def count_tables(
    head: Head, targets: Sequence[TargetRow], tasks: Sequence[TaskRow], projects: Sequence[ProjectRow]
) -> list[CountTable]:
    """Targets, tasks and projects, each by its place in the document and by unit."""
    goal, task, project = "mục tiêu", "nhiệm vụ", "dự án"
    return [
        CountTable("Mục tiêu theo chương trình, đề án, nhiệm vụ trọng tâm", "Chương trình, đề án, nhiệm vụ",
                   goal, TARGET_LOOKS, by_programme(targets)),
        CountTable("Mục tiêu theo đơn vị báo cáo", "Đơn vị", goal, TARGET_LOOKS, by_unit(targets)),
        CountTable(f"{head.tasks('Nhiệm vụ')} theo nhóm", "Nhóm nhiệm vụ", task, TASK_LOOKS, by_group(tasks)),
        CountTable("Nhiệm vụ theo đơn vị báo cáo", "Đơn vị", task, TASK_LOOKS, by_unit(tasks)),
        CountTable(f"{head.projects('Dự án')} theo nhóm, lĩnh vực", "Nhóm, lĩnh vực", project, TASK_LOOKS,
                   by_group(projects)),
        CountTable("Dự án theo đơn vị báo cáo", "Đơn vị", project, TASK_LOOKS, by_unit(projects)),
    ]  # fmt: skip
