"""Which figures count things: people, enterprises, schools, cases come whole, money and per cents do not.

A plan file says it (`counts`), the tables keep it; where the file says nothing it is read here from the unit
of measure and from the names of a rate's two parts. Accents are kept: "hộ" counts, "hồ" alone does not.
"""

from __future__ import annotations

import re
from typing import Final

from bachdang.vietnamese.text import nfc

VALUE, NUMERATOR, DENOMINATOR = "value", "numerator", "denominator"
PARTS: Final = (VALUE, NUMERATOR, DENOMINATOR)

# What is counted one by one; stands at the beginning of a unit or of a part's name ("phòng học", "hộ nghèo").
_THINGS: Final = (
    "người", "nhân khẩu", "dân số", "dân", "công dân", "thanh niên", "phụ nữ", "trẻ", "trẻ em", "học sinh",
    "sinh viên", "học viên", "giáo viên", "bác sĩ", "y sĩ", "cán bộ", "công chức", "viên chức", "đảng viên",
    "đoàn viên", "hội viên", "lao động", "chuyên gia", "đối tượng", "hộ", "gia đình", "tổ", "tổ dân phố",
    "khu dân cư", "thôn", "xã", "phường", "chi bộ", "đảng bộ", "đơn vị", "cơ quan", "tổ chức", "doanh nghiệp",
    "hợp tác xã", "cơ sở", "cửa hàng", "chợ", "trường", "lớp", "phòng", "trạm", "bệnh viện", "giường", "nhà",
    "căn", "căn hộ", "công trình", "dự án", "đề án", "nhiệm vụ", "mục tiêu", "giải pháp", "mô hình",
    "sáng kiến", "đề tài", "sản phẩm", "nhãn hiệu", "câu lạc bộ", "vụ", "vụ việc", "vụ án", "ca", "tin báo",
    "trường hợp", "sự cố", "tai nạn", "điểm nóng", "“điểm nóng”", "điểm trường", "điểm đen", "hồ sơ",
    "văn bản", "thủ tục", "dịch vụ", "giấy phép", "giấy chứng nhận", "đơn thư", "đơn", "kiến nghị", "ý kiến",
    "cuộc", "buổi", "đợt", "lượt", "lần", "hội nghị", "tin", "bài", "việc làm", "thửa", "lô", "cây", "con",
    "chiếc", "cái", "bộ", "xe", "tàu", "phương tiện", "thiết bị", "máy", "máy tính", "camera", "thuê bao",
    "tài khoản", "tuyến", "cầu", "di tích", "lễ hội", "ngôi", "quyển", "cuốn",
)  # fmt: skip
# What "Số …" measures rather than counts.
_AMOUNTS: Final = (
    "vốn", "tiền", "thu", "chi", "thuế", "nợ", "dư", "kinh phí", "ngân sách", "doanh thu", "lợi nhuận",
    "giá trị", "tỷ", "tỉ", "triệu", "nghìn", "ngàn", "đồng", "usd", "diện tích", "ha", "m2", "m²", "km",
    "km2", "km²", "m", "mét", "cm", "chiều dài", "khối lượng", "sản lượng", "tấn", "tạ", "kg", "lít", "m3",
    "m³", "kwh", "mwh", "kw", "mw", "điện", "điện năng", "nước", "năm", "tháng", "ngày", "giờ", "tuổi",
    "điểm", "%", "‰", "phần trăm",
)  # fmt: skip
_NUMBER_OF = re.compile(r"^(tổng\s+)?số(\s+lượng)?\s+")
_UNIT_IN_BRACKETS = re.compile(r"\(([^()]*)\)\s*$")


def measure_counts(measure: str) -> bool:
    """Whether a unit of measure counts things; what is said per something ("…/1.000 dân") does not."""
    words = _words(measure)
    return "/" not in words and _begins(_NUMBER_OF.sub("", words), _THINGS)


def thing_at_start(text: str) -> str:
    """The longest name of a thing that a text begins with ("tổ dân phố không ma túy": tổ dân phố), or ""."""
    words = _words(text)
    found = [thing for thing in _THINGS if words == thing or words.startswith(f"{thing} ")]
    return max(found, key=len, default="")


def part_counts(name: str) -> bool | None:
    """Whether a rate's part counts things: by the unit in brackets at its end, else by how its name begins.

    None where the name tells neither ("Chỉ tiêu được giao cả năm").
    """
    words = _words(name)
    bracket = _UNIT_IN_BRACKETS.search(words)
    if bracket and _begins(bracket[1].strip(), _AMOUNTS):
        return False
    if bracket and measure_counts(bracket[1].strip()):
        return True
    of = _NUMBER_OF.sub("", words)
    if _begins(of, _THINGS):
        return True
    if _begins(of, _AMOUNTS):
        return False
    return True if of != words else None


def counted_parts(
    measure: str, *, is_rate: bool, numerator_name: str = "", denominator_name: str = ""
) -> list[str]:
    """The parts of an indicator's figures that count things, of `PARTS`, read from its words.

    A denominator that does not tell counts what the numerator counts: a plan is one of the same things.
    """
    if not is_rate:
        return [VALUE] if measure_counts(measure) else []
    above, below = bool(part_counts(numerator_name)), part_counts(denominator_name)
    told = ((NUMERATOR, above), (DENOMINATOR, above if below is None else below))
    return [part for part, counts in told if counts]


def _words(text: str) -> str:
    return " ".join(nfc(text).casefold().split())


def _begins(words: str, nouns: tuple[str, ...]) -> bool:
    """Whether the words begin with one of the nouns, as whole words."""
    return any(words == noun or re.match(rf"{re.escape(noun)}(?!\w)", words) is not None for noun in nouns)
