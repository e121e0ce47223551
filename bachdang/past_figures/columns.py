"""Titles of columns that are a time: "Năm 2024", "QI/2026", "Ước 6 tháng 2026", "31/12/2025"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bachdang.spreadsheet.reading import Read
from bachdang.vietnamese.text import fold
from indicators.rules import Form

_QUARTER_DAYS = {(31, 3): 1, (30, 6): 2, (30, 9): 3, (31, 12): 4}
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_TIME = re.compile(
    r"""(?P<day>\b(?P<d>\d{1,2})[/.-](?P<m>\d{1,2})[/.-](?P<y>20\d\d)\b)
    | \b(?:quy|q)[\s.]*(?P<quarter>iv|i{1,3}|[1-4])(?![a-z\d])
    | \b(?P<roman>iv|i{1,3})\s*[/-]\s*(?=20\d\d)
    | \b(?P<months>3|6|9|12)\s*(?:thang|t)\b(?!\s+cuoi)(?:\s+dau\s+nam)?
    | \b(?P<whole>ca\s+nam)\b
    | (?<!\d)(?P<year>20\d\d)(?!\d)
    | (?P<part>\b(?:tu|mau)\s+so\b)
    | (?P<estimate>\b(?:uoc|uth)\b)
    | \b(?:nam|thuc\s+hien|th|so\s+lieu|gia\s+tri|ket\s+qua|dat\s+duoc|chinh\s+thuc)\b
    | (?P<summed>\b(?:luy\s+ke|den|het)\b)
    | \b(?:cuoi|ngay|tai)\b
    | [\s/().,:-]+""",
    re.VERBOSE,
)


@dataclass(frozen=True)
class Slot:
    """What a column of figures is about; None: the row says it, or (the quarter) the whole year is meant.

    `since_january`: "6 tháng", "Cả năm", "Đến 30/6", where "Quý II" is that quarter alone.
    """

    title: str
    year: int | None
    quarter: int | None
    form: Form | None = None
    part: str = "value"
    since_january: bool = False


def slot_of(title: Read) -> Slot | None:
    """The time that a title names; None when it names none, two, or more than that (a plan, a comparison)."""
    if isinstance(title, date):
        quarter = _QUARTER_DAYS.get((title.day, title.month))
        return Slot(f"{title:%d/%m/%Y}", title.year, quarter, since_january=True) if quarter else None
    text = str(title) if isinstance(title, str | Decimal) else ""
    found = _read(fold(text))
    if found is None or found["quarter"] < 0 or not (found["year"] or found["quarter"]):
        return None
    form = Form.ESTIMATE if found["estimate"] else None
    own = bool(found["alone"] and not found["summed"])
    times = found["year"] or None, found["quarter"] or None
    return Slot(text, *times, form, _PARTS[found["part"]], since_january=not own)


_PARTS = {0: "value", 1: "numerator", 2: "denominator"}


def _read(text: str) -> dict[str, int] | None:
    """Year, quarter, estimate and part of a folded title, 0 for none; None when something else is said."""
    found = dict.fromkeys(("year", "quarter", "estimate", "part", "alone", "summed"), 0)
    at = 0
    while at < len(text):
        match = _TIME.match(text, at)
        if match is None:
            return None
        for key, value in _said(match).items():
            if found[key] not in (0, value):
                return None
            found[key] = value
        at = match.end()
    return found


def _said(match: re.Match[str]) -> dict[str, int]:
    """What one piece of a title says."""
    if match["day"]:
        quarter = _QUARTER_DAYS.get((int(match["d"]), int(match["m"])), -1)
        return {"year": int(match["y"]), "quarter": quarter}
    if match["quarter"] or match["roman"]:
        return {"quarter": _ROMAN[match["quarter"] or match["roman"]], "alone": 1}
    if match["months"] or match["whole"]:
        return {"quarter": int(match["months"] or 12) // 3}
    if match["year"]:
        return {"year": int(match["year"])}
    if match["part"]:
        return {"part": 1 if match["part"].startswith("tu") else 2}
    if match["summed"]:
        return {"summed": 1}
    return {"estimate": 1} if match["estimate"] else {}
