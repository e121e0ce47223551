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
    """What decides whether a unit may write. `exempt`: the office returned or reopened the report."""

    label: str
    opened: bool
    locked: bool
    due: date
    exempt: bool = False
    reopened: bool = False


def refusal(lock: Lock, today: date) -> str:
    """Which lock applies and who can lift it; "" when the unit may write. Three different ones."""
    if not lock.opened:
        return f"{lock.label} chưa mở. Văn phòng Đảng ủy mở kỳ báo cáo thì đơn vị mới nhập được."
    if lock.locked and not lock.reopened:
        return f"{lock.label} đã chốt. Văn phòng Đảng ủy mở lại từng báo cáo, có ghi lý do, khi cần sửa."
    if not lock.locked and today > lock.due and not lock.exempt:
        day = format_date(lock.due)
        return f"{lock.label} đã quá hạn gửi ({day}). Văn phòng Đảng ủy gia hạn cho đơn vị, có ghi lý do."
    return ""
