"""How the occurrences of a task stand on a day, and which of them its terms speak of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from plans.models import Occurrence, Recurrence, Terms, TermsState
from plans.rules import TASK_STATUS_LABELS, Schedule, TaskStatus, task_status


@dataclass(frozen=True)
class OccurrenceStanding:
    """One occurrence of a task as it stands on a day: the whole task, or one year of a yearly one."""

    occurrence: Occurrence
    status: TaskStatus

    @property
    def status_label(self) -> str:
        return TASK_STATUS_LABELS[self.status]


def run_status(one: Occurrence, terms: Terms, day: date, soon: int) -> TaskStatus:
    """How one run stands by its own dates."""
    schedule = Schedule(
        starts=run_starts(one, terms),
        due=run_ends(one, terms),
        completed_on=completed_by(one, day),
        suspended=terms.state == TermsState.SUSPENDED,
    )
    return task_status(schedule, day, soon)


def occurrences_under(terms: Terms, occurrences: Iterable[Occurrence]) -> list[Occurrence]:
    """Those that terms speak of, in order of time: one a year, one in all, or none for standing work.

    After an amendment there may be more: earlier years keep theirs.
    """
    if terms.recurrence == Recurrence.CONTINUOUS:
        return []
    if terms.recurrence == Recurrence.YEARLY:
        last = terms.ends.year if terms.ends else None
        found = [one for one in occurrences if one.year and (last is None or one.year <= last)]
        return sorted(found, key=lambda one: one.year or 0)
    return [one for one in occurrences if one.year is None]


def current_run(runs: list[Occurrence], day: date) -> Occurrence | None:
    """The run a day is judged by: the one-off, the last begun by its year, else the first to come."""
    begun = [one for one in runs if one.year is None or one.year <= day.year]
    return begun[-1] if begun else next(iter(runs), None)


def run_starts(run: Occurrence | None, terms: Terms) -> date | None:
    """A year's run has its own first day; a one-off begins when the terms of the period say so."""
    return run.starts if run is not None and run.year is not None else terms.starts


def run_ends(run: Occurrence | None, terms: Terms) -> date | None:
    """A year's run has its own due day; a one-off ends when the terms of the period say so."""
    if run is None or run.year is None:
        return terms.ends
    return run.due


def completed_by(run: Occurrence | None, day: date) -> date | None:
    """The day of completion as far as it was known on `day`."""
    known = run.completed_on if run else None
    return known if known is not None and known <= day else None
