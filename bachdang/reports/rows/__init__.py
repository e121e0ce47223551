"""Rows decide: which cells the reports of a quarter hold. No openpyxl here."""

from bachdang.reports.rows.head import ILLUSTRATIVE, Head
from bachdang.reports.rows.outline import Heading
from bachdang.reports.rows.projects import ProjectGroup, ProjectLine
from bachdang.reports.rows.report import QuarterReport, quarter_report
from bachdang.reports.rows.summary import CountTable, Summary
from bachdang.reports.rows.targets import Amount, TargetLine
from bachdang.reports.rows.tasks import TaskLine

__all__ = [
    "ILLUSTRATIVE",
    "Amount",
    "CountTable",
    "Head",
    "Heading",
    "ProjectGroup",
    "ProjectLine",
    "QuarterReport",
    "Summary",
    "TargetLine",
    "TaskLine",
    "quarter_report",
]
