"""What a report says, by kind of item: read field by field, checked, written to a draft."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol, TypeAlias

from bachdang.accounts.models import Unit, User
from bachdang.reporting.flow.facts import Fact, Facts, Said, words_of
from bachdang.reporting.flow.project_part import project_facts
from bachdang.reporting.flow.task_part import task_facts
from bachdang.vietnamese.numbers import format_date
from indicators.entry import NewFigure, as_new_figure, doubts, faults
from indicators.entry.since_january import as_typed, is_typed_as_sum
from indicators.models import Indicator, Measurement
from indicators.rules import Quarter
from indicators.wording import new_figure_text
from plans.models import (
    Item,
    Milestone,
    MilestoneResult,
    Period,
    Proposal,
    Report,
)

WORDS = {
    "result": "Kết quả thực hiện",
    "difficulties": "Khó khăn, vướng mắc",
    "causes": "Nguyên nhân",
    "next_steps": "Nhiệm vụ quý sau",
    "no_data_reason": "Lý do chưa có số liệu",
}
PROPOSALS = "Kiến nghị"
WORDS_OF_KIND = {
    "indicator": WORDS,
    "programme": WORDS | {"difficulties": "Tồn tại, hạn chế", "no_data_reason": "Không phát sinh, lý do"},
}
OTHER_WORDS = WORDS | {"no_data_reason": "Không phát sinh, lý do"}


def word_labels(kind: str) -> dict[str, str]:
    """What the words of a report are called on the form of its kind of item."""
    return WORDS_OF_KIND.get(kind, OTHER_WORDS)


AS_SUM = "gõ lũy kế từ đầu năm"
Place: TypeAlias = tuple[int, int, str]
"""Year, quarter and form of a figure."""


class Part(Protocol):
    """The part of a report that depends on the kind of item."""

    def faults(self, item: Item, period: Period) -> Iterator[tuple[str, str]]:
        """(field, message) for each thing that cannot be."""
        ...

    def write(self, report: Report, base: Report | None, by: User) -> None:
        """Into a draft; `base` is the report it takes the place of."""
        ...

    def said(self, item: Item) -> Said:
        """What was typed, in the words of the form."""
        ...


@dataclass(frozen=True)
class Content:
    """All that a person typed. Words that are None, and milestones not named, are left as they are."""

    part: Part | None = None
    result: str | None = None
    difficulties: str | None = None
    causes: str | None = None
    next_steps: str | None = None
    no_data_reason: str | None = None
    proposals: Sequence[tuple[str, Unit | None]] | None = None
    milestones: Sequence[tuple[Milestone, date | None]] = ()

    def words(self) -> dict[str, str]:
        given = {name: getattr(self, name) for name in WORDS}
        return {name: text.strip() for name, text in given.items() if text is not None}

    def said(self, item: Item) -> Said:
        """What was typed; fields left as they are do not stand here."""
        labels = word_labels(item.kind)
        said = {labels[name]: text for name, text in self.words().items()}
        if self.part is not None:
            said |= self.part.said(item)
        return said | words_of(_milestone_facts(self.milestones))


def _milestone_facts(milestones: Iterable[tuple[Milestone, date | None]]) -> Facts:
    """What is said of milestones: reached on a day, or no longer reached; nothing of those never reached."""
    facts: Facts = {}
    for one, day in milestones:
        if day is not None or one.completed_on is not None:
            text = f"hoàn thành {format_date(day)}" if day else "chưa hoàn thành"
            facts[f"Mốc “{one.title}” (hạn {format_date(one.due)})"] = Fact(day, text)
    return facts


def figure_label(figure: NewFigure) -> str:
    return f"{figure.form.label} ({Quarter(figure.year, figure.quarter).label})"


@dataclass(frozen=True)
class FigurePart:
    """Figures of an indicator. `places` are those the form showed: what is not given there is taken away.

    `note` None: the note stays as it is.
    """

    figures: tuple[NewFigure, ...]
    places: frozenset[Place]
    note: str | None = ""

    def faults(self, item: Item, period: Period) -> Iterator[tuple[str, str]]:
        indicator = item.indicator
        if indicator.is_derived:
            yield "", "Chỉ tiêu này được tính từ chỉ tiêu khác, không nhập số liệu."
        now, known = (period.year, period.quarter), _known(indicator, self.figures)
        for figure in self.figures:
            if (figure.year, figure.quarter) > now:
                yield "", "Kỳ này không nhận số liệu của quý sau."
            elif (figure.year, figure.quarter) < now and figure.form != "official":
                yield "", "Quý đã qua chỉ nhận số liệu chính thức."
            for part, message in faults(indicator, figure, known):
                yield f"{figure.form.value}_{figure.year}q{figure.quarter}_{part}", message

    def write(self, report: Report, base: Report | None, by: User) -> None:
        kept = {place(one): one for one in base.measurements.all()} if base else {}
        rows = {key: (as_new_figure(one), one.note) for key, one in kept.items() if key not in self.places}
        note = next((one.note for one in kept.values()), "") if self.note is None else self.note
        rows |= {(one.year, one.quarter, one.form.value): (one, note) for one in self.figures}
        report.measurements.all().delete()
        Measurement.objects.bulk_create(
            Measurement(
                report=report,
                indicator_id=report.item_id,
                year=one.year,
                quarter=one.quarter,
                form=one.form,
                value=one.value,
                numerator=one.numerator,
                denominator=one.denominator,
                rating=one.rating,
                reached_on=one.reached_on,
                typed_value=one.typed_value,
                typed_numerator=one.typed_numerator,
                typed_denominator=one.typed_denominator,
                note=note,
                recorded_by=by,
            )
            for one, note in rows.values()
        )

    def said(self, item: Item) -> Said:
        said = {}
        for one in self.figures:
            said[figure_label(one)] = new_figure_text(one, item.indicator)
            if is_typed_as_sum(one):
                said[AS_SUM] = new_figure_text(as_typed(one), item.indicator)
        return said


def part_alone(figure: NewFigure) -> NewFigure:
    """A figure without the day it was reached and the sum that was typed, which are told beside it."""
    return replace(figure, reached_on=None, typed_value=None, typed_numerator=None, typed_denominator=None)


def _known(indicator: Indicator, given: Sequence[NewFigure]) -> list[NewFigure]:
    """The figures that stand and those given, where an accumulated value must be looked at."""
    if not any(list(doubts(indicator, one)) for one in given):
        return []
    counted = Measurement.objects.counted().filter(indicator=indicator)
    return [*(as_new_figure(one) for one in counted), *given]


def place(one: Measurement) -> Place:
    return one.year, one.quarter, one.form


SAID = (
    "measurements",
    "proposals__to",
    "milestone_results__milestone",
    "task_report__results__occurrence",
    "project_report__disbursements",
)
"""What facts_of reads of a report besides itself, its period and its item with its indicator."""


def said_by(report: Report | None) -> Said:
    """What a report says, field by field, in words."""
    return words_of(facts_of(report))


def facts_of(report: Report | None, *, fetched: bool = False, proposals: bool = True) -> Facts:
    """All that a stored report states: the one reading for pages, history and two people at once.

    `fetched`: whether what is read of it was fetched with it, for many at once; else it is read afresh.
    `proposals`: with them, each a field.
    """
    if report is None:
        return {}
    kind = report.item.kind
    facts = {label: _words(getattr(report, name)) for name, label in word_labels(kind).items()}
    facts = {label: fact for label, fact in facts.items() if fact.text}
    stored = report if fetched else _afresh(report)
    if kind == "indicator":
        facts |= _figure_facts(stored)
    else:
        facts |= project_facts(stored) if kind == "project" else task_facts(stored)
        facts |= _milestone_facts((one.milestone, one.completed_on) for one in stored.milestone_results.all())
    return facts | _proposal_facts(stored) if proposals else facts


def _afresh(report: Report) -> Report:
    rows = Report.objects.select_related("period", "item__indicator", "task_report", "project_report")
    stored: Report = rows.prefetch_related(*SAID).get(pk=report.pk)
    return stored


def _words(text: str) -> Fact:
    return Fact(text, text)


def _figure_facts(report: Report) -> Facts:
    """Each figure with all its digits, the day it was reached and its note."""
    indicator = report.item.indicator
    facts: Facts = {}
    for one in sorted(report.measurements.all(), key=place):
        figure = as_new_figure(one)
        label = figure_label(figure)
        facts[label] = Fact(part_alone(figure), new_figure_text(figure, indicator))
        if is_typed_as_sum(figure):
            typed = part_alone(as_typed(figure))
            facts[f"{label}, {AS_SUM}"] = Fact(typed, new_figure_text(typed, indicator))
        if one.reached_on is not None:
            facts[f"{label}, đạt ngày"] = Fact(one.reached_on, format_date(one.reached_on))
        if one.note:
            facts[f"{label}, ghi chú"] = _words(one.note)
    return facts


def _proposal_facts(report: Report) -> Facts:
    """Each proposal, and whom it is addressed to."""
    facts: Facts = {}
    for number, one in enumerate(sorted(report.proposals.all(), key=lambda one: one.pk), 1):
        facts[f"Kiến nghị {number}"] = _words(one.text)
        if one.to is not None:
            facts[f"Kiến nghị {number}, gửi tới"] = Fact(one.to_id, one.to.name)
    return facts


def write_words(report: Report, content: Content) -> None:
    """The words given; the rest stays as it is."""
    for name, text in content.words().items():
        setattr(report, name, text)
    if content.proposals is not None:
        report.proposals.all().delete()
        Proposal.objects.bulk_create(
            Proposal(report=report, text=text, to=to) for text, to in content.proposals
        )
    for one, day in content.milestones:
        MilestoneResult.objects.update_or_create(report=report, milestone=one, defaults={"completed_on": day})
