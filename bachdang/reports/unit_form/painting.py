"""The form as a workbook: instructions, three sheets to be filled in, lists to choose from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from openpyxl.cell.cell import Cell
from openpyxl.styles import Protection
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook

from bachdang.reports.unit_form.cells import Box, Kind
from bachdang.reports.unit_form.choosing import Choosing
from bachdang.reports.unit_form.columns import Layout
from bachdang.reports.unit_form.guide import write_guide
from bachdang.reports.unit_form.manifest import KEY, write_manifest
from bachdang.reports.unit_form.rows import Entry, Place, Row, UnitForm
from bachdang.spreadsheet import DATE_FORMAT, Column, Sheet, Value, new_workbook, safe_cell, save
from bachdang.spreadsheet.filling import mark_wrong
from bachdang.spreadsheet.paper import INPUT_FILL
from bachdang.spreadsheet.sheet import AUTHOR
from bachdang.vietnamese.numbers import NumberError

# Numbers in "General" show all their decimals: a format that rounds would hide what is typed.
_FORMATS = {Kind.NUMBER: "General", Kind.MONEY: "General", Kind.DATE: DATE_FORMAT}


@dataclass(frozen=True)
class Marks:
    """What a person typed, by item and place, and what is wrong there."""

    typed: Mapping[str, Mapping[Place, str]] = field(default_factory=dict)
    faults: Mapping[tuple[str, Place], str] = field(default_factory=dict)


def unit_workbook(form: UnitForm, *, at: datetime, marks: Marks | None = None) -> bytes:
    """The .xlsx of a unit's form; with `marks` it holds what was typed, faults tinted and commented."""
    title = f"Biểu mẫu báo cáo {form.period.within} - {form.unit}"
    workbook = new_workbook(title=title, creator=AUTHOR, at=at)
    write_guide(workbook, form)
    choosing = Choosing(workbook, form)
    for layout in form.layouts:
        _Painter(workbook, form, layout, choosing, marks or Marks()).paint(form.sheets[layout.name])
    choosing.write_lists()
    write_manifest(workbook, form)
    return save(workbook)


class _Painter:
    """One sheet. The first column (keys of rows) and the row above the heads (keys of columns) are hidden."""

    def __init__(
        self, workbook: Workbook, form: UnitForm, layout: Layout, choosing: Choosing, marks: Marks
    ) -> None:
        self.layout, self.choosing, self.marks = layout, choosing, marks
        columns = [Column("Dòng", 60), *layout.columns.values()]
        self.sheet = Sheet(workbook, layout.name, columns, footer=f"{form.unit} – {form.period.label}")
        self.title = [f"BIỂU MẪU BÁO CÁO {form.period.label.upper()}", f"{layout.name} – {form.unit}"]

    def paint(self, entries: list[Entry]) -> None:
        self.sheet.write_title(self.title)
        nothing = f"Đơn vị không có {self.layout.name.lower()} phải báo cáo trong kỳ này."
        self.sheet.write_note(self.layout.hint if entries else nothing)
        self._write_keys()
        self.sheet.write_header(autofilter=False, frozen_columns=3)
        for entry in entries:
            for row in entry.rows:
                self._write_row(entry, row)
        self.sheet.worksheet.column_dimensions["A"].hidden = True
        self.sheet.protect()
        self.choosing.attach(self.sheet.worksheet)

    def _write_keys(self) -> None:
        at = self.sheet.skip()
        for index, key in enumerate([KEY, *self.layout.columns], 1):
            safe_cell(self._cell(at, index), key)
        self.sheet.worksheet.row_dimensions[at].hidden = True

    def _write_row(self, entry: Entry, row: Row) -> None:
        typed = self.marks.typed.get(entry.code, {})
        texts = {key: typed.get((row.part, key), entry.texts[row.part, key]) for key in row.boxes}
        values: list[Value] = [row.key]
        for key in self.layout.columns:
            box = row.boxes.get(key)
            values.append(row.cells.get(key) if box is None else cell_value(box, texts[key]))
        at = self.sheet.write_row(values)
        for index, key in enumerate(self.layout.columns, 2):
            if key in row.boxes:
                self._make_input(self._cell(at, index), row.boxes[key], open_=not entry.refused)
                self._mark(at, index, entry.code, (row.part, key))

    def _make_input(self, cell: Cell, box: Box, *, open_: bool) -> None:
        cell.number_format = _FORMATS.get(box.kind, "@")
        if open_:
            cell.protection, cell.fill = Protection(locked=False), INPUT_FILL
            self.choosing.add(cell.coordinate, box)

    def _mark(self, row: int, column: int, code: str, place: Place) -> None:
        message = self.marks.faults.get((code, place))
        if message:
            mark_wrong(self.sheet, row, column, message)

    def _cell(self, row: int, column: int) -> Cell:
        cell = self.sheet.worksheet[f"{get_column_letter(column)}{row}"]
        assert isinstance(cell, Cell)
        return cell


def cell_value(box: Box, text: str) -> Value:
    """A text of the form as a true number or day where it is one."""
    if not text:
        return None
    if box.kind in (Kind.NUMBER, Kind.MONEY):
        try:
            return box.number(text)
        except NumberError:
            return text
    if box.kind is Kind.DATE:
        return _day(box.plain(text))
    return text


def _day(text: str) -> Value:
    try:
        return datetime.strptime(text, "%d/%m/%Y").date()  # noqa: DTZ007 - a day has no time zone
    except ValueError:
        return text
