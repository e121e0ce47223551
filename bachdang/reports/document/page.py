"""How a written report looks: A4 with official margins, Times New Roman, page numbers, plain tables."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.table import CT_Row
from docx.section import Section
from docx.shared import Cm, Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from bachdang.vietnamese.text import printable

FONT = "Times New Roman"
_DOCUMENT_HYPHEN = re.compile(r"(?<=[0-9A-ZĐ])-(?=[A-ZĐ])")
BODY, TABLE = Pt(14), Pt(10)
INDENT = Cm(1.27)
A4 = (Mm(210), Mm(297))
LEFT, CENTER = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER
JUSTIFY, RIGHT = WD_ALIGN_PARAGRAPH.JUSTIFY, WD_ALIGN_PARAGRAPH.RIGHT


def new_document() -> DocumentType:
    """An empty A4 page, upright, in the house font."""
    document = Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, BODY
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(kind), FONT)
    style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    style.element.get_or_add_rPr().append(language)
    _set_up(document.sections[0], landscape=False)
    return document


def save(document: DocumentType) -> bytes:
    """The document as a file."""
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _set_up(section: Section, *, landscape: bool) -> None:
    """Margins of 20, 20, 30 and 15 mm; the number stands above the text, not on the first page."""
    width, height = A4[::-1] if landscape else A4
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = width, height
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance = Mm(10)


def number_pages(document: DocumentType) -> None:
    """Trang: the number in the middle of the head of every page but the first."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = CENTER
    run = paragraph.add_run()
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        run._r.append(element)


def write_foot(document: DocumentType, text: str) -> None:
    """The same line at the foot of every page, the first one and the appendices too."""
    section = document.sections[0]
    for foot in (section.footer, section.first_page_footer):
        paragraph = foot.paragraphs[0]
        paragraph.alignment = CENTER
        run = paragraph.add_run(printable(text))
        run.italic, run.font.size = True, TABLE


def add_landscape(document: DocumentType) -> None:
    """A new section for the tables of the appendices."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    _set_up(section, landscape=True)
    section.different_first_page_header_footer = False


def add_upright(document: DocumentType) -> None:
    """A new section of upright pages after the tables."""
    _set_up(document.add_section(WD_SECTION.NEW_PAGE), landscape=False)


def write(
    place: DocumentType | _Cell,
    text: str,
    *,
    bold: bool = False,
    italic: bool = False,
    underline: bool = False,
    centred: bool = False,
    indent: bool = False,
    heading: bool = False,
    size: Pt | None = None,
    before: float = 0,
) -> Paragraph:
    """One paragraph of plain text; `before` in points. A `heading` is never the last line of a page.

    What a page cannot hold is left out of the text.
    """
    paragraph = place.add_paragraph()
    run = paragraph.add_run(printable(text))
    run.bold, run.italic, run.underline = bold, italic, underline
    if size is not None:
        run.font.size = size
    paragraph.alignment = CENTER if centred else LEFT if heading else JUSTIFY
    form = paragraph.paragraph_format
    form.first_line_indent = INDENT if indent else None
    form.keep_with_next = heading or None
    form.space_before = Pt(before)
    form.space_after = Pt(4) if indent else Pt(0)
    form.line_spacing = 1.1 if indent else 1.0
    return paragraph


def keep_document_numbers(document: DocumentType) -> None:
    """The number of a document ("16-CTr/TU") is not broken at its hyphen."""
    for text in list(document.element.body.iter(qn("w:t"))):
        first, *others = _DOCUMENT_HYPHEN.split(text.text or "")
        text.text = first
        for part in reversed(others):
            rest = OxmlElement("w:t")
            rest.text = part
            rest.set(qn("xml:space"), "preserve")
            text.addnext(rest)
            text.addnext(OxmlElement("w:noBreakHyphen"))
        if others:
            text.set(qn("xml:space"), "preserve")


def side_by_side(document: DocumentType, widths: Sequence[float]) -> Table:
    """A table without lines of one row, whose cells hold blocks beside each other; widths in mm.

    Its cells have no margins at the sides, or the names of a letterhead would not fit on their lines.
    """
    table: Table = document.add_table(rows=1, cols=len(widths))
    _no_margins(table)
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    flag(table.rows[0]._tr, "w:cantSplit")
    for column, cell, width in zip(table.columns, table.rows[0].cells, widths, strict=True):
        column.width = cell.width = Mm(width)
    return table


def _no_margins(table: Table) -> None:
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        element = OxmlElement(f"w:{side}")
        element.set(qn("w:w"), "0")
        element.set(qn("w:type"), "dxa")
        margins.append(element)
    table._tbl.tblPr.insert_element_before(margins, "w:tblLook", "w:tblCaption", "w:tblDescription")


def fill(
    cell: _Cell, text: str, *, bold: bool = False, italic: bool = False, centred: bool = True
) -> Paragraph:
    """A further line in a cell; the first takes the place of the empty one that it begins with."""
    first = cell.paragraphs[0]
    paragraph: Paragraph = first if len(cell.paragraphs) == 1 and not first.text else cell.add_paragraph()
    run = paragraph.add_run(printable(text))
    run.bold, run.italic = bold, italic
    run.font.size = Pt(13)
    if centred:
        paragraph.alignment = CENTER
    return paragraph


def rule_above(paragraph: Paragraph) -> None:
    """A line over the paragraph, shorter than the block of a letterhead it stands in."""
    borders = OxmlElement("w:pBdr")
    top = OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        top.set(qn(f"w:{name}"), value)
    borders.append(top)
    # Word asks for the parts of a paragraph's form in this order.
    paragraph._p.get_or_add_pPr().insert_element_before(borders, "w:spacing", "w:ind", "w:jc", "w:rPr")
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Mm(14)


def flag(row: CT_Row, name: str) -> None:
    """Turn on what Word does with a row: "w:cantSplit", "w:tblHeader"."""
    element = OxmlElement(name)
    element.set(qn("w:val"), "true")
    row.get_or_add_trPr().append(element)
