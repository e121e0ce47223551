"""Days and recurrences out of words: "2026-2030", "Hằng năm", "Quý IV/2026", "Thường xuyên"."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from bachdang.vietnamese.text import fold
from plans.models import Recurrence

ONE_DAY: Final = timedelta(days=1)
_YEARS: Final = re.compile(r"(?<!\d)(20\d\d)\s*[-–—]\s*(20\d\d)(?!\d)")
_YEAR: Final = re.compile(r"(?<![\d/])(20\d\d)(?!\d)")
_QUARTER: Final = r"(?:iv|iii|ii|i|[1-4])(?![a-z0-9])"
_MONTH: Final = r"(?:0?[1-9]|1[0-2])(?!\d)"
_ALONE: Final = r"(?:ngay\s*)?(?<![\d/.])(?<!\b\d-)(?<!\b\d\d-)"
_OF_YEAR: Final = (
    r"(?:\s*[/,.-]?\s*(?:nam\s*)?(?P<{0}_year>20\d\d)(?!\d)|\s*/\s*(?P<{0}_short>\d\d)(?![\d/.]))?"
)
_MOMENT: Final = re.compile(
    "|".join(
        (
            r"6 thang (?P<half>dau|cuoi)(?: nam)? (?P<half_year>20\d\d)(?!\d)",
            rf"qu[yi]\s*(?P<quarter>{_QUARTER})" + _OF_YEAR.format("quarter"),
            r"(?:ngay )?(?<!\d)(?P<told>\d{1,2}) thang (?P<told_month>\d{1,2})(?!\d)"
            + _OF_YEAR.format("told"),
            _ALONE + r"(?P<day>\d{1,2})(?P<cut>[/.-])(?P<day_month>\d{1,2})(?P=cut)"
            r"(?:(?P<day_year>20\d\d)|(?<=/)(?P<day_short>\d\d))(?![\d/])",
            _ALONE + r"(?P<bare>\d{1,2})/(?P<bare_month>\d{1,2})(?![\d/])(?: nam (?P<bare_year>20\d\d))?",
            rf"thang\s*(?P<month>{_MONTH})" + _OF_YEAR.format("month"),
            _ALONE + r"(?P<number>\d{1,2})\s*[/.-]\s*(?P<number_year>20\d\d)(?!\d)",
            r"(?:nam\s*)?(?<![\d/])(?P<year>20\d\d)(?!\d)",
        )
    )
)
_SPELT: Final = (
    (re.compile(r"(?<!\d)(20)(\d\d)\s*-\s*(\d\d)(?![\d/.-])"), r"\g<1>\2 - \g<1>\3"),
    (re.compile(rf"(qu[yi]\s*{_QUARTER}\s*(?:-|,|va|den)\s*)(?={_QUARTER})"), r"\1quy "),
    (
        re.compile(rf"(thang\s*{_MONTH}\s*(?:-|,|va|den)\s*)(?={_MONTH}(?!\s*[/.-]\s*\d\d?[/.-]))"),
        r"\1thang ",
    ),
)
"""What a range leaves out, and as it is written out: 2026 - 28, quý I-II, tháng 3-6."""
_RANGE: Final = re.compile(r"\W*(-|den|toi)\W*((den|het|truoc|cuoi|dau|nam)\b ?)*")
_UNTIL: Final = re.compile(r"\b(den|truoc|cham nhat|het)\b")
_BEFORE: Final = re.compile(r"\btruoc$")
_AFTER: Final = re.compile(r"\bsau$")
_FROM: Final = re.compile(r"\btu( dau)?$")
_ONWARDS: Final = re.compile(r"\b(tro di|tiep theo|nam sau|ve sau)\b")
_FARTHER: Final = re.compile(r"\b(tam nhin|dinh huong)\b.*")
_LOOSE_NUMBER: Final = re.compile(r"\d\s*[-/,]$|^[-/,]\s*\d")
_ROMAN: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_YEARLY: Final = re.compile(r"\b(hang|moi) nam\b|\bnam nao cung\b")
_OFTEN: Final = re.compile(r"\b(hang|moi) (quy|thang|tuan|ngay)\b|\bdinh ky\b")
_CONTINUOUS: Final = re.compile(r"\bthuong xuyen\b|\blien tuc\b")


@dataclass(frozen=True)
class Years:
    """The years a plan is about, as the document says; None where it does not."""

    first: int | None = None
    last: int | None = None
    vision: int | None = None

    @property
    def starts(self) -> date | None:
        return date(self.first, 1, 1) if self.first else None

    @property
    def ends(self) -> date | None:
        return date(self.last, 12, 31) if self.last else None


@dataclass(frozen=True)
class Time:
    """When something is done; `doubt` says why a person should look."""

    starts: date | None = None
    ends: date | None = None
    recurrence: str = ""
    doubt: str = ""


def plan_years(texts: list[str]) -> Years:
    """From "giai đoạn 2026 - 2030 … đến năm 2045": the first pair of years, the farthest year after it."""
    for text in texts:
        if found := _YEARS.search(text):
            first, last = int(found[1]), int(found[2])
            if first < last:
                later = [int(year) for year in _YEAR.findall(" ".join(texts)) if int(year) > last]
                return Years(first, last, max(later) if later else None)
    return Years()


def read_time(text: str, years: Years) -> Time:
    """What a cell or a line says of time."""
    words = fold(text)
    if not words:
        return Time()
    span = _span(words, years)
    if _YEARLY.search(words):
        return Time(span.starts, span.ends, Recurrence.YEARLY, span.doubt)
    if _CONTINUOUS.search(words):
        return Time(span.starts, span.ends, Recurrence.CONTINUOUS, span.doubt)
    if _OFTEN.search(words):
        return Time(span.starts, span.ends, Recurrence.CONTINUOUS, f"“{_short(text)}”: đọc là thường xuyên")
    if span.ends is not None:
        return Time(span.starts, span.ends, Recurrence.ONCE, span.doubt)
    return Time(doubt=f"thời gian “{_short(text)}” chưa đọc được")


@dataclass(frozen=True)
class _Moment:
    """A day, month, quarter, half or year that a text names, and the words that stand before it."""

    starts: date
    ends: date
    before: str
    is_day: bool = False

    @property
    def end(self) -> date:
        """Its end; of what has to be done before a month or a year, the day before that begins."""
        return self.starts - ONE_DAY if _BEFORE.search(self.before) and not self.is_day else self.ends


def _span(words: str, years: Years) -> Time:
    """From the first moment a text names to the last, with what is unsure of it."""
    moments, after, doubt = _moments(words)
    if not moments:
        return Time()
    first, last = moments[0], moments[-1]
    if _AFTER.search(first.before):
        return _open(first.ends + ONE_DAY, years)
    if _ONWARDS.search(after) or (len(moments) == 1 and _FROM.search(first.before)):
        return _open(min(one.starts for one in moments), years)
    if len(moments) == 1 and (_UNTIL.search(first.before) or first.is_day):
        return _until(first.end, years)
    if len(moments) == 2 and _RANGE.fullmatch(last.before):
        return Time(first.starts, last.end, doubt=doubt) if first.starts <= last.end else Time()
    if len(moments) > 1 and _UNTIL.search(first.before):
        return _until(max(one.end for one in moments), years)
    if not _adjoining(moments):
        doubt = "nêu nhiều thời điểm; lấy từ lúc đầu đến lúc cuối"
    return Time(min(one.starts for one in moments), max(one.end for one in moments), doubt=doubt)


def _moments(words: str) -> tuple[list[_Moment], str, str]:
    """(the moments in their order, the words after them, a doubt about what is no moment)."""
    for pattern, spelt in _SPELT:
        while (more := pattern.sub(spelt, words)) != words:
            words = more
    found = list(_MOMENT.finditer(words))
    if found and (farther := _FARTHER.search(words, found[0].end())):
        words = words[: farther.start()]
        found = [one for one in found if one.end() <= len(words)]
    ends = [0, *(one.end() for one in found)]
    between = [words[end : one.start()].strip() for end, one in zip(ends, found, strict=False)]
    after = words[ends[-1] :].strip()
    made = [_moment(one, _year(found, at), between[at]) for at, one in enumerate(found)]
    moments = [one for one in made if one]
    loose = len(moments) < len(made) or any(map(_LOOSE_NUMBER.search, [*between, after]))
    return moments, after, "còn số chưa đọc được trong thời gian" if loose else ""


def _year(found: list[re.Match[str]], at: int) -> int:
    """The year of a moment; one that states none has that of the next, or else of the one before."""
    stated = [_stated(one) for one in found]
    return next(filter(None, [*stated[at:], *reversed(stated[:at])]), 0)


def _stated(found: re.Match[str]) -> int:
    named = found.groupdict()
    given = [text for name, text in named.items() if text and name.endswith("year")]
    short = [text for name, text in named.items() if text and name.endswith("short")]
    return int(given[0]) if given else 2000 + int(short[0]) if short else 0


def _moment(found: re.Match[str], year: int, before: str) -> _Moment | None:
    """None for a day that no calendar has, and for what has no year."""
    if not year:
        return None
    if half := found["half"]:
        first, last = (7, 12) if half == "cuoi" else (1, 6)
    elif found["quarter"]:
        last = _quarter(found["quarter"]) * 3
        first = last - 2
    elif day := found["told"] or found["day"] or found["bare"]:
        return _day(
            year, int(found["told_month"] or found["day_month"] or found["bare_month"]), int(day), before
        )
    elif month := found["month"] or found["number"]:
        first = last = int(month)
    else:
        first, last = 1, 12
    return _Moment(date(year, first, 1), _end(year, last), before) if 1 <= first <= 12 else None


def _day(year: int, month: int, day: int, before: str) -> _Moment | None:
    try:
        here = date(year, month, day)
    except ValueError:
        return None
    return _Moment(here, here, before, is_day=True)


def _until(last: date, years: Years) -> Time:
    """Only an end is stated: the beginning is then the plan's, and said so."""
    begins = years.starts
    if begins is None or begins > last:
        begins = date(last.year, 1, 1)
    return Time(begins, last, doubt="chỉ nêu thời hạn; ngày bắt đầu lấy từ đầu kế hoạch")


def _open(first: date, years: Years) -> Time:
    """Only a beginning is stated: the end is then the plan's, and said so; none when that is over by then."""
    if years.ends is None or years.ends < first:
        return Time()
    return Time(first, years.ends, doubt="chỉ nêu lúc bắt đầu; kết thúc lấy hết kế hoạch")


def _adjoining(moments: list[_Moment]) -> bool:
    """Whether each begins when the one before it has ended (quý I, II; 2026, 2027) or ends a range."""
    return all(
        here.starts == before.ends + ONE_DAY or _RANGE.fullmatch(here.before)
        for before, here in pairwise(moments)
    )


def _quarter(text: str) -> int:
    return _ROMAN.get(text) or int(text)


def _end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 60 else f"{words[:60]}…"
