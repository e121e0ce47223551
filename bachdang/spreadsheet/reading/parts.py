"""What the sheets of a workbook share: its texts and its number formats, counted as they come."""

from __future__ import annotations

from bachdang.spreadsheet.reading.package import Package
from bachdang.spreadsheet.reading.refusing import (
    MAX_OF_A_KIND,
    MAX_VALUES,
    TOO_MANY_CELLS,
    TOO_MUCH,
    UnreadableFile,
)
from bachdang.spreadsheet.reading.values import format_kind


class Counter:
    """How much of a kind there may still be."""

    def __init__(self, most: int, message: str) -> None:
        self.left, self.message = most, message

    def take(self, count: int = 1) -> None:
        self.left -= count
        if self.left < 0:
            raise UnreadableFile(self.message)


class Strings:
    """The shared texts, in their order; phonetic guides are no text."""

    def __init__(self, package: Package, part: str | None, characters: Counter) -> None:
        self.texts: list[str] = []
        self._characters, self._pieces = characters, list[str]()
        self._left = Counter(MAX_VALUES, TOO_MANY_CELLS)
        self._open = self._phonetic = False
        if part is not None:
            package.read(part, self._start, self._end, self._data)

    def _start(self, tag: str, _: dict[str, str]) -> None:
        self._open = tag == "t" and not self._phonetic
        self._phonetic = self._phonetic or tag == "rPh"

    def _data(self, text: str) -> None:
        if self._open:
            self._characters.take(len(text))
            self._pieces.append(text)

    def _end(self, tag: str) -> None:
        self._open = False
        if tag == "rPh":
            self._phonetic = False
        elif tag == "si":
            self._left.take()
            self.texts.append("".join(self._pieces))
            self._pieces.clear()


class Formats:
    """What kind of number each style of a cell shows: "percent", "date" or ""."""

    def __init__(self, package: Package, part: str | None) -> None:
        self.kinds: list[str] = []
        self._codes: dict[int, str] = {}
        self._inside = False
        self._styles = Counter(MAX_OF_A_KIND, TOO_MUCH)
        if part is not None:
            package.read(part, self._start, self._end)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "numFmt":
            self._styles.take()
            self._codes[int(attributes.get("numFmtId", -1))] = attributes.get("formatCode", "")
        elif tag == "cellXfs":
            self._inside = True
        elif tag == "xf":
            self._styles.take()
            if self._inside:
                number = int(attributes.get("numFmtId", 0))
                self.kinds.append(format_kind(self._codes.get(number, number)))

    def _end(self, tag: str) -> None:
        self._inside = self._inside and tag != "cellXfs"
