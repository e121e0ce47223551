"""What a goal promises, proposed as indicators: number, operator, horizon, unit, and the kind its words say.

A proposal is never more than that: the office accepts, changes or drops it. The rules are those of
docs/domain.md ("Target kinds"); what is read from words alone is named as inferred.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from bachdang.vietnamese.text import fold
from bachdang.wordplan.figures import figures_in
from bachdang.wordplan.stated import (
    AT_MOST,
    LEADS,
    Stated,
    goes_down_to,
    is_bad,
    not_taken,
    stated_in,
    subject,
)
from indicators.counting import thing_at_start
from indicators.rules import Accumulation, Direction, Frequency, Operator, TargetKind

QUALITATIVE, STATE = "định tính", "trạng thái (1 = có, 0 = không)"
LONGEST_NAME: Final = 300
_UNTIL: Final = re.compile(r"(?:đến|trong|vào)\s+(?:hết\s+)?(?:năm\s+)?(20\d\d)", re.IGNORECASE)
_LOWER: Final = (
    r"\b(giam|that nghiep|ti le ngheo|ho ngheo|toi pham|tai nan|khong de|vi pham|ton dong|o nhiem|tieu hao)\b"
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


def promises_in(clause: int, text: str, *, year: int, since: int, until: int) -> list[Promise]:
    """The promises of one goal.

    `year`: of the heading above, 0 for none; `since`, `until`: the plan's first and last year, 0 where the
    document does not say.
    """
    parts = _parts(" ".join(text.replace("**", "").split()))
    found = [_promise(clause, part, year, since, until) for part in parts]
    valued = [one for one in found if one.kind != TargetKind.QUALITATIVE or one.doubts]
    # Beside figures, words without one say how they are reached.
    return valued or found[:1]


def _parts(text: str) -> list[str]:
    """Cut at sentences and semicolons, where no bracket is open."""
    cut = [part.strip() for part in re.split(r"(?:;\s+|(?<=[^\d\W])\.\s+(?=[A-ZĐÀ-Ỹ]))(?![^(]*\))", text)]
    return [part for part in cut if len(part) > 8] or [text]


def _promise(clause: int, part: str, year: int, since: int, until: int) -> Promise:
    words = fold(part)
    figures = figures_in(part)
    value = stated_in(part, figures, since, year or until)
    stated = _UNTIL.search(part)
    told = (value.year if value else 0, int(stated[1]) if stated else 0, year)
    horizon = next((one for one in told if one and one >= since), 0)
    kind = _kind(words, value)
    made = Promise(clause, part, _name(part, value, kind), kind, QUALITATIVE, year=horizon or until)
    made.inferred = [] if horizon else ["horizon"]
    if re.search(_LOWER, words):
        made.direction = Direction.LOWER
    if value is None or kind not in _VALUED:
        _without_value(made, value)
    else:
        made.value, made.measure, made.operator = str(value.number), value.measure, value.operator
        _fit(made, value, words)
    made.doubts += not_taken(part, figures, value)
    return made


_VALUED: Final = (
    TargetKind.REACH,
    TargetKind.MAINTAIN,
    TargetKind.EVERY_YEAR,
    TargetKind.AVERAGE_GROWTH,
    TargetKind.CHANGE,
)


def _kind(words: str, value: Stated | None) -> TargetKind:
    """By the wording: duy trì, hằng năm, tăng bình quân, thêm, tăng/giảm, recognition, a number, words."""
    if value and value.relative:
        return TargetKind.TREND
    if re.search(r"\b(duy tri|giu vung|khong de)\b", words):
        return TargetKind.MAINTAIN if value else TargetKind.QUALITATIVE
    yearly = value is not None and value.yearly
    if (
        value
        and value.measure == "%"
        and (yearly or re.search(r"tang( truong)? binh quan|toc do tang", words))
    ):
        return TargetKind.AVERAGE_GROWTH
    if value and (yearly or re.search(r"\b(hang nam|moi nam)\b", words)):
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


def _without_value(made: Promise, value: Stated | None) -> None:
    if made.kind == TargetKind.MILESTONE:
        made.measure, made.frequency = STATE, Frequency.YEAR
        made.direction = Direction.HIGHER
    elif value and value.relative:
        _fit_relative(made, value)
    elif made.kind == TargetKind.TREND:
        made.measure, made.frequency = "chưa rõ", Frequency.YEAR
        made.doubts.append("tài liệu không nêu đơn vị tính")
    else:
        made.kind, made.frequency, made.direction = (
            TargetKind.QUALITATIVE,
            Frequency.HALF_YEAR,
            Direction.HIGHER,
        )


def _fit_relative(made: Promise, value: Stated) -> None:
    """No kind of target says "falls by x" or "x times": a trend, and the office is told."""
    falls = value.relative.startswith("giảm")
    is_rate = value.measure == "%" and bool(re.search(r"\b(ty|ti) le\b", fold(made.text)))
    made.direction = Direction.LOWER if falls else Direction.HIGHER
    made.measure, made.frequency = "%" if is_rate else "chưa rõ", Frequency.YEAR
    made.doubts += value.doubts
    made.doubts.append(
        f"tài liệu nêu mức “{value.relative}”, chưa có loại mục tiêu như vậy; đọc là xu hướng"
        f" {'giảm' if falls else 'tăng'}, nhập mức cần đạt nếu biết số gốc"
    )


def _fit(made: Promise, value: Stated, words: str) -> None:
    """Direction, accumulation and the rest follow from kind, operator and unit."""
    made.doubts += value.doubts
    if value.measure == "hạng":
        made.operator = Operator.AT_MOST
    lower = made.operator in AT_MOST or (
        made.operator == Operator.ABOUT and (is_bad(value.before) or goes_down_to(value.before))
    )
    made.direction = Direction.LOWER if lower else Direction.HIGHER
    _fit_accumulation(made, value, words)
    counted_yearly = made.kind == TargetKind.EVERY_YEAR and value.measure != "%"
    if (
        counted_yearly
        or value.measure == "hạng"
        or re.search(r"\b(tuoi tho|chieu cao|chi so|index)\b", words)
    ):
        made.frequency = Frequency.YEAR


def _fit_accumulation(made: Promise, value: Stated, words: str) -> None:
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


def _name(part: str, value: Stated | None, kind: TargetKind) -> str:
    """The indicator's name: what the number is said of."""
    if value is None or kind not in _VALUED or value.figure is None:
        return _capital(LEADS.sub("", part).rstrip(" .;,:"))[:LONGEST_NAME]
    before = subject(value.subject)
    after = re.sub(r"^\s*trở (lên|xuống)\s*", "", value.after.lstrip(" %/")).rstrip(" .;,")
    if value.yearly and value.measure != "%":
        after = re.sub(r"\s?/\s?năm\b", "", after, count=1)
    if value.measure.startswith("tiêu ch") or (value.measure != "%" and thing_at_start(after)):
        return f"Số {after}"[:LONGEST_NAME]
    if re.match(r"(tỷ lệ|tỉ lệ|số|tổng|thu|vốn|chỉ số|tuổi thọ)\b", before, re.IGNORECASE) or not after:
        return _capital(before or part)[:LONGEST_NAME]
    if value.measure == "%" and len(before) <= 12:
        return f"Tỷ lệ {after}"[:LONGEST_NAME]
    joined = f"{before} {after}" if value.measure == "%" and "nam" not in fold(after)[:6] else before or after
    return _capital(joined)[:LONGEST_NAME]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
