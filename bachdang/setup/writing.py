"""A workbook that came back, written all or nothing through the actions of the pages.

The preview is the same writing, taken back: what it shows is what would stand, by the rules of the pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from bachdang.setup.manifest import mark_of
from bachdang.setup.names import plain
from bachdang.setup.parts import parts_of
from bachdang.setup.parts.part import Entry, Known, Part, Refusal, Refused, Unknown, found
from bachdang.setup.reading import Fault, ReadBook, Touched, Typed
from bachdang.setup.ward import Ward
from bachdang.spreadsheet import sheet_name
from bachdang.spreadsheet.described import turned_into_day
from indicators.keeping import restate
from plans.models import Plan

OTHER_WARD: Final = "Sổ này của địa phương khác. Tải sổ của địa phương mình trên trang này"
OTHER_PLAN: Final = "Sổ này của kế hoạch khác. Tải sổ của kế hoạch đang mở trên trang này"
_DAY = re.compile(r"\d{1,2}/\d{1,2}/\d{4}")


@dataclass(frozen=True)
class Difference:
    """One cell: what stands, what would stand."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Change:
    """One row that is written."""

    row: int
    about: str
    added: bool
    differences: list[Difference]


@dataclass
class Outcome:
    """All of a workbook; with `faults` nothing is written. `changes` by sheet."""

    changes: dict[str, list[Change]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def rows(self) -> int:
        return sum(len(found) for found in self.changes.values())

    @property
    def cells(self) -> int:
        return sum(len(one.differences) for found in self.changes.values() for one in found)


# By whether it came from a page: since when, where it stands otherwise, what to do.
OVERTAKEN = {
    False: ("tải sổ", "sổ", "Tải sổ mới (hoặc sổ có đánh dấu lỗi) rồi ghi tiếp"),
    True: (
        "mở trang",
        "ở đây",
        "Ghi lần nữa để dùng nội dung ở đây, hoặc tải lại trang để dùng nội dung đã ghi",
    ),
}


def wrong_book(ward: Ward, read: ReadBook) -> str:
    """Why the file is not of this ward and plan; "" when it is."""
    if read.locality != ward.locality.code:
        return OTHER_WARD
    if ward.plan is not None and read.plan and read.plan != ward.plan.code:
        return OTHER_PLAN
    return ""


@transaction.atomic
def write_book(*, ward: Ward, read: ReadBook) -> Outcome:
    """Write every touched row that says something new; rehearsed or with a fault, take all of it back."""
    outcome = Outcome(faults=list(read.faults))
    if reason := wrong_book(ward, read):
        return Outcome(faults=[Fault(reason)])
    if ward.plan is not None:
        Plan.objects.select_for_update(of=("self",)).get(pk=ward.plan.pk)
    parts = parts_of(ward)
    by_part = {part.key: [one for one in read.rows if one.part == part.key] for part in parts}
    for part in parts:  # what stands, before anything is written
        part.known  # noqa: B018
    for part in parts:
        if not by_part[part.key]:
            continue
        if part.may_write:
            _PartWriter(part, by_part[part.key], outcome, is_page=read.is_page).write()
        else:
            count = len(by_part[part.key])
            outcome.notes.append(
                f"Trang “{part.table.name}” có {count} dòng thay đổi nhưng do {part.owner} ghi: tải chính "
                "tệp này lên bằng tài khoản đó. Các trang khác vẫn ghi được."
            )
    if not outcome.faults:
        outcome.faults.extend(_not_as_typed(ward, by_part, outcome))
    if ward.plan is not None and ward.touched and not outcome.faults and not ward.rehearsed:
        restate(ward.plan, ward.touched)
    if outcome.faults or ward.rehearsed:
        transaction.set_rollback(True)
    return outcome


class _PartWriter:
    """The touched rows of one sheet."""

    def __init__(self, part: Part, rows: list[Touched], outcome: Outcome, *, is_page: bool = False) -> None:
        self.part, self.rows, self.outcome, self.is_page = part, rows, outcome, is_page
        self.ward, self.table = part.ward, part.table
        self.sheet = sheet_name(part.table.name)

    def write(self) -> None:
        if self.part.together:
            self._together()
        else:
            self._row_by_row()

    def _together(self) -> None:
        """All rows that can be written, at once; each that is refused says why."""
        ready = [(row, one) for row in self.rows if (one := self._ready(row)) is not None]
        try:
            refused = self.part.write_all([entry for _, (entry, _) in ready])
        except PermissionDenied as error:
            row, (_, cells) = ready[0]
            self.outcome.faults.append(self._at(row, cells, "", str(error)))
            return
        for row, (entry, cells) in ready:
            if entry.key in refused:
                self.outcome.faults.extend(self._said(row, cells, refused[entry.key]))
            else:
                self._keep(row, entry, cells)

    def _row_by_row(self) -> None:
        """A row that names another that is still to come waits for it."""
        waiting = [(row, one) for row in self.rows if (one := self._ready(row)) is not None]
        while waiting:
            later = [(row, one) for row, one in waiting if not self._row(row, *one, last=False)]
            if len(later) == len(waiting):
                for row, one in later:
                    self._row(row, *one, last=True)
                return
            waiting = later

    def _ready(self, row: Touched) -> tuple[Entry, dict[str, Typed]] | None:
        """What a row is to say with its cells; None where it says nothing new, or what is wrong is told."""
        known = self.part.known.get(row.key)
        cells = self.part.arranged(row.key, dict(row.cells))
        faults = list(self._faults(row, known, cells))
        differing = {} if faults else self._differing(known, cells)
        faults += self._stale(row, known, differing)
        self.outcome.faults.extend(faults)
        if faults or not differing.keys() - self.part.aside:
            return None
        return Entry(row.key, known, {column: cell.text for column, cell in differing.items()}), cells

    def _row(self, row: Touched, entry: Entry, cells: dict[str, Typed], *, last: bool) -> bool:
        """Write a row or say what is wrong with it; False: it may be tried again after the others."""
        try:
            with transaction.atomic():
                self.part.write(entry)
        except (Refused, ValidationError) as error:
            if isinstance(error, Unknown) and not last:
                return False
            self.outcome.faults.extend(self._said(row, cells, error))
        except PermissionDenied as error:
            self.outcome.faults.append(self._at(row, cells, "", str(error)))
        else:
            self._keep(row, entry, cells)
        return True

    def _said(self, row: Touched, cells: Mapping[str, Typed], error: Refusal) -> Iterator[Fault]:
        faults = error.faults if isinstance(error, Refused) else found(error, {})
        return (self._at(row, cells, *one) for one in faults)

    def _faults(self, row: Touched, known: Known | None, cells: Mapping[str, Typed]) -> Iterator[Fault]:
        """What can be said of the cells without writing them."""
        anchor = self.table.anchor
        if not row.key:
            yield self._at(row, cells, anchor, f"chưa ghi {self.table.by_key[anchor].title.lower()}")
        elif row.again:
            yield self._at(
                row, cells, anchor, f"“{row.key[:60]}” đã có ở dòng {row.again}. Xóa một trong hai dòng"
            )
        elif known is None and not self.part.adds:
            yield self._at(row, cells, anchor, self.part.unknown(row.key))
        for column, cell in cells.items():
            closed = known.closed.get(column) if known else None
            if cell.problem:
                yield self._at(row, cells, column, cell.problem)
            elif closed and self._plain(known, column, cell.text) != self._stands(known, column):
                yield self._at(row, cells, column, f"ô này không ghi được: {closed}")
            elif self.table.by_key[column].means == "figure" and _DAY.fullmatch(cell.text):
                yield self._at(row, cells, column, turned_into_day(cell.text))

    def _differing(self, known: Known | None, cells: Mapping[str, Typed]) -> dict[str, Typed]:
        return {
            column: cell
            for column, cell in cells.items()
            if self._plain(known, column, cell.text) != self._stands(known, column)
            and not (known is not None and column == self.table.anchor)
        }

    def _stale(self, row: Touched, known: Known | None, cells: Mapping[str, Typed]) -> Iterator[Fault]:
        """Cells that somebody changed since the workbook was handed out, or the page was opened."""
        since, here, then = OVERTAKEN[self.is_page]
        for column, cell in cells.items():
            stands = known.texts.get(column, "") if known else ""
            if mark_of(stands) != row.marks.get(column, cell.mark):
                now = f"“{stands[:120]}”" if stands else "để trống"
                typed = f"“{cell.text[:120]}”" if cell.text else "để trống"
                said = f"có người đã sửa ô này sau khi {since}. Hệ thống đang ghi {now}, {here} ghi {typed}. "
                yield replace(self._at(row, cells, column, f"{said}{then}"), overtaken=True)

    def _plain(self, known: Known | None, column: str, text: str) -> str:
        field, names = self.table.by_key[column], self.ward.names
        if known is None:
            return plain(field, text, names)
        return plain(field, text, names, known.measures.get(column, ""), whole=column in known.whole)

    def _stands(self, known: Known | None, column: str) -> str:
        return self._plain(known, column, known.texts.get(column, "")) if known else ""

    def _keep(self, row: Touched, entry: Entry, cells: Mapping[str, Typed]) -> None:
        texts = entry.known.texts if entry.known else {}
        differences = [
            Difference(self.table.by_key[column].title, texts.get(column, ""), cells[column].text)
            for column in entry.typed
        ]
        about = entry.known.about if entry.known else row.key
        self.outcome.changes.setdefault(self.table.name, []).append(
            Change(row.row, about, entry.known is None, differences)
        )

    def _at(self, row: Touched, cells: Mapping[str, Typed], column: str, message: str) -> Fault:
        place = column if column in cells else self.table.anchor if self.table.anchor in cells else ""
        cell = cells[place].cell if place else ""
        title = self.table.by_key[column].title if column in self.table.by_key and column != place else ""
        said = f"{title}: {message}" if title else message
        return Fault(said[:1].upper() + said[1:], self.sheet, row.row, cell, place or column)


def _not_as_typed(ward: Ward, by_part: Mapping[str, Iterable[Touched]], outcome: Outcome) -> Iterator[Fault]:
    """Cells that would not say afterwards what they were told: the same workbook would change them again."""
    if not outcome.changes:
        return
    again = replace(ward, touched=set())
    for part in parts_of(again):
        if part.table.name not in outcome.changes:
            continue
        writer = _PartWriter(part, [], outcome)
        for row in by_part[part.key]:
            known = part.known.get(row.key)
            cells = part.arranged(row.key, dict(row.cells))
            for column in writer._differing(known, cells).keys() - part.aside:
                stands = known.texts.get(column, "") if known else ""
                yield writer._at(
                    row, cells, column, f"hệ thống sẽ ghi “{stands[:120]}”, khác với ô này. Ghi lại cho đúng"
                )
