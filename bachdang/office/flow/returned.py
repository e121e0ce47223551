"""Which returned reports nobody has touched since they came back."""

from __future__ import annotations

from collections.abc import Sequence

from bachdang.accounts.models import AuditEvent
from plans.flow import RETURNS
from plans.models import Report, ReportState

# What the unit does to a report's words, figures and evidence, as the history names it.
_EDITS = ("save_report", "attach", "detach")


def unchanged_since_return(reports: Sequence[Report]) -> set[int]:
    """Keys of the drafts that were returned and say today what they said then. One query.

    The history tells: it is written with every save, and its order is that of what happened.
    """
    drafts = [one for one in reports if one.state == ReportState.DRAFT and one.returned_from]
    subjects = {f"{one._meta.label_lower}:{one.pk}": one.pk for one in drafts}
    verbs = (*_EDITS, *(step.value for step in RETURNS))
    found = AuditEvent.objects.filter(subject__in=subjects, verb__in=verbs).order_by("pk")
    # A form saved as it was leaves a line that changes nothing: it is no correction.
    last = {one.subject: one.verb for one in found if one.changes}
    edited = {subjects[subject] for subject, verb in last.items() if verb in _EDITS}
    return set(subjects.values()) - edited
