"""Filters of the lists; all live in the address, so that a page can be sent to a colleague.

Statuses are computed, not stored: each filter set is given the computed rows by primary key.
"""

from bachdang.standing.filters.common import (
    ATTENTION,
    Choices,
    RowFilter,
    programme_choices,
    programme_names,
    short,
    unit_choices,
)
from bachdang.standing.filters.document import CoverageFilter, ProgrammeFilter
from bachdang.standing.filters.items import (
    TASKS_NEEDING_ATTENTION,
    ItemFilter,
    ProjectFilter,
    TaskFilter,
)
from bachdang.standing.filters.targets import TARGETS_NEEDING_ATTENTION, TargetFilter

__all__ = [
    "ATTENTION",
    "TARGETS_NEEDING_ATTENTION",
    "TASKS_NEEDING_ATTENTION",
    "Choices",
    "CoverageFilter",
    "ItemFilter",
    "ProgrammeFilter",
    "ProjectFilter",
    "RowFilter",
    "TargetFilter",
    "TaskFilter",
    "programme_choices",
    "programme_names",
    "short",
    "unit_choices",
]
