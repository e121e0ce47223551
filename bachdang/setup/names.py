"""Units and people as a person writes them in a cell, and one spelling of what a cell says."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, TypeVar

from bachdang.accounts.models import Unit, User
from bachdang.spreadsheet import as_read_back
from bachdang.spreadsheet.described import BadCell, Field
from bachdang.vietnamese.numbers import NumberError, format_input
from bachdang.vietnamese.text import fold
from bachdang.vietnamese.typed import read_figure

APART: Final = "; "
"""Between several units in one cell."""
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
Named = TypeVar("Named", Unit, User)


@dataclass(frozen=True)
class Names:
    """The units and the active people of a ward by all that they may be called."""

    units: dict[str, list[Unit]] = field(default_factory=dict)
    people: dict[str, list[User]] = field(default_factory=dict)

    @classmethod
    def of(cls, locality: int) -> Names:
        """Two queries."""
        found = cls()
        for unit in Unit.objects.filter(locality=locality):
            _enter(found.units, unit, (unit.code, unit.name, unit.short, *unit.aliases))
        for user in User.objects.filter(unit__locality=locality, is_active=True).select_related("unit"):
            _enter(found.people, user, (user.username, user.full_name))
        return found

    def unit(self, text: str) -> Unit:
        """By code, name, short name, or a spelling of the document. Raises BadCell."""
        return _one(self.units, text, "đơn vị", "Ghi tên hoặc mã có ở trang Đơn vị", "mã đơn vị")

    def unit_list(self, text: str) -> list[Unit]:
        """Units between semicolons or line breaks, each once. Raises BadCell."""
        named = [part.strip() for part in re.split(r"[;\n]", text) if part.strip()]
        return list(dict.fromkeys(map(self.unit, named)))

    def person(self, text: str) -> User:
        """By user name, or by the full name where only one has it. Raises BadCell."""
        return _one(self.people, text, "tài khoản", "Ghi tên đăng nhập ở trang Người dùng", "tên đăng nhập")


def _enter(known: dict[str, list[Named]], one: Named, names: Iterable[str]) -> None:
    for name in dict.fromkeys(fold(name) for name in names if name):
        known.setdefault(name, []).append(one)


def _one(known: dict[str, list[Named]], text: str, what: str, remedy: str, by: str) -> Named:
    found = known.get(fold(text), [])
    if len(found) == 1:
        return found[0]
    if found:
        raise BadCell(f"có {len(found)} {what} tên “{text[:60]}”. Ghi {by}")
    raise BadCell(f"không có {what} “{text[:60]}”. {remedy}")


def plain(column: Field, text: str, names: Names, measure: str = "") -> str:
    """One spelling of what a cell says, to compare by: 1.234,50 and 1234,5 are the same."""
    text = as_read_back(text).strip()
    try:
        return _PLAIN[column.means](text, column, names, measure) if text else ""
    except (BadCell, NumberError):
        return text


_PLAIN = {
    "": lambda text, column, names, measure: _choice(column, text),
    "figure": lambda text, column, names, measure: format_input(read_figure(text, measure)),
    "day": lambda text, column, names, measure: _day(text),
    "unit": lambda text, column, names, measure: names.unit(text).name,
    "units": lambda text, column, names, measure: APART.join(
        sorted(one.name for one in names.unit_list(text))
    ),
    "person": lambda text, column, names, measure: names.person(text).username,
}


def _choice(column: Field, text: str) -> str:
    return next((label for label in column.choices if fold(label) == fold(text)), text)


def _day(text: str) -> str:
    found = _DAY.fullmatch(text)
    return f"{int(found[1]):02d}/{int(found[2]):02d}/{found[3]}" if found else text
