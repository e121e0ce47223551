"""What a trial did and what came of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

HEAD = (
    "what",
    "on",
    "times",
    "acknowledged",
    "lost",
    "torn",
    "told so",
    "wrong answers",
    "works again after",
)


@dataclass
class Outcome:
    """`lost`: acknowledged and not there; `torn`: half of a write is there; `wrong` names every other fault.

    `told` counts clear pages that it did not work, `recovery` is the longest time in seconds until it did.
    """

    what: str
    on: str
    times: int = 0
    acknowledged: int = 0
    lost: int = 0
    torn: int = 0
    told: int = 0
    recovery: float | None = None
    wrong: list[str] = field(default_factory=list)
    note: str = ""

    @property
    def good(self) -> bool:
        return not (self.lost or self.torn or self.wrong)

    def cells(self) -> list[str]:
        again = "" if self.recovery is None else f"{self.recovery:.1f} s"
        counts = (self.times, self.acknowledged, self.lost, self.torn, self.told, len(self.wrong))
        return [self.what, self.on, *map(str, counts), again]


def table(outcomes: Iterable[Outcome]) -> str:
    """Lines with a column each, then every fault and every note in words."""
    outcomes = list(outcomes)
    rows = [list(HEAD), *(one.cells() for one in outcomes)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows]
    notes = [f"{one.what} ({one.on}): {one.note}" for one in outcomes if one.note]
    faults = [
        f"FAULT  {one.what} ({one.on}), {times} ×: {fault}"
        for one in outcomes
        for fault, times in Counter(one.wrong).items()
    ]
    return "\n".join([*lines, "", *notes, *faults])
