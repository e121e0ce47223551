"""Which occurrences (lần thực hiện) a task has: one to the end, one a year, or none. The only rule of it.

A year belongs to the version that held when it began: earlier quarters are shown by it. What the versions of
an item ask for is made by `follow_terms` after each of their changes, and proven by `missing_occurrences`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError

from plans.models import Item, ItemKind, Occurrence, Recurrence


@dataclass(frozen=True)
class Span:
    """What a version says of the time of a task, from `since` until the next version."""

    since: date
    starts: date | None
    ends: date | None
    recurrence: str


@dataclass(frozen=True)
class Expected:
    """One occurrence that is asked for; `year` is None for a task that is done once."""

    year: int | None
    starts: date
    due: date


def asked_by(span: Span, first: int, last: int) -> Iterator[Expected]:
    """What one version asks for in the years `first` to `last`; "Hằng năm" needs no dates."""
    starts, ends = span.starts, span.ends
    if span.recurrence == Recurrence.ONCE and starts is not None and ends is not None:
        yield Expected(None, starts, ends)
    if span.recurrence == Recurrence.YEARLY:
        for year in range(max(first, starts.year if starts else first), last + 1):
            begins, due = date(year, 1, 1), date(year, 12, 31)
            if ends is None or begins <= ends:
                yield Expected(year, max(begins, starts or begins), min(due, ends or due))


def expected(spans: Sequence[Span], first: int, last: int) -> dict[int | None, Expected]:
    """What all versions together ask for, by year; `spans` in order of time."""
    found: dict[int | None, Expected] = {}
    for position, span in enumerate(spans):
        until = spans[position + 1].since.year if position + 1 < len(spans) else last
        for one in asked_by(span, max(first, span.since.year), min(last, until)):
            if one.year is None:
                found[None] = one
            else:
                found.setdefault(one.year, one)
    return found


def expected_of(item: Item) -> dict[int | None, Expected]:
    """The same of an item as it is stored; nothing for what is no task."""
    if item.kind != ItemKind.TASK:
        return {}
    versions = sorted(item.terms_set.all(), key=lambda one: one.valid_from)
    spans = [Span(one.valid_from, one.starts, one.ends, one.recurrence) for one in versions]
    return expected(spans, item.plan.starts.year, item.plan.ends.year)


def follow_terms(item: Item, *, keep_reported: bool = True) -> None:
    """Make the occurrences of a task those its versions ask for; those that stay keep what was reported.

    One that is asked for no more goes, unless it was reported: then it stays, or is refused with a
    ValidationError (`keep_reported=False`).
    """
    found = Following()
    found.add(item, keep_reported=keep_reported)
    found.write()


@dataclass
class Following:
    """The same of many tasks: what goes, stays and comes, written at once."""

    gone: list[int] = field(default_factory=list)
    kept: list[Occurrence] = field(default_factory=list)
    made: list[Occurrence] = field(default_factory=list)

    def add(self, item: Item, *, keep_reported: bool) -> None:
        """Nothing is written yet, and nothing asked of an item that was read with occurrences__results."""
        wanted = expected_of(item)
        known = {one.year: one for one in item.occurrences.all()}
        gone = [one for year, one in known.items() if year not in wanted]
        reported = [one for one in gone if one.completed_on is not None or one.results.all()]
        if reported and not keep_reported:
            when = f" năm {reported[0].year}" if reported[0].year else ""
            raise ValidationError(
                f"Đã có báo cáo về lần thực hiện{when} của việc này nên không bỏ được thời gian; "
                "muốn thay đổi phải theo quyết định điều chỉnh."
            )
        self.gone += [one.pk for one in gone if one not in reported]
        for year in known.keys() & wanted.keys():
            known[year].starts, known[year].due = wanted[year].starts, wanted[year].due
            self.kept.append(known[year])
        self.made += _rows(item, [one for year, one in wanted.items() if year not in known])

    def write(self) -> None:
        if self.gone:
            Occurrence.objects.filter(pk__in=self.gone).delete()
        Occurrence.objects.bulk_update(self.kept, ["starts", "due"])
        Occurrence.objects.bulk_create(self.made)


def missing_occurrences(**of: object) -> Iterator[tuple[Item, list[Expected]]]:
    """Tasks with the occurrences they ought to have and have not; `of` narrows the items. Three queries."""
    tasks = Item.objects.filter(kind=ItemKind.TASK, **of).select_related("plan")
    for item in tasks.prefetch_related("terms_set", "occurrences"):
        known = {one.year for one in item.occurrences.all()}
        lacking = [one for year, one in expected_of(item).items() if year not in known]
        if lacking:
            yield item, lacking


def restore_occurrences(**of: object) -> int:
    """Make what is missing; returns how many."""
    return sum(_create(item, lacking) for item, lacking in missing_occurrences(**of))


def _create(item: Item, wanted: Sequence[Expected]) -> int:
    return len(Occurrence.objects.bulk_create(_rows(item, wanted)))


def _rows(item: Item, wanted: Sequence[Expected]) -> list[Occurrence]:
    return [Occurrence(item=item, year=one.year, starts=one.starts, due=one.due) for one in wanted]
