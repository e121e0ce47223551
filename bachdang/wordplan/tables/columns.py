"""Which column of an annex table says what, by the folded words of its head of one line or two."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from typing import Final

from bachdang.vietnamese.text import fold
from bachdang.wordplan.reading.pieces import Table


class Role(StrEnum):
    """What a column holds."""

    NUMBER = "STT"
    WORK = "nội dung nhiệm vụ"
    PROJECT = "tên dự án"
    LEAD = "đơn vị chủ trì"
    COOPERATING = "đơn vị phối hợp"
    TIME = "thời gian"
    PRODUCT = "kết quả, sản phẩm"
    FUNDS = "nguồn vốn"


HEAD_WITHIN: Final = 6
"""A head stands in one of the first rows."""
_SURE: Final = (
    (Role.NUMBER, r"(s\.?\s?)?tt\.?|so tt|so thu tu"),
    (Role.PROJECT, r"(ten |danh muc )?(cac )?(du an|cong trinh)\b.*"),
    (Role.COOPERATING, r".*phoi hop.*"),
    (Role.LEAD, r".*(chu tri|chu dau tu|phu trach)\b.*|(don vi|co quan) thuc hien"),
    (Role.TIME, r"(thoi (gian|han|diem)|tien do|lo trinh|han hoan thanh|nam thuc hien)\b.*"),
    (Role.PRODUCT, r"(du kien )?(ket qua|san pham|dau ra)\b.*"),
    (Role.FUNDS, r"(nguon|tong|du kien )?\s?(von|nguon luc|kinh phi)\b.*|tong muc dau tu.*"),
    (Role.WORK, r"(ten |cac )?(nhiem vu|noi dung|cong viec|dau viec|giai phap|hoat dong|de an)\b.*"),
)  # fmt: skip
_LIKELY: Final = (
    (Role.LEAD, r".*(thuc hien|don vi|co quan).*"),
    (Role.PRODUCT, r".*(san pham|ket qua|muc tieu).*"),
    (Role.TIME, r".*\b(nam|thoi gian|hoan thanh)\b.*"),
    (Role.WORK, r".*\b(nhiem vu|noi dung|ten)\b.*"),
)  # fmt: skip


@dataclass
class Columns:
    """The head of a table: how many rows it has, its titles, and the place of each role."""

    rows: int
    titles: list[str]
    places: dict[Role, list[int]]
    doubts: list[str] = field(default_factory=list)
    others: list[int] = field(default_factory=list)

    @property
    def is_projects(self) -> bool:
        return Role.PROJECT in self.places

    @property
    def name(self) -> int:
        """The place of the work's or the project's name."""
        return self.places[Role.PROJECT if self.is_projects else Role.WORK][0]

    def sub_title(self, place: int) -> str:
        """What the second line of the head says over a column: "Ngân sách" under "Nguồn vốn"."""
        return self.titles[place].rpartition("\n")[2] if "\n" in self.titles[place] else ""


def find_columns(table: Table, *, about_projects: bool = False) -> Columns | None:
    """The head of a table, None when no row says enough. `about_projects`: the annex lists projects."""
    for at in range(min(HEAD_WITHIN, len(table.rows))):
        height = _height(table, at)
        titles = [_title(table, at, height, place) for place in range(table.width)]
        columns = _columns(at + height, titles, about_projects=about_projects)
        if columns is not None:
            return columns
    return None


def _columns(rows: int, titles: list[str], *, about_projects: bool) -> Columns | None:
    found = Columns(rows, titles, {})
    for place, title in enumerate(titles):
        role, sure = role_of(title)
        if role is Role.WORK and about_projects and Role.PROJECT not in found.places:
            role, sure = Role.PROJECT, False
        if role is None:
            found.others += [place] if title else []
            continue
        if role in found.places and role is not Role.FUNDS:
            found.others.append(place)
            found.doubts.append(f"hai cột cùng đọc là {role}; cột “{_line(title)}” không dùng")
            continue
        found.places.setdefault(role, []).append(place)
        if not sure:
            found.doubts.append(f"cột “{_line(title)}” đọc là {role}")
        if role is Role.COOPERATING and re.search(r"chu tri", fold(title)):
            found.places.setdefault(Role.LEAD, found.places.pop(role))
            found.doubts.append(f"cột “{_line(title)}” nêu chung chủ trì và phối hợp")
    named = {Role.WORK, Role.PROJECT} & found.places.keys()
    others = found.places.keys() - {Role.NUMBER, *named}
    if Role.PROJECT in found.places and Role.WORK in found.places:
        del found.places[Role.WORK]
    return found if named and others else None


def role_of(title: str) -> tuple[Role | None, bool]:
    """(what a column holds, whether its title says so outright)."""
    words = " ".join(fold(title).replace("/", " ").split())
    if not words or len(words) > 80:
        return None, False
    for role, pattern in _SURE:
        if re.fullmatch(pattern, words):
            return role, True
    return next(((role, False) for role, pattern in _LIKELY if re.fullmatch(pattern, words)), (None, False))


def _height(table: Table, at: int) -> int:
    """Two lines when a title goes on below, or stands over several columns that have titles of their own."""
    if at + 1 >= len(table.rows):
        return 1
    head, below = table.rows[at], table.rows[at + 1]
    goes_on = any(cell is under and cell.text for cell, under in zip(head, below, strict=True))
    over = any(cell is beside and cell.text for cell, beside in pairwise(head))
    first = below[0]
    bare = (first is head[0] or not first.text) and any(cell.text for cell in below[1:])
    return 2 if bare and (goes_on or over) else 1


def _title(table: Table, at: int, height: int, place: int) -> str:
    cells = {id(row[place]): row[place].text for row in table.rows[at : at + height]}
    return "\n".join(_line(text) for text in cells.values() if text)


def _line(text: str) -> str:
    return " ".join(text.split())
