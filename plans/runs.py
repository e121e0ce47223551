"""Which runs (lần thực hiện) a task has under its versions: pure; the rows are written by amending.

Years before the newest version's day keep the runs they had: earlier quarters are shown by them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from plans.models import Recurrence


@dataclass(frozen=True)
class Span:
    """What a version says of the time of a task, from `since` until the next version."""

    since: date
    starts: date | None
    ends: date | None
    recurrence: str


@dataclass(frozen=True)
class Run:
    """One run; `year` is None for a one-off."""

    year: int | None
    starts: date
    due: date


def runs_of(span: Span, first: int, last: int) -> list[Run]:
    """The runs one version asks for, in the years `first` to `last`."""
    if span.starts is None or span.ends is None:
        return []
    if span.recurrence == Recurrence.ONCE:
        return [Run(None, span.starts, span.ends)]
    if span.recurrence != Recurrence.YEARLY:
        return []
    years = range(max(first, span.starts.year), min(last, span.ends.year) + 1)
    return [
        Run(year, max(date(year, 1, 1), span.starts), min(date(year, 12, 31), span.ends)) for year in years
    ]


def kept_years(spans: Sequence[Span], plan_first: int, plan_last: int) -> set[int | None]:
    """The years (None: the one-off) that some version asks for while it holds; `spans` in order of time."""
    kept: set[int | None] = set()
    for position, span in enumerate(spans):
        following = spans[position + 1] if position + 1 < len(spans) else None
        last = min(plan_last, following.since.year) if following else plan_last
        kept.update(run.year for run in runs_of(span, max(plan_first, span.since.year), last))
    return kept


def newest_runs(spans: Sequence[Span], plan_first: int, plan_last: int) -> Iterable[Run]:
    """The runs of the newest version, from the year it begins to hold."""
    newest = spans[-1]
    return runs_of(newest, max(plan_first, newest.since.year), plan_last)
