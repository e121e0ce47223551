"""The number or dash that begins a line as printed, and how deep it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
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
    INNER = 9
    DASH = 10
    PLUS = 11
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
_PART: Final = re.compile(
    r"((?:PHẦN|Phần|CHƯƠNG|Chương)\s+(?:(?:THỨ|thứ)\s+(\w+)|([IVX]{1,5}|\d{1,2})))\s*(?:[.:–-]\s*(.*)|$)"
)
_ORDINALS: Final = ("nhat", "hai", "ba", "tu", "nam", "sau", "bay", "tam", "chin", "muoi")
# "1." or "1)", and "1/" before a blank.
_END: Final = r"(?:[.)]\s*|/\s+)"
_LETTER: Final = re.compile(rf"([A-ZĐ]){_END}(?=\S)")
_ROMAN_NUMBER: Final = re.compile(rf"([IVXL]{{1,7}}){_END}(?=\S)|([IVXL]{{1,7}})\s*[-–:]\s+(?=\S)")
_NUMBER: Final = re.compile(
    rf"(\d{{1,3}}(?:\.\d{{1,2}})*){_END}(?=[^\d\s])|(\d{{1,2}}(?:\.\d{{1,2}})+)\s+(?=[A-ZĐÀ-Ỹ])"
)
_SMALL: Final = re.compile(r"([a-zđ])[.)/]\s+(?=\S)")
_INNER: Final = re.compile(r"\((\d{1,3}|[ivx]{1,5}|[a-zđ])\)\s*(?=\S)|([ivx]{2,6})[.)]\s+(?=\S)")
# What people type, and what symbol fonts leave of it.
_DASH: Final = re.compile(r"(?:[-–—−‒‑•·▪●○◦⦁■□➢➤✓✔❖→⁃\uf02d\uf0a7\uf0b7\uf0d8\uf0fc]\s*|\*\s+)(?=[^\s-])")
_PLUS: Final = re.compile(r"\+\s*(?=\S)")
_LONGEST: Final = 20
_ALPHABET: Final = "abcdđefghijklmnopqrstuvwxyz"
# Letters that one of the two alphabets, ours and the Latin one, does not count with.
_LEFT_OUT: Final = frozenset(_ALPHABET.index(letter) + 1 for letter in "đfjwz")


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
    if (found := _PART.fullmatch(text)) and (value := _part_number(found[2], found[3])):
        return Marked(found[1], Depth.LETTER, (value,), found[4] or "")
    if (found := _ROMAN_NUMBER.match(text)) and not _follows(found[1] or "", letter_before):
        letters = found[1] or found[2]
        return Marked(text[: found.end()].strip(), Depth.ROMAN, (roman_value(letters),), text[found.end() :])
    if found := _LETTER.match(text):
        return Marked(
            text[: found.end()].strip(), Depth.LETTER, (_letter_value(found[1]),), text[found.end() :]
        )
    if found := _NUMBER.match(text):
        values = tuple(int(one) for one in (found[1] or found[2]).split("."))
        return Marked(
            text[: found.end()].strip(), Depth.NUMBER + len(values) - 1, values, text[found.end() :]
        )
    if found := _SMALL.match(text):
        return Marked(
            text[: found.end()].strip(), Depth.SMALL, (_letter_value(found[1]),), text[found.end() :]
        )
    if found := _INNER.match(text):
        values = (_inner_value(found[1] or found[2]),)
        return Marked(text[: found.end()].strip(), Depth.INNER, values, text[found.end() :])
    if bullets and (found := _PLUS.match(text)):
        return Marked("+", Depth.PLUS, (), text[found.end() :])
    if bullets and (found := _DASH.match(text)):
        return Marked(found[0].strip(), Depth.DASH, (), text[found.end() :])
    return Marked("", Depth.NONE, (), text)


def of_number(number: str, text: str, *, letter_before: str = "") -> Marked:
    """The marker that Word counted, as if it were printed before the words; of a strange one no value."""
    found = split_marker(f"{number} x", letter_before=letter_before)
    if found.depth == Depth.NONE or found.text != "x":
        return Marked(number[:_LONGEST], Depth.INNER, (), text)
    return Marked(number[:_LONGEST], found.depth, found.values, text)


def is_next(depth: int, before: int, at: int) -> bool:
    """Whether a number goes on from the one before; letters by our alphabet or by the Latin one."""
    if depth not in (Depth.LETTER, Depth.SMALL):
        return at == before + 1
    return at > before and set(range(before + 1, at)) <= _LEFT_OUT


def as_roman(marked: Marked, before: int) -> Marked:
    """ "i." as the first of "i. ii. iii."; a letter where "h." came before it."""
    if marked.depth != Depth.SMALL or marked.marker[0] != "i" or before == _letter_value("h"):
        return marked
    return replace(marked, depth=Depth.INNER, values=(1,))


def _letter_value(letter: str) -> int:
    return _ALPHABET.index(letter.lower()) + 1


def _inner_value(text: str) -> int:
    if text.isdecimal():
        return int(text)
    return _letter_value(text) if len(text) == 1 and text not in "ivx" else roman_value(text.upper())


def _part_number(ordinal: str | None, number: str | None) -> int:
    """ "thứ nhất", "II" or "2"; 0 for other words."""
    if ordinal:
        return _ORDINALS.index(fold(ordinal)) + 1 if fold(ordinal) in _ORDINALS else 0
    return int(number) if number and number.isdecimal() else roman_value(number or "")


def _follows(letters: str, before: str) -> bool:
    """Whether a Roman letter is the next section letter: "I." after "H.", "V." after "U."."""
    return len(letters) == 1 and bool(before) and ord(letters) == ord(before) + 1


def _annex_number(text: str) -> int:
    last = text.split()[-1]
    return int(last) if last.isdecimal() else roman_value(last)
