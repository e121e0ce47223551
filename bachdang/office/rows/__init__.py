"""Rows decide: which cells the reports of a quarter hold. No openpyxl here."""

from bachdang.office.rows.clear import ClearLine
from bachdang.office.rows.head import Head
from bachdang.office.rows.issues import IssueLine
from bachdang.office.rows.outline import Heading, Owner
from bachdang.office.rows.projects import ProjectGroup, ProjectLine
from bachdang.office.rows.report import QuarterReport, quarter_report
from bachdang.office.rows.sending import SendingLine
from bachdang.office.rows.summary import CountTable, Summary
from bachdang.office.rows.targets import Amount, TargetLine
from bachdang.office.rows.tasks import TaskLine
from bachdang.office.scope import ILLUSTRATIVE

__all__ = [
    "ILLUSTRATIVE",
    "Amount",
    "ClearLine",
    "CountTable",
    "Head",
    "Heading",
    "IssueLine",
    "Owner",
    "ProjectGroup",
    "ProjectLine",
    "QuarterReport",
    "SendingLine",
    "Summary",
    "TargetLine",
    "TaskLine",
    "quarter_report",
]
