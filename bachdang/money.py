"""Money as it is typed and read aloud: a number and its unit → whole đồng, whole đồng → words.

A person chooses đồng, triệu or tỷ; what is stored is exact, so a part of a đồng is refused, never rounded.
A unit typed behind the number ("1,5 tỷ") counts more than the one chosen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from bachdang.numbers import NumberError, format_decimal, parse_number
from bachdang.text import nfc

DONG, MILLION, BILLION = "dong", "trieu", "ty"
UNITS = {DONG: ("đồng", 1), MILLION: ("triệu đồng", 10**6), BILLION: ("tỷ đồng", 10**9)}
UNIT_CHOICES = [(key, label) for key, (label, _) in UNITS.items()]

MAX_DONG = 10**15
"""Sums below this many đồng are taken: a million tỷ is a slip of the unit, not a ward's money."""

_TYPED_UNIT = re.compile(r"(tỷ|tỉ|ty|ti|triệu|trieu|tr|đồng|dong|đ)( ?(đồng|dong|đ))?$", re.IGNORECASE)
_NAMES = {
    "tỷ": BILLION, "tỉ": BILLION, "ty": BILLION, "ti": BILLION, "triệu": MILLION, "trieu": MILLION,
    "tr": MILLION, "đồng": DONG, "dong": DONG, "đ": DONG,
}  # fmt: skip
_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_GROUPS = ((10**6, "triệu"), (10**3, "nghìn"), (1, ""))


def read_money(text: str, unit: str) -> int:
    """Whole đồng of "1,5" in `unit`, or of "1,5 tỷ" whatever the unit. Raises NumberError with the remedy."""
    text = nfc(text).strip()
    typed = _TYPED_UNIT.search(text)
    if typed and typed.start():
        text, unit = text[: typed.start()], _NAMES[typed[1].lower()]
    return to_dong(parse_number(text), unit)


def to_dong(amount: Decimal, unit: str) -> int:
    """`amount` of a unit in whole đồng; a negative sum, a part of a đồng and too large a sum are refused."""
    label, size = UNITS[unit]
    dong = amount * size
    shown = f"{format_decimal(amount)} {label}"
    if dong < 0:
        raise NumberError(f"Số tiền không được nhỏ hơn 0 ({shown}).")
    if dong != dong.to_integral_value():
        raise NumberError(f"{shown} có phần lẻ của đồng. Nhập số tiền tròn đến đồng.")
    if dong >= MAX_DONG:
        raise NumberError(f"{shown} là quá lớn. Kiểm tra lại đơn vị tính (đồng, triệu hay tỷ).")
    return int(dong)


def in_unit(dong: int, unit: str) -> Decimal:
    """Exactly so much of a unit."""
    return Decimal(dong) / UNITS[unit][1]


def best_unit(amounts: Iterable[int], default: str = MILLION) -> str:
    """The largest unit in which every amount has at most three decimals; `default` without amounts."""
    known = [one for one in amounts if one]
    if not known:
        return default
    for unit, step in ((BILLION, 10**6), (MILLION, 10**3)):
        if all(one % step == 0 for one in known) and max(known) >= UNITS[unit][1]:
            return unit
    return DONG


def exact_text(dong: int | None) -> str:
    """ "1,5 tỷ đồng", "250,5 triệu đồng" or "1.234.567 đồng": never rounded; "" for None."""
    if dong is None:
        return ""
    unit = best_unit([abs(dong)], DONG)
    return f"{format_decimal(in_unit(dong, unit))} {UNITS[unit][0]}"


def in_words(dong: int) -> str:
    """ "một tỷ năm trăm triệu đồng". Groups of zeros are left out. Raises ValueError below 0."""
    if dong < 0:
        raise ValueError(f"no words for {dong}")
    return f"{_number(dong)} đồng"


def _number(number: int) -> str:
    if number == 0:
        return _DIGITS[0]
    billions, rest = divmod(number, 10**9)
    said = [_number(billions), "tỷ"] if billions else []
    for size, name in _GROUPS:
        group, rest = divmod(rest, size)
        if group:
            said += [_group(group, full=bool(said)), name]
    return " ".join(word for word in said if word)


def _group(number: int, *, full: bool) -> str:
    """Three digits; `full` also says the missing hundreds and tens ("không trăm linh năm")."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    said = [_DIGITS[hundreds], "trăm"] if hundreds or full else []
    if tens > 1:
        said += [_DIGITS[tens], "mươi"]
    elif tens == 1:
        said.append("mười")
    elif ones and said:
        said.append("linh")
    if ones:
        said.append(_one(ones, tens))
    return " ".join(said)


def _one(ones: int, tens: int) -> str:
    """mốt, tư and lăm behind tens; tư and mốt not behind mười."""
    if ones == 5 and tens:
        return "lăm"
    if tens > 1:
        return {1: "mốt", 4: "tư"}.get(ones, _DIGITS[ones])
    return _DIGITS[ones]
