"""Programmes, schemes and priority tasks of part B: their targets, tasks, and the quarter in words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property

from django.db.models import Q
from django.utils import timezone

from bachdang.accounts.models import Unit
from bachdang.standing.quarter_book import QuarterBook
from bachdang.standing.tasks import TaskRow
from bachdang.standing.words import RoundWords, words_of, words_of_rounds
from bachdang.vietnamese.corrections import corrected
from bachdang.vietnamese.numbers import format_date
from indicators.target_row import TargetRow
from plans.models import (
    Clause,
    ClauseKind,
    Item,
    ItemKind,
    Period,
    Recurrence,
    Report,
    Terms,
    UnitRole,
)

GOALS = (ClauseKind.OVERALL_GOAL, ClauseKind.SPECIFIC_GOAL, ClauseKind.VISION, ClauseKind.PARAGRAPH)
ASSIGNED = (ClauseKind.ASSIGNMENT, ClauseKind.SCHEDULE, ClauseKind.RESOURCES)


@dataclass(frozen=True)
class ProgrammeRow:
    """One programme in a quarter: what it promises, what carries it out, what was said of it."""

    terms: Terms
    targets: Sequence[TargetRow] = ()
    tasks: Sequence[TaskRow] = ()
    words: RoundWords = field(default_factory=RoundWords)

    @property
    def pk(self) -> int:
        return self.terms.item_id

    @property
    def item(self) -> Item:
        return self.terms.item

    @property
    def clause(self) -> Clause:
        assert self.terms.item.clause is not None
        return self.terms.item.clause

    @property
    def part(self) -> Clause | None:
        """The part of the document it stands in: B.I, B.II or B.III."""
        return self.clause.parent

    @property
    def title(self) -> str:
        return self.terms.title

    @property
    def title_corrections(self) -> list[dict[str, str]]:
        return [one for one in self.clause.corrections if one["printed"] and one["printed"] in self.title]

    @cached_property
    def lead(self) -> Unit | None:
        return next((one.unit for one in self.terms.units.all() if one.role == UnitRole.LEAD), None)

    @cached_property
    def cooperating(self) -> list[Unit]:
        return [one.unit for one in self.terms.units.all() if one.role == UnitRole.COOPERATING]

    @property
    def schedule(self) -> str:
        """Its years, or how often it recurs; "" when the plan names neither."""
        if self.terms.starts is not None and self.terms.ends is not None:
            return f"{format_date(self.terms.starts)} – {format_date(self.terms.ends)}"
        return self.terms.get_recurrence_display() if self.terms.recurrence != Recurrence.ONCE else ""

    @property
    def target_counts(self) -> Counter[str]:
        """Targets due within the plan; those of the vision are counted apart everywhere."""
        return Counter(row.status for row in self.targets if not row.is_vision)

    @property
    def target_total(self) -> int:
        return self.target_counts.total()

    @property
    def task_counts(self) -> Counter[str]:
        return Counter(row.status.value for row in self.tasks)

    @property
    def task_group(self) -> str:
        """The key of the heading of Phụ lục 1 that its tasks stand under; "" when they have none."""
        return next((row.group.key for row in self.tasks if row.group), "")


def programme_rows(book: QuarterBook) -> list[ProgrammeRow]:
    """Programmes valid at the end of the quarter, in the document's order."""
    targets: dict[int, list[TargetRow]] = defaultdict(list)
    for target in book.target_rows:
        if target.programme is not None:
            targets[target.programme.pk].append(target)
    tasks: dict[int | None, list[TaskRow]] = defaultdict(list)
    for task in book.tasks:
        tasks[task.item.parent_id].append(task)
    return [
        ProgrammeRow(one, targets[one.item_id], tasks[one.item_id], words_of(book, one.item_id))
        for one in book.terms(ItemKind.PROGRAMME)
    ]


@dataclass(frozen=True)
class Provisions:
    """What the document says of a programme, clause by clause."""

    goals: list[Clause] = field(default_factory=list)
    activities: list[Clause] = field(default_factory=list)
    assigned: list[Clause] = field(default_factory=list)

    def lacks(self, kind: str) -> bool:
        return all(one.kind != kind for one in self.assigned)

    @property
    def gaps(self) -> list[str]:
        """Which of assignment, time and resources the document leaves out (programmes 7–9, scheme 1)."""
        return [kind.label.lower() for kind in ASSIGNED if self.lacks(kind)]


def provisions(clause: Clause) -> Provisions:
    """The clauses under a programme, at most three levels deep. Two queries."""
    below = Q(parent=clause) | Q(parent__parent=clause) | Q(parent__parent__parent=clause)
    rows = list(Clause.objects.filter(below).prefetch_related("questions").order_by("order"))
    return Provisions(
        goals=[one for one in rows if one.kind in GOALS],
        activities=[one for one in rows if one.kind == ClauseKind.ACTIVITY],
        assigned=[one for one in rows if one.kind in ASSIGNED],
    )


# The words as plain rows, for the written report.


@dataclass(frozen=True)
class ProposalWords:
    """What a unit asks, of whom, and what was decided."""

    text: str
    to: str
    decision: str


@dataclass(frozen=True)
class ProgrammeWords:
    """The quarter of one programme in words, as a report prints it; empty where nothing was accepted.

    `part` is the marker of its part of the document ("I.", "II.", "III."), `number` its own within it.
    """

    code: str
    part: str
    part_title: str
    number: str
    title: str
    unit: str
    state: str
    result: str = ""
    limits: str = ""
    causes: str = ""
    next_steps: str = ""
    nothing_because: str = ""
    proposals: tuple[ProposalWords, ...] = ()
    sent_on: date | None = None
    accepted_on: date | None = None
    unit_code: str = ""

    @property
    def said(self) -> bool:
        """Whether there is anything to print."""
        return bool(self.result or self.nothing_because)


def programme_words(book: QuarterBook, rounds: Sequence[Period] = ()) -> list[ProgrammeWords]:
    """The quarter in words of every programme, in the document's order.

    `rounds`: those of a longer time that ends with the quarter; what each said is told with its name.
    """
    terms = book.terms(ItemKind.PROGRAMME)
    items = [one.item_id for one in terms]
    found = [_words(ProgrammeRow(one, words=words_of(book, one.item_id))) for one in terms]
    if not rounds:
        return found
    said = words_of_rounds(rounds, items)
    return [_retold(one, said.get(pk)) for pk, one in zip(items, found, strict=True)]


def _retold(words: ProgrammeWords, said: Mapping[str, str] | None) -> ProgrammeWords:
    """The words of several quarters in place of those of the last."""
    if said is None:
        return words
    return replace(
        words,
        result=said["result"],
        limits=said["limits"],
        causes="",
        nothing_because=said["no_data_reason"],
    )


def _words(row: ProgrammeRow) -> ProgrammeWords:
    part, report = row.part, row.words.counted
    head = ProgrammeWords(
        code=row.item.code,
        part=part.marker if part else "",
        part_title=corrected(part.text, part.corrections) if part else "",
        number=row.clause.marker,
        title=corrected(row.title, row.clause.corrections),
        unit=str(row.item.reporter or ""),
        state=row.words.state,
        unit_code=row.item.reporter.code if row.item.reporter else "",
    )
    if report is None:
        return head
    return replace(
        head,
        result=report.result,
        limits=report.difficulties,
        causes=report.causes,
        next_steps=report.next_steps,
        nothing_because=report.no_data_reason,
        proposals=_proposals(report),
        sent_on=_day(report.sent_at),
        accepted_on=_day(report.accepted_at),
    )


def _proposals(report: Report) -> tuple[ProposalWords, ...]:
    rows = sorted(report.proposals.all(), key=lambda one: one.pk)
    return tuple(ProposalWords(one.text, str(one.to or ""), one.decision) for one in rows)


def _day(moment: datetime | None) -> date | None:
    return timezone.localtime(moment).date() if moment else None
