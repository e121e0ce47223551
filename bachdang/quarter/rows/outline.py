"""Headings of the document above the rows of a table."""

from __future__ import annotations

from dataclasses import dataclass

from bachdang.vietnamese.corrections import corrected
from plans.models import Clause, Item, ItemKind


@dataclass(frozen=True)
class Heading:
    """A group's heading: the number as printed ("I.", "XIX."), its text, and how deep it lies (from 1)."""

    marker: str
    text: str
    level: int = 1


@dataclass(frozen=True)
class Owner:
    """Whose line it is: the codes of the unit that reports and of the programme it stands under."""

    unit: str = ""
    programme: str = ""


UNOWNED = Owner()


def owner_of(item: Item) -> Owner:
    """A programme is its own; no query when reporter and parent are loaded."""
    programme = item if item.kind == ItemKind.PROGRAMME else item.parent
    return Owner(item.reporter.code if item.reporter else "", programme.code if programme else "")


def heading_of(clause: Clause, level: int) -> Heading:
    """A clause as heading; a corrected number is said in the text, never changed."""
    return Heading(clause.marker, corrected(clause.text, clause.corrections, clause.marker), level)
