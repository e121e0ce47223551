"""What a report says of a task: how far its run has come, its product, and earlier years' runs it closes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from bachdang.accounts.models import User
from bachdang.numbers import format_date
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
        said = _task_said(self.percent, self.delivered, self.delivered_on, self.product_document)
        for one in self.late:
            if one.delivered_on is not None:
                label, text = late_said(one.occurrence, one.delivered_on, one.product_document)
                said[label] = text
        return said


def late_said(run: Occurrence, day: date | None, document: str) -> tuple[str, str]:
    return f"Sản phẩm năm {run.year}", f"{document}, {format_date(day)}"


def _task_said(percent: int | None, delivered: bool, day: date | None, document: str) -> dict[str, str]:
    said: dict[str, str] = {}
    if percent is not None:
        said["Tỷ lệ hoàn thành"] = f"{percent}%"
    if delivered:
        said["Sản phẩm"] = f"{document}, {format_date(day)}"
    elif document:
        said["Sản phẩm"] = document
    return said


def task_said_by(report: Report, *, fetched: bool = False) -> dict[str, str]:
    """The run of the report's year first; earlier years' runs are named by their year."""
    said: dict[str, str] = {}
    results: Iterable[TaskResult]
    if fetched:
        part: TaskReport | None = getattr(report, "task_report", None)
        results = part.results.all() if part else ()
    else:
        results = TaskResult.objects.filter(task_report__report=report).select_related("occurrence")
    for one in results:
        run = one.occurrence
        if run is not None and run.year is not None and run.year != report.period.year:
            label, text = late_said(run, one.delivered_on, one.product_document)
            said[label] = text
        else:
            said |= _task_said(one.percent, one.delivered, one.delivered_on, one.product_document)
    return said
