"""What is handed in wrongly: each with a message that says what to do, or read and marked."""

from __future__ import annotations

import io
import time
import zipfile

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE

from bachdang.spreadsheet.reading import UnreadableFile
from bachdang.wordplan.reading import read_document
from bachdang.wordplan.structure.outline import read_lines
from tests.wordplan.documents import Lists, as_bytes, number, paragraphs, tasks_table
from tests.wordplan.reading import draft_of, lines_of, shown

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def repacked(**parts: bytes) -> bytes:
    """A good document with parts added or put in the place of others ("/" as "__")."""
    given = {name.replace("__", "/"): content for name, content in parts.items()}
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(as_bytes(paragraphs("I. CÁC CHƯƠNG TRÌNH")))) as source,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            target.writestr(name, given.pop(name) if name in given else source.read(name))
        for name, content in given.items():
            target.writestr(name, content)
    return stream.getvalue()


BOMB = b"<w:document xmlns:w='x'>" + b"<w:p/>" * 1_200_000 + b"</w:document>"
LOL = b"<!DOCTYPE a [<!ENTITY b 'bb'><!ENTITY c '&b;&b;'>]><w:document xmlns:w='x'>&c;</w:document>"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Tệp rỗng."),
        (OLE, "Tệp là .doc cũ. Mở bằng Word rồi lưu lại thành .docx."),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "Tệp có mật khẩu. Mở bằng Word, bỏ mật khẩu"),
        (b"%PDF-1.7 scanned", "Tệp là PDF, không phải Word. Dùng tệp .docx gốc; bản quét"),
        (b"{\\rtf1 }", "Tệp là .rtf. Mở bằng Word rồi lưu lại thành .docx."),
        (b"\xff\xd8\xff\xe0", "Tệp là ảnh, không phải Word. Dùng tệp .docx gốc."),
        (b"hello", "Không đọc được tệp: không phải .docx hoặc đã hỏng."),
        (repacked(**{"word__vbaProject.bin": b"x"}), "Tệp có macro."),
        (repacked(**{"content.xml": b"<a/>"}), "Tệp là .odt của LibreOffice."),
        (repacked(**{"word__document.xml": BOMB}), "Tệp có quá nhiều phần tử"),
        (repacked(**{"word__document.xml": LOL}), "Không đọc được tệp"),
        (repacked(**{"word__document.xml": b"<w:document"}), "Không đọc được tệp"),
        (repacked(**{"word__media__1.png": b"\0" * 61 * 1024 * 1024}), "Tệp giải nén quá lớn"),
        (as_bytes(docx.Document()), "Tệp không có chữ nào đọc được (có thể là bản quét)."),
    ],
    ids=[
        "empty", "doc", "password", "pdf", "rtf", "picture", "text", "macro", "odt", "bomb of elements",
        "entities", "damaged", "bomb of bytes", "scan",
    ],
)  # fmt: skip
def test_refused_with_the_remedy(content: bytes, said: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        read_document(content, "ke-hoach.docx")

    assert caught.value.message_vi.startswith(said)


def test_external_links_are_named_and_never_opened() -> None:
    document = paragraphs("I. CÁC CHƯƠNG TRÌNH", "1. Chương trình một")
    document.part.relate_to("http://127.0.0.1:9/anh.png", RELATIONSHIP_TYPE.IMAGE, is_external=True)

    assert lines_of(document).unread == ["liên kết ra tệp khác, không mở"]


def test_a_document_without_any_heading_is_said_to_have_none() -> None:
    reading = lines_of(
        paragraphs("Trong năm qua phường đã làm nhiều việc, người dân phấn khởi, tin tưởng.", "Hết.")
    )

    assert reading.remarks == [
        "Không thấy đề mục nào (A., I., 1. …) hay bảng phụ lục: mọi dòng được đọc là đoạn thường."
    ]
    assert {line.kind for line in reading.read} <= {"paragraph"}


def test_a_table_without_head_is_left_unread_row_by_row() -> None:
    document = paragraphs("PHỤ LỤC 1", "DANH MỤC")
    tasks_table(document, ["1", "Làm đường", "UBND phường"], head=["a", "b", "c"])
    reading = lines_of(document)
    unread = [line for line in reading.lines if line.kind == "unread"]

    assert [line.text for line in unread] == ["a | b | c", "1 | Làm đường | UBND phường"]
    assert unread[0].doubts[0].startswith("bảng không có đầu bảng nhận ra được")


def test_two_tables_of_the_same_kind_in_one_annex() -> None:
    document = paragraphs("PHỤ LỤC 1", "DANH MỤC NHIỆM VỤ")
    tasks_table(document, ["1", "Việc một", "UBND phường", "", "2026", ""])
    tasks_table(
        document,
        ["1", "Việc hai", "UBND phường", "", "2026", ""],
        head=["TT", "Nội dung", "Chủ trì", "Phối hợp", "Thời gian", "Sản phẩm"],
    )
    draft = draft_of(document)

    assert [one["key"] for one in draft.data["clauses"] if one["kind"] == "task"] == ["PL1.1", "PL1.2"]
    assert "bảng thứ hai cùng loại trong phụ lục này" in [one.reason for one in draft.doubts]


def test_a_table_that_goes_on_on_the_next_page_is_one() -> None:
    document = paragraphs("PHỤ LỤC 1", "DANH MỤC NHIỆM VỤ")
    tasks_table(document, ["1", "Việc một", "UBND phường", "", "2026", ""])
    tasks_table(document, ["2", "Việc hai", "UBND phường", "", "2026", ""])
    document.add_paragraph("II. VĂN HÓA")
    tasks_table(
        document,
        ["", "", "", "", "", "tiếp theo"],
        head=["1", "Việc ba", "UBND phường", "", "2026", "Báo cáo"],
    )
    found = [shown(line) for line in lines_of(document).read]

    assert [one[0] for one in found] == ["annex", "table_head", "task", "task", "group", "task"]
    assert found[-1][2] == "1 · Việc ba · UBND phường · 2026 · Báo cáo\ntiếp theo"


def test_two_leads_and_an_empty_one_are_asked_about() -> None:
    document = paragraphs("PHỤ LỤC 1", "DANH MỤC NHIỆM VỤ")
    tasks_table(
        document,
        ["1", "Việc một", "Công an phường, Trạm Y tế phường", "", "2026", ""],
        ["2", "Việc hai", "", "", "khi cần", ""],
    )
    draft = draft_of(document)
    rows = [one for one in draft.data["clauses"] if one["kind"] == "task"]

    assert [one["item"]["lead"] for one in rows] == [None, None]
    assert "Giao đơn vị nào chủ trì chính?" in rows[0]["lead_questions"][0]
    assert rows[1]["lead_questions"] == ["Tài liệu để trống đơn vị chủ trì. Giao đơn vị nào?"]
    assert ("PL1.2", "thời gian “khi cần” chưa đọc được") in [(one.key, one.reason) for one in draft.doubts]


def test_a_lead_merged_over_rows_is_the_lead_of_each() -> None:
    document = paragraphs("PHỤ LỤC 1", "DANH MỤC NHIỆM VỤ")
    table = tasks_table(
        document,
        ["1", "Việc một", "", "", "2026", ""],
        ["2", "Việc hai", "", "", "2026", ""],
        ["3", "Việc ba", "", "", "2026", ""],
        ["4", "Việc bốn", "", "", "2026", ""],
    )
    table.cell(1, 2).merge(table.cell(2, 2)).text = "UBND phường"
    table.cell(3, 2).merge(table.cell(4, 2)).text = "Công an phường, Trạm Y tế phường"
    rows = [one for one in draft_of(document).data["clauses"] if one["kind"] == "task"]

    assert [one["item"]["lead"] is not None for one in rows] == [True, True, False, False]
    assert rows[0]["item"]["lead"] == rows[1]["item"]["lead"]
    assert all("Giao đơn vị nào chủ trì chính?" in one["lead_questions"][0] for one in rows[2:])


def test_numbers_that_go_on_over_sections_are_no_doubt() -> None:
    document = paragraphs(
        "B. NHIỆM VỤ", "I. CÁC CHƯƠNG TRÌNH", "1. Chương trình một", "2. Chương trình hai",
        "II. CÁC ĐỀ ÁN", "3. Đề án ba", "5. Đề án năm",
    )  # fmt: skip
    doubts = {line.marker: line.doubts for line in lines_of(document).lines if line.kind == "programme"}

    assert doubts == {"1.": [], "2.": [], "3.": [], "5.": ["số “5.” không nối tiếp mục trước"]}


def test_automatic_numbers_with_starts_and_restarts() -> None:
    document = paragraphs()
    lists = Lists(document)
    main = lists.instance(lists.abstract([("upperRoman", "%1."), ("decimal", "%2."), ("decimal", "%2.%3.")]))
    again = lists.instance(lists.abstract([("lowerLetter", "%1)")]), start=3)
    for text, key, level in (
        ("CÁC CHƯƠNG TRÌNH", main, 0),
        ("Chương trình một", main, 1),
        ("Mục tiêu cụ thể", main, 2),
        ("Hoạt động chính", main, 2),
        ("Chương trình hai", main, 1),
        ("Mục tiêu tổng quát", main, 2),
        ("CÁC ĐỀ ÁN", main, 0),
        ("Đề án một", main, 1),
        ("Việc ba", again, 0),
        ("Việc bốn", again, 0),
    ):
        number(document.add_paragraph(text), key, level)

    assert [line.marker for line in lines_of(document).lines] == [
        "I.", "1.", "1.1.", "1.2.", "2.", "2.1.", "II.", "1.", "c)", "d)",
    ]  # fmt: skip


def test_text_of_an_old_code_page_is_turned() -> None:
    reading = lines_of(
        paragraphs(
            "I. C¸c ch­¬ng tr×nh ph¸t triÓn kinh tÕ cña ph­êng", "1. Ch­¬ng tr×nh ph¸t triÓn doanh nghiÖp"
        )
    )

    assert reading.lines[0].text == "Các chương trình phát triển kinh tế của phường"
    assert reading.remarks[0].startswith("Chữ gõ bằng bảng mã")


def test_text_boxes_pictures_and_tracked_changes_are_named() -> None:
    document = paragraphs("I. CÁC CHƯƠNG TRÌNH")
    paragraph = document.add_paragraph("1. Chương trình một")
    xml = (
        "<w:r xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:pict><w:txbxContent>"
        "<w:p><w:r><w:t>Chữ trong khung</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
    )
    deleted = (
        "<w:del xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'>"
        "<w:r><w:delText>bỏ</w:delText></w:r></w:del>"
    )
    for piece in (xml, deleted):
        paragraph._p.append(docx.oxml.parse_xml(piece))
    reading = lines_of(document)

    assert reading.unread == ["khung chữ: “Chữ trong khung”"]
    assert reading.remarks == ["Tài liệu còn vết sửa (Track Changes): đọc như đã chấp nhận mọi vết sửa."]
    assert reading.lines[-1].text == "Chương trình một"


def test_two_hundred_pages_are_read_within_seconds() -> None:
    """A page holds about fifteen lines; measured: 3 to 5 seconds and 60 MB on one core."""
    document = paragraphs("B. NHIỆM VỤ", "I. CÁC CHƯƠNG TRÌNH")
    body = document.element.body
    template = document.add_paragraph(
        "- Đẩy mạnh tuyên truyền, nâng cao nhận thức của cán bộ, đảng viên và Nhân dân; phấn đấu đạt 90%."
    )._p
    from copy import deepcopy

    for at in range(1, 61):
        for text in (f"{at}. Chương trình số {at}", f"{at}.1. Mục tiêu cụ thể"):
            document.add_paragraph(text)
        for _ in range(48):
            body.insert(len(body) - 1, deepcopy(template))
    content = as_bytes(document)
    before = time.process_time()
    reading = read_lines(read_document(content))
    spent = time.process_time() - before

    assert len(reading.lines) > 3000
    assert spent < 20
