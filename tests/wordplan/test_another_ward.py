"""A plan of another ward, with other columns, breaks and lists, and annexes handed in alone."""

from __future__ import annotations

import io
from pathlib import Path

from openpyxl import Workbook

from bachdang.wordplan.drafting.draft import write_draft
from bachdang.wordplan.reading import read_document
from bachdang.wordplan.structure.outline import read_lines
from tests.wordplan.documents import another_ward, paragraphs
from tests.wordplan.reading import checked, draft_of, lines_of, shown

OFFICE = {
    "code": "kinh-te",
    "name": "Phòng Kinh tế, Hạ tầng và Đô thị",
    "short": "Phòng KTHT&ĐT",
    "kind": "office",
    "order": 10,
}
GOVERNMENT = {"code": "ubnd", "name": "Ủy ban nhân dân phường Sao Mai", "kind": "government", "order": 20,
              "aliases": ["UBND phường"]}  # fmt: skip


def test_its_lines() -> None:
    reading = lines_of(another_ward())
    found = [shown(line) for line in reading.read]

    assert found[:3] == [
        ("title", "", "KẾ HOẠCH"),
        ("title", "", "thực hiện Chương trình hành động số 16-CTr/TU giai đoạn 2026 - 2030"),
        ("section", "A.", "MỤC ĐÍCH, YÊU CẦU"),
    ]
    for line in (
        ("programme", "1.", "Chương trình phát triển kinh tế tư nhân"),
        ("heading", "", "Đến năm 2030:"),
        ("specific_goal", "+", "Duy trì tỷ lệ thất nghiệp dưới 2%."),
        ("vision", "", "Đến năm 2045: kinh tế tư nhân phát triển nhanh, bền vững."),
        ("activity", "•", "Tổ chức đối thoại doanh nghiệp hằng năm."),
        ("schedule", "", "Thời gian: 2026-2030."),
        ("resources", "", "Nguồn lực: ngân sách phường."),
        ("programme", "1.", "Chương trình chuyển đổi số"),
        ("duty", "1.", "UBND phường xây dựng kế hoạch chi tiết; báo cáo định kỳ."),
        ("recipient", "-", "Lưu VPĐU."),
        ("signature", "", "Nguyễn Văn Bình"),
        ("annex", "PHỤ LỤC 1", "DANH MỤC NHIỆM VỤ CỤ THỂ"),
        ("paragraph", "", "(Kèm theo Kế hoạch số 07-KH/ĐU)"),
        ("group", "II.", "VĂN HÓA – XÃ HỘI"),
        ("project", "2", "2 · Nâng cấp chợ Sao Mai · Ngân sách; Xã hội hóa · UBND phường"),
    ):
        assert line in found
    assert (reading.head.number, reading.head.ward, reading.head.issued) == (
        "07-KH/ĐU",
        "Phường Sao Mai",
        "2026-01-20",
    )


def test_its_draft_passes_every_check(tmp_path: Path) -> None:
    data = checked(draft_of(another_ward(), [OFFICE, GOVERNMENT]), tmp_path)
    items = {clause["key"]: clause["item"] for clause in data["clauses"] if "item" in clause}

    assert (data["plan"]["code"], data["plan"]["locality"]["code"]) == ("07-KH-DU", "sao-mai")
    assert items["B.I.1"]["lead"] == "kinh-te"
    assert items["PL1.I.1"] | {} == {
        "kind": "task", "lead": "ubnd", "cooperating": [], "recurrence": "once",
        "starts": items["PL1.I.1"]["starts"], "ends": items["PL1.I.1"]["ends"],
    }  # fmt: skip
    assert items["PL1.I.2"]["lead"] == "ubnd"  # the merged cell covers both rows
    assert items["PL1.I.3"]["ends"].isoformat() == "2026-12-31"
    assert items["PL1.II.1"] == {"kind": "task", "lead": None, "cooperating": [], "recurrence": "continuous"}
    assert items["PL2.I.1"]["field"] == "giao-duc"


def test_its_doubts_say_why() -> None:
    draft = draft_of(another_ward(), [OFFICE, GOVERNMENT])
    reasons = {(one.key, one.reason) for one in draft.doubts}

    assert ("B.I.2", "số “1.” không nối tiếp mục trước") in reasons
    assert ("PL1.I.3", "“Phòng KT” đọc là Phòng Kinh tế, Hạ tầng và Đô thị") in reasons
    assert ("PL2.I.2", "nguồn vốn đọc từ các cột đánh dấu") in reasons
    assert ("PL2.I.2", "lĩnh vực đọc từ tên dự án: Sự nghiệp kinh tế") in reasons
    assert draft.unknown_units == ["Thuế cơ sở 4", "Phòng VH-XH"]


def test_an_annex_alone_as_a_workbook(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["PHỤ LỤC 1: DANH MỤC NHIỆM VỤ GIAI ĐOẠN 2026-2030"],
        ["TT", "Nội dung công việc", "Chủ trì", "Phối hợp", "Thời hạn", "Sản phẩm", "Ghi chú"],
        ["I", "KINH TẾ"],
        [1, "Rà soát hộ kinh doanh", "UBND phường", None, "Tháng 6/2026", "Danh sách", "gấp"],
        [2, "Đối thoại doanh nghiệp", None, None, "Hằng năm", "Biên bản", None],
    ):
        sheet.append(row)
    sheet.merge_cells("C4:C5")
    stream = io.BytesIO()
    book.save(stream)
    draft = write_draft(read_lines(read_document(stream.getvalue(), "phu-luc.xlsx")), [GOVERNMENT])
    items = {one["key"]: one["item"] for one in draft.data["clauses"] if "item" in one}

    assert [one["lead"] for one in items.values()] == ["ubnd", "ubnd"]
    assert items["PL1.I.1"]["ends"].isoformat() == "2026-06-30"
    assert draft.unread == ["cột “Ghi chú” của phụ lục: 1 ô có chữ không có chỗ trong kế hoạch"]


def test_a_year_is_beyond_the_plan_by_its_own_years() -> None:
    document = paragraphs(
        "KẾ HOẠCH",
        "Phát triển xã Sao Mai giai đoạn 2025 - 2028, tầm nhìn đến năm 2035",
        "A. MỤC TIÊU",
        "Đến năm 2028: đường làng sạch.",
        "Đến năm 2035: xã giàu đẹp.",
    )
    kinds = {line.words: line.kind for line in lines_of(document).read}
    assert kinds["Đến năm 2028: đường làng sạch."] == "specific_goal"
    assert kinds["Đến năm 2035: xã giàu đẹp."] == "vision"
