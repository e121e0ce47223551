"""How much of everything the written report says: from rich to bare."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Detail:
    """How many items of each kind are named, and how long a text may be; what is left out is counted."""

    items: int
    text: int
    name: int
    words: bool = True


LEVELS = (
    Detail(12, 170, 110),
    Detail(10, 150, 100),
    Detail(8, 130, 90),
    Detail(7, 110, 80),
    Detail(6, 100, 70),
    Detail(8, 100, 70, words=False),
    Detail(6, 90, 60, words=False),
    Detail(4, 80, 55, words=False),
    Detail(3, 60, 45, words=False),
)
