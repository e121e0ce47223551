"""The plan's document as a tree of clauses, each with the targets, task or project that hang from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db.models import QuerySet

from bachdang.standing.quarter_book import QuarterBook
from bachdang.standing.tasks import TaskRow
from bachdang.vietnamese.text import search_terms, without_weak
from indicators.target_row import TargetRow
from plans.models import Clause, ClauseKind, Terms, TermsState

FOLDING = {ClauseKind.PROGRAMME, ClauseKind.GROUP}
HOLDING = {ClauseKind.PROGRAMME, ClauseKind.SECTION}


@dataclass
class Node:
    """A clause with what stands under it; `added` is what decisions put there, `ended` what one ended.

    A target that a decision added cites no clause: it hangs from its programme.
    """

    clause: Clause
    children: list[Node] = field(default_factory=list)
    targets: list[TargetRow] = field(default_factory=list)
    row: TaskRow | None = None
    added: list[TaskRow] = field(default_factory=list)
    ended: Terms | None = None

    @property
    def folds(self) -> bool:
        """Programmes, groups of the annexes and sections without them are closed until asked for."""
        if self.clause.kind == ClauseKind.SECTION:
            return not any(child.clause.kind in HOLDING for child in self.children)
        return self.clause.kind in FOLDING

    def walk(self) -> Iterator[Node]:
        """This node and all below it, in document order."""
        yield self
        for child in self.children:
            yield from child.walk()


def build_tree(book: QuarterBook) -> list[Node]:
    """The roots of the document."""
    clauses = Clause.objects.filter(plan=book.plan).prefetch_related("questions").order_by("order")
    nodes = {clause.pk: Node(clause) for clause in clauses}
    roots: list[Node] = []
    for node in nodes.values():
        parent = nodes.get(node.clause.parent_id) if node.clause.parent_id else None
        (parent.children if parent else roots).append(node)
    for target in book.target_rows:
        for cited in target.citations:
            nodes[cited.pk].targets.append(target)
        if not target.citations and target.programme and target.programme.clause_id:
            nodes[target.programme.clause_id].targets.append(target)
    for row in [*book.tasks, *book.projects]:
        if row.item.clause_id:
            nodes[row.item.clause_id].row = row
        elif row.item.heading_id:
            nodes[row.item.heading_id].added.append(row)
    for terms in _ended(book):
        nodes[terms.item.clause_id].ended = terms
    return roots


def _ended(book: QuarterBook) -> QuerySet[Terms]:
    """Rows of the document that a decision has ended by the end of the quarter."""
    found: QuerySet[Terms] = Terms.objects.valid_on(book.scope.ends).filter(item__plan=book.plan)
    ended = found.filter(state=TermsState.ENDED, decision__isnull=False, item__clause__isnull=False)
    return ended.select_related("item", "decision")


def path_to(tree: list[Node], key: str) -> list[Node]:
    """The clause and all that hold it, from the root down; nothing for a key that is not in the document."""
    for node in tree:
        if node.clause.key == key:
            return [node]
        if below := path_to(node.children, key):
            return [node, *below]
    return []


def matching(tree: list[Node], query: str) -> list[Node]:
    """Nodes whose text holds every word of the query, without accents or case."""
    terms = search_terms(query)
    nodes = [node for root in tree for node in root.walk()]
    found = {
        place: node.clause.folded
        for place, node in enumerate(nodes)
        if terms and all(term in node.clause.folded for term in terms)
    }
    return [nodes[place] for place in without_weak(found, terms)]
