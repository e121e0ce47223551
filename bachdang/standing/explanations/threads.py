"""Explanation threads as rows: who must answer, by when, and whether the unit has."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from bachdang.accounts.models import Unit, User
from bachdang.accounts.querysets import units_under
from bachdang.scope.links import item_url
from bachdang.standing.plan_book import join, link
from bachdang.vietnamese.numbers import format_date
from plans.explanations import may_reply
from plans.models import ExplanationRequest, Item, Plan, Reply, Terms

WAITING, ANSWERED, OVERDUE, CLOSED = "cho-tra-loi", "da-tra-loi", "qua-han", "da-ket-thuc"
# What still waits for the unit, in time or not, as one choice.
OPEN = "chua-tra-loi"
STATE_LABELS = {
    WAITING: "Chờ trả lời",
    OVERDUE: "Quá hạn trả lời",
    ANSWERED: "Đã trả lời",
    CLOSED: "Đã kết thúc",
}


@dataclass(frozen=True)
class Thread:
    """One request with its replies, as seen on a day."""

    request: ExplanationRequest
    replies: list[Reply]
    title: str
    today: date
    can_reply: bool = False

    @property
    def item(self) -> Item:
        return self.request.item

    @property
    def unit(self) -> Unit | None:
        return self.item.reporter

    @property
    def url(self) -> str:
        return f"{item_url(self.item)}#giai-trinh-{self.request.pk}"

    @property
    def due(self) -> date:
        return self.request.due

    @property
    def answered(self) -> bool:
        """Whether someone else than those who ask has spoken last."""
        asking = (self.request.asked_by_id, self.request.on_behalf_of_id)
        return bool(self.replies) and self.replies[-1].by_id not in asking

    @property
    def state(self) -> str:
        if self.request.closed_at is not None:
            return CLOSED
        if self.answered:
            return ANSWERED
        return OVERDUE if self.today > self.request.due else WAITING

    @property
    def state_label(self) -> str:
        return STATE_LABELS[self.state]

    @property
    def days_overdue(self) -> int:
        return max((self.today - self.request.due).days, 0) if self.state == OVERDUE else 0


def replies_text(one: Thread) -> str:
    """The replies, a line each with who said it when."""
    return "\n".join(f"{said.by} ({format_date(said.at)}): {said.text}" for said in one.replies)


def threads(
    plan: Plan,
    today: date,
    *,
    item: Item | None = None,
    unit: Unit | None = None,
    user: User | None = None,
    named_on: date | None = None,
) -> list[Thread]:
    """The threads of a plan (of one item, of what one unit reports), the soonest due first.

    Four queries, one where there is none. Items are called what they are on `named_on` (default: today).
    """
    asked = ExplanationRequest.objects.filter(item__plan=plan)
    if item is not None:
        asked = asked.filter(item=item)
    if unit is not None:
        asked = asked.filter(item__reporter=unit)
    return _threads(plan, asked, today, user, named_on)


def _threads(
    plan: Plan,
    asked: QuerySet[ExplanationRequest],
    today: date,
    user: User | None = None,
    named_on: date | None = None,
) -> list[Thread]:
    rows = list(asked.prefetch_related("replies").order_by("closed_at", "due", "pk"))
    if not rows:
        return []
    titles = _name(rows, plan, named_on or today)
    return [
        Thread(
            one,
            list(one.replies.all()),
            titles.get(one.item_id, one.item.code),
            today,
            user is not None and may_reply(one, user),
        )
        for one in rows
    ]


def _name(rows: Sequence[ExplanationRequest], plan: Plan, day: date) -> dict[int, str]:
    """Let the requests and replies answer with their items, and with people and their units; returns what
    the items are called on a day: the later version takes the place of the earlier one.
    """
    named = Terms.objects.filter(item__in={one.item_id for one in rows}).order_by("valid_from")
    terms = list(named.select_related("item__reporter", "item__parent"))
    items = {one.item_id: one.item for one in terms}
    for one in items.values():
        link(one, plan=plan)
    replies = [reply for one in rows for reply in one.replies.all()]
    asking = {pk for one in rows for pk in (one.asked_by_id, one.on_behalf_of_id, one.closed_by_id)}
    people = User.objects.select_related("unit").in_bulk((asking | {one.by_id for one in replies}) - {None})
    join(rows, ("item",), items)
    join(rows, ("asked_by", "on_behalf_of", "closed_by"), people)
    join(replies, ("by",), people)
    return {one.item_id: one.title for one in terms if one.valid_from <= day}


def asked_of(found: Iterable[Thread]) -> dict[int, Thread]:
    """The thread of each item (primary key) that is not ended, the soonest due."""
    return {one.item.pk: one for one in reversed([*found]) if one.request.closed_at is None}


def waiting_for(plan: Plan, user: User, today: date) -> list[Thread]:
    """What the user's unit (or one under it) still must answer: its item, its day."""
    asked = ExplanationRequest.objects.filter(item__plan=plan, closed_at=None)
    found = _threads(plan, asked.filter(item__reporter__in=units_under(user)), today)
    return [one for one in found if one.state in (WAITING, OVERDUE)]
