"""The number or dash that begins a line as printed, and how deep it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from bachdang.vietnamese.text import fold


class Depth(IntEnum):
    """How deep a marker stands; NONE for a line without one."""

    ANNEX = 0
    LETTER = 1
    ROMAN = 2
    NUMBER = 3
    SUBNUMBER = 4
    SMALL = 8
    DASH = 9
    PLUS = 10
    NONE = 20


@dataclass(frozen=True)
class Marked:
    """A line without its marker. `values` are the numbers of "1.2." (1, 2), of others their one value."""

    marker: str
    depth: int
    values: tuple[int, ...]
    text: str


_ROMAN: Final = {"I": 1, "V": 5, "X": 10, "L": 50}
_ANNEX: Final = re.compile(
    r"((?:PHỤ LỤC|Phụ lục)(?:\s+(?:SỐ|số))?(?:\s+(?:\d{1,2}|[IVX]{1,5}|[A-Z]))?)(?![\w/])"
)
_LETTER: Final = re.compile(r"([A-ZĐ])[.)]\s*(?=\S)")
_ROMAN_NUMBER: Final = re.compile(r"([IVXL]{1,7})[.)]\s*(?=\S)|([IVXL]{1,7})\s*[-–:]\s+(?=\S)")
_NUMBER: Final = re.compile(
    r"(\d{1,3}(?:\.\d{1,2})*)[.)]\s*(?=[^\d\s])|(\d{1,2}(?:\.\d{1,2})+)\s+(?=[A-ZĐÀ-Ỹ])"
)
_SMALL: Final = re.compile(r"([a-zđ])[.)]\s+(?=\S)")
_DASH: Final = re.compile(r"(?:[-–—•·▪●○→⁃]\s*|\*\s+)(?=[^\s-])")
_PLUS: Final = re.compile(r"\+\s*(?=\S)")
_LONGEST: Final = 20


def roman_value(text: str) -> int:
    """The value of a Roman numeral as written, also of one written wrongly ("IIII"); 0 for none."""
    total = 0
    for here, after in zip(text, [*text[1:], ""], strict=True):
        value = _ROMAN.get(here, 0)
        total += -value if _ROMAN.get(after, 0) > value else value
    return total if all(letter in _ROMAN for letter in text) else 0


def split_marker(text: str, *, letter_before: str = "", bullets: bool = True) -> Marked:
    """A line cut into marker and words. `letter_before`: the last section letter: after "H.", "I." is one."""
    if found := _ANNEX.match(text):
        rest = text[found.end() :].lstrip(" :.-–")
        return Marked(" ".join(found[1].split()), Depth.ANNEX, (_annex_number(found[1]),), rest)
    if (found := _ROMAN_NUMBER.match(text)) and not _follows(found[1] or "", letter_before):
        letters = found[1] or found[2]
        return Marked(text[: found.end()].strip(), Depth.ROMAN, (roman_value(letters),), text[found.end() :])
    if found := _LETTER.match(text):
        return Marked(text[: found.end()].strip(), Depth.LETTER, (ord(found[1]) - 64,), text[found.end() :])
    if found := _NUMBER.match(text):
        values = tuple(int(one) for one in (found[1] or found[2]).split("."))
        return Marked(
            text[: found.end()].strip(), Depth.NUMBER + len(values) - 1, values, text[found.end() :]
        )
    if found := _SMALL.match(text):
        return Marked(
            text[: found.end()].strip(), Depth.SMALL, (ord(fold(found[1])) - 96,), text[found.end() :]
        )
    if bullets and (found := _PLUS.match(text)):
        return Marked("+", Depth.PLUS, (), text[found.end() :])
    if bullets and (found := _DASH.match(text)):
        return Marked(found[0].strip(), Depth.DASH, (), text[found.end() :])
    return Marked("", Depth.NONE, (), text)


def of_number(number: str, text: str, *, letter_before: str = "") -> Marked:
    """The marker that Word counted, as if it were printed before the words."""
    found = split_marker(f"{number} x", letter_before=letter_before)
    if found.depth == Depth.NONE or found.text != "x":
        return Marked(number[:_LONGEST], Depth.SMALL, (), text)
    return Marked(number[:_LONGEST], found.depth, found.values, text)


def _follows(letters: str, before: str) -> bool:
    """Whether a Roman letter is the next section letter: "I." after "H.", "V." after "U."."""
    return len(letters) == 1 and bool(before) and ord(letters) == ord(before) + 1


def _annex_number(text: str) -> int:
    last = text.split()[-1]
    return int(last) if last.isdecimal() else roman_value(last)
