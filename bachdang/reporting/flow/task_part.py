"""What a report says of a task: how far its run has come, its product, and earlier years' runs it closes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bachdang.accounts.models import User
from bachdang.reporting.flow.facts import Fact, Facts, words_of
from bachdang.vietnamese.numbers import format_date
from plans.models import Item, Occurrence, Period, Report, TaskReport, TaskResult


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

    def said(self, item: Item) -> dict[str, str]:
        run = TaskResult(
            percent=self.percent,
            delivered=self.delivered,
            delivered_on=self.delivered_on,
            product_document=self.product_document,
        )
        facts = _run_facts(run)
        for one in self.late:
            if one.delivered_on is not None:
                late = TaskResult(delivered_on=one.delivered_on, product_document=one.product_document)
                facts |= _late_facts(one.occurrence, late)
        return words_of(facts)


def _run_facts(one: TaskResult) -> Facts:
    facts: Facts = {}
    if one.percent is not None:
        facts["Tỷ lệ hoàn thành"] = Fact(one.percent, f"{one.percent}%")
    return facts | _product(one, one.delivered_on if one.delivered else None)


def _late_facts(run: Occurrence, one: TaskResult) -> Facts:
    """What is said of an earlier year's run."""
    return _product(one, one.delivered_on, f" năm {run.year}")


def _product(one: TaskResult, day: date | None, of_year: str = "") -> Facts:
    facts: Facts = {}
    if one.product_document:
        facts[f"Sản phẩm{of_year}"] = Fact(one.product_document, one.product_document)
    if day is not None:
        facts[f"Hoàn thành{of_year}"] = Fact(day, format_date(day))
    return facts


def task_facts(report: Report) -> Facts:
    """The run of the report's year first; earlier years' runs are named by their year."""
    facts: Facts = {}
    part: TaskReport | None = getattr(report, "task_report", None)
    results = part.results.all() if part else ()
    for one in results:
        run = one.occurrence
        late = run is not None and run.year is not None and run.year != report.period.year
        facts |= _late_facts(run, one) if late and run is not None else _run_facts(one)
    return facts
