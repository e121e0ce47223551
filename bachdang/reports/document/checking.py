"""What may be uploaded as a Word template: a file to be distrusted, then its fields, each fault in words."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from difflib import get_close_matches
from typing import Final
from xml.etree.ElementTree import Element  # the type alone; defusedxml reads

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException
from docx.opc.constants import RELATIONSHIP_TYPE
from docxtpl import DocxTemplate
from jinja2 import TemplateError, nodes

from bachdang.reports.document.fields import BLOCKS, FIELDS
from bachdang.reports.document.template import environment, fill

MAX_BYTES: Final = 2 * 1024 * 1024
_MAX_UNPACKED: Final = 12 * 1024 * 1024
_MAX_PART: Final = 2 * 1024 * 1024
_MAX_PARTS: Final = 200
_ACTIVE: Final = ("vbaproject", "vbadata", "activex/", "embeddings/", "oleobject", "afchunk")
_REACHING: Final = {
    "INCLUDETEXT", "INCLUDEPICTURE", "DDE", "DDEAUTO", "LINK", "IMPORT", "DATABASE", "MACROBUTTON",
}  # fmt: skip
_PLAIN: Final = (nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name)
DAMAGED: Final = "Không đọc được tệp: không phải .docx hoặc đã hỏng. Mở bằng Word rồi lưu lại thành .docx."
FROM_OURS: Final = "Tải mẫu đang dùng về, sửa trong Word rồi gửi lại tệp đó."


def template_faults(content: bytes) -> list[str]:
    """Why the file cannot be the template, each with what to do; none when it can."""
    if faults := list(_file_faults(content)):
        return faults
    try:
        named = field_names(content)
    except TemplateError as error:
        return [f"Có trường viết chưa đúng ({error.message}). Mỗi trường viết liền dạng {{{{ky}}}}."]
    except _NotPlain:
        return ["Mẫu chỉ nhận trường dạng {{ky}}, không nhận lệnh, phép tính hay tên có dấu chấm."]
    except Exception:  # whatever an odd file makes the readers of Word stumble over
        return [DAMAGED]
    return [*_unknown(named), *_missing(named)] or _trial(content)


def field_names(content: bytes) -> set[str]:
    """The names of the fields in text, head, foot and properties. Raises for what is no plain field."""
    return {name for source in _sources(content) for name in _names_in(source)}


class _NotPlain(Exception):
    """Something other than a name stands in the braces."""


def _names_in(source: str) -> Iterator[str]:
    tree = environment().parse(source)
    for node in tree.find_all(nodes.Node):
        if not isinstance(node, _PLAIN):
            raise _NotPlain
        if isinstance(node, nodes.Name):
            yield node.name


def _sources(content: bytes) -> Iterator[str]:
    """Every text that docxtpl will read as a template."""
    file = DocxTemplate(io.BytesIO(content))
    file.render_init()
    yield file.patch_xml(file.get_xml())
    for kind in (file.HEADER_URI, file.FOOTER_URI):
        for _, part in file.get_headers_footers(kind):
            yield file.patch_xml(file.get_part_xml(part))
    for relation in file.docx.part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.FOOTNOTES:
            yield file.patch_xml(relation.target_part.blob.decode("utf-8"))
    properties = file.docx.core_properties
    for name in ("author", "comments", "identifier", "language", "subject", "title"):
        yield str(getattr(properties, name))


def _unknown(named: set[str]) -> Iterator[str]:
    for name in sorted(named - FIELDS.keys()):
        near = get_close_matches(name, FIELDS, n=1)
        remedy = f"Có phải {{{{{near[0]}}}}}?" if near else "Chọn tên trong bảng trường bên dưới."
        yield f"Không có trường {{{{{name}}}}}. {remedy}"


def _missing(named: set[str]) -> Iterator[str]:
    for name, meaning in BLOCKS.items():
        if name not in named:
            yield f"Thiếu trường {{{{{name}}}}} ({meaning}). Thêm vào mẫu, báo cáo mới đủ nội dung."


def _trial(content: bytes) -> list[str]:
    """The template filled with something for every field."""
    try:
        document = fill(content, dict.fromkeys(FIELDS, "thử\athử"))
        if "Table Grid" not in {style.name for style in document.styles}:
            return [f"Mẫu thiếu kiểu bảng của các Biểu. {FROM_OURS}"]
    except Exception:  # the same: the file is odd, not the program
        return [DAMAGED]
    return []


def _file_faults(content: bytes) -> Iterator[str]:
    """What is refused before anything of Word's own is read."""
    if len(content) > MAX_BYTES:
        yield "Tệp lớn hơn 2 MB. Bỏ ảnh lớn trong mẫu rồi lưu lại."
        return
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            entries = package.infolist()
            if len(entries) > _MAX_PARTS or sum(one.file_size for one in entries) > _MAX_UNPACKED:
                yield f"Tệp giải nén quá lớn nên không được nhận. {FROM_OURS}"
                return
            yield from _package_faults(package)
    except (zipfile.BadZipFile, ElementTree.ParseError, DefusedXmlException, OSError, ValueError, KeyError,
            NotImplementedError, RuntimeError, EOFError):  # fmt: skip
        yield DAMAGED


def _package_faults(package: zipfile.ZipFile) -> Iterator[str]:
    names = {one.filename.lower() for one in package.infolist()}
    if "word/document.xml" not in names:
        yield DAMAGED
        return
    kinds = _read(package, "[Content_Types].xml").decode("utf-8", "replace").lower()
    if "macroenabled" in kinds or any(mark in name for mark in _ACTIVE[:2] for name in names):
        yield "Tệp có macro. Lưu lại thành .docx không có macro."
    if any(mark in name for mark in _ACTIVE[2:] for name in names):
        yield "Tệp có đối tượng nhúng (bảng tính, tệp khác). Bỏ đối tượng đó rồi lưu lại."
    for entry in package.infolist():
        if not entry.filename.lower().endswith((".xml", ".rels")):
            continue
        tree = ElementTree.fromstring(_read(package, entry.filename), forbid_dtd=True)
        if any(one.get("TargetMode") == "External" for one in tree.iter()):
            yield "Tệp có liên kết ra ngoài (liên kết web, ảnh, mẫu khác). Bỏ liên kết rồi lưu lại."
        if _reaches_out(tree):
            yield "Tệp có trường tự động lấy dữ liệu từ nơi khác. Bỏ trường đó rồi lưu lại."


def _read(package: zipfile.ZipFile, name: str) -> bytes:
    with package.open(name) as part:
        content = part.read(_MAX_PART + 1)
    if len(content) > _MAX_PART:
        raise ValueError(name)
    return content


def _reaches_out(tree: Element) -> bool:
    """Whether a field of Word's own would fetch something when the document is opened."""
    parts = (one for one in tree.iter() if one.tag.endswith(("}instrText", "}fldSimple")))
    texts = (f"{one.text or ''} {' '.join(one.attrib.values())}" for one in parts)
    return not _REACHING.isdisjoint(" ".join(texts).upper().split())
