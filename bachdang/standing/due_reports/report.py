"""One report that is due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bachdang.accounts.models import Unit
from bachdang.scope.links import item_url
from bachdang.standing.due_reports.states import (
    ACCEPTED,
    MISSING,
    RETURNED,
    SENT,
    STATE_LABELS,
    UNASSIGNED,
    UNSENT_STATES,
    report_state,
)
from bachdang.standing.tasks import TaskRow
from bachdang.ui.statuses import severity
from bachdang.vietnamese.text import order_key
from indicators.target_row import TargetRow
from plans.models import Item, Report

# The most urgent first, where the office looks for what is owed.
_ORDER = [RETURNED, MISSING, "draft", "waiting", SENT, ACCEPTED, UNASSIGNED]
_URGENT = ("failed", "at_risk", "overdue", "slow", "due_soon")
_KINDS = {"indicator": "1", "task": "2", "project": "3", "programme": "4", "duty": "5"}


@dataclass(frozen=True)
class DueReport:
    """One item that is due in the round: an indicator with its targets, or what has a `row`, or words.

    `counted`: the accepted report that counts; `under_way`: the one on its way to it. `sent`: the unit
    (primary key) that first sent it and the local day.
    """

    item: Item
    title: str
    targets: Sequence[TargetRow] = ()
    row: TaskRow | None = None
    counted: Report | None = None
    under_way: Report | None = None
    sent: tuple[int, date] | None = None

    @property
    def unit(self) -> Unit | None:
        return self.item.reporter

    @property
    def url(self) -> str:
        return item_url(self.item)

    @property
    def report(self) -> Report | None:
        """What the unit works on: the report on its way, else the one that counts."""
        return self.under_way or self.counted

    @property
    def state(self) -> str:
        """How far the unit's work is; a correction comes before what it corrects."""
        if self.unit is None and not self.accepted:
            return UNASSIGNED
        return report_state(self.report)

    @property
    def state_label(self) -> str:
        return STATE_LABELS[self.state]

    @property
    def counts_as(self) -> str:
        """The one state it is counted in: accepted as soon and as long as a report of it counts."""
        return ACCEPTED if self.accepted else self.state

    @property
    def counts_as_label(self) -> str:
        return STATE_LABELS[self.counts_as]

    @property
    def accepted(self) -> bool:
        return self.counted is not None

    @property
    def correction(self) -> bool:
        """Whether what counts is being corrected."""
        return self.counted is not None and self.under_way is not None

    @property
    def estimated(self) -> TargetRow | None:
        """A target whose accepted figure rests on an estimate."""
        return next((one for one in self.targets if self.accepted and one.standing.estimated), None)

    @property
    def unsent(self) -> bool:
        """Whether the unit has still to send it, or to send it again."""
        return self.counts_as in UNSENT_STATES

    @property
    def status(self) -> str:
        """How the item stands: its worst target, or its dates; "" for words."""
        if self.row is not None:
            return self.row.status.value
        return min((target.status for target in self.targets), key=_rank, default="")

    @property
    def severity(self) -> int:
        return severity(self.status)

    @property
    def title_key(self) -> str:
        return order_key(self.title)

    @property
    def place(self) -> tuple[str, int]:
        """Its place among all kinds, in the order of the plan."""
        return (_KINDS[self.item.kind], self.item.order)

    @property
    def urgency(self) -> tuple[int, int, str, int]:
        return (_ORDER.index(self.state), _rank(self.status), *self.place)

    @property
    def done(self) -> bool:
        """Whether the unit has nothing more to do."""
        return self.state in (SENT, ACCEPTED)

    @property
    def reopened(self) -> bool:
        """Whether the office opened it again after the lock, and it is still on its way."""
        return self.under_way is not None and self.under_way.reopen_reason != ""


def _rank(status: str) -> int:
    return _URGENT.index(status) if status in _URGENT else len(_URGENT)
