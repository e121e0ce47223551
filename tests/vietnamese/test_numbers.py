"""Reading and writing Vietnamese numbers, dates and money."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bachdang.vietnamese.numbers import (
    AmbiguousNumber,
    NumberError,
    format_date,
    format_decimal,
    format_dong,
    format_input,
    format_percent,
    parse_number,
    roman,
)

figures = st.decimals(min_value=-(10**11) + 1, max_value=10**11 - 1, places=4)


def readings_of(text: str) -> tuple[Decimal, ...]:
    """The number read, those asked back, or none when the text is refused."""
    try:
        return (parse_number(text),)
    except AmbiguousNumber as error:
        return error.readings
    except NumberError:
        return ()


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1.234,5", "1234.5"),
        ("1234,5", "1234.5"),
        ("1234", "1234"),
        ("-0,5", "-0.5"),
        ("+0,5", "0.5"),
        ("- 0,5", "-0.5"),
        ("\u22120,5", "-0.5"),  # the minus sign that Word puts
        ("\u20130,5", "-0.5"),  # its dash
        ("1 234,5", "1234.5"),
        ("1\u00a0234\u00a0567", "1234567"),
        ("1\u202f234", "1234"),
        ("  12,5 \n", "12.5"),
        ("\ufeff12,5\u200b", "12.5"),
        ("1,234", "1.234"),
        ("1'234'567", "1234567"),  # Swiss, and Word's quotes
        ("1’234,5", "1234.5"),
        ("1  234", "1234"),
        ("１．２３４．５６７，８", "1234567.8"),  # full-width, from an East Asian keyboard
        ("٣٤", "34"),
        ("𝟏𝟐,𝟓", "12.5"),
        ("1.234.567", "1234567"),
        ("10.961,0", "10961"),
        ("007", "7"),
        ("0", "0"),
        ("123456789012345", "123456789012345"),
        ("000123456789012,345", "123456789012.345"),
    ],
)
def test_reads(text: str, number: str) -> None:
    assert parse_number(text) == Decimal(number)


@pytest.mark.parametrize("text", ["-0", "-0,00", "0"])
def test_zero_has_no_sign(text: str) -> None:
    assert not parse_number(text).is_signed()


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", "Chưa nhập số"),
        ("  ", "Chưa nhập số"),
        ("-", "Chưa nhập số"),
        ("abc", "không phải là số"),
        ("12 tỷ", "không phải là số"),
        ("1e5", "không phải là số"),
        ("NaN", "không phải là số"),
        ("Infinity", "không phải là số"),
        ("½", "không phải là số"),
        ("(5)", "không phải là số"),
        (".", "không phải là số"),
        (", ,", "không phải là số"),
        ("5²", "không phải là số"),
        ("6/14", "không phải là số"),
        ("--5", "không phải là số"),
        ("=1+1", "không phải là số"),
        ("15%", "không kèm ký hiệu %"),
        ("1,2,3", "nhiều dấu phẩy"),
        ("1,2 3", "ngăn hàng nghìn chưa đúng"),
        ("1,5.6", "ngăn hàng nghìn chưa đúng"),
        ("1.23.4", "ngăn hàng nghìn chưa đúng"),
        ("1.2345.678", "ngăn hàng nghìn chưa đúng"),
        ("1234.567,8", "ngăn hàng nghìn chưa đúng"),
        ("0.123.456", "ngăn hàng nghìn chưa đúng"),
        ("10.96,5", "ngăn hàng nghìn chưa đúng"),
        ("1 23", "ngăn hàng nghìn chưa đúng"),
        ("1 234.567", "ngăn hàng nghìn chưa đúng"),
        ("1234567890123456", "có 16 chữ số"),
        ("0,0000000000000001", "có 16 chữ số"),
        ("1234567890123.456", "có 16 chữ số"),
    ],
)
def test_refuses_with_a_remedy(text: str, part: str) -> None:
    with pytest.raises(NumberError) as caught:
        parse_number(text)
    assert part in caught.value.message_vi
    assert not isinstance(caught.value, AmbiguousNumber)


@pytest.mark.parametrize(
    ("text", "readings", "part"),
    [
        ("10.961", ("10961", "10.961"), "Số “10.961” có thể hiểu là 10961 hoặc 10,961."),
        ("-1.000", ("-1000", "-1"), "-1000 hoặc -1,000"),
        ("0.5", ("0.5",), "ở đây là dấu phẩy. Hãy gõ 0,5."),
        ("0.961", ("0.961",), "ở đây là dấu phẩy. Hãy gõ 0,961."),
        ("10.96", ("10.96",), "ở đây là dấu phẩy. Hãy gõ 10,96."),
        ("-10.96", ("-10.96",), "ở đây là dấu phẩy. Hãy gõ -10,96."),
        ("1234.567", ("1234.567",), "ở đây là dấu phẩy. Hãy gõ 1234,567."),
        ("1.2345", ("1.2345",), "ở đây là dấu phẩy. Hãy gõ 1,2345."),
        ("1,234,567", ("1234567",), "Hãy gõ 1234567."),
        ("-1,234.5", ("-1234.5",), "Hãy gõ -1234,5."),
        ("5.", ("5",), "thừa dấu ở cuối. Hãy gõ 5."),
        ("5,", ("5",), "thừa dấu ở cuối. Hãy gõ 5."),
        (".5", ("0.5",), "thiếu chữ số trước dấu thập phân. Hãy gõ 0,5."),
        ("-,5", ("-0.5",), "thiếu chữ số trước dấu thập phân. Hãy gõ -0,5."),
        ("12 ,5", ("12.5",), "thừa dấu cách cạnh dấu phẩy, dấu chấm. Hãy gõ 12,5."),
        ("12, 5", ("12.5",), "thừa dấu cách cạnh dấu phẩy, dấu chấm. Hãy gõ 12,5."),
        ("1 000 ,5", ("1000.5",), "Hãy gõ 1000,5."),
        ("1.234.", ("1234", "1.234"), "1234 hoặc 1,234"),
    ],
)
def test_asks_back(text: str, readings: tuple[str, ...], part: str) -> None:
    with pytest.raises(AmbiguousNumber) as caught:
        parse_number(text)
    assert caught.value.readings == tuple(map(Decimal, readings))
    assert part in caught.value.message_vi


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1.000", "1000"),
        ("1.900", "1900"),
        ("2.400", "2400"),
        ("-1.900", "-1900"),
        ("40 000", "40000"),
        ("1.234.567", "1234567"),
        ("12,0", "12"),
        ("1.900,00", "1900"),
    ],
)
def test_a_count_takes_what_the_page_itself_writes(text: str, number: str) -> None:
    assert parse_number(text, whole=True) == Decimal(number)


@pytest.mark.parametrize(
    ("text", "texts", "part"),
    [
        ("23,456", ("23456", "23"), "có thể hiểu là 23456 hoặc 23,456. Ô này chỉ nhận số nguyên."),
        ("1,000", ("1000", "1"), "có thể hiểu là 1000 hoặc 1,000"),
        (
            "12,5",
            ("12", "13"),
            "“12,5” có phần lẻ, mà ô này chỉ nhận số nguyên. Chọn hoặc gõ lại 12 hoặc 13.",
        ),
        ("10.96", ("10", "11"), "dùng dấu chấm cho phần thập phân"),
        ("1.234,5", ("1234", "1235"), "có phần lẻ"),
        ("-12,5", ("-13", "-12"), "có phần lẻ"),
        ("1,234,567", ("1234567",), "Hãy gõ 1234567."),
        ("12 ,5", ("12", "13"), "có phần lẻ"),
    ],
)
def test_a_part_of_a_thing_is_asked_back_with_whole_numbers_to_choose(
    text: str, texts: tuple[str, ...], part: str
) -> None:
    with pytest.raises(AmbiguousNumber) as caught:
        parse_number(text, whole=True)
    assert caught.value.texts == texts
    assert caught.value.readings == tuple(map(Decimal, texts))
    assert part in caught.value.message_vi


def test_a_long_input_is_quoted_short() -> None:
    with pytest.raises(NumberError) as caught:
        parse_number("x" * 10_000)
    assert len(caught.value.message_vi) < 200


numberish = st.text("0123456789.,' -", max_size=12)


@given(st.text() | numberish, st.booleans())
@example("1.234", False)
@example("1,234.5", True)
def test_any_text_is_read_or_refused_and_what_is_offered_is_read_at_once(text: str, whole: bool) -> None:
    asked: tuple[Decimal, ...] | None = None
    try:
        found = [parse_number(text, whole=whole)]
    except AmbiguousNumber as error:
        found, asked = [parse_number(one, whole=whole) for one in error.texts], error.readings
    except NumberError:
        found = []
    assert asked is None or (asked and tuple(found) == asked)
    assert all(one.is_finite() and not (whole and one % 1) for one in found)


@given(st.integers(-(10**14), 10**14))
def test_a_count_that_is_shown_is_read_back(number: int) -> None:
    assert parse_number(format_decimal(number), whole=True) == number


@given(figures)
def test_what_is_shown_is_read_back_or_asked_back(number: Decimal) -> None:
    assert number in readings_of(format_decimal(number))  # 10961 is shown as 10.961


@given(figures)
def test_what_stands_in_an_input_is_always_read_back(number: Decimal) -> None:
    assert parse_number(format_input(number)) == number


@pytest.mark.parametrize(
    ("value", "places", "shown"),
    [
        (None, None, ""),
        (None, 2, ""),
        ("1234.5", None, "1.234,5"),
        ("1234.50", None, "1.234,5"),
        ("1E+5", None, "100.000"),
        ("1E-7", None, "0,0000001"),
        ("100", None, "100"),
        ("0.000", None, "0"),
        ("-0", None, "0"),
        ("-1234567.891", None, "-1.234.567,891"),
        ("1234.5", 0, "1.235"),
        ("2.5", 0, "3"),
        ("-2.5", 0, "-3"),
        ("2.5", 2, "2,50"),
        ("-0.04", 1, "0,0"),
        ("99999999999999999999999999999.5", 0, "100.000.000.000.000.000.000.000.000.000"),
    ],
)
def test_format_decimal(value: str | None, places: int | None, shown: str) -> None:
    assert format_decimal(None if value is None else Decimal(value), places) == shown


def test_format_decimal_takes_whole_numbers() -> None:
    assert format_decimal(1_234_567) == "1.234.567"


@pytest.mark.parametrize("value", ["NaN", "Infinity"])
def test_format_decimal_refuses_what_is_no_figure(value: str) -> None:
    with pytest.raises(ValueError, match="finite"):
        format_decimal(Decimal(value))


def test_at_most_rounds_and_drops_zeros() -> None:
    assert format_decimal(Decimal("42.857"), at_most=1) == "42,9"
    assert format_decimal(Decimal("15.00"), at_most=1) == "15"


@pytest.mark.parametrize(
    ("value", "shown"), [(None, ""), (Decimal(15), "15%"), (Decimal("99.5"), "99,5%"), (1000, "1.000%")]
)
def test_format_percent(value: Decimal | int | None, shown: str) -> None:
    assert format_percent(value) == shown


def test_format_percent_rounds() -> None:
    assert format_percent(Decimal(600) / 14, at_most=1) == "42,9%"
    assert format_percent(Decimal(15), 1) == "15,0%"


def test_format_date() -> None:
    assert format_date(date(2026, 3, 5)) == "05/03/2026"
    assert format_date(datetime(2026, 12, 31, 23, 59)) == "31/12/2026"
    assert format_date(None) == ""


@pytest.mark.parametrize(
    ("dong", "shown"),
    [
        (None, ""),
        (0, "0 đồng"),
        (9_500, "9.500 đồng"),
        (999_999, "999.999 đồng"),
        (1_000_000, "1 triệu đồng"),
        (250_000_000, "250 triệu đồng"),
        (999_999_499, "999,999 triệu đồng"),
        (999_999_500, "1 tỷ đồng"),
        (1_500_000_000, "1,5 tỷ đồng"),
        (200_000_000_000, "200 tỷ đồng"),
        (1_234_567_890_000, "1.234,568 tỷ đồng"),
        (-1_500_000_000, "-1,5 tỷ đồng"),
    ],
)
def test_format_dong(dong: int | None, shown: str) -> None:
    assert format_dong(dong) == shown


@pytest.mark.parametrize(
    ("number", "numeral"),
    [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (19, "XIX"), (22, "XXII"), (3999, "MMMCMXCIX")],
)
def test_roman(number: int, numeral: str) -> None:
    assert roman(number) == numeral


@pytest.mark.parametrize("number", [0, -1, 4000])
def test_roman_refuses_what_has_no_numeral(number: int) -> None:
    with pytest.raises(ValueError, match="no Roman numeral"):
        roman(number)
