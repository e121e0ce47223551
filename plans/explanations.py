"""Yêu cầu giải trình: a leader asks, the responsible unit answers, the thread stays with the item."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from bachdang.accounts.actions import record_event
from bachdang.accounts.models import User
from bachdang.accounts.overtaken import overtaken
from bachdang.accounts.querysets import locality_of, units_under
from bachdang.accounts.roles import (
    ACCEPT_REPORT,
    APPROVE_REPORT,
    ASK_EXPLANATION,
    WRITE_REPORT,
    Role,
    may,
)
from bachdang.vietnamese.numbers import format_date
from plans.models import ExplanationRequest, Item, Reply

ASKED_KINDS = ("indicator", "task", "project")

Changes = dict[str, tuple[str | None, str | None]]


def may_ask(item: Item, by: User) -> bool:
    """Leaders, and the Party office for one of them."""
    return item.kind in ASKED_KINDS and may(by, ASK_EXPLANATION)


def asks_for_others(by: User) -> bool:
    """Whether the person asks only on a leader's behalf."""
    return may(by, ACCEPT_REPORT)


def leaders_of(by: User) -> QuerySet[User]:
    """Whom the person may ask for: the active leaders of the own locality, by name."""
    found = User.objects.filter(groups__name=Role.LEADER.value, is_active=True)
    return found.filter(unit__locality=locality_of(by)).order_by("name_key", "pk")


def may_reply(request: ExplanationRequest, by: User) -> bool:
    """The unit that reports the item, or one above it; and those who may ask, in an open thread."""
    return request.closed_at is None and may_reply_while_open(request, by)


def may_reply_while_open(request: ExplanationRequest, by: User) -> bool:
    """The same, were the thread open."""
    if may(by, ASK_EXPLANATION):
        return True
    writes = may(by, WRITE_REPORT) or may(by, APPROVE_REPORT)
    return writes and request.item.reporter_id in units_under(by)


@transaction.atomic
def ask_explanation(
    *, item: Item, text: str, due: date, by: User, today: date, on_behalf_of: User | None = None
) -> ExplanationRequest:
    """Ask the unit that reports an item why it stands as it does, by a day.

    `on_behalf_of`: the leader for whom the Party office asks; it names one, a leader asks for nobody else.
    """
    if not may_ask(item, by):
        raise PermissionDenied("Yêu cầu giải trình do Thường trực, Ban Thường vụ nêu.")
    if item.reporter is None:
        raise ValidationError("Việc này chưa giao đơn vị báo cáo nên chưa có ai giải trình.")
    if not text.strip():
        raise ValidationError({"text": "Ghi nội dung cần giải trình."})
    if asks_for_others(by) != (on_behalf_of is not None):
        raise ValidationError({"on_behalf_of": "Văn phòng ghi yêu cầu thay một lãnh đạo: chọn lãnh đạo đó."})
    if on_behalf_of is not None and not leaders_of(by).filter(pk=on_behalf_of.pk).exists():
        raise ValidationError({"on_behalf_of": f"{on_behalf_of} không phải lãnh đạo được nêu yêu cầu."})
    if due < today:
        raise ValidationError({"due": "Hạn trả lời không được trước hôm nay."})
    request = ExplanationRequest.objects.create(
        item=item, text=text.strip(), due=due, asked_by=by, on_behalf_of=on_behalf_of
    )
    asked: Changes = {"Giải trình": (None, request.text), "Hạn trả lời": (None, format_date(due))}
    if on_behalf_of is not None:
        asked["Thay mặt"] = (None, str(on_behalf_of))
    _record("ask_explanation", request, by, asked)
    return request


def _locked(request: ExplanationRequest) -> ExplanationRequest:
    rows = ExplanationRequest.objects.select_for_update(of=("self",)).select_related("item")
    locked: ExplanationRequest = rows.get(pk=request.pk)
    return locked


@transaction.atomic
def reply(*, request: ExplanationRequest, text: str, by: User) -> Reply:
    """Answer in the thread."""
    request = _locked(request)
    if request.closed_at is not None and may_reply_while_open(request, by):
        raise overtaken("Yêu cầu giải trình này đã kết thúc nên không gửi thêm được.", request)
    if not may_reply(request, by):
        raise PermissionDenied("Chỉ đơn vị báo cáo việc này, hoặc người nêu yêu cầu, trả lời khi còn mở.")
    if not text.strip():
        raise ValidationError({"text": "Ghi nội dung giải trình."})
    found = Reply.objects.create(request=request, text=text.strip(), by=by)
    _record("reply_explanation", request, by, {"Giải trình": (None, found.text)})
    return found


@transaction.atomic
def close(*, request: ExplanationRequest, by: User) -> ExplanationRequest:
    """End a thread: the leader is content, or asks no longer."""
    request = _locked(request)
    if not may(by, ASK_EXPLANATION):
        raise PermissionDenied("Người nêu yêu cầu mới kết thúc được.")
    if request.closed_at is not None:
        raise overtaken("Yêu cầu giải trình này đã kết thúc.", request)
    request.closed_at, request.closed_by = timezone.now(), by
    request.save(update_fields=["closed_at", "closed_by"])
    _record("close_explanation", request, by, {"Tình trạng": ("đang mở", "đã kết thúc")})
    return request


def _record(verb: str, request: ExplanationRequest, by: User, changes: Changes) -> None:
    record_event(
        verb=verb,
        subject=request,
        by=by,
        locality=request.item.plan.locality_id,
        item_id=request.item_id,
        changes=changes,
    )
