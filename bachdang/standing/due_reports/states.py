"""How far a report is, in words."""

from __future__ import annotations

from plans.models import Report, ReportState

UNASSIGNED, MISSING, RETURNED = "unassigned", "missing", "returned"
ACCEPTED, SENT = ReportState.ACCEPTED.value, ReportState.SENT.value
STATE_LABELS: dict[str, str] = {
    MISSING: "Chưa nhập",
    RETURNED: "Bị trả lại",
    **{key: str(label) for key, label in ReportState.choices},
    UNASSIGNED: "Chưa giao đơn vị báo cáo",
}
# What the unit has still to send, for the first time or again.
TO_WRITE = (MISSING, RETURNED, "draft")
UNSENT_STATES = frozenset({*TO_WRITE, "waiting"})


def report_state(report: Report | None) -> str:
    """The key of STATE_LABELS for a report, or for none."""
    if report is None:
        return MISSING
    return RETURNED if report.is_returned else str(report.state)
