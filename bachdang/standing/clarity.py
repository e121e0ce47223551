"""How clear the assignments of a plan are, axis by axis ("6 rõ").

The one place that answers for the matrix, the unit, Tổng quan and the workbook. Axes are the plan's data.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from bachdang.accounts.models import Unit
from bachdang.scope.links import item_url
from bachdang.standing.quarter_book import QuarterBook
from bachdang.standing.tasks import TaskRow
from bachdang.ui.statuses import severity
from indicators.rules import Status
from indicators.target_row import TargetRow
from plans.models import Clause, Item, Plan, Terms, UnitRole
from plans.rules import TaskStatus
from plans.six_clear import Answer, named_units, six_clear

KIND_LABELS = {"programme": "Chương trình, đề án", "task": "Nhiệm vụ", "project": "Dự án"}
Axes = Sequence[Mapping[str, object]]


@dataclass(frozen=True)
class AxisCount:
    """How many of `total` assignments are clear on one axis."""

    code: str
    label: str
    clear: int
    total: int


@dataclass(frozen=True)
class Progress:
    """How an assignment stands: its dates, or the worst of its targets with how many share it."""

    status: TaskStatus | Status
    count: int = 0
    whole: int = 0


@dataclass(frozen=True)
class Assignment:
    """A programme, task or project with its clear answers."""

    terms: Terms
    book: QuarterBook = field(repr=False, compare=False)
    progress: Progress | None = None
    may_fill: bool = False

    @cached_property
    def answers(self) -> list[Answer]:
        """The clear answers with who filled them in, axis by axis."""
        return answers_of(self.terms)

    @property
    def clear_on(self) -> list[bool]:
        """Which of the axes are clear."""
        return self.book.clear[self.pk]

    @property
    def pk(self) -> int:
        return self.terms.item_id

    @property
    def item(self) -> Item:
        return self.terms.item

    @property
    def title(self) -> str:
        return self.terms.title

    @property
    def unit(self) -> Unit | None:
        return self.terms.item.reporter

    @property
    def kind_label(self) -> str:
        return KIND_LABELS[self.item.kind]

    @property
    def place(self) -> str:
        """Where it stands in the document, or under which heading a decision put it."""
        clause = self.item.clause or self.item.heading
        return clause.place if clause else self.item.code

    @property
    def group(self) -> Clause | None:
        return self.item.clause.parent if self.item.clause else self.item.heading

    @property
    def url(self) -> str:
        return item_url(self.item)

    @property
    def has_lead(self) -> bool:
        return bool(named_units(self.terms, UnitRole.LEAD))

    @property
    def clear_count(self) -> int:
        return sum(self.clear_on)

    @property
    def all_clear(self) -> bool:
        return all(self.clear_on)

    def is_clear(self, code: str) -> bool:
        """Whether one axis is; an axis the plan does not have is not."""
        axes = zip(self.item.plan.axes, self.clear_on, strict=True)
        return any(axis["code"] == code and clear for axis, clear in axes)

    @property
    def status(self) -> str:
        return str(self.progress.status.value) if self.progress else ""


@dataclass(frozen=True)
class UnitClarity:
    """The assignments that one unit reports (None: nobody yet), counted by axis."""

    unit: Unit | None
    counts: list[AxisCount]
    all_clear: int
    total: int


def title_of(plan: Plan) -> str:
    """ "6 rõ" of a plan with six axes."""
    return f"{len(plan.axes)} rõ"


def assignments(
    book: QuarterBook,
    *,
    progress: Mapping[int, Progress] | None = None,
    may_fill: Callable[[Item], bool] | None = None,
) -> list[Assignment]:
    """The plan's assignments in the document's order, programmes first."""
    return [
        Assignment(
            terms,
            book,
            (progress or {}).get(terms.item_id),
            may_fill is not None and may_fill(terms.item),
        )
        for terms in book.assigned
    ]


def answers_of(terms: Terms) -> list[Answer]:
    """The clear answers of one assignment, with who filled them in."""
    return six_clear(terms, terms.item.plan.axes)


def count_axes(axes: Axes, found: Sequence[Assignment]) -> list[AxisCount]:
    """How many of the assignments are clear on each axis."""
    return [
        AxisCount(
            code=str(axis["code"]),
            label=str(axis["label"]),
            clear=sum(1 for one in found if one.clear_on[position]),
            total=len(found),
        )
        for position, axis in enumerate(axes)
    ]


def count_units(axes: Axes, found: Iterable[Assignment]) -> list[UnitClarity]:
    """The same for each unit that reports, in official order; what nobody reports comes last."""
    grouped: dict[Unit | None, list[Assignment]] = {}
    for one in found:
        grouped.setdefault(one.unit, []).append(one)
    units = sorted((unit for unit in grouped if unit is not None), key=lambda unit: (unit.order, unit.pk))
    nobody = [None] if None in grouped else []
    return [whole(axes, grouped[unit], unit) for unit in (*units, *nobody)]


def least_clear(found: UnitClarity) -> str:
    """The sentence over the heat map: on which axis the fewest assignments are clear."""
    if not found.total:
        return "Kế hoạch chưa có phân công nào"
    least = min(found.counts, key=lambda one: one.clear)
    if least.clear == least.total:
        return f"Cả {found.total} phân công đã rõ đủ {len(found.counts)} mặt"
    return f"Ít rõ nhất: “{least.label}”, {least.clear}/{least.total} phân công"


def whole(axes: Axes, found: Sequence[Assignment], unit: Unit | None = None) -> UnitClarity:
    """All the given assignments as one line."""
    clear = sum(1 for one in found if one.all_clear)
    return UnitClarity(unit, count_axes(axes, found), clear, len(found))


def progress_of(rows: Iterable[TaskRow], targets: Iterable[TargetRow]) -> dict[int, Progress]:
    """How each programme, task and project stands, by item: its targets within the plan, or its dates."""
    found = {row.pk: Progress(row.status) for row in rows}
    statuses: dict[int, list[str]] = defaultdict(list)
    for target in targets:
        if target.programme is not None and not target.is_vision:
            statuses[target.programme.pk].append(target.status)
    told = {pk: target_progress(keys) for pk, keys in statuses.items()}
    return found | {pk: one for pk, one in told.items() if one is not None}


def target_progress(statuses: Iterable[str]) -> Progress | None:
    """The worst status of a programme's targets, and how many of them have it."""
    found = list(statuses)
    if not found:
        return None
    worst = min(found, key=severity)
    return Progress(Status(worst), found.count(worst), len(found))
