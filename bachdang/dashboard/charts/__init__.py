"""Plain data → Plotly figure; one quiet template, one builder a file."""

from bachdang.dashboard.charts.heat import HeatCell, HeatRow, heat_map
from bachdang.dashboard.charts.money import PlanAndPaid, plan_and_paid
from bachdang.dashboard.charts.paces import needed_by_year
from bachdang.dashboard.charts.status import STATUS_FILL, Bar, status_by_group
from bachdang.dashboard.charts.template import INK, LINE, MUTED, as_json, figure_of, layout_of, words
from bachdang.dashboard.charts.trajectory import Trajectory, trajectory

__all__ = [
    "INK",
    "LINE",
    "MUTED",
    "STATUS_FILL",
    "Bar",
    "HeatCell",
    "HeatRow",
    "PlanAndPaid",
    "Trajectory",
    "as_json",
    "figure_of",
    "heat_map",
    "layout_of",
    "needed_by_year",
    "plan_and_paid",
    "status_by_group",
    "trajectory",
    "words",
]
