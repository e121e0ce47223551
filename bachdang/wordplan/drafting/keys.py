"""Keys and places of clauses as the plan file has them: B.I.3.2.2030.4, B.I.3.1.p1, PL2.II.II.5, C.7, N.1."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Final

from bachdang.vietnamese.numbers import roman
from bachdang.vietnamese.text import fold
from bachdang.wordplan.lines import Line, Reading
from bachdang.wordplan.structure.wording import is_recipients, year_of
from plans.models import ClauseKind as Kind

LONGEST_KEY: Final = 40
LONGEST_PLACE: Final = 120
_ASSIGNED: Final = (Kind.ASSIGNMENT, Kind.SCHEDULE, Kind.RESOURCES)
_LABELS: Final = {
    Kind.ASSIGNMENT: "phân công thực hiện",
    Kind.SCHEDULE: "thời gian thực hiện",
    Kind.RESOURCES: "nguồn lực",
}


@dataclass(frozen=True)
class Address:
    """A clause's key, and where it stands in words."""

    key: str
    place: str


def addresses(reading: Reading) -> dict[int, Address]:
    """The address of every line that becomes a clause, by its number; parents come before their children."""
    return _Addressing(reading).all()


class _Addressing:
    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._found: dict[int, Address] = {}
        self._taken: set[str] = set()
        self._dashes = Counter[int]()
        self._plain = Counter[int]()
        self._tops = Counter[str]()

    def all(self) -> dict[int, Address]:
        for line in self._reading.read:
            parent = self._reading.parent_of(line)
            above = self._found[parent.number] if parent else None
            address = self._under(line, above) if above else self._top(line)
            key = self._unique(address.key)
            self._found[line.number] = Address(key, address.place[:LONGEST_PLACE])
        return self._found

    def _unique(self, key: str) -> str:
        """The key, or the next one that nobody has: its number goes on, or one is added. Never too long."""
        tried = key = key[:LONGEST_KEY]
        front, _, tail = key.rpartition(".")
        more = int(tail) if tail.isdecimal() else 1
        while tried in self._taken:
            more += 1
            end = f".{more}" if tail.isdecimal() and front else f"-{more}"
            tried = f"{(front if end[0] == '.' else key)[: LONGEST_KEY - len(end)]}{end}"
        self._taken.add(tried)
        return tried

    def _top(self, line: Line) -> Address:
        self._tops[line.kind] += 1
        at = self._tops[line.kind]
        if line.kind == Kind.TITLE:
            return Address("title", "Tên văn bản")
        if line.kind == Kind.SIGNATURE:
            return Address(f"S.{at}", f"Thể thức ký, dòng {at}")
        if line.kind == Kind.ANNEX:
            number = _annex_number(line.marker, at)
            return Address(f"PL{number}", f"Phụ lục {number}")
        if is_recipients(line.text):
            return Address("N", "Nơi nhận")
        if line.kind == Kind.TABLE_HEAD:
            return Address("PL.head", "Đầu bảng")
        if line.kind in (Kind.GROUP, Kind.TASK, Kind.PROJECT):
            name = _plain_marker(line.marker) or str(at)
            return Address(f"PL.{name}", f"Phụ lục, {name}")
        if marker := _plain_marker(line.marker):
            return Address(marker, marker)
        if line.kind == Kind.PARAGRAPH and not self._started():
            return Address("preamble", "Lời dẫn" if at == 1 else f"Lời dẫn, đoạn {at}")
        return Address(f"p{line.number}", f"Đoạn ngoài các phần, dòng {line.number}")

    def _started(self) -> bool:
        return bool(self._tops[Kind.SECTION] or self._tops[Kind.ANNEX] or self._tops[Kind.HEADING])

    def _under(self, line: Line, above: Address) -> Address:
        if line.kind == Kind.TITLE:
            self._plain[line.parent] += 1
            return Address(f"{above.key}.{self._plain[line.parent]}", "Trích yếu")
        if line.kind == Kind.RECIPIENT:
            at = self._next_dash(line)
            return Address(f"{above.key}.{at}", f"{above.place}, dòng {at}")
        if line.kind == Kind.TABLE_HEAD:
            return Address(f"{above.key}.head", f"{above.place}, đầu bảng")
        if line.kind in (Kind.GROUP, Kind.TASK, Kind.PROJECT):
            return self._row(line, above)
        year = year_of(line.text)
        if year and line.kind in (Kind.HEADING, Kind.VISION, Kind.SPECIFIC_GOAL):
            return Address(f"{above.key}.{year[0]}", f"{above.place}, đến năm {year[0]}")
        if line.marker in ("*",):
            return Address(f"{above.key}.note", f"{above.place}, ghi chú cuối phần {above.place}")
        if line.kind in _ASSIGNED and not line.marker:
            return Address(f"{above.key}.{line.kind}", f"{above.place}, {_LABELS[Kind(line.kind)]}")
        marker = _plain_marker(line.marker)
        if marker:
            tail = marker.rpartition(".")[2]
            key = f"{above.key}.{tail}"
            return Address(key, key)
        return self._unnumbered(line, above)

    def _unnumbered(self, line: Line, above: Address) -> Address:
        if line.marker:
            at = self._next_dash(line)
            return Address(f"{above.key}.{at}", f"{above.place}, gạch đầu dòng {at}")
        self._plain[line.parent] += 1
        at = self._plain[line.parent]
        sole = line.kind == Kind.OVERALL_GOAL and at == 1
        return Address(f"{above.key}.p{at}", above.place if sole else f"{above.place}, đoạn {at}")

    def _row(self, line: Line, above: Address) -> Address:
        self._dashes[line.parent] += 1
        at = self._dashes[line.parent]
        name = _plain_marker(line.marker) if line.marker else str(at)
        if line.kind == Kind.GROUP and line.doubts and line.marker:
            name = _roman_or(name, self._groups(line))
        separator = ", " if re.fullmatch(r"PL\d*", above.key) else "."
        return Address(f"{above.key}.{name}", f"{above.place}{separator}{name}")

    def _groups(self, line: Line) -> int:
        same = [one for one in self._reading.read if one.kind == Kind.GROUP and one.parent == line.parent]
        return same.index(line) + 1

    def _next_dash(self, line: Line) -> int:
        self._dashes[line.parent] += 1
        return self._dashes[line.parent]


def _plain_marker(marker: str) -> str:
    """ "1.1." as 1.1, "a)" as a, "•" as nothing."""
    words = (
        re.sub(r"[^a-z0-9.]", "", fold(marker)) if marker[:1].islower() else re.sub(r"[^A-Z0-9.]", "", marker)
    )
    return words.strip(".")


def _annex_number(marker: str, at: int) -> str:
    last = marker.split()[-1] if marker.split() else ""
    return last if re.fullmatch(r"\d{1,2}|[IVX]{1,5}|[A-Z]", last) else str(at)


def _roman_or(name: str, at: int) -> str:
    return roman(at) if re.fullmatch(r"[IVXL]+", name) else name
