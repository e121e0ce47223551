"""The rows of one's own work in a round, each with its boxes, and what was said before beside them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property

from django.http import QueryDict
from django.urls import reverse

from bachdang.accounts.models import User
from bachdang.reporting.flow.actions import seen_token
from bachdang.reporting.flow.short import short_texts
from bachdang.reporting.full_form import FullForms
from bachdang.reporting.review.known import Known, figures_beside, known_row
from bachdang.reporting.work.beside import known_of, shared_now, shared_texts
from bachdang.reporting.work.cells import Cell, figure_cells, prefix_of, words_cell
from bachdang.reporting.work.choice import WorkChoice
from bachdang.reporting.work.line_forms import LineFigures, LineWords
from bachdang.reporting.work.row import NOTHING_KNOWN, ReportForm, WorkRow
from bachdang.scope.scopes import PERIOD_PARAMETER, Scope
from bachdang.standing.due_reports import TO_WRITE, DueReport
from bachdang.standing.plan_book import link
from bachdang.standing.quarter_book import book_of_unit
from bachdang.ui.addresses import add_parameters, address
from indicators.entry import as_new_figure
from indicators.entry.since_january import drift, is_typed_as_sum, sum_text
from indicators.forms import estimate_slot
from indicators.models import Measurement
from plans.flow import lateness
from plans.models import Evidence, Period, Plan, Report

WHOLE = "whole"
"""Posted by a row that was open: all of its report was shown, not the line alone."""


class WorkBook:
    """The rows of a person's unit in the scope's round; a constant number of queries.

    `choice`: which of them the page shows; what the person is the contact of comes first. `only`: the row of
    this item alone; `opened`: it is drawn with all that its report says.
    """

    def __init__(
        self,
        scope: Scope,
        plan: Plan,
        user: User,
        data: QueryDict | None = None,
        choice: WorkChoice | None = None,
        only: str = "",
        *,
        opened: bool = False,
    ) -> None:
        assert user.unit_id is not None
        self.scope, self.plan, self.user, self.choice = scope, plan, user, choice or WorkChoice()
        self.data = data
        self.owed = book_of_unit(scope, user.unit_id).due
        self.rows: list[WorkRow] = []
        self.period = scope.period
        if self.period is None:
            return
        shown = [
            one
            for one in sorted(self.owed.all, key=self._order)
            if self.choice.keeps(one, user) and only in ("", one.item.code)
        ]
        written = [one for one in shown if self._is_form(one)]
        typed = {one.item.pk for one in written if one.targets}
        self.targets = self.owed.book.targets.only(typed)
        self._beside = figures_beside(typed, self.scope.quarter)
        self._measurements = self._stored_figures(written)
        self._before = self._last_words(written)
        whole = [one for one in shown if self._is_whole(one, opened=opened)]
        reports = {one.item.pk: one.report for one in whole if one.report is not None}
        self._evidence = _evidence(reports.values()) if reports else {}
        items = [one.item for one in whole]
        self._full = FullForms(scope, plan, items, reports, self.targets) if items else None
        self._whole = {one.item.pk for one in whole}
        self.rows = [self._row(one, self.period) for one in shown]

    def _row(self, one: DueReport, period: Period) -> WorkRow:
        item, data = one.item, self._sent(one)
        writes = self._is_form(one)
        form = self._form(one, period, data) if writes else None
        stored = self._measurements.get(item.pk, [])
        return WorkRow(
            one,
            self._url(one),
            self._cells(one, period) if writes and form is None else (),
            form,
            seen_token(one.report),
            is_open=writes,
            whole=writes and item.pk in self._whole,
            is_sum=any(is_typed_as_sum(as_new_figure(row)) for row in stored),
            is_contact=self._is_contact(one),
            known=self._known(one),
            before=self._before.get(item.pk, ""),
            due=self._due(one, period),
            notes=self._notes(one, stored) if item.pk in self._whole else [],
            evidence=self._evidence.get(one.report.pk if one.report else 0, ()),
        )

    def _known(self, one: DueReport) -> Known:
        """What stands beside the box of a figure; nothing where no figure is typed."""
        if not one.targets or not self._is_form(one):
            return NOTHING_KNOWN
        row = one.targets[0]
        return known_row(self._beside.get(row.indicator.pk, ()), row, self.scope.quarter)

    @cached_property
    def due(self) -> date | None:
        """The unit's own due day in the round."""
        return self.owed.book.due_days.day(self.period, self.user.unit_id) if self.period else None

    @property
    def lateness(self) -> str:
        """What the person is told before typing once the day has passed; "" in time, or when all was sent."""
        first = [row for row in self.to_do if row.owed.sent is None and not row.due]
        return lateness(self.due, self.scope.today) if self.due and first and not self.locked else ""

    def _due(self, one: DueReport, period: Period) -> date | None:
        """The due day of one report where it is not the unit's."""
        day = self.owed.book.due_days.day(period, self.user.unit_id, one.item.pk)
        return day if day != self.due else None

    def _sent(self, one: DueReport) -> QueryDict | None:
        """What was typed into the row, if it was among what was sent."""
        return self.data if self.data is not None and f"{prefix_of(one.item)}-seen" in self.data else None

    def _writes(self, one: DueReport) -> bool:
        """Whether it is the person's to write; what was sent on is text."""
        return one.state in TO_WRITE and (one.reopened or not self.locked)

    def _is_form(self, one: DueReport) -> bool:
        """Whether its row has boxes: what stands beside them is read for these rows alone."""
        return self._writes(one) or self._sent(one) is not None

    def _is_whole(self, one: DueReport, *, opened: bool) -> bool:
        if self.data is not None and self._sent(one) is not None:
            return f"{prefix_of(one.item)}-{WHOLE}" in self.data
        return opened and self._writes(one)

    def _is_contact(self, one: DueReport) -> bool:
        return one.item.contact_id == self.user.pk

    def _order(self, one: DueReport) -> tuple[object, ...]:
        """The plan's own order, one's own first: nothing that is typed moves a row."""
        return (not self._is_contact(one), *one.place)

    @property
    def contact_count(self) -> int:
        """Of how much of what the unit owes the person is the contact."""
        return sum(1 for one in self.owed.all if self._is_contact(one))

    def row(self, code: str) -> WorkRow | None:
        return next((row for row in self.rows if row.code == code), None)

    @property
    def locked(self) -> bool:
        """Whether the round is locked: nothing is written any more but in reports opened again."""
        return self.scope.period is not None and self.scope.period.locked_at is not None

    @property
    def to_do(self) -> list[WorkRow]:
        """What is the person's to write, and what was refused just now, as it was typed."""
        return [row for row in self.rows if row.is_open]

    @property
    def owing(self) -> int:
        """How much of it is not accepted yet: what the unit still owes, as every page counts it."""
        return sum(1 for row in self.to_do if not row.owed.accepted)

    @property
    def corrections(self) -> int:
        """How much of it corrects what is accepted and counts on meanwhile."""
        return len(self.to_do) - self.owing

    @property
    def left(self) -> int:
        """How much has still to be filled in."""
        return len(self.to_do) - self.ready

    @property
    def ready(self) -> int:
        """How much is filled in and can be sent on."""
        return sum(1 for row in self.to_do if row.is_ready)

    @property
    def gone(self) -> list[tuple[str, list[WorkRow]]]:
        """What was sent on, by how far it is; the nearest first."""
        by_state: dict[str, list[WorkRow]] = defaultdict(list)
        for row in self.rows:
            if row.owed.state not in TO_WRITE:
                by_state[row.owed.state_label].append(row)
        return list(by_state.items())

    @property
    def missed(self) -> list[WorkRow]:
        """What the unit had not sent when the round was locked, and can send no more."""
        return [row for row in self.rows if not row.is_open and row.owed.state in TO_WRITE]

    def _stored_figures(self, shown: Sequence[DueReport]) -> dict[int, list[Measurement]]:
        """The figures of the reports shown, by item."""
        reports = [one.report.pk for one in shown if one.report is not None]
        found: dict[int, list[Measurement]] = defaultdict(list)
        rows = Measurement.objects.filter(report__in=reports).order_by("year", "quarter", "recorded_at", "pk")
        for row in rows if reports else ():
            found[row.indicator_id].append(row)
        return found

    def _last_words(self, shown: Sequence[DueReport]) -> dict[int, str]:
        """What was accepted in the quarter before of what has no figures, in a line each, by item."""
        at = self.scope.previous
        items = {one.item.pk: one.item for one in shown if not one.targets}
        found = Report.objects.counted().filter(item__in=items, period__year=at.year).order_by()
        reports = list(found.filter(period__quarter=at.quarter).only("item", "result", "no_data_reason"))
        for report in reports:
            link(report, item=items[report.item_id])
        texts = short_texts(reports)
        return {one.item_id: f"{at.label}: {texts[one.pk]}" for one in reports if texts[one.pk]}

    def _cells(self, one: DueReport, period: Period) -> Sequence[Cell]:
        if not one.targets:
            return [words_cell(one.item, one.report.result if one.report else "")]
        kinds = [row.terms.kind for row in one.targets]
        stored = self._measurements.get(one.item.pk, [])
        slot = estimate_slot(period)
        return list(figure_cells(one.item, one.targets[0].indicator, slot, kinds, stored))

    def _form(self, one: DueReport, period: Period, data: QueryDict | None) -> ReportForm | None:
        """The form of a row that was sent, or is opened; None of a line left alone."""
        if one.item.pk in self._whole and self._full is not None:
            form = self._full.form(one.item, data, in_row=True)
        elif data is None:
            return None
        elif one.targets:
            form = self._figures(one, period, data)
        else:
            seen = {"seen": seen_token(one.report)}
            form = LineWords(data, item=one.item, stored=one.report, prefix=prefix_of(one.item), initial=seen)
        form.saves_at = self._saves_at(one)
        return form

    def _figures(self, one: DueReport, period: Period, data: QueryDict) -> LineFigures:
        indicator = one.targets[0].indicator
        return LineFigures(
            data,
            indicator=indicator,
            period=period,
            stored=self._measurements.get(one.item.pk, []),
            shared=shared_now(self.targets, indicator, self.scope.quarter),
            known=[as_new_figure(row) for row in self.targets.measurements(indicator)],
            compared=known_of(self.targets, one.targets, period),
            kinds=[row.terms.kind for row in one.targets],
            places=[estimate_slot(period)],
            prefix=prefix_of(one.item),
            reason=one.report.no_data_reason if one.report else "",
            initial={"seen": seen_token(one.report)},
        )

    def _notes(self, one: DueReport, stored: Sequence[Measurement]) -> list[str]:
        """Parts that other indicators give; the sum since 1 January that the figure makes."""
        if not one.targets:
            return []
        row, indicator = one.targets[0], one.targets[0].indicator
        notes = [f"{name}: {text}" for name, text in shared_texts(self.targets, row, self.scope.quarter)]
        known = [as_new_figure(figure) for figure in self.targets.measurements(indicator)]
        figures = [as_new_figure(figure) for figure in stored if figure.form != "to_cutoff"]
        at = (self.scope.quarter.year, self.scope.quarter.quarter)
        earlier = [figure for figure in figures if (figure.year, figure.quarter) != at]
        for figure in figures:
            if figure in earlier:
                continue
            if said := sum_text(indicator, figure, [*known, *earlier]):
                notes.append(f"{figure.form.label}, lũy kế từ đầu năm: {said}")
            if said := drift(indicator, figure, [*known, *earlier]):
                notes.append(f"Kiểm tra lại: {said}, vì số quý trước đã thay đổi.")
        return notes

    def _url(self, one: DueReport) -> str:
        return f"{address('report_form', one.item.code)}{self.scope.query}"

    def _saves_at(self, one: DueReport) -> str:
        """Where the row is saved by itself: in the very round it was shown in, whatever opens meanwhile."""
        round_ = {PERIOD_PARAMETER: self.period.slug} if self.period is not None else {}
        chosen = {**self.scope.chosen, **round_, **self.choice.parameters}
        return add_parameters(reverse("save_work", args=[one.item.code]), chosen)


def _evidence(reports: Iterable[Report]) -> dict[int, list[Evidence]]:
    """What stands behind each report."""
    found: dict[int, list[Evidence]] = defaultdict(list)
    for one in Evidence.objects.filter(report__in=[one.pk for one in reports]).select_related("upload"):
        found[one.report_id].append(one)
    return found
