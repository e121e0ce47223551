"""What a report says, by kind of item: read as text, checked, written to a draft."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Protocol, TypeAlias

from bachdang.accounts.models import Unit, User
from bachdang.numbers import format_date, format_decimal
from indicators.entry import NewFigure, as_new_figure, faults
from indicators.models import Indicator, Measurement
from indicators.rules import Quarter
from indicators.wording import new_figure_text
from plans.models import (
    Item,
    Milestone,
    MilestoneResult,
    Occurrence,
    Period,
    Proposal,
    Report,
    TaskReport,
    TaskResult,
)
from projects.models import ProjectReport, Stage

Said: TypeAlias = dict[str, str]
"""Field in Vietnamese → what stands there, only what is not empty."""

WORDS = {
    "result": "Kết quả thực hiện",
    "difficulties": "Khó khăn, vướng mắc",
    "causes": "Nguyên nhân",
    "next_steps": "Nhiệm vụ quý sau",
    "no_data_reason": "Lý do chưa có số liệu",
}
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
    """All that a person typed. Words that are None are left as they are."""

    part: Part | None = None
    result: str | None = None
    difficulties: str | None = None
    causes: str | None = None
    next_steps: str | None = None
    no_data_reason: str | None = None
    proposals: Sequence[tuple[str, Unit | None]] | None = None
    milestones: Sequence[tuple[Milestone, date | None]] | None = None

    def words(self) -> dict[str, str]:
        given = {name: getattr(self, name) for name in WORDS}
        return {name: text.strip() for name, text in given.items() if text is not None}

    def said(self, item: Item) -> Said:
        """What it would say; fields left as they are do not stand here."""
        said = {WORDS[name]: text for name, text in self.words().items()}
        if self.part is not None:
            said |= self.part.said(item)
        return said | _milestones_said(self.milestones or ())


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
        now = (period.year, period.quarter)
        for figure in self.figures:
            if (figure.year, figure.quarter) > now:
                yield "", "Kỳ này không nhận số liệu của quý sau."
            elif (figure.year, figure.quarter) < now and figure.form != "official":
                yield "", "Quý đã qua chỉ nhận số liệu chính thức."
            for part, message in faults(indicator, figure):
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


def place(one: Measurement) -> Place:
    return one.year, one.quarter, one.form


@dataclass(frozen=True)
class LateRun:
    """An earlier year's run that was still open: the day it was finished and its product, or neither."""

    occurrence: Occurrence
    delivered_on: date | None = None
    product_document: str = ""


@dataclass(frozen=True)
class TaskPart:
    """How far one run of a task has come; a delivered product needs its day and document.

    `late` are earlier years' runs that the form showed.
    """

    occurrence: Occurrence | None = None
    percent: int | None = None
    delivered: bool = False
    delivered_on: date | None = None
    product_document: str = ""
    late: tuple[LateRun, ...] = ()

    def faults(self, item: Item, period: Period) -> Iterator[tuple[str, str]]:
        if self.percent is not None and self.percent > 100:
            yield "percent", "Tỷ lệ hoàn thành không quá 100%."
        if self.delivered and self.delivered_on is None:
            yield "delivered_on", "Ghi ngày hoàn thành."
        if self.delivered and not self.product_document:
            yield "product_document", "Ghi số, ngày văn bản hoặc tên sản phẩm đã có."
        if self.delivered and self.occurrence is None:
            yield "delivered", "Việc thường xuyên không có lúc hoàn thành."
        for one in self.late:
            if one.delivered_on is None and one.product_document:
                yield f"late_{one.occurrence.pk}_on", f"Ghi ngày hoàn thành của năm {one.occurrence.year}."
            elif one.delivered_on is not None and not one.product_document:
                yield f"late_{one.occurrence.pk}_document", f"Ghi sản phẩm của năm {one.occurrence.year}."

    def write(self, report: Report, base: Report | None, by: User) -> None:
        task_report, _ = TaskReport.objects.get_or_create(report=report)
        TaskResult.objects.update_or_create(
            task_report=task_report,
            occurrence=self.occurrence,
            defaults={
                "percent": self.percent,
                "delivered": self.delivered,
                "delivered_on": self.delivered_on if self.delivered else None,
                "product_document": self.product_document,
            },
        )
        for one in self.late:
            known = TaskResult.objects.filter(task_report=task_report, occurrence=one.occurrence)
            if one.delivered_on is None:
                known.delete()
                continue
            said = {"delivered_on": one.delivered_on, "product_document": one.product_document}
            TaskResult.objects.update_or_create(
                task_report=task_report, occurrence=one.occurrence, defaults={"delivered": True, **said}
            )

    def said(self, item: Item) -> Said:
        said = _task_said(self.percent, self.delivered, self.delivered_on, self.product_document)
        for one in self.late:
            if one.delivered_on is not None:
                label, text = late_said(one.occurrence, one.delivered_on, one.product_document)
                said[label] = text
        return said


def late_said(run: Occurrence, day: date | None, document: str) -> tuple[str, str]:
    return f"Sản phẩm năm {run.year}", f"{document}, {format_date(day)}"


def _task_said(percent: int | None, delivered: bool, day: date | None, document: str) -> Said:
    said: Said = {}
    if percent is not None:
        said["Tỷ lệ hoàn thành"] = f"{percent}%"
    if delivered:
        said["Sản phẩm"] = f"{document}, {format_date(day)}"
    elif document:
        said["Sản phẩm"] = document
    return said


@dataclass(frozen=True)
class ProjectPart:
    """Stage and land clearance of a project; households are counts, land is in hectares."""

    stage: str = ""
    households_total: int | None = None
    households_done: int | None = None
    area_total: Decimal | None = None
    area_done: Decimal | None = None

    def faults(self, item: Item, period: Period) -> Iterator[tuple[str, str]]:
        pairs = (
            ("households_done", self.households_done, self.households_total, "hộ"),
            ("area_done", self.area_done, self.area_total, "ha"),
        )
        for name, done, total, noun in pairs:
            if done is not None and total is None:
                yield name, "Nhập cả tổng số phải giải phóng mặt bằng."
            elif done is not None and total is not None and done > total:
                amounts = f"{format_decimal(done)} {noun}", f"{format_decimal(total)} {noun}"
                yield name, "Đã bàn giao ({}) không được lớn hơn tổng số ({}).".format(*amounts)

    def write(self, report: Report, base: Report | None, by: User) -> None:
        ProjectReport.objects.update_or_create(
            report=report,
            defaults={
                "stage": self.stage,
                "land_households_total": self.households_total,
                "land_households_done": self.households_done,
                "land_area_total": self.area_total,
                "land_area_done": self.area_done,
            },
        )

    def said(self, item: Item) -> Said:
        return _project_said(
            self.stage, self.households_total, self.households_done, self.area_total, self.area_done
        )


def _project_said(
    stage: str,
    households_total: int | None,
    households_done: int | None,
    area_total: Decimal | None,
    area_done: Decimal | None,
) -> Said:
    said: Said = {"Giai đoạn": Stage(stage).label} if stage else {}
    if households_total is not None:
        said["Hộ giải phóng mặt bằng"] = f"{_shown(households_done)}/{_shown(households_total)}"
    if area_total is not None:
        said["Diện tích giải phóng mặt bằng (ha)"] = f"{_shown(area_done)}/{_shown(area_total)}"
    return said


def _shown(value: Decimal | int | None) -> str:
    return "…" if value is None else format_decimal(value)


def said_by(report: Report | None) -> Said:
    """What a report says, field by field; the one reading for history and for two people at once."""
    if report is None:
        return {}
    said = {label: getattr(report, name) for name, label in WORDS.items() if getattr(report, name)}
    kind = report.item.kind
    if kind == "indicator":
        indicator = Indicator.objects.get(pk=report.item_id)
        for one in report.measurements.all():
            figure = as_new_figure(one)
            said[figure_label(figure)] = new_figure_text(figure, indicator)
    elif kind == "project":
        found = ProjectReport.objects.filter(report=report).first()
        if found is not None:
            said |= _project_said(
                found.stage,
                found.land_households_total,
                found.land_households_done,
                found.land_area_total,
                found.land_area_done,
            )
    else:
        said |= _results_said(report)
    said |= _milestones_said(
        (one.milestone, one.completed_on) for one in report.milestone_results.select_related("milestone")
    )
    proposals = [one.text for one in report.proposals.all()]
    if proposals:
        said["Kiến nghị"] = "; ".join(proposals)
    return said


def _results_said(report: Report) -> Said:
    """The run of the report's year first; earlier years' runs are named by their year."""
    said: Said = {}
    results = TaskResult.objects.filter(task_report__report=report).select_related("occurrence")
    for one in results:
        run = one.occurrence
        if run is not None and run.year is not None and run.year != report.period.year:
            label, text = late_said(run, one.delivered_on, one.product_document)
            said[label] = text
        else:
            said |= _task_said(one.percent, one.delivered, one.delivered_on, one.product_document)
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
    if content.milestones is not None:
        report.milestone_results.all().delete()
        MilestoneResult.objects.bulk_create(
            MilestoneResult(report=report, milestone=one, completed_on=day) for one, day in content.milestones
        )


@dataclass(frozen=True)
class Change:
    """From what to what, field by field."""

    before: Said = field(default_factory=dict)
    after: Said = field(default_factory=dict)

    def lines(self) -> dict[str, tuple[str | None, str | None]]:
        keys = [*self.before, *(key for key in self.after if key not in self.before)]
        pairs = {key: (self.before.get(key), self.after.get(key)) for key in keys}
        return {key: pair for key, pair in pairs.items() if pair[0] != pair[1]}
