"""Stored values and number formats of a workbook: numbers, days and text as a person sees them."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from bachdang.spreadsheet.reading.sheets import Read
from bachdang.vietnamese.legacy_text import code_page_of
from bachdang.vietnamese.text import nfc, visible

YES: Final = "Có"
NO: Final = "Không"
SOFT_HYPHEN: Final = "\u00ad"
_PERCENT_IDS: Final = frozenset((9, 10))
_DATE_IDS: Final = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_NOT_SHOWN = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


def format_kind(number_format: str | int) -> str:
    """ "percent", "date" or "" of a number format: its id when it is built in, or its code."""
    if isinstance(number_format, int):
        return "percent" if number_format in _PERCENT_IDS else "date" * (number_format in _DATE_IDS)
    code = _NOT_SHOWN.sub("", number_format).casefold()
    if "%" in code:
        return "percent"
    return "date" if code != "general" and re.search("[dmyhs]", code) else ""


def number_of(text: str) -> Decimal:
    """Excel keeps fifteen digits: the tail of 0,1 + 0,2 was not typed. Raises ValueError for no number."""
    number = Decimal(f"{float(text):.15g}")
    if not number.is_finite():
        raise ValueError(text)
    return number


def day_of(serial: Decimal, *, since_1904: bool) -> Read:
    """The day of a serial number, a time of day as text; a number that is no day stays one."""
    if since_1904:
        serial += 1462
    if serial < 0 or serial >= 2_958_466:
        return serial
    if serial < 1:
        minutes = round(serial * 24 * 60)
        return f"{minutes // 60:02d}:{minutes % 60:02d}"
    # 1900 was no leap year, but Excel counts its 29 February.
    return date(1899, 12, 31 if serial < 60 else 30) + timedelta(days=int(serial))


def text_of(stored: str, *, escaped: bool = False) -> str | None:
    """A text as it is seen, None when nothing is. `escaped`: a workbook writes _x000D_ for a character."""
    if escaped:
        stored = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), stored)
        stored = stored.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    stored = stored.replace("\r\n", "\n").replace("\r", "\n")
    if SOFT_HYPHEN in stored and code_page_of(stored) is not None:
        # The "ư" of TCVN3 is stored as a soft hyphen.
        return nfc(SOFT_HYPHEN.join(map(_seen_inside, stored.split(SOFT_HYPHEN)))).strip() or None
    return visible(stored) or None


def _seen_inside(text: str) -> str:
    """`visible` keeps no spaces at the ends."""
    return visible(f"|{text}|")[1:-1]
