"""An uploaded table brought into one shape: a row a figure, whatever its lines and columns look like.

Official tables have title lines above the head, group and total lines among the figures, and years or
quarters as columns. Knows no database.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from bachdang.past_figures.above import read_above
from bachdang.past_figures.columns import Slot, slot_of
from bachdang.past_figures.found import Fault
from bachdang.past_figures.rows import AMOUNTS, FIGURES, read_columns
from bachdang.past_figures.spreading import Spread
from bachdang.spreadsheet.reading import Line, Read
from bachdang.vietnamese.text import fold
from indicators.rules import Quarter

NO_HEAD: Final = (
    "Không tìm thấy dòng tiêu đề trong 30 dòng đầu: dòng tiêu đề phải có cột “Mã chỉ tiêu” "
    "(và “Năm”, “Quý”, “Loại số liệu”, “Nguồn”, hoặc mỗi năm một cột). Xem tệp mẫu."
)
_CODE = re.compile(r"\d{1,2}[.,]\d{1,2}|\d{1,2}")
_GROUP = re.compile(r"[ivx]+\.?|[a-z]\.?|[-+*]")
_NUMBERING = re.compile(r"\(?(?:[a-z]|\d{1,2})\)?")
_REMARKS = (
    "tong", "cong", "ghi chu", "chu thich", "luu y", "nguon", "nguoi lap", "thu truong", "noi nhan", "ngay",
    "don vi tinh", "dvt", "tm.", "kt.", "lanh dao", "chu tich", "*", "(*)", "trong do",
)  # fmt: skip


@dataclass
class Arranged:
    """The rows of figures, where their columns stand, and how the table was read.

    `measures`: the units of measure that are said above the table; `sums`: the columns of sums since January.
    """

    columns: Mapping[str, int] = field(default_factory=dict)
    rows: Sequence[Line] = ()
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    measures: Sequence[str] = ()
    sums: frozenset[str] = frozenset()


def arrange(lines: Sequence[Line], until: Quarter, name: str) -> Arranged:
    """The table of an uploaded file called `name`; columns of time are read up to the quarter `until`."""
    found = FIGURES.head(lines, _is_title)
    if found is None:
        return Arranged(faults=[Fault(0, NO_HEAD)])
    head, lines_above, below = found
    above = read_above(lines_above)
    slots = {place: slot for place, cell in enumerate(head.cells) if (slot := _slot(cell))}
    if slots:
        spread = Spread(head, slots, above.texts, until, name)
        rows, notes = _without_remarks(below, spread.places, slots)
        spread_lines, said = list(spread.lines(rows)), notes + spread.notes
        return Arranged(spread.columns, spread_lines, spread.faults, said, above.measures, spread.sums)
    columns, faults = read_columns(head)
    rows, notes = _without_remarks(below, columns, [columns[key] for key in AMOUNTS if key in columns])
    return Arranged(columns, rows, faults, notes, above.measures)


def _slot(title: Read) -> Slot | None:
    return None if FIGURES.is_title(title) else slot_of(title)


def _is_title(title: Read) -> bool:
    return FIGURES.is_title(title) or slot_of(title) is not None


def _without_remarks(
    lines: Sequence[Line], columns: Mapping[str, int], amounts: Collection[int]
) -> tuple[list[Line], list[str]]:
    """The lines that are figures, and what is to be said of the others."""
    remarks = [line for line in lines if _is_remark(line, columns.get("code"), amounts)]
    left_out = {line.number for line in remarks}
    return [line for line in lines if line.number not in left_out], list(_left_out(remarks))


def _is_remark(line: Line, code: int | None, amounts: Collection[int]) -> bool:
    """Whether a line is a total, a group's name, the numbers of the columns, a note at the foot."""
    said = [str(cell) for cell in line.cells if cell is not None]
    if len(said) > 2 and all(_NUMBERING.fullmatch(fold(one)) for one in said):
        return True
    cell = line.cell(code)
    typed = "" if cell.value is None else fold(str(cell.value))
    if cell.problem or _CODE.fullmatch(typed):
        return False
    if (typed or fold(said[0] if said else "")).startswith(_REMARKS) or len(set(said)) == 1:
        return True
    return all(line.cell(place).is_empty for place in amounts) and (
        not typed or bool(_GROUP.fullmatch(typed))
    )


def _left_out(remarks: Collection[Line]) -> Iterator[str]:
    if remarks:
        named = [f"dòng {one.number} (“{_said(one)}”)" for one in list(remarks)[:5]]
        more = f" và {len(remarks) - 5} dòng khác" if len(remarks) > 5 else ""
        count = len(remarks)
        yield f"{count} dòng không phải số liệu của chỉ tiêu nên không đọc: {', '.join(named)}{more}."


def _said(line: Line) -> str:
    text = next((typed for at in range(len(line.cells)) if (typed := line.cell(at).typed)), "")
    return text if len(text) <= 40 else f"{text[:40]}…"
