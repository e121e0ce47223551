"""Evidence with scripts, macros, embedded programs or contents from elsewhere is refused by name."""

from __future__ import annotations

import io
import sys
import zipfile
import zlib
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from plans.storing.active_content import MOST_ENTRIES, active_content
from plans.storing.scanning import scan

RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
)
RELATION = '<Relationship Id="r1" Type="http://x/{}" Target="http://else/x" TargetMode="{}"/>'


def pdf(root: bytes = b"", trailer: bytes = b"") -> bytes:
    catalogue = b"1 0 obj\n<< /Type /Catalog /Pages 2 0 R " + root + b" >>\nendobj\n"
    return b"%PDF-1.7\n" + catalogue + b"trailer << /Root 1 0 R " + trailer + b" >>\n%%EOF\n"


def packed(objects: bytes) -> bytes:
    body = zlib.compress(objects)
    return (
        pdf()
        + b"5 0 obj\n<< /Type /ObjStm /Filter /FlateDecode >>\nstream\n"
        + body
        + b"\nendstream\nendobj\n"
    )


def package(**entries: str | bytes) -> bytes:
    """Names with "__" for "/" and "_" kept; [Content_Types].xml and the document are there."""
    whole: dict[str, str | bytes] = {"[Content_Types].xml": "<Types/>", "word/document.xml": "<w:document/>"}
    whole |= {name.replace("__", "/"): content for name, content in entries.items()}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        for name, content in whole.items():
            made.writestr(name, content)
    return buffer.getvalue()


def relations(kind: str, mode: str = "External") -> str:
    return RELATIONS.format(RELATION.format(kind, mode))


ACTIVE: list[tuple[str, str, bytes, str]] = [
    ("script", "pdf", pdf(b"/OpenAction << /S /JavaScript /JS (app.alert(1)) >>"), "có mã lệnh"),
    ("script by a written name", "pdf", pdf(b"/AA << /S /J#61vaScript >>"), "có mã lệnh"),
    ("script in a packed object", "pdf", packed(b"<< /S /JavaScript /JS (x) >>"), "có mã lệnh"),
    ("program", "pdf", pdf(b"/OpenAction << /S /Launch /F (cmd.exe) >>"), "lệnh chạy chương trình"),
    ("attachment", "pdf", pdf(b"/Names << /EmbeddedFiles 3 0 R >>"), "tệp đính kèm bên trong"),
    ("form with scripts", "pdf", pdf(b"/AcroForm << /XFA 3 0 R >>"), "biểu mẫu có mã lệnh"),
    ("form that sends", "pdf", pdf(b"/A << /S /SubmitForm >>"), "gửi dữ liệu đi nơi khác"),
    ("password", "pdf", pdf(trailer=b"/Encrypt 9 0 R"), "đặt mật khẩu"),
    ("macro", "docx", package(word__vbaProject_bin=b"x"), "có macro"),
    (
        "macro by its type",
        "docx",
        package(**{"[Content_Types].xml": "<x ContentType='a.macroEnabled.b'/>"}),
        "có macro",
    ),
    (
        "remote template",
        "docx",
        package(**{"word/_rels/settings.xml.rels": relations("attachedTemplate")}),
        "lấy mẫu từ nơi khác",
    ),
    (
        "remote picture",
        "docx",
        package(**{"word/_rels/document.xml.rels": relations("image")}),
        "lấy nội dung từ nơi khác",
    ),
    (
        "remote object",
        "docx",
        package(**{"word/_rels/document.xml.rels": relations("oleObject")}),
        "lấy nội dung từ nơi khác",
    ),
    ("embedded object", "docx", package(**{"word/embeddings/oleObject1.bin": b"x"}), "có đối tượng nhúng"),
    ("control", "docx", package(**{"word/activeX/activeX1.bin": b"x"}), "có đối tượng nhúng"),
    (
        "macro in an embedded workbook",
        "docx",
        package(**{"word/embeddings/a.xlsx": package(**{"xl/vbaProject.bin": b"x"})}),
        "có macro",
    ),
    (
        "field that runs a program",
        "docx",
        package(**{"word/document.xml": "<w:instrText>DDEAUTO c:\\\\x</w:instrText>"}),
        "DDE",
    ),
    (
        "links to another workbook",
        "xlsx",
        package(**{"xl/externalLinks/externalLink1.xml": "<x/>"}),
        "lấy số từ tệp khác",
    ),
    ("old macro sheet", "xlsx", package(**{"xl/macrosheets/sheet1.xml": "<x/>"}), "có macro"),
    ("thousands of entries", "docx", package(**{f"word/x{n}": "" for n in range(MOST_ENTRIES)}), "quá nhiều"),
    (
        "entities in its relations",
        "docx",
        package(**{"_rels/.rels": "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}),
        "đã hỏng",
    ),
    ("no relations", "docx", package(**{"_rels/.rels": "no xml"}), "đã hỏng"),
]
PLAIN = [
    ("pdf", pdf()),
    ("pdf", pdf(b"/OpenAction [3 0 R /Fit] /URI (https://hcm.vn) /JSON 1")),
    ("pdf", pdf() + b"5 0 obj\n<< /Length 9 >>\nstream\n/JS /Launch\nendstream\nendobj\n"),
    ("docx", package()),
    ("docx", package(**{"word/_rels/document.xml.rels": relations("hyperlink")})),
    ("docx", package(**{"word/_rels/document.xml.rels": relations("image", "Internal")})),
    ("docx", package(**{"word/embeddings/chart.xlsx": package()})),
    ("xlsx", package(**{"xl/workbook.xml": "<x/>"})),
    ("png", b"\x89PNG /JavaScript"),
]


@pytest.mark.parametrize(
    ("kind", "content", "said"), [one[1:] for one in ACTIVE], ids=[one[0] for one in ACTIVE]
)
def test_what_is_active_is_named_with_what_to_do(kind: str, content: bytes, said: str) -> None:
    found = active_content(content, kind)

    assert said in found
    assert found.count(".") >= 1


@pytest.mark.parametrize(("kind", "content"), PLAIN)
def test_what_is_plain_passes(kind: str, content: bytes) -> None:
    assert active_content(content, kind) == ""


def test_a_bomb_in_a_pdf_costs_no_more_than_its_limit() -> None:
    assert active_content(packed(b" " * 80 * 1024 * 1024 + b"/JS"), "pdf") == ""


SCANNERS = [
    ("exit 0", ""),
    ("exit 1", "có mã độc"),
    ("exit 2", "chưa quét được"),
]


@pytest.mark.parametrize(("ends", "said"), SCANNERS)
def test_the_scanner_decides(settings: Any, ends: str, said: str) -> None:
    settings.EVIDENCE_SCANNER = f"sh -c 'cat >/dev/null; {ends}'"
    if not said:
        scan(b"x", "a.pdf")
        return
    with pytest.raises(ValidationError) as told:
        scan(b"x", "a.pdf")
    assert said in told.value.messages[0]


def test_a_scanner_that_is_not_there_lets_nothing_in(settings: Any) -> None:
    settings.EVIDENCE_SCANNER = "/no/scanner -"
    with pytest.raises(ValidationError, match="chưa quét được"):
        scan(b"x", "a.pdf")


def test_the_scanner_reads_the_content(settings: Any) -> None:
    program = "import sys; sys.exit(sys.stdin.buffer.read() != b'content')"
    settings.EVIDENCE_SCANNER = f'{sys.executable} -c "{program}"'
    scan(b"content", "a.pdf")
