"""Money as it is typed and read aloud: a number and its unit → whole đồng, whole đồng → words.

A person chooses đồng, triệu or tỷ; what is stored is exact, so a part of a đồng is refused, never rounded.
Units typed behind the numbers ("1,5 tỷ", "1 tỷ 200 triệu", "1 tỷ rưỡi") count more than the one chosen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from bachdang.vietnamese.numbers import (
    AmbiguousNumber,
    NumberError,
    check_one_number,
    format_decimal,
    format_input,
    parse_number,
    tidy_number,
)
from bachdang.vietnamese.text import fold

DONG, MILLION, BILLION = "dong", "trieu", "ty"
UNITS = {DONG: ("đồng", 1), MILLION: ("triệu đồng", 10**6), BILLION: ("tỷ đồng", 10**9)}
UNIT_CHOICES = [(key, label) for key, (label, _) in UNITS.items()]

MAX_DONG = 10**15
"""Sums below this many đồng are taken: a million tỷ is a slip of the unit, not a ward's money."""

_CURRENCY = re.compile(r"[ .]*(dong|vnd|vn dong|d|₫)$")
_BEHIND = re.compile(r" *\((?P<words>[^()]*)\)$")
_BASES = {
    "ty": 10**9, "ti": 10**9, "trieu": 10**6, "tr": 10**6, "nghin": 10**3, "ngan": 10**3, "k": 10**3,
}  # fmt: skip
_TIMES = {"chuc": 10, "tram": 100, "nghin": 10**3, "ngan": 10**3}
_TERM = re.compile(
    r"(?:[ ,;]+(?:va +)?)?(?:"
    r"(?P<number>[^a-z]*?[0-9][^a-z]*?) *"
    r"(?:(?P<times>chuc|tram|nghin|ngan) +(?=[a-z]))?(?P<base>ty|ti|trieu|tr|nghin|ngan|k)(?![a-z])|"
    r"(?P<half>ruoi)$|(?P<rest>[0-9]{1,3})$)"
)
_LARGEST = 10**12
_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_GROUPS = ((10**6, "triệu"), (10**3, "nghìn"), (1, ""))


def read_money(text: str, unit: str) -> int:
    """Whole đồng of "1,5" in `unit`, or of "1,5 tỷ" whatever the unit. Raises NumberError with the remedy."""
    amount = read_amount(text, UNITS[unit][1])
    return to_dong(amount / UNITS[unit][1], unit)


def read_amount(text: str, size: int) -> Decimal:
    """The đồng that `text` means: a bare number counts units of `size` đồng.

    Brackets behind it hold its unit, or the words that a page puts there.
    Raises NumberError; an AmbiguousNumber's readings are đồng, its texts name their units.
    """
    check_one_number(text)
    plain = fold(tidy_number(text))
    behind = _BEHIND.search(plain)
    if behind is None:
        return _read(text, plain, size)
    number, words = plain[: behind.start()], behind["words"].strip()
    if _is_unit(words):
        return _read(text, f"{number} {words}", size)
    amount = _read(text, number, size)
    if not _says(words, amount):
        raise NumberError(
            f"“{text.strip()[:40]}”: phần trong ngoặc không phải là đơn vị tiền. "
            "Ghi số kèm đơn vị, ví dụ 120 triệu, và bỏ phần trong ngoặc."
        )
    return amount


def _is_unit(words: str) -> bool:
    """ "trieu", "nghin ty dong", "dong", "vnd": nothing but a unit of money."""
    unit = _CURRENCY.sub("", f" {words}").split()
    return bool(words) and all(word in _BASES for word in unit)


def _says(words: str, amount: Decimal) -> bool:
    """Whether these are the words of the sum, as a page writes them."""
    if amount < 0 or amount != amount.to_integral_value():
        return False
    said = fold(in_words(int(amount)))
    return words in (said, said.removesuffix(" dong"))


def _read(text: str, plain: str, size: int) -> Decimal:
    """`plain` is `text` folded and without brackets."""
    found = _CURRENCY.search(plain)
    currency = found is not None and found.start() > 0
    if found is not None and currency:
        plain = plain[: found.start()]
    if re.search("[a-z]", plain):
        return _Terms(text, plain, currency).read()
    return _piece(plain, 1 if currency else size)


def _piece(number: str, size: int) -> Decimal:
    """One number of units of `size` đồng."""
    try:
        return parse_number(number, whole=size == 1) * size
    except AmbiguousNumber as error:
        raise _asked(error.message_vi, tuple(one * size for one in error.readings)) from error


def _asked(message: str, readings: tuple[Decimal, ...]) -> AmbiguousNumber:
    return AmbiguousNumber(message, readings, tuple(map(_typed, readings)))


def _typed(dong: Decimal) -> str:
    """ "1200 triệu đồng": without groups, so that it is read without a question."""
    unit = best_unit([int(abs(dong))], DONG) if dong == dong.to_integral_value() else DONG
    return f"{format_input(dong / UNITS[unit][1])} {UNITS[unit][0]}"


def money_size(measure: str) -> int | None:
    """The đồng in one of a unit of measure ("tỷ đồng", "triệu đồng/người"); None for what is no money."""
    unit = fold(measure.partition("/")[0])
    words = unit.removesuffix("dong").split()
    if not unit.endswith("dong") or any(word not in _BASES for word in words):
        return None
    size = 1
    for word in words:
        size *= _BASES[word]
    return size


@dataclass(frozen=True)
class _Terms:
    """ "1 ty 200 trieu": numbers, each with its unit, from large to small. `currency`: đồng stood behind."""

    typed: str
    plain: str
    currency: bool

    def read(self) -> Decimal:
        total, last, at = Decimal(0), _LARGEST + 1, 0
        while at < len(self.plain):
            found = _TERM.match(self.plain, at)
            if found is None:
                raise self._refused()
            if at and self.plain.startswith("-"):
                raise NumberError(f"“{self._shown}”: số âm ghi bằng một đơn vị, ví dụ -1,2 tỷ.")
            if found["base"]:
                size = _BASES[found["base"]] * _TIMES.get(found["times"] or "", 1)
                if size >= last:
                    raise self._refused()
                total, last = total + self._term(found, size), size
            elif last > _LARGEST:
                raise self._refused()
            else:
                total += Decimal(last) / 2 if found["half"] else self._bare(found["rest"], last, total)
            at = found.end()
        return total

    def _term(self, found: re.Match[str], size: int) -> Decimal:
        """What is asked back about one number is asked with the whole sum that each reading gives."""
        try:
            return parse_number(found["number"]) * size
        except AmbiguousNumber as error:
            start, end = found.span("number")
            sums = (f"{self.plain[:start]}{one}{self.plain[end:]}" for one in error.texts)
            readings = tuple(_Terms(self.typed, one, self.currency).read() for one in sums)
            raise _asked(error.message_vi, readings) from error

    def _bare(self, digits: str, last: int, total: Decimal) -> Decimal:
        """ "1 tỷ 200" is 200 triệu; "1 tỷ 2" may be 200 triệu or two, "1 tỷ 200 đồng" 200 triệu or đồng."""
        colloquial, below = Decimal(digits) * last / 10 ** len(digits), Decimal(digits) * (last // 1000)
        readings = [below] if len(digits) == 3 else [colloquial, below]
        if self.currency:
            readings = [*readings[:1], Decimal(digits)] if last > 1000 else [Decimal(digits)]
        if len(readings) == 1:
            return readings[0]
        sums = tuple(total + one for one in readings)
        named = " hoặc ".join(map(_typed, sums))
        raise _asked(f"“{self._shown}” có thể hiểu là {named}. Chọn hoặc gõ lại một trong hai cách đó.", sums)

    @property
    def _shown(self) -> str:
        return self.typed.strip()[:40]

    def _refused(self) -> NumberError:
        return NumberError(
            f"“{self._shown}” không phải là số tiền. Ghi số kèm đơn vị, ví dụ 1,5 tỷ hoặc 1 tỷ 200 triệu."
        )


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
