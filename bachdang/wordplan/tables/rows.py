"""The rows of an annex table: groups, and tasks or projects with the cells of the plan's format."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from bachdang.vietnamese.text import fold
from bachdang.wordplan.reading.pieces import Cell
from bachdang.wordplan.structure.markers import Depth, Marked, split_marker
from bachdang.wordplan.tables.columns import Columns, Role

# With its accents: "Công viên", "Cổng chào" and "Tổng kết" name work, "Tổng cộng (I+II): 12" sums it up.
_TOTAL: Final = re.compile(
    r"(tổng cộng|tổng số|tổng|cộng)( chung)?"
    r"( (nhiệm vụ|dự án|công trình|nhóm|mục|phần|kinh phí|vốn|vốn đầu tư|mức đầu tư))?"
    r"[\s\divx.,:;=+–-]*(\([^()]{0,20}\))?[\s\d.,:;=–-]*(nhiệm vụ|dự án|công trình|(tỷ |triệu )?đồng)?"
)
_COLUMN_LABEL: Final = re.compile(r"([a-zđ]|\d{1,2})(=.*)?")
_TICKS: Final = frozenset(("x", "v", "✓", "✔", "√", "☑"))


@dataclass(frozen=True)
class Group:
    """A row that heads those below it."""

    marked: Marked


@dataclass
class Row:
    """A task or a project as the plan's format has it, and what is unsure of it."""

    marker: str
    cells: list[str]
    doubts: list[str]


@dataclass(frozen=True)
class Skipped:
    """A row that says nothing of its own; `reason` "" when nobody would miss it."""

    text: str
    reason: str


def read_row(row: list[Cell], columns: Columns, above: list[Cell] | None) -> Group | Row | Skipped | None:
    """None for a row that goes on with the one above."""
    distinct = [cell for cell in {id(cell): cell for cell in row}.values() if cell.text]
    words = " | ".join(_flat(cell.text) for cell in distinct)
    if not distinct:
        return Skipped("", "")
    if _is_head_again(row, columns) or _is_labels(row):
        return Skipped(words, "")
    number = _number(row, columns)
    if _is_total(number) or _is_total(row[columns.name].text):
        return Skipped(words, "hàng tổng cộng")
    group = _group(row, columns, distinct, above or [])
    if group is not None:
        return group
    if above is not None and _goes_on(row, columns, above, number):
        return None
    return content(row, columns)


def _is_total(text: str) -> bool:
    return bool(_TOTAL.fullmatch(_flat(text).casefold()))


def _number(row: list[Cell], columns: Columns) -> str:
    places = columns.places.get(Role.NUMBER, [])
    return _flat(row[places[0]].text) if places else ""


def _group(row: list[Cell], columns: Columns, distinct: list[Cell], above: list[Cell]) -> Group | None:
    """One cell over all columns, or a number and a name with nothing beside them."""
    if len(distinct) == 1:
        return _wide(row, columns, distinct[0], above)
    name, number = row[columns.name], _number(row, columns)
    places = columns.places.get(Role.NUMBER, [])
    filled = [cell for cell in distinct if cell is not name and not (places and cell is row[places[0]])]
    if filled or not number:
        return None
    marked = split_marker(
        f"{number}{'' if number.endswith(('.', ')')) else '.'} {_flat(name.text)}", bullets=False
    )
    if is_heading(marked) or name.text.isupper():
        return Group(Marked(number, marked.depth, marked.values, _flat(name.text)))
    return None


def _wide(row: list[Cell], columns: Columns, alone: Cell, above: list[Cell]) -> Group | None:
    """The one cell of a row heads those below from the first column, or from that of the names."""
    if any(cell is alone for cell in above):
        return None
    marked = split_marker(_flat(alone.text), bullets=False)
    headed = is_heading(marked) or alone.text.isupper() or _spans(row)
    return Group(marked) if alone is row[0] or (headed and alone is row[columns.name]) else None


def is_heading(marked: Marked) -> bool:
    """Whether a line begins as groups do: "I.", "A."."""
    return marked.depth in (Depth.LETTER, Depth.ROMAN)


def _spans(row: list[Cell]) -> bool:
    return any(cell is beside for cell, beside in pairwise(row))


def _goes_on(row: list[Cell], columns: Columns, above: list[Cell], number: str) -> bool:
    """A row that a page end broke, or a work with several lines of product: nothing new under its name."""
    name = row[columns.name]
    places = columns.places.get(Role.NUMBER, [])
    same_number = not number or (bool(places) and row[places[0]] is above[places[0]])
    return same_number and (not name.text or name is above[columns.name])


def content(row: list[Cell], columns: Columns) -> Row:
    """The cells of a row as the plan's format has them, whatever they say."""
    number = _number(row, columns)
    doubts: list[str] = []
    cells = []
    for role in columns.kept:
        places = columns.places.get(role, [])
        if role is Role.FUNDS and len(places) > 1:
            cells.append(_funds(row, columns, places, doubts))
        else:
            cells.append(row[places[0]].text if places else "")
    if not number:
        doubts.append("hàng không có số thứ tự")
    if not cells[1].strip():
        doubts.append("hàng không có tên nhiệm vụ, dự án")
    return Row(number, cells, doubts)


def _funds(row: list[Cell], columns: Columns, places: list[int], doubts: list[str]) -> str:
    """Funds in several columns: the titles of those that are ticked, or their amounts."""
    said = []
    for place in places:
        text, title = _flat(row[place].text), columns.sub_title(place) or columns.titles[place]
        if text.casefold() in _TICKS:
            said.append(title)
        elif text:
            said.append(f"{title}: {text}")
    if said:
        doubts.append("nguồn vốn đọc từ các cột đánh dấu")
    return "; ".join(dict.fromkeys(said))


def _is_head_again(row: list[Cell], columns: Columns) -> bool:
    """The head repeated on a new page, whole or one of its lines."""
    titles = [{fold(title), *map(fold, title.split("\n"))} for title in columns.titles]
    filled = [(fold(cell.text), title) for cell, title in zip(row, titles, strict=False) if cell.text]
    equal = sum(text in title for text, title in filled)
    whole = equal >= sum(title != {""} for title in titles) - 1
    return equal >= 2 and (equal == len(filled) or whole)


def _is_labels(row: list[Cell]) -> bool:
    """The numbers of columns under a head: 1, 2, 3 or (1), (2), (3) or A, B, 1, 2, 3=1+2."""
    cells = {id(cell): re.sub(r"[()\[\].\s]", "", cell.text).casefold() for cell in row}
    found = [_COLUMN_LABEL.fullmatch(text) for text in cells.values() if text]
    labels = [label[1] for label in found if label]
    letters = [label for label in labels if label.isalpha()]
    numbers = [label for label in labels if not label.isalpha()]
    counted = letters == list("abcdefghijklmnopqrstuvwxyz"[: len(letters)]) and numbers == [
        str(at) for at in range(1, len(numbers) + 1)
    ]
    return len(labels) > 2 and len(labels) == len(found) and counted


def _flat(text: str) -> str:
    return " ".join(text.split())
