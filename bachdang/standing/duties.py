"""Trách nhiệm tổ chức thực hiện (section C): standing work of the bodies named there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import prefetch_related_objects

from bachdang.accounts.models import Unit
from bachdang.standing.tasks import TaskRow
from plans.models import ItemKind, Question, Report, Terms, TermsState
from plans.rules import Schedule, task_status

if TYPE_CHECKING:
    from bachdang.standing.quarter_book import QuarterBook


@dataclass(frozen=True)
class DutyRow(TaskRow):
    """One duty as it stands in a round."""

    @property
    def answers(self) -> Unit | None:
        """The body that answers for it: the one that reports, else the one the document names."""
        return self.item.reporter or self.lead

    @property
    def questions(self) -> Iterable[Question]:
        return self.clause.questions.all() if self.clause else []


def duty_rows(book: QuarterBook, reports: Mapping[int, Report]) -> list[DutyRow]:
    """Duties valid at the end of the book's quarter, in document order.

    `reports`: what counts in the round, by item.
    """
    return [_row(one, book, reports.get(one.item_id)) for one in book.terms(ItemKind.DUTY)]


def with_questions(rows: Sequence[DutyRow]) -> Sequence[DutyRow]:
    """The rows, whose clauses know what is asked of them. One query."""
    prefetch_related_objects([row.clause for row in rows if row.clause is not None], "questions")
    return rows


def _row(terms: Terms, book: QuarterBook, report: Report | None) -> DutyRow:
    scope = book.scope
    schedule = Schedule(
        suspended=terms.state == TermsState.SUSPENDED,
        standing=True,
        reported=report is not None,
        report_due=book.report_due(terms.item),
    )
    first = book.known.first[terms.item_id]
    status = task_status(schedule, scope.standing_on, book.plan.due_soon_days)
    return DutyRow(terms=terms, computed=status, due=None, completed_on=None, report=report, first=first)
