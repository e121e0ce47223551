"""Rows of the work that units set themselves: how each stands on a day, by task, by unit, by person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bachdang.accounts.models import Unit, User
from bachdang.standing.plan_book import PlanBook
from bachdang.standing.tasks import TaskRow
from plans.models import Item, ItemKind, Occurrence, Plan, Terms, TermsState
from plans.own_work import may_add
from plans.rules import Schedule, TaskStatus, task_status

DONE = {TaskStatus.DONE_IN_TIME, TaskStatus.DONE_LATE}
PRESSING = {TaskStatus.OVERDUE, TaskStatus.DUE_SOON}


@dataclass(frozen=True)
class OwnRow(TaskRow):
    """One piece of a unit's own work as it stands on a day; `document` shows that it is done."""

    document: str = ""

    @property
    def task(self) -> Item:
        assert self.item.parent is not None
        return self.item.parent

    @property
    def unit(self) -> Unit:
        assert self.item.reporter is not None
        return self.item.reporter

    @property
    def contact(self) -> User | None:
        return self.item.contact

    @property
    def dropped(self) -> bool:
        return self.terms.state == TermsState.ENDED

    @property
    def done(self) -> bool:
        return self.status in DONE


def own_rows(
    plan: Plan,
    day: date,
    *,
    pk: int | None = None,
    dropped: bool = False,
) -> list[OwnRow]:
    """Own work of a plan as it stands on `day`, by task, unit and due day. Two queries.

    `pk`: only this one; `dropped`: also what is followed no longer.
    It is not the document's, so it does not depend on the period looked at.
    """
    found = Terms.objects.filter(item__plan=plan, item__kind=ItemKind.OWN).select_related(
        "item__plan", "item__parent__clause", "item__reporter", "item__contact", "item__clause"
    )
    if pk is not None:
        found = found.filter(item=pk)
    if not dropped:
        found = found.exclude(state=TermsState.ENDED)
    rows = list(found.order_by("item__order", "item__reporter__order", "ends", "item__code"))
    runs = {one.item_id: one for one in Occurrence.objects.filter(item__in=[one.item_id for one in rows])}
    return [_row(one, runs[one.item_id], day) for one in rows]


def _row(terms: Terms, run: Occurrence, day: date) -> OwnRow:
    schedule = Schedule(starts=run.starts, due=run.due, completed_on=run.completed_on)
    return OwnRow(
        terms=terms,
        computed=task_status(schedule, day, terms.item.plan.due_soon_days),
        due=run.due,
        completed_on=run.completed_on,
        occurrences=[run],
        document=run.product_document,
    )


@dataclass(frozen=True)
class OwnWorkCard:
    """The units' own work on the page of a task; `can_add`: whether the person's unit may add to it."""

    task: Item
    rows: list[OwnRow]
    dropped: list[OwnRow]
    can_add: bool

    @property
    def shown(self) -> bool:
        return bool(self.rows or self.dropped or self.can_add)


def own_work_card(task: Item, known: PlanBook, user: object, today: date) -> OwnWorkCard:
    """All that units have set themselves under a task, of which the book is. No query beside the book's."""
    found = [
        _row(one, known.occurrences[one.item_id][0], today) for one in known.versions(ItemKind.OWN, date.max)
    ]
    found.sort(key=lambda row: (row.unit.order, row.due or date.max, row.item.code))
    return OwnWorkCard(
        task=task,
        rows=[row for row in found if not row.dropped],
        dropped=[row for row in found if row.dropped],
        can_add=isinstance(user, User) and may_add(task, user, today),
    )


@dataclass(frozen=True)
class OpenWork:
    """What a person's unit has set itself and not finished: the person's own first, then the soonest due."""

    rows: list[OwnRow]
    user: User

    @property
    def overdue(self) -> int:
        return sum(1 for row in self.rows if row.status is TaskStatus.OVERDUE)

    @property
    def presses(self) -> bool:
        """Whether something of the person's own, or of nobody's, is overdue or near due."""
        mine = (row for row in self.rows if row.item.contact_id in (None, self.user.pk))
        return any(row.status in PRESSING for row in mine)


def open_own_work(known: PlanBook, user: User, today: date) -> OpenWork:
    """The unfinished own work of the user's unit, of which the book is. No query beside the book's."""
    held = known.terms(ItemKind.OWN, date.max)
    rows = [_row(one, known.occurrences[one.item_id][0], today) for one in held]
    rows = [row for row in rows if not row.done]
    rows.sort(key=lambda row: (row.item.contact_id != user.pk, row.due or date.max, row.item.code))
    return OpenWork(rows, user)
