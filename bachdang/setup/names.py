"""Units and people as a person writes them in a cell, and one spelling of what a cell says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from bachdang.accounts.models import Unit, User
from bachdang.accounts.naming import Named, NotOne, enter, known_units, the_one
from bachdang.spreadsheet import as_read_back
from bachdang.spreadsheet.described import BadCell, Field
from bachdang.vietnamese.fields import day_as_read
from bachdang.vietnamese.numbers import NumberError, format_input
from bachdang.vietnamese.text import fold
from bachdang.vietnamese.typed import read_figure

APART: Final = "; "
"""Between several units in one cell."""


@dataclass(frozen=True)
class Names:
    """The units and the active people of a ward by all that they may be called."""

    units: dict[str, list[Unit]] = field(default_factory=dict)
    people: dict[str, list[User]] = field(default_factory=dict)

    @classmethod
    def of(cls, locality: int) -> Names:
        """Two queries."""
        found = cls(known_units(locality))
        for user in User.objects.filter(unit__locality=locality, is_active=True).select_related("unit"):
            enter(found.people, user, (user.username, user.full_name))
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


def _one(known: Mapping[str, list[Named]], text: str, what: str, remedy: str, by: str) -> Named:
    try:
        return the_one(known, text, what, remedy, by)
    except NotOne as error:
        raise BadCell(str(error)) from error


def plain(column: Field, text: str, names: Names, measure: str = "", *, whole: bool = False) -> str:
    """One spelling of what a cell says, to compare by: 1.234,50 and 1234,5 are the same.

    A figure is read as its page reads it: by its unit of `measure`, and as a `whole` number where it counts.
    """
    text = as_read_back(text).strip()
    try:
        if column.means == "figure":
            return format_input(read_figure(text, measure, whole=whole)) if text else ""
        return _PLAIN[column.means](text, column, names) if text else ""
    except (BadCell, NumberError):
        return text


_PLAIN = {
    "": lambda text, column, names: _choice(column, text),
    "day": lambda text, column, names: day_as_read(text),
    "unit": lambda text, column, names: names.unit(text).name,
    "units": lambda text, column, names: APART.join(sorted(one.name for one in names.unit_list(text))),
    "person": lambda text, column, names: names.person(text).username,
}


def _choice(column: Field, text: str) -> str:
    known = {fold(label): label for label in column.choices}
    known |= {fold(said): label for said, label in column.spellings}
    return known.get(fold(text), text)
