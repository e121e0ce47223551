"""How the items of some reports would stand if these reports counted: by the rules, nothing is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bachdang.standing.duties import duty_rows
from bachdang.standing.plan_book import Step
from bachdang.standing.projects import project_rows
from bachdang.standing.quarter_book import QuarterBook
from bachdang.standing.tasks import task_rows
from bachdang.ui.statuses import severity
from indicators.standings import TargetBook
from indicators.target_row import TargetRow
from plans.models import ItemKind, Report, TaskResult
from projects.models import ProjectReport


@dataclass(frozen=True)
class Would:
    """The status a report would give: of the worst of its item's targets, or by its dates."""

    status: str
    targets: Sequence[TargetRow] = ()

    @property
    def worst(self) -> TargetRow | None:
        return self.targets[0] if self.targets else None

    @property
    def estimated(self) -> bool:
        return self.worst is not None and self.worst.standing.estimated


def would_give(book: QuarterBook, reports: Sequence[Report]) -> dict[int, Would]:
    """By item; words alone have no status. A constant number of queries.

    The book is that of these reports' items and of nobody else: what they say is put into it.
    """
    return {**_targets(book, reports), **_dated(book, reports)}


def _targets(book: QuarterBook, reports: Sequence[Report]) -> dict[int, Would]:
    figures = [one for one in reports if one.item.kind == ItemKind.INDICATOR]
    if not figures:
        return {}
    keys = [one.item_id for one in figures]
    rows = TargetBook(book.plan, book.scope.quarter, indicators=keys, with_reports=figures).rows()
    found: dict[int, list[TargetRow]] = defaultdict(list)
    for row in sorted(rows, key=lambda one: severity(one.status)):
        found[row.indicator.pk].append(row)
    return {pk: Would(some[0].status, some) for pk, some in found.items()}


def _dated(book: QuarterBook, reports: Sequence[Report]) -> dict[int, Would]:
    dated = [one for one in reports if one.item.kind in (ItemKind.TASK, ItemKind.PROJECT, ItemKind.DUTY)]
    if not dated:
        return {}
    _put_results(book, dated)
    _put_stages(book, dated)
    counted: Mapping[int, Report] = {**book.counted, **{one.item_id: one for one in dated}}
    rows = [
        *task_rows(book, ItemKind.TASK, counted),
        *project_rows(book, counted),
        *duty_rows(book, counted),
    ]
    return {row.item.pk: Would(row.status.value) for row in rows}


def _put_results(book: QuarterBook, reports: Iterable[Report]) -> None:
    """The runs of tasks that these reports finish."""
    rows = TaskResult.objects.filter(task_report__report__in=[one.pk for one in reports])
    said = {one.occurrence_id: one for one in rows}
    for runs in book.known.occurrences.values():
        for run in runs:
            if (one := said.get(run.pk)) is not None:
                run.completed_on = one.delivered_on if one.delivered else None


def _put_stages(book: QuarterBook, reports: Iterable[Report]) -> None:
    """What these reports say of their projects' stage, after all that was said before."""
    rows = ProjectReport.objects.filter(report__in=[one.pk for one in reports]).select_related("report")
    for one in rows:
        step = Step(book.scope.quarter, one.stage, one.completed_on, one.pk)
        said = book.known.steps[one.report.item_id]
        book.known.steps[one.report.item_id] = [*(old for old in said if old.quarter != step.quarter), step]
