"""How a target's status changed from one quarter to the next. Pure: no ORM, no clock."""

from __future__ import annotations

from bachdang.vietnamese.words import Words
from indicators.rules import Status

# The best first; statuses that judge nothing are not on the ladder.
_LADDER = (Status.EXCEEDED, Status.MET, Status.ON_TRACK, Status.SLOW, Status.AT_RISK, Status.FAILED)


class Change(Words):
    WORSE = "xau-di", "Xấu đi"
    BETTER = "tot-len", "Tốt lên"
    JUDGED = "moi-danh-gia", "Mới đánh giá được"
    UNJUDGED = "thoi-danh-gia", "Không còn đánh giá được"


def change_of(before: str | None, after: str) -> Change | None:
    """What became of a status; None when nothing changed. `before` is None for a target that is new.

    From chưa có số liệu to chưa đến kỳ (or back) is no change: neither judges the target.
    """
    was, now = _step(before), _step(after)
    if was == now:
        return None
    if was is None:
        return Change.JUDGED
    if now is None:
        return Change.UNJUDGED
    return Change.BETTER if now < was else Change.WORSE


def _step(status: str | None) -> int | None:
    """The rung of a status, 0 the best; None when it judges nothing."""
    found = Status(status) if status else None
    return _LADDER.index(found) if found in _LADDER else None
