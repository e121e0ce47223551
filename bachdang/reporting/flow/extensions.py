"""Gia hạn: a unit asks for a later day, the office answers one, several or all, or gives one unasked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from bachdang.accounts.actions import record_event
from bachdang.accounts.models import Unit, User
from bachdang.accounts.roles import APPROVE_REPORT, MANAGE_PERIODS, WRITE_REPORT, may
from bachdang.errors import Overtaken
from bachdang.reporting.flow.notices import (
    end_notices,
    tell_of_extension,
    tell_of_extension_answer,
    tell_of_extension_request,
)
from bachdang.vietnamese.numbers import format_date
from plans.due_days import DueDays
from plans.models import Extension, ExtensionRequest, Item, Period, RequestState


class AnsweredMeanwhile(Overtaken):
    """Somebody else has answered a request since the page was read, or the unit took it back."""


def may_ask_extension(by: User) -> bool:
    """The people of a unit that reports."""
    return by.unit_id is not None and (may(by, WRITE_REPORT) or may(by, APPROVE_REPORT))


@transaction.atomic
def ask_extension(
    *, period: Period, due: date, reason: str, by: User, today: date, items: Collection[Item] = ()
) -> ExtensionRequest:
    """Ask for a later day, for the whole round or for some `items` of the own unit."""
    unit = by.unit
    if unit is None or not may_ask_extension(by):
        raise PermissionDenied("Đề nghị gia hạn do cán bộ, lãnh đạo đơn vị báo cáo gửi.")
    period = _open(period)
    if any(item.reporter_id != unit.pk for item in items):
        raise ValidationError({"items": "Chỉ chọn việc do đơn vị mình báo cáo."})
    if ExtensionRequest.objects.filter(period=period, unit=unit, state=RequestState.WAITING).exists():
        raise ValidationError(
            "Đơn vị đã có đề nghị gia hạn chờ trả lời. Rút đề nghị đó trước khi gửi đề nghị khác."
        )
    _check_due(due, DueDays.of([period]).day(period, unit.pk), today)
    request = ExtensionRequest.objects.create(
        period=period, unit=unit, due=due, reason=_need(reason, "Ghi rõ lý do xin gia hạn."), asked_by=by
    )
    request.items.set(items)
    asked = {f"Xin gia hạn {of_what(items)}": (None, format_date(due))}
    _record("ask_extension", period, by, asked, request.reason)
    tell_of_extension_request(request)
    return request


@transaction.atomic
def withdraw_request(*, request: ExtensionRequest, by: User) -> ExtensionRequest:
    """The unit takes its request back, as long as it waits."""
    request = _locked(ExtensionRequest.objects.filter(pk=request.pk))[0]
    if request.unit_id != by.unit_id or not may_ask_extension(by):
        raise PermissionDenied("Chỉ đơn vị đã gửi đề nghị được rút đề nghị.")
    _still_waiting([request])
    request.state = RequestState.WITHDRAWN
    request.save(update_fields=["state"])
    stood = {"Đề nghị gia hạn": (RequestState.WAITING.label, RequestState.WITHDRAWN.label)}
    _record("withdraw_extension", request.period, by, stood)
    end_notices(f"extension:{request.pk}")
    return request


@transaction.atomic
def answer_requests(
    *,
    period: Period,
    chosen: Collection[int],
    grant: bool,
    reason: str,
    by: User,
    today: date,
    due: date | None = None,
) -> list[ExtensionRequest]:
    """One answer to the chosen requests of a round, all or none. `due`: another day than those asked for.

    Raises AnsweredMeanwhile naming who was quicker, or ValidationError.
    """
    _allow(by)
    period = _open(period)
    requests = _locked(ExtensionRequest.objects.filter(period=period, pk__in=chosen))
    if not requests:
        raise ValidationError("Chưa chọn đề nghị gia hạn nào.")
    _still_waiting(requests)
    if not grant:
        reason = _need(reason, "Ghi lý do không gia hạn để đơn vị biết.")
    for request in requests:
        if grant:
            _check_due(due or request.due, period.due, today)
            _grant(request, due or request.due, reason.strip() or request.reason, by)
        _answer(request, RequestState.GRANTED if grant else RequestState.REFUSED, reason.strip(), due, by)
        tell_of_extension_answer(request)
    return requests


@transaction.atomic
def extend(
    *, period: Period, units: Iterable[Unit], due: date, reason: str, by: User, today: date
) -> list[Extension]:
    """A later due day for the whole round of some units; a further one takes the place of the first."""
    _allow(by)
    period, reason = _open(period), _need(reason, "Ghi rõ lý do.")
    _check_due(due, period.due, today)
    made = [_extend(period, unit, None, due, reason, by) for unit in units]
    if not made:
        raise ValidationError({"units": "Chọn ít nhất một đơn vị."})
    for one in made:
        tell_of_extension(one)
    return made


def of_what(items: Iterable[Item]) -> str:
    """What a request is for: the whole round, or its items by code."""
    return ", ".join(one.code for one in items) or "cả kỳ"


def _open(period: Period) -> Period:
    locked: Period = Period.objects.select_for_update(of=("self",)).select_related("plan").get(pk=period.pk)
    if locked.locked_at is not None:
        raise ValidationError(f"{locked.label} đã chốt; mở lại từng báo cáo thay vì gia hạn.")
    if locked.opened_at is None:
        raise ValidationError(f"{locked.label} chưa mở nên chưa gia hạn được.")
    return locked


def _allow(by: User) -> None:
    if not may(by, MANAGE_PERIODS):
        raise PermissionDenied("Chỉ Văn phòng Đảng ủy gia hạn.")


def _need(text: str, otherwise: str) -> str:
    if not text.strip():
        raise ValidationError({"reason": otherwise})
    return text.strip()


def _check_due(due: date, before: date, today: date) -> None:
    if due <= before:
        raise ValidationError({"due": f"Hạn mới phải sau hạn hiện có ({format_date(before)})."})
    if due < today:
        raise ValidationError({"due": f"Hạn mới {format_date(due)} đã qua. Ghi ngày từ hôm nay trở đi."})


def _locked(requests: Iterable[ExtensionRequest]) -> list[ExtensionRequest]:
    rows = ExtensionRequest.objects.select_for_update(of=("self",)).select_related(
        "period__plan", "unit", "asked_by", "answered_by"
    )
    keys = [one.pk for one in requests]
    return list(rows.filter(pk__in=keys).prefetch_related("items").order_by("unit__order", "pk"))


def _still_waiting(requests: Iterable[ExtensionRequest]) -> None:
    gone = [one for one in requests if not one.is_waiting]
    if gone:
        raise AnsweredMeanwhile(" ".join(_gone(one) for one in gone))


def _gone(one: ExtensionRequest) -> str:
    if one.answered_by is None:
        return f"{one.unit} đã rút đề nghị gia hạn."
    state = RequestState(one.state).label.lower()
    day = format_date(one.granted_due)
    return f"Đề nghị của {one.unit} đã được {one.answered_by} trả lời: {state}{f' đến {day}' if day else ''}."


def _grant(request: ExtensionRequest, due: date, reason: str, by: User) -> None:
    for item in list(request.items.all()) or [None]:
        _extend(request.period, request.unit, item, due, reason, by)


def _extend(period: Period, unit: Unit, item: Item | None, due: date, reason: str, by: User) -> Extension:
    before = Extension.objects.filter(period=period, unit=unit, item=item).first()
    made: Extension
    made, _ = Extension.objects.update_or_create(
        period=period, unit=unit, item=item, defaults={"due": due, "reason": reason, "granted_by": by}
    )
    old = format_date(before.due if before else period.due)
    what = f"Hạn gửi {item.code} của {unit}" if item else f"Hạn gửi của {unit}"
    _record("extend", period, by, {what: (old, format_date(due))}, reason)
    return made


def _answer(request: ExtensionRequest, state: RequestState, answer: str, due: date | None, by: User) -> None:
    request.state, request.answer = state, answer
    request.granted_due = (due or request.due) if state == RequestState.GRANTED else None
    request.answered_at, request.answered_by = timezone.now(), by
    request.save(update_fields=["state", "answer", "granted_due", "answered_at", "answered_by"])
    about = f"Đề nghị gia hạn {of_what(request.items.all())} của {request.unit}"
    stood = {about: (RequestState.WAITING.label, RequestState(state).label)}
    _record("answer_extension", request.period, by, stood, answer)


def _record(
    verb: str, period: Period, by: User, changes: Mapping[str, tuple[str | None, str]], reason: str = ""
) -> None:
    record_event(
        verb=verb, subject=period, by=by, locality=period.plan.locality_id, changes=changes, reason=reason
    )
