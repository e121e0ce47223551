"""The Word template: the one the program begins with, and how any of them is filled.

The office changes it in Word; fields stand in double braces. docxtpl puts the values in, whatever Word does
to the letters between the braces; nothing but plain names is let through (checking.py), in a sandbox.
"""

from __future__ import annotations

import io
from collections.abc import Mapping

from docx.document import Document as DocumentType
from docx.oxml.ns import qn
from docx.oxml.text.paragraph import CT_P
from docx.shared import Pt
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from bachdang.quarter.rows import Head
from bachdang.reports.document.letterhead import write_letterhead, write_signature
from bachdang.reports.document.page import (
    keep_document_numbers,
    new_document,
    number_pages,
    save,
    write,
    write_foot,
)
from bachdang.reports.letterhead import Paper
from bachdang.vietnamese.text import printable

_NOTHING = "\ue000"
"""Stands for an empty value until its paragraph is known."""
SECTIONS = (
    ("I. KẾT QUẢ CHUNG", ("chi_tieu_chu_yeu", "ket_qua_chung")),
    ("II. KẾT QUẢ THEO CHƯƠNG TRÌNH, ĐỀ ÁN, NHIỆM VỤ TRỌNG TÂM", ("ket_qua_chuong_trinh",)),
    ("III. TỒN TẠI, HẠN CHẾ VÀ NGUYÊN NHÂN", ("han_che_nguyen_nhan",)),
    ("IV. NHIỆM VỤ {{ ky_sau_hoa }}", ("nhiem_vu_ky_sau",)),
    ("V. KIẾN NGHỊ", ("kien_nghi",)),
)


def first_template(head: Head, paper: Paper) -> bytes:
    """Letterhead and signature of the chosen paper, title, five sections, numbered pages with their mark."""
    document = new_document()
    write_letterhead(document, head, paper)
    write(document, "BÁO CÁO", bold=True, centred=True, before=12, size=Pt(16))
    write(document, "kết quả triển khai {{ ke_hoach }}", bold=True, centred=True)
    for field in ("thoi_gian", "pham_vi", "minh_hoa"):
        write(document, f"{{{{ {field} }}}}", bold=True, centred=True)
    write(document, "-----", centred=True)
    write(document, "{{ mo_dau }}", indent=True)
    for title, fields in SECTIONS:
        write(document, title, bold=True, before=4, indent=True, heading=True)
        for field in fields:
            write(document, f"{{{{ {field} }}}}", indent=True)
    document.paragraphs[-1].paragraph_format.keep_with_next = True
    write(document, "", heading=True)
    write_signature(document, paper, ["…", "…"])
    number_pages(document)
    write_foot(document, "{{ cuoi_trang }}")
    return save(document)


def environment() -> SandboxedEnvironment:
    """Where templates are read: sandboxed, every value escaped, a name without a value refused."""
    return SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)


def fill(template: bytes, values: Mapping[str, str]) -> DocumentType:
    """The template with its fields filled; a paragraph that holds nothing but what has no value goes."""
    filled = DocxTemplate(io.BytesIO(template))
    filled.render({name: _text(value) for name, value in values.items()}, environment())
    document: DocumentType = filled.docx
    for part in (document.element.body, *_feet(document)):
        for paragraph in list(part.iter(qn("w:p"))):
            _settle(paragraph)
    keep_document_numbers(document)
    return document


def _text(value: str) -> str:
    return "\a".join(printable(one) for one in value.split("\a")) or _NOTHING


def _feet(document: DocumentType) -> list[CT_P]:
    return [
        foot._element
        for section in document.sections
        for foot in (section.footer, section.first_page_footer, section.header, section.first_page_header)
        if not foot.is_linked_to_previous
    ]


def _settle(paragraph: CT_P) -> None:
    """Without the marks of empty values; gone when nothing else stood in it."""
    texts = list(paragraph.iter(qn("w:t")))
    said = "".join(one.text or "" for one in texts)
    if _NOTHING not in said:
        return
    for one in texts:
        one.text = (one.text or "").replace(_NOTHING, "")
    parent = paragraph.getparent()
    if said.replace(_NOTHING, "").strip() or parent is None or len(parent.findall(qn("w:p"))) == 1:
        return
    parent.remove(paragraph)
