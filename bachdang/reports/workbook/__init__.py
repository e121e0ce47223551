"""The quarterly workbook: rows painted on official sheets."""

from bachdang.reports.workbook.book import quarter_workbook, workbook_name

__all__ = ["quarter_workbook", "workbook_name"]
