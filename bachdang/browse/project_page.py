"""What the page of one project shows: its stages, its capital by source and decision, its land."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from bachdang.scope.scopes import Scope
from bachdang.standing.money import Ledger, Money, money_finding, percent_of
from bachdang.standing.projects import ProjectRow
from bachdang.vietnamese.money import exact_text
from bachdang.vietnamese.numbers import format_decimal
from plans.models import Decision
from projects.models import Capital, FundSource, ProjectReport, Stage
from projects.rules import TOTAL, Part, whole

DONE, NOW, AHEAD, SUSPENDED = "done", "now", "ahead", "suspended"


@dataclass(frozen=True)
class Step:
    """A stage in the line: done, now, ahead, or the halt."""

    label: str
    state: str


def steps(stage: str) -> list[Step]:
    """The five stages in their order, those before the present one done; a halt is told at the end."""
    order: list[Stage] = [one for one in Stage if one != Stage.SUSPENDED]
    at = order.index(Stage(stage)) if stage in order else -1
    found = [
        Step(one.label, DONE if place < at else NOW if place == at else AHEAD)
        for place, one in enumerate(order)
    ]
    return [*found, Step(Stage.SUSPENDED.label, SUSPENDED)] if stage == Stage.SUSPENDED else found


@dataclass(frozen=True)
class Column:
    """A part of the capital: what it comes to, and under which decisions it stands."""

    part: Part
    whole: int | None
    decisions: list[Decision]
    valid_from: date


@dataclass(frozen=True)
class SourceLine:
    """One source: its amount in each column, and its share of the total investment in percent."""

    label: str
    share: Decimal | None
    amounts: list[int | None]


@dataclass(frozen=True)
class Land:
    """Land cleared of what must be: `width` in percent for the drawing."""

    label: str
    done: str
    total: str
    width: str


@dataclass(frozen=True)
class Version:
    """A capital row that does not hold at the quarter's end."""

    text: str
    valid_from: date
    decision: Decision | None


@dataclass(frozen=True)
class ProjectPage:
    """All of a project's money in the scope's quarter. `rows`: every capital row of the project."""

    row: ProjectRow
    ledger: Ledger
    scope: Scope
    rows: Sequence[Capital]

    @property
    def money(self) -> Money:
        return self.ledger.money

    @property
    def money_finding(self) -> str:
        return money_finding(self.money, self.scope.quarter.year)

    @property
    def steps(self) -> list[Step]:
        return steps(self.row.stage)

    @cached_property
    def columns(self) -> list[Column]:
        """Total investment, medium-term, then the years."""
        return [self._column(part) for part in sorted(self.ledger.parts, key=_place)]

    def _column(self, part: Part) -> Column:
        rows = [one for one in self.ledger.capital if Part(one.scope, one.year) == part]
        decisions = {one.decision_id: one.decision for one in rows if one.decision is not None}
        newest = max(one.valid_from for one in rows)
        return Column(part, whole(self.ledger.parts[part]), list(decisions.values()), newest)

    @property
    def sources(self) -> list[SourceLine]:
        """Sources that any part names."""
        total = self.ledger.parts.get(TOTAL, {})
        named = {source for shares in self.ledger.parts.values() for source, dong in shares.items() if dong}
        return [
            SourceLine(
                FundSource(source).label,
                percent_of(total.get(source), whole(total)),
                [self.ledger.parts[column.part].get(source) for column in self.columns],
            )
            for source in FundSource.values
            if source in named
        ]

    @property
    def earlier(self) -> list[Version]:
        """What held before, the newest first."""
        current = {one.pk for one in self.ledger.capital}
        past = (one for one in self.rows if one.valid_from <= self.scope.ends and one.pk not in current)
        return _versions(past)

    @property
    def later(self) -> list[Version]:
        """What will hold only after the quarter looked at."""
        return _versions(one for one in self.rows if one.valid_from > self.scope.ends)

    @property
    def land(self) -> list[Land]:
        latest = self.row.latest
        return [] if latest is None else _land(latest)


def project_page(row: ProjectRow, scope: Scope) -> ProjectPage:
    """One more query: every version of the capital."""
    rows = Capital.objects.filter(project=row.pk).select_related("decision").order_by("-valid_from", "pk")
    return ProjectPage(row, row.ledger, scope, list(rows))


def _place(part: Part) -> tuple[bool, bool, int]:
    return part != TOTAL, part.year is not None, part.year or 0


def _versions(rows: Iterable[Capital]) -> list[Version]:
    return [
        Version(
            f"{Part(one.scope, one.year).label}, {FundSource(one.source).label}: {exact_text(one.dong)}",
            one.valid_from,
            one.decision,
        )
        for one in rows
    ]


def _land(latest: ProjectReport) -> list[Land]:
    pairs = [
        ("Số hộ bàn giao mặt bằng", latest.land_households_done, latest.land_households_total, "hộ"),
        ("Diện tích bàn giao", latest.land_area_done, latest.land_area_total, "ha"),
    ]
    return [
        Land(
            label=label,
            done="…" if done is None else format_decimal(done),
            total=f"{format_decimal(total)} {noun}",
            width=_width(done, total),
        )
        for label, done, total, noun in pairs
        if total is not None
    ]


def _width(done: Decimal | int | None, total: Decimal | int) -> str:
    """Percent as an SVG attribute takes it."""
    if not done or not total:
        return "0"
    return f"{min(Decimal(done) / Decimal(total), Decimal(1)) * 100:.2f}"
