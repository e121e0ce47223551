"""The steps of a ward's first day, in the order in which they are shown; none has to wait for another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from django.http import HttpRequest

from bachdang.accounts.models import User
from bachdang.accounts.roles import ADD_USER, EDIT_PLAN, MANAGE_PERIODS, SET_UP, may
from bachdang.scope.scopes import scope_of
from bachdang.setup.allowing import sets_up
from bachdang.setup.beginning.counts import (
    Tally,
    baseline_tally,
    clear_tally,
    item_tallies,
    plan_figure_tally,
    unit_tallies,
)
from bachdang.setup.ward import Ward
from bachdang.standing.clarity import title_of
from plans.models import Plan

PLAN_FIRST, CONTENT_FIRST = "Cần có kế hoạch trước.", "Kế hoạch chưa giao việc nào."
OFFICE, ADMINISTRATOR, BOTH = "Văn phòng", "Quản trị hệ thống", "Văn phòng, quản trị hệ thống"


class State(Enum):
    """`tone` and `icon` as the statuses have them."""

    DONE = "Xong", "met", "check"
    NEXT = "Làm tiếp", "slow", "arrow-right"
    OPEN = "Chưa xong", "no-data", "dashed"

    def __init__(self, label: str, tone: str, icon: str) -> None:
        self.label, self.tone, self.icon = label, tone, icon


@dataclass(frozen=True)
class Step:
    """`said`: how far it is, in words; `tallies`: (what, so many of so many) that are to be full.

    `page`: (name of the address, its argument, words of the link) where it is done in the browser;
    `sheet`: of the set-up workbook; `needs`: what must be there first.
    """

    title: str
    owner: str
    permission: str
    said: str = ""
    tallies: Sequence[tuple[str, Tally]] = ()
    is_done: bool = False
    page: tuple[str, str, str] | None = None
    sheet: str = ""
    needs: str = ""
    state: State = State.OPEN
    mine: bool = False


def steps_of(ward: Ward) -> list[Step]:
    """All steps with their states as this person sees them; a constant number of queries."""
    return _with_states([_place(ward), *_ward_steps(ward), *_plan_steps(ward), _round(ward)], ward.by)


@dataclass(frozen=True)
class Remaining:
    """What Tổng quan says in one line."""

    done: int
    whole: int
    next: str


def remaining(request: HttpRequest) -> Remaining | None:
    """How far the ward is set up; None for who does not do it, and once all is done."""
    user = request.user
    if not isinstance(user, User) or not sets_up(user) or user.unit is None:
        return None
    steps = steps_of(Ward.of(user, scope_of(request)))
    done = sum(step.state is State.DONE for step in steps)
    nearest = next((step.title for step in steps if step.state is State.NEXT), "")
    return Remaining(done, len(steps), nearest) if nearest else None


def _place(ward: Ward) -> Step:
    return Step(
        "Địa phương",
        BOTH,
        SET_UP,
        said=ward.locality.name,
        is_done=True,
        page=("edit_ward", "", "Địa phương, thể thức"),
    )


def _ward_steps(ward: Ward) -> list[Step]:
    count, accounts = unit_tallies(ward.locality, ward.plan)
    of_reporting = "đơn vị phải báo cáo có tài khoản" if ward.plan else "đơn vị có tài khoản"
    return [
        Step(
            "Đơn vị", BOTH, SET_UP, said=f"{count} đơn vị", is_done=count > 1, sheet="Đơn vị",
            page=("units", "", "Danh mục đơn vị"),
        ),
        Step(
            "Tài khoản", ADMINISTRATOR, ADD_USER, tallies=[(of_reporting, accounts)], sheet="Người dùng",
            page=("import_accounts", "", "Tạo từ danh sách"),
        ),
        Step(
            "Kế hoạch", BOTH, SET_UP, said=ward.plan.title if ward.plan else "", is_done=bool(ward.plan),
            page=("choose_plan", "", "Đưa kế hoạch vào"),
        ),
    ]  # fmt: skip


def _plan_steps(ward: Ward) -> list[Step]:
    """What is said of the plan's own content; without one only that it comes first."""
    plan = ward.plan
    steps = [
        Step(
            "Đơn vị báo cáo, đầu mối", OFFICE, EDIT_PLAN, sheet="Phân công",
            page=("assign_many", "", "Phân công"),
        ),
        Step(
            "Số gốc", OFFICE, EDIT_PLAN, sheet="Số gốc",
            page=("setup_grid", "so-goc", "Ghi số gốc"),
        ),
        Step(
            "Kế hoạch năm", OFFICE, EDIT_PLAN, sheet="Kế hoạch năm",
            page=("setup_grid", "ke-hoach-nam", "Ghi kế hoạch năm"),
        ),
        Step(
            title_of(plan) if plan else "Nội dung còn để trống", OFFICE, EDIT_PLAN,
            sheet=title_of(plan) if plan else "",
            page=("setup_grid", "con-de-trong", "Ghi nội dung còn trống"),
        ),
    ]  # fmt: skip
    if plan is None:
        return [replace(step, needs=PLAN_FIRST) for step in steps]
    tallies = _tallies(ward, plan)
    if not tallies[0][0][1].whole:
        return [replace(step, needs=CONTENT_FIRST) for step in steps]
    return [replace(step, tallies=found) for step, found in zip(steps, tallies, strict=True)]


def _tallies(ward: Ward, plan: Plan) -> list[list[tuple[str, Tally]]]:
    handed, named = item_tallies(plan)
    return [
        [("việc đã giao đơn vị", handed), ("việc có đầu mối", named)],
        [("chỉ tiêu có số gốc", baseline_tally(ward, plan))],
        [("mục tiêu có kế hoạch năm", plan_figure_tally(ward, plan))],
        [("phân công đã rõ mọi mặt", clear_tally(ward, plan))],
    ]


def _round(ward: Ward) -> Step:
    periods = ward.scope.periods
    return Step(
        "Kỳ báo cáo đầu tiên", OFFICE, MANAGE_PERIODS, is_done=bool(periods),
        said=f"{periods[-1].label} đã mở" if periods else "", needs="" if ward.plan else PLAN_FIRST,
        page=("period_list", "", "Kỳ báo cáo"),
    )  # fmt: skip


def _with_states(steps: Sequence[Step], by: User) -> list[Step]:
    """What is full is done; the first of the others that can be done is next."""
    found = []
    known = False
    for step in steps:
        full = bool(step.tallies) and all(one.is_full for _, one in step.tallies)
        done = not step.needs and (step.is_done or full)
        state = State.DONE if done else State.OPEN if known or step.needs else State.NEXT
        known = known or state == State.NEXT
        found.append(replace(step, state=state, mine=may(by, step.permission)))
    return found
