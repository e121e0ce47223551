"""A figure as it is typed in a box, whatever its unit: the one reading for pages, forms and uploads."""

from __future__ import annotations

import re
from decimal import Decimal

from bachdang.vietnamese.money import money_size, read_amount
from bachdang.vietnamese.numbers import MAX_DIGITS, NumberError, parse_number, tidy_number
from bachdang.vietnamese.text import fold

_PERCENT = ("%", "phan tram")
_FRACTION = re.compile(r"([0-9][0-9., ']*?) *(?:/|:|⁄|∕|tren) *([0-9][0-9., ']*?) *(?:=.*)?")
_IN_BRACKETS = re.compile(r"\(([^()]+)\)$")
_LONGEST = 200


def read_figure(text: str, measure: str = "", *, whole: bool = False) -> Decimal:
    """The number that `text` means in a box of this unit of measure; `whole`: it counts things.

    The unit may stand behind the number ("62,5 %", "12 vụ"); where it is money, any unit of money may
    ("1 tỷ 200 triệu"). Raises NumberError; AmbiguousNumber holds the texts to choose from.
    """
    if len(text) > _LONGEST:
        raise NumberError(f"“{text[:40]}…” quá {_LONGEST} ký tự; chỉ nhận tối đa {MAX_DIGITS} chữ số.")
    size = money_size(measure)
    if size is not None:
        return read_amount(_without(measure, text) if "/" in measure else text, size) / size
    return parse_number(_without(measure, text), whole=whole)


def split_fraction(text: str) -> tuple[str, str] | None:
    """ "6/14", "6 trên 14" and "6/14 = 42,86%" as ("6", "14"); None for anything else."""
    found = _FRACTION.fullmatch(fold(tidy_number(text[:_LONGEST])))
    return (found[1].strip(), found[2].strip()) if found else None


def measure_named(name: str) -> str:
    """The unit of measure that ends a name: "Thu ngân sách trong quý (tỷ đồng)" → "tỷ đồng"; else ""."""
    found = _IN_BRACKETS.search(name.strip())
    return found[1] if found else ""


def _without(measure: str, text: str) -> str:
    """The number without the unit behind it, which may stand in brackets."""
    plain = fold(tidy_number(text))
    for unit in _PERCENT if measure.startswith("%") else (fold(measure),):
        for behind in (unit, f"({unit})"):
            rest = plain.removesuffix(behind).rstrip() if unit else plain
            if rest != plain and rest[-1:].isdigit():
                return rest
    return text
