"""What a leader reads first: an item that needs attention, why, and whether its unit was asked already."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from bachdang.standing.explanations import Thread, lateness
from bachdang.standing.tasks import TaskRow
from indicators.explaining import shortfall
from indicators.target_row import TargetRow

Row = TypeVar("Row", TargetRow, TaskRow)


@dataclass(frozen=True)
class Urgent(Generic[Row]):
    """`reason`: what it is short of, or how late it is, "" when that is not known. `thread`: the request for
    an explanation that is not ended.
    """

    row: Row
    reason: str
    thread: Thread | None

    @property
    def may_be_asked(self) -> bool:
        """Whether there is a unit to ask, and it was not asked yet."""
        return self.thread is None and self.row.item.reporter_id is not None


def urgent_targets(rows: Iterable[TargetRow], asked: Mapping[int, Thread]) -> list[Urgent[TargetRow]]:
    return [Urgent(row, shortfall(row), asked.get(row.item.pk)) for row in rows]


def urgent_tasks(rows: Iterable[TaskRow], asked: Mapping[int, Thread]) -> list[Urgent[TaskRow]]:
    return [Urgent(row, lateness(row), asked.get(row.item.pk)) for row in rows]
