"""The workbook of a quarter from its rows to its bytes. The same rows give the same bytes."""

from __future__ import annotations

from datetime import UTC, datetime, time

from bachdang.quarter.rows import QuarterReport
from bachdang.reports.letterhead import paper_of
from bachdang.reports.workbook.clear import paint_clear
from bachdang.reports.workbook.common import Book
from bachdang.reports.workbook.headline import paint_headlines
from bachdang.reports.workbook.issues import paint_issues
from bachdang.reports.workbook.projects import paint_projects
from bachdang.reports.workbook.sending import paint_sending
from bachdang.reports.workbook.summary import paint_summary
from bachdang.reports.workbook.targets import paint_targets
from bachdang.reports.workbook.tasks import paint_tasks
from bachdang.spreadsheet import new_workbook, save, write_foot
from plans.models import Letterhead


def quarter_workbook(report: QuarterReport, mark: str = "", letterhead: str = Letterhead.COMMITTEE) -> bytes:
    """All sheets in the agreed order, stamped with the day it is judged for, not the clock.

    `mark` stands at the foot of every page: which frozen version this is, or until when figures are known.
    """
    head, paper = report.head, paper_of(report.head, letterhead)
    workbook = new_workbook(
        title=f"Báo cáo {head.period}: {head.plan_title}",
        creator=paper.writer,
        at=datetime.combine(head.judged_on, time(), tzinfo=UTC),
    )
    book = Book(workbook, report, paper)
    paint_summary(book)
    paint_headlines(book)
    paint_targets(book)
    paint_tasks(book)
    paint_projects(book)
    paint_clear(book)
    paint_issues(book)
    paint_sending(book)
    for worksheet in workbook.worksheets:
        write_foot(worksheet, center=mark)
    return save(workbook)


def workbook_name(report: QuarterReport) -> str:
    """The name of the file: "bao-cao-2026-Q3.xlsx"."""
    return f"{report.head.file_name}.xlsx"
