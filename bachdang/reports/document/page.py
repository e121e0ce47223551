"""How a written report looks: A4 with official margins, Times New Roman, page numbers, plain tables."""

from __future__ import annotations

from collections.abc import Sequence

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Cm, Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from bachdang.spreadsheet.safety import safe_text

FONT = "Times New Roman"
BODY, TABLE = Pt(14), Pt(10)
INDENT = Cm(1.27)
A4 = (Mm(210), Mm(297))
CENTER, JUSTIFY, RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY, WD_ALIGN_PARAGRAPH.RIGHT


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
        run = paragraph.add_run(safe_text(text))
        run.italic, run.font.size = True, TABLE


def add_landscape(document: DocumentType) -> None:
    """A new section for the tables of the appendices."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    _set_up(section, landscape=True)
    section.different_first_page_header_footer = False


def write(
    place: DocumentType | _Cell,
    text: str,
    *,
    bold: bool = False,
    italic: bool = False,
    underline: bool = False,
    centred: bool = False,
    indent: bool = False,
    size: Pt | None = None,
    before: float = 0,
) -> Paragraph:
    """One paragraph of plain text; `before` in points. What a page cannot hold is left out of the text."""
    paragraph = place.add_paragraph()
    run = paragraph.add_run(safe_text(text))
    run.bold, run.italic, run.underline = bold, italic, underline
    if size is not None:
        run.font.size = size
    paragraph.alignment = CENTER if centred else JUSTIFY
    form = paragraph.paragraph_format
    form.first_line_indent = INDENT if indent else None
    form.space_before = Pt(before)
    form.space_after = Pt(6) if indent else Pt(0)
    form.line_spacing = 1.15 if indent else 1.0
    return paragraph


def side_by_side(document: DocumentType, widths: Sequence[float]) -> Table:
    """A table without lines of one row, whose cells hold blocks beside each other; widths in mm."""
    table: Table = document.add_table(rows=1, cols=len(widths))
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for column, cell, width in zip(table.columns, table.rows[0].cells, widths, strict=True):
        column.width = cell.width = Mm(width)
    return table


def fill(cell: _Cell, text: str, *, bold: bool = False, italic: bool = False, centred: bool = True) -> None:
    """A further line in a cell; the first takes the place of the empty one that it begins with."""
    first = cell.paragraphs[0]
    paragraph = first if len(cell.paragraphs) == 1 and not first.text else cell.add_paragraph()
    run = paragraph.add_run(safe_text(text))
    run.bold, run.italic = bold, italic
    run.font.size = Pt(13)
    if centred:
        paragraph.alignment = CENTER


def rule_under(paragraph: Paragraph) -> None:
    """A line below a paragraph of a letterhead."""
    borders = OxmlElement("w:pBdr")
    bottom = OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    paragraph._p.get_or_add_pPr().append(borders)
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Mm(14)


def add_table(document: DocumentType, columns: Sequence[tuple[str, float]]) -> Table:
    """A ruled table; `columns` are (heading, width in mm). Its head is repeated on every page."""
    table: Table = document.add_table(rows=1, cols=len(columns))
    table.style, table.autofit = "Table Grid", False
    head = table.rows[0]
    for column, cell, (title, width) in zip(table.columns, head.cells, columns, strict=True):
        column.width = cell.width = Mm(width)
        _write_cell(cell, title, bold=True, centred=True)
    _flag(head, "w:tblHeader")
    _flag(head, "w:cantSplit")
    return table


def _flag(row: object, name: str) -> None:
    element = OxmlElement(name)
    element.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(element)  # type: ignore[attr-defined]


def add_row(
    table: Table, columns: Sequence[tuple[str, float]], cells: Sequence[str], *, bold: bool = False
) -> None:
    """One row; short cells (numbers, dates) stand in the middle."""
    row = table.add_row()
    for cell, text, (_, width) in zip(row.cells, cells, columns, strict=True):
        cell.width = Mm(width)
        _write_cell(cell, text, bold=bold, centred=len(text) <= 12)


def add_group(table: Table, text: str) -> None:
    """A heading across the table."""
    cells = table.add_row().cells
    merged = cells[0].merge(cells[-1])
    _write_cell(merged, text, bold=True, centred=False)


def _write_cell(cell: _Cell, text: str, *, bold: bool, centred: bool) -> None:
    paragraph = cell.paragraphs[0]
    run = paragraph.add_run(safe_text(text))
    run.bold, run.font.size = bold, TABLE
    paragraph.alignment = CENTER if centred else WD_ALIGN_PARAGRAPH.LEFT
