"""What each unit leads, co-operates in and reports, of every kind of item, as the scope's day sees it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cached_property

from bachdang.scope.links import work_url
from bachdang.scope.scopes import Scope
from bachdang.standing.filters import TARGETS_NEEDING_ATTENTION, TASKS_NEEDING_ATTENTION
from bachdang.standing.quarter_book import QuarterBook
from bachdang.standing.tasks import TaskRow
from indicators.rules import Status
from indicators.target_row import TargetRow
from plans.models import Item, ItemKind, Terms, TermsState, TermsUnit, UnitRole
from plans.rules import TaskStatus

KIND_LABELS: dict[ItemKind, str] = {
    ItemKind.PROGRAMME: "Chương trình, đề án, nhiệm vụ trọng tâm",
    ItemKind.INDICATOR: "Mục tiêu của các chỉ tiêu",
    ItemKind.TASK: "Nhiệm vụ",
    ItemKind.PROJECT: "Dự án",
    ItemKind.DUTY: "Việc tổ chức thực hiện",
    ItemKind.OWN: "Việc của đơn vị",
}
# Statuses that are late already, the worst first; near due comes after them.
LATE = (TaskStatus.OVERDUE, Status.FAILED, Status.AT_RISK, Status.SLOW)
_URGENCY = {str(status): rank for rank, status in enumerate((*LATE, TaskStatus.DUE_SOON))}
_ATTENTION = {str(status) for status in (*TARGETS_NEEDING_ATTENTION, *TASKS_NEEDING_ATTENTION)}


class Role(StrEnum):
    LEADS = "chu-tri"
    COOPERATES = "phoi-hop"
    REPORTS = "bao-cao"


ROLE_LABELS: dict[Role, str] = {
    Role.LEADS: "Chủ trì",
    Role.COOPERATES: "Phối hợp",
    Role.REPORTS: "Báo cáo",
}


@dataclass(frozen=True)
class Work:
    """One thing a unit answers for: a target of an indicator, or an item with dates or words.

    `status` is "" for what has none (programmes); `target` is set for targets.
    """

    item: Item
    title: str
    scope: Scope
    status: str = ""
    due: date | None = None
    target: TargetRow | None = None
    row: TaskRow | None = None
    roles: tuple[Role, ...] = ()

    @cached_property
    def url(self) -> str:
        """Its page, with plan and period kept."""
        return work_url(self.item, self.scope)

    @property
    def estimated(self) -> bool:
        return self.target is not None and self.target.estimated

    @property
    def role_labels(self) -> list[str]:
        return [ROLE_LABELS[one] for one in self.roles]

    @property
    def answers_for(self) -> bool:
        """Whether the unit leads or reports it, more than co-operates."""
        return self.roles != (Role.COOPERATES,)

    @property
    def needs_attention(self) -> bool:
        return self.answers_for and self.status in _ATTENTION

    @property
    def is_late(self) -> bool:
        return self.answers_for and self.status in {str(one) for one in LATE}

    @property
    def urgency(self) -> tuple[int, date, int]:
        return (_URGENCY.get(self.status, len(_URGENCY)), self.due or date.max, self.item.order)


class WorkBook:
    """All work of a plan with the units named for it; a constant number of queries."""

    def __init__(self, book: QuarterBook) -> None:
        self.scope, self.mine = book.scope, book.known.mine
        works = [
            *self._words(book.terms(ItemKind.PROGRAMME)),
            *self._targets(book.target_rows),
            *self._dated([*book.tasks, *book.projects, *book.duties, *book.own]),
        ]
        named = self._named()
        self._by_unit: dict[int, list[Work]] = defaultdict(list)
        for work in works:
            for unit, roles in _roles(work.item, named).items():
                self._by_unit[unit].append(replace(work, roles=roles))

    def of(self, unit: int, role: str = "") -> list[Work]:
        """A unit's work in the document's order, by kind; `role`: only where it has this one."""
        return [one for one in self._by_unit.get(unit, []) if not role or role in one.roles]

    def attention(self, unit: int) -> list[Work]:
        """What is late, the worst first, then what is nearly due."""
        return sorted((one for one in self.of(unit) if one.needs_attention), key=lambda one: one.urgency)

    def _words(self, found: Iterable[Terms]) -> Iterator[Work]:
        for terms in found:
            yield Work(terms.item, terms.title, self.scope, due=terms.ends)

    def _targets(self, rows: Iterable[TargetRow]) -> Iterator[Work]:
        for row in rows:
            yield Work(row.item, row.title, self.scope, row.status, row.terms.horizon, target=row)

    def _dated(self, rows: Iterable[TaskRow]) -> Iterator[Work]:
        for row in rows:
            yield Work(row.item, row.title, self.scope, row.status.value, row.due, row=row)

    def _named(self) -> dict[int, list[tuple[int, str]]]:
        """(unit, role) by item as the terms in force name them. One query."""
        valid = Terms.objects.valid_on(self.scope.ends).filter(self.mine)
        found: dict[int, list[tuple[int, str]]] = defaultdict(list)
        rows = TermsUnit.objects.filter(terms__in=valid.exclude(state=TermsState.ENDED))
        for item, unit, role in rows.values_list("terms__item", "unit", "role"):
            found[item].append((unit, role))
        return found


def _roles(item: Item, named: dict[int, list[tuple[int, str]]]) -> dict[int, tuple[Role, ...]]:
    """Every unit that has to do with an item, with what it is to it."""
    found: dict[int, list[Role]] = defaultdict(list)
    for unit, role in named.get(item.pk, []):
        found[unit].append(Role.LEADS if role == UnitRole.LEAD else Role.COOPERATES)
    if item.reporter_id is not None:
        found[item.reporter_id].append(Role.REPORTS)
    return {unit: tuple(sorted(roles, key=list(Role).index)) for unit, roles in found.items()}


def by_kind(works: Iterable[Work]) -> list[tuple[str, list[Work]]]:
    """(kind in words, works) of the kinds that occur."""
    grouped: dict[str, list[Work]] = defaultdict(list)
    for work in works:
        grouped[work.item.kind].append(work)
    return [(label, grouped[kind]) for kind, label in KIND_LABELS.items() if kind in grouped]
