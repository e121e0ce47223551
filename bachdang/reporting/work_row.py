"""One row of Việc của tôi: what is owed, its boxes, what stands beside them, what was refused."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any, TypeAlias

from django import forms

from bachdang.reporting.flow.facts import Lines
from bachdang.reporting.flow.forms import IndicatorReportForm, WordsForm
from bachdang.reporting.review.known import Known
from bachdang.standing.due_reports import TO_WRITE, DueReport
from bachdang.vietnamese.numbers import format_date
from indicators.models import Indicator
from indicators.rules import Accumulation, Denominator
from plans.models import Report, ReportState

ReportForm: TypeAlias = IndicatorReportForm | WordsForm

NOTHING_KNOWN = Known()
IN_QUARTER, AT_END, SINCE_JANUARY = "trong quý", "cuối quý", "từ đầu năm"


def span_of(indicator: Indicator) -> str:
    """Of which time a figure speaks: the quarter alone, its end, or the year so far (growth)."""
    if indicator.is_rate:
        return AT_END if indicator.denominator_accumulation == Denominator.STOCK else IN_QUARTER
    if indicator.accumulation == Accumulation.GROWTH:
        return SINCE_JANUARY
    return AT_END if indicator.accumulation == Accumulation.LEVEL else IN_QUARTER


@dataclass(frozen=True)
class Cell:
    """A box as the table draws it: what it holds as it was typed, and what it is called."""

    box: forms.BoundField
    label: str
    value: str
    is_text: bool

    @property
    def name(self) -> str:
        return self.box.html_name

    @property
    def is_asked(self) -> bool:
        """Whether its own widget must draw it: words in an old code page are asked about below them."""
        return bool(self.box.errors) and isinstance(self.box.field.widget, forms.Textarea)

    @property
    def hint(self) -> str:
        """What an empty box asks for: the name of a part of a rate."""
        return str(self.box.label) if self.name.endswith(("_numerator", "_denominator")) else ""


def cell_of(box: forms.BoundField, code: str) -> Cell:
    """A box of the row of an item."""
    widget = box.field.widget
    text = isinstance(widget, forms.TextInput | forms.Textarea)
    said = widget.format_value(box.value()) if text else ""
    label = f"{code} {getattr(box, 'full_label', box.label)}"
    widget.attrs["aria-label"] = label
    return Cell(box, label, "" if said is None else str(said), text)


class BesideKind(StrEnum):
    PLAN = "plan"
    LATEST = "latest"
    BEFORE = "before"
    LAST_YEAR = "last_year"
    SHARED = "shared"


@dataclass(frozen=True)
class Beside:
    """What stands beside the inputs: a shared part, last period, the same one of last year, the plan."""

    label: str
    text: str
    kind: BesideKind

    @property
    def is_shared(self) -> bool:
        """A sentence, where the others are figures."""
        return self.kind == BesideKind.SHARED


@dataclass
class WorkRow:
    """One item owed, with the form of its row.

    `shared`: the parts of its figure that another indicator gives, by name. `both`: what someone else saved
    meanwhile and what was typed, where they differ. `due`: its own due day, where it has one.
    """

    owed: DueReport
    form: ReportForm | None
    shared: list[tuple[str, str]] = field(default_factory=list)
    both: Lines = field(default_factory=dict)
    message: str = ""
    is_contact: bool = False
    before: str = ""
    saves_at: str = ""
    due: date | None = None
    known: Known = NOTHING_KNOWN

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
    def anchor(self) -> str:
        return f"viec-{self.owed.item.pk}"

    @property
    def is_open(self) -> bool:
        """Whether it is the person's to write; what was sent on is text."""
        return self.form is not None and (self.owed.state in TO_WRITE or self.form.is_bound)

    @property
    def is_ready(self) -> bool:
        """Whether it is filled in and goes on with the next sending; what came back must be changed first."""
        return self.owed.state == ReportState.DRAFT

    @property
    def opens(self) -> bool:
        """Whether the row has something to say below itself."""
        return bool(self.message or self.both or (self.form and self.form.errors))

    @property
    def main(self) -> list[Cell]:
        """The boxes in the row itself: the quarter's figure, or its words."""
        return self._split[0]

    @property
    def further(self) -> list[tuple[str, list[Cell]]]:
        """The boxes below the row: the official figure of the quarter before, the day it was reached."""
        return self._split[1]

    @cached_property
    def _split(self) -> tuple[list[Cell], list[tuple[str, list[Cell]]]]:
        if not isinstance(self.form, IndicatorReportForm):
            return ([cell_of(self.form["result"], self.code)] if self.form else []), []
        (first, boxes), *others = self.form.rows()
        cells = [cell_of(box, self.code) for box in boxes]
        days = [one for one in cells if one.name.endswith("reached_on")]
        rest = [(slot.label, [cell_of(box, self.code) for box in boxes]) for slot, boxes in others]
        return [one for one in cells if one not in days], [*([(first.label, days)] if days else []), *rest]

    @property
    def span(self) -> str:
        """Of which time the figure speaks; "" of words."""
        has_number = self.owed.targets and any(cell.is_text for cell in self.main)
        return span_of(self.owed.targets[0].indicator) if has_number else ""


class RowWords(WordsForm):
    """A row's short form: the result alone; the full page has the rest."""

    field_order = ("result", "no_data_reason")
    difficulties = proposal = proposal_to = None  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["result"].widget.attrs["rows"] = 2
        self.fields["no_data_reason"].widget.attrs["rows"] = 2

    def stored_values(self, stored: Report | None) -> dict[str, Any]:
        names = ("result", "no_data_reason")
        return {name: getattr(stored, name) for name in names} if stored is not None else {}

    def content(self) -> Any:
        found = super().content()
        return type(found)(result=found.result, no_data_reason=found.no_data_reason)
