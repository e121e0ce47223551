"""The figures of a sentence: numbers that measure something, with unit, year, and a range's upper end.

Numbers of documents, days, classes and ages are none. What is a number and still has no known unit is kept
apart, so that it is asked about and not lost.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from bachdang.vietnamese.text import fold
from indicators.counting import thing_at_start

_FAR: Final = 120  # letters behind a number within which its unit ends
_NO_VALUE: Final = re.compile(
    r"(?:nghị quyết|kế hoạch|quyết định|chỉ thị|đề án|chương trình|luật|số)\s+(?:số\s+)?\d[\w./-]*"
    r"|(?<!\d)\d+-[A-ZĐ]+\S*|ngày\s+\d{1,2}/\d{1,2}(?:/\d{4})?|20\d\d\s*[-–]\s*20\d\d|(?:năm|đến)\s+20\d\d"
    r"|lớp\s+\d+|mức độ\s+\d+|đề án\s+0\d|(?<!\d)\d+G\b"
    r"|(?<!\d)\d+/\d+/\d+|(?:điều|khoản|phụ lục|tháng|quý|giai đoạn|cấp độ|loại)\s+\d+\b"
    r"|(?:trong|sau)\s+(?:vòng\s+)?\d+\s+năm\b|(?<!\d)\d+\s+[^\d,;:]{2,60}\bsau(?:\s+đây)?\s*$",
    re.IGNORECASE,
)  # fmt: skip
_NO_VALUE_OR_AGE: Final = re.compile(
    rf"{_NO_VALUE.pattern}|từ\s+\d+\s+đến\s+\d+\s+tuổi|(?<![\d.,])\d+\s+tuổi|(?<!\d)\d+\s*[-–]\s*\d+\s+tuổi",
    re.IGNORECASE,
)
_OF_AGE: Final = re.compile(r"tuổi thọ|tuổi (?:bình quân|trung bình)|sống kh[ỏo][eẻ]", re.IGNORECASE)
_MONEY: Final = {"tỷ đồng": r"t[ỷỉ] đồng", "triệu đồng": "triệu đồng", "nghìn đồng": "(?:nghìn|ngàn) đồng"}
_AMOUNTS: Final = _MONEY | {
    "%": "%|phần trăm", "‰": "‰", "điểm phần trăm": "điểm (?:phần trăm|%)",
    "tỷ USD": "t[ỷỉ] USD", "km2": "km[2²]", "m2": "m[2²]", "m2 sàn": "m[2²] sàn", "m3": "m[3³]",
} | {
    one: one for one in (
        "tiêu chí", "tiêu chuẩn", "đồng", "triệu USD", "USD", "ha", "km", "m", "cm", "mét", "tuổi", "năm",
        "điểm", "triệu kWh", "kWh", "MWh", "kW", "MW", "tấn", "tạ", "kg", "lít", "giờ", "phút", "ngày",
        "tháng",
    )
}  # fmt: skip
_AMOUNT: Final = [
    (name, re.compile(rf"(?:{words})(?:(?<=[%‰])|(?!\w))", re.IGNORECASE))
    for name, words in sorted(_AMOUNTS.items(), key=lambda one: -len(one[1]))
]
_SCALES: Final = {"nghìn": 1000, "ngàn": 1000, "vạn": 10_000, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}
_SCALE: Final = re.compile(rf"({'|'.join(_SCALES)})(?!\w)\s*", re.IGNORECASE)
_BARE_MONEY: Final = {"tỷ": "tỷ đồng", "tỉ": "tỷ đồng", "triệu": "triệu đồng"}
_PER: Final = re.compile(
    r"[^,;.]{0,40}?(?:/|trên )\s*(1\.000|100|10\.000|vạn)\s*(người dân|dân|người|trẻ|hộ)", re.IGNORECASE
)
_EACH: Final = re.compile(
    r"(?:\s*/\s*(?:người|hộ|lao động|học sinh|trẻ|lớp|trường|tổ|km2|km|m2|ha|kWh|ngày đêm|ngày|tháng|giờ)"
    r"(?!\w))(?:\s*/\s*(?:năm|tháng|quý|ngày)(?!\w))?",
    re.IGNORECASE,
)
_DIGITS: Final = r"(\d{1,3}(?:[. ]\d{3})+(?!\d)|\d+)(?:,(\d+))?(?!\.?\d)"
_GLUED: Final = "|".join([*_AMOUNTS.values(), *_SCALES])
_NUMBER: Final = re.compile(rf"(?<![\w.,/-]){_DIGITS}(?:(?![\w/])|(?=(?:{_GLUED})(?!\w)))", re.IGNORECASE)
_UPPER: Final = re.compile(rf"\s*(?P<unit>%|[^\d,;:()]{{0,14}}?)\s*(?:[-–]|\bđến\b|\btới\b)\s*{_DIGITS}")
_PART: Final = re.compile(r"(?<![\w.,/-])(\d+)/(\d+)(?![\w/,.])")
_YEAR: Final = re.compile(
    r"(?<!từ )(?<!so với )(?:năm|đến(?:\s+hết)?)\s+(20\d\d)(?!\s*[-–]\s*\d)", re.IGNORECASE
)
_YEAR_BEHIND: Final = re.compile(
    r"\s*\(?(?:vào |trong |của |đến )?(?:hết |cuối )?năm\s+(20\d\d)\)?", re.IGNORECASE
)
_ANY: Final = re.compile(r"(?<![\w.,/-])\d[\d.,/]*(?:\s*[-–]\s*\d[\d.,/]*)?")


@dataclass(frozen=True)
class Unit:
    """What a number counts: its name, where it begins and ends behind the number, how many it stands for."""

    name: str
    begins: int = 0
    ends: int = 0
    scale: int = 1
    doubt: str = ""


@dataclass
class Figure:
    """A number with its unit and place in the sentence. `upper`: of a range. `year`: that it is said of."""

    number: Decimal
    unit: Unit
    start: int
    stop: int
    upper: Decimal | None = None
    year: int = 0
    before: str = ""
    after: str = ""
    doubts: list[str] = field(default_factory=list)

    @property
    def ends(self) -> int:
        return self.stop + self.unit.ends


def masked(part: str) -> str:
    """The sentence with the numbers blotted out that measure nothing; ages do where an age is the subject."""
    no_value = _NO_VALUE if _OF_AGE.search(part) else _NO_VALUE_OR_AGE
    return no_value.sub(lambda found: "_" * len(found[0]), part)


def figures_in(part: str) -> list[Figure]:
    """Every figure of a sentence, in order."""
    text, found, at = masked(part), list[Figure](), 0
    while first := _next_number(text, at):
        figure = _figure(part, text, first)
        if figure:
            figure.year = _year_of(part, found[-1].ends if found else 0, figure)
            found.append(figure)
        at = figure.ends if figure else first.end()
    return found


def not_understood(part: str, figures: list[Figure]) -> list[str]:
    """Numbers that are no figure, year or part of another word."""
    text = masked(part)
    for figure in figures:
        text = text[: figure.start] + "_" * (figure.ends - figure.start) + text[figure.ends :]
    numbers = [one[0].rstrip(".,/") for one in _ANY.finditer(text)]
    return [one for one in numbers if not re.fullmatch(r"20\d\d", one)]


def _next_number(text: str, at: int) -> re.Match[str] | None:
    found = [one for one in (_PART.search(text, at), _NUMBER.search(text, at)) if one]
    return min(found, key=lambda one: one.start(), default=None)


def _figure(part: str, text: str, found: re.Match[str]) -> Figure | None:
    if found.re is _PART:
        return _part_of(part, found)
    number, stop, upper = _decimal(found[1], found[2]), found.end(), None
    above = _UPPER.match(text, stop)
    unit = _rank(part[: found.start()]) or _unit_after(part, stop)
    if above and _is_range(above, number, last := _unit_after(part, above.end())):
        unit, stop, upper = last, above.end(), _decimal(above[2], above[3])
    if not unit.name:
        return None
    made = Figure(_times(number, unit.scale), unit, found.start(), stop)
    made.upper = _times(upper, unit.scale) if upper is not None else None
    return _told(made, part)


def _is_range(above: re.Match[str], low: Decimal, unit: Unit) -> bool:
    """Two numbers of one unit, told once or twice, the second the greater."""
    first = above["unit"].strip()
    return (
        bool(unit.name)
        and _decimal(above[2], above[3]) > low
        and (not first or unit_at(first).name == unit.name)
    )


def _part_of(part: str, found: re.Match[str]) -> Figure | None:
    """As "19/19 tiêu chí": so many of so many."""
    unit = _unit_after(part, found.end())
    if not unit.name:
        return None
    made = _told(Figure(Decimal(found[1]), unit, found.start(), found.end()), part)
    if found[1] != found[2]:
        made.doubts.append(f"tài liệu nêu {found[0]} {unit.name}; lấy {found[1]}")
    return made


def _told(made: Figure, part: str) -> Figure:
    made.before, made.after = part[: made.start], part[made.stop + made.unit.begins :]
    if made.unit.doubt:
        made.doubts.append(made.unit.doubt)
    return made


def _rank(before: str) -> Unit | None:
    return Unit("hạng") if re.search(r"\btop\s*$", fold(before[-12:])) else None


def _times(number: Decimal, scale: int) -> Decimal:
    """Without the noughts behind the comma that a scale leaves over ("2,5 nghìn": 2500)."""
    return number if scale == 1 else Decimal(f"{(number * scale).normalize():f}")


def _decimal(whole: str, fraction: str | None) -> Decimal:
    digits = re.sub(r"[. ]", "", whole)
    return Decimal(f"{digits}.{fraction}" if fraction else digits)


def _unit_after(part: str, at: int) -> Unit:
    return unit_at(part[at : at + _FAR])


def unit_at(after: str) -> Unit:
    """The unit behind a number: %, an amount, or things that are counted, with "/1.000 dân" when said."""
    blank = len(after) - len(after.lstrip())
    text = after.lstrip()
    for name, words in _AMOUNT:
        if amount := words.match(text):
            return _amount(name, text, blank, amount.end())
    if thing := _thing(text, blank):
        return thing
    scale = _SCALE.match(text)
    if scale is None:
        return Unit("")
    word, rest = scale[1].casefold(), unit_at(text[scale.end() :])
    at = blank + scale.end()
    if rest.name and (
        rest.name in _MONEY or rest.name in _BARE_MONEY.values() or _thing(text[scale.end() :], 0)
    ):
        return Unit(rest.name, at + rest.begins, at + rest.ends, rest.scale * _SCALES[word], rest.doubt)
    if word not in _BARE_MONEY:
        return Unit("")
    name = _BARE_MONEY[word]
    return Unit(name, at, at, 1, f"“{scale[1]}” đọc là {name}")


def _amount(name: str, text: str, blank: int, end: int) -> Unit:
    """% stands alone; other amounts may be said of each person, household, year."""
    each = None if name in ("%", "‰") else _EACH.match(text, end)
    told = re.sub(r"\s*/\s*", "/", each[0].strip()) if each else ""
    stop = blank + (each.end() if each else end)
    return Unit(name + told, blank + end if name in ("%", "‰") else blank, stop)


def _thing(text: str, blank: int) -> Unit | None:
    name = thing_at_start(re.sub(r"[,.;:()/]", " ", text))
    if not name:
        return None
    if per := _PER.match(text):
        return Unit(f"{name}/{per[1]} {per[2].replace('người dân', 'dân')}", blank, blank + per.end())
    each = _EACH.match(text, len(name))
    told = re.sub(r"\s*/\s*", "/", each[0].strip()) if each else ""
    return Unit(name + told, blank, blank + (each.end() if each else len(name)))


def _year_of(part: str, since: int, figure: Figure) -> int:
    """The year just behind a figure, else the last one told since the figure before."""
    if behind := _YEAR_BEHIND.match(part, figure.ends):
        return int(behind[1])
    told = _YEAR_BEHIND.match(part, since) if since else None
    years = _YEAR.findall(part, told.end() if told else since, figure.start)
    return int(years[-1]) if years else 0
