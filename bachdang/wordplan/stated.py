"""Which figure of a sentence is promised, how it is to be compared, and what it is said of.

A start ("từ 85% năm 2025 lên 95%") is not promised, a fall "by" so much is no level to be reached.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from bachdang.vietnamese.text import fold
from bachdang.wordplan.figures import Figure, not_understood
from indicators.rules import Operator

# The words and signs at the end of what stands before a number; those that deny come first.
_OPERATORS: Final = (
    (Operator.ABOUT, r"\b(khoang|xap xi)$", ""),
    (Operator.AT_MOST, r"(≤|⩽|<=|=<)$|\b(khong (qua|vuot|vuot qua|hon|tren|cao hon|lon hon)|toi da)$", ""),
    (Operator.AT_LEAST, r"(≥|⩾|>=|=>)$|\b(khong (duoi|thap hon|it hon|nho hon|kem)|toi thieu|it nhat)$", ""),
    (Operator.MORE_THAN, r">$|\b(tren|vuot|vuot qua|hon|cao hon)$", ""),
    (Operator.LESS_THAN, r"<$|\b(duoi|thap hon|it hon)$", ""),
    (Operator.AT_MOST, r"\b(top|top dau|con|con lai|xuong|giam ve)$", r"^\S*\s*tro xuong"),
    (Operator.AT_LEAST, r"\btu$", r"^.{0,4}\s*tro len"),
)  # fmt: skip
_FILLING: Final = r"(\s+(o\s+)?muc|\s+con|\s+khoang|\s+tu)*$"
AT_MOST: Final = (Operator.LESS_THAN, Operator.AT_MOST)
# "Giảm nghèo" is the name of a work as well; a verb in between has its own figure.
_FALL: Final = re.compile(
    r"\b(?:(?:t[ỷỉ] lệ|tốc độ|mức) giảm\b|giảm\b"
    r"(?! nghèo\b(?!(?: (?:bền vững|đa chiều|bình quân|h[ằà]ng năm|mỗi năm|từ|khoảng|ít nhất|trên))*$))"
    r"(?!.*\b(?:đạt|hỗ trợ|tạo việc làm|xây dựng|thu hút|lên|để|giải ngân|hoàn thành)\b))"
)
_YEARLY: Final = re.compile(r"[^\d,;.()]{0,30}?(?<!người)(?<!hộ)\s?/\s?năm\b", re.IGNORECASE)
_BAD: Final = re.compile(
    r"(ty le|ti le|so) (ho |nguoi |lao dong )?(ngheo|can ngheo|that nghiep|thieu viec lam"
    r"|vu tai nan( giao thong)?|vu pham phap( hinh su)?|sinh con thu ba)"
    r"( (da chieu|tren dia ban|theo chuan|cua phuong|toan phuong)\b.*)?"
)
_STRIVE: Final = r"ph[ầấâ]n\s+đ[ấầâ]u"
LEADS: Final = re.compile(
    rf"^(?:(?:và|[^:,]{{3,60}}:|(?:{_STRIVE}\s+)?đến\s+(?:hết\s+)?(?:năm\s+)?20\d\d,?:?|h[ằà]ng năm,?"
    rf"|{_STRIVE}|duy trì|giữ vững|[đb]ảm bảo|bảo đảm|hoàn thành|đạt|có)\s+)+",
    re.IGNORECASE,
)
_TAILS: Final = re.compile(
    rf"[\s,;.:]*(?:{_STRIVE} đạt|{_STRIVE}|đạt mức|đạt|là|ở mức|tăng bình quân|tăng|giảm|lên|từ|với|có|gấp"
    r"|hằng năm đạt)?[\s,;.:]*$",
    re.IGNORECASE,
)


@dataclass
class Stated:
    """The figure that is taken. `subject`: what it is said of; `relative`: words of a change, not a level."""

    number: Decimal
    measure: str
    operator: Operator
    before: str
    after: str
    subject: str
    year: int = 0
    yearly: bool = False
    relative: str = ""
    doubts: list[str] = field(default_factory=list)
    figure: Figure | None = None


def stated_in(part: str, figures: list[Figure], since: int, wanted: int) -> Stated | None:
    """The figure a promise is about; "không để" is none of something."""
    if re.search(r"không để", part, re.IGNORECASE):
        return Stated(Decimal(0), "vụ việc", Operator.AT_MOST, part, "", part)
    if not figures:
        return None
    taken = _taken(figures, since, wanted, part)
    first = figures[0] if figures[0].unit.name == taken.unit.name else taken
    made = Stated(
        taken.number, taken.unit.name, _operator_of(taken, part), taken.before, taken.after, first.before,
        taken.year, is_yearly(taken, part), doubts=list(taken.doubts), figure=taken,
    )  # fmt: skip
    made.relative = _relative(taken, made.operator, part)
    if not made.relative:
        _bound(made, taken, part)
    return made


def _bound(made: Stated, taken: Figure, part: str) -> None:
    """The end of a range that the words fit; a bare number of what must fall is one not to be passed."""
    is_bare = taken.upper is not None or not _said(taken, part)
    if made.operator == Operator.AT_LEAST and is_bare and is_bad(taken.before):
        made.operator = Operator.AT_MOST
        made.doubts.append("tài liệu không nêu “không quá”; đọc là không quá vì càng thấp càng tốt")
    if taken.upper is not None:
        high = made.operator in AT_MOST
        made.number = taken.upper if high else made.number
        made.doubts.append(f"tài liệu nêu khoảng {_told(taken, part)}; lấy mức {'cao' if high else 'thấp'}")


def _told(figure: Figure, part: str) -> str:
    """A figure as the document has it, with its unit."""
    return re.sub(r"\s+%", "%", part[figure.start : figure.ends].strip())


def _taken(figures: list[Figure], since: int, wanted: int, part: str) -> Figure:
    """The first figure that is no start ("từ 85% … lên 95%", a year before `since`), rather that of the
    wanted year.

    A level to come down to is taken before the steps of the fall ("giảm 0,2%/năm, đến năm 2030 còn 0,5%").
    """
    pairs = zip(figures, [*figures[1:], None], strict=True)
    later = [one for one, after in pairs if not _is_start(one, after, part)]
    goals = [one for one in later if not 0 < one.year < since] or later
    first = goals[0]
    alike = [one for one in goals if one.unit.name == first.unit.name]
    if falls(first, part):
        return next((one for one in alike if _operator_of(one, part) in AT_MOST), first)
    return next((one for one in alike if one.year == wanted), first) if first.year else first


def _is_start(figure: Figure, after: Figure | None, part: str) -> bool:
    """Whether a figure is where things stand now: "85% năm 2025 lên 95%", "5% xuống còn 2%"."""
    if after is None or after.unit.name != figure.unit.name:
        return False
    between = fold(part[figure.ends : after.start])
    if re.search(r"[,;:]|tro (len|xuong)", between):
        return False
    return bool(re.search(r"\b(len|xuong|con)\b|20\d\d.*\b(den|toi)\b", between))


def not_taken(part: str, figures: list[Figure], value: Stated | None) -> list[str]:
    """Doubts about figures that are not the promise's, and about numbers that nobody understood."""
    doubts = []
    taken = value.figure if value else None
    if others := [_told(one, part) for one in figures if one is not taken]:
        doubts.append(f"trong câu còn số khác ({', '.join(others)}); nhập thêm chỉ tiêu nếu cần theo dõi")
    if strange := not_understood(part, figures):
        doubts.append(
            f"chưa hiểu số trong câu ({', '.join(strange)}); xem lại tài liệu, nhập nếu cần theo dõi"
        )
    return doubts


def _operator_of(figure: Figure, part: str) -> Operator:
    return _said(figure, part) or Operator.AT_LEAST


def _said(figure: Figure, part: str) -> Operator | None:
    """How the words around a figure say it is compared; None where they say nothing."""
    lead, tail = fold(figure.before)[-40:], fold(part[figure.stop :])[:24]
    plain = re.sub(_FILLING, "", lead)
    for operator, ahead, behind in _OPERATORS:
        if re.search(ahead, lead) or re.search(ahead, plain) or (behind and re.search(behind, tail)):
            return operator
    return None


def is_bad(before: str) -> bool:
    """Whether a figure is said of nothing but what must fall: the poor, the unemployed, accidents."""
    return bool(_BAD.fullmatch(fold(subject(before))))


def _relative(figure: Figure, operator: Operator, part: str) -> str:
    """The words of a figure that says by how much something falls or grows manifold; else ""."""
    told = _told(figure, part)
    if operator not in AT_MOST and falls(figure, part):
        return f"giảm {told}{'/năm' if is_yearly(figure, part) else ''}"
    manifold = re.search(r"\bgap( khoang| tren| hon| it nhat| toi thieu)?$", fold(figure.before))
    return f"gấp {told}" if manifold else ""


def falls(figure: Figure, part: str) -> bool:
    """Whether the words before a figure say that something falls by it, and not to it."""
    if goes_down_to(figure.before):
        return False
    clause = re.split(r"[,;:(](?=\s)", figure.before.casefold())[-1].strip()
    each_year = is_yearly(figure, part) and re.search(r"\bgiảm\b(?!.*\btăng\b)", clause)
    return bool(each_year or _FALL.search(clause))


def is_yearly(figure: Figure, part: str) -> bool:
    """Whether "/năm" stands behind a figure and is not part of its unit."""
    return bool(_YEARLY.match(part, figure.ends))


def goes_down_to(before: str) -> bool:
    return bool(re.search(rf"\b(con|xuong){_FILLING}", fold(before)))


def subject(before: str) -> str:
    """What stands before a figure, without the words that lead to it."""
    words = LEADS.sub("", f"{before} ").strip()
    while (shorter := _TAILS.sub("", _END_OPERATORS.sub("", words)).strip()) != words:
        words = shorter
    return re.sub(r"^(?:kéo )?(?:giảm|hạ|nâng|tăng)\s+(?=t[ỷỉ] lệ)", "", words, flags=re.IGNORECASE)


_END_OPERATORS: Final = re.compile(
    r"[\s,]*(?:[≤≥⩽⩾<>=]+|\b(?:khoảng|trên|dưới|tối thiểu|ít nhất|tối đa|không quá|không dưới|không vượt quá"
    r"|vượt|hơn|từ|top|có|mức|(?:giảm )?(?:xuống|về|còn)|(?:vào |trong |đến )?(?:cuối )?năm 20\d\d))\s*$",
    re.IGNORECASE,
)
