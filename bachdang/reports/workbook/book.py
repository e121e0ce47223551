"""The workbook of a quarter from its rows to its bytes. The same rows give the same bytes."""

from __future__ import annotations

from datetime import UTC, datetime, time

from bachdang.office.rows import QuarterReport
from bachdang.reports.workbook.clear import paint_clear
from bachdang.reports.workbook.issues import paint_issues
from bachdang.reports.workbook.projects import paint_projects
from bachdang.reports.workbook.sending import paint_sending
from bachdang.reports.workbook.summary import paint_summary
from bachdang.reports.workbook.targets import paint_targets
from bachdang.reports.workbook.tasks import paint_tasks
from bachdang.spreadsheet import new_workbook, save, write_foot


def quarter_workbook(report: QuarterReport, mark: str = "") -> bytes:
    """All sheets in the agreed order, stamped with the day it is judged for, not the clock.

    `mark` stands at the foot of every page: which frozen version this is, or until when figures are known.
    """
    head = report.head
    workbook = new_workbook(
        title=f"Báo cáo {head.period}: {head.plan_title}",
        creator=head.left[-2] if len(head.left) > 1 else head.left[0],
        at=datetime.combine(head.judged_on, time(), tzinfo=UTC),
    )
    paint_summary(workbook, report)
    paint_targets(workbook, report)
    paint_tasks(workbook, report)
    paint_projects(workbook, report)
    paint_clear(workbook, report)
    paint_issues(workbook, report)
    paint_sending(workbook, report)
    for worksheet in workbook.worksheets:
        write_foot(worksheet, center=mark)
    return save(workbook)


def workbook_name(report: QuarterReport) -> str:
    """The name of the file: "bao-cao-2026-Q3.xlsx"."""
    return f"{report.head.file_name}.xlsx"
