"""How many of the reports due are in which state: of figures, of all, of each unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bachdang.accounts.models import Unit
from bachdang.standing.due_reports.report import DueReport
from bachdang.standing.due_reports.states import ACCEPTED, STATE_LABELS, TO_WRITE, UNASSIGNED, UNSENT_STATES
from plans.due_days import extension_words
from plans.models import Extension, ItemKind

if TYPE_CHECKING:
    from bachdang.standing.quarter_book import QuarterBook


@dataclass(frozen=True)
class FigureCount:
    """The figures of indicators that are due in a quarter."""

    due: int
    accepted: int
    estimated: int
    unassigned: int

    @property
    def missing(self) -> int:
        """Not accepted yet, whoever has to report them."""
        return self.due - self.accepted


def count_figures(found: Iterable[DueReport]) -> FigureCount:
    figures = [one for one in found if one.item.kind == ItemKind.INDICATOR]
    return FigureCount(
        due=len(figures),
        accepted=sum(1 for one in figures if one.accepted),
        estimated=sum(1 for one in figures if one.estimated),
        unassigned=sum(1 for one in figures if one.counts_as == UNASSIGNED),
    )


def count_states(found: Iterable[DueReport]) -> dict[str, int]:
    """How many reports are in each state, in the order of STATE_LABELS; each is in one."""
    counted = Counter(one.counts_as for one in found)
    return {key: counted[key] for key in STATE_LABELS}


@dataclass(frozen=True)
class UnitProgress:
    """How far one unit is in a round, by state; `extensions`: its own due days."""

    unit: Unit
    owed: list[DueReport]
    extensions: Sequence[Extension] = ()
    states: Mapping[str, int] = field(default_factory=dict)

    @property
    def to_write(self) -> int:
        return sum(self.states[key] for key in TO_WRITE)

    @property
    def unsent(self) -> int:
        """What the Party office has not got yet: not written, returned, or waiting for the unit's head."""
        return sum(self.states[key] for key in UNSENT_STATES)

    @property
    def accepted(self) -> int:
        return self.states[ACCEPTED]

    @property
    def corrections(self) -> int:
        return sum(1 for one in self.owed if one.correction)

    @property
    def extension_lines(self) -> list[str]:
        return extension_words(self.extensions)

    def work(self, *states: str) -> int:
        """How much waits for somebody of the unit, corrections too."""
        return sum(1 for one in self.owed if one.state in states)


def progress_by_unit(book: QuarterBook) -> list[UnitProgress]:
    """Units that owe something in the book's round, in their official order."""
    period, days = book.scope.period, book.due_days
    assert period is not None
    grouped: dict[Unit, list[DueReport]] = {}
    for one in book.due.all:
        if one.unit is not None:
            grouped.setdefault(one.unit, []).append(one)
    return [
        UnitProgress(unit, grouped[unit], days.of_unit(period, unit.pk), count_states(grouped[unit]))
        for unit in sorted(grouped, key=lambda unit: (unit.order, unit.pk))
    ]
