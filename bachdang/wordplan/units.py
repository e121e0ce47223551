"""Which units a text names: by name, abbreviation and spelling, against the ward's list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from bachdang.accounts.models import UnitKind
from bachdang.vietnamese.text import fold
from plans.six_clear import is_generic

_SHORT: Final = {
    "ubnd": "uy ban nhan dan",
    "hdnd": "hoi dong nhan dan",
    "ubmttq": "uy ban mat tran to quoc",
    "ubmt": "uy ban mat tran",
    "mttq": "mat tran to quoc",
    "vn": "viet nam",
    "chqs": "chi huy quan su",
    "tt": "trung tam",
    "dvsnc": "dich vu su nghiep cong",
    "snc": "su nghiep cong",
    "tp": "thanh pho",
    "vpdu": "van phong dang uy",
    "btv": "ban thuong vu",
    "ca": "cong an",
}
_KINDS: Final = (
    (UnitKind.PARTY, r"(dang uy|ban thuong vu|van phong dang|ban xay dung|uy ban kiem tra|ban chap hanh)"),
    (UnitKind.COUNCIL, r"hoi dong nhan dan"),
    (UnitKind.FRONT, r"(uy ban mat tran|mat tran|hoi |doan thanh nien|lien doan|cong doan)"),
    (UnitKind.CITY, r"(so |cac so|thanh uy|uy ban nhan dan thanh pho|uy ban nhan dan tinh|cuc )"),
    (UnitKind.POLICE, r"cong an"),
    (UnitKind.MILITARY, r"ban chi huy quan su"),
    (UnitKind.TAX, r"(chi cuc )?thue"),
    (UnitKind.SCHOOL, r"truong "),
    (UnitKind.SERVICE, r"(trung tam|tram |ban quan ly)"),
    (UnitKind.OFFICE, r"(phong |van phong)"),
    (UnitKind.GOVERNMENT, r"uy ban nhan dan"),
)  # fmt: skip
_TOKEN: Final = re.compile(r"[^\W_]+(?:[&/.-][^\W_]+)*|[,;\n]|\s-\s")
_WARD: Final = re.compile(r"\b(?:phường|xã|đặc khu|thị trấn) ([^\W\d_a-zđ]\w*(?: [^\W\d_]\w*){0,3})$")
_CUTS: Final = frozenset((",", ";", "\n"))
_JOINS: Final = frozenset(
    ("và", "cùng", "với", "giao", "do", "phối", "hợp", "chủ", "trì", "triển", "khai", "thực", "hiện")
)
_PLACES: Final = (("phuong",), ("xa",), ("dac", "khu"), ("thi", "tran"))
"""What a body may be said to be of, as its name in the list may leave out: "Trạm Y tế phường"."""
_LONGEST_NAME: Final = 120


@dataclass(frozen=True)
class KnownUnit:
    """A unit of the ward's list, as matching needs it."""

    code: str
    name: str
    short: str = ""
    aliases: tuple[str, ...] = ()


@dataclass
class Named:
    """The units a text names: codes of known ones in their order, names of unknown ones, doubts.

    `others`: bodies without a name of their own ("các đơn vị liên quan").
    """

    codes: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    others: int = 0
    doubts: list[str] = field(default_factory=list)

    @property
    def only(self) -> str:
        """The code of the one unit that is named, when there is one and nothing beside it."""
        alone = len(self.codes) == 1 and not self.unknown and not self.others
        return self.codes[0] if alone else ""


@dataclass(frozen=True)
class _Token:
    printed: str
    words: tuple[str, ...]


class UnitBook:
    """The units of a ward by all their spellings; `chosen` maps a name in a document to a unit's code."""

    def __init__(self, units: Iterable[KnownUnit], chosen: Mapping[str, str] | None = None) -> None:
        self.units = list(units)
        self._names: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self._initials: dict[str, str] = {}
        for name, code in (chosen or {}).items():
            self._add(name, code)
        for unit in self.units:
            for spelling in (unit.name, unit.short, *unit.aliases):
                self._add(spelling, unit.code)
            self._initials.setdefault(_initials(unit.name), unit.code)
        self._wards = {ward for unit in self.units if (ward := _ward_in(unit.name))}
        for names in self._names.values():
            names.sort(key=lambda one: len(one[0]), reverse=True)

    def _add(self, name: str, code: str) -> None:
        words = tuple(canonical(name).split())
        if words:
            self._names.setdefault(words[0], []).append((words, code))

    def named_in(self, text: str) -> Named:
        """The units of a cell, or of the part of a sentence that names units."""
        found, rest, before = Named(), list[_Token](), ""
        tokens, at = _tokens(text), 0
        while at < len(tokens):
            code, length = self._at(tokens, at)
            if length:
                self._others(rest, found, before)
                found.codes += [code] if code not in found.codes else []
                at, before = at + length + self._place(tokens, at + length), ""
                continue
            if tokens[at].printed in _CUTS or tokens[at].words in (("va",), ()):
                if rest:
                    self._others(rest, found, before)
                before = tokens[at].printed
            else:
                rest.append(tokens[at])
            at += 1
        self._others(rest, found, before)
        return found

    def starts_with(self, text: str) -> str:
        """The code of the unit that a sentence begins with, "" when it begins with none."""
        return self._at(_tokens(text), 0)[0]

    def _at(self, tokens: list[_Token], at: int) -> tuple[str, int]:
        """(code, how many tokens) of the longest name that begins there; ("", 0) for none."""
        if at >= len(tokens) or not tokens[at].words:
            return "", 0
        for words, code in self._names.get(tokens[at].words[0], []):
            taken: tuple[str, ...] = ()
            for end in range(at, len(tokens)):
                taken += tokens[end].words
                if len(taken) >= len(words):
                    if taken == words and tokens[end].words:
                        return code, end + 1 - at
                    break
        return "", 0

    def _place(self, tokens: list[_Token], at: int) -> int:
        """How many tokens after a known name only say whose it is: "phường", "phường" and the ward's name."""
        length = next((len(place) for place in _PLACES if _words(tokens, at, len(place)) == place), 0)
        if not length:
            return 0
        named = next((len(name) for name in self._wards if _words(tokens, at + length, len(name)) == name), 0)
        end = at + length + named
        after = tokens[end].printed.casefold() if end < len(tokens) else ","
        ends = after in _CUTS or after in _JOINS or not tokens[end].words or self._at(tokens, end)[1]
        return end - at if ends else 0

    def _others(self, rest: list[_Token], found: Named, before: str) -> None:
        """What stands between known names: an abbreviation, bodies without a name, an unknown unit."""
        while rest and rest[0].printed.casefold() in _JOINS:
            rest.pop(0)
        while rest and rest[-1].printed.casefold() in _JOINS:
            rest.pop()
        name = " ".join(token.printed for token in rest)
        rest.clear()
        if not name or canonical(name) in map(canonical, found.unknown):
            return
        if is_generic(name) or name[:1].islower():
            found.others += 1
        elif code := self._by_initials(name, found):
            found.codes += [code] if code not in found.codes else []
        elif found.unknown and before in (",", "và") and _completes(found.unknown[-1], name):
            # A name with a comma or "và" of its own: Phòng Kinh tế, Hạ tầng và Đô thị.
            found.unknown[-1] += f", {name}" if before == "," else f" và {name}"
        elif " " in name and kind_of(name) != UnitKind.OTHER and len(name) <= _LONGEST_NAME:
            found.unknown.append(name)
        else:
            found.others += 1
            found.doubts.append(f"chưa nhận ra đơn vị “{name[:60]}”")

    def _by_initials(self, name: str, found: Named) -> str:
        """ "Phòng KTHT&ĐT" for Phòng Kinh tế, Hạ tầng và Đô thị; a shorter one is asked about."""
        letters = _letters(name)
        if letters in self._initials:
            return self._initials[letters]
        near = {code for initials, code in self._initials.items() if letters and initials.startswith(letters)}
        if len(near) != 1:
            return ""
        code = near.pop()
        known = next(unit.name for unit in self.units if unit.code == code)
        found.doubts.append(f"“{name}” đọc là {known}")
        return code


def _words(tokens: list[_Token], at: int, count: int) -> tuple[str, ...]:
    return tuple(word for token in tokens[at : at + count] for word in token.words)


def _ward_in(name: str) -> tuple[str, ...]:
    """ "sao mai" of "Ủy ban nhân dân phường Sao Mai"."""
    found = _WARD.search(name)
    return tuple(canonical(found[1]).split()) if found else ()


def _completes(name: str, more: str) -> bool:
    office = kind_of(name) in (UnitKind.OFFICE, UnitKind.SERVICE)
    return office and kind_of(more) == UnitKind.OTHER and len(more.split()) <= 4 and not more.isupper()


def _tokens(text: str) -> list[_Token]:
    return [_Token(word, tuple(canonical(word).split())) for word in _TOKEN.findall(text)]


def canonical(text: str) -> str:
    """A name as names are compared: folded, abbreviations written out, nothing but words."""
    words = re.sub(r"[^a-z0-9 ]", " ", fold(text)).split()
    return " ".join(_SHORT.get(word, word) for word in words)


def kind_of(name: str) -> UnitKind:
    """What kind of body a name says it is."""
    words = canonical(name)
    return next((kind for kind, pattern in _KINDS if re.match(pattern, words)), UnitKind.OTHER)


def as_known(units: Iterable[Any]) -> list[KnownUnit]:
    """Units of the database, or entries of a plan file, for matching."""
    found = []
    for unit in units:
        given = unit if isinstance(unit, dict) else vars(unit)
        aliases = tuple(given.get("aliases") or ())
        found.append(KnownUnit(given["code"], given["name"], given.get("short") or "", aliases))
    return found


def _initials(name: str) -> str:
    """ "phong kthtdt": the first word, then the first letters of the others."""
    first, *others = [word for word in canonical(name).split() if word != "va"] or [""]
    return first + " " + "".join(word[0] for word in others)


def _letters(part: str) -> str:
    first, *others = re.sub(r"[^a-z0-9 ]", "", fold(part)).split() or [""]
    capitals = part.split()[1:]
    is_short = bool(others) and all(word.isupper() and len(word) <= 8 for word in capitals)
    return f"{first} {''.join(others)}" if is_short else ""
