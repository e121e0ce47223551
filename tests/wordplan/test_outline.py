"""What a line is by its marker and its words: tables of cases, each a document of a few lines."""

from __future__ import annotations

import docx
import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from bachdang.spreadsheet.reading import UnreadableFile
from bachdang.wordplan.drafting.assignments import assignment_of
from bachdang.wordplan.lines import Line, Reading
from bachdang.wordplan.reading import read_document
from bachdang.wordplan.structure.outline import read_lines
from bachdang.wordplan.times import Years
from bachdang.wordplan.units import KnownUnit, UnitBook
from tests.wordplan.documents import Lists, as_bytes, number, paragraphs

HEAD = (
    "KẾ HOẠCH",
    "thực hiện Nghị quyết giai đoạn 2026 - 2030",
    "I. CÁC CHƯƠNG TRÌNH",
    "1. Chương trình kinh tế",
)
NEXT = "2. Chương trình văn hóa"
LAST = "II. TỔ CHỨC THỰC HIỆN"


def read(*lines: str) -> Reading:
    return read_lines(read_document(as_bytes(paragraphs(*HEAD, *lines)), "x.docx"))


def found(reading: Reading, text: str) -> Line:
    """The one line with these words."""
    (line,) = [one for one in reading.lines if text in one.text]
    return line


def numbered(form: str, printed: str, *texts: str) -> Reading:
    """Lines under "1.1." that Word numbers in a form."""
    document = paragraphs(*HEAD, "1.1. Mục tiêu cụ thể")
    lists = Lists(document)
    key = lists.instance(lists.abstract([(form, printed)]))
    for text in texts:
        number(document.add_paragraph(text), key)
    return read_lines(read_document(as_bytes(document), "x.docx"))


@pytest.mark.parametrize(
    ("form", "printed"),
    [
        ("decimal", "(%1)"), ("decimal", "[%1]"), ("decimal", "%1"), ("decimal", "%1/"), ("decimal", "%1-"),
        ("decimal", "1.%1"), ("decimal", "Điều %1."), ("decimal", "Chương %1"), ("decimal", "Mục %1:"),
        ("decimal", "Nhiệm vụ %1:"), ("lowerRoman", "%1."), ("lowerLetter", "%1/"), ("none", "Mới"),
    ],
)  # fmt: skip
def test_a_number_of_any_form_is_read(form: str, printed: str) -> None:
    reading = numbered(form, printed, "Thu ngân sách đạt 500 tỷ đồng.", "Tỷ lệ hộ nghèo dưới 1%.")
    lines = [found(reading, "Thu ngân sách"), found(reading, "hộ nghèo")]
    assert all(one.kind == "specific_goal" or one.doubts for one in lines)


@pytest.mark.parametrize("start", ["999999999999", "-5", "--5", "1000", "27"])
def test_a_strange_start_of_a_list_stops_nothing(start: str) -> None:
    document = paragraphs(*HEAD, "1.1. Mục tiêu cụ thể")
    lists = Lists(document)
    key = lists.instance(lists.abstract([("lowerLetter", "%1)")]))
    for one in document.part.numbering_part.element.iter(qn("w:start")):
        one.set(qn("w:val"), start)
    number(document.add_paragraph("Tỷ lệ hộ nghèo dưới 1%."), key)
    reading = read_lines(read_document(as_bytes(document), "x.docx"))
    assert found(reading, "hộ nghèo").text == "Tỷ lệ hộ nghèo dưới 1%."


@pytest.mark.parametrize(
    "line",
    [
        "- Bí thư chi bộ trực tiếp chỉ đạo phát triển đảng viên.",
        "Bí thư chi bộ trực tiếp chỉ đạo phát triển đảng viên.",
        "Chủ tịch UBND phường chỉ đạo các đơn vị thực hiện.",
        "Phó Chủ tịch phụ trách kinh tế chủ trì",
        "Nơi nhận và trả kết quả được bố trí thuận tiện.",
        "Phụ lục 1 kèm theo nêu danh mục nhiệm vụ.",
    ],
)
def test_a_sentence_ends_no_plan_and_opens_no_annex(line: str) -> None:
    reading = read("1.3. Hoạt động chính", line, NEXT, "- 95% hộ gia đình văn hóa.", LAST)
    assert found(reading, "Chương trình văn hóa").kind == "programme"
    assert found(reading, "TỔ CHỨC").kind == "section"


@pytest.mark.parametrize(
    "line", ["BÍ THƯ", "Phó Bí thư", "Chủ tịch UBND phường", "T/M BAN THƯỜNG VỤ", "KT. CHỦ TỊCH", "Nơi nhận:"]
)
def test_who_signs_ends_it(line: str) -> None:
    reading = read("1.3. Hoạt động chính", "- Rà soát quy hoạch.", line, "Nguyễn Văn A")
    assert found(reading, "Nguyễn Văn A").kind == "signature"


def test_a_section_after_the_signature_is_read_again() -> None:
    reading = read("1.3. Hoạt động chính", "BÍ THƯ", LAST, "1. Ủy ban nhân dân phường chủ trì.")
    assert found(reading, "TỔ CHỨC").kind == "section"


@pytest.mark.parametrize(
    "line",
    [
        "a) Thu ngân sách đạt 500 tỷ đồng.", "1.1.1. Hộ nghèo còn dưới 1%.", "1) Thu ngân sách đạt 500 tỷ.",
        "(1) Thu ngân sách đạt 500 tỷ đồng.", "a/ Thu ngân sách đạt 500 tỷ.", "➢ Thu ngân sách đạt 500 tỷ.",
        "− Thu ngân sách đạt 500 tỷ.", "\uf02d Thu ngân sách đạt 500 tỷ.", "✓ Hộ nghèo còn dưới 1%.",
    ],
)  # fmt: skip
def test_a_short_goal_is_one(line: str) -> None:
    reading = read("1.1. Mục tiêu cụ thể", line, "1.2. Hoạt động", NEXT)
    goal = reading.lines[-3]
    assert goal.text in line
    assert goal.kind == "specific_goal"
    assert found(reading, "Hoạt động").parent == found(reading, "Chương trình kinh tế").number
    assert found(reading, "Chương trình văn hóa").kind == "programme"


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("1.2. Mục tiêu: đến năm 2030, 100% hộ dùng nước sạch.", "specific_goal"),
        ("1.1. Mục tiêu tổng quát: Xây dựng phường văn minh.", "overall_goal"),
        ("1.1. Mục tiêu cụ thể:", "heading"),
        ("1.1. Mục tiêu cụ thể đến năm 2030", "heading"),
    ],
)
def test_a_goal_said_in_its_own_heading(line: str, kind: str) -> None:
    assert read(line).lines[-1].kind == kind


def test_a_star_may_head_what_stands_below() -> None:
    reading = read(
        "* Mục tiêu cụ thể", "- Thu ngân sách 500 tỷ đồng.", NEXT, "* Mục tiêu", "- 95% hộ văn hóa."
    )
    assert found(reading, "Thu ngân sách").kind == found(reading, "95%").kind == "specific_goal"
    assert found(reading, "Chương trình văn hóa").kind == "programme"
    assert found(reading, "95%").parent == reading.lines[-2].number


@pytest.mark.parametrize("part", ["Phần thứ hai", "PHẦN II", "Chương 2", "PHẦN THỨ HAI"])
def test_a_part_takes_the_name_below_it(part: str) -> None:
    reading = read(part, "MỤC TIÊU, NHIỆM VỤ", "I. MỤC TIÊU", "- Thu ngân sách đạt 500 tỷ đồng.")
    named = found(reading, "MỤC TIÊU, NHIỆM VỤ")
    assert (named.kind, named.marker, named.parent) == ("section", part, 0)
    assert found(reading, "Thu ngân sách").kind == "specific_goal"


def test_letters_follow_our_alphabet_or_the_latin_one() -> None:
    for letters in ("abcdđeghiklm", "abcdefghijkl"):
        lines = (f"{letter}) Đề mục thứ {place}" for place, letter in enumerate(letters))
        reading = read("1.1. Nội dung", *lines)
        assert [one.doubts for one in reading.lines if "Đề mục" in one.text] == [[]] * len(letters)


@pytest.mark.parametrize("letters", ["abd", "abbc"])
def test_a_letter_left_out_is_asked_about(letters: str) -> None:
    reading = read("1.1. Nội dung", *(f"{letter}) Đề mục" for letter in letters))
    assert any(one.doubts for one in reading.lines)


@pytest.mark.parametrize("mark", [".", ")", "/"])
def test_marks_behind_a_number(mark: str) -> None:
    reading = read(f"1{mark} Về kinh tế", f"a{mark} thu ngân sách đạt 500 tỷ đồng.")
    assert reading.lines[-1].text == "thu ngân sách đạt 500 tỷ đồng."


@pytest.mark.parametrize(
    "title",
    [
        "KẾ HOẠCH",
        "Kế hoạch",
        "KẾ HOẠCH THỰC HIỆN NGHỊ QUYẾT ĐẠI HỘI ĐẢNG BỘ PHƯỜNG LẦN THỨ NHẤT NHIỆM KỲ 2025 - 2030",
    ],
)
def test_titles(title: str) -> None:
    document = paragraphs(title, *HEAD[1:])
    assert read_lines(read_document(as_bytes(document), "x.docx")).lines[0].kind == "title"


def test_the_table_of_contents_is_named_as_unread() -> None:
    document = docx.Document()
    document.styles.add_style("toc 1", 1)
    for text in (*HEAD[:2],):
        document.add_paragraph(text)
    for text in ("I. CÁC CHƯƠNG TRÌNH 1", "PHỤ LỤC 1 9"):
        document.add_paragraph(text, style="toc 1")
    for text in HEAD[2:]:
        document.add_paragraph(text)
    reading = read_lines(read_document(as_bytes(document), "x.docx"))
    assert reading.unread == ["2 dòng mục lục"]
    assert [one.kind for one in reading.lines] == ["title", "title", "section", "programme"]


def test_what_was_deleted_counts_no_longer() -> None:
    document = paragraphs(*HEAD, "1.1. Nội dung")
    lists = Lists(document)
    key = lists.instance(lists.abstract([("decimal", "1.1.%1.")]))
    for text in ("Đề mục một", "", "Đề mục hai"):
        added = document.add_paragraph(text)
        number(added, key)
        if not text:
            marks = OxmlElement("w:rPr")
            marks.append(OxmlElement("w:del"))
            added._p.get_or_add_pPr().append(marks)
            added._p.append(
                parse_xml(f"<w:del {nsdecls('w')}><w:r><w:delText>Đã bỏ</w:delText></w:r></w:del>")
            )
    reading = read_lines(read_document(as_bytes(document), "x.docx"))
    assert [one.marker for one in reading.lines if "Đề mục" in one.text] == ["1.1.1.", "1.1.2."]


def test_signs_of_the_symbol_font_stay_in_the_sentence() -> None:
    document = paragraphs(*HEAD, "1.1. Mục tiêu cụ thể")
    added = document.add_paragraph("- Tỷ lệ hộ nghèo ")
    added._p.append(parse_xml(f'<w:r {nsdecls("w")}><w:sym w:font="Symbol" w:char="F0A3"/></w:r>'))
    added.add_run(" 1%.")
    reading = read_lines(read_document(as_bytes(document), "x.docx"))
    assert reading.lines[-1].text == "Tỷ lệ hộ nghèo ≤ 1%."


def test_a_file_without_a_body_is_no_crash() -> None:
    document = docx.Document()
    document.element.remove(document.element.body)
    with pytest.raises(UnreadableFile):
        read_document(as_bytes(document), "x.docx")


def test_programmes_named_by_their_kind() -> None:
    lines = (
        "Chương trình 1: Kinh tế số",
        "1.1. Mục tiêu",
        "- Đạt 5% hộ.",
        "Chương trình 2: Văn hóa",
        "- Đạt 6% hộ.",
    )
    document = paragraphs(*HEAD[:3], *lines)
    reading = read_lines(read_document(as_bytes(document), "x.docx"))
    programmes = [(one.marker, one.text) for one in reading.lines if one.kind == "programme"]
    assert programmes == [("Chương trình 1", "Kinh tế số"), ("Chương trình 2", "Văn hóa")]


def test_a_numbered_task_among_activities_is_no_programme() -> None:
    reading = read(
        "1.3. Hoạt động chính", "Nhiệm vụ 1: Rà soát quy hoạch.", "Nhiệm vụ 2: Lập danh mục.", NEXT
    )
    assert [one.text for one in reading.lines if one.kind == "programme"] == [
        "Chương trình kinh tế",
        "Chương trình văn hóa",
    ]


def test_assignment_and_time_may_stand_below_their_headings() -> None:
    reading = read(
        "1.3. Phân công thực hiện", "- Phòng Kinh tế chủ trì.", "- Công an phường phối hợp.",
        "1.4. Thời gian thực hiện", "2026 - 2028.",
    )  # fmt: skip
    programme = found(reading, "Chương trình kinh tế")
    units = UnitBook([KnownUnit("kinhte", "Phòng Kinh tế"), KnownUnit("congan", "Công an phường")])
    told = assignment_of(programme, reading, units, Years(2026, 2030, 2045))
    assert (told.lead, told.cooperating, told.questions) == ("kinhte", ["congan"], [])
    assert (str(told.starts), str(told.ends)) == ("2026-01-01", "2028-12-31")


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        (("I. QUAN ĐIỂM, MỤC TIÊU", "1. Quan điểm", "- Lấy người dân làm trung tâm."), "bullet"),
        (("I. QUAN ĐIỂM, MỤC TIÊU", "2. Mục tiêu", "- Hộ nghèo còn dưới 1%."), "specific_goal"),
        (("IV. KIỂM TRA, GIÁM SÁT THỰC HIỆN MỤC TIÊU", "- Kiểm tra hằng năm."), "bullet"),
        (("1.4. Giải pháp thực hiện mục tiêu", "- Rà soát quy hoạch."), "activity"),
    ],
)
def test_what_a_heading_is_of(lines: tuple[str, ...], kind: str) -> None:
    assert read(*lines).lines[-1].kind == kind
