"""How every status looks: its word, its drawn icon and its tone. One table for badges, bars and strips.

The keys and words are those of docs/domain.md ("Progress and status"); colour never stands alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Look:
    """`icon` names a symbol of static/icons.svg, `tone` a colour class of static/css/components.css."""

    key: str
    label: str
    icon: str
    tone: str


_TARGETS = (
    Look("exceeded", "Vượt", "triangle", "exceeded"),
    Look("met", "Đạt", "check", "met"),
    Look("on_track", "Đúng tiến độ", "disc", "on-track"),
    Look("slow", "Chậm", "half", "slow"),
    Look("at_risk", "Nguy cơ không đạt", "bang", "at-risk"),
    Look("failed", "Không đạt", "cross", "failed"),
    Look("no_data", "Chưa có số liệu", "ring", "no-data"),
    Look("not_due", "Chưa đến kỳ đánh giá", "dashed", "not-due"),
)
_TASKS = (
    Look("done_in_time", "Hoàn thành đúng hạn", "check", "met"),
    Look("done_late", "Hoàn thành quá hạn", "check-late", "done-late"),
    Look("in_time", "Đang thực hiện, trong hạn", "disc", "on-track"),
    Look("due_soon", "Sắp đến hạn", "half", "slow"),
    Look("overdue", "Đang thực hiện, quá hạn", "bang", "at-risk"),
    Look("suspended", "Tạm dừng", "pause", "suspended"),
    Look("not_started", "Chưa bắt đầu", "ring", "no-data"),
    Look("no_deadline", "Chưa xác định thời hạn", "dashed", "not-due"),
)

# Reports owed (standing/timeliness.py).
_REPORTS = (
    Look("sent_on_time", "Gửi đúng hạn", "check", "met"),
    Look("sent_late", "Gửi muộn", "check-late", "slow"),
    Look("not_sent", "Quá hạn chưa gửi", "bang", "at-risk"),
    Look("not_yet_due", "Chưa đến hạn", "ring", "no-data"),
)

# How the system stands (upkeep/condition/).
_CONDITION = (
    Look("in_order", "Tốt", "check", "met"),
    Look("to_look_at", "Cần xem", "half", "slow"),
    Look("at_fault", "Lỗi", "cross", "failed"),
)

LOOKS: dict[str, Look] = {look.key: look for look in (*_TARGETS, *_TASKS, *_REPORTS, *_CONDITION)}
"""Every status in the order it is shown: the best first, what cannot be judged last."""

_ORDER = {key: position for position, key in enumerate(LOOKS)}

BY_SEVERITY = (
    "failed", "at_fault", "at_risk", "overdue", "not_sent", "slow", "due_soon", "sent_late", "to_look_at",
    "no_data", "no_deadline", "suspended",
    "on_track", "in_time", "not_due", "not_yet_due", "not_started",
    "done_late", "met", "done_in_time", "sent_on_time", "exceeded", "in_order",
)  # fmt: skip
"""Every status in the order in which columns are sorted and the worst of several is found: what is behind,
what cannot be judged for want of something, what is under way, what is done."""
_SEVERITY = {key: position for position, key in enumerate(BY_SEVERITY)}


def look_of(status: object) -> Look:
    """The look of a status key (a string or an enum of one). Raises KeyError for an unknown key."""
    return LOOKS[str(getattr(status, "value", status))]


def severity(status: object) -> int:
    """0 for the worst status; what has none ("") comes after all that have one."""
    return _SEVERITY.get(str(getattr(status, "value", status)), len(BY_SEVERITY))


@dataclass(frozen=True)
class Tally:
    """How many things have a status; `change` against the quarter before, None when unknown."""

    look: Look
    count: int
    change: int | None = None


def tallies(counts: Mapping[Any, int] | Iterable[Any]) -> list[Tally]:
    """Counts in the order of LOOKS, whatever form they come in.

    Accepts {status: count}, (status, label, count) tuples, or objects with `status`, `count` and
    optionally `change`.
    """
    found = (
        [Tally(look_of(status), count) for status, count in counts.items()]
        if isinstance(counts, Mapping)
        else [_tally(one) for one in counts]
    )
    return sorted(found, key=lambda one: _ORDER[one.look.key])


def _tally(one: Any) -> Tally:
    if isinstance(one, tuple):
        return Tally(look_of(one[0]), one[-1])
    return Tally(look_of(one.status), one.count, getattr(one, "change", None))
