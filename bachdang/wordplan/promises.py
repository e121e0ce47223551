"""What a goal promises, proposed as indicators: number, operator, horizon, unit, and the kind its words say.

A proposal is never more than that: the office accepts, changes or drops it. The rules are those of
docs/domain.md ("Target kinds"); what is read from words alone is named as inferred.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from typing import Any, Final

from bachdang.vietnamese.text import fold
from indicators.counting import thing_at_start
from indicators.rules import Accumulation, Direction, Frequency, Operator, TargetKind

QUALITATIVE, STATE = "định tính", "trạng thái (1 = có, 0 = không)"
LONGEST_NAME: Final = 300
_NUMBER: Final = re.compile(r"(?<![\w.,/-])(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d+))?(?![\w/])(?!\.\d)")
_RANGE: Final = re.compile(r"(\d+(?:,\d+)?)\s*%?\s*[-–]\s*(\d+(?:,\d+)?)\s*%")
_UNTIL: Final = re.compile(r"(?:đến|trong|vào)\s+(?:hết\s+)?(?:năm\s+)?(20\d\d)", re.IGNORECASE)
_NO_VALUE: Final = re.compile(
    r"(?:nghị quyết|kế hoạch|quyết định|chỉ thị|đề án|chương trình|luật|số)\s+(?:số\s+)?\d[\w./-]*"
    r"|\d+-[A-ZĐ]+\S*|ngày\s+\d{1,2}/\d{1,2}/\d{4}|20\d\d\s*[-–]\s*20\d\d|(?:năm|đến)\s+20\d\d"
    r"|lớp\s+\d+|mức độ\s+\d+|từ\s+\d+\s+đến\s+\d+\s+tuổi|\d+\s*[-–]\s*\d+\s+tuổi|đề án\s+0\d|\d+G\b"
    r"|\d+/\d+/\d+",
    re.IGNORECASE,
)  # fmt: skip
_OPERATORS: Final = (
    (Operator.ABOUT, r"\b(khoang|xap xi|tu khoang)\s*$", ""),
    (Operator.MORE_THAN, r"\b(tren|vuot|hon|cao hon)\s*$", ""),
    (Operator.LESS_THAN, r"\b(duoi|thap hon|it hon)\s*$", ""),
    (Operator.AT_MOST, r"\b(khong qua|toi da|khong vuot qua|top|top dau)\s*$", r"^\s*\S*\s*tro xuong"),
    (Operator.AT_LEAST, r"\b(toi thieu|it nhat|khong duoi|tu)\s*$", r"^.{0,4}\s*tro len"),
)  # fmt: skip
_AMOUNTS: Final = (
    "tỷ đồng", "tỉ đồng", "triệu đồng", "nghìn đồng", "đồng", "tỷ USD", "triệu USD", "USD", "ha", "km2", "km",
    "m2", "m", "cm", "tuổi", "năm", "điểm", "kWh", "MW", "tấn", "giờ", "ngày", "%", "‰",
)  # fmt: skip
_LOWER: Final = (
    r"\b(giam|that nghiep|ti le ngheo|ho ngheo|toi pham|tai nan|khong de|vi pham|ton dong|o nhiem|tieu hao)\b"
)
_STRIVE: Final = r"ph[ầấâ]n\s+đ[ấầâ]u"
_LEADS: Final = re.compile(
    rf"^(?:(?:và|[^:,]{{3,60}}:|(?:{_STRIVE}\s+)?đến\s+(?:hết\s+)?(?:năm\s+)?20\d\d,?:?|h[ằà]ng năm,?"
    rf"|{_STRIVE}|duy trì|giữ vững|[đb]ảm bảo|bảo đảm|hoàn thành|đạt|có)\s+)+",
    re.IGNORECASE,
)
_TAILS: Final = re.compile(
    rf"[\s,;.:]*(?:{_STRIVE} đạt|{_STRIVE}|đạt mức|đạt|là|ở mức|tăng bình quân|tăng|giảm|lên|từ|với|có"
    r"|hằng năm đạt)?[\s,;.:]*$",
    re.IGNORECASE,
)


@dataclass
class Promise:
    """A proposed indicator with its one target. `value` "" for kinds without one; not `accepted`: dropped."""

    clause: int
    text: str
    name: str
    kind: str
    measure: str
    operator: str = ""
    value: str = ""
    year: int = 0
    direction: str = Direction.HIGHER.value
    frequency: str = Frequency.QUARTER.value
    accumulation: str = Accumulation.LEVEL.value
    part_of_whole: bool = False
    inferred: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    accepted: bool = True

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def promises_in(clause: int, text: str, *, year: int, until: int) -> list[Promise]:
    """The promises of one goal. `year`: of the heading above, 0 for none; `until`: the plan's last year."""
    parts = _parts(" ".join(text.replace("**", "").split()))
    found = [_promise(clause, part, year=year, until=until) for part in parts]
    valued = [one for one in found if one.kind != TargetKind.QUALITATIVE]
    # Beside figures, words without one say how they are reached.
    return valued or found[:1]


def _parts(text: str) -> list[str]:
    """Cut at sentences and semicolons, where no bracket is open."""
    cut = [part.strip() for part in re.split(r"(?:;\s+|(?<=[^\d\W])\.\s+(?=[A-ZĐÀ-Ỹ]))(?![^(]*\))", text)]
    return [part for part in cut if len(part) > 8] or [text]


def _promise(clause: int, part: str, *, year: int, until: int) -> Promise:
    words = fold(part)
    stated = _UNTIL.search(part)
    horizon = int(stated[1]) if stated and int(stated[1]) >= 2026 else year
    inferred = [] if horizon else ["horizon"]
    value = _value(part)
    kind = _kind(words, value)
    made = Promise(
        clause, part, _name(part, value), kind, QUALITATIVE, year=horizon or until, inferred=inferred
    )
    if re.search(_LOWER, words):
        made.direction = Direction.LOWER
    if value is None or kind not in _VALUED:
        _without_value(made, words)
        return made
    made.value, made.measure, made.operator = str(value.number), value.measure, value.operator
    _fit(made, value, words)
    return made


_VALUED: Final = (
    TargetKind.REACH,
    TargetKind.MAINTAIN,
    TargetKind.EVERY_YEAR,
    TargetKind.AVERAGE_GROWTH,
    TargetKind.CHANGE,
)


@dataclass(frozen=True)
class _Value:
    number: Decimal
    measure: str
    operator: str
    before: str
    after: str
    doubt: str = ""


def _value(part: str) -> _Value | None:
    """The first number that measures something; numbers of documents, days, classes are none."""
    if re.search(r"không để", part, re.IGNORECASE):
        return _Value(Decimal(0), "vụ việc", Operator.AT_MOST, part, "")
    masked = _NO_VALUE.sub(lambda found: "_" * len(found[0]), part)
    if found := _RANGE.search(masked):
        low = Decimal(found[1].replace(",", "."))
        doubt = f"tài liệu nêu khoảng {found[1]} - {found[2]}%; lấy mức thấp"
        return _Value(low, "%", Operator.AT_LEAST, part[: found.start()], part[found.end() :], doubt)
    for found in _NUMBER.finditer(masked):
        before, after = part[: found.start()], part[found.end() :]
        measure = "hạng" if re.search(r"\btop\s*$", fold(before)) else _measure(after)
        if measure:
            number = Decimal(found[1].replace(".", "") + (f".{found[2]}" if found[2] else ""))
            return _Value(number, measure, _operator(before, after), before, after)
    return None


def _measure(after: str) -> str:
    """The unit behind a number: %, an amount, or things that are counted, with "/1.000 dân" when said."""
    text = after.lstrip()
    if text.startswith("%"):
        return "%"
    for amount in _AMOUNTS:
        if re.match(rf"{re.escape(amount)}(?!\w)", text):
            return amount
    name = thing_at_start(re.sub(r"[,.;()/]", " ", text))
    if not name:
        return ""
    per = re.match(
        r"[^,;.]{0,40}?(?:/|trên )\s*(1\.000|100|10\.000|vạn)\s*(người dân|dân|người|trẻ|hộ)", text
    )
    return f"{name}/{per[1]} {per[2].replace('người dân', 'dân')}" if per else name


def _operator(before: str, after: str) -> str:
    lead, tail = fold(before)[-24:], fold(after)[:24]
    for operator, ahead, behind in _OPERATORS:
        if re.search(ahead, f"{lead}") or (behind and re.search(behind, tail)):
            return operator
    return Operator.AT_LEAST


def _kind(words: str, value: _Value | None) -> TargetKind:
    """By the wording: duy trì, hằng năm, tăng bình quân, thêm, tăng/giảm, recognition, a number, words."""
    if re.search(r"\b(duy tri|giu vung|khong de)\b", words):
        return TargetKind.MAINTAIN if value else TargetKind.QUALITATIVE
    if (
        value
        and re.search(r"tang( truong)? binh quan|%\s*/\s*nam|toc do tang", words)
        and value.measure == "%"
    ):
        return TargetKind.AVERAGE_GROWTH
    if value and re.search(r"\b(hang nam|moi nam)\b", words):
        return TargetKind.EVERY_YEAR
    if value and re.search(r"\b(tang|giam) them\b|\bthem\b", fold(value.before)[-20:]):
        return TargetKind.CHANGE
    if value:
        return TargetKind.REACH
    if re.search(r"\b(cong nhan|dat chuan|dat danh hieu)\b", words) and not re.search(
        r"\b(nang cao|tung buoc)\b", words
    ):
        return TargetKind.MILESTONE
    if re.match(r"^(tang|giam)\b(?! cuong)", words):
        return TargetKind.TREND
    return TargetKind.QUALITATIVE


def _without_value(made: Promise, words: str) -> None:
    if made.kind == TargetKind.MILESTONE:
        made.measure, made.frequency = STATE, Frequency.YEAR
        made.direction = Direction.HIGHER
    elif made.kind == TargetKind.TREND:
        made.measure, made.frequency = "chưa rõ", Frequency.YEAR
        made.doubts.append("tài liệu không nêu đơn vị tính")
    else:
        made.kind, made.frequency, made.direction = (
            TargetKind.QUALITATIVE,
            Frequency.HALF_YEAR,
            Direction.HIGHER,
        )


def _fit(made: Promise, value: _Value, words: str) -> None:
    """Direction, accumulation and the rest follow from kind, operator and unit."""
    if value.doubt:
        made.doubts.append(value.doubt)
    if others := re.findall(r"\d+(?:,\d+)?\s*%", value.after):
        made.doubts.append(
            f"trong câu còn số khác ({', '.join(others)}); nhập thêm chỉ tiêu nếu cần theo dõi"
        )
    if value.measure == "hạng":
        made.operator = Operator.AT_MOST
    if made.operator != Operator.ABOUT:
        lower = made.operator in (Operator.LESS_THAN, Operator.AT_MOST)
        made.direction = Direction.LOWER if lower else Direction.HIGHER
    _fit_accumulation(made, value, words)
    counted_yearly = made.kind == TargetKind.EVERY_YEAR and value.measure != "%"
    if (
        counted_yearly
        or value.measure == "hạng"
        or re.search(r"\b(tuoi tho|chieu cao|chi so|index)\b", words)
    ):
        made.frequency = Frequency.YEAR


def _fit_accumulation(made: Promise, value: _Value, words: str) -> None:
    builds = re.search(r"\b(thu hut|dau tu|xay dung|tao|ho tro)\b", fold(value.before)[-60:])
    if made.kind == TargetKind.AVERAGE_GROWTH:
        made.accumulation, made.frequency = Accumulation.GROWTH, Frequency.YEAR
    elif value.measure == "%":
        made.part_of_whole = value.number <= 100 and not re.search(r"\b(vuot|so voi|du toan|tang)\b", words)
    elif made.kind == TargetKind.MAINTAIN and value.number == 0:
        made.accumulation = Accumulation.YEAR_TO_DATE
    elif builds and "/" not in made.measure:
        made.accumulation = Accumulation.PLAN_TO_DATE
        made.doubts.append("cách tính lũy kế cả giai đoạn đọc từ động từ")


def _name(part: str, value: _Value | None) -> str:
    """The indicator's name: what the number is said of."""
    if value is None or (value.after == "" and value.before == part):
        return _capital(_LEADS.sub("", part).rstrip(" .;,:"))[:LONGEST_NAME]
    before = _TAILS.sub("", _END_OPERATORS.sub("", _LEADS.sub("", f"{value.before} ").strip()).strip())
    after = re.sub(r"^\s*trở (lên|xuống)\s*", "", value.after.lstrip(" %/")).rstrip(" .;,")
    counted = value.measure != "%" and thing_at_start(after)
    if counted:
        return f"Số {after}"[:LONGEST_NAME]
    if re.match(r"(tỷ lệ|tỉ lệ|số|tổng|thu|vốn|chỉ số|tuổi thọ)\b", before, re.IGNORECASE) or not after:
        return _capital(before or part)[:LONGEST_NAME]
    if value.measure == "%" and len(before) <= 12:
        return f"Tỷ lệ {after}"[:LONGEST_NAME]
    joined = f"{before} {after}" if value.measure == "%" and "nam" not in fold(after)[:6] else before or after
    return _capital(joined)[:LONGEST_NAME]


_END_OPERATORS: Final = re.compile(
    r"[\s,]*(?:khoảng|trên|dưới|tối thiểu|ít nhất|tối đa|không quá|không dưới|vượt|hơn|từ|top|có)\s*$",
    re.IGNORECASE,
)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
