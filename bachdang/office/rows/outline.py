"""Headings of the document above the rows of a table."""

from __future__ import annotations

from dataclasses import dataclass

from bachdang.corrections import corrected
from plans.models import Clause


@dataclass(frozen=True)
class Heading:
    """A group's heading: the number as printed ("I.", "XIX."), its text, and how deep it lies (from 1)."""

    marker: str
    text: str
    level: int = 1


def heading_of(clause: Clause, level: int) -> Heading:
    """A clause as heading; a corrected number is said in the text, never changed."""
    return Heading(clause.marker, corrected(clause.text, clause.corrections, clause.marker), level)
