"""Trao đổi about a report between its unit and the Party office: said, heard of, taken back."""

from __future__ import annotations

from collections.abc import Collection

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from bachdang.accounts.actions import record_event
from bachdang.accounts.models import Unit, User
from bachdang.accounts.querysets import units_under
from bachdang.accounts.roles import ACCEPT_REPORT, APPROVE_REPORT, WRITE_REPORT, Role, may
from bachdang.reporting.flow.notices import end_notices, tell_of_comment
from plans.models import Comment, Item, Period


def may_comment(item: Item, by: User) -> bool:
    """Who reads the drafts of an item: the people of its unit, of units above, and the Party office."""
    if may(by, ACCEPT_REPORT):
        return True
    return (may(by, WRITE_REPORT) or may(by, APPROVE_REPORT)) and item.reporter_id in units_under(by)


def people_to_mention(item: Item, by: User) -> QuerySet[User]:
    """The people of the unit, the heads above it, and the Party office, but for the one who speaks."""
    locality = item.plan.locality_id
    parents = dict(Unit.objects.filter(locality=locality).values_list("pk", "parent"))
    above: list[int] = []
    at = parents.get(item.reporter_id or 0)
    while at is not None and at not in above:
        above.append(at)
        at = parents.get(at)
    found = User.objects.filter(unit__locality=locality, is_active=True).filter(
        Q(unit=item.reporter_id, groups__name__in=[Role.OFFICER.value, Role.HEAD.value])
        | Q(unit__in=above, groups__name=Role.HEAD.value)
        | Q(groups__name=Role.OFFICE.value)
    )
    return found.exclude(pk=by.pk).select_related("unit").order_by("name_key", "pk").distinct()


@transaction.atomic
def add_comment(
    *, item: Item, period: Period, text: str, by: User, mentioned: Collection[User] = ()
) -> Comment:
    """Say something about an item in a round; those mentioned hear of it, else the other side."""
    if item.reporter is None or not may_comment(item, by):
        raise PermissionDenied("Trao đổi dành cho đơn vị báo cáo việc này và Văn phòng Đảng ủy.")
    if not text.strip():
        raise ValidationError({"text": "Ghi nội dung trao đổi."})
    allowed = {one.pk for one in people_to_mention(item, by)}
    if any(one.pk not in allowed for one in mentioned):
        raise ValidationError(
            {"mentioned": "Chỉ nhắc tên người của đơn vị, cấp trên hoặc Văn phòng Đảng ủy."}
        )
    made = Comment.objects.create(period=period, item=item, unit=item.reporter, text=text.strip(), by=by)
    made.mentioned.set(mentioned)
    names = ", ".join(str(one) for one in mentioned)
    _record("comment", made, by, f"gửi, nhắc tên {names}" if names else "gửi")
    tell_of_comment(made, mentioned)
    return made


@transaction.atomic
def withdraw_comment(*, comment: Comment, by: User) -> Comment:
    """Take back one's own remark: nobody is shown it any more. Taken back already, nothing changes."""
    rows = Comment.objects.select_for_update(of=("self",)).select_related("item", "period", "unit")
    comment = rows.get(pk=comment.pk)
    if comment.by_id != by.pk:
        raise PermissionDenied("Chỉ người viết rút được lời của mình.")
    if comment.withdrawn_at is None:
        comment.withdrawn_at = timezone.now()
        comment.save(update_fields=["withdrawn_at"])
        _record("withdraw_comment", comment, by, "đã rút")
        end_notices(f"comment:{comment.pk}")
    return comment


def _record(verb: str, comment: Comment, by: User, said: str) -> None:
    """The words stay with the comment, which fewer people read than the history."""
    about = f"Trao đổi về {comment.item.code}, {comment.period.within}"
    record_event(
        verb=verb, subject=comment, by=by, locality=comment.unit.locality_id, changes={about: (None, said)}
    )
