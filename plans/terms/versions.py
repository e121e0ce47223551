"""One engine for what changes under decisions: the terms of an item, the terms of a target.

Each change is a new version that holds from a day on; earlier ones stay. Here is what is the same for both:
what a version may follow, what is refused, how it is told in the history, which one may be taken back.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Protocol

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Max

from bachdang.accounts.actions import record_event
from bachdang.accounts.models import User
from bachdang.vietnamese.numbers import format_date
from plans.models import Decision, Item, Plan, TermsState
from plans.terms.comparing import Act, Change
from plans.terms.decisions import ground, last_locked, said
from plans.terms.validity import Held, valid_from_fault, withdrawal_fault

STALE = "Có người vừa điều chỉnh nội dung này trong lúc bạn mở trang. Xem lại nội dung mới rồi làm lần nữa."
NOTHING = "Chưa có gì thay đổi so với nội dung đang có hiệu lực."


class StaleTerms(ValidationError):
    """Someone else amended the same thing since the form was opened."""


class Draft(Protocol):
    """What a version is to say; `seen` is a short mark of it."""

    @property
    def seen(self) -> str: ...


class Version(Protocol):
    """A stored version: Terms or TargetTerms."""

    pk: Any
    valid_from: date
    decision_id: int | None
    state: str

    @property
    def decision(self) -> Decision | None: ...


def mark_of(stored: Version, draft: Draft) -> str:
    """The mark of a version that a form was opened on."""
    return f"{stored.pk}-{draft.seen}"


def follow(
    newest: Version, before: Draft, *, name: str, seen: str, decision: Decision | None, plan: Plan
) -> tuple[Decision, Held]:
    """The decision of a further version, and the one it follows. `before`: what that says; `name`: of what.

    Raises StaleTerms when it is no longer the one `seen`, ValidationError with no decision or after the end.
    """
    if mark_of(newest, before) != seen:
        raise StaleTerms(STALE)
    decision = ground(decision, plan)
    if newest.state == TermsState.ENDED:
        raise ValidationError(
            f"{name} đã kết thúc từ {format_date(newest.valid_from)} theo {said(newest.decision)}. "
            f"Rút lại lần điều chỉnh đó nếu còn tiếp tục."
        )
    return decision, Held(newest.valid_from, said(newest.decision))


def refuse(errors: Iterable[tuple[str, str]], day: date, plan: Plan, held: Held | None) -> None:
    """Raise what is wrong with a version that is to hold from `day`, by field; `held`: the one it follows."""
    found: dict[str, list[str]] = {}
    for field, message in errors:
        found.setdefault(field, []).append(message)
    if message := valid_from_fault(day, plan.starts, held, last_locked(plan)):
        found.setdefault("valid_from", []).append(message)
    if found:
        raise ValidationError(found)


def record_version(
    verb: str, stored: Version, item: Item, act: Act, changes: Iterable[Change], by: User, of: str = ""
) -> None:
    """One event: what was done (`of` what, when it is not the item), from when and under what, each field."""
    assert isinstance(stored, models.Model)
    since = f"{act.label}{of and f' {of}'} từ {format_date(stored.valid_from)}"
    record_event(
        verb=verb,
        subject=stored,
        by=by,
        locality=item.plan.locality_id,
        item_id=item.pk,
        changes={one.label: (one.before or None, one.after or None) for one in changes},
        reason=f"{since} theo {said(stored.decision)}",
    )


def withdrawable(stored: Version, versions: models.QuerySet[Any], plan: Plan, name: str) -> str:
    """Why a version cannot be taken back; "" when it can: only the newest, under a decision, not locked."""
    if stored.decision_id is None:
        return f"{name} trong kế hoạch ban hành không rút lại được."
    newest = versions.aggregate(last=Max("valid_from"))["last"]
    if stored.valid_from != newest:
        return (
            f"Chỉ rút lại được lần điều chỉnh mới nhất; sau lần này còn lần có hiệu lực từ "
            f"{format_date(newest)}."
        )
    return withdrawal_fault(stored.valid_from, last_locked(plan))


def need_reason(reason: str) -> str:
    """Raises ValidationError when a version is taken back without one."""
    if not reason.strip():
        raise ValidationError({"reason": "Ghi lý do rút lại."})
    return reason.strip()


def record_withdrawal(stored: Version, item: Item, by: User, reason: str, of: str = "") -> None:
    """One event that names the version by its decision and its day."""
    assert isinstance(stored, models.Model)
    named = f"{said(stored.decision)}, hiệu lực từ {format_date(stored.valid_from)}"
    record_event(
        verb="amend",
        subject=stored,
        by=by,
        locality=item.plan.locality_id,
        item_id=item.pk,
        changes={f"Lần điều chỉnh{of and f' {of}'}": (named, None)},
        reason=reason,
    )
