"""What Tổng quan answers for a period, as plain data: where we stand, what is red, who has not reported."""

from bachdang.dashboard.overview.narrow import Narrow
from bachdang.dashboard.overview.page import Overview
from bachdang.dashboard.overview.tallies import GroupCounts, StatusCount, UnitDebt

__all__ = ["GroupCounts", "Narrow", "Overview", "StatusCount", "UnitDebt"]
