"""The body of a Word document as pieces: paragraphs and tables interleaved, in the order they are printed.

Read as if every tracked change were accepted. Text boxes, pictures, notes and what is linked from elsewhere
are no part of the sentences: they are named as unread, and nothing outside the file is opened.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any, Final

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

from bachdang.spreadsheet.reading import MAX_COLUMNS
from bachdang.spreadsheet.reading.values import text_of
from bachdang.wordplan.reading.numbering import Numbering
from bachdang.wordplan.reading.pieces import Cell, Document, Paragraph, Table, Unread, whole
from bachdang.wordplan.reading.styles import Styles

_INTO: Final = frozenset(
    map(qn, ["w:ins", "w:moveTo", "w:sdt", "w:sdtContent", "w:customXml", "w:smartTag", "w:hyperlink"])
) | {qn("w:fldSimple"), qn("w:dir"), qn("w:bdo")}
_GONE: Final = frozenset(map(qn, ["w:del", "w:moveFrom"]))
_CHOICE: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATHS: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_SYMBOLS: Final = {"A3": "≤", "B3": "≥", "B7": "•", "B4": "×", "B1": "±", "2D": "-"}
_BREAKS: Final = frozenset((qn("w:br"), qn("w:cr")))
SHOWN: Final = 160
"""Characters of an unread part that are quoted."""


class Body:
    """Goes through the body once; what is not read is counted on the way."""

    def __init__(self, document: WordDocument) -> None:
        self._document = document
        self._numbering = Numbering(document)
        self._styles = Styles(document)
        self._counts = Counter[str]()
        self._boxes: list[str] = []
        self._tracked = False

    def read(self) -> Document:
        found = Document()
        body = self._document.element.body
        for element in () if body is None else _children(body, self._seen):
            if element.tag == qn("w:p") and self._styles.is_contents(element):
                self._counts["dòng mục lục"] += 1
            elif element.tag == qn("w:p"):
                found.pieces += self._paragraphs(element)
            elif element.tag == qn("w:tbl"):
                found.pieces.append(self._table(element))
            elif element.tag == qn("w:altChunk"):
                self._counts["đoạn chèn từ tệp khác"] += 1
        found.unread = [*self._unread(), *self._notes()]
        if self._tracked:
            found.remarks.append("Tài liệu còn vết sửa (Track Changes): đọc như đã chấp nhận mọi vết sửa.")
        if self._numbering.unknown:
            found.remarks.append("Có kiểu đánh số tự động lạ; số được đọc là số thường.")
        return found

    def _seen(self, element: Any) -> None:
        self._tracked = self._tracked or element.tag in _GONE or element.tag == qn("w:ins")

    # Paragraphs

    def _paragraphs(self, element: Any) -> list[Paragraph]:
        """The lines of a paragraph: a manual break begins the next one. The number belongs to the first."""
        runs = list(self._runs(element))
        if _mark_is_deleted(element) and not any(text.strip() for text, _ in runs):
            self._numbering.last = ""  # what was deleted counts no longer
            return []
        number, level = self._numbering.number(element)
        shape = self._styles.shape(element)
        lines: list[list[tuple[str, bool]]] = [[]]
        for text, bold in runs:
            for at, part in enumerate(text.split("\n")):
                if at:
                    lines.append([])
                lines[-1].append((part, bold))
        made = []
        for line in lines:
            text = " ".join((text_of("".join(part for part, _ in line)) or "").split())
            if not text:
                continue
            bold = all(bold for part, bold in line if part.strip())
            made.append(Paragraph(text, number, level, bold, shape.centred, shape.indent))
            number, level = "", 0
        return made

    def _runs(self, element: Any) -> Iterator[tuple[str, bool]]:
        """(text, whether bold) of each run that is printed."""
        bold = self._styles.shape(element).bold
        for run in _children(element, self._seen):
            if run.tag == qn("w:r") and not self._styles.is_hidden(run):
                yield self._text(run), self._styles.is_bold(run, bold)
            elif run.tag.startswith(_MATHS):
                self._counts["công thức"] += 1

    def _text(self, run: Any) -> str:
        parts: list[str] = []
        for child in _children(run, self._seen):
            if child.tag == qn("w:t"):
                parts.append(child.text or "")
            elif child.tag in _BREAKS:
                parts.append("\n")
            elif child.tag == qn("w:tab"):
                parts.append(" ")
            elif child.tag == qn("w:noBreakHyphen"):
                parts.append("-")
            elif child.tag in (qn("w:drawing"), qn("w:pict"), qn("w:object")):
                self._picture(child)
            elif child.tag == qn("w:sym"):
                parts.append(self._symbol(child))
        return "".join(parts)

    def _symbol(self, element: Any) -> str:
        """A sign of Word's Symbol font that stands in sentences; others are counted as unread."""
        code = element.get(qn("w:char"), "").upper()[-2:]
        if element.get(qn("w:font")) == "Symbol" and code in _SYMBOLS:
            return _SYMBOLS[code]
        self._counts["ký hiệu đặc biệt"] += 1
        return ""

    def _picture(self, element: Any) -> None:
        boxes = list(element.iter(qn("w:txbxContent")))
        for box in boxes:
            words = " ".join(node.text or "" for node in box.iter(qn("w:t")))
            if text := text_of(words):
                self._boxes.append(" ".join(text.split()))
        if not boxes:
            self._counts["hình ảnh"] += 1

    # Tables

    def _table(self, element: Any) -> Table:
        rows: list[list[Cell]] = []
        for row in _children(element, self._seen):
            if row.tag != qn("w:tr"):
                continue
            if _is_deleted(row):
                self._tracked = True
                continue
            rows.append(self._row(row, rows[-1] if rows else []))
        width = max(map(len, rows), default=0)
        for cells in rows:
            cells += [Cell([]) for _ in range(width - len(cells))]
        return Table(rows)

    def _row(self, element: Any, above: list[Cell]) -> list[Cell]:
        cells = [Cell([]) for _ in range(_before(element))]
        for one in _children(element, self._seen):
            if one.tag != qn("w:tc"):
                continue
            span, merged = _merging(one)
            at = len(cells)
            # The rest of a cell that began above is that cell.
            cell = above[at] if merged and at < len(above) else Cell(self._inside(one))
            cells += [cell] * min(span, MAX_COLUMNS - at)
        return cells

    def _inside(self, element: Any) -> list[Paragraph]:
        found: list[Paragraph] = []
        for one in _children(element, self._seen):
            if one.tag == qn("w:p"):
                found += self._paragraphs(one) or self._lone_number(one)
            elif one.tag == qn("w:tbl"):
                self._counts["bảng lồng trong ô"] += 1
                found += [Paragraph(text) for row in self._table(one).rows for text in _texts(row)]
        return found

    def _lone_number(self, element: Any) -> list[Paragraph]:
        """A cell that holds nothing but its automatic number; it has been counted already."""
        number = self._numbering.last
        return [Paragraph("", number)] if number else []

    # What is not read

    def _unread(self) -> Iterator[Unread]:
        for what, count in self._counts.items():
            yield Unread(f"{count} {what}")
        for text in self._boxes:
            yield Unread("khung chữ", _quoted(text))

    def _notes(self) -> Iterator[Unread]:
        names = {"footnotes": "chú thích chân trang", "endnotes": "chú thích cuối", "comments": "nhận xét"}
        for link in self._document.part.rels.values():
            kind = link.reltype.rpartition("/")[2]
            if link.is_external:
                if kind in ("image", "oleObject", "attachedTemplate", "subDocument"):
                    yield Unread("liên kết ra tệp khác, không mở")
            elif kind in names:
                words = _part_words(link.target_part.blob)
                if words:
                    yield Unread(names[kind], _quoted(words))


def _children(element: Any, seen: Any) -> Iterator[Any]:
    """Children in order, through what only wraps them; of alternatives the first, of deleted ones none."""
    for child in element:
        if not isinstance(child.tag, str):
            continue
        seen(child)
        if child.tag in _GONE:
            continue
        if child.tag in _INTO:
            yield from _children(child, seen)
        elif child.tag == f"{_CHOICE}AlternateContent":
            choice = child.find(f"{_CHOICE}Choice")
            if choice is not None:
                yield from _children(choice, seen)
        else:
            yield child


def _mark_is_deleted(paragraph: Any) -> bool:
    """Whether the mark at the end of a w:p was deleted with tracked changes."""
    return paragraph.find(f"{qn('w:pPr')}/{qn('w:rPr')}/{qn('w:del')}") is not None


def _is_deleted(row: Any) -> bool:
    properties = row.find(qn("w:trPr"))
    return properties is not None and properties.find(qn("w:del")) is not None


def _before(row: Any) -> int:
    properties = row.find(qn("w:trPr"))
    skipped = None if properties is None else properties.find(qn("w:gridBefore"))
    text = "0" if skipped is None else skipped.get(qn("w:val"), "0")
    return min(max(whole(text), 0), MAX_COLUMNS)


def _merging(cell: Any) -> tuple[int, bool]:
    """(columns it covers, whether it goes on from the row above)."""
    properties = cell.find(qn("w:tcPr"))
    if properties is None:
        return 1, False
    span, merge = properties.find(qn("w:gridSpan")), properties.find(qn("w:vMerge"))
    text = "1" if span is None else span.get(qn("w:val"), "1")
    going_on = merge is not None and merge.get(qn("w:val"), "continue") == "continue"
    return max(whole(text), 1), going_on


def _texts(row: list[Cell]) -> list[str]:
    cells = {id(cell): cell for cell in row}
    return [cell.text for cell in cells.values() if cell.text]


def _part_words(blob: bytes) -> str:
    words = " ".join(node.text or "" for node in parse_xml(blob).iter(qn("w:t")))
    return " ".join((text_of(words) or "").split())


def _quoted(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
