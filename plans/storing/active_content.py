"""What a file of evidence may not carry: scripts, macros, embedded programs, contents fetched from elsewhere.

Pure: bytes in, the fault in Vietnamese out, with what to do. It looks for what ordinary office programs would
run or fetch; what hides better is the business of a virus scanner (plans/storing/scanning.py).
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

MOST_ENTRIES = 2000
MOST_INFLATED = 50 * 1024 * 1024
MOST_RELATIONS = 5 * 1024 * 1024
DEEPEST = 2
"""A chart of a document carries a workbook, and that no further document."""

_PDF_ACTIVE = re.compile(
    rb"/(JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA|SubmitForm|ImportData)(?![A-Za-z0-9])"
)
_PDF_WORDS = {
    b"JavaScript": "mã lệnh", b"JS": "mã lệnh", b"Launch": "lệnh chạy chương trình",
    b"EmbeddedFile": "tệp đính kèm bên trong", b"EmbeddedFiles": "tệp đính kèm bên trong",
    b"RichMedia": "nội dung động", b"XFA": "biểu mẫu có mã lệnh",
    b"SubmitForm": "lệnh gửi dữ liệu đi nơi khác", b"ImportData": "lệnh lấy dữ liệu từ nơi khác",
}  # fmt: skip
_PDF_REMEDY = "In ra PDF rồi gửi bản in."
_EMBEDDED = re.compile(r"/(embeddings|activex|ctrlprops|macrosheets)/", re.IGNORECASE)
_DOCUMENTS = (".xlsx", ".docx", ".pptx")
_DDE = re.compile(rb"<w:instrText[^>]*>\s*DDE(AUTO)?\b|w:instr=\"\s*DDE(AUTO)?\b")


def active_content(content: bytes, kind: str) -> str:
    """What is wrong and what to do, as the end of "Tệp ‹tên› …"; "" when nothing was found."""
    if kind == "pdf":
        return _in_pdf(content)
    if kind in ("docx", "xlsx"):
        return _in_package(content, 1)
    return ""


def _in_pdf(content: bytes) -> str:
    for part in _pdf_parts(content):
        named = re.sub(rb"#([0-9A-Fa-f]{2})", lambda found: bytes([int(found[1], 16)]), part)
        if re.search(rb"/Encrypt(?![A-Za-z0-9])", named):
            return "đặt mật khẩu nên không kiểm tra được. Lưu lại không đặt mật khẩu rồi gửi."
        if found := _PDF_ACTIVE.search(named):
            return f"có {_PDF_WORDS[found[1]]} nên không được nhận. {_PDF_REMEDY}"
    return ""


def _pdf_parts(content: bytes) -> Iterator[bytes]:
    """What stands outside streams, and objects packed into streams; pictures and pages are neither."""
    left, at = MOST_INFLATED, 0
    while (begin := content.find(b"stream", at)) != -1:
        head = content[at:begin]
        yield head
        end = content.find(b"endstream", begin)
        if end == -1:
            at = begin + len(b"stream")
            continue
        if b"ObjStm" in head[head.rfind(b" obj") :]:
            packed = _inflated(content[begin + len(b"stream") : end].lstrip(b"\r\n"), left)
            left -= len(packed)
            yield packed
        at = end + len(b"endstream")
    yield content[at:]


def _inflated(body: bytes, most: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(body, max(most, 1))
    except zlib.error:
        return body


def _in_package(content: bytes, depth: int) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return _of_entries(package, depth)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError):
        return "đã hỏng, không mở được. Mở bằng Word hoặc Excel, lưu lại rồi gửi."


def _of_entries(package: zipfile.ZipFile, depth: int) -> str:
    entries = package.infolist()
    if len(entries) > MOST_ENTRIES:
        return f"có {len(entries)} phần bên trong, quá nhiều. Lưu lại bằng Word hoặc Excel rồi gửi."
    for entry in entries:
        if fault := _of_entry(package, entry, depth):
            return fault
    return ""


def _of_entry(package: zipfile.ZipFile, entry: zipfile.ZipInfo, depth: int) -> str:
    name = entry.filename.lower()
    if entry.flag_bits & 1:
        return "đặt mật khẩu nên không kiểm tra được. Lưu lại không đặt mật khẩu rồi gửi."
    if "vbaproject" in name or "/macrosheets/" in name:
        return "có macro. Lưu lại không kèm macro."
    if _EMBEDDED.search(f"/{name}"):
        return _of_embedded(package, entry, depth)
    if "/externallinks/" in name:
        return "lấy số từ tệp khác. Trong Excel: Dữ liệu, Sửa liên kết, Ngắt liên kết; rồi lưu và gửi lại."
    if name.endswith(".rels"):
        return _of_relations(package, entry)
    if name == "[content_types].xml" and b"macroEnabled" in package.read(entry):
        return "có macro. Lưu lại không kèm macro."
    if name.startswith("word/") and name.endswith(".xml") and _DDE.search(package.read(entry)):
        return "có trường DDE chạy chương trình khác. Xóa trường đó, lưu lại rồi gửi."
    return ""


def _of_embedded(package: zipfile.ZipFile, entry: zipfile.ZipInfo, depth: int) -> str:
    """The workbook of a chart is looked into; anything else inside is a program's object."""
    if entry.is_dir():
        return ""
    if entry.filename.lower().endswith(_DOCUMENTS) and depth < DEEPEST and entry.file_size <= MOST_INFLATED:
        return _in_package(package.read(entry), depth + 1)
    return "có đối tượng nhúng bên trong. Dán đối tượng thành ảnh hoặc bảng, lưu lại rồi gửi."


def _of_relations(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> str:
    """A hyperlink is opened by who clicks it; everything else that lies elsewhere is fetched on opening."""
    damaged = "đã hỏng, không mở được. Mở bằng Word hoặc Excel, lưu lại rồi gửi."
    if entry.file_size > MOST_RELATIONS:
        return damaged
    try:
        relations = fromstring(package.read(entry), forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError):
        return damaged
    for one in relations:
        outside = one.get("TargetMode", "").lower() == "external"
        if outside and not one.get("Type", "").endswith("/hyperlink"):
            what = "mẫu" if "template" in one.get("Type", "").lower() else "nội dung"
            return f"lấy {what} từ nơi khác khi mở. Lưu lại với {what} nằm trong tệp rồi gửi."
    return ""
