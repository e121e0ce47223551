"""What a goal promises: which figure, how it is compared, of which year, and what the office is asked."""

from __future__ import annotations

import pytest

from bachdang.wordplan.drafting.goals import propose
from bachdang.wordplan.promises import Promise, promises_in
from bachdang.wordplan.structure.wording import year_of, year_of_goals
from bachdang.wordplan.times import Years
from tests.wordplan.documents import paragraphs
from tests.wordplan.reading import lines_of

NO_SUCH_KIND = "chưa có loại mục tiêu như vậy"
OTHERS = "trong câu còn số khác ({}); nhập thêm chỉ tiêu nếu cần theo dõi"


def read(text: str) -> Promise:
    (found,) = promises_in(1, text, year=2030, since=2026, until=2030)
    return found


@pytest.mark.parametrize(
    ("text", "operator", "value", "direction", "name"),
    [
        ("Tỷ lệ hộ nghèo giảm còn 0,3%", "<=", "0.3", "lower", "Tỷ lệ hộ nghèo"),
        ("Tỷ lệ hộ nghèo giảm xuống dưới mức 1%", "<", "1", "lower", "Tỷ lệ hộ nghèo"),
        ("Tỷ lệ hộ nghèo đa chiều còn khoảng 1%", "~", "1", "lower", "Tỷ lệ hộ nghèo đa chiều"),
        (
            "Tỷ lệ trẻ em dưới 5 tuổi suy dinh dưỡng giảm còn 8%",
            "<=",
            "8",
            "lower",
            "Tỷ lệ trẻ em dưới 5 tuổi suy dinh dưỡng",
        ),
        (
            "Tỷ lệ người dân từ 15 tuổi trở lên biết chữ đạt 99,5%",
            ">=",
            "99.5",
            "higher",
            "Tỷ lệ người dân từ 15 tuổi trở lên biết chữ",
        ),
        ("Giảm tỷ lệ thất nghiệp dưới 2%", "<", "2", "lower", "Tỷ lệ thất nghiệp"),
        ("Tỷ lệ hồ sơ trễ hạn không vượt quá 2%", "<=", "2", "lower", "Tỷ lệ hồ sơ trễ hạn"),
        ("Tỷ lệ hồ sơ đúng hạn không dưới 95%", ">=", "95", "higher", "Tỷ lệ hồ sơ đúng hạn"),
        ("Tỷ lệ hộ nghèo ≤ 1,5%", "<=", "1.5", "lower", "Tỷ lệ hộ nghèo"),
        ("Tỷ lệ hộ nghèo <= 1,5%", "<=", "1.5", "lower", "Tỷ lệ hộ nghèo"),
        ("Tỷ lệ hộ nghèo < 1,5%", "<", "1.5", "lower", "Tỷ lệ hộ nghèo"),
        ("Tỷ lệ hồ sơ đúng hạn ≥95%", ">=", "95", "higher", "Tỷ lệ hồ sơ đúng hạn"),
        ("Tỷ lệ hồ sơ đúng hạn >= 95%", ">=", "95", "higher", "Tỷ lệ hồ sơ đúng hạn"),
        ("Tỷ lệ hồ sơ đúng hạn > 95%", ">", "95", "higher", "Tỷ lệ hồ sơ đúng hạn"),
        ("Tỷ lệ hộ nghèo được hỗ trợ đạt 100%", ">=", "100", "higher", "Tỷ lệ hộ nghèo được hỗ trợ"),
        ("Tỷ lệ khám phá tội phạm khoảng 80%", "~", "80", "higher", "Tỷ lệ khám phá tội phạm"),
    ],
)
def test_words_and_signs_say_how_a_figure_is_compared(
    text: str, operator: str, value: str, direction: str, name: str
) -> None:
    found = read(text)

    assert (str(found.kind), str(found.operator), found.value) == ("reach", operator, value)
    assert (str(found.direction), found.name, found.doubts) == (direction, name, [])


@pytest.mark.parametrize(
    ("text", "direction", "told"),
    [
        ("Giảm tỷ lệ hộ nghèo 5%/năm", "lower", "giảm 5%/năm"),
        ("Tỷ lệ hộ nghèo giảm bình quân 0,5%/năm", "lower", "giảm 0,5%/năm"),
        ("Tỷ lệ giảm nghèo đạt bình quân 1%/năm", "lower", "giảm 1%/năm"),
        ("Mỗi năm giảm 0,5% hộ nghèo", "lower", "giảm 0,5%"),
        ("Hằng năm giảm 50 hộ nghèo", "lower", "giảm 50 hộ"),
        ("Giảm 10% số vụ tai nạn", "lower", "giảm 10%"),
        ("Kéo giảm ít nhất 5% số vụ phạm pháp hình sự", "lower", "giảm 5%"),
        ("Số vụ tai nạn giao thông giảm từ 5 - 10%/năm", "lower", "giảm 5 - 10%/năm"),
        ("Giảm thời gian giải quyết thủ tục hành chính 30%", "lower", "giảm 30%"),
        ("Tổng thu ngân sách năm 2030 gấp 2 lần so với năm 2025", "higher", "gấp 2 lần"),
    ],
)
def test_a_change_by_so_much_is_a_trend_that_is_asked_about(text: str, direction: str, told: str) -> None:
    found = read(text)

    assert (str(found.kind), found.operator, found.value) == ("trend", "", "")
    assert str(found.direction) == direction
    assert any(f"“{told}”" in one and NO_SUCH_KIND in one for one in found.doubts)
    assert "lấy mức" not in " ".join(found.doubts)
    assert text.endswith(found.name[1:])


def test_giam_ngheo_is_the_name_of_a_work_too() -> None:
    found = read("Chương trình giảm nghèo bền vững giải ngân 100% vốn được giao")

    assert (str(found.operator), found.value, str(found.direction)) == (">=", "100", "higher")


def test_a_bare_number_of_what_must_fall_is_not_to_be_passed() -> None:
    found = read("Tỷ lệ hộ nghèo 1,5%")

    assert (str(found.operator), found.value, str(found.direction)) == ("<=", "1.5", "lower")
    assert found.doubts == ["tài liệu không nêu “không quá”; đọc là không quá vì càng thấp càng tốt"]


@pytest.mark.parametrize(
    ("text", "operator", "value", "name", "other"),
    [
        ("Nâng tỷ lệ người dân dùng nước sạch từ 85% năm 2025 lên 95% năm 2030", ">=", "95",
         "Tỷ lệ người dân dùng nước sạch", "85%"),
        ("Tăng từ 60% lên 80%", ">=", "80", "Tăng từ 60% lên 80%", "60%"),
        ("Tỷ lệ lao động qua đào tạo tăng từ 60% lên 80%", ">=", "80", "Tỷ lệ lao động qua đào tạo", "60%"),
        ("Giảm từ 5% xuống còn 2%", "<=", "2", "Giảm từ 5% xuống còn 2%", "5%"),
        ("Tỷ lệ hộ nghèo năm 2025 là 2%, đến năm 2030 còn 1%", "<=", "1", "Tỷ lệ hộ nghèo", "2%"),
        ("Tỷ lệ hộ nghèo giảm 0,1 - 0,2%/năm, đến năm 2030 còn 0,5%", "<=", "0.5", "Tỷ lệ hộ nghèo",
         "0,1 - 0,2%"),
        ("Thu ngân sách năm 2026 đạt 100 tỷ đồng, năm 2030 đạt 200 tỷ đồng", ">=", "200", "Thu ngân sách",
         "100 tỷ đồng"),
    ],
)  # fmt: skip
def test_the_level_to_be_reached_is_taken(
    text: str, operator: str, value: str, name: str, other: str
) -> None:
    found = read(text)

    assert (str(found.kind), str(found.operator), found.value) == ("reach", operator, value)
    assert (found.year, found.name, found.doubts) == (2030, name, [OTHERS.format(other)])


def test_a_figure_of_one_other_year_is_of_that_year() -> None:
    assert (read("Năm 2026 có 3 trường đạt chuẩn").year, read("Từ năm 2026 có 3 trường").year) == (2026, 2030)


@pytest.mark.parametrize(
    ("text", "operator", "value", "told", "end"),
    [
        ("Thu nhập đạt 150 - 160 triệu đồng", ">=", "150", "150 - 160 triệu đồng", "thấp"),
        ("Kết nạp từ 30 - 35 đảng viên", ">=", "30", "30 - 35 đảng viên", "thấp"),
        ("Việc làm cho 1.000 - 1.200 lao động", ">=", "1000", "1.000 - 1.200 lao động", "thấp"),
        ("Có từ 3 đến 5 sản phẩm", ">=", "3", "3 đến 5 sản phẩm", "thấp"),
        ("Có 3-5 sản phẩm", ">=", "3", "3-5 sản phẩm", "thấp"),
        ("Doanh thu đạt 10 - 12 nghìn tỷ đồng", ">=", "10000", "10 - 12 nghìn tỷ đồng", "thấp"),
        ("Số năm sống khỏe đạt 67 - 68 tuổi", ">=", "67", "67 - 68 tuổi", "thấp"),
        ("Tuổi thọ trung bình đạt 75 - 76 tuổi", ">=", "75", "75 - 76 tuổi", "thấp"),
        ("Tỷ lệ che phủ trên 40% - 45%", ">", "40", "40% - 45%", "thấp"),
        ("Tỷ lệ hộ nghèo dưới 1,0 - 1,5%", "<", "1.5", "1,0 - 1,5%", "cao"),
        ("Tỷ lệ hộ nghèo không quá 1,0 - 1,5%", "<=", "1.5", "1,0 - 1,5%", "cao"),
    ],
)
def test_a_range_gives_the_end_that_its_words_fit(
    text: str, operator: str, value: str, told: str, end: str
) -> None:
    found = read(text)

    assert (str(found.operator), found.value) == (operator, value)
    assert found.doubts == [f"tài liệu nêu khoảng {told}; lấy mức {end}"]


@pytest.mark.parametrize(
    ("text", "value", "measure", "doubts"),
    [
        ("Thu ngân sách đạt 1 200 tỷ đồng", "1200", "tỷ đồng", []),
        ("Thu ngân sách đạt 1\u00a0200 tỷ đồng", "1200", "tỷ đồng", []),
        ("Thu ngân sách đạt 1\u202f200,5 tỷ đồng", "1200.5", "tỷ đồng", []),
        ("Thu ngân sách đạt 15.000 tỷ", "15000", "tỷ đồng", ["“tỷ” đọc là tỷ đồng"]),
        ("Thu ngân sách đạt 500 tỉ", "500", "tỷ đồng", ["“tỉ” đọc là tỷ đồng"]),
        ("Thu ngân sách đạt 1.500tỷ đồng", "1500", "tỷ đồng", []),
        ("Thu ngân sách đạt 2,5 nghìn tỷ đồng", "2500", "tỷ đồng", []),
        ("THU NGÂN SÁCH ĐẠT 500 TỶ ĐỒNG", "500", "tỷ đồng", []),
        ("Hộ dùng nước sạch đạt 95 phần trăm", "95", "%", []),
        ("Phường đạt 19/19 tiêu chí", "19", "tiêu chí", []),
        ("Có 6/14 trường đạt chuẩn", "6", "trường", ["tài liệu nêu 6/14 trường; lấy 6"]),
        ("Mật độ dân số đạt 3.500 người/km2", "3500", "người/km2", []),
        ("Diện tích cây xanh đạt 10m2/người", "10", "m2/người", []),
        ("Nước thải được xử lý đạt 1.000 m3", "1000", "m3", []),
        ("Nước thải được xử lý đạt 1.000 m³/ngày", "1000", "m3/ngày", []),
        ("Thu nhập đạt 120 triệu đồng/người/năm", "120", "triệu đồng/người/năm", []),
        ("Đón 1,5 triệu lượt khách", "1500000", "lượt", []),
    ],
)
def test_numbers_and_units_as_they_are_written(
    text: str, value: str, measure: str, doubts: list[str]
) -> None:
    found = read(text)

    assert (str(found.kind), found.value, found.measure, found.doubts) == ("reach", value, measure, doubts)


@pytest.mark.parametrize(
    ("text", "kind", "doubt"),
    [
        ("Xây dựng 12 bếp ăn tập thể", "qualitative", "chưa hiểu số trong câu (12)"),
        ("Tỷ lệ hộ dùng nước sạch đạt 1.5%", "qualitative", "chưa hiểu số trong câu (1.5)"),
        ("Phục vụ người dân 24/7", "qualitative", "chưa hiểu số trong câu (24/7)"),
        ("Trồng 3.000 cây xanh, 3 km đường hoa", "reach", "trong câu còn số khác (3 km)"),
        ("Có 20 doanh nghiệp và 7 bếp ăn", "reach", "chưa hiểu số trong câu (7)"),
    ],
)
def test_a_number_that_is_not_taken_is_asked_about(text: str, kind: str, doubt: str) -> None:
    found = read(text)

    assert str(found.kind) == kind
    assert [one.partition(";")[0] for one in found.doubts] == [doubt]


@pytest.mark.parametrize(
    "text",
    [
        "Thực hiện Nghị quyết số 57-NQ/TW ngày 22/12/2024",
        "Phủ sóng 5G, thực hiện Đề án 06 giai đoạn 2026 - 2030",
        "Giáo dục mầm non cho trẻ từ 3 đến 5 tuổi",
        "Nhóm dẫn đầu lớp 5, lớp 9 mức độ 2",
        "Thực hiện 5 nhiệm vụ trọng tâm sau",
    ],
)
def test_numbers_that_measure_nothing_are_not_asked_about(text: str) -> None:
    found = read(text)

    assert (str(found.kind), found.doubts) == ("qualitative", [])


def test_what_each_year_brings_is_said_of_each_year() -> None:
    found = read("Giải quyết việc làm cho 300 lao động/năm")

    assert (str(found.kind), found.value, found.name) == ("every_year", "300", "Số lao động")


@pytest.mark.parametrize(
    "heading",
    [
        "Đến năm 2045:",
        "ĐẾN NĂM 2045:",
        "đến năm 2045:",
        "Đến năm 2045 (tầm nhìn):",
        "1.2. Mục tiêu đến năm 2045",
    ],
)
def test_goals_have_the_year_of_the_heading_above(heading: str) -> None:
    """And one that heads others has what it promises itself."""
    reading = lines_of(
        paragraphs(
            "KẾ HOẠCH", "giai đoạn 2026 - 2030", "B. NỘI DUNG", "I. CÁC CHƯƠNG TRÌNH",
            "1. Chương trình kinh tế", "1.1. Mục tiêu cụ thể", heading,
            "- Thu ngân sách đạt 500 tỷ đồng; trong đó:",
            "+ Thuế đạt 200 tỷ đồng.", "- Phấn đấu đạt các chỉ tiêu sau:",
        )
    )  # fmt: skip
    found = propose(reading, Years(2026, 2030, 2045))

    assert [(one.value, one.year, one.inferred) for one in found] == [("500", 2045, []), ("200", 2045, [])]


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("Mục tiêu cụ thể đến năm 2030, tầm nhìn đến năm 2045", 0),
        ("Mục tiêu cụ thể đến hết năm 2030:", 2030),
        ("1.2. Tầm nhìn 2045", 2045),
        ("Mục tiêu giai đoạn 2026 - 2030", 0),
        ("Chương trình đến năm 2045", 0),
        ("đến năm 2045: phát triển nhanh", 2045),
    ],
)
def test_the_year_of_a_heading(text: str, year: int) -> None:
    assert year_of_goals(text) == year


def test_what_follows_the_year_of_a_line() -> None:
    assert year_of("Đến năm 2045 (tầm nhìn): phát triển nhanh") == (2045, "phát triển nhanh")


def test_the_years_are_those_of_the_plan() -> None:
    """A later plan has other starts: 2030 is where it begins, not what it promises."""
    text = "Thu ngân sách năm 2030 đạt 100 tỷ đồng, năm 2035 đạt 200 tỷ đồng"
    (found,) = promises_in(1, text, year=0, since=2031, until=2035)
    assert (found.value, found.year) == ("200", 2035)
