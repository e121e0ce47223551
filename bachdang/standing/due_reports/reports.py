"""All that is due in a round, with how far each report is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from bachdang.standing.due_reports.owing import is_due, is_owed, round_starts
from bachdang.standing.due_reports.report import DueReport
from bachdang.standing.plan_book import link
from indicators.target_row import TargetRow
from plans.models import ItemKind, Report, ReportState, TermsState

if TYPE_CHECKING:
    from bachdang.standing.quarter_book import QuarterBook


class DueReports:
    """Everything due in the round of a book, with how far its reports are."""

    def __init__(self, book: QuarterBook) -> None:
        self.book = book
        found = [*self._indicators(), *self._rows(), *self._programmes()]
        self.all = [self._with_reports(one, book.revisions.get(one.item.pk, ())) for one in found]

    @property
    def urgent(self) -> list[DueReport]:
        """Returned, missing, drafts, then what waits; of each the worst status first."""
        return sorted(self.all, key=lambda one: one.urgency)

    def _indicators(self) -> Iterator[DueReport]:
        grouped: dict[int, list[TargetRow]] = {}
        for row in [*self.book.target_rows, *self.book.targets.plain_rows()]:
            if is_due(row, self.book.scope.quarter):
                grouped.setdefault(row.indicator.pk, []).append(row)
        for rows in grouped.values():
            yield DueReport(rows[0].item, rows[0].title, rows)

    def _rows(self) -> Iterator[DueReport]:
        starts = round_starts(self.book)
        for row in [*self.book.tasks, *self.book.projects, *self.book.duties]:
            if is_owed(row, starts):
                yield DueReport(row.item, row.title, row=row)

    def _programmes(self) -> Iterator[DueReport]:
        for terms in self.book.terms(ItemKind.PROGRAMME):
            if terms.state != TermsState.SUSPENDED:
                yield DueReport(terms.item, terms.title)

    @staticmethod
    def _with_reports(one: DueReport, revisions: Sequence[Report]) -> DueReport:
        """A later revision is a correction: the first one sent tells when it was first sent."""
        for row in revisions:
            link(row, item=one.item)
        days = [(row.unit_id, row.first_sent_on) for row in revisions if row.first_sent_on is not None]
        return DueReport(
            one.item, one.title, one.targets, one.row,
            counted=next((row for row in revisions if row.counted), None),
            under_way=next((row for row in revisions if row.state != ReportState.ACCEPTED), None),
            sent=days[0] if days else None,
        )  # fmt: skip
