"""What the plan file's checks say of a draft, each at the line of the document that it is about."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bachdang.planfile.errors import PlanFileError
from bachdang.wordplan.lines import Reading
from bachdang.wordplan.review.actions import written
from bachdang.wordplan.review.chapters import chapters
from plans.models import PlanDraft

_CLAUSE = re.compile(r"nội dung ([^,]+)")


@dataclass(frozen=True)
class PlacedFault:
    """A fault, with the chapter and the line that it is about; 0 for the plan as a whole."""

    entry: str
    reason: str
    chapter: int = 0
    line: int = 0


def placed_faults(error: PlanFileError, draft: PlanDraft) -> list[PlacedFault]:
    lines = {address.key: number for number, address in written(draft).places.items()}
    where = {
        line.number: part.number for part in chapters(Reading.from_json(draft.reading)) for line in part.lines
    }
    found = []
    for fault in error.faults:
        named = _CLAUSE.match(fault.entry)
        line = lines.get(named[1] if named else fault.entry, 0)
        found.append(PlacedFault(fault.entry, fault.reason, where.get(line, 0), line))
    return found
