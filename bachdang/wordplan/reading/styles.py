"""How a paragraph looks, as far as that says what it is: bold, centred, indented, hidden."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from bachdang.wordplan.reading.pieces import whole

_CONTENTS = re.compile(r"toc( \d|$| heading)", re.IGNORECASE)


@dataclass(frozen=True)
class Shape:
    bold: bool = False
    centred: bool = False
    indent: int = 0


class Styles:
    """The styles of a document, each looked up once."""

    def __init__(self, document: WordDocument) -> None:
        self._elements = {
            style.get(qn("w:styleId"), ""): style for style in document.styles.element.findall(qn("w:style"))
        }
        self._known: dict[str, Shape] = {}

    def shape(self, paragraph: Any) -> Shape:
        """Of a w:p: what it says itself, else what its style says."""
        properties = paragraph.find(qn("w:pPr"))
        if properties is None:
            return Shape()
        style = properties.find(qn("w:pStyle"))
        under = self._styled("" if style is None else style.get(qn("w:val"), ""))
        return _over(under, properties, None)

    def is_bold(self, run: Any, otherwise: bool) -> bool:
        properties = run.find(qn("w:rPr"))
        own = None if properties is None else _flag(properties, "w:b")
        return otherwise if own is None else own

    def is_hidden(self, run: Any) -> bool:
        properties = run.find(qn("w:rPr"))
        return properties is not None and bool(_flag(properties, "w:vanish"))

    def is_contents(self, paragraph: Any) -> bool:
        """Whether a w:p is a line of the table of contents that Word made."""
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        element = None if style is None else self._elements.get(style.get(qn("w:val"), ""))
        name = None if element is None else element.find(qn("w:name"))
        return name is not None and bool(_CONTENTS.match(name.get(qn("w:val"), "")))

    def _styled(self, key: str) -> Shape:
        if key in self._known or key not in self._elements:
            return self._known.get(key, Shape())
        self._known[key] = Shape()  # a style based on itself ends here
        element = self._elements[key]
        based = element.find(qn("w:basedOn"))
        under = self._styled("" if based is None else based.get(qn("w:val"), ""))
        self._known[key] = _over(under, element.find(qn("w:pPr")), element.find(qn("w:rPr")))
        return self._known[key]


def _over(under: Shape, paragraph: Any, run: Any) -> Shape:
    """What lies under, with what these properties say themselves."""
    bold = None if run is None else _flag(run, "w:b")
    align = None if paragraph is None else paragraph.find(qn("w:jc"))
    indent = None if paragraph is None else paragraph.find(qn("w:ind"))
    return Shape(
        bold=under.bold if bold is None else bold,
        centred=under.centred if align is None else align.get(qn("w:val")) == "center",
        indent=under.indent if indent is None else _edge(indent),
    )


def _edge(indent: Any) -> int:
    """The left edge, with the first line's."""
    edge = whole(indent.get(qn("w:left")) or indent.get(qn("w:start")))
    return edge + whole(indent.get(qn("w:firstLine"))) - whole(indent.get(qn("w:hanging")))


def _flag(properties: Any, tag: str) -> bool | None:
    """Whether a switch is on; None when it is not there."""
    found = properties.find(qn(tag))
    return None if found is None else found.get(qn("w:val"), "true") not in ("0", "false", "off")
