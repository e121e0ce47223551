"""Rows decide: which cells the reports of a quarter hold. No openpyxl here."""

from bachdang.quarter.rows.clear import ClearLine
from bachdang.quarter.rows.head import Head
from bachdang.quarter.rows.issues import IssueLine
from bachdang.quarter.rows.outline import Heading, Owner
from bachdang.quarter.rows.projects import ProjectGroup, ProjectLine
from bachdang.quarter.rows.report import QuarterReport, quarter_report
from bachdang.quarter.rows.sending import SendingLine
from bachdang.quarter.rows.summary import CountTable, Summary
from bachdang.quarter.rows.targets import Amount, TargetLine
from bachdang.quarter.rows.tasks import TaskLine
from bachdang.scope.scopes import ILLUSTRATIVE

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
