"""Sheet Chỉ tiêu: what stands in the row of each target."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial

from bachdang.quarter.rows.notes import note_of
from bachdang.quarter.rows.outline import (
    UNOWNED,
    Heading,
    Lines,
    Owner,
    count_marked,
    heading_of,
    marked,
    owner_of,
)
from bachdang.standing.spans import Span
from indicators import rules
from indicators.as_rules import baseline_of
from indicators.comparisons import compare
from indicators.explaining import explain
from indicators.rules import Rating, Status, TargetKind
from indicators.standings import TargetBook
from indicators.target_row import TargetRow
from indicators.wording import is_state
from plans.models import Clause, Report

UNTOLD = "Không có số riêng của khoảng này: số liệu tính từ đầu năm hoặc đã lũy kế."
VISION = "Mục tiêu tầm nhìn, sau thời hạn của kế hoạch (tính riêng)"
# The plan's main figures, and what calls for attention: pages of a few lines read these alone.
MAIN, RED = "main", "red"

Shown = Decimal | date | str | None
"""A figure as a cell takes it: a number, the day a milestone was reached, a rating in words, or nothing."""


@dataclass(frozen=True)
class Amount:
    """A figure with what must be said of it: an estimate, or a sum that lacks a quarter ("ít nhất")."""

    value: Shown = None
    estimated: bool = False
    partial: bool = False

    @property
    def number(self) -> Decimal | None:
        return self.value if isinstance(self.value, Decimal) else None


@dataclass(frozen=True)
class TargetLine:
    """One target. Figures are in the indicator's unit; the two ratios are of the shown figures (1 = 100%).

    `explanation` says why the status, and becomes a comment of its cell. `kind`, `accumulation` and
    `lower_is_better` say how a sentence speaks of the figure ("" where frozen rows do not know);
    `expected` is what was needed by now, `previous` the figure a quarter ago; `figure_of` names an earlier
    quarter that the figure is of, `grey` why there is no verdict. `headline`: its place among the plan's main
    figures, 0 for all others.
    """

    code: str
    name: str
    measure: str
    is_state: bool
    baseline: Decimal | None
    goal: Decimal | None
    wording: str
    plan_figure: Decimal | None
    of_quarter: Amount
    to_date: Amount
    last_year: Decimal | None
    against_plan: Decimal | None
    against_last_year: Decimal | None
    status: str
    status_text: str
    unit: str
    places: str
    note: str
    explanation: str
    owner: Owner = UNOWNED
    is_vision: bool = False
    kind: str = ""
    accumulation: str = ""
    lower_is_better: bool = False
    expected: Decimal | None = None
    previous: Decimal | None = None
    figure_of: str = ""
    grey: str = ""
    headline: int = 0


def target_lines(
    book: TargetBook, rows: Sequence[TargetRow], reports: Mapping[int, Report], span: Span | None = None
) -> Sequence[Heading | TargetLine]:
    """Targets under the document's headings, those of the vision last. No query.

    `reports`: the counted report of the period by indicator, for the reason when there is no figure.
    """
    parts: list[Heading | Callable[[], TargetLine]] = []
    marks: dict[str, list[int]] = {MAIN: [], RED: []}
    for part in _parts(rows):
        if isinstance(part, Heading):
            parts.append(part)
            continue
        if _headline(part):
            marks[MAIN].append(len(parts))
        if part.is_red:
            marks[RED].append(len(parts))
        parts.append(partial(target_line, book, part, reports.get(part.indicator.pk), span))
    return Lines(parts, marks)


def main_lines(lines: Sequence[Heading | TargetLine]) -> list[TargetLine]:
    """The targets of the plan's main figures, in their order."""
    found = [one for one in marked(lines, MAIN) if isinstance(one, TargetLine) and one.headline]
    return sorted(found, key=lambda one: one.headline)


def count_main(lines: Sequence[Heading | TargetLine]) -> int:
    """How many those are; no line is made for it."""
    return count_marked(lines, MAIN, lambda one: one.headline > 0)


def _headline(row: TargetRow) -> int:
    """Its place among the plan's main figures, 0 for all others."""
    return 0 if row.is_vision else row.indicator.headline or 0


def _parts(rows: Sequence[TargetRow]) -> Iterator[Heading | TargetRow]:
    yield from _grouped([row for row in rows if not row.is_vision])
    vision = [row for row in rows if row.is_vision]
    if vision:
        yield Heading("", VISION, 1)
        yield from _grouped(vision)


def _grouped(rows: Sequence[TargetRow]) -> Iterator[Heading | TargetRow]:
    """Each row, with the headings that begin at it: the part of the document, then the programme."""
    opened: list[int] = []
    for row in rows:
        chain = _chain(row)
        keys = [clause.pk for clause in chain]
        for depth, clause in enumerate(chain):
            if opened[: depth + 1] != keys[: depth + 1]:
                yield heading_of(clause, depth + 1)
        opened = keys
        yield row


def _chain(row: TargetRow) -> list[Clause]:
    clause = row.programme.clause if row.programme else None
    if clause is None:
        return []
    return [clause.parent, clause] if clause.parent else [clause]


def target_line(
    book: TargetBook, row: TargetRow, report: Report | None = None, span: Span | None = None
) -> TargetLine:
    """The cells of one target at the end of the book's quarter; with a span, `of_quarter` is the span's."""
    indicator, at = row.indicator, book.until
    found = compare(book, row, at)
    chosen = rules.choose(book.figures(indicator, at), at)
    before = found.last_year
    own = _of_span(book, row, span) if span else _amount(found.of_quarter, chosen.get(at))
    note = note_of(row, found.to_date, at, book.measurements(indicator), report)
    return TargetLine(
        code=row.item.code,
        name=row.title,
        measure="có/không" if is_state(indicator) else indicator.measure,
        is_state=is_state(indicator),
        baseline=_baseline(row),
        goal=row.terms.value,
        wording=_wording(row),
        plan_figure=row.plan_figure,
        of_quarter=own or Amount(),
        to_date=_amount(found.to_date, next(reversed(chosen.values()), None)),
        last_year=before.value if before else None,
        against_plan=found.against_plan,
        against_last_year=found.against_last_year,
        explanation=explain(row).text,
        owner=owner_of(row.item),
        is_vision=row.is_vision,
        status=row.status,
        status_text=status_text(row),
        unit=str(row.item.reporter or "Chưa giao"),
        places="; ".join(clause.place for clause in row.citations),
        note=note if own else f"{UNTOLD} {note}".strip(),
        kind=row.terms.kind,
        accumulation=_accumulates(row.measure),
        lower_is_better=row.measure.direction is rules.Direction.LOWER,
        expected=row.standing.expected_value,
        previous=_previous(book, row, found.to_date),
        figure_of=_earlier(found.to_date, at),
        grey=row.grey_text,
        headline=_headline(row),
    )


def _accumulates(measure: rules.Measure) -> str:
    """How the figure to date grows; a rate whose parts add up in the year does as a sum does."""
    if measure.denominator_accumulation in (rules.Denominator.FLOW, rules.Denominator.PLAN):
        return rules.Accumulation.YEAR_TO_DATE.value
    return measure.accumulation.value


def _previous(book: TargetBook, row: TargetRow, now: rules.Accumulated) -> Decimal | None:
    """The level a quarter before; a sum that began anew, or lacks a quarter, has nothing to compare with."""
    if now.quarter is None or _accumulates(row.measure) != rules.Accumulation.LEVEL:
        return None
    before = now.quarter.shift(-1)
    chosen = rules.choose(book.figures(row.indicator, before), before).get(before)
    return rules.accumulate(row.measure, [chosen], before).value if chosen else None


def _earlier(now: rules.Accumulated, at: rules.Quarter) -> str:
    return now.quarter.label if now.quarter is not None and now.quarter != at else ""


def _of_span(book: TargetBook, row: TargetRow, span: Span) -> Amount | None:
    """The figure of the span alone; None where the figures reported cannot say."""
    if not span.is_whole:
        return Amount()
    figures = book.figures(row.indicator, span.last)
    found = rules.of_span(row.measure, figures, span.first, span.last)
    within = [one for quarter, one in rules.choose(figures, span.last).items() if quarter >= span.first]
    return None if found is None else _amount(found, within[-1] if within else None)


def _amount(found: rules.Accumulated, figure: rules.Figure | None) -> Amount:
    """A number, or what a figure says without one."""
    if found.value is not None:
        return Amount(found.value, found.estimated, found.partial)
    if figure is None:
        return Amount()
    if figure.rating is not None:
        return Amount(Rating(figure.rating.value).label, figure.estimated)
    return Amount(figure.reached_on, figure.estimated)


def _baseline(row: TargetRow) -> Decimal | None:
    baseline = baseline_of(row.baseline)
    amount = baseline.amount(row.measure) if baseline else None
    return None if amount is None else Decimal(amount.numerator) / Decimal(amount.denominator)


def _wording(row: TargetRow) -> str:
    """What the plan asks for, with the year when it is not the plan's last."""
    terms = row.terms
    if terms.horizon == row.item.plan.ends or terms.kind == TargetKind.MILESTONE:
        return row.wording
    return f"{row.wording} (đến năm {terms.horizon.year})"


def status_text(row: TargetRow) -> str:
    """The status in words, "(ước)" on an estimate; with the office's reason when it is its own."""
    label = Status(row.status).label
    if row.override is not None:
        return f"{label} (Văn phòng đánh giá: {row.override.reason})"
    said = (("trong năm", row.inside_year), ("ước", row.estimated))
    return label + "".join(f" ({word})" for word, holds in said if holds)
