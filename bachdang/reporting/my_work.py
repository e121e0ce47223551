"""Việc của tôi: the rows of one's own work, each with its form, and what was said before beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from django.http import QueryDict
from django.urls import reverse

from bachdang.accounts.models import User
from bachdang.reporting.flow.actions import seen_token
from bachdang.reporting.flow.forms import IndicatorReportForm
from bachdang.reporting.flow.short import short_texts
from bachdang.reporting.review.known import best_by_quarter, known_row
from bachdang.reporting.work_choice import WorkChoice
from bachdang.reporting.work_row import NOTHING_KNOWN, Beside, BesideKind, ReportForm, RowWords, WorkRow
from bachdang.scope.scopes import Scope
from bachdang.standing.due_reports import TO_WRITE, DueReport
from bachdang.standing.quarter_book import book_of_unit
from bachdang.ui.templatetags.ui import add_parameters
from indicators import rules
from indicators.as_rules import measure_of
from indicators.entry import as_new_figure
from indicators.forms import Slot, inline_slots
from indicators.magnitudes import Known, target_value
from indicators.models import Indicator, Measurement
from indicators.rules import Quarter
from indicators.standings import TargetBook
from indicators.target_row import TargetRow
from indicators.wording import new_figure_text, with_measure
from plans.flow import lateness
from plans.models import Period, Plan, Report


class WorkBook:
    """The rows of a person's unit in the scope's round; a constant number of queries.

    `choice`: which of them the page shows; what the person is the contact of comes first. `only`: the row of
    this item alone.
    """

    def __init__(
        self,
        scope: Scope,
        plan: Plan,
        user: User,
        data: QueryDict | None = None,
        choice: WorkChoice | None = None,
        only: str = "",
    ) -> None:
        assert user.unit_id is not None
        self.scope, self.plan, self.user, self.choice = scope, plan, user, choice or WorkChoice()
        self.owed = book_of_unit(scope, user.unit_id).due
        self.targets = self.owed.book.targets
        period = scope.period
        self.rows: list[WorkRow] = []
        if period is None:
            return
        measurements, before = self._measurements(), self._before()
        for one in sorted(self.owed.all, key=self._order):
            if not self.choice.keeps(one, user) or only not in ("", one.item.code):
                continue
            form = self._form(one, period, measurements.get(one.item.pk, []), data)
            self.rows.append(
                WorkRow(
                    one,
                    form,
                    self._shared(one),
                    is_contact=self._is_contact(one),
                    before=before.get(one.item.pk, ""),
                    saves_at=self._saves_at(one),
                    due=self._due(one, period),
                    known=known_row(self.owed.book, one.targets[0]) if one.targets else NOTHING_KNOWN,
                )
            )

    @property
    def due(self) -> date | None:
        """The unit's own due day in the round."""
        period = self.scope.period
        return self.owed.book.due_days.day(period, self.user.unit_id) if period is not None else None

    @property
    def lateness(self) -> str:
        """What the person is told before typing once the day has passed; "" in time, or when all was sent."""
        first = [row for row in self.to_do if row.owed.sent is None and not row.due]
        return lateness(self.due, self.scope.today) if self.due and first and not self.locked else ""

    def _due(self, one: DueReport, period: Period) -> date | None:
        """The due day of one report where it is not the unit's."""
        day = self.owed.book.due_days.day(period, self.user.unit_id, one.item.pk)
        return day if day != self.due else None

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
        return [row for row in self.rows if row.form is None and row.owed.state in TO_WRITE]

    def _measurements(self) -> dict[int, list[Measurement]]:
        """The figures of the reports shown, by item."""
        reports = [one.report.pk for one in self.owed.all if one.report is not None]
        found: dict[int, list[Measurement]] = defaultdict(list)
        for row in Measurement.objects.filter(report__in=reports):
            found[row.indicator_id].append(row)
        return found

    def _before(self) -> dict[int, str]:
        """What was accepted in the quarter before of what has no figures, in a line each, by item."""
        at = self.scope.previous
        items = [one.item.pk for one in self.owed.all if not one.targets]
        found = Report.objects.counted().filter(
            item__in=items, period__year=at.year, period__quarter=at.quarter
        )
        reports = list(found.select_related("item"))
        texts = short_texts(reports)
        return {one.item_id: f"{at.label}: {texts[one.pk]}" for one in reports if texts[one.pk]}

    def _form(
        self, one: DueReport, period: Period, stored: list[Measurement], data: QueryDict | None
    ) -> ReportForm | None:
        initial = {"seen": seen_token(one.report)}
        prefix = f"i{one.item.pk}"
        given = data if data is not None and f"{prefix}-seen" in data else None
        if ((self.locked and not one.reopened) or one.state not in TO_WRITE) and given is None:
            return None
        if not one.targets:
            return RowWords(given, item=one.item, stored=one.report, prefix=prefix, initial=initial)
        return IndicatorReportForm(
            given,
            indicator=one.targets[0].indicator,
            period=period,
            stored=stored,
            shared=shared_now(self.targets, one.targets[0].indicator, self.scope.quarter),
            known=[as_new_figure(row) for row in self.targets.measurements(one.targets[0].indicator)],
            compared=known_of(one.targets, period),
            kinds=[row.terms.kind for row in one.targets],
            places=self._places(one.targets[0], period, stored),
            saves_at=self._saves_at(one),
            prefix=prefix,
            initial=initial | {"no_data_reason": one.report.no_data_reason if one.report else ""},
        )

    def _shared(self, one: DueReport) -> list[tuple[str, str]]:
        return [*shared_texts(self.targets, one.targets[0], self.scope.quarter)] if one.targets else []

    def _saves_at(self, one: DueReport) -> str:
        """Where the row is saved by itself."""
        chosen = {**self.scope.chosen, **self.choice.parameters}
        return add_parameters(reverse("save_work", args=[one.item.code]), chosen)

    def _places(self, row: TargetRow, period: Period, stored: list[Measurement]) -> list[Slot]:
        """The estimate, and the last quarter's official figure while only its estimate is known."""
        before = self.scope.previous
        known = {(one.year, one.quarter, one.form) for one in self.targets.measurements(row.indicator)}
        typed = {(one.year, one.quarter, one.form) for one in stored}
        at = (before.year, before.quarter)
        wanted = (*at, "official") in typed or ((*at, "estimate") in known and (*at, "official") not in known)
        return inline_slots(period, official=wanted)


def beside(book: TargetBook, row: TargetRow, scope: Scope) -> list[Beside]:
    """Last period (or the latest before it that has a figure), the same one of last year, the year's plan."""
    quarter, indicator = scope.quarter, row.indicator
    best = best_by_quarter(book.measurements(indicator))
    wanted = [
        (quarter.previous(), BesideKind.BEFORE, "Kỳ trước"),
        (quarter.shift(-4), BesideKind.LAST_YEAR, "Cùng kỳ năm trước"),
    ]
    latest = max((at for at in best if at < (quarter.year, quarter.quarter)), default=None)
    if latest is not None and latest not in [(at.year, at.quarter) for at, *_ in wanted]:
        wanted.insert(0, (Quarter(*latest), BesideKind.LATEST, "Số gần nhất"))
    found = [Beside(label, text, BesideKind.SHARED) for label, text in shared_texts(book, row, quarter)]
    for at, kind, label in wanted:
        one = best.get((at.year, at.quarter))
        if one is not None:
            text = new_figure_text(as_new_figure(one), indicator)
            form = " (ước)" if one.form == "estimate" else ""
            found.append(Beside(f"{label} ({at.label})", f"{text}{form}", kind))
    if row.plan_figure is not None:
        text = with_measure(row.plan_figure, indicator.measure)
        found.append(Beside(f"Kế hoạch năm {quarter.year}", text, BesideKind.PLAN))
    return found


def shared_now(book: TargetBook, indicator: Indicator, at: Quarter) -> dict[str, Decimal]:
    """The parts of its figure that other indicators give, as far as they are known: part → amount."""
    found = {}
    for part, one in indicator.shared_parts.items():
        below = part == "denominator"
        value = rules.taken(measure_of(indicator), book.source(one, at), at, below=below)
        if value.complete is not None and value.value is not None:
            found[part] = value.value
    return found


def shared_texts(book: TargetBook, row: TargetRow, at: Quarter) -> Iterator[tuple[str, str]]:
    """(name of the part, where it comes from and what it is) for each part that is not typed here."""
    indicator, known = row.indicator, shared_now(book, row.indicator, at)
    names = {"numerator": indicator.numerator_name, "denominator": indicator.denominator_name}
    for part, one in indicator.shared_parts.items():
        amount = with_measure(known[part], one.measure) if part in known else f"chưa có số liệu {at.label}"
        yield names[part], f"lấy từ chỉ tiêu {one.item.code} {book.title(one, at)}: {amount}"


def known_of(rows: Sequence[TargetRow], period: Period) -> Known:
    """What new figures of an indicator, whose targets are `rows`, are compared with.

    That is the latest number before the period's quarter, the baseline and the target.
    """
    if not rows:
        return Known()
    first = rows[0]
    earlier = [
        one
        for one in first.book.measurements(first.indicator)
        if (one.year, one.quarter) < (period.year, period.quarter) and not one.rating
    ]
    return Known(
        last=as_new_figure(earlier[-1]) if earlier else None,
        baseline=first.baseline,
        target=target_value([row.terms for row in rows]),
    )
