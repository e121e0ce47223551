"""Automatic numbers as Word prints them: of the numbering part, with its styles, starts and restarts.

ECMA-376 part 1, 17.9. A paragraph names a list (numId) and a level (ilvl), itself or through its style; a
list counts together with every other that is made of the same abstract one, unless it starts anew.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from bachdang.vietnamese.numbers import roman
from bachdang.wordplan.reading.pieces import whole

_BULLETS: Final = {"o": "-", "–": "-", "—": "-", "-": "-", "+": "+", "*": "*"}
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
LEVELS: Final = 9
# "zzzz": no list of people is longer.
_MOST_LETTERS: Final = 4 * 26


@dataclass
class Level:
    """How one level of a list is printed."""

    format: str = "decimal"
    text: str = ""
    start: int = 1
    restart: int | None = None
    legal: bool = False


@dataclass
class List:
    """A list of the document: its abstract one, its levels, and where it starts anew."""

    abstract: str
    levels: dict[int, Level]
    starts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """The numbers of a document, asked for paragraph by paragraph in document order."""

    def __init__(self, document: WordDocument) -> None:
        self._lists: dict[str, List] = {}
        self._styles: dict[str, tuple[str | None, str | None, int | None]] = {}
        self._of_style: dict[tuple[str, str], int] = {}
        self._counters: dict[str, dict[int, int]] = {}
        self._started: set[tuple[str, int]] = set()
        self.unknown: set[str] = set()
        self.last = ""
        self._read_styles(document)
        self._read_lists(document)

    def number(self, paragraph: Any) -> tuple[str, int]:
        """The number of a w:p as printed and its level; ("", 0) for one without. Each is asked for once."""
        number, level = self._list_of(paragraph)
        found = self._lists.get(number or "")
        self.last = self._next(number or "", found, level) if found is not None else ""
        return self.last, level if self.last else 0

    # What is in the parts

    def _read_styles(self, document: WordDocument) -> None:
        for style in document.styles.element.findall(qn("w:style")):
            key = style.get(qn("w:styleId"), "")
            based = style.find(qn("w:basedOn"))
            number, level = _number_in(style.find(qn("w:pPr")))
            self._styles[key] = (None if based is None else based.get(qn("w:val")), number, level)

    def _read_lists(self, document: WordDocument) -> None:
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError):
            return
        abstracts = {one.get(qn("w:abstractNumId"), ""): one for one in root.findall(qn("w:abstractNum"))}
        linked = {
            link.get(qn("w:val")): key
            for key, one in abstracts.items()
            if (link := one.find(qn("w:styleLink"))) is not None
        }
        for num in root.findall(qn("w:num")):
            key = num.get(qn("w:numId"), "")
            abstract = _value(num, "w:abstractNumId")
            element = abstracts.get(abstract)
            if element is None:
                continue
            link = element.find(qn("w:numStyleLink"))
            if link is not None and link.get(qn("w:val")) in linked:
                abstract = linked[link.get(qn("w:val"))]
                element = abstracts[abstract]
            self._lists[key] = self._list(num, abstract, element, key)

    def _list(self, num: Any, abstract: str, element: Any, key: str) -> List:
        levels = {}
        for one in element.findall(qn("w:lvl")):
            at = whole(one.get(qn("w:ilvl"), "0"))
            levels[at] = _level(one)
            style = one.find(qn("w:pStyle"))
            if style is not None:
                self._of_style[style.get(qn("w:val"), ""), key] = at
        made = List(abstract, levels)
        for override in num.findall(qn("w:lvlOverride")):
            at = whole(override.get(qn("w:ilvl"), "0"))
            own = override.find(qn("w:lvl"))
            if own is not None:
                made.levels = {**made.levels, at: _level(own)}
            start = override.find(qn("w:startOverride"))
            if start is not None:
                made.starts[at] = whole(start.get(qn("w:val"), "1"))
        return made

    # What a paragraph has

    def _list_of(self, paragraph: Any) -> tuple[str | None, int]:
        properties = paragraph.find(qn("w:pPr"))
        number, level = _number_in(properties)
        style = None if properties is None else properties.find(qn("w:pStyle"))
        if number is None and style is not None:
            number, level, styled = self._through_styles(style.get(qn("w:val"), ""), level)
            level = self._of_style.get((styled, number or ""), 0) if level is None else level
        return (None if number == "0" else number), min(level or 0, LEVELS - 1)

    def _through_styles(self, style: str, level: int | None) -> tuple[str | None, int | None, str]:
        """The list that the style or one it is based on names, the level, and which style names it."""
        seen: set[str] = set()
        first = style
        while style in self._styles and style not in seen:
            seen.add(style)
            based, number, own = self._styles[style]
            if number is not None:
                level = own if level is None else level
                return number, level, first if (first, number) in self._of_style else style
            style = based or ""
        return None, level, ""

    # Counting

    def _next(self, key: str, made: List, level: int) -> str:
        counter = self._counters.setdefault(made.abstract, {})
        how = made.levels.get(level, Level())
        if level in made.starts and (key, level) not in self._started:
            self._started.add((key, level))
            counter[level] = made.starts[level]
        elif level in counter:
            counter[level] += 1
        else:
            counter[level] = made.starts.get(level, how.start)
        for deeper in [one for one in counter if one > level]:
            restart = made.levels.get(deeper, Level()).restart
            if restart is None or (restart != 0 and level < restart):
                del counter[deeper]
        return self._printed(made, level, counter)

    def _printed(self, made: List, level: int, counter: dict[int, int]) -> str:
        how = made.levels.get(level, Level())
        if how.format == "bullet":
            return _bullet(how.text)
        if how.format == "none":
            return how.text.strip() if "%" not in how.text else ""
        text = how.text
        for at in range(LEVELS):
            if f"%{at + 1}" not in text:
                continue
            each = made.levels.get(at, Level())
            # A level that was never reached prints its start.
            count = counter.get(at, each.start)
            text = text.replace(f"%{at + 1}", self._count(count, "decimal" if how.legal else each.format))
        return text.strip()

    def _count(self, count: int, form: str) -> str:
        if form in ("upperRoman", "lowerRoman"):
            shown = roman(count) if 0 < count < 4000 else str(count)
            return shown if form == "upperRoman" else shown.lower()
        if form in ("upperLetter", "lowerLetter") and 0 < count <= _MOST_LETTERS:
            letter = _LETTERS[(count - 1) % 26] * ((count - 1) // 26 + 1)
            return letter.upper() if form == "upperLetter" else letter
        if form == "decimalZero":
            return f"{count:02d}"
        if form not in ("decimal", ""):
            self.unknown.add(form)
        return str(count)


def _number_in(properties: Any) -> tuple[str | None, int | None]:
    """(numId, ilvl) that paragraph properties name themselves."""
    found = None if properties is None else properties.find(qn("w:numPr"))
    if found is None:
        return None, None
    number, level = found.find(qn("w:numId")), found.find(qn("w:ilvl"))
    return (
        None if number is None else number.get(qn("w:val")),
        None if level is None else whole(level.get(qn("w:val"), "0")),
    )


def _level(element: Any) -> Level:
    restart = element.find(qn("w:lvlRestart"))
    return Level(
        format=_value(element, "w:numFmt") or "decimal",
        text=_value(element, "w:lvlText"),
        start=whole(_value(element, "w:start") or "1"),
        restart=None if restart is None else whole(restart.get(qn("w:val"), "0")),
        legal=element.find(qn("w:isLgl")) is not None,
    )


def _value(element: Any, tag: str) -> str:
    found = element.find(qn(tag))
    return "" if found is None else found.get(qn("w:val"), "")


def _bullet(text: str) -> str:
    """A bullet as we print it; the signs of symbol fonts are a dot."""
    sign = text.strip()[:1]
    return _BULLETS.get(sign, "•") if sign else ""
