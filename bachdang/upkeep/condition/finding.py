"""What was looked at, how it stands and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class Level(IntEnum):
    """How grave; the word stands beside it everywhere."""

    GOOD = 0
    LOOK = 1
    BAD = 2

    @property
    def label(self) -> str:
        return ("Tốt", "Cần xem", "Lỗi")[self]

    @property
    def look(self) -> str:
        """The key of its badge in ui/statuses.py."""
        return ("in_order", "to_look_at", "at_fault")[self]


@dataclass(frozen=True)
class Finding:
    """One thing looked at; `remedy` is what to do, empty when there is nothing to do."""

    title: str
    says: str
    level: Level = Level.GOOD
    remedy: str = ""


def finding(title: str, says: str, *, bad: str = "", look: str = "") -> Finding:
    """Good, unless there is a remedy for what is wrong (`bad`) or for what should be better (`look`)."""
    level = Level.BAD if bad else Level.LOOK if look else Level.GOOD
    return Finding(title, says, level, bad or look)
