"""What a filled form would change, checked against how things stand now. Nothing is written here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from bachdang.reporting.flow.content import Content
from bachdang.reporting.full_form import FullForms
from bachdang.reporting.work.row import ReportForm
from bachdang.reports.unit_form.cells import Box, Kind
from bachdang.reports.unit_form.reading import Fault, Filled, ReadForm, Typed
from bachdang.reports.unit_form.rows import Entry, Place, UnitForm
from bachdang.spreadsheet import as_read_back
from bachdang.vietnamese.free_text import kept_as_typed
from bachdang.vietnamese.money import MILLION
from bachdang.vietnamese.typed import split_fraction

_QUOTED = 40
"""Characters of a wrong cell that are quoted."""


@dataclass(frozen=True)
class Difference:
    """One cell: what stands in the system, what the form would put there (as shown, with its unit)."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """One item that would be saved. `seen` is the state the form was made from."""

    entry: Entry
    seen: str
    content: Content
    differences: list[Difference]


@dataclass
class Outcome:
    """All of a form; `faults` forbid writing any of it, `warnings` are confirmed once."""

    changes: list[Change] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many cells would change."""
        return sum(len(one.differences) for one in self.changes)

    @cached_property
    def marks(self) -> dict[tuple[str, Place], str]:
        """What is wrong, at the cells it is about."""
        found: dict[tuple[str, Place], list[str]] = {}
        for fault in self.faults:
            if fault.place is not None:
                found.setdefault((fault.code, fault.place), []).append(fault.message)
        return {at: "\n".join(messages) for at, messages in found.items()}


def wrong_form(read: ReadForm, form: UnitForm) -> str:
    """Why the file is not this unit's form of this round; "" when it is."""
    if read.plan != form.plan.code:
        return "Biểu mẫu này của kế hoạch khác. Tải biểu mẫu của kế hoạch đang mở."
    if read.unit != form.unit.code:
        return f"Biểu mẫu này của đơn vị khác (mã {read.unit[:40]}), không phải của {form.unit}."
    if read.period != form.period.slug:
        labels = {one.slug: one.within for one in form.scope.periods}
        label = labels.get(read.period, f"kỳ {read.period[:10]}")
        return f"Biểu mẫu này của {label}, trang đang mở là {form.period.within}. Chọn đúng kỳ rồi tải lên."
    return ""


def check_form(form: UnitForm, filled: Iterable[Filled]) -> Outcome:
    """Each touched item as if it had been typed on its page."""
    outcome = Outcome()
    for one in filled:
        entry = form.entries.get(one.code)
        if entry is None:
            where = next(iter(one.cells.values()), Typed(""))
            why = f"{form.unit} không phải báo cáo việc này trong kỳ. Tải lại biểu mẫu."
            outcome.faults.append(Fault(f"{one.code[:40]}: {why}", where.sheet, where.cell))
        else:
            _ItemCheck(entry, one, form.full, outcome).run()
    return outcome


class _ItemCheck:
    """One item of the file."""

    def __init__(self, entry: Entry, filled: Filled, forms: FullForms, outcome: Outcome) -> None:
        self.entry, self.forms, self.outcome = entry, forms, outcome
        self.filled = replace(filled, cells=_spread(entry, filled.cells))
        self.differing = {place: box for place, box in entry.boxes.items() if self._differs(place, box)}

    def _differs(self, place: Place, box: Box) -> bool:
        typed = self.filled.cells.get(place)
        if typed is None:
            return False
        stands = as_read_back(box.cell_text(self.entry.stood[box.field]))
        return bool(typed.problem) or box.plain(as_read_back(typed.text)) != box.plain(stands)

    def run(self) -> None:
        """Find what differs; refuse it, or ask about it, or take it."""
        if not self.differing:
            return
        faults = list(self._refusals())
        if not faults:
            form = self.forms.form(self.entry.owed.item, self._data() | {"confirmed": "on"})
            faults = list(self._form_faults(form))
            if not faults:
                self._ask()
                self._take(form)
        self.outcome.faults.extend(faults)

    def _refusals(self) -> Iterator[Fault]:
        if self.entry.refused:
            yield self._at(self._first, self.entry.refused)
        elif self.filled.token != self.entry.token:
            yield from self._stale()
        for place, box in self.differing.items():
            typed = self.filled.cells[place]
            if problem := typed.problem or box.refusal(typed.text):
                yield self._at(place, f"{box.label}: {problem}")

    def _stale(self) -> Iterator[Fault]:
        """Someone saved since the form was made: what stands there now is said at each differing cell."""
        for place, box in self.differing.items():
            now = box.shown(box.cell_text(self.entry.stood[box.field])) or "để trống"
            typed = box.shown(self.filled.cells[place].text) or "để trống"
            yield self._at(
                place,
                f"{box.label}: có người đã sửa báo cáo này sau khi tải biểu mẫu. Hệ thống đang ghi"
                f" “{now[:200]}”, biểu mẫu ghi “{typed[:200]}”. Tải biểu mẫu mới (hoặc tệp đánh dấu lỗi) rồi"
                " nhập tiếp.",
            )

    def _data(self) -> dict[str, str]:
        """What the page would post: all that stands, and over it what was typed."""
        data = self.entry.stood | {"seen": self.filled.token, "unit": MILLION}
        for name in self.entry.stood:
            data |= kept_as_typed(name)  # the whole file was asked about
        for place, box in self.differing.items():
            data[box.field] = box.posted(self.filled.cells[place].text)
        # A box that is not ticked is not posted.
        ticks = {box.field for box in self.entry.boxes.values() if box.kind is Kind.YES}
        return {name: text for name, text in data.items() if text or name not in ticks}

    def _form_faults(self, form: ReportForm) -> Iterator[Fault]:
        """The words of the page at the cell they are about; a cell that is not named there is named here."""
        if form.is_valid():
            return
        boxed = {box.field: place for place, box in self.entry.boxes.items()}
        for name, errors in form.errors.as_data().items():
            if name == "confirmed":
                continue  # where the page has its box; of a form all questions are confirmed at once
            for error in errors:
                place = boxed[name] if name in boxed else self._about(name, error.code or "")
                message = " ".join(error.messages)
                if name in boxed:
                    message = self._named(place, message, wrong_day=error.code == "invalid")
                yield self._at(place, message)

    def _about(self, name: str, code: str) -> Place:
        """The cell that comes nearest to what the page says above its boxes or at one that is not here."""
        for start in filter(None, (code, name.rpartition("_")[0])):
            for place, box in self.differing.items():
                if box.field.startswith(start):
                    return place
        return self._first

    def _named(self, place: Place, message: str, *, wrong_day: bool) -> str:
        """Label, value and what is wrong with it."""
        box = self.entry.boxes[place]
        typed = self.filled.cells[place].text if place in self.filled.cells else ""
        if wrong_day and box.kind is Kind.DATE:
            message = "không đọc được ngày. Ghi ngày/tháng/năm, ví dụ 30/9/2026."
        value = typed if len(typed) <= _QUOTED else f"{typed[:_QUOTED]}…"
        quoted = f"“{value}”: " if value and value not in message else ""
        return f"{box.label}: {quoted}{message}"

    def _ask(self) -> None:
        """What the page would ask to confirm."""
        form = self.forms.form(self.entry.owed.item, self._data())
        for fault in self._form_faults(form):
            self.outcome.warnings.append(fault)

    def _take(self, form: ReportForm) -> None:
        found = [
            Difference(
                f"{box.label} (kết quả công thức)" if self.filled.cells[place].formula else box.label,
                box.shown(box.cell_text(self.entry.stood[box.field])),
                box.shown(box.plain(self.filled.cells[place].text)),
            )
            for place, box in self.differing.items()
        ]
        self.outcome.changes.append(Change(self.entry, self.filled.token, form.content(), found))

    @property
    def _first(self) -> Place:
        return next(iter(self.differing))

    def _at(self, place: Place, message: str) -> Fault:
        typed = self.filled.cells.get(place, Typed(""))
        return Fault(message, typed.sheet, typed.cell, self.entry.code, place)


def texts_of(filled: Iterable[Filled]) -> Mapping[str, Mapping[Place, str]]:
    """What was typed, by item and place."""
    return {one.code: {place: typed.text for place, typed in one.cells.items()} for one in filled}


def _spread(entry: Entry, cells: Mapping[Place, Typed]) -> dict[Place, Typed]:
    """ "6/14" in one cell of a rate fills both, when the other is empty."""
    found = dict(cells)
    places = {box.field: place for place, box in entry.boxes.items()}
    for name, place in places.items():
        other = places.get(name.replace("_numerator", "_denominator"))
        if not name.endswith("_numerator") or other is None or not {place, other} <= set(cells):
            continue
        typed = [cells[place], cells[other]]
        filled = [one.text for one in typed if one.text]
        if len(filled) == 1 and (parts := split_fraction(filled[0])):
            for at, one, part in zip((place, other), typed, parts, strict=True):
                found[at] = replace(one, text=part)
    return found
