"""A .docx opened with distrust: the rules of uploaded workbooks first, the library after them."""

from __future__ import annotations

import io
from typing import Final

import docx
from docx.document import Document as WordDocument

from bachdang.spreadsheet.reading import MAX_BYTES, Package, Refusals, UnreadableFile

MOST_BYTES: Final = 4 * MAX_BYTES
"""A plan carries a map or a scan now and then."""
DAMAGED: Final = "Không đọc được tệp: không phải .docx hoặc đã hỏng. Mở bằng Word rồi lưu lại thành .docx."
WORD: Final = Refusals(
    old="Tệp là .doc cũ. Mở bằng Word rồi lưu lại thành .docx.",
    locked="Tệp có mật khẩu. Mở bằng Word, bỏ mật khẩu rồi lưu lại.",
    damaged=DAMAGED,
    too_much="Tệp có quá nhiều phần tử nên không được nhận. Chép riêng nội dung sang tệp mới rồi lưu lại.",
    foreign=(
        ("vbaproject", "Tệp có macro. Lưu lại thành .docx không có macro."),
        ("content.xml", "Tệp là .odt của LibreOffice. Mở rồi lưu lại thành .docx (Word)."),
    ),
    most_bytes=MOST_BYTES,
)
_FORMATS: Final = {
    b"%PDF": "Tệp là PDF, không phải Word. Dùng tệp .docx gốc; bản quét không đọc được chữ.",
    b"{\\rtf": "Tệp là .rtf. Mở bằng Word rồi lưu lại thành .docx.",
    b"\xff\xd8\xff": "Tệp là ảnh, không phải Word. Dùng tệp .docx gốc.",
    b"\x89PNG": "Tệp là ảnh, không phải Word. Dùng tệp .docx gốc.",
}


def open_word(content: bytes) -> WordDocument:
    """Raises UnreadableFile for what is no Word document or is not to be trusted."""
    for start, message in _FORMATS.items():
        if content.lstrip()[:8].startswith(start):
            raise UnreadableFile(message)
    package = Package(content, WORD)
    if not package.has("word/document.xml") and not _main_part(package):
        raise UnreadableFile(DAMAGED)
    for part in package.parts:
        if part.endswith((".xml", ".rels")):
            # Counted before the library holds any of it as a tree.
            package.read(part, _nothing)
    try:
        return docx.Document(io.BytesIO(content))
    except Exception as error:
        # A damaged package fails in many ways (a part that is missing, a content type that is none).
        raise UnreadableFile(DAMAGED) from error


def _main_part(package: Package) -> bool:
    found = (target for kind, target in package.relationships().values() if kind == "officeDocument")
    return any(target.startswith("word/") and package.has(target) for target in found)


def _nothing(tag: str, attributes: dict[str, str]) -> None:
    """Reading alone counts elements and refuses what grows."""
