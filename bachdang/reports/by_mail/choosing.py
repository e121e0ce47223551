"""Thư định kỳ: which letters the office has sent, on which days, to whom."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet

from bachdang.accounts.actions import record_event
from bachdang.accounts.models import User
from bachdang.accounts.roles import EDIT_PLAN, Role, may
from plans.models import Mailing, MailingKind, Plan
from plans.models.mailings import SENDING_DAYS


@dataclass(frozen=True)
class Sending:
    """When and to whom one kind is sent; not sent at all without days."""

    days: Collection[int] = ()
    people: Collection[User] = ()

    def same_as(self, other: Sending) -> bool:
        """Whether the days are the same and the people are."""
        return set(self.days) == set(other.days) and set(self.people) == set(other.people)

    @property
    def said(self) -> tuple[str, str]:
        """Days and names, for the history."""
        days = ", ".join(name for day, name in SENDING_DAYS.items() if day in self.days)
        return days, ", ".join(sorted(str(one) for one in self.people))


def readers_of(locality: int) -> QuerySet[User]:
    """Who may get these letters: active people of the Party office and leaders, also without an address."""
    roles = [Role.OFFICE.value, Role.LEADER.value]
    people = User.objects.filter(unit__locality=locality, is_active=True, groups__name__in=roles)
    return people.distinct().order_by("unit__order", "name_key", "pk")


def sendings_of(plan: Plan) -> dict[MailingKind, Sending]:
    """What is chosen for every kind. Two queries."""
    rows = {one.kind: one for one in Mailing.objects.filter(plan=plan).prefetch_related("recipients")}
    return {kind: _chosen(rows.get(kind)) for kind in MailingKind}


def _chosen(row: Mailing | None) -> Sending:
    return Sending(row.sending_days, list(row.recipients.all())) if row else Sending()


@transaction.atomic
def set_mailings(*, plan: Plan, sendings: Mapping[MailingKind, Sending], by: User) -> int:
    """Choose days and recipients of each kind; returns how many changed."""
    if not may(by, EDIT_PLAN):
        raise PermissionDenied("Thư định kỳ do Văn phòng Đảng ủy chọn.")
    plan = Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    known = sendings_of(plan)
    changed = [kind for kind, wanted in sendings.items() if not wanted.same_as(known[kind])]
    for kind in changed:
        _write(plan, kind, sendings[kind])
        _record(plan, kind, known[kind], sendings[kind], by)
    return len(changed)


def _write(plan: Plan, kind: MailingKind, wanted: Sending) -> None:
    if not wanted.days:
        Mailing.objects.filter(plan=plan, kind=kind).delete()
        return
    bits = sum(1 << (day - 1) for day in wanted.days)
    row, _ = Mailing.objects.update_or_create(plan=plan, kind=kind, defaults={"days": bits})
    row.recipients.set(wanted.people)


def _record(plan: Plan, kind: MailingKind, before: Sending, after: Sending, by: User) -> None:
    names = (f"Ngày gửi {kind.label}", f"Người nhận {kind.label}")
    pairs = zip(names, before.said, after.said, strict=True)
    changes = {name: (old or None, new or None) for name, old, new in pairs if old != new}
    record_event(verb="set_mailing", subject=plan, by=by, locality=plan.locality_id, changes=changes)
