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

_TASK: Final = (Role.NUMBER, Role.WORK, Role.LEAD, Role.COOPERATING, Role.TIME, Role.PRODUCT)
_PROJECT: Final = (Role.NUMBER, Role.PROJECT, Role.FUNDS, Role.LEAD)
_TOTAL: Final = re.compile(r"(tong( so| cong)?|cong)\b.{0,20}")
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
    if _is_head_again(row, columns) or _is_numbers(row):
        return Skipped(words, "")
    number = _number(row, columns)
    if _TOTAL.fullmatch(fold(distinct[0].text if not number else row[columns.name].text)[:40]):
        return Skipped(words, "hàng tổng cộng")
    group = _group(row, columns, distinct, number)
    if group is not None:
        return group
    if above is not None and _goes_on(row, columns, above, number):
        return None
    return _row(row, columns, number)


def _number(row: list[Cell], columns: Columns) -> str:
    places = columns.places.get(Role.NUMBER, [])
    return _flat(row[places[0]].text) if places else ""


def _group(row: list[Cell], columns: Columns, distinct: list[Cell], number: str) -> Group | None:
    """One cell over all columns, or a number and a name with nothing beside them."""
    if len(distinct) == 1:
        alone = distinct[0]
        marked = split_marker(_flat(alone.text), bullets=False)
        headed = marked.depth in (Depth.LETTER, Depth.ROMAN) or alone.text.isupper()
        if _spans(row) or alone is row[0] or (headed and alone is row[columns.name]):
            return Group(marked)
        return None
    name = row[columns.name]
    places = columns.places.get(Role.NUMBER, [])
    filled = [cell for cell in distinct if cell is not name and not (places and cell is row[places[0]])]
    if filled or not number:
        return None
    marked = split_marker(
        f"{number}{'' if number.endswith(('.', ')')) else '.'} {_flat(name.text)}", bullets=False
    )
    if marked.depth in (Depth.LETTER, Depth.ROMAN) or name.text.isupper():
        return Group(Marked(number, marked.depth, marked.values, _flat(name.text)))
    return None


def _spans(row: list[Cell]) -> bool:
    return any(cell is beside for cell, beside in pairwise(row))


def _goes_on(row: list[Cell], columns: Columns, above: list[Cell], number: str) -> bool:
    """A row that a page end broke, or a work with several lines of product: nothing new under its name."""
    name = row[columns.name]
    places = columns.places.get(Role.NUMBER, [])
    same_number = not number or (bool(places) and row[places[0]] is above[places[0]])
    return same_number and (not name.text or name is above[columns.name])


def _row(row: list[Cell], columns: Columns, number: str) -> Row:
    doubts: list[str] = []
    cells = []
    for role in _PROJECT if columns.is_projects else _TASK:
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
    """The head repeated on a new page."""
    titles = [fold(title) for title in columns.titles]
    here = [fold(cell.text) for cell in row]
    equal = sum(a == b and a != "" for a, b in zip(here, titles, strict=False))
    return equal >= 2 and equal >= len([title for title in titles if title]) - 1


def _is_numbers(row: list[Cell]) -> bool:
    """The numbers of columns under a head: 1, 2, 3 or (1), (2), (3)."""
    texts = [re.sub(r"[()\s]", "", cell.text) for cell in row]
    return len(texts) > 2 and texts[:3] == ["1", "2", "3"]


def _flat(text: str) -> str:
    return " ".join(text.split())
