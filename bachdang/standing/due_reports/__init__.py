"""What a round wants reported, of every kind of item, and how far it is: the one answer for page and paper.

Due, written, sent, accepted, estimated, missing, without a reporter: whoever counts reports counts these.
An accepted report counts until its successor is accepted: a correction on its way lowers no count.
"""

from bachdang.standing.due_reports.counting import (
    FigureCount,
    UnitProgress,
    count_figures,
    count_states,
    progress_by_unit,
)
from bachdang.standing.due_reports.owing import is_due, owed_items, states_by_unit
from bachdang.standing.due_reports.report import DueReport
from bachdang.standing.due_reports.reports import DueReports
from bachdang.standing.due_reports.states import (
    ACCEPTED,
    MISSING,
    SENT,
    STATE_LABELS,
    TO_WRITE,
    UNASSIGNED,
    UNSENT_STATES,
    report_state,
)

__all__ = [
    "ACCEPTED",
    "MISSING",
    "SENT",
    "STATE_LABELS",
    "TO_WRITE",
    "UNASSIGNED",
    "UNSENT_STATES",
    "DueReport",
    "DueReports",
    "FigureCount",
    "UnitProgress",
    "count_figures",
    "count_states",
    "is_due",
    "owed_items",
    "progress_by_unit",
    "report_state",
    "states_by_unit",
]
