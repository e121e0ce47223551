"""The runs of a task that follow from its time: one to the end, one a year, or none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError

from plans.models import Item, ItemKind, Occurrence, Plan, Recurrence


@dataclass(frozen=True)
class Run:
    """One time a task is done; `year` is None for one that is done once."""

    starts: date
    due: date
    year: int | None = None


def runs_of(plan: Plan, recurrence: str, starts: date | None, ends: date | None) -> list[Run]:
    """One run to the end for a one-off task, one a year for "Hằng năm", none for "Thường xuyên"."""
    if recurrence == Recurrence.ONCE and starts is not None and ends is not None:
        return [Run(starts, ends)]
    if recurrence == Recurrence.YEARLY:
        years = range(plan.starts.year, plan.ends.year + 1)
        return [Run(date(year, 1, 1), date(year, 12, 31), year) for year in years]
    return []


def create_runs(item: Item, runs: list[Run]) -> None:
    Occurrence.objects.bulk_create(
        Occurrence(item=item, year=run.year, starts=run.starts, due=run.due) for run in runs
    )


def follow_schedule(item: Item, runs: list[Run]) -> None:
    """Make the occurrences of a task those of its new time; those that stay keep what was reported.

    Raises ValidationError when one that a report speaks of would go.
    """
    if item.kind != ItemKind.TASK:
        return
    known = {one.year: one for one in Occurrence.objects.filter(item=item)}
    wanted = {run.year: run for run in runs}
    gone = [one for year, one in known.items() if year not in wanted]
    _refuse_reported(gone)
    Occurrence.objects.filter(pk__in=[one.pk for one in gone]).delete()
    for year in known.keys() & wanted.keys():
        run = wanted[year]
        Occurrence.objects.filter(pk=known[year].pk).update(starts=run.starts, due=run.due)
    create_runs(item, [run for year, run in wanted.items() if year not in known])


def _refuse_reported(gone: list[Occurrence]) -> None:
    for one in _reported(gone):
        when = f" năm {one.year}" if one.year else ""
        raise ValidationError(
            f"Đã có báo cáo về lần thực hiện{when} của việc này nên không bỏ được thời gian; "
            "muốn thay đổi phải theo quyết định điều chỉnh."
        )


def _reported(gone: list[Occurrence]) -> Iterator[Occurrence]:
    return (one for one in gone if one.completed_on is not None or one.results.exists())
