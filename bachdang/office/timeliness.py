"""Whether reports came in time. Pure: no ORM, no clock.

Judged by the first sending to the Party office, against the round's own due day: an extension lets a unit
write later, it does not make the report timely. A report returned and sent again keeps its first day.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Outcome(StrEnum):
    ON_TIME = "sent_on_time"
    LATE = "sent_late"
    MISSING = "not_sent"
    PENDING = "not_yet_due"


OUTCOME_LABELS: dict[Outcome, str] = {
    Outcome.ON_TIME: "Gửi đúng hạn",
    Outcome.LATE: "Gửi muộn",
    Outcome.MISSING: "Quá hạn chưa gửi",
    Outcome.PENDING: "Chưa đến hạn",
}


def outcome_of(first_sent: date | None, due: date, today: date) -> Outcome:
    """What became of one report owed. `first_sent`: the local day of its first sending, None before it."""
    if first_sent is not None:
        return Outcome.ON_TIME if first_sent <= due else Outcome.LATE
    return Outcome.MISSING if today > due else Outcome.PENDING


@dataclass(frozen=True)
class Timeliness:
    """Reports owed in one round (or in several, added up), by what became of them."""

    on_time: int = 0
    late: int = 0
    missing: int = 0
    pending: int = 0

    @property
    def owed(self) -> int:
        return self.on_time + self.late + self.missing + self.pending

    @property
    def unsent(self) -> int:
        return self.missing + self.pending

    @property
    def share(self) -> Decimal | None:
        """Percent sent in time of what is judged already; None while nothing is (missing is not zero)."""
        judged = self.on_time + self.late + self.missing
        return Decimal(self.on_time) / judged * 100 if judged else None

    @property
    def counts(self) -> dict[Outcome, int]:
        """By outcome, in the order they are shown."""
        return {
            Outcome.ON_TIME: self.on_time,
            Outcome.LATE: self.late,
            Outcome.MISSING: self.missing,
            Outcome.PENDING: self.pending,
        }

    def __add__(self, other: Timeliness) -> Timeliness:
        return Timeliness(
            self.on_time + other.on_time,
            self.late + other.late,
            self.missing + other.missing,
            self.pending + other.pending,
        )


def timeliness(first_sent: Iterable[date | None], due: date, today: date) -> Timeliness:
    """The outcomes of a round's reports, counted."""
    found = Counter(outcome_of(one, due, today) for one in first_sent)
    return Timeliness(
        found[Outcome.ON_TIME], found[Outcome.LATE], found[Outcome.MISSING], found[Outcome.PENDING]
    )
