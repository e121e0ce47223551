"""Reading and writing numbers, dates and money as Vietnamese officials do.

The comma is the decimal mark, the dot (or a space) groups thousands. What may be read in two ways is
asked back, never guessed: design rule "Text and numbers" of docs/domain.md.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, localcontext

MAX_DIGITS = 15
"""Digits that a figure may have; Excel keeps no more than fifteen either."""

_SHOWN = 40  # characters of a wrong input quoted back in a message
_MINUS_SIGNS = str.maketrans("−–‒﹣-", "-----")
_PLAIN = re.compile(r"[0-9]+")
_DOT_GROUPS = re.compile(r"[1-9][0-9]{0,2}(\.[0-9]{3})+")
_SPACE_GROUPS = re.compile(r"[1-9][0-9]{0,2}( [0-9]{3})+")
_ONE_DOT = re.compile(r"([0-9]+)\.([0-9]+)")
_COMMA_GROUPS = re.compile(r"[1-9][0-9]{0,2}(,[0-9]{3})+(\.[0-9]+)?")
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
    """The text is asked back; `readings` are the numbers it may mean (one, when only one makes sense)."""

    def __init__(self, message_vi: str, readings: tuple[Decimal, ...]) -> None:
        super().__init__(message_vi)
        self.readings = readings


def parse_number(text: str) -> Decimal:
    """The number a Vietnamese reader sees in `text`: "1.234,5", "1234,5", "1 234,5" and "-0,5" are read.

    Raises AmbiguousNumber for a single dot ("10.961", "10.96"), NumberError for anything else that is
    not one number of at most MAX_DIGITS digits.
    """
    shown = _shown(text)
    sign, body = _split_sign(_tidy(text))
    if not body:
        raise NumberError("Chưa nhập số.")
    if "%" in body:
        raise NumberError(f"“{shown}”: chỉ nhập con số, không kèm ký hiệu %.")
    if not re.fullmatch(r"[0-9., ]+", body):
        raise NumberError(f"“{shown}” không phải là số. Chỉ nhập chữ số, không kèm chữ hay đơn vị.")
    whole, fraction = _split_comma(body, shown, sign)
    integer = _read_groups(whole, fraction, shown, sign)
    return _number(sign, integer, fraction or "", shown)


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


def _tidy(text: str) -> str:
    """Without outer space and invisible characters; every kind of space and minus made the plain one."""
    visible = (c for c in text.translate(_MINUS_SIGNS) if unicodedata.category(c) != "Cf")
    return "".join(" " if unicodedata.category(c) == "Zs" else c for c in visible).strip()


def _shown(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _split_sign(text: str) -> tuple[str, str]:
    if text[:1] in ("-", "+"):
        return text[0].replace("+", ""), text[1:].lstrip()
    return "", text


def _split_comma(body: str, shown: str, sign: str) -> tuple[str, str | None]:
    """The parts before and after the decimal comma; None after it when there is no comma."""
    whole, comma, fraction = body.partition(",")
    if not comma:
        return whole, None
    if _COMMA_GROUPS.fullmatch(body) and ("." in body or body.count(",") > 1):  # 1,234.5 and 1,234,567
        remedy = sign + body.replace(",", "").replace(".", ",")
        raise NumberError(
            f"“{shown}”: dấu phẩy là dấu thập phân, không dùng để ngăn hàng nghìn. Hãy gõ {remedy}."
        )
    if "," in fraction:
        raise NumberError(f"“{shown}” có nhiều dấu phẩy. Dấu phẩy chỉ dùng một lần, cho phần thập phân.")
    if not whole or not _PLAIN.fullmatch(fraction):
        raise NumberError(f"“{shown}”: trước và sau dấu phẩy phải là chữ số, ví dụ 1234,5.")
    return whole, fraction


def _read_groups(whole: str, fraction: str | None, shown: str, sign: str) -> str:
    """The digits of the whole part, its grouping checked."""
    if _PLAIN.fullmatch(whole):
        return whole
    if _SPACE_GROUPS.fullmatch(whole):
        return whole.replace(" ", "")
    one_dot = _ONE_DOT.fullmatch(whole)
    if one_dot and fraction is None:
        raise _asked_back(sign, one_dot[1], one_dot[2], shown)
    if _DOT_GROUPS.fullmatch(whole):
        return whole.replace(".", "")
    raise NumberError(f"“{shown}”: ngăn hàng nghìn chưa đúng. Mỗi nhóm đủ 3 chữ số, ví dụ 1.234.567,8.")


def _asked_back(sign: str, before: str, after: str, shown: str) -> AmbiguousNumber:
    decimal = _number(sign, before, after, shown)
    as_decimal = f"{sign}{before},{after}"
    if not _DOT_GROUPS.fullmatch(f"{before}.{after}"):
        return AmbiguousNumber(
            f"Số “{shown}” dùng dấu chấm cho phần thập phân. Hãy dùng dấu phẩy: {as_decimal}.", (decimal,)
        )
    as_whole = f"{sign}{before}{after}"
    return AmbiguousNumber(
        f"Số “{shown}” có thể hiểu là {as_whole} hoặc {as_decimal}. Hãy gõ lại một trong hai cách đó.",
        (_number(sign, before + after, "", shown), decimal),
    )


def _number(sign: str, integer: str, fraction: str, shown: str) -> Decimal:
    digits = len(integer.lstrip("0")) + len(fraction)
    if digits > MAX_DIGITS:
        raise NumberError(f"“{shown}” có {digits} chữ số; chỉ nhận tối đa {MAX_DIGITS} chữ số.")
    number = Decimal(f"{sign}{integer}.{fraction or '0'}" if fraction else f"{sign}{integer}")
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
