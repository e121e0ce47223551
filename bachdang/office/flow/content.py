"""What a report says, by kind of item: read as text, checked, written to a draft."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol, TypeAlias

from bachdang.accounts.models import Unit, User
from bachdang.numbers import format_date
from bachdang.office.flow.project_part import project_said_by
from bachdang.office.flow.task_part import task_said_by
from indicators.entry import NewFigure, as_new_figure, doubts, faults
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

Said: TypeAlias = dict[str, str]
"""Field in Vietnamese → what stands there, only what is not empty."""

WORDS = {
    "result": "Kết quả thực hiện",
    "difficulties": "Khó khăn, vướng mắc",
    "causes": "Nguyên nhân",
    "next_steps": "Nhiệm vụ quý sau",
    "no_data_reason": "Lý do chưa có số liệu",
}
WORDS_OF_KIND = {
    "indicator": WORDS,
    "programme": WORDS | {"difficulties": "Tồn tại, hạn chế", "no_data_reason": "Không phát sinh, lý do"},
}
OTHER_WORDS = WORDS | {"no_data_reason": "Không phát sinh, lý do"}


def word_labels(kind: str) -> dict[str, str]:
    """What the words of a report are called on the form of its kind of item."""
    return WORDS_OF_KIND.get(kind, OTHER_WORDS)


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
        """What it would say, in the words of `said`."""
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
        """What it would say; fields left as they are do not stand here."""
        labels = word_labels(item.kind)
        said = {labels[name]: text for name, text in self.words().items()}
        if self.part is not None:
            said |= self.part.said(item)
        return said | _milestones_said(self.milestones)


def _milestones_said(milestones: Iterable[tuple[Milestone, date | None]]) -> Said:
    return {f"Mốc “{one.title}”": f"hoàn thành {format_date(day)}" for one, day in milestones if day}


def figure_label(figure: NewFigure) -> str:
    return f"{figure.form.label} ({Quarter(figure.year, figure.quarter).label})"


@dataclass(frozen=True)
class FigurePart:
    """Figures of an indicator. `places` are those the form showed: what is not given there is taken away."""

    figures: tuple[NewFigure, ...]
    places: frozenset[Place]
    note: str = ""

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
        rows |= {(one.year, one.quarter, one.form.value): (one, self.note) for one in self.figures}
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
                note=note,
                recorded_by=by,
            )
            for one, note in rows.values()
        )

    def said(self, item: Item) -> Said:
        return {figure_label(one): new_figure_text(one, item.indicator) for one in self.figures}


def _known(indicator: Indicator, given: Sequence[NewFigure]) -> list[NewFigure]:
    """The figures that stand and those given, where an accumulated value must be looked at."""
    if not any(list(doubts(indicator, one)) for one in given):
        return []
    counted = Measurement.objects.counted().filter(indicator=indicator)
    return [*(as_new_figure(one) for one in counted), *given]


def place(one: Measurement) -> Place:
    return one.year, one.quarter, one.form


def said_by(report: Report | None) -> Said:
    """What a report says, field by field; the one reading for history and for two people at once."""
    if report is None:
        return {}
    kind = report.item.kind
    labels = word_labels(kind)
    said = {label: getattr(report, name) for name, label in labels.items() if getattr(report, name)}
    if kind == "indicator":
        indicator = Indicator.objects.get(pk=report.item_id)
        for one in report.measurements.all():
            figure = as_new_figure(one)
            said[figure_label(figure)] = new_figure_text(figure, indicator)
    elif kind == "project":
        said |= project_said_by(report)
    else:
        said |= task_said_by(report)
    said |= _milestones_said(
        (one.milestone, one.completed_on) for one in report.milestone_results.select_related("milestone")
    )
    proposals = [one.text for one in report.proposals.all()]
    if proposals:
        said["Kiến nghị"] = "; ".join(proposals)
    return said


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


@dataclass(frozen=True)
class Change:
    """From what to what, field by field."""

    before: Said = field(default_factory=dict)
    after: Said = field(default_factory=dict)

    def lines(self) -> dict[str, tuple[str | None, str | None]]:
        keys = [*self.before, *(key for key in self.after if key not in self.before)]
        pairs = {key: (self.before.get(key), self.after.get(key)) for key in keys}
        return {key: pair for key, pair in pairs.items() if pair[0] != pair[1]}
