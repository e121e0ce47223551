"""Units and people by all that a person may call them in a cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from bachdang.accounts.models import Locality, Unit, User
from bachdang.vietnamese.text import fold

Named = TypeVar("Named", Unit, User)
Known = dict[str, list[Named]]


class NotOne(Exception):
    """A name of nobody, or of several; the message says what to write, without a full stop."""


def names_of(unit: Unit) -> tuple[str, ...]:
    """Code, name, short name and the spellings of the document."""
    return tuple(filter(None, (unit.code, unit.name, unit.short, *unit.aliases)))


def enter(known: Known[Named], one: Named, names: Iterable[str]) -> None:
    for name in dict.fromkeys(fold(name) for name in names if name):
        known.setdefault(name, []).append(one)


def known_units(locality: Locality | int) -> Known[Unit]:
    """The units of a locality by what they are called."""
    found: Known[Unit] = {}
    for unit in Unit.objects.filter(locality=locality):
        enter(found, unit, names_of(unit))
    return found


def the_one(known: Mapping[str, list[Named]], text: str, what: str, remedy: str, by: str) -> Named:
    """Whom the text names. Raises NotOne."""
    found = known.get(fold(text), [])
    if len(found) == 1:
        return found[0]
    if found:
        raise NotOne(f"có {len(found)} {what} tên “{text[:60]}”. Ghi {by}")
    raise NotOne(f"không có {what} “{text[:60]}”. {remedy}")
