"""Which column of an annex table says what, by the folded words of its head of one line or more."""

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


_TASK: Final = (Role.NUMBER, Role.WORK, Role.LEAD, Role.COOPERATING, Role.TIME, Role.PRODUCT)
_PROJECT: Final = (Role.NUMBER, Role.PROJECT, Role.FUNDS, Role.LEAD)
HEAD_WITHIN: Final = 6
"""A head stands in one of the first rows."""
HIGHEST: Final = 4
"""So many rows a head may have."""
_SURE: Final = (
    (Role.NUMBER, r"(s\.?\s?)?tt\.?|so tt|so thu tu"),
    (Role.PROJECT, r"(ten |danh muc )?(cac )?(du an|cong trinh)\b.*"),
    (Role.COOPERATING, r".*phoi hop.*|((don vi|co quan|thanh phan|luc luong) )?(cung )?tham gia\b.*"),
    (Role.LEAD, r".*(chu tri|chu dau tu|phu trach|chiu trach nhiem)\b.*|(don vi|co quan) thuc hien"),
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
_PERSON: Final = re.compile(r"(lanh dao|dong chi|can bo|cong chuc|nguoi|chuyen vien|ca nhan)\b")
_MEASURE: Final = re.compile(r"dvt|don vi (tinh|do)( luong)?|thuoc do")
_TARGET: Final = re.compile(
    r"((ten|cac|noi dung|danh muc|he thong|nhom) )*(muc tieu ?,? ?)?chi tieu\b.{0,40}"
)
_OF_YEAR: Final = re.compile(r"((ke hoach|muc tieu|chi tieu|thuc hien|uoc|den|nam) )*20\d\d( \(.*\))?")
_ROW_NUMBER: Final = re.compile(r"\d{1,3}[.)]?")
_WORK_WORDS: Final = re.compile(r"\b(nhiem vu|du an|cong trinh|cong viec)\b")


@dataclass
class Columns:
    """The head of a table: where it begins, how many rows it has, its titles, the place of each role."""

    at: int
    height: int
    titles: list[str]
    places: dict[Role, list[int]]
    doubts: list[str] = field(default_factory=list)
    others: list[int] = field(default_factory=list)

    @property
    def is_projects(self) -> bool:
        return Role.PROJECT in self.places

    @property
    def kept(self) -> tuple[Role, ...]:
        """The roles that the plan's format has a place for, in its order."""
        return _PROJECT if self.is_projects else _TASK

    @property
    def name(self) -> int:
        """The place of the work's or the project's name."""
        return self.places[Role.PROJECT if self.is_projects else Role.WORK][0]

    def sub_title(self, place: int) -> str:
        """What the last line of the head says over a column: "Ngân sách" under "Nguồn vốn"."""
        return self.titles[place].rpartition("\n")[2] if "\n" in self.titles[place] else ""


def find_columns(table: Table, *, about_projects: bool = False) -> Columns | None:
    """The head of a table, None when no row says enough. `about_projects`: the annex lists projects."""
    for at in range(min(HEAD_WITHIN, len(table.rows))):
        height, titles = _titles(table, at)
        columns = _columns(Columns(at, height, titles, {}), about_projects=about_projects)
        if columns is not None:
            return columns
    return None


def is_of_targets(table: Table) -> bool:
    """Whether a table is one of targets with their figures year by year, not of tasks or projects."""
    for at in range(min(HEAD_WITHIN, len(table.rows))):
        height, titles = _titles(table, at)
        if _say_targets(
            [_words(line) for title in dict.fromkeys(titles) for line in title.split("\n") if line]
        ):
            return True
        if _columns(Columns(at, height, titles, {}), about_projects=False) is not None:
            return False
    return False


def _say_targets(titles: list[str]) -> bool:
    """Titles that name targets, or a measure and years of what nobody leads; a row of work is no head."""
    if any(_WORK_WORDS.search(title) or _ROW_NUMBER.fullmatch(title) for title in titles):
        return False
    roles = {role_of(title) for title in titles if not _TARGET.fullmatch(title)}
    measured = any(map(_MEASURE.fullmatch, titles))
    yearly = any(map(_OF_YEAR.fullmatch, titles))
    if any(map(_TARGET.fullmatch, titles)) and (Role.WORK, True) not in roles:
        return measured or yearly or (Role.NUMBER, True) in roles
    return measured and yearly and (Role.LEAD, True) not in roles


def _columns(found: Columns, *, about_projects: bool) -> Columns | None:
    roles = [(*role_of(title), place) for place, title in enumerate(found.titles)]
    if about_projects and not any(role is Role.PROJECT for role, _, _ in roles):
        roles = [
            (Role.PROJECT, False, at) if role is Role.WORK else (role, sure, at) for role, sure, at in roles
        ]
    # A title that says it outright goes before one that only may: the unit that leads before the person.
    for role, sure, place in sorted(roles, key=lambda one: not one[1]):
        _give(found, role, place, sure=sure)
    named = {Role.WORK, Role.PROJECT} & found.places.keys()
    if not named or not found.places.keys() - {Role.NUMBER, *named}:
        return None
    for role in found.places.keys() - set(found.kept):
        found.others += found.places.pop(role)
    found.others.sort()
    return found


def _give(found: Columns, role: Role | None, place: int, *, sure: bool) -> None:
    """A role to the column that is the first to have it; what has none is kept to be counted as unread."""
    title = found.titles[place]
    if role is None:
        found.others += [place] if title else []
    elif role in found.places and role is not Role.FUNDS:
        found.others.append(place)
        found.doubts.append(f"hai cột cùng đọc là {role}; cột “{_line(title)}” không dùng")
    else:
        found.places.setdefault(role, []).append(place)
        if not sure:
            found.doubts.append(f"cột “{_line(title)}” đọc là {role}")
        if role is Role.COOPERATING and "chu tri" in fold(title):
            _lead_as_well(found, place)


def _lead_as_well(found: Columns, place: int) -> None:
    """ "Chủ trì, phối hợp" in one column: what it names is the lead, unless another column says that."""
    found.doubts.append(f"cột “{_line(found.titles[place])}” nêu chung chủ trì và phối hợp")
    if Role.LEAD not in found.places:
        found.places[Role.LEAD] = found.places.pop(Role.COOPERATING)


def role_of(title: str) -> tuple[Role | None, bool]:
    """(what a column holds, whether its title says so outright)."""
    words = _words(title)
    if not words or len(words) > 80 or _MEASURE.fullmatch(words):
        return None, False
    for role, pattern in _SURE:
        if re.fullmatch(pattern, words):
            return role, not (role is Role.LEAD and _is_person(words))
    return next(((role, False) for role, pattern in _LIKELY if re.fullmatch(pattern, words)), (None, False))


def _is_person(words: str) -> bool:
    return bool(_PERSON.match(words)) and not re.search(r"\b(don vi|co quan|phong|ban)\b", words)


def _words(title: str) -> str:
    return " ".join(fold(title).replace("/", " ").split())


def _titles(table: Table, at: int) -> tuple[int, list[str]]:
    """How many rows a head has that begins there, and its title over each column."""
    height = 1
    while height < HIGHEST and at + height < len(table.rows) and _has_more(table, at + height - 1):
        height += 1
    return height, [_title(table, at, height, place) for place in range(table.width)]


def _has_more(table: Table, at: int) -> bool:
    """Whether a title goes on in the row below, or stands over columns that have titles of their own."""
    head, below = table.rows[at], table.rows[at + 1]
    goes_on = any(cell is under and cell.text for cell, under in zip(head, below, strict=True))
    over = any(cell is beside and cell.text for cell, beside in pairwise(head))
    first = below[0]
    bare = (first is head[0] or not first.text) and any(cell.text for cell in below[1:])
    return bare and (goes_on or over)


def _title(table: Table, at: int, height: int, place: int) -> str:
    cells = {id(row[place]): row[place].text for row in table.rows[at : at + height]}
    return "\n".join(_line(text) for text in cells.values() if text)


def _line(text: str) -> str:
    return " ".join(text.split())
