"""Reading and writing numbers, dates and money as Vietnamese officials do.

The comma is the decimal mark, the dot (or a space) groups thousands. What may be read in two ways is
asked back, never guessed: design rule "Text and numbers" of docs/domain.md.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal, localcontext

MAX_DIGITS = 15
"""Digits that a figure may have; Excel keeps no more than fifteen either."""

_SHOWN = 40  # characters of a wrong input quoted back in a message
_SIGNS = str.maketrans("−–‒﹣‘’ʼ´`", "----'''''")
_FULL_WIDTH = range(0xFF01, 0xFF5F)
_GROUPED = r"[1-9][0-9]{0,2}(?P<mark>[. '])[0-9]{3}(?:(?P=mark)[0-9]{3})*"
_NUMBER = re.compile(rf"(?P<whole>[0-9]+|{_GROUPED})(?:,(?P<part>[0-9]+))?")
_ONE_GROUP = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")
_POINT = re.compile(r"([0-9]+)\.([0-9]+)")
_ENGLISH = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_BESIDE_MARK = re.compile(r" *([.,]) *")
_IN_BRACKETS = re.compile(r"\([^()]*[0-9][^()]*\)")
_SIGN_INSIDE = re.compile(r"[0-9].*?(?P<sign>[-+~±—―‐‑]).*[0-9]")
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
    (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_THOUSAND, _MILLION, _BILLION = Decimal(10**3), Decimal(10**6), Decimal(10**9)


class NumberError(ValueError):
    """The text is no number; `message_vi` says to the user what is wrong and what to type instead."""

    def __init__(self, message_vi: str) -> None:
        super().__init__(message_vi)
        self.message_vi = message_vi


class AmbiguousNumber(NumberError):
    """The text is asked back; `readings` are the numbers it may mean (one, when only one makes sense).

    `texts` are the same as they may be typed: each is read without a question.
    """

    def __init__(self, message_vi: str, readings: tuple[Decimal, ...], texts: tuple[str, ...] = ()) -> None:
        super().__init__(message_vi)
        self.readings = readings
        self.texts = texts or tuple(map(format_input, readings))


def parse_number(text: str, *, whole: bool = False) -> Decimal:
    """The number a Vietnamese reader sees in `text`: "1.234,5", "1234,5", "1 234,5" and "-0,5" are read.

    `whole`: the box counts things, so "1.900" is 1900, and a part of a thing is asked back.
    Raises AmbiguousNumber for what may be read in two ways ("10.961") or is written in another way than
    ours ("10.96", "5.", "12 ,5"), NumberError for anything else that is not one number of at most
    MAX_DIGITS digits.
    """
    shown = _shown(text)
    sign, body = _split_sign(tidy_number(text))
    if not body:
        raise NumberError("Chưa nhập số.")
    check_one_number(text)
    if "%" in body:
        raise NumberError(f"“{shown}”: chỉ nhập con số, không kèm ký hiệu %.")
    if not re.fullmatch(r"[., ']*[0-9][0-9., ']*", body):
        raise NumberError(f"“{shown}” không phải là số. Chỉ nhập chữ số, không kèm chữ hay đơn vị.")
    return _Body(body, sign, shown, whole).read()


def check_one_number(text: str) -> None:
    """Raises NumberError for "(120)", a loss in accounts, and for "120 - 150", a range or a sum."""
    shown, plain = _shown(text), tidy_number(text)
    if _IN_BRACKETS.fullmatch(plain):
        inside = plain[1:-1].strip().lstrip("-")
        why = "ngoặc đơn là cách kế toán ghi số âm"
        raise NumberError(
            f"“{shown}” không phải là số: {why}. Nếu là số âm, ghi -{inside}; nếu không, ghi {inside}."
        )
    if found := _SIGN_INSIDE.search(plain):
        why = f"có dấu “{found['sign']}” ở giữa, là một khoảng hoặc một phép tính"
        raise NumberError(f"“{shown}” không phải là số: {why}. Ghi một số.")


def too_fine(value: Decimal, places: int) -> str:
    """What is said of a number with more decimals than its column holds: the rounded one is offered."""
    rounded = _rounded(value, None, places).replace(",", "").replace(".", ",")
    return f"Chỉ nhận tối đa {places} chữ số sau dấu phẩy. Làm tròn, ví dụ {rounded}."


def tidy_number(text: str) -> str:
    """Without outer space and invisible characters; each kind of digit, space, minus and quote made plain."""
    visible = (c for c in text.translate(_SIGNS) if unicodedata.category(c) != "Cf")
    return " ".join("".join(map(_plain, visible)).split())


def _plain(character: str) -> str:
    if ord(character) in _FULL_WIDTH:
        character = chr(ord(character) - 0xFEE0)
    digit = unicodedata.decimal(character, None)
    return character if digit is None else str(digit)


def format_decimal(
    value: Decimal | int | None, places: int | None = None, *, at_most: int | None = None
) -> str:
    """`value` as 1.234,5; "" for None. Never an exponent, never "-0".

    `places` rounds half up to exactly so many decimals; `at_most` rounds likewise and then drops the
    trailing zeros; with neither, the exact value without trailing zeros. Raises ValueError for NaN.
    """
    if value is None:
        return ""
    return _rounded(value, places, at_most).translate(str.maketrans(",.", ".,"))


def format_input(value: Decimal | int | None) -> str:
    """`value` as it stands in an input box: exact and without groups, so that parse_number reads it back.

    (format_decimal writes 10961 as "10.961", which parse_number would have to ask back.)
    """
    if value is None:
        return ""
    return _rounded(value, None, None).replace(",", "").replace(".", ",")


def format_percent(
    value: Decimal | int | None, places: int | None = None, *, at_most: int | None = None
) -> str:
    """`value`, in percentage points (15 is 15 %), as "15%"; "" for None. Rounding as format_decimal."""
    return "" if value is None else f"{format_decimal(value, places, at_most=at_most)}%"


def format_date(day: date | None) -> str:
    """`day` as dd/mm/yyyy; "" for None."""
    return "" if day is None else f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def format_dong(amount: Decimal | int | None) -> str:
    """`amount`, in đồng, as "1,5 tỷ đồng", "250 triệu đồng" or "9.500 đồng"; "" for None.

    Rounded half up to three decimals of the unit shown (triệu for a sum in tỷ, nghìn for one in triệu).
    """
    if amount is None:
        return ""
    size = abs(Decimal(amount))
    if size >= _BILLION - _THOUSAND / 2:  # 999.999.500 rounds to 1.000 triệu, which is 1 tỷ
        return f"{format_decimal(amount / _BILLION, at_most=3)} tỷ đồng"
    if size >= _MILLION:
        return f"{format_decimal(amount / _MILLION, at_most=3)} triệu đồng"
    return f"{format_decimal(amount, at_most=0)} đồng"


def roman(number: int) -> str:
    """The Roman numeral of 1..3999, as the plan numbers its programmes. Raises ValueError outside."""
    if not 1 <= number <= 3999:
        raise ValueError(f"no Roman numeral for {number}")
    numeral = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        numeral += letters * count
    return numeral


def _shown(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _split_sign(text: str) -> tuple[str, str]:
    if text[:1] in ("-", "+"):
        return text[0].replace("+", ""), text[1:].lstrip()
    return "", text


@dataclass(frozen=True)
class _Body:
    """Digits, marks and spaces that may be one number."""

    text: str
    sign: str
    shown: str
    whole: bool

    def read(self) -> Decimal:
        found, point = _NUMBER.fullmatch(self.text), _POINT.fullmatch(self.text)
        english = self.text.count(",") > 1 or "." in self.text.partition(",")[2]
        if english and _ENGLISH.fullmatch(self.text):  # 1,234.5 and 1,234,567
            integer, _, part = self.text.replace(",", "").partition(".")
            why = "dấu phẩy là dấu thập phân, không dùng để ngăn hàng nghìn"
            raise self._asked(f"“{self.shown}”: {why}.", [self._written(integer, part)])
        if _ONE_GROUP.fullmatch(self.text) and ("," in self.text or not self.whole):
            return self._one_group()
        if found:
            integer = re.sub(r"[. ']", "", found["whole"])
            return self._taken(integer, found["part"] or "")
        if point:
            why = f"Số “{self.shown}” dùng dấu chấm cho phần thập phân, ở đây là dấu phẩy."
            raise self._asked(why, [self._written(point[1], point[2])])
        raise self._repaired()

    def _one_group(self) -> Decimal:
        """1.234 and 1,234: thousands or a decimal mark."""
        before, after = re.split("[.,]", self.text)
        decimal = self._written(before, after)
        if "," in self.text and not self.whole:
            return _number(decimal, self.shown)
        readings = [self._written(before + after), decimal]
        why = f"Số “{self.shown}” có thể hiểu là {readings[0]} hoặc {decimal}."
        raise self._asked(f"{why} Ô này chỉ nhận số nguyên." if self.whole else why, readings)

    def _taken(self, integer: str, part: str) -> Decimal:
        number = _number(self._written(integer, part), self.shown)
        if self.whole and number % 1:
            why = f"“{self.shown}” có phần lẻ, mà ô này chỉ nhận số nguyên."
            raise self._asked(why, [self._written(integer, part)])
        return number

    def _repaired(self) -> NumberError:
        """5. and .5 and 12 ,5: what is meant is plain, and asked back all the same."""
        text = _BESIDE_MARK.sub(r"\1", self.text)
        why = "thừa dấu cách cạnh dấu phẩy, dấu chấm"
        if text[:1] in (".", ","):
            text, why = f"0,{text[1:]}", "thiếu chữ số trước dấu thập phân"
        elif text[-1:] in (".", ","):
            text, why = text[:-1], "thừa dấu ở cuối"
        if text != self.text:
            try:
                number = _Body(text, self.sign, self.shown, self.whole).read()
                return self._asked(f"“{self.shown}”: {why}.", [f"{self.sign}{_typed(abs(number))}"])
            except AmbiguousNumber as error:
                return error
            except NumberError:
                pass
        if self.text.count(",") > 1:
            why = "có nhiều dấu phẩy. Dấu phẩy chỉ dùng một lần, cho phần thập phân."
            return NumberError(f"“{self.shown}” {why}")
        return NumberError(
            f"“{self.shown}”: ngăn hàng nghìn chưa đúng. Mỗi nhóm đủ 3 chữ số, ví dụ 1.234.567,8."
        )

    def _written(self, integer: str, part: str = "") -> str:
        return f"{self.sign}{integer}{',' if part else ''}{part}"

    def _asked(self, why: str, texts: list[str]) -> AmbiguousNumber:
        """The question with readings that the box takes: for a count the whole numbers next to a part."""
        found: dict[str, Decimal] = {}
        for text in texts:
            number = _number(text, self.shown)
            for one in (number,) if not self.whole or not number % 1 else _neighbours(number, len(texts)):
                found.setdefault(text if one == number and not self.whole else format_input(one), one)
        named = "một trong hai cách đó" if list(found) == texts else " hoặc ".join(found)
        remedy = f"Hãy gõ {next(iter(found))}." if len(found) == 1 else f"Chọn hoặc gõ lại {named}."
        return AmbiguousNumber(f"{why} {remedy}", tuple(found.values()), tuple(found))


def _neighbours(number: Decimal, others: int) -> tuple[Decimal, ...]:
    """The whole numbers next to a part; the nearer one alone where there is another reading."""
    if others > 1:
        return (number.to_integral_value(rounding=ROUND_HALF_UP),)
    floor = number.to_integral_value(rounding=ROUND_FLOOR)
    return (floor, floor + 1)


def _typed(number: Decimal) -> str:
    return f"{number:f}".replace(".", ",")


def _number(written: str, shown: str) -> Decimal:
    """The number of digits with a decimal comma, a minus before them."""
    integer, _, part = written.lstrip("-").partition(",")
    digits = len(integer.lstrip("0")) + len(part)
    if digits > MAX_DIGITS:
        raise NumberError(f"“{shown}” có {digits} chữ số; chỉ nhận tối đa {MAX_DIGITS} chữ số.")
    number = Decimal(written.replace(",", "."))
    return number if number else abs(number)


def _rounded(value: Decimal | int, places: int | None, at_most: int | None) -> str:
    """`value` in Python's own notation with groups (1,234.5), rounded and without a negative zero."""
    number = Decimal(value)
    if not number.is_finite():
        raise ValueError(f"not a finite number: {value}")
    wanted = at_most if places is None else places
    if wanted is not None:
        with localcontext() as context:
            context.prec = max(number.adjusted(), 0) + wanted + 10
            number = number.quantize(Decimal(1).scaleb(-wanted), rounding=ROUND_HALF_UP)
    written = f"{number if number else abs(number):,f}"
    if places is None and "." in written:
        written = written.rstrip("0").rstrip(".")
    return written
