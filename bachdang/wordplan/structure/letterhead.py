"""The head of the first page: the document's number and day, who issues it, whose ward it is."""

from __future__ import annotations

import re
from typing import Final

from bachdang.wordplan.lines import Head

_NUMBER: Final = re.compile(r"Số\s*:?\s*([0-9][\w./-]*(?:\s*[-/]\s*[A-ZĐ][\w/-]*)?)")
_ISSUED: Final = re.compile(r"ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(20\d\d)")
_WARD: Final = re.compile(r"\b(phường|xã|đặc khu)\s+(\S.*)$", re.IGNORECASE)
_ISSUERS: Final = (
    "ĐẢNG ỦY",
    "ĐẢNG UỶ",
    "BAN THƯỜNG VỤ",
    "ỦY BAN NHÂN DÂN",
    "UỶ BAN NHÂN DÂN",
    "BAN CHẤP HÀNH",
)
_STATED: Final = re.compile(
    r"((?:Ban Thường vụ )?Đảng [uủ][ỷy] (?:phường|xã|đặc khu)|[UỦ][ỷy] ban nhân dân (?:phường|xã|đặc khu))"
    r"((?:\s+[A-ZĐÀ-Ỹ][^\W\d_]*)+)"
)


def read_letterhead(texts: list[str], head: Head) -> None:
    """Fill the head from lines of the letterhead; what is there already stays."""
    for text in texts:
        if found := _NUMBER.search(text):
            head.number = head.number or " ".join(found[1].split())
        if found := _ISSUED.search(text):
            day, month, year = map(int, found.groups())
            head.issued = head.issued or f"{year:04d}-{month:02d}-{day:02d}"
        if text.isupper() and text.startswith(_ISSUERS) and (found := _WARD.search(text)):
            name = f"{found[1].capitalize()} {_named(found[2])}"
            head.ward = head.ward or name
            start = text[: found.start()].strip()
            head.issuer = head.issuer or f"{_sentence(start)} {found[1].lower()} {_named(found[2])}".strip()


def read_preamble(text: str, head: Head) -> None:
    """Who issues it, as a sentence of the preamble says: more exact than the letterhead."""
    found = list(_STATED.finditer(text))
    if found:
        last = found[-1]
        head.issuer = " ".join(last[0].split())
        kind = next(kind for kind in ("Đặc khu", "Xã", "Phường") if last[1].lower().endswith(kind.lower()))
        head.ward = head.ward or f"{kind} {' '.join(last[2].split())}"


def _named(text: str) -> str:
    """AN BIÊN as An Biên."""
    return " ".join(word.capitalize() for word in text.strip(" .,*-").split())


def _sentence(text: str) -> str:
    return text[:1] + text[1:].lower() if text.isupper() else text
