"""Trách nhiệm tổ chức thực hiện (section C): standing work of the bodies named there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import prefetch_related_objects

from bachdang.accounts.models import Unit
from bachdang.scope.scopes import Scope
from bachdang.standing.tasks import TaskRow, counted_reports, terms_of_kind
from plans.models import ItemKind, Plan, Question, Report, Terms, TermsState
from plans.rules import Schedule, task_status


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


def duty_rows(scope: Scope, plan: Plan, pk: int | None = None) -> list[DutyRow]:
    """Duties valid at the end of the scope's quarter, in document order; constant queries."""
    terms = list(terms_of_kind(plan, ItemKind.DUTY, scope, pk))
    prefetch_related_objects(terms, "item__clause__questions")
    reports = counted_reports(scope, [one.item_id for one in terms])
    return [_row(one, reports.get(one.item_id), scope) for one in terms]


def _row(terms: Terms, report: Report | None, scope: Scope) -> DutyRow:
    schedule = Schedule(
        suspended=terms.state == TermsState.SUSPENDED,
        standing=True,
        reported=report is not None,
        report_due=scope.report_due,
    )
    status = task_status(schedule, scope.standing_on, terms.item.plan.due_soon_days)
    return DutyRow(terms=terms, computed=status, due=None, completed_on=None, report=report)
