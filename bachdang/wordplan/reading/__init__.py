"""A file that was handed in, as pieces: .docx, or annex tables as .xlsx."""

from __future__ import annotations

from bachdang.spreadsheet.reading import UnreadableFile, read_workbook
from bachdang.vietnamese.legacy_text import code_page_of_all
from bachdang.wordplan.reading.body import Body
from bachdang.wordplan.reading.opening import open_word
from bachdang.wordplan.reading.pieces import Document
from bachdang.wordplan.reading.sheets import as_document
from bachdang.wordplan.reading.unicode import in_unicode, texts_of

__all__ = ["read_document"]

WORKBOOK = ".xlsx"
EMPTY = "Tệp không có chữ nào đọc được (có thể là bản quét). Dùng tệp Word gốc, gõ bằng chữ."


def read_document(content: bytes, name: str = "") -> Document:
    """The pieces of a file in their order. Raises UnreadableFile with what to do."""
    if name.lower().endswith(WORKBOOK):
        document = as_document(read_workbook(content))
    else:
        document = Body(open_word(content)).read()
    texts = texts_of(document)
    if not texts:
        raise UnreadableFile(EMPTY)
    page = code_page_of_all(texts)
    if page is not None:
        in_unicode(document, page)
        document.remarks.append(f"Chữ gõ bằng bảng mã {page.name} đã được chuyển sang Unicode.")
    return document
