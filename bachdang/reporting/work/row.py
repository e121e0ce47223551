"""One row of Việc của tôi: what is owed, its boxes, what stands beside them, what was refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TypeAlias

from django.forms import BoundField
from django.utils.html import format_html
from django.utils.safestring import SafeString

from bachdang.reporting.flow.facts import Lines
from bachdang.reporting.flow.forms import IndicatorReportForm, WordsForm
from bachdang.reporting.review.known import Known
from bachdang.reporting.work.beside import SINCE_JANUARY, span_of
from bachdang.reporting.work.cells import Cell, cell_of, prefix_of
from bachdang.reporting.work.line import drawn_line
from bachdang.standing.due_reports import DueReport
from bachdang.vietnamese.numbers import format_date
from indicators.forms import Slot
from plans.models import Evidence, ItemKind, ReportState

ReportForm: TypeAlias = IndicatorReportForm | WordsForm

NOTHING_KNOWN = Known()


@dataclass
class WorkRow:
    """One item owed: a line with its boxes, and where it is opened (`whole`) all that its report says.

    `form`: that of what was sent or opened; a line left alone has none. `both`: what someone else saved
    meanwhile and what was typed, where they differ; `newer`: the mark by which the latter is chosen.
    `notes`: what else the open row says of its figure. `due`: its own due day, where it has one.
    `just_saved`: what was saved a moment ago, in words.
    """

    owed: DueReport
    url: str = ""
    stored: Sequence[Cell] = ()
    form: ReportForm | None = None
    seen: str = ""
    is_open: bool = False
    whole: bool = False
    is_sum: bool = False
    is_contact: bool = False
    known: Known = NOTHING_KNOWN
    before: str = ""
    due: date | None = None
    notes: list[str] = field(default_factory=list)
    evidence: Sequence[Evidence] = ()
    both: Lines = field(default_factory=dict)
    newer: str = ""
    message: str = ""
    just_saved: str = ""

    @property
    def marks(self) -> SafeString:
        """The attributes of the row that scripts look for."""
        flags = f"{' data-ready' if self.is_ready else ''}{' data-whole' if self.whole else ''}"
        return format_html('id="{}" data-code="{}"{}', self.anchor, self.code, flags)

    @property
    def line(self) -> SafeString:
        return drawn_line(self)

    @property
    def hint(self) -> str:
        """When the work is due and what was last accepted of it."""
        due = self.owed.row.due if self.owed.row is not None else None
        given = f"gia hạn gửi đến {format_date(self.due)}" if self.due else ""
        parts = (given, f"hạn {format_date(due)}" if due else "", self.before)
        said = " · ".join(text for text in parts if text)
        return f"{said[:1].upper()}{said[1:]}"

    @property
    def code(self) -> str:
        return self.owed.item.code

    @property
    def prefix(self) -> str:
        return prefix_of(self.owed.item)

    @property
    def anchor(self) -> str:
        return f"viec-{self.owed.item.pk}"

    @property
    def is_ready(self) -> bool:
        """Whether it is filled in and goes on with the next sending; what came back must be changed first."""
        return self.owed.state == ReportState.DRAFT

    @property
    def is_wrong(self) -> bool:
        return bool(self.message or self.both or (self.form and self.form.errors))

    @property
    def has_more(self) -> bool:
        """Whether something stands below the line."""
        return self.whole or self.is_wrong or self.owed.state == "returned" or self.owed.reopened

    @property
    def is_project(self) -> bool:
        return self.owed.item.kind == ItemKind.PROJECT

    @cached_property
    def cells(self) -> Sequence[Cell]:
        """The boxes in the line itself: the quarter's figure, or its words."""
        return self.stored if self.form is None else [cell_of(box, self.code) for box in self._in_line]

    @cached_property
    def _in_line(self) -> list[BoundField]:
        if not isinstance(self.form, IndicatorReportForm):
            return [self.form["result"]] if self.form else []
        boxes = next(boxes for slot, boxes in self.form.rows() if _is_of_line(slot, self.form))
        return [one for one in boxes if not one.name.endswith("reached_on")]

    @property
    def faults(self) -> list[BoundField]:
        """The boxes of the line that were refused; those below it say so themselves."""
        boxes = self._in_line if self.whole else [*(self.form or ())]
        return [one for one in boxes if one.errors]

    @property
    def slots(self) -> list[tuple[str, list[BoundField]]]:
        """The figures below the line: the day it was reached, other forms of it, the quarter before."""
        if not isinstance(self.form, IndicatorReportForm):
            return []
        shown = {one.name for one in self._in_line}
        rows = [(slot.label, boxes) for slot, boxes in self.form.rows()]
        left = [(label, [one for one in boxes if one.name not in shown]) for label, boxes in rows]
        return [(label, boxes) for label, boxes in left if boxes]

    @property
    def words(self) -> list[BoundField]:
        """The other boxes below the line, in the order of the form."""
        if self.form is None or self.is_project:
            return []
        placed = {one.name for one in self._in_line} | {one.name for _, boxes in self.slots for one in boxes}
        return [one for one in self.form.visible_fields() if one.name not in {*placed, "span"}]

    @property
    def span(self) -> str:
        """Of which time the figure in the line speaks; "" of words."""
        has_number = self.owed.targets and any(cell.is_number for cell in self.cells)
        if not has_number:
            return ""
        return SINCE_JANUARY if self.is_sum else span_of(self.owed.targets[0].indicator)


def _is_of_line(slot: Slot, form: IndicatorReportForm) -> bool:
    return slot.form == "estimate" and slot.quarter == form.period.quarter
