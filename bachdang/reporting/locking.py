"""What locking a round would leave behind, said before it is done."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bachdang.accounts.models import Unit
from bachdang.standing.due_reports import ACCEPTED, STATE_LABELS, UnitProgress
from bachdang.vietnamese.numbers import format_date
from plans.models import Period


@dataclass(frozen=True)
class LeftBehind:
    """Work of one unit that would not be in the locked figures, corrections too.

    `words`: "3 chưa nhập, 1 bị trả lại".
    """

    unit: Unit
    count: int
    words: str


def left_behind(units: Iterable[UnitProgress]) -> list[LeftBehind]:
    """Units with work that is not accepted, in their official order."""
    found = []
    for one in units:
        states = {key: count for key, count in one.states.items() if key != ACCEPTED and count}
        said = [f"{n} {STATE_LABELS[key][0].lower()}{STATE_LABELS[key][1:]}" for key, n in states.items()]
        if one.corrections:
            said.append(f"{one.corrections} bản sửa chưa tiếp nhận")
        if said:
            found.append(LeftBehind(one.unit, sum(states.values()) + one.corrections, ", ".join(said)))
    return found


def not_yet_due(period: Period, units: Sequence[UnitProgress], today: date) -> Iterator[str]:
    """Days to come on which units may still send: the round's own, and those given to some of them."""
    if today <= period.due:
        yield f"Chưa hết hạn gửi: các đơn vị còn được gửi đến hết ngày {format_date(period.due)}."
    for one in units:
        latest = max((given.due for given in one.extensions), default=period.due)
        if latest > period.due and today <= latest:
            yield f"{one.unit} được gia hạn đến hết ngày {format_date(latest)}."


def earlier_open(period: Period, periods: Iterable[Period]) -> list[Period]:
    """Rounds before this one that are not locked, the oldest first."""
    before = [one for one in periods if (one.year, one.quarter) < (period.year, period.quarter)]
    return sorted((one for one in before if one.is_open), key=lambda one: (one.year, one.quarter))
