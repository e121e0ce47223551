"""Days and recurrences out of words: "2026-2030", "Hằng năm", "Quý IV/2026", "Thường xuyên"."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from bachdang.vietnamese.text import fold
from plans.models import Recurrence

_YEARS: Final = re.compile(r"(?<!\d)(20\d\d)\s*[-–—]\s*(20\d\d)(?!\d)")
_YEAR: Final = re.compile(r"(?<![\d/])(20\d\d)(?!\d)")
_DAY: Final = re.compile(r"(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-](20\d\d)(?!\d)")
_MONTH: Final = re.compile(r"(?:thang\s*)?(?<![\d/])(\d{1,2})\s*(?:/|nam)\s*(20\d\d)(?!\d)")
_QUARTER: Final = re.compile(
    r"quy\s*(iv|iii|ii|i|[1-4])(?:\s*[-–,]\s*(?:quy\s*)?(iv|iii|ii|i|[1-4]))?\s*(?:/|,|nam|-)?\s*(?:nam\s*)?(20\d\d)"
)
_HALF: Final = re.compile(r"6 thang (dau|cuoi)(?: nam)? (20\d\d)")
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
        return Time(span.starts, span.ends, Recurrence.YEARLY)
    if _CONTINUOUS.search(words):
        return Time(span.starts, span.ends, Recurrence.CONTINUOUS)
    if _OFTEN.search(words):
        return Time(span.starts, span.ends, Recurrence.CONTINUOUS, f"“{_short(text)}”: đọc là thường xuyên")
    if span.ends is not None:
        return Time(span.starts, span.ends, Recurrence.ONCE, span.doubt)
    return Time(doubt=f"thời gian “{_short(text)}” chưa đọc được")


def _span(words: str, years: Years) -> Time:
    if found := _YEARS.search(words):
        first, last = int(found[1]), int(found[2])
        if first <= last:
            return Time(date(first, 1, 1), date(last, 12, 31))
    if days := _DAY.findall(words):
        return _until(_days(days), words, years, single=len(days) == 1)
    if found := _QUARTER.search(words):
        first, last = _quarter(found[1]), _quarter(found[2] or found[1])
        year = int(found[3])
        return _until([date(year, first * 3 - 2, 1), _end(year, last * 3)], words, years)
    if found := _HALF.search(words):
        year, late = int(found[2]), found[1] == "cuoi"
        return Time(date(year, 7 if late else 1, 1), date(year, 12, 31) if late else date(year, 6, 30))
    if (found := _MONTH.search(words)) and 1 <= int(found[1]) <= 12:
        year, month = int(found[2]), int(found[1])
        return _until([date(year, month, 1), _end(year, month)], words, years)
    if listed := [int(year) for year in _YEAR.findall(words)]:
        return _until([date(min(listed), 1, 1), date(max(listed), 12, 31)], words, years)
    return Time()


def _until(days: list[date], words: str, years: Years, *, single: bool = False) -> Time:
    """A span, or only its end: the beginning is then the plan's, and said so."""
    if not days:
        return Time()
    first, last = min(days), max(days)
    if re.search(r"\b(den het|den nam|den|truoc|cham nhat|het)\b", words) or single:
        begins = years.starts
        if begins is None or begins > last:
            begins = date(last.year, 1, 1)
        return Time(begins, last, doubt="chỉ nêu thời hạn; ngày bắt đầu lấy từ đầu kế hoạch")
    if re.search(r"\btu (nam )?20\d\d\b", words) and len(_YEAR.findall(words)) == 1 and years.ends:
        return Time(first, max(years.ends, last), doubt="chỉ nêu lúc bắt đầu; kết thúc lấy hết kế hoạch")
    return Time(first, last)


def _days(found: list[tuple[str, str, str]]) -> list[date]:
    days = []
    for day, month, year in found:
        try:
            days.append(date(int(year), int(month), int(day)))
        except ValueError:
            continue
    return days


def _quarter(text: str) -> int:
    return _ROMAN.get(text) or int(text)


def _end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 60 else f"{words[:60]}…"
