"""What stands in a unit's form: an entry for each item owed, its rows, and the boxes of each row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TypeAlias

from bachdang.accounts.models import Unit
from bachdang.reporting.flow.actions import lock_of, seen_token
from bachdang.reporting.full_form import FullForms, last_quarters
from bachdang.reporting.work.row import ReportForm
from bachdang.reports.unit_form.cells import Box, box_of
from bachdang.reports.unit_form.columns import CODE, STATE, Layout, Owing, Part
from bachdang.reports.unit_form.indicator_sheet import indicator_layout
from bachdang.reports.unit_form.project_sheet import project_layout
from bachdang.reports.unit_form.task_sheet import task_layout
from bachdang.scope.scopes import Scope
from bachdang.spreadsheet import Value
from bachdang.standing.due_reports import DueReport
from bachdang.standing.quarter_book import book_of_unit
from bachdang.ui.form_data import untouched
from plans.flow import lateness, refusal
from plans.models import Period, Plan

Place: TypeAlias = tuple[str, str]
"""Which row of an item ("" its first) and which column."""

WRITABLE = ("missing", "draft", "returned")


@dataclass(frozen=True)
class Row:
    """One row of a sheet. `part` names it among the rows of its item; `cells` are read only."""

    code: str
    part: str
    cells: Mapping[str, Value]
    boxes: Mapping[str, Box]

    @property
    def key(self) -> str:
        return f"{self.code}|{self.part}"


@dataclass
class Entry:
    """One item owed: its form as it stands, and where its boxes are. `refused`: why it takes nothing now."""

    owed: DueReport
    form: ReportForm
    rows: list[Row]
    refused: str = ""
    stood: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.stood = {name: untouched(self.form, name) for name in self.form.fields if name != "confirmed"}

    @property
    def code(self) -> str:
        return self.owed.item.code

    @property
    def token(self) -> str:
        return seen_token(self.owed.report)

    @cached_property
    def boxes(self) -> dict[Place, Box]:
        return {(row.part, key): box for row in self.rows for key, box in row.boxes.items()}

    @property
    def texts(self) -> dict[Place, str]:
        """What stands in each cell to be filled."""
        return {place: box.cell_text(self.stood[box.field]) for place, box in self.boxes.items()}


class UnitForm:
    """The form of one unit in the scope's round; a constant number of queries."""

    def __init__(self, scope: Scope, plan: Plan, unit: Unit) -> None:
        assert scope.period is not None
        self.scope, self.plan, self.unit = scope, plan, unit
        self.period: Period = scope.period
        self.book = book_of_unit(scope, unit.pk).due
        self.units = {str(one.pk): str(one) for one in Unit.objects.filter(locality=plan.locality_id)}
        self.layouts = [make(scope) for make in (indicator_layout, task_layout, project_layout)]
        kinds = [layout.kind for layout in self.layouts]
        owed = [one for one in self.book.all if one.item.kind in kinds]
        owed.sort(key=lambda one: (one.item.order, one.item.pk))
        self.elsewhere = len(self.book.all) - len(owed)
        self.due: date = self.book.book.due_days.day(self.period, unit.pk)
        made = self._entries(owed)
        self.sheets = {
            layout.name: [one for one in made if one.owed.item.kind == layout.kind] for layout in self.layouts
        }

    @property
    def lateness(self) -> str:
        """What is said before the form is filled in once its due day has passed."""
        return lateness(self.due, self.scope.today) if self.writable else ""

    def _entries(self, owed: list[DueReport]) -> list[Entry]:
        items = [one.item for one in owed]
        reports = {one.item.pk: one.report for one in owed if one.report is not None}
        self.full = FullForms(self.scope, self.plan, items, reports, self.book.book.targets)
        before = last_quarters(self.scope, [item.pk for item in items])
        layouts = {layout.kind: layout for layout in self.layouts}
        found = []
        for one in owed:
            form, layout = self.full.form(one.item), layouts[one.item.kind]
            parts = layout.parts(Owing(one, self.scope, before.get(one.item.pk)), form)
            rows = [self._row(one, form, part, layout) for part in parts]
            found.append(Entry(one, form, rows, self._refused(one)))
        return found

    def _row(self, owed: DueReport, form: ReportForm, part: Part, layout: Layout) -> Row:
        boxes = {}
        for column, name in part.fields.items():
            label = ": ".join(filter(None, (part.label, layout.columns[column].title)))
            boxes[column] = box_of(form, name, label, self.units, part.measure)
        first: dict[str, Value] = {CODE: owed.item.code, STATE: owed.state_label} if not part.name else {}
        return Row(owed.item.code, part.name, {**first, **part.cells}, boxes)

    def _refused(self, owed: DueReport) -> str:
        if owed.state not in WRITABLE:
            return f"Báo cáo này ở bước “{owed.state_label}” nên biểu mẫu không sửa được."
        return refusal(lock_of(self.period, owed.report))

    @cached_property
    def entries(self) -> dict[str, Entry]:
        """By the item's code, in the order of the sheets."""
        return {entry.code: entry for entries in self.sheets.values() for entry in entries}

    @property
    def writable(self) -> int:
        """How many items may be filled in now."""
        return sum(1 for entry in self.entries.values() if not entry.refused)
