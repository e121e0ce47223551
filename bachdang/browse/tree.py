"""The plan's document as a tree of clauses, each with the targets, task or project that hang from it.

What is folded is neither drawn nor read: Outline says where every clause stands, Tree holds those sent.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db.models import Q, QuerySet

from bachdang.standing.quarter_book import QuarterBook
from bachdang.standing.tasks import TaskRow
from bachdang.trees import downward, upward
from bachdang.vietnamese.text import search_terms, without_weak
from indicators.models import Target
from indicators.standings import TargetBook
from indicators.target_row import TargetRow
from plans.models import Clause, ClauseKind, Item, ItemKind, Plan, Terms, TermsState

FOLDING = {ClauseKind.PROGRAMME, ClauseKind.GROUP}
HOLDING = {ClauseKind.PROGRAMME, ClauseKind.SECTION}


class Place(NamedTuple):
    """Where a clause stands."""

    pk: int
    parent: int | None
    kind: str
    key: str


class Outline:
    """The places of a document's clauses in its order, without their words; none without one. One query."""

    def __init__(self, plan: Plan | None) -> None:
        rows = Clause.objects.filter(plan=plan).order_by("order").values_list("pk", "parent", "kind", "key")
        self.places = {row[0]: Place(*row) for row in rows}
        self.under: dict[int | None, list[Place]] = defaultdict(list)
        for one in self.places.values():
            self.under[one.parent if one.parent in self.places else None].append(one)

    def folds(self, place: Place) -> bool:
        """Programmes, groups of the annexes and sections without them are closed until asked for."""
        if place.kind == ClauseKind.SECTION:
            return not any(one.kind in HOLDING for one in self.under[place.pk])
        return place.kind in FOLDING

    def path_to(self, key: str) -> list[Place]:
        """The clause and all that hold it, from the root down; nothing for a key that is not in it."""
        found = next((one for one in self.places.values() if one.key == key), None)
        return [*upward(found, self._above)][::-1]

    def _above(self, place: Place) -> Place | None:
        return None if place.parent is None else self.places.get(place.parent)

    def sent(self, opened: Collection[Place] = ()) -> list[int]:
        """What stands outside of what folds, and in a branch that is opened (primary keys)."""
        return [one.pk for one in downward(self.under[None], lambda one: self._shown(one, opened))]

    def _shown(self, place: Place, opened: Collection[Place]) -> Sequence[Place]:
        """What is sent of that stands under a place: all of a branch once it is opened."""
        folds = self.folds(place)
        open_ = not folds or any(one in opened and self.folds(one) for one in upward(place, self._above))
        return self.under[place.pk] if open_ else []


@dataclass
class Node:
    """A clause with what is sent under it; `added` is what decisions put there, `ended` what one ended.

    A target that a decision added cites no clause: it hangs from its programme.
    """

    clause: Clause
    folds: bool = False
    is_leaf: bool = True
    children: list[Node] = field(default_factory=list)
    targets: list[TargetRow] = field(default_factory=list)
    row: TaskRow | None = None
    added: list[TaskRow] = field(default_factory=list)
    ended: Terms | None = None


class Tree:
    """The clauses that are sent, by primary key in the document's order. `sent`: None for all of them."""

    def __init__(self, book: QuarterBook, outline: Outline, sent: Collection[int] | None = None) -> None:
        self.book, self.plan, self.outline, self.sent = book, book.plan, outline, sent
        clauses = Clause.objects.filter(plan=book.plan).prefetch_related("questions").order_by("order")
        if sent is not None:
            clauses = clauses.filter(pk__in=sent)
        self.nodes = {one.pk: self._node(one) for one in clauses}
        self.roots: list[Node] = []
        for node in self.nodes.values():
            parent = self.nodes.get(node.clause.parent_id or 0)
            (parent.children if parent else self.roots).append(node)
        self._hang()

    def _node(self, clause: Clause) -> Node:
        place = self.outline.places[clause.pk]
        return Node(clause, self.outline.folds(place), not self.outline.under[clause.pk])

    def _hang(self) -> None:
        for target in self._targets():
            at = [one.pk for one in target.citations]
            if not at and target.programme is not None:
                at = [target.programme.clause_id or 0]
            for pk in at:
                if pk in self.nodes:
                    self.nodes[pk].targets.append(target)
        for row in self._rows():
            if row.item.clause_id:
                self.nodes[row.item.clause_id].row = row
            elif row.item.heading_id:
                self.nodes[row.item.heading_id].added.append(row)
        for terms in self._ended():
            self.nodes[terms.item.clause_id].ended = terms

    def _targets(self) -> list[TargetRow]:
        """The targets that clauses sent promise, and those that no clause does."""
        if self.sent is None:
            return self.book.target_rows
        promised = Q(citations__clause__in=self.sent) | Q(citations=None)
        found = Target.objects.filter(promised, indicator__item__plan=self.plan)
        wanted = set(found.values_list("indicator", flat=True).order_by())
        scope, units = self.book.scope, self.book.known.units
        return TargetBook(self.plan, scope.quarter, indicators=wanted, units=units).rows() if wanted else []

    def _rows(self) -> list[TaskRow]:
        """The tasks and projects that stand among the clauses sent, and those added under one."""
        if self.sent is None:
            return [*self.book.tasks, *self.book.projects]
        among = Q(clause__in=self.sent) | Q(clause=None, heading__in=self.sent)
        items = Item.objects.filter(among, plan=self.plan, kind__in=(ItemKind.TASK, ItemKind.PROJECT))
        wanted = list(items.values_list("pk", flat=True).order_by())
        part = QuarterBook(self.book.scope, Q(item__in=wanted))
        return [*part.tasks, *part.projects] if wanted else []

    def _ended(self) -> QuerySet[Terms]:
        """Rows of the document that a decision has ended by the end of the quarter."""
        found: QuerySet[Terms] = Terms.objects.valid_on(self.book.scope.ends).filter(item__plan=self.plan)
        ended = found.filter(state=TermsState.ENDED, decision__isnull=False, item__clause__in=self.nodes)
        return ended.select_related("item", "decision")

    def matching(self, query: str) -> list[Node]:
        """Clauses whose text holds every word of the query, without accents or case."""
        terms = search_terms(query)
        found = {
            pk: node.clause.folded
            for pk, node in self.nodes.items()
            if terms and all(term in node.clause.folded for term in terms)
        }
        return [self.nodes[pk] for pk in without_weak(found, terms)]
