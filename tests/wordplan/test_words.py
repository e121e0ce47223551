"""Times, units and promises out of words."""

from __future__ import annotations

from datetime import date

import pytest

from bachdang.wordplan.promises import promises_in
from bachdang.wordplan.times import Years, plan_years, read_time
from bachdang.wordplan.units import KnownUnit, UnitBook

YEARS = Years(2026, 2030, 2045)
BOOK = UnitBook(
    [
        KnownUnit("ubnd", "Ủy ban nhân dân phường Sao Mai", "UBND phường", ("Ủy ban nhân dân phường",)),
        KnownUnit("kinhte", "Phòng Kinh tế, Hạ tầng và Đô thị"),
        KnownUnit("congan", "Công an phường"),
        KnownUnit("mttq", "Ủy ban Mặt trận Tổ quốc Việt Nam phường"),
    ]
)


@pytest.mark.parametrize(
    ("text", "starts", "ends", "recurrence", "doubtful"),
    [
        ("2026-2030", "2026-01-01", "2030-12-31", "once", False),
        ("Giai đoạn 2026 – 2030", "2026-01-01", "2030-12-31", "once", False),
        ("Hằng năm", None, None, "yearly", False),
        ("Hàng năm", None, None, "yearly", False),
        ("Thường xuyên", None, None, "continuous", False),
        ("Quý IV/2026", "2026-10-01", "2026-12-31", "once", False),
        ("Quý I-II/2027", "2027-01-01", "2027-06-30", "once", False),
        ("Tháng 6/2026", "2026-06-01", "2026-06-30", "once", False),
        ("6 tháng đầu năm 2026", "2026-01-01", "2026-06-30", "once", False),
        ("Năm 2026", "2026-01-01", "2026-12-31", "once", False),
        ("Trước 30/6/2027", "2026-01-01", "2027-06-30", "once", True),
        ("Đến năm 2028", "2026-01-01", "2028-12-31", "once", True),
        ("Từ năm 2027", "2027-01-01", "2030-12-31", "once", True),
        ("Hằng quý", None, None, "continuous", True),
        ("khi có kinh phí", None, None, "", True),
        ("31/02/2026", None, None, "", True),
        ("Quý I/2026 - Quý IV/2027", "2026-01-01", "2027-12-31", "once", False),
        ("Quý IV/2026; Quý IV/2027", "2026-10-01", "2027-12-31", "once", True),
        ("Quý I, II, III năm 2027", "2027-01-01", "2027-09-30", "once", False),
        ("Quý I và quý III/2027", "2027-01-01", "2027-09-30", "once", True),
        ("Quí IV/2027", "2027-10-01", "2027-12-31", "once", False),
        ("Quý IV/26", "2026-10-01", "2026-12-31", "once", False),
        ("Tháng 3/2026 - tháng 9/2027", "2026-03-01", "2027-09-30", "once", False),
        ("Tháng 3-6/2026", "2026-03-01", "2026-06-30", "once", False),
        ("Từ tháng 3 đến tháng 9 năm 2026", "2026-03-01", "2026-09-30", "once", False),
        ("Từ 01/2026 đến 12/2028", "2026-01-01", "2028-12-31", "once", False),
        ("Từ quý II/2026 đến quý IV/2028", "2026-04-01", "2028-12-31", "once", False),
        ("Từ 15/3 đến 30/6/2026", "2026-03-15", "2026-06-30", "once", False),
        ("01/01/2026-31/12/2027", "2026-01-01", "2027-12-31", "once", False),
        ("6 tháng cuối năm 2026 - 6 tháng đầu năm 2027", "2026-07-01", "2027-06-30", "once", False),
        ("2026 - 28", "2026-01-01", "2028-12-31", "once", False),
        ("2026, 2027 và 2028", "2026-01-01", "2028-12-31", "once", False),
        ("2026, 2028", "2026-01-01", "2028-12-31", "once", True),
        ("Giai đoạn 2026-2030, tầm nhìn đến năm 2045", "2026-01-01", "2030-12-31", "once", False),
        ("Trước 30/6/2026", "2026-01-01", "2026-06-30", "once", True),
        ("Trước năm 2028", "2026-01-01", "2027-12-31", "once", True),
        ("Trước tháng 7/2026", "2026-01-01", "2026-06-30", "once", True),
        ("Trước quý II/2027", "2026-01-01", "2027-03-31", "once", True),
        ("Từ 2026 đến trước năm 2028", "2026-01-01", "2027-12-31", "once", False),
        ("Đến hết quý II/2027", "2026-01-01", "2027-06-30", "once", True),
        ("ngày 30 tháng 6 năm 2026", "2026-01-01", "2026-06-30", "once", True),
        ("30/6/26", "2026-01-01", "2026-06-30", "once", True),
        ("Từ quý II/2026", "2026-04-01", "2030-12-31", "once", True),
        ("Năm 2026 và các năm tiếp theo", "2026-01-01", "2030-12-31", "once", True),
        ("2027 trở đi", "2027-01-01", "2030-12-31", "once", True),
        ("Sau năm 2027", "2028-01-01", "2030-12-31", "once", True),
        ("2026/27", "2026-01-01", "2026-12-31", "once", True),
        ("31/02/2026; 30/6/2026 - 31/12/2026", "2026-06-30", "2026-12-31", "once", True),
        ("Sau năm 2030", None, None, "", True),
        ("3-6/2026", None, None, "", True),
        ("2030-2026", None, None, "", True),
        ("24/7", None, None, "", True),
        ("Quý IV", None, None, "", True),
        ("Hằng năm, từ năm 2027", "2027-01-01", "2030-12-31", "yearly", True),
        ("", None, None, "", False),
    ],
)
def test_times(text: str, starts: str | None, ends: str | None, recurrence: str, doubtful: bool) -> None:
    found = read_time(text, YEARS)

    def day(value: str | None) -> date | None:
        return date.fromisoformat(value) if value else None

    assert (found.starts, found.ends, str(found.recurrence)) == (day(starts), day(ends), recurrence)
    assert bool(found.doubt) is doubtful


def test_the_years_of_a_plan() -> None:
    assert plan_years(["Kế hoạch giai đoạn 2026 - 2030, tầm nhìn đến năm 2045"]) == YEARS
    assert plan_years(["Kế hoạch phát triển"]) == Years()


@pytest.mark.parametrize(
    ("text", "codes", "unknown", "others"),
    [
        ("UBND phường", ["ubnd"], [], 0),
        ("Ủy ban nhân dân phường Sao Mai; Công an phường", ["ubnd", "congan"], [], 0),
        ("Phòng KTHT&ĐT, Công an phường", ["kinhte", "congan"], [], 0),
        ("UBMTTQ VN phường và các đoàn thể", ["mttq"], [], 1),
        ("Các phòng chuyên môn, đơn vị liên quan", [], [], 2),
        ("Giao UBND phường chủ trì", ["ubnd"], [], 0),
        ("Trạm Y tế phường\nCông an phường", ["congan"], ["Trạm Y tế phường"], 0),
        ("Phòng Văn hóa, Khoa học và Thông tin", [], ["Phòng Văn hóa, Khoa học và Thông tin"], 0),
        ("", [], [], 0),
    ],
)
def test_units(text: str, codes: list[str], unknown: list[str], others: int) -> None:
    found = BOOK.named_in(text)

    assert (found.codes, found.unknown, found.others) == (codes, unknown, others)


@pytest.mark.parametrize(
    ("text", "only"),
    [
        ("Trung tâm Phục vụ hành chính công phường", "hcc"),
        ("Trung tâm Phục vụ hành chính công phường Sao Mai chủ trì", "hcc"),
        ("Trung tâm Phục vụ hành chính công phường, các đơn vị liên quan", ""),
        ("Trung tâm Phục vụ hành chính công phường Hải An", ""),
        ("Trung tâm Phục vụ hành chính công phường và Công an phường", ""),
        ("Trung tâm Phục vụ hành chính công xã hội", ""),
    ],
)
def test_whose_a_body_is_may_be_left_out_of_its_name(text: str, only: str) -> None:
    book = UnitBook([*BOOK.units, KnownUnit("hcc", "Trung tâm Phục vụ hành chính công")])

    assert book.named_in(text).only == only


def test_a_name_that_was_matched_by_hand() -> None:
    book = UnitBook(BOOK.units, {"Phòng Y tế và Dân số": "kinhte"})

    assert book.named_in("Phòng Y tế và Dân số, UBND phường").codes == ["kinhte", "ubnd"]


@pytest.mark.parametrize(
    ("text", "kind", "operator", "value", "measure", "name"),
    [
        ("Tỷ lệ hộ nghèo dưới 1,5%.", "reach", "<", "1.5", "%", "Tỷ lệ hộ nghèo"),
        ("Tỷ lệ hồ sơ đúng hạn đạt từ 95% trở lên", "reach", ">=", "95", "%", "Tỷ lệ hồ sơ đúng hạn"),
        ("Hằng năm có việc làm cho 300 lao động", "every_year", ">=", "300", "lao động", "Số lao động"),
        ("Không để xảy ra cháy lớn", "maintain", "<=", "0", "vụ việc", "Không để xảy ra cháy lớn"),
        ("Thu nhập tăng bình quân 10,5%/năm", "average_growth", ">=", "10.5", "%", "Thu nhập"),
        ("Có 02 hợp tác xã mới", "reach", ">=", "2", "hợp tác xã", "Số hợp tác xã mới"),
        ("Vốn đầu tư đạt 1.250,5 tỷ đồng", "reach", ">=", "1250.5", "tỷ đồng", "Vốn đầu tư"),
        ("Giảm số vụ tai nạn giao thông", "trend", "", "", "chưa rõ", "Giảm số vụ tai nạn giao thông"),
        ("Nâng cao chất lượng sống", "qualitative", "", "", "định tính", "Nâng cao chất lượng sống"),
        ("Phường được công nhận đô thị văn minh", "milestone", "", "", "trạng thái (1 = có, 0 = không)",
         "Phường được công nhận đô thị văn minh"),
        ("Thực hiện Nghị quyết số 57-NQ/TW ngày 22/12/2024", "qualitative", "", "", "định tính",
         "Thực hiện Nghị quyết số 57-NQ/TW ngày 22/12/2024"),
    ],
)  # fmt: skip
def test_promises(text: str, kind: str, operator: str, value: str, measure: str, name: str) -> None:
    (found,) = promises_in(1, text, year=0, since=2026, until=2030)

    assert (str(found.kind), str(found.operator), found.value, found.measure) == (
        kind,
        operator,
        value,
        measure,
    )
    assert found.name == name
    assert (found.year, found.inferred) == (2030, ["horizon"])


def test_a_promise_takes_the_year_it_states_or_the_one_above() -> None:
    assert (
        promises_in(1, "Đến năm 2028, 50% hộ dùng nước sạch", year=2030, since=2026, until=2030)[0].year
        == 2028
    )
    assert promises_in(1, "100% phủ sóng 6G", year=2045, since=2026, until=2030)[0].year == 2045


def test_a_range_takes_its_lower_end_and_says_so() -> None:
    (found,) = promises_in(1, "Thu ngân sách tăng bình quân 12 - 15%/năm", year=2030, since=2026, until=2030)

    assert (found.value, found.doubts) == ("12", ["tài liệu nêu khoảng 12 - 15%; lấy mức thấp"])
