"""What a round wants reported, of every kind of item, and how far it is: the one answer for page and paper.

Due, written, sent, accepted, estimated, missing, without a reporter: whoever counts reports counts these.
An accepted report counts until its successor is accepted: a correction on its way lowers no count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from bachdang.accounts.models import Unit
from bachdang.scope.links import item_url
from bachdang.standing.duties import duty_rows
from bachdang.standing.plan_book import Promise, link
from bachdang.standing.projects import ProjectRow, project_rows
from bachdang.standing.tasks import TaskRow, task_rows
from bachdang.ui.statuses import severity
from bachdang.vietnamese.text import order_key
from indicators import rules
from indicators.rules import TargetKind
from indicators.target_row import TargetRow
from plans.due_days import extension_words
from plans.models import Extension, Item, ItemKind, Report, ReportState, TermsState
from plans.rules import TaskStatus, quarter_start

if TYPE_CHECKING:
    from bachdang.standing.quarter_book import QuarterBook

UNASSIGNED, MISSING, RETURNED = "unassigned", "missing", "returned"
ACCEPTED, SENT = ReportState.ACCEPTED.value, ReportState.SENT.value
STATE_LABELS: dict[str, str] = {
    MISSING: "Chưa nhập",
    RETURNED: "Bị trả lại",
    **{key: str(label) for key, label in ReportState.choices},
    UNASSIGNED: "Chưa giao đơn vị báo cáo",
}
# What the unit has still to send, for the first time or again.
TO_WRITE = (MISSING, RETURNED, "draft")
UNSENT_STATES = frozenset({*TO_WRITE, "waiting"})
# The most urgent first, where the office looks for what is owed.
_ORDER = [RETURNED, MISSING, "draft", "waiting", SENT, ACCEPTED, UNASSIGNED]
_URGENT = ("failed", "at_risk", "overdue", "slow", "due_soon")
_QUIET = {TaskStatus.NOT_STARTED, TaskStatus.SUSPENDED}
_KINDS = {"indicator": "1", "task": "2", "project": "3", "programme": "4", "duty": "5"}


def report_state(report: Report | None) -> str:
    """The key of STATE_LABELS for a report, or for none."""
    if report is None:
        return MISSING
    return RETURNED if report.is_returned else str(report.state)


@dataclass(frozen=True)
class DueReport:
    """One item that is due in the round: an indicator with its targets, or what has a `row`, or words.

    `counted`: the accepted report that counts; `under_way`: the one on its way to it. `sent`: the unit
    (primary key) that first sent it and the local day.
    """

    item: Item
    title: str
    targets: Sequence[TargetRow] = ()
    row: TaskRow | None = None
    counted: Report | None = None
    under_way: Report | None = None
    sent: tuple[int, date] | None = None

    @property
    def unit(self) -> Unit | None:
        return self.item.reporter

    @property
    def url(self) -> str:
        return item_url(self.item)

    @property
    def report(self) -> Report | None:
        """What the unit works on: the report on its way, else the one that counts."""
        return self.under_way or self.counted

    @property
    def state(self) -> str:
        """How far the unit's work is; a correction comes before what it corrects."""
        if self.unit is None and not self.accepted:
            return UNASSIGNED
        return report_state(self.report)

    @property
    def state_label(self) -> str:
        return STATE_LABELS[self.state]

    @property
    def counts_as(self) -> str:
        """The one state it is counted in: accepted as soon and as long as a report of it counts."""
        return ACCEPTED if self.accepted else self.state

    @property
    def counts_as_label(self) -> str:
        return STATE_LABELS[self.counts_as]

    @property
    def accepted(self) -> bool:
        return self.counted is not None

    @property
    def correction(self) -> bool:
        """Whether what counts is being corrected."""
        return self.counted is not None and self.under_way is not None

    @property
    def estimated(self) -> TargetRow | None:
        """A target whose accepted figure rests on an estimate."""
        return next((one for one in self.targets if self.accepted and one.standing.estimated), None)

    @property
    def unsent(self) -> bool:
        """Whether the unit has still to send it, or to send it again."""
        return self.counts_as in UNSENT_STATES

    @property
    def status(self) -> str:
        """How the item stands: its worst target, or its dates; "" for words."""
        if self.row is not None:
            return self.row.status.value
        return min((target.status for target in self.targets), key=_rank, default="")

    @property
    def severity(self) -> int:
        return severity(self.status)

    @property
    def title_key(self) -> str:
        return order_key(self.title)

    @property
    def place(self) -> tuple[str, int]:
        """Its place among all kinds, in the order of the plan."""
        return (_KINDS[self.item.kind], self.item.order)

    @property
    def urgency(self) -> tuple[int, int, str, int]:
        return (_ORDER.index(self.state), _rank(self.status), *self.place)

    @property
    def done(self) -> bool:
        """Whether the unit has nothing more to do."""
        return self.state in (SENT, ACCEPTED)

    @property
    def reopened(self) -> bool:
        """Whether the office opened it again after the lock, and it is still on its way."""
        return self.under_way is not None and self.under_way.reopen_reason != ""


def _rank(status: str) -> int:
    return _URGENT.index(status) if status in _URGENT else len(_URGENT)


def is_due(row: TargetRow, quarter: rules.Quarter) -> bool:
    """Whether the target's indicator owes a figure in the quarter; not while suspended."""
    if row.is_suspended or row.indicator.is_derived:
        return False
    return _owes(row.indicator.frequency, row.terms.kind, row.terms.horizon, quarter, row.book.first)


def _owes(frequency: str, kind: str, horizon: date, quarter: rules.Quarter, first: rules.Quarter) -> bool:
    """By its kỳ đo; a milestone whose day is near owes the unit's word every quarter."""
    goal = rules.Goal(rules.TargetKind(kind), None, None, Decimal(0), horizon)
    if rules.is_asked_for_its_word(goal, quarter, first):
        return True
    return rules.Due(rules.Frequency(frequency)).is_due(quarter)


def owed_items(book: QuarterBook) -> dict[int, int | None]:
    """The items due in a round with the unit that reports each now: those of DueReports, without any figure.

    What was due in a past round is not stored: it follows from the plan as it then stood.
    """
    starts = _starts(book)
    rows = [*task_rows(book, ItemKind.TASK, {}), *project_rows(book, {}), *duty_rows(book, {})]
    owed = [row.item for row in rows if is_owed(row, starts)]
    owed += [one.item for one in book.terms(ItemKind.PROGRAMME) if one.state != TermsState.SUSPENDED]
    found = {pk: said[0].reporter for pk, said in book.known.promises.items() if _is_promised(said, book)}
    return found | {item.pk: item.reporter_id for item in owed}


def states_by_unit(book: QuarterBook) -> dict[Unit, dict[int, str]]:
    """The state of every report of the round (by item), by unit in the official order; without any figure.

    What counts is accepted, as everywhere; its correction is told of only while it waits for the unit's head.
    """
    rows = Report.objects.filter(book.known.mine, period=book.scope.period)
    counted = set(rows.filter(counted=True).values_list("item", flat=True))
    under_way = {one.item_id: one for one in rows.exclude(state=ReportState.ACCEPTED)}
    found: dict[int, dict[int, str]] = {}
    for item, unit in owed_items(book).items():
        if unit is not None:
            state = report_state(under_way.get(item))
            accepted = item in counted and state != ReportState.WAITING
            found.setdefault(unit, {})[item] = ACCEPTED if accepted else state
    book.known.know_units(found)
    units = sorted((book.known.units[pk] for pk in found), key=lambda one: (one.order, one.pk))
    return {unit: found[unit.pk] for unit in units}


def _is_promised(said: Sequence[Promise], book: QuarterBook) -> bool:
    """Whether an indicator owes a figure in the quarter, by the versions of its targets that hold then."""
    quarter, day, plan = book.scope.quarter, book.scope.ends, book.plan
    first = rules.Quarter.of(plan.starts)
    if said[0].target is None:
        named = said[0].since is not None and said[0].since <= day
        return named and _owes(said[0].frequency, TargetKind.TREND, plan.ends, quarter, first)
    held = {one.target: one for one in said if one.valid_from is not None and one.valid_from <= day}
    return any(
        one.state == TermsState.ACTIVE
        and one.kind is not None
        and one.horizon is not None
        and _owes(one.frequency, one.kind, one.horizon, quarter, first)
        for one in held.values()
    )


def _starts(book: QuarterBook) -> date:
    return quarter_start(book.scope.quarter.year, book.scope.quarter.quarter)


def is_owed(row: TaskRow, starts: date) -> bool:
    """Whether what has dates is reported in the quarter that `starts`. It asks nothing of reports: what has
    none is in time or overdue.
    """
    return row.status not in _QUIET and not _done_before(row, starts)


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
        starts = _starts(self.book)
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


def _done_before(row: TaskRow, starts: date) -> bool:
    """Finished before the quarter; a project is still reported until its accounts are settled."""
    if isinstance(row, ProjectRow) and not row.is_settled:
        return False
    return row.completed_on is not None and row.completed_on < starts


@dataclass(frozen=True)
class FigureCount:
    """The figures of indicators that are due in a quarter."""

    due: int
    accepted: int
    estimated: int
    unassigned: int

    @property
    def missing(self) -> int:
        """Not accepted yet, whoever has to report them."""
        return self.due - self.accepted


def count_figures(found: Iterable[DueReport]) -> FigureCount:
    figures = [one for one in found if one.item.kind == ItemKind.INDICATOR]
    return FigureCount(
        due=len(figures),
        accepted=sum(1 for one in figures if one.accepted),
        estimated=sum(1 for one in figures if one.estimated),
        unassigned=sum(1 for one in figures if one.counts_as == UNASSIGNED),
    )


def count_states(found: Iterable[DueReport]) -> dict[str, int]:
    """How many reports are in each state, in the order of STATE_LABELS; each is in one."""
    counted = Counter(one.counts_as for one in found)
    return {key: counted[key] for key in STATE_LABELS}


@dataclass(frozen=True)
class UnitProgress:
    """How far one unit is in a round, by state; `extensions`: its own due days."""

    unit: Unit
    owed: list[DueReport]
    extensions: Sequence[Extension] = ()
    states: Mapping[str, int] = field(default_factory=dict)

    @property
    def to_write(self) -> int:
        return sum(self.states[key] for key in TO_WRITE)

    @property
    def unsent(self) -> int:
        """What the Party office has not got yet: not written, returned, or waiting for the unit's head."""
        return sum(self.states[key] for key in UNSENT_STATES)

    @property
    def accepted(self) -> int:
        return self.states[ACCEPTED]

    @property
    def corrections(self) -> int:
        return sum(1 for one in self.owed if one.correction)

    @property
    def extension_lines(self) -> list[str]:
        return extension_words(self.extensions)

    def work(self, *states: str) -> int:
        """How much waits for somebody of the unit, corrections too."""
        return sum(1 for one in self.owed if one.state in states)


def progress_by_unit(book: QuarterBook) -> list[UnitProgress]:
    """Units that owe something in the book's round, in their official order."""
    period, days = book.scope.period, book.due_days
    assert period is not None
    grouped: dict[Unit, list[DueReport]] = {}
    for one in book.due.all:
        if one.unit is not None:
            grouped.setdefault(one.unit, []).append(one)
    return [
        UnitProgress(unit, grouped[unit], days.of_unit(period, unit.pk), count_states(grouped[unit]))
        for unit in sorted(grouped, key=lambda unit: (unit.order, unit.pk))
    ]
