"""The way of a report from draft to accepted, and the locks on it. Pure: no ORM, no clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bachdang.vietnamese.numbers import format_date
from bachdang.vietnamese.words import Words
from plans.models import ReportState


class Step(Words):
    """What a person does with a report."""

    SUBMIT = "submit", "Trình lãnh đạo đơn vị"
    WITHDRAW = "withdraw", "Rút lại để sửa"
    APPROVE = "approve", "Duyệt, gửi Văn phòng Đảng ủy"
    RECALL = "recall", "Rút lại báo cáo đã gửi"
    SEND_BACK = "send_back", "Trả lại người nhập"
    ACCEPT = "accept", "Tiếp nhận"
    RETURN = "return", "Trả lại đơn vị"
    UNACCEPT = "unaccept", "Rút lại việc tiếp nhận"


_DRAFT, _WAITING, _SENT, _ACCEPTED = ReportState

# From which states a step leads where. A head may send a draft at once.
_MOVES: dict[Step, tuple[frozenset[ReportState], ReportState]] = {
    Step.SUBMIT: (frozenset({_DRAFT}), _WAITING),
    Step.WITHDRAW: (frozenset({_WAITING}), _DRAFT),
    Step.APPROVE: (frozenset({_DRAFT, _WAITING}), _SENT),
    Step.RECALL: (frozenset({_SENT}), _WAITING),
    Step.SEND_BACK: (frozenset({_WAITING}), _DRAFT),
    Step.ACCEPT: (frozenset({_SENT}), _ACCEPTED),
    Step.RETURN: (frozenset({_SENT}), _DRAFT),
    Step.UNACCEPT: (frozenset({_ACCEPTED}), _SENT),
}
RETURNS = frozenset({Step.SEND_BACK, Step.RETURN})
"""Steps that give a report back to those who wrote it."""
REASONED = RETURNS | {Step.UNACCEPT}
"""Steps that need a reason."""
WITHDRAWALS = frozenset({Step.WITHDRAW, Step.RECALL, Step.UNACCEPT})
"""Steps that take back the one before, as long as nobody took the next."""


def can(step: Step, state: str) -> bool:
    """Whether a report in this state may take the step."""
    return ReportState(state) in _MOVES[step][0]


def after(step: Step) -> ReportState:
    """The state a step leads to."""
    return _MOVES[step][1]


def wrong_step(step: Step, state: str) -> str:
    """Why a step is refused, for the person who tried."""
    verb, now = step.label.lower(), ReportState(state).label
    return f"Báo cáo đang ở bước “{now}” nên không {verb} được. Tải lại trang để xem bước hiện tại."


def changed_meanwhile(step: Step, state: str) -> str:
    """Why a report is left that is no longer what the person saw."""
    verb, now = step.label.lower(), ReportState(state).label
    return f"vừa được người khác sửa hoặc chuyển bước, nay “{now}”, nên chưa {verb}. Xem lại dòng này."


@dataclass(frozen=True)
class Lock:
    """What decides whether a unit may write. `reopened`: the office opened this report again."""

    label: str
    opened: bool
    locked: bool
    reopened: bool = False


def refusal(lock: Lock) -> str:
    """Which lock applies and who can lift it; "" when the unit may write. A due day is no lock."""
    if not lock.opened:
        return f"{lock.label} chưa mở. Văn phòng Đảng ủy mở kỳ báo cáo thì đơn vị mới nhập được."
    if lock.locked and not lock.reopened:
        return f"{lock.label} đã chốt. Văn phòng Đảng ủy mở lại từng báo cáo, có ghi lý do, khi cần sửa."
    return ""


def days_late(due: date, sent: date) -> int:
    """How many days after its due day a report was sent, or would be; 0 in time."""
    return max((sent - due).days, 0)


def sent_late(due: date, sent: date) -> str:
    """What is said of a report that was sent: "gửi muộn 3 ngày"; "" in time."""
    days = days_late(due, sent)
    return f"gửi muộn {days} ngày" if days else ""


def lateness(due: date, today: date) -> str:
    """What a unit is told before it types: that the day has passed and sending is still possible; "" in time.

    The report is counted late by the day it first reaches the Party office.
    """
    days = days_late(due, today)
    if not days:
        return ""
    return (
        f"Đã quá hạn gửi {days} ngày (hạn {format_date(due)}). Vẫn nhập và gửi được cho đến khi "
        "Văn phòng Đảng ủy chốt kỳ; gửi từ nay được ghi là gửi muộn."
    )
